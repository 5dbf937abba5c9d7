// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/client/chatparts_p.h"

namespace parley::chat {

/// Wires the parts and the faces of a ChatClient to each other, and brings it up.
class ChatClient::Private : public ChatParts
{
public:
    Private(ChatClient *client, const ChatConfig &config, twilsock::TransportFactory transports,
            QNetworkAccessManager &network, Clock &clock, Reachability &reachability,
            OutboxStore &outboxStore, const RandomSource &random);

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

    ChatClient *q;
    struct
    {
        ChatConversations conversations;
        ChatParticipants participants;
        ChatUsers users;
        ChatMessages messages;
        ChatOutbox outbox;
        ChatMedia media;
    } faces;
    State state = State::Idle;
    bool isWanted = false;
    int initStepsLeft = 0;
    std::unique_ptr<QObject> init; // context of the steps of initialisation
};

} // namespace parley::chat
