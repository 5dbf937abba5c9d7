// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QCoreApplication>

class QWidget;

namespace parley::ui {

class EmbeddedService;
class EventLogModel;
class LogRecorder;
class Theme;
class UiSettings;

/// What a main window works on; everything outlives it.
struct MainWindowParts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::MainWindowParts)

public:
    Session &session;
    Clock &clock;
    EventLogModel &log;
    UiSettings &settings;
    Theme &theme;
    EmbeddedService *service = nullptr; ///< null: nothing can be simulated
    bool keychainPersistent = true;
    bool isDemo = false; ///< signed in at the local service of this program, or of its first window
    LogRecorder *logRecorder = nullptr; ///< null: there is no log to show
    const QWidget *openOver = nullptr; ///< where the window appears the first time
    bool isGuest = false; ///< a second user on this desk, beside the one of the plain start

    /// Where the user is signed in, as it is shown.
    [[nodiscard]] QString place() const;
    /// The same identity at two back ends is two accounts. The demo's address may change.
    [[nodiscard]] QString account() const;
};

} // namespace parley::ui
