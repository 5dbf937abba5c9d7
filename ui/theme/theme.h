// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "platform/systemscheme.h"

#include <QFont>
#include <QObject>
#include <QPalette>

#include <span>

class QApplication;

namespace parley::ui {

/// What the user chose in the settings.
enum class ThemeChoice { System, Light, Dark };

/// Puts style and palette on the application and follows the system's choice while told to.
class Theme final : public QObject
{
    Q_OBJECT

public:
    /// \a application must outlive this object.
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    /// The sizes that text can have, in per cent of the system's, in rising order.
    [[nodiscard]] static std::span<const int> textSizes();
    [[nodiscard]] int textSize() const { return m_textSize; }
    /// In per cent; the nearest of textSizes() is taken.
    void setTextSize(int percent);
    /// One step larger or smaller, as far as there is one.
    void enlargeText();
    void reduceText();
    /// What the system asks for: its colour scheme, else the lightness of its palette.
    [[nodiscard]] bool systemIsDark() const;
    [[nodiscard]] SystemScheme &system() { return m_system; }

Q_SIGNALS:
    void textSizeChanged(int percent);

private:
    void apply();
    void stepTextSize(int step);

    QApplication &m_application;
    QPalette m_systemPalette;
    QFont m_systemFont;
    SystemScheme m_system;
    ThemeChoice m_choice = ThemeChoice::System;
    int m_textSize = 100;
};

} // namespace parley::ui
