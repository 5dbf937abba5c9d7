// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"

#include "chat/client/chatclient_p.h"
#include "chat/messageattributes.h"

namespace parley::chat {

ChatClient::ChatClient(ChatConfig config, twilsock::TransportFactory transports,
                       QNetworkAccessManager &network, Clock &clock, Reachability &reachability,
                       OutboxStore &outbox, RandomSource random, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, config, std::move(transports), network, clock, reachability,
                                  outbox, random))
{
    d->outbox.load();
}

ChatClient::~ChatClient() = default;

ChatClient::State ChatClient::state() const
{
    return d->state;
}

QString ChatClient::identity() const
{
    return d->context.identity().isEmpty() ? d->keptIdentity : d->context.identity();
}

QString ChatClient::directPartnerOf(const Conversation &conversation) const
{
    const QString partner = chat::directPartnerOf(conversation, identity());
    return d->rosters.hasOnly(conversation.sid, { identity(), partner }) ? partner : QString();
}

twilsock::Connection &ChatClient::connection()
{
    return d->connection;
}

TokenConsumer *ChatClient::tokenConsumer()
{
    return d->connection.tokenConsumer();
}

void ChatClient::start()
{
    d->isWanted = true;
    d->outbox.load();
    if (d->state == State::Idle || d->state == State::Failed) {
        if (d->connection.isConnected())
            d->initialize();
        else
            d->setState(State::Initializing);
    }
    d->connection.connectToService();
}

void ChatClient::showKept(const KeptStore &store, const QString &identity)
{
    d->kept = &store;
    d->keptIdentity = identity;
    d->registry.setKept(store.conversations());
    d->users.setKeptNames(store.names());
}

void ChatClient::hideKept()
{
    d->kept = nullptr;
}

void ChatClient::stop()
{
    d->isWanted = false;
    d->init.reset();
    const QPointer<QObject> alive(d->session.get());
    d->connection.disconnectFromService();
    if (alive && d->state != State::Initialized)
        d->setState(State::Idle);
}

void ChatClient::reset()
{
    d->isWanted = false;
    const QPointer<ChatClient> self(this);
    d->forgetEverything();
    d->connection.disconnectFromService();
    if (self)
        d->connection.forget();
    if (self)
        d->setState(State::Idle);
}

ChatConversations &ChatClient::conversations() const
{
    return d->faces.conversations;
}

ChatParticipants &ChatClient::participants() const
{
    return d->faces.participants;
}

ChatUsers &ChatClient::users() const
{
    return d->faces.users;
}

ChatMessages &ChatClient::messages() const
{
    return d->faces.messages;
}

ChatOutbox &ChatClient::outbox() const
{
    return d->faces.outbox;
}

ChatMedia &ChatClient::media() const
{
    return d->faces.media;
}

} // namespace parley::chat
