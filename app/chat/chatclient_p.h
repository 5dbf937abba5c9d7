// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/chatcommands.h"
#include "chat/chatcontext.h"
#include "chat/conversationregistry.h"
#include "chat/messagestream.h"
#include "chat/outboxsender.h"
#include "chat/readhorizon.h"
#include "chat/rosterdirectory.h"
#include "chat/typingtracker.h"
#include "chat/userdirectory.h"

namespace parley::chat {

/// Wires the parts of a ChatClient and brings it up.
class ChatClient::Private
{
public:
    Private(ChatClient *client, const ChatConfig &config, twilsock::TransportFactory transports,
            Clock &clock, Reachability &reachability, OutboxStore &store,
            const RandomSource &random);

    void connectParts();
    void connectMessages();

    void linkUp();
    void initialize();
    void configured(const Outcome<RestAnswer> &outcome);
    void openOwnUser();
    void initStepDone();
    void initTrouble(const ChatError &error);
    void setState(State newState);
    void prefetchRosters();
    void messageCame(const QString &sid, const Message &message);
    void notified(const QString &messageType, const QByteArray &payload);
    void forgetEverything();
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

    ChatClient *q;
    QString region;
    twilsock::Connection connection;
    sync::SyncClient sync;
    RestClient rest;
    ChatContext context;
    ConversationRegistry registry;
    MessageStream messages;
    RosterDirectory rosters;
    UserDirectory users;
    TypingTracker typing;
    ReadHorizon horizon;
    ChatCommands commands;
    OutboxSender outbox;
    State state = State::Idle;
    bool isWanted = false;
    int initStepsLeft = 0;
    std::unique_ptr<QObject> init; // context of the steps of initialisation
    std::unique_ptr<QObject> session; // as long as one user is signed in
};

} // namespace parley::chat
