// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/models/editmarks.h"

#include "chat/chatclient.h"
#include "chat/messageattributes.h"

namespace parley::chat {

EditMarks::EditMarks(const ChatConversations &conversations, const QString &conversationSid)
    : m_conversations(conversations)
    , m_sid(conversationSid)
{ }

void EditMarks::note(const Message &old, const Message &next)
{
    const bool hasSameWords = old.body == next.body && old.media == next.media;
    if (old.index >= 0 && (!hasSameWords || old.dateUpdated != next.dateUpdated))
        m_changes.insert(next.index, { next.dateUpdated, !hasSameWords || isEdited(old) });
}

bool EditMarks::isEdited(const Message &message) const
{
    const QString &by = message.lastUpdatedBy;
    if (by.isEmpty()) // no user has edited: the service only writes the sent text in its own form
        return false;
    const auto seen = m_changes.constFind(message.index);
    if (seen != m_changes.constEnd() && seen->at == message.dateUpdated)
        return seen->isEdited;
    if (message.dateUpdated <= message.dateCreated)
        return false;
    const auto conversation = m_conversations.find(m_sid);
    const bool mayEdit = by == message.author || (conversation && by == conversation->createdBy);
    return mayEdit && !hasMarked(message, by);
}

} // namespace parley::chat
