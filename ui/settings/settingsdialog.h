// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "theme/theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;

namespace parley::ui {

/// The few settings there are; each takes effect at once.
class SettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(ThemeChoice theme, bool inspectorShown, QWidget *parent = nullptr);

Q_SIGNALS:
    void themeChosen(parley::ui::ThemeChoice choice);
    void inspectorToggled(bool shown);

private:
    QComboBox *m_theme = nullptr;
    QCheckBox *m_inspector = nullptr;
};

} // namespace parley::ui
