// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "mainwindow/mainwindowparts.h"

#include <QObject>
#include <QPointer>

class QAbstractItemModel;

namespace parley::ui {

class ConversationPage;
class LogWindow;

/// The dialogs of a main window, none of them twice at once, and its log.
class WindowDialogs final : public QObject
{
    Q_OBJECT

public:
    /// The dialogs open over \a window, which owns this object. \a conversations has
    /// ConversationListModel's roles; \a inspector is what a setting shows and hides. All must
    /// outlive this object.
    WindowDialogs(const MainWindowParts &parts, QAbstractItemModel &conversations,
                  ConversationPage &page, QWidget &inspector, QWidget &window);

    void showSwitcher();
    void findEverywhere();
    void showSettings();
    /// With the keys of all actions of the window.
    void showShortcuts();
    void showProfile();
    void showAbout();
    void showLog();
    void signInAgain();
    /// Asks before signOutRequested().
    void confirmSignOut();
    void showProblem(const QString &text);
    /// To the clipboard.
    void copyDiagnostics();

Q_SIGNALS:
    void conversationChosen(const QString &sid);
    void messageChosen(const QString &sid, qint64 index);
    void inspectorToggled(bool shown);
    /// The settings of notifications or of the tray are others now.
    void presenceChanged();
    void signOutRequested();

private:
    template <typename Dialog, typename... Arguments> Dialog *open(Arguments &&...arguments);
    [[nodiscard]] QString diagnostics() const;

    const MainWindowParts m_parts;
    QAbstractItemModel &m_conversations;
    ConversationPage &m_page;
    QWidget &m_inspector;
    QWidget &m_window;
    QPointer<LogWindow> m_log;
};

} // namespace parley::ui
