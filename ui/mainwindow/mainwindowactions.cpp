// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/mainwindow.h"

#include "chat/chatclient.h"
#include "conversations/newconversationdialog.h"
#include "conversations/sidebar.h"
#include "errortexts.h"
#include "messages/conversationpage.h"
#include "settings/settingsdialog.h"
#include "signin/signinagaindialog.h"
#include "theme/icons.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

namespace parley::ui {

void MainWindow::makeMenus()
{
    auto *menu = new QMenu(this);
    const auto add = [this, menu](const QString &icon, const QString &text,
                                  const QKeySequence &keys, auto slot) {
        QAction *action
            = menu->addAction(icon.isEmpty() ? QIcon() : themedIcon(icon), text, this, slot);
        action->setShortcut(keys);
        addAction(action); // shortcuts work while the menu is closed
        return action;
    };
    add(u"plus"_qs, tr("&New conversation…"), QKeySequence(Qt::CTRL | Qt::Key_N),
        &MainWindow::newConversation);
    add({}, tr("&Join a conversation…"), QKeySequence(Qt::CTRL | Qt::Key_J),
        &MainWindow::joinConversation);
    add(u"search"_qs, tr("&Search conversations"), QKeySequence(Qt::CTRL | Qt::Key_K),
        [this] { m_sidebar->focusSearch(); });
    menu->addSeparator();
    QAction *inspector = m_dock->toggleViewAction();
    inspector->setText(tr("Token &inspector"));
    inspector->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_I));
    menu->addAction(inspector);
    addAction(inspector);
    add(u"settings"_qs, tr("Se&ttings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma),
        &MainWindow::showSettings);
    add({}, tr("&About Parley"), {}, &MainWindow::showAbout);
    menu->addSeparator();
    add({}, tr("Sign &out"), {}, &MainWindow::confirmSignOut);
    add({}, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), &MainWindow::close);
    m_sidebar->menuButton()->setMenu(menu);
    m_sidebar->menuButton()->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_qs);
}

void MainWindow::showProblem(const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Parley"), text, QMessageBox::Close, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::newConversation()
{
    auto *dialog = new NewConversationDialog(m_parts.session.chat(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewConversationDialog::created, this, [this](const QString &sid) {
        openConversation(sid);
        m_parts.settings.setLastConversation(m_parts.session.config().identity, sid);
    });
    connect(dialog, &NewConversationDialog::invitationsFailed, this,
            [this](const QStringList &people) {
                showProblem(tr("The conversation exists, but these could not be added: %1. Check "
                               "the names, then "
                               "add them by the menu ⋯.")
                                .arg(people.join(u", ")));
            });
    dialog->open();
}

void MainWindow::joinConversation()
{
    auto *dialog = new AskDialog(tr("Join a conversation"), tr("Unique name of the conversation"),
                                 tr("Join"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AskDialog::submitted, this, [this, dialog](const QString &name) {
        m_parts.session.chat().join(
            name, dialog, [this, dialog](const chat::Outcome<chat::Conversation> &outcome) {
                if (const auto *error = std::get_if<chat::ChatError>(&outcome)) {
                    dialog->showProblem(ErrorTexts::describe(*error));
                    return;
                }
                openConversation(std::get<chat::Conversation>(outcome).sid);
                dialog->accept();
            });
    });
    dialog->open();
}

void MainWindow::signInAgain()
{
    auto *dialog = new SignInAgainDialog(m_parts.session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::confirmSignOut()
{
    m_page->saveDraft();
    saveWindow();
    const bool waiting = !m_parts.session.chat().outboxIsEmpty();
    if (!waiting) {
        Q_EMIT signOutRequested();
        return;
    }
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Sign out"),
        tr("Some messages are not sent yet. They are kept, and sent when you sign "
           "in here again. Sign out now?"),
        QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->addButton(tr("Sign out"), QMessageBox::AcceptRole);
    connect(box, &QMessageBox::accepted, this, &MainWindow::signOutRequested);
    box->open();
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_parts.theme.choice(), m_dock->isVisible(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::themeChosen, this, [this](ThemeChoice choice) {
        m_parts.theme.setChoice(choice);
        m_parts.settings.setTheme(choice);
    });
    connect(dialog, &SettingsDialog::inspectorToggled, this, &MainWindow::setInspectorShown);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Parley"),
                                tr("Parley %1").arg(QStringLiteral(PARLEY_VERSION)),
                                QMessageBox::Close, this);
    box->setIconPixmap(QIcon(u":/parley/parley.svg"_qs).pixmap(64, 64));
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("A desktop chat client for Twilio Conversations, and a worked "
                               "example of the life of an access "
                               "token. Free software under the MIT license.\n\nTwilio is a "
                               "trademark of its owner. Parley is an "
                               "independent project, neither made nor endorsed by Twilio."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace parley::ui
