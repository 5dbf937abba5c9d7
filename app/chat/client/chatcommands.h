// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/conversations/conversationopener.h"
#include "chat/wire/chatcontext.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace parley::chat {

class ConversationRegistry;
class MessageStream;

/// The commands that change conversations, participants and messages on the service. Takes
/// callbacks that are tracked already.
class ChatCommands final : public QObject
{
public:
    ChatCommands(ChatContext &context, ConversationRegistry &registry, MessageStream &messages,
                 QObject *parent = nullptr);
    ~ChatCommands() override;

    void create(const NewConversation &wanted, Callback<Conversation> done);
    void update(const QString &conversation, const ConversationChange &change,
                Callback<Nothing> done);
    void setMuted(const QString &conversation, bool muted, Callback<Nothing> done);
    void setParticipantAttributes(const QString &conversationSid, const QString &participantSid,
                                  const QJsonObject &attributes, Callback<Nothing> done);
    /// One field of the own user.
    void updateOwnUser(const QString &field, const QString &value, Callback<Nothing> done);
    void join(const QString &conversation, Callback<Conversation> done);
    void leave(const QString &conversation, Callback<Nothing> done);
    void deleteConversation(const QString &conversation, Callback<Nothing> done);
    void addParticipant(const QString &conversation, const QString &identity,
                        Callback<Nothing> done);
    void removeParticipant(const QString &conversation, const QString &identity,
                           Callback<Nothing> done);
    void editMessage(const QString &conversation, qint64 index, const QString &body,
                     Callback<Nothing> done);
    void deleteMessage(const QString &conversation, qint64 index, Callback<Nothing> done);
    /// Finds the SID: locally, else by asking the service for one of the user's conversations.
    void resolve(const QString &conversation, Callback<QString> done);
    void reset();

private:
    void applyChanges(const QUrl &url, std::vector<QJsonObject> bodies, Callback<Nothing> done);
    void joinBySid(const QString &sid, const QJsonObject &description, Callback<Conversation> done);
    void awaitJoined(const QString &sid, Callback<Conversation> done);
    void adoptPeeked(const QString &sid, int removals, const QJsonObject &description,
                     Callback<Conversation> done);
    void peek(const QString &conversation, Callback<QJsonObject> done);
    void withSid(const QString &conversation, Callback<Nothing> done,
                 const std::function<void(const QString &)> &command);
    [[nodiscard]] RestClient::Done plainly(Callback<Nothing> done) const;
    void withMessage(const QString &conversation, qint64 index, Callback<Nothing> done,
                     std::function<void(const QUrl &)> command);

    ChatContext &m_context;
    ConversationRegistry &m_registry;
    MessageStream &m_messages;
    std::unique_ptr<QObject> m_run;
};

} // namespace parley::chat
