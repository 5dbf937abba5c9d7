// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "platform/systemscheme.h"

#include <QObject>
#include <QPalette>

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
    /// What the system asks for: its colour scheme, else the lightness of its palette.
    [[nodiscard]] bool systemIsDark() const;
    [[nodiscard]] SystemScheme &system() { return m_system; }

private:
    void apply();

    QApplication &m_application;
    QPalette m_systemPalette;
    SystemScheme m_system;
    ThemeChoice m_choice = ThemeChoice::System;
};

} // namespace parley::ui
