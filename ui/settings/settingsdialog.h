// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "theme/theme.h"
#include "widgets/dialog.h"

class QCheckBox;
class QComboBox;
class QVBoxLayout;

namespace parley::ui {

class UiSettings;

/// The few settings there are; each takes effect at once.
class SettingsDialog final : public Dialog
{
    Q_OBJECT

public:
    /// \a settings and \a theme must outlive this object. \a trayAvailable: the desktop has a place
    /// for a tray icon.
    SettingsDialog(UiSettings &settings, Theme &theme, bool inspectorShown, bool trayAvailable,
                   QWidget *parent = nullptr);

Q_SIGNALS:
    void inspectorToggled(bool shown);
    void formattingToggled(bool shown);
    void keepingToggled(bool on);
    /// Something about notifications or the tray is different now; the settings have it.
    void presenceChanged();

private:
    void addPresence(bool trayAvailable);
    void addKeeping();
    void updateEnabled();

    UiSettings &m_settings;
    QVBoxLayout *m_rows = nullptr; ///< of everything that can be set
    QComboBox *m_theme = nullptr;
    QComboBox *m_textSize = nullptr;
    QCheckBox *m_inspector = nullptr;
    QCheckBox *m_notifications = nullptr;
    QCheckBox *m_content = nullptr;
    QCheckBox *m_tray = nullptr;
    QCheckBox *m_closeToTray = nullptr;
    bool m_trayAvailable = false;
};

} // namespace parley::ui
