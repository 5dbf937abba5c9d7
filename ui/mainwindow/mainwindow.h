// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"
#include "settings/uisettings.h"

#include <QMainWindow>

#include <memory>

class QDockWidget;
class QSplitter;

namespace parley::chat {
class ConversationListModel;
}

namespace parley::ui {

class ConversationPage;
class EmbeddedService;
class EventLogModel;
class Sidebar;
class StatusPanel;
class TokenInspector;

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
    [[nodiscard]] ConversationPage *page() const { return m_page; }
    [[nodiscard]] Sidebar *sidebar() const { return m_sidebar; }
    [[nodiscard]] StatusPanel *status() const { return m_status; }
    [[nodiscard]] TokenInspector *inspector() const { return m_inspector; }

Q_SIGNALS:
    void signOutRequested();
    void quitRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeCentral();
    void makeDock();
    QWidget *makeDockTitle();
    void makeStatus();
    void makeMenus();
    void connectSession();
    void restoreWindow();
    void saveWindow();
    void openFirstConversation();
    void conversationsLoaded();
    void conversationChosen(const QString &sid);
    void updateTitle();
    void updateUser();
    void updateConnection();
    void updateKeychain(Session::KeychainStatus status);
    void showProblem(const QString &text);
    void newConversation();
    void joinConversation();
    void signInAgain();
    void confirmSignOut();
    void showSettings();
    void showAbout();

    MainWindowParts m_parts;
    chat::ConversationListModel *m_conversations = nullptr;
    QSplitter *m_splitter = nullptr;
    Sidebar *m_sidebar = nullptr;
    ConversationPage *m_page = nullptr;
    QDockWidget *m_dock = nullptr;
    TokenInspector *m_inspector = nullptr;
    StatusPanel *m_status = nullptr;
};

} // namespace parley::ui
