// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/mainmenu.h"

#include "conversations/conversationactions.h"
#include "inspector/timelinepanel.h"
#include "inspector/tokeninspector.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/mainwindowparts.h"
#include "mainwindow/windowdialogs.h"
#include "messages/page/conversationpage.h"
#include "theme/theme.h"

#include <QAction>

namespace parley::ui {

using Keys = QList<QKeySequence>;

MainMenu::MainMenu(MainWindow &window, const MainWindowParts &parts)
    : QMenu(&window)
    , m_window(window)
    , m_parts(parts)
{
    addConversations();
    addSeparator();
    addViews();
    WindowDialogs *dialogs = &m_window.dialogs();
    addCommand(*this, tr("Your p&rofile…"), {}, dialogs, &WindowDialogs::showProfile);
    addCommand(*this, tr("Se&ttings…"), Keys { Qt::CTRL | Qt::Key_Comma }, dialogs,
               &WindowDialogs::showSettings);
    addHelp();
    addSeparator();
    addCommand(*this, tr("Sign &out"), {}, &m_window, &MainWindow::signOut);
    addCommand(*this, tr("&Close the window"), Keys { Qt::CTRL | Qt::Key_W }, &m_window,
               &MainWindow::close);
    addCommand(*this, tr("&Quit"), Keys { Qt::CTRL | Qt::Key_Q }, &m_window, &MainWindow::quit);
}

template <typename Receiver, typename Slot>
QAction *MainMenu::addCommand(QMenu &menu, const QString &text, const Keys &keys,
                              Receiver *receiver, Slot slot)
{
    QAction *action = menu.addAction(text, receiver, slot);
    action->setShortcuts(keys);
    m_window.addAction(action); // shortcuts work while the menu is closed
    return action;
}

/// An action of another part of the window.
void MainMenu::addOwn(QAction *action)
{
    addAction(action);
    m_window.addAction(action);
}

void MainMenu::addConversations()
{
    ConversationActions *conversations = &m_window.page()->actions();
    WindowDialogs *dialogs = &m_window.dialogs();
    addCommand(*this, tr("&New conversation…"), Keys { Qt::CTRL | Qt::Key_N }, conversations,
               &ConversationActions::create);
    addCommand(*this, tr("&Join a conversation…"), Keys { Qt::CTRL | Qt::Key_J }, conversations,
               &ConversationActions::join);
    addCommand(*this, tr("&Go to a conversation or person…"), Keys { Qt::CTRL | Qt::Key_K },
               dialogs, &WindowDialogs::showSwitcher);
    addCommand(*this, tr("&Search conversations"), Keys { Qt::CTRL | Qt::Key_L }, &m_window,
               &MainWindow::searchConversations);
    addCommand(*this, tr("&Find in this conversation"), Keys { Qt::CTRL | Qt::Key_F }, &m_window,
               &MainWindow::findInConversation);
    addCommand(*this, tr("Find in &all conversations…"), Keys { Qt::CTRL | Qt::SHIFT | Qt::Key_F },
               dialogs, &WindowDialogs::findEverywhere);
    addCommand(*this, tr("Go to a &date…"), Keys { Qt::CTRL | Qt::Key_G }, &m_window,
               &MainWindow::chooseDay);
    addCommand(*this, tr("&Previous conversation"), Keys { Qt::ALT | Qt::Key_Up }, &m_window,
               [this] { m_window.stepConversation(-1); });
    addCommand(*this, tr("Ne&xt conversation"), Keys { Qt::ALT | Qt::Key_Down }, &m_window,
               [this] { m_window.stepConversation(1); });
    addCommand(*this, tr("&List of conversations"), Keys { Qt::ALT | Qt::Key_Left }, &m_window,
               &MainWindow::showList);
}

void MainMenu::addViews()
{
    addCommand(*this, tr("Show or hide pa&rticipants"), Keys { Qt::CTRL | Qt::Key_P }, &m_window,
               &MainWindow::toggleParticipants);
    QAction *inspector = m_window.inspectorAction();
    inspector->setText(tr("Token &inspector"));
    inspector->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_I));
    addOwn(inspector);
    addOwn(m_window.inspector()->timelinePanel()->windowAction());
    addTextSizes();
}

void MainMenu::addTextSizes()
{
    QMenu *size = addMenu(tr("Te&xt size"));
    Theme *theme = &m_parts.theme;
    addCommand(*size, tr("&Larger text"),
               Keys { Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal }, theme,
               &Theme::enlargeText);
    addCommand(*size, tr("&Smaller text"), Keys { Qt::CTRL | Qt::Key_Minus }, theme,
               &Theme::reduceText);
    addCommand(*size, tr("&Usual text size"), Keys { Qt::CTRL | Qt::Key_0 }, theme,
               [theme] { theme->setTextSize(100); });
}

void MainMenu::addHelp()
{
    WindowDialogs *dialogs = &m_window.dialogs();
    QMenu *help = addMenu(tr("&Help"));
    help->setToolTipsVisible(true);
    QAction *tour
        = addCommand(*help, tr("Token &tour"), {}, &m_window, &MainWindow::startTokenTour);
    tour->setEnabled(m_window.tokenTour() != nullptr);
    if (!tour->isEnabled())
        tour->setToolTip(tr("The tour needs the local service of this program."));
    addCommand(*help, tr("&Keyboard shortcuts"), Keys { Qt::Key_F1, Qt::CTRL | Qt::Key_Slash },
               dialogs, &WindowDialogs::showShortcuts);
    addCommand(*help, tr("&Log"), {}, dialogs, &WindowDialogs::showLog)
        ->setEnabled(m_parts.logRecorder != nullptr);
    addCommand(*help, tr("&Copy diagnostics"), {}, dialogs, &WindowDialogs::copyDiagnostics);
    help->addSeparator();
    addCommand(*help, tr("&About Parley"), {}, dialogs, &WindowDialogs::showAbout);
}

} // namespace parley::ui
