// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/mainwindow.h"

#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "conversations/conversationactions.h"
#include "conversations/sidebar.h"
#include "desktop/desktoppresence.h"
#include "diagnostics/diagnostics.h"
#include "diagnostics/logrecorder.h"
#include "diagnostics/logwindow.h"
#include "find/findeverywhere.h"
#include "help/aboutdialog.h"
#include "help/shortcutsdialog.h"
#include "inspector/timelinepanel.h"
#include "inspector/tokeninspector.h"
#include "mainwindow/columns.h"
#include "mainwindow/inspectordock.h"
#include "messages/page/conversationfind.h"
#include "messages/page/conversationpage.h"
#include "messages/page/messagemodels.h"
#include "messages/page/messagenavigator.h"
#include "messages/page/pagecolumns.h"
#include "messages/view/messageview.h"
#include "profile/profiledialog.h"
#include "settings/settingsdialog.h"
#include "signin/signinagaindialog.h"
#include "switcher/quickswitcher.h"
#include "tokentour/tokentour.h"
#include "widgets/menubutton.h"
#include "widgets/question.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

/// Shown in the middle of its window, gone when closed. Never two of the same kind at once.
template <typename Dialog, typename... Arguments>
Dialog *openDialog(QWidget *window, Arguments &&...arguments)
{
    const QList<Dialog *> others
        = window->findChildren<Dialog *>(QString(), Qt::FindDirectChildrenOnly);
    for (Dialog *other : others) {
        if (other->isVisible()) { // else it is about to go
            other->raise();
            return nullptr;
        }
    }
    auto *dialog = new Dialog(std::forward<Arguments>(arguments)..., window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

QString plainText(const QAction &action)
{
    QString text = action.text();
    return text.remove(u'&').remove(u'…');
}

} // namespace

template <typename Slot>
QAction *MainWindow::addCommand(QMenu &menu, const QString &text, const QList<QKeySequence> &keys,
                                Slot slot)
{
    QAction *action = menu.addAction(text, this, slot);
    action->setShortcuts(keys);
    addAction(action); // shortcuts work while the menu is closed
    return action;
}

void MainWindow::makeMenus()
{
    using Keys = QList<QKeySequence>;
    auto *menu = new QMenu(this);
    ConversationActions *conversations = &m_page->actions();
    addCommand(*menu, tr("&New conversation…"), Keys { Qt::CTRL | Qt::Key_N },
               [conversations] { conversations->create(); });
    addCommand(*menu, tr("&Join a conversation…"), Keys { Qt::CTRL | Qt::Key_J },
               [conversations] { conversations->join(); });
    addCommand(*menu, tr("&Go to a conversation or person…"), Keys { Qt::CTRL | Qt::Key_K },
               &MainWindow::showSwitcher);
    addCommand(*menu, tr("&Search conversations"), Keys { Qt::CTRL | Qt::Key_L },
               &MainWindow::searchConversations);
    addCommand(*menu, tr("&Find in this conversation"), Keys { Qt::CTRL | Qt::Key_F },
               &MainWindow::findInConversation);
    addCommand(*menu, tr("Find in &all conversations…"), Keys { Qt::CTRL | Qt::SHIFT | Qt::Key_F },
               &MainWindow::findEverywhere);
    addCommand(*menu, tr("Go to a &date…"), Keys { Qt::CTRL | Qt::Key_G }, &MainWindow::chooseDay);
    addCommand(*menu, tr("&Previous conversation"), Keys { Qt::ALT | Qt::Key_Up },
               [this] { stepConversation(-1); });
    addCommand(*menu, tr("Ne&xt conversation"), Keys { Qt::ALT | Qt::Key_Down },
               [this] { stepConversation(1); });
    addCommand(*menu, tr("&List of conversations"), Keys { Qt::ALT | Qt::Key_Left },
               &MainWindow::showList);
    menu->addSeparator();
    addCommand(*menu, tr("Show or hide pa&rticipants"), Keys { Qt::CTRL | Qt::Key_P },
               &MainWindow::toggleParticipants);
    QAction *inspector = m_dock->toggleViewAction();
    inspector->setText(tr("Token &inspector"));
    inspector->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_I));
    menu->addAction(inspector);
    addAction(inspector);
    QAction *timeline = m_inspector->timelinePanel()->windowAction();
    menu->addAction(timeline);
    addAction(timeline);
    QMenu *size = menu->addMenu(tr("Te&xt size"));
    Theme *theme = &m_parts.theme;
    addCommand(*size, tr("&Larger text"),
               Keys { Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal },
               [theme] { theme->enlargeText(); });
    addCommand(*size, tr("&Smaller text"), Keys { Qt::CTRL | Qt::Key_Minus },
               [theme] { theme->reduceText(); });
    addCommand(*size, tr("&Usual text size"), Keys { Qt::CTRL | Qt::Key_0 },
               [theme] { theme->setTextSize(100); });
    addCommand(*menu, tr("Your p&rofile…"), {}, &MainWindow::showProfile);
    addCommand(*menu, tr("Se&ttings…"), Keys { Qt::CTRL | Qt::Key_Comma },
               &MainWindow::showSettings);
    makeHelpMenu(*menu);
    menu->addSeparator();
    addCommand(*menu, tr("Sign &out"), {}, &MainWindow::confirmSignOut);
    addCommand(*menu, tr("&Close the window"), Keys { Qt::CTRL | Qt::Key_W }, &MainWindow::close);
    addCommand(*menu, tr("&Quit"), Keys { Qt::CTRL | Qt::Key_Q }, &MainWindow::quit);
    m_sidebar->menuButton()->setMenu(menu);
    endHoverWithMenu(*m_sidebar->menuButton(), *menu);
}

void MainWindow::makeHelpMenu(QMenu &menu)
{
    using Keys = QList<QKeySequence>;
    QMenu *help = menu.addMenu(tr("&Help"));
    help->setToolTipsVisible(true);
    QAction *tour = addCommand(*help, tr("Token &tour"), {}, &MainWindow::startTokenTour);
    tour->setEnabled(m_tokenTour != nullptr);
    if (m_tokenTour == nullptr)
        tour->setToolTip(tr("The tour needs the local service of this program."));
    addCommand(*help, tr("&Keyboard shortcuts"), Keys { Qt::Key_F1, Qt::CTRL | Qt::Key_Slash },
               &MainWindow::showShortcuts);
    addCommand(*help, tr("&Log"), {}, &MainWindow::showLog)
        ->setEnabled(m_parts.logRecorder != nullptr);
    addCommand(*help, tr("&Copy diagnostics"), {}, &MainWindow::copyDiagnostics);
    help->addSeparator();
    addCommand(*help, tr("&About Parley"), {}, &MainWindow::showAbout);
}

void MainWindow::showProblem(const QString &text)
{
    makeBox(this, tr("Parley"), text, QMessageBox::Close)->open();
}

void MainWindow::showSwitcher()
{
    auto *dialog = openDialog<QuickSwitcher>(this, *m_conversations, m_parts.session.chat());
    if (dialog == nullptr)
        return;
    connect(dialog, &QuickSwitcher::chosen, this, &MainWindow::goTo);
    connect(dialog, &QuickSwitcher::personChosen, &m_page->actions(),
            &ConversationActions::openDirect);
}

void MainWindow::findEverywhere()
{
    auto *dialog
        = openDialog<FindEverywhere>(this, m_parts.session.chat(), m_page->models().loaded());
    if (dialog == nullptr)
        return;
    connect(dialog, &FindEverywhere::chosen, this, [this](const QString &sid, qint64 index) {
        goTo(sid);
        m_page->navigator().jumpTo(index);
    });
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
    m_sidebar->list()->setFocus(Qt::OtherFocusReason);
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

void MainWindow::signInAgain()
{
    if (auto *dialog = openDialog<SignInAgainDialog>(this, m_parts.session))
        connect(dialog, &SignInAgainDialog::otherUserRequested, this,
                &MainWindow::signOutRequested);
}

void MainWindow::confirmSignOut()
{
    saveWork();
    saveWindow();
    const bool waiting = !m_parts.session.chat().outbox().isEmpty();
    QMessageBox *box = makeQuestion(
        this, tr("Sign out"),
        waiting ? tr("Some messages are not sent yet. They are kept, and sent when you sign "
                     "in here again. Sign out now?")
                : tr("Sign out now? The saved sign-in is removed from this computer. Drafts stay "
                     "and are there again when you sign in."),
        tr("Sign out"));
    connect(box, &QMessageBox::accepted, this, &MainWindow::signOutRequested);
    box->open();
}

void MainWindow::showSettings()
{
    auto *dialog
        = openDialog<SettingsDialog>(this, m_parts.settings, m_parts.theme, m_dock->isVisible(),
                                     DesktopPresence::trayAvailable());
    if (dialog == nullptr)
        return;
    connect(dialog, &SettingsDialog::inspectorToggled, this, &MainWindow::setInspectorShown);
    connect(dialog, &SettingsDialog::formattingToggled, &m_page->view()->rows(),
            &MessageRows::setFormatted);
    connect(dialog, &SettingsDialog::keepingToggled, &m_parts.session,
            &Session::setKeepsConversations);
    connect(dialog, &SettingsDialog::presenceChanged, m_presence, &DesktopPresence::applySettings);
}

void MainWindow::showProfile()
{
    openDialog<ProfileDialog>(this, m_parts.session.chat(), m_parts.session.config().identity);
}

void MainWindow::showShortcuts()
{
    QList<ShortcutsDialog::Entry> entries;
    const QList<QAction *> all = actions();
    for (const QAction *action : all) {
        if (!action->shortcut().isEmpty())
            entries.append(
                { plainText(*action),
                  QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
                      .replace(u"; "_s, u", "_s) });
    }
    openDialog<ShortcutsDialog>(this, entries);
}

void MainWindow::showLog()
{
    if (m_logWindow == nullptr) {
        m_logWindow = new LogWindow(
            *m_parts.logRecorder, [this] { return diagnostics(); }, this);
        m_logWindow->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_logWindow->show();
    m_logWindow->raise();
    m_logWindow->activateWindow();
}

QString MainWindow::diagnostics() const
{
    return diagnosticsText(m_parts.session,
                           m_parts.logRecorder != nullptr ? m_parts.logRecorder->lines()
                                                          : QStringList());
}

void MainWindow::copyDiagnostics()
{
    QApplication::clipboard()->setText(diagnostics());
}

void MainWindow::showAbout()
{
    if (auto *dialog = openDialog<AboutDialog>(this))
        connect(dialog, &AboutDialog::diagnosticsRequested, this, &MainWindow::copyDiagnostics);
}

void MainWindow::startTokenTour()
{
    setInspectorShown(true);
    m_inspector->showPage(TokenInspector::Page::Token);
    m_tokenTour->start();
}

} // namespace parley::ui
