// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/client/chatcommands.h"
#include "chat/client/directconversations.h"
#include "chat/client/userdirectory.h"
#include "chat/conversations/conversationregistry.h"
#include "chat/conversations/participantdirectory.h"
#include "chat/conversations/readhorizon.h"
#include "chat/conversations/typingtracker.h"
#include "chat/keptstore.h"
#include "chat/media/mediaclient.h"
#include "chat/messages/attributeeditor.h"
#include "chat/messages/messagestream.h"
#include "chat/outbox/outboxsender.h"
#include "chat/wire/chatcontext.h"

namespace parley::chat {

/// The parts that ChatConversations, ChatMessages and the other faces of a ChatClient share,
/// without any wiring between them.
class ChatParts
{
public:
    ChatParts(const ChatConfig &config, twilsock::TransportFactory transports,
              QNetworkAccessManager &network, Clock &clock, Reachability &reachability,
              OutboxStore &outboxStore, const RandomSource &random);

    /// Forgets everything about the user; every pending call is answered with Cancelled.
    void reset();

    /// False, and \a done gets Offline, before the service's addresses are known.
    template <typename T> bool isReady(QObject *callerContext, const Callback<T> &done)
    {
        if (!context.identity().isEmpty())
            return true;
        context.callbacks.later<T>(callerContext, done,
                                   ChatError { .code = ChatError::Code::Offline,
                                               .detail = QStringLiteral("not initialised yet") });
        return false;
    }

    /// False, and \a done gets \a code, if \a isRight is not.
    template <typename T>
    bool isValid(bool isRight, ChatError::Code code, const char *why, QObject *callerContext,
                 const Callback<T> &done)
    {
        if (!isRight)
            context.callbacks.later<T>(callerContext, done,
                                       ChatError { .code = code, .detail = QLatin1String(why) });
        return isRight;
    }
    /// Calls \a command with the SID once the conversation is open; else \a tracked gets why not.
    template <typename T>
    void whenOpen(const QString &conversation, const Callback<T> &tracked,
                  std::function<void(const QString &)> command)
    {
        const QString sid = registry.sidOf(conversation);
        registry.whenOpen(
            sid, session.get(),
            [sid, tracked, command = std::move(command)](const std::optional<ChatError> &error) {
                error ? tracked(*error) : command(sid);
            });
    }

    OutboxStore &store;
    const KeptStore *kept = nullptr; ///< of an earlier run; null: nothing is kept
    QString keptIdentity; ///< whose it is
    const std::function<QString()> region;
    twilsock::Connection connection;
    sync::SyncClient sync;
    RestClient rest;
    ChatContext context;
    ConversationRegistry registry;
    MessageStream messages;
    ParticipantDirectory rosters;
    UserDirectory users;
    TypingTracker typing;
    ReadHorizon horizon;
    ChatCommands commands;
    DirectConversations direct;
    AttributeEditor attributes;
    MediaClient media;
    OutboxSender outbox;
    std::unique_ptr<QObject> session; // as long as one user is signed in
};

} // namespace parley::chat
