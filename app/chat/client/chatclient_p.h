// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/client/chatparts_p.h"

#include <deque>
#include <functional>

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
    void configured(const Outcome<RestAnswer> &outcome, const QString &place);
    void openOwnUser();
    void initStepDone();
    void initTrouble(const ChatError &error);
    void setState(State newState);
    enum class EventLife {
        Session, ///< dropped at sign-out if it was not emitted yet
        Client, ///< emitted after sign-out, too
    };
    struct Event
    {
        std::function<void()> tell;
        EventLife life = EventLife::Session;
    };
    /// Lets \a event be emitted by the clock, in order: a slot may give any command, sign out or
    /// destroy the client, and then no code of the client is running.
    void tell(std::function<void()> event, EventLife life = EventLife::Session);
    void tellEvents();
    /// Tells each \a signal of \a part as \a told of \a face.
    template <typename Part, typename Face, typename... Values>
    void forward(Part &part, void (Part::*signal)(Values...), Face &face,
                 void (Face::*told)(Values...))
    {
        connect(&part, signal, q, [this, &face, told](Values... values) {
            tell([&face, told, values...] { Q_EMIT(face.*told)(values...); });
        });
    }
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
    std::deque<Event> events {}; // that were not told yet
    bool isTellingPlanned = false;
};

} // namespace parley::chat
