// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/conversationactions.h"

#include "conversations/askdialog.h"
#include "conversations/conversationname.h"
#include "conversations/newconversationdialog.h"
#include "conversations/rolenames.h"
#include "errortexts.h"
#include "text/tooltips.h"
#include "widgets/question.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

template <typename T> void endDialog(AskDialog *dialog, const chat::Outcome<T> &outcome)
{
    if (const auto *error = std::get_if<chat::ChatError>(&outcome))
        dialog->showProblem(ErrorTexts::describe(*error));
    else
        dialog->accept();
}

} // namespace

ConversationActions::ConversationActions(chat::ChatClient &client, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_window(window)
{ }

QString ConversationActions::nameOf(const QString &sid) const
{
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(sid);
    return conversation ? conversationName(m_client, *conversation) : sid;
}

chat::Callback<chat::Nothing> ConversationActions::reporting()
{
    return [this](const chat::Outcome<chat::Nothing> &outcome) {
        if (const auto *error = std::get_if<chat::ChatError>(&outcome))
            Q_EMIT problemOccurred(ErrorTexts::describe(*error));
    };
}

void ConversationActions::fillMenu(QMenu &menu, const QString &sid)
{
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(sid);
    if (!conversation)
        return;
    if (conversation->loading == chat::Conversation::Loading::Kept) {
        menu.addAction(tr("Not connected yet"))->setEnabled(false);
        return;
    }
    const bool unread
        = conversation->unreadCount.value_or(1) > 0 && conversation->lastMessageIndex.has_value();
    if (unread)
        menu.addAction(tr("Mark as read"), this, [this, sid] { markRead(sid); });
    else if (conversation->lastMessageIndex)
        menu.addAction(tr("Mark as unread"), this, [this, sid] { markUnread(sid); });
    const bool muted = conversation->muted;
    menu.addAction(muted ? tr("Unmute") : tr("Mute"), this,
                   [this, sid, muted] { setMuted(sid, !muted); });
    menu.addSeparator();
    menu.addAction(tr("Participants"), this, [this, sid] { Q_EMIT participantsRequested(sid); });
    if (m_client.directPartnerOf(*conversation).isEmpty())
        limitToAdmins(menu.addAction(tr("Rename…"), this, [this, sid] { rename(sid); }), sid,
                      tr("Rename… (admins only)"));
    menu.addSeparator();
    menu.addAction(tr("Leave…"), this, [this, sid] { leave(sid); });
    limitToAdmins(menu.addAction(tr("Delete for everyone…"), this, [this, sid] { remove(sid); }),
                  sid, tr("Delete for everyone… (admins only)"));
    menu.setToolTipsVisible(true);
}

/// The service would refuse it; that is told before anything is asked or confirmed.
void ConversationActions::limitToAdmins(QAction *action, const QString &sid,
                                        const QString &limitedText) const
{
    if (RoleNames::mayAdminister(m_client, sid))
        return;
    action->setEnabled(false);
    action->setText(limitedText); // no tooltip is shown by keyboard
    action->setToolTip(toolTipText(RoleNames::whoMayAdminister(m_client, sid)));
}

void ConversationActions::create()
{
    auto *dialog = new NewConversationDialog(m_client, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewConversationDialog::created, this, &ConversationActions::conversationReady);
    connect(dialog, &NewConversationDialog::invitationsFailed, this,
            [this](const QStringList &people) {
                Q_EMIT problemOccurred(
                    tr("The conversation exists, but these could not be added: %1. Check the "
                       "names, then add them among the participants.")
                        .arg(people.join(u", ")));
            });
    dialog->open();
}

void ConversationActions::join()
{
    auto *dialog = new AskDialog(tr("Join a conversation"), tr("Unique name of the conversation"),
                                 tr("Join"), &m_window);
    connect(dialog, &AskDialog::submitted, this, [this, dialog](const QString &name) {
        m_client.conversations().join(
            name, dialog, [this, dialog](const chat::Outcome<chat::Conversation> &outcome) {
                if (const auto *joined = std::get_if<chat::Conversation>(&outcome))
                    Q_EMIT conversationReady(joined->sid);
                endDialog(dialog, outcome);
            });
    });
    dialog->open();
}

void ConversationActions::startDirect()
{
    auto *dialog = new AskDialog(tr("Message a person"), tr("Identity of the person"), tr("Open"),
                                 &m_window);
    dialog->setExplanation(tr("Opens the conversation that you have with this person, or starts "
                              "one. The service accepts every identity, so check the spelling."));
    dialog->askForIdentity(m_client);
    connect(dialog, &AskDialog::submitted, this, [this, dialog](const QString &identity) {
        if (identity == m_client.identity()) {
            dialog->showProblem(tr("That is you. Enter the identity of another person."));
            return;
        }
        m_client.conversations().openDirect(
            identity, dialog, [this, dialog](const chat::Outcome<chat::Conversation> &outcome) {
                if (const auto *found = std::get_if<chat::Conversation>(&outcome))
                    Q_EMIT conversationReady(found->sid);
                endDialog(dialog, outcome);
            });
    });
    dialog->open();
}

void ConversationActions::openDirect(const QString &identity)
{
    m_client.conversations().openDirect(
        identity, this, [this](const chat::Outcome<chat::Conversation> &outcome) {
            if (const auto *found = std::get_if<chat::Conversation>(&outcome))
                Q_EMIT conversationReady(found->sid);
            else
                Q_EMIT problemOccurred(ErrorTexts::describe(std::get<chat::ChatError>(outcome)));
        });
}

void ConversationActions::rename(const QString &sid)
{
    auto *dialog
        = new AskDialog(tr("Rename conversation"), tr("New name"), tr("Rename"), &m_window);
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(sid);
    if (conversation)
        dialog->setText(conversation->friendlyName);
    dialog->setExplanation(tr("Everyone in the conversation sees the new name."));
    connect(dialog, &AskDialog::submitted, this, [this, dialog, sid](const QString &name) {
        chat::ConversationChange change;
        change.friendlyName = name;
        m_client.conversations().update(
            sid, change, dialog,
            [dialog](const chat::Outcome<chat::Nothing> &outcome) { endDialog(dialog, outcome); });
    });
    dialog->open();
}

void ConversationActions::setMuted(const QString &sid, bool muted)
{
    m_client.conversations().setMuted(sid, muted, this, reporting());
}

void ConversationActions::markRead(const QString &sid)
{
    m_client.messages().setAllMessagesRead(sid, this, reporting());
}

void ConversationActions::markUnread(const QString &sid)
{
    m_client.messages().setAllMessagesUnread(sid, this, reporting());
}

void ConversationActions::leave(const QString &sid)
{
    QMessageBox *box = makeQuestion(
        &m_window, tr("Leave conversation"),
        tr("Leave “%1”? You will not get its messages any more, and its messages that are not sent "
           "yet are lost. Any participant can add you again.")
            .arg(nameOf(sid)),
        tr("Leave"));
    connect(box, &QMessageBox::accepted, this,
            [this, sid] { m_client.conversations().leave(sid, this, reporting()); });
    box->open();
}

void ConversationActions::remove(const QString &sid)
{
    QMessageBox *box = makeQuestion(
        &m_window, tr("Delete conversation"),
        tr("Delete “%1” for everyone? All its messages and files are lost for all participants. "
           "This cannot be undone.")
            .arg(nameOf(sid)),
        tr("Delete"));
    connect(box, &QMessageBox::accepted, this,
            [this, sid] { m_client.conversations().remove(sid, this, reporting()); });
    box->open();
}

} // namespace parley::ui
