// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/theme.h"

#include "theme/parleystyle.h"
#include "theme/themecolors.h"

#include <QApplication>
#include <QStyleHints>

namespace parley::ui {

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_systemPalette(application.palette())
{
    m_application.setStyle(new ParleyStyle); // the application owns it
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::apply);
#endif
    connect(&m_system, &SystemScheme::changed, this, &Theme::apply);
    apply();
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    apply();
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    return m_system.isDark().value_or(colorsFor(m_systemPalette).dark);
}

void Theme::apply()
{
    const bool dark
        = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && systemIsDark());
    // Each change visits every widget, and most calls change nothing.
    const QPalette palette = paletteFor(dark ? darkColors() : lightColors());
    if (m_application.palette() != palette)
        m_application.setPalette(palette);
}

} // namespace parley::ui
