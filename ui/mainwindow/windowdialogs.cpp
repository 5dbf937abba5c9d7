// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/windowdialogs.h"

#include "chat/chatclient.h"
#include "conversations/conversationactions.h"
#include "desktop/desktoppresence.h"
#include "diagnostics/diagnostics.h"
#include "diagnostics/logrecorder.h"
#include "diagnostics/logwindow.h"
#include "find/findeverywhere.h"
#include "help/aboutdialog.h"
#include "help/shortcutsdialog.h"
#include "messages/page/conversationpage.h"
#include "messages/page/messagemodels.h"
#include "messages/view/messageview.h"
#include "profile/profiledialog.h"
#include "settings/settingsdialog.h"
#include "settings/uisettings.h"
#include "signin/signinagaindialog.h"
#include "switcher/quickswitcher.h"
#include "widgets/question.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

QString plainText(const QAction &action)
{
    QString text = action.text();
    return text.remove(u'&').remove(u'…');
}

} // namespace

WindowDialogs::WindowDialogs(const MainWindowParts &parts, QAbstractItemModel &conversations,
                             ConversationPage &page, QWidget &inspector, QWidget &window)
    : QObject(&window)
    , m_parts(parts)
    , m_conversations(conversations)
    , m_page(page)
    , m_inspector(inspector)
    , m_window(window)
{ }

/// Shows it in the middle of the window, and deletes it when it is closed. Null: it is open
/// already.
template <typename Dialog, typename... Arguments>
Dialog *WindowDialogs::open(Arguments &&...arguments)
{
    const QList<Dialog *> others
        = m_window.findChildren<Dialog *>(QString(), Qt::FindDirectChildrenOnly);
    for (Dialog *other : others) {
        if (other->isVisible()) { // else it is about to go
            other->raise();
            return nullptr;
        }
    }
    auto *dialog = new Dialog(std::forward<Arguments>(arguments)..., &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

void WindowDialogs::showSwitcher()
{
    auto *dialog = open<QuickSwitcher>(m_conversations, m_parts.session.chat());
    if (dialog == nullptr)
        return;
    connect(dialog, &QuickSwitcher::chosen, this, &WindowDialogs::conversationChosen);
    connect(dialog, &QuickSwitcher::personChosen, &m_page.actions(),
            &ConversationActions::openDirect);
}

void WindowDialogs::findEverywhere()
{
    if (auto *dialog = open<FindEverywhere>(m_parts.session.chat(), m_page.models().loaded()))
        connect(dialog, &FindEverywhere::chosen, this, &WindowDialogs::messageChosen);
}

void WindowDialogs::showSettings()
{
    auto *dialog = open<SettingsDialog>(m_parts.settings, m_parts.theme, m_inspector.isVisible(),
                                        DesktopPresence::trayAvailable());
    if (dialog == nullptr)
        return;
    connect(dialog, &SettingsDialog::inspectorToggled, this, &WindowDialogs::inspectorToggled);
    connect(dialog, &SettingsDialog::formattingToggled, &m_page.view()->rows(),
            &MessageRows::setFormatted);
    connect(dialog, &SettingsDialog::keepingToggled, &m_parts.session,
            &Session::setKeepsConversations);
    connect(dialog, &SettingsDialog::presenceChanged, this, &WindowDialogs::presenceChanged);
}

void WindowDialogs::showShortcuts()
{
    QList<ShortcutsDialog::Entry> entries;
    const QList<QAction *> all = m_window.actions();
    for (const QAction *action : all) {
        if (!action->shortcut().isEmpty())
            entries.append(
                { plainText(*action),
                  QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
                      .replace(u"; "_s, u", "_s) });
    }
    open<ShortcutsDialog>(entries);
}

void WindowDialogs::showProfile()
{
    open<ProfileDialog>(m_parts.session.chat(), m_parts.session.config().identity);
}

void WindowDialogs::showAbout()
{
    if (auto *dialog = open<AboutDialog>())
        connect(dialog, &AboutDialog::diagnosticsRequested, this, &WindowDialogs::copyDiagnostics);
}

void WindowDialogs::showLog()
{
    if (m_log == nullptr) {
        m_log = new LogWindow(
            *m_parts.logRecorder, [this] { return diagnostics(); }, &m_window);
        m_log->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_log->show();
    m_log->raise();
    m_log->activateWindow();
}

void WindowDialogs::signInAgain()
{
    if (auto *dialog = open<SignInAgainDialog>(m_parts.session))
        connect(dialog, &SignInAgainDialog::otherUserRequested, this,
                &WindowDialogs::signOutRequested);
}

void WindowDialogs::confirmSignOut()
{
    const bool waiting = !m_parts.session.chat().outbox().isEmpty();
    QMessageBox *box = makeQuestion(
        &m_window, tr("Sign out"),
        waiting ? tr("Some messages are not sent yet. They are kept, and sent when you sign "
                     "in here again. Sign out now?")
                : tr("Sign out now? The saved sign-in is removed from this computer. Drafts stay "
                     "and are there again when you sign in."),
        tr("Sign out"));
    connect(box, &QMessageBox::accepted, this, &WindowDialogs::signOutRequested);
    box->open();
}

void WindowDialogs::showProblem(const QString &text)
{
    makeBox(&m_window, tr("Parley"), text, QMessageBox::Close)->open();
}

QString WindowDialogs::diagnostics() const
{
    return diagnosticsText(m_parts.session,
                           m_parts.logRecorder != nullptr ? m_parts.logRecorder->lines()
                                                          : QStringList());
}

void WindowDialogs::copyDiagnostics()
{
    QApplication::clipboard()->setText(diagnostics());
}

} // namespace parley::ui
