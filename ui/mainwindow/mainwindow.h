// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "conversations/liststate.h"
#include "session/session.h"
#include "settings/uisettings.h"
#include "token/oneshot.h"

#include <QKeySequence>
#include <QMainWindow>
#include <QPointer>

class QMenu;
class QSplitter;

namespace parley::chat {
class ConversationListModel;
}

namespace parley::ui {

class Columns;
class ConversationPage;
class DesktopPresence;
class EmbeddedService;
class EventLogModel;
class Experiments;
class InspectorDock;
class LogRecorder;
class LogWindow;
class Sidebar;
class StatusPanel;
class TokenInspector;
class TokenTour;

/// What a main window works on; everything outlives it.
struct MainWindowParts
{
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
};

/// The window of a signed-in user: conversations, messages, token inspector, status line.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(MainWindowParts parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openConversation(const QString &sid);
    void setInspectorShown(bool shown);
    /// To the front, from wherever it is.
    void present();
    /// Ends the program, also where closing would not.
    void quit();
    void showSwitcher();
    /// With the keyboard in it, also where the conversation or the inspector covers it.
    void showList();
    void findEverywhere();
    void showSettings();
    void showShortcuts();
    void showProfile();
    void showAbout();
    void showLog();
    void signInAgain();
    void startTokenTour();
    [[nodiscard]] ConversationPage *page() const { return m_page; }
    [[nodiscard]] Columns *columns() const { return m_columns; }
    [[nodiscard]] Sidebar *sidebar() const { return m_sidebar; }
    [[nodiscard]] StatusPanel *status() const { return m_status; }
    [[nodiscard]] TokenInspector *inspector() const { return m_inspector; }
    /// Null without the embedded service, as the tour that begins them.
    [[nodiscard]] Experiments *experiments() const { return m_experiments; }
    [[nodiscard]] TokenTour *tokenTour() const { return m_tokenTour; }
    [[nodiscard]] DesktopPresence *presence() const { return m_presence; }

Q_SIGNALS:
    void signOutRequested();
    void quitRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    template <typename Slot>
    QAction *addCommand(QMenu &menu, const QString &text, const QList<QKeySequence> &keys,
                        Slot slot);
    void makeCentral();
    void makeDock();
    void makeStatus();
    QWidget *makeTour();
    void makePresence();
    void makeMenus();
    void makeHelpMenu(QMenu &menu);
    void connectSession();
    void restoreWindow();
    void saveWork();
    void leave();
    void saveWindow();
    void openFirstConversation();
    void openWelcome();
    [[nodiscard]] QString account() const;
    [[nodiscard]] QString place() const;
    [[nodiscard]] ListState listState() const;
    void updateListState();
    void conversationChosen(const QString &sid);
    /// As the one to open at the next start.
    void remember(const QString &sid);
    void updateTitle();
    void updateUser();
    void updateConnection();
    void updateKeychain(Session::KeychainStatus status);
    void showProblem(const QString &text);
    void searchConversations();
    void findInConversation();
    void chooseDay();
    void toggleParticipants();
    void goTo(const QString &sid);
    void stepConversation(int step);
    void confirmSignOut();
    void copyDiagnostics();
    [[nodiscard]] QString diagnostics() const;

    MainWindowParts m_parts;
    chat::ConversationListModel *m_conversations = nullptr;
    QSplitter *m_splitter = nullptr;
    Columns *m_columns = nullptr;
    Sidebar *m_sidebar = nullptr;
    ConversationPage *m_page = nullptr;
    InspectorDock *m_dock = nullptr;
    TokenInspector *m_inspector = nullptr;
    StatusPanel *m_status = nullptr;
    Experiments *m_experiments = nullptr;
    TokenTour *m_tokenTour = nullptr;
    DesktopPresence *m_presence = nullptr;
    QPointer<LogWindow> m_logWindow;
    bool m_quitting = false;
    OneShot m_leaving;
};

} // namespace parley::ui
