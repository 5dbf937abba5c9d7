// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/conversationnotes.h"

#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "messages/page/messagemodels.h"

#include <algorithm>
#include <utility>

namespace parley::ui {

ConversationNotes::ConversationNotes(chat::ChatClient &client, const MessageModels &models,
                                     QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    using chat::ChatConversations;
    using chat::ChatParticipants;
    using Kind = RowNotes::Kind;
    const auto adding = [this](Kind kind) {
        return [this, kind](const QString &sid, const chat::Participant &participant) {
            const QString who
                = participant.identity.isEmpty() ? participant.address : participant.identity;
            if (!who.isEmpty() && who != m_client.identity())
                add(sid, kind, who);
        };
    };
    connect(&client.participants(), &ChatParticipants::joined, this, adding(Kind::Joined));
    connect(&client.participants(), &ChatParticipants::left, this, adding(Kind::Left));
    connect(&client.messages(), &chat::ChatMessages::added, this,
            [this](const QString &sid, const chat::Message &message) {
                m_newest[sid] = std::max(m_newest.value(sid, -1), message.index);
            });
    const ChatConversations *conversations = &client.conversations();
    for (const auto signal : { &ChatConversations::joined, &ChatConversations::left })
        connect(conversations, signal, this, [this](const chat::Conversation &conversation) {
            m_newest.remove(conversation.sid); // messages may have come that are not told
        });
    for (const auto signal :
         { &ChatConversations::added, &ChatConversations::joined, &ChatConversations::updated })
        connect(conversations, signal, this, &ConversationNotes::noteName);
    connect(&models, &MessageModels::messageDeleted, this,
            [this](const QString &sid, qint64 index) {
                m_notes[sid].addDeleted(index);
                Q_EMIT changed(sid);
            });
    connect(&client.users(), &chat::ChatUsers::updated, this, [this](const QString &identity) {
        const QStringList sids = m_notes.keys(); // a slot may change them
        for (const QString &sid : sids) {
            if (of(sid).isAbout(identity))
                Q_EMIT changed(sid);
        }
    });
    for (const chat::Conversation &conversation : conversations->all())
        noteName(conversation);
}

void ConversationNotes::add(const QString &sid, RowNotes::Kind kind, const QString &subject)
{
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(sid);
    if (!conversation || conversation->loading != chat::Conversation::Loading::Loaded)
        return; // which message is the newest is not known yet
    if (!conversation->lastMessageIndex
        && !chat::directPartnerOf(*conversation, m_client.identity()).isEmpty())
        return; // who begins a conversation of two knows with whom
    const qint64 newest = m_newest.value(sid, conversation->lastMessageIndex.value_or(-1));
    m_notes[sid].add(kind, subject, newest);
    Q_EMIT changed(sid);
}

void ConversationNotes::noteName(const chat::Conversation &conversation)
{
    if (conversation.loading != chat::Conversation::Loading::Loaded
        || !chat::directPartnerOf(conversation, m_client.identity()).isEmpty())
        return; // not told yet, or called by the other person
    const QString name = conversation.displayName();
    const QString before = std::exchange(m_names[conversation.sid], name);
    if (!before.isEmpty() && before != name)
        add(conversation.sid, RowNotes::Kind::Renamed, name);
}

} // namespace parley::ui
