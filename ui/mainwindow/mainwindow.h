// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "mainwindow/mainwindowparts.h"
#include "token/oneshot.h"

#include <QMainWindow>

class QSplitter;

namespace parley::chat {
class ConversationListModel;
}

namespace parley::ui {

class Columns;
class ConversationPage;
class DesktopPresence;
class Experiments;
class InspectorDock;
class Sidebar;
class StatusPanel;
class TokenInspector;
class TokenTour;
class WindowDialogs;
class WindowTitle;

/// The window of a signed-in user: conversations, messages, token inspector, status line. Leads
/// from one to the other.
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
    /// Instead of show(): behind the tray icon, or minimised where there is none to come back by.
    void startHidden();
    /// Ends the program, also where closing would not.
    void quit();
    /// Asks, and then signOutRequested() comes.
    void signOut();
    /// With the keyboard in it, also where the conversation or the inspector covers it.
    void showList();
    void searchConversations();
    /// -1: to the conversation above, 1: to the one below.
    void stepConversation(int step);
    void findInConversation();
    void chooseDay();
    void toggleParticipants();
    void startTokenTour();
    [[nodiscard]] WindowDialogs &dialogs() const { return *m_dialogs; }
    [[nodiscard]] ConversationPage *page() const { return m_page; }
    [[nodiscard]] Columns *columns() const { return m_columns; }
    [[nodiscard]] Sidebar *sidebar() const { return m_sidebar; }
    [[nodiscard]] StatusPanel *status() const { return m_status; }
    [[nodiscard]] TokenInspector *inspector() const { return m_inspector; }
    /// Shows and hides the inspector.
    [[nodiscard]] QAction *inspectorAction() const;
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
    void makeCentral();
    void connectConversations();
    void makeDock();
    void makeStatus();
    QWidget *makeTour();
    void makePresence();
    void makeDialogs();
    void makeMenu();
    void restoreWindow();
    void saveWork();
    void leave();
    void saveWindow();
    void openFirstConversation();
    void openWelcome();
    void conversationChosen(const QString &sid);
    /// As the one to open at the next start.
    void remember(const QString &sid);
    void goTo(const QString &sid);

    const MainWindowParts m_parts;
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
    WindowDialogs *m_dialogs = nullptr;
    WindowTitle *m_title = nullptr;
    bool m_quitting = false;
    OneShot m_leaving;
};

} // namespace parley::ui
