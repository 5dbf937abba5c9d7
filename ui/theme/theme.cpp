// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/theme.h"

#include "theme/parleystyle.h"
#include "theme/themecolors.h"

#include <QApplication>
#include <QStyleHints>
#include <QWidget>

#include <algorithm>
#include <array>
#include <cmath>

namespace parley::ui {

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_systemPalette(application.palette())
    , m_systemFont(QApplication::font())
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

std::span<const int> Theme::textSizes()
{
    static constexpr std::array Sizes { 80, 90, 100, 110, 125, 150, 175, 200 };
    return Sizes;
}

void Theme::setTextSize(int percent)
{
    const auto sizes = textSizes();
    const int size = *std::ranges::min_element(
        sizes, {}, [percent](int each) { return std::abs(each - percent); });
    if (size == m_textSize)
        return;
    const qreal ratio = qreal(size) / m_textSize;
    m_textSize = size;
    QFont font = m_systemFont;
    font.setPointSizeF(font.pointSizeF() * size / 100);
    QApplication::setFont(font);
    // Text that is larger or smaller than the rest stays so.
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        QFont own = widget->font();
        if (!widget->testAttribute(Qt::WA_SetFont) || (own.resolveMask() & QFont::SizeResolved) == 0
            || own.pointSizeF() <= 0)
            continue;
        own.setPointSizeF(own.pointSizeF() * ratio);
        widget->setFont(own);
    }
    Q_EMIT textSizeChanged(size);
}

void Theme::enlargeText()
{
    stepTextSize(1);
}

void Theme::reduceText()
{
    stepTextSize(-1);
}

void Theme::stepTextSize(int step)
{
    const auto sizes = textSizes();
    const auto at = std::ranges::find(sizes, m_textSize) - sizes.begin() + step;
    if (at >= 0 && at < std::ssize(sizes))
        setTextSize(sizes[size_t(at)]);
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
