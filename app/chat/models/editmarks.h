// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QHash>

namespace parley::chat {

class ChatConversations;

/// Decides whether a message of one conversation counts as edited. The service dates every change
/// of a message, also a reaction, and does not say what was changed.
class EditMarks
{
public:
    /// \a conversations must outlive this object.
    EditMarks(const ChatConversations &conversations, const QString &conversationSid);

    /// \a next is about to take the place of \a old: remembers whether the words change.
    void note(const Message &old, const Message &next);
    /// For a change that was noted, the words have been compared. An earlier change counts as an
    /// edit if the user who made it may edit the body and has not marked the message.
    [[nodiscard]] bool isEdited(const Message &message) const;

private:
    struct Change
    {
        QDateTime at {}; ///< Message::dateUpdated
        bool isEdited = false;
    };

    const ChatConversations &m_conversations;
    const QString m_sid;
    QHash<qint64, Change> m_changes; // the last one of each message, by index
};

} // namespace parley::chat
