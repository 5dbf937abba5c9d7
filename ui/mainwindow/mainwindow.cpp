// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/mainwindow.h"

#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/sidebar.h"
#include "demo/experiments.h"
#include "desktop/desktoppresence.h"
#include "inspector/timelinepanel.h"
#include "inspector/tokeninspector.h"
#include "inspector/tokenring.h"
#include "inspector/tokentimeline.h"
#include "inspector/whycard.h"
#include "mainwindow/columns.h"
#include "mainwindow/inspectordock.h"
#include "mainwindow/mainmenu.h"
#include "mainwindow/sessiondisplay.h"
#include "mainwindow/windowdialogs.h"
#include "mainwindow/windowtitle.h"
#include "messages/page/conversationfind.h"
#include "messages/page/conversationpage.h"
#include "messages/page/messagenavigator.h"
#include "messages/page/pagecolumns.h"
#include "messages/page/pendingdeletions.h"
#include "messages/view/messageview.h"
#include "settings/uisettings.h"
#include "status/statuspanel.h"
#include "tokentour/tourpanel.h"
#include "widgets/daywatch.h"
#include "widgets/menubutton.h"
#include "widgets/windowplacement.h"

#include <QCloseEvent>
#include <QLayout>
#include <QListView>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int MinimumHeight = 360;
constexpr std::chrono::milliseconds DeletionLimit { 1500 }; ///< an answer comes sooner, if at all

} // namespace

MainWindow::MainWindow(MainWindowParts parts, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(parts)
    , m_conversations(new chat::ConversationListModel(parts.session.chat(), this))
    , m_leaving(parts.clock)
{
    setObjectName(u"mainWindow"_s);
    makeCentral();
    makeDock();
    makeStatus();
    makePresence();
    makeDialogs();
    makeMenu();
    restoreWindow();
    auto *display = new SessionDisplay(m_parts, *m_sidebar, *m_page, *m_status, *m_inspector, this);
    connect(display, &SessionDisplay::listChanged, this, &MainWindow::openFirstConversation);
    connect(&m_parts.session.chat().conversations(), &chat::ChatConversations::added, this,
            &MainWindow::openFirstConversation);
    openFirstConversation();
}

MainWindow::~MainWindow()
{
    delete m_tokenTour;
    delete m_experiments; // undoes what it has set, which this window hears of
    delete m_columns; // the inspector is hidden while the window is being destroyed
}

void MainWindow::makeCentral()
{
    m_sidebar = new Sidebar(*m_conversations, this);
    m_page = new ConversationPage(m_parts.session.chat(), m_parts.clock, this);
    m_page->view()->rows().setFormatted(m_parts.settings.formatting());
    m_sidebar->setActions(m_page->actions());
    m_sidebar->setToday(m_page->days().today());
    m_splitter = new QSplitter(this);
    setCentralWidget(m_splitter);
    connectConversations();
}

void MainWindow::connectConversations()
{
    connect(m_sidebar, &Sidebar::conversationChosen, this, &MainWindow::conversationChosen);
    ConversationActions *actions = &m_page->actions();
    connect(m_sidebar, &Sidebar::newRequested, actions, &ConversationActions::create);
    connect(m_sidebar, &Sidebar::joinRequested, actions, &ConversationActions::join);
    connect(m_sidebar, &Sidebar::directRequested, actions, &ConversationActions::startDirect);
    connect(&m_page->days(), &DayWatch::dayChanged, m_sidebar, &Sidebar::setToday);
    // What paints its times is painted again.
    connect(&m_page->days(), &DayWatch::timeZoneChanged, this, [this] {
        const QList<QWidget *> widgets = findChildren<QWidget *>();
        for (QWidget *widget : widgets)
            widget->update();
    });
    connect(actions, &ConversationActions::conversationReady, this, &MainWindow::goTo);
    connect(actions, &ConversationActions::participantsRequested, this, &MainWindow::goTo);
    connect(
        actions, &ConversationActions::participantsRequested, this,
        [this] { m_page->columns().setPanelShown(true); },
        Qt::QueuedConnection); // the page has the width for the conversation then
    connect(m_page, &ConversationPage::newConversationRequested, actions,
            &ConversationActions::create);
}

void MainWindow::makeDock()
{
    if (m_parts.service != nullptr) {
        m_experiments = new Experiments(*m_parts.service, m_parts.session.tokens(),
                                        m_parts.session.chat().connection(), m_parts.clock, this);
    }
    m_inspector = new TokenInspector(m_parts.session.tokens(), m_parts.log, m_experiments,
                                     m_parts.clock, this);
    m_inspector->setExpectedIdentity(m_parts.session.config().identity);
    m_dock = new InspectorDock(*m_inspector, *this);
    connect(m_inspector->timeline(), &TokenTimeline::eventRequested, this,
            [this] { setInspectorShown(true); });
    m_columns = new Columns(*this, *m_splitter, *m_sidebar, *m_page, *m_dock);
    connect(m_dock, &QDockWidget::visibilityChanged, m_columns, &Columns::update);
    connect(m_dock, &QDockWidget::topLevelChanged, m_columns, &Columns::update);
    // The arrow keys walk through the list; a click or Enter goes to the conversation.
    connect(m_sidebar, &Sidebar::currentOpened, this, [this] {
        m_columns->showPage();
        m_page->composer()->focusText();
    });
    connect(m_columns, &Columns::listRequested, this, &MainWindow::showList);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_columns->update();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange && m_dock != nullptr)
        m_dock->place();
}

void MainWindow::makeStatus()
{
    m_status = new StatusPanel(m_parts.session.tokens(), m_parts.clock, this);
    auto *bar = new QStatusBar(this);
    bar->setSizeGripEnabled(false);
    bar->setContentsMargins(0, 0, 0, 0);
    auto *foot = new QWidget(bar);
    auto *rows = new QVBoxLayout(foot);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    if (m_experiments != nullptr)
        rows->addWidget(makeTour());
    rows->addWidget(m_status);
    bar->addWidget(foot, 1);
    setStatusBar(bar);
    connect(&m_page->find(), &ConversationFind::noticeGiven, m_status, &StatusPanel::showBriefly);
    connect(m_status, &StatusPanel::detailsRequested, this, [this] {
        setInspectorShown(true);
        m_dock->reveal(*m_inspector->why());
    });
    connect(m_status, &StatusPanel::reconnectRequested, &m_parts.session.chat().connection(),
            &twilsock::Connection::retryNow);
}

/// Below everything, so that it is seen also where the inspector covers the conversation.
QWidget *MainWindow::makeTour()
{
    m_tokenTour = new TokenTour(m_parts.session.tokens(), *m_experiments, this);
    using Place = TokenTour::Place;
    return new TourPanel(*m_tokenTour,
                         { { Place::Ring, m_inspector->ring() },
                           { Place::Timeline, m_inspector->timeline() },
                           { Place::StatusLine, m_status },
                           { Place::Pages, m_inspector->pages() } },
                         this);
}

void MainWindow::makePresence()
{
    m_presence
        = new DesktopPresence(m_parts.session.chat(), m_parts.settings, m_parts.clock, *this, this);
    connect(m_presence, &DesktopPresence::conversationRequested, this, [this](const QString &sid) {
        present();
        goTo(sid);
    });
    connect(m_presence, &DesktopPresence::replyRefused, this,
            [this](const QString &sid, const QString &text) {
                present();
                goTo(sid);
                chat::ChatOutbox &outbox = m_parts.session.chat().outbox();
                if (m_page->conversation() == sid)
                    m_page->composer()->insertText(text);
                else
                    outbox.setDraft(sid, outbox.draft(sid) + text);
            });
    connect(m_presence, &DesktopPresence::windowRequested, this, &MainWindow::present);
    connect(m_presence, &DesktopPresence::quitRequested, this, &MainWindow::quit);
    m_title = new WindowTitle(m_parts, *m_conversations, *m_page, *m_presence, *this);
}

void MainWindow::makeDialogs()
{
    m_dialogs = new WindowDialogs(m_parts, *m_conversations, *m_page, *m_dock, *this);
    connect(m_dialogs, &WindowDialogs::conversationChosen, this, &MainWindow::goTo);
    connect(m_dialogs, &WindowDialogs::messageChosen, this,
            [this](const QString &sid, qint64 index) {
                goTo(sid);
                m_page->navigator().jumpTo(index);
            });
    connect(m_dialogs, &WindowDialogs::inspectorToggled, this, &MainWindow::setInspectorShown);
    connect(m_dialogs, &WindowDialogs::presenceChanged, m_presence,
            &DesktopPresence::applySettings);
    connect(m_dialogs, &WindowDialogs::signOutRequested, this, &MainWindow::signOutRequested);
    connect(m_status, &StatusPanel::signInRequested, m_dialogs, &WindowDialogs::signInAgain);
    connect(m_page, &ConversationPage::problemOccurred, m_dialogs, &WindowDialogs::showProblem);
    connect(m_inspector, &TokenInspector::problemOccurred, m_dialogs, &WindowDialogs::showProblem);
}

void MainWindow::makeMenu()
{
    auto *menu = new MainMenu(*this, m_parts);
    m_sidebar->menuButton()->setMenu(menu);
    endHoverWithMenu(*m_sidebar->menuButton(), *menu);
}

QAction *MainWindow::inspectorAction() const
{
    return m_dock->toggleViewAction();
}

void MainWindow::restoreWindow()
{
    resize(1120, 720);
    const UiSettings::Place place = m_parts.settings.place();
    restoreGeometry(place.geometry);
    restoreState(place.state);
    m_splitter->restoreState(place.splitter);
    m_dock->setVisible(m_parts.settings.inspectorShown());
    if (place.participantsWidth > 0)
        m_page->columns().setPanelWidth(place.participantsWidth);
    m_page->columns().setWanted(m_parts.settings.participantsShown());
    m_inspector->timelinePanel()->setWindowPlace(place.timeline);
    setMinimumSize(Columns::InspectorWidth + Columns::Gap, MinimumHeight);
    m_columns->update();
    placeWindow(*this, place.geometry.isEmpty() ? m_parts.openOver : nullptr);
    // Two users' windows on one desk: the second one must not hide the first.
    if (m_parts.isGuest && !m_parts.settings.hasOwnGeometry())
        cascadeWindow(*this);
}

void MainWindow::saveWindow()
{
    m_parts.settings.setPlace({ saveGeometry(), saveState(), m_splitter->saveState(),
                                m_inspector->timelinePanel()->windowPlace(),
                                m_page->columns().panelWidth() });
    m_parts.settings.inspectorShown.set(m_dock->isVisible());
    m_parts.settings.participantsShown.set(m_page->columns().isWanted());
}

/// What the user has typed and done, before the window may go.
void MainWindow::saveWork()
{
    m_page->composer()->saveDraft();
    m_page->deletions().flush();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveWork();
    saveWindow();
    if (!m_quitting && m_presence->hasTray() && m_parts.settings.closeToTray()) {
        event->ignore();
        m_inspector->timelinePanel()->windowAction()->setChecked(false);
        hide();
        return;
    }
    event->accept();
    leave();
}

/// The deletions that saveWork() has sent are given a moment to arrive.
void MainWindow::leave()
{
    const PendingDeletions &deletions = m_page->deletions();
    if (deletions.isIdle()) {
        Q_EMIT quitRequested();
        return;
    }
    connect(&deletions, &PendingDeletions::changed, this, [this, &deletions] {
        if (deletions.isIdle())
            Q_EMIT quitRequested();
    });
    m_leaving.start(DeletionLimit, [this] { Q_EMIT quitRequested(); });
}

void MainWindow::quit()
{
    m_quitting = true;
    if (isVisible()) {
        close();
        return;
    }
    saveWork(); // behind the tray icon; the window's place was saved when it went there
    leave();
}

void MainWindow::startHidden()
{
    if (!m_presence->hasTray())
        showMinimized();
}

void MainWindow::present()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::openFirstConversation()
{
    if (!m_page->conversation().isEmpty())
        return;
    const chat::ChatClient &client = m_parts.session.chat();
    const QString last = m_parts.settings.lastConversation(m_parts.account());
    if (!last.isEmpty() && client.conversations().find(last))
        openConversation(last);
    else if (last.isEmpty() && m_parts.isDemo && client.conversations().areLoaded())
        openWelcome();
}

/// The demo begins where something is to be seen. With another back end nothing is opened unasked,
/// since what is opened counts as read.
void MainWindow::openWelcome()
{
    for (const chat::Conversation &conversation : m_parts.session.chat().conversations().all()) {
        if (conversation.uniqueName == "general"_L1)
            openConversation(conversation.sid);
    }
}

void MainWindow::openConversation(const QString &sid)
{
    m_sidebar->setCurrent(sid);
    m_page->open(sid);
    m_columns->showPage();
    if (!sid.isEmpty())
        m_page->composer()->focusText();
    m_title->update();
}

void MainWindow::conversationChosen(const QString &sid)
{
    m_page->open(sid);
    if (!m_sidebar->list()->hasFocus()) // else it walks on there
        m_page->composer()->focusText();
    remember(sid);
    m_title->update();
}

void MainWindow::remember(const QString &sid)
{
    if (!sid.isEmpty())
        m_parts.settings.setLastConversation(m_parts.account(), sid);
}

void MainWindow::setInspectorShown(bool shown)
{
    m_dock->setVisible(shown);
    if (shown)
        m_dock->raise();
}

// In one column the conversation may be covered.

void MainWindow::findInConversation()
{
    m_columns->showPage();
    m_page->find().openBar();
}

void MainWindow::chooseDay()
{
    m_columns->showPage();
    m_page->chooseDay();
}

void MainWindow::toggleParticipants()
{
    PageColumns &columns = m_page->columns();
    const bool isSeen = columns.isVisible() && columns.isPanelShown();
    m_columns->showPage();
    columns.setPanelShown(!isSeen);
}

void MainWindow::searchConversations()
{
    m_columns->showList();
    m_sidebar->focusSearch();
}

void MainWindow::showList()
{
    m_columns->showList();
    m_sidebar->list()->setFocus(Qt::ShortcutFocusReason); // marks the current row
}

void MainWindow::goTo(const QString &sid)
{
    openConversation(sid);
    remember(sid);
}

void MainWindow::stepConversation(int step)
{
    QListView *list = m_sidebar->list();
    const QModelIndex current = list->currentIndex();
    const QModelIndex next = list->model()->index(current.isValid() ? current.row() + step : 0, 0);
    if (next.isValid())
        list->setCurrentIndex(next);
}

void MainWindow::signOut()
{
    saveWork();
    saveWindow();
    m_dialogs->confirmSignOut();
}

void MainWindow::startTokenTour()
{
    setInspectorShown(true);
    m_inspector->showPage(TokenInspector::Page::Token);
    m_tokenTour->start();
}

} // namespace parley::ui
