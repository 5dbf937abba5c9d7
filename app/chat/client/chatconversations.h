// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QObject>

#include <vector>

namespace parley::chat {

class ChatParts;

/// The conversations that the user is in. One is named by SID or unique name everywhere.
class ChatConversations final : public QObject
{
    Q_OBJECT

public:
    /// \a parts must outlive this object. Only ChatClient creates one.
    explicit ChatConversations(ChatParts &parts);

    /// Empty if it is not known.
    [[nodiscard]] std::optional<Conversation> find(const QString &conversation) const;
    [[nodiscard]] std::vector<Conversation> all() const;
    /// When those that the service has not told of yet (see ChatClient::showKept()) were as they
    /// are shown; invalid: there are none.
    [[nodiscard]] QDateTime keptSince() const;
    /// True once every conversation of the start has been loaded (or has failed).
    [[nodiscard]] bool areLoaded() const;
    /// Those that the user looks at: they are loaded first. Only a hint.
    void setVisible(const QStringList &conversationSids);

    void create(const NewConversation &wanted, QObject *context,
                Callback<Conversation> done); ///< the creator joins
    /// The conversation of two with \a identity, made unless the user is in one already. Both sides
    /// find it among their own conversations, by the attribute
    /// `parley: {"direct": [identity, identity]}`; of several the oldest counts.
    void openDirect(const QString &identity, QObject *context, Callback<Conversation> done);
    void update(const QString &conversation, const ConversationChange &change, QObject *context,
                Callback<Nothing> done);
    /// Sets the own notification level.
    void setMuted(const QString &conversation, bool muted, QObject *context,
                  Callback<Nothing> done);
    void join(const QString &conversation, QObject *context, Callback<Conversation> done);
    void leave(const QString &conversation, QObject *context, Callback<Nothing> done);
    /// Deletes it for all participants.
    void remove(const QString &conversation, QObject *context, Callback<Nothing> done);

Q_SIGNALS:
    /// Every conversation of the start was announced.
    void loaded();
    void added(const parley::chat::Conversation &conversation);
    void joined(const parley::chat::Conversation &conversation);
    void updated(const parley::chat::Conversation &conversation);
    void left(const parley::chat::Conversation &conversation);
    void removed(const parley::chat::Conversation &conversation);

private:
    ChatParts &d;
};

} // namespace parley::chat
