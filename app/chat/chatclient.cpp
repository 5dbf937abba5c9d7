// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"

#include "chat/client/chatclient_p.h"

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
    return d->context.identity();
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
    const QPointer<QObject> alive(d->session.get());
    if (d->state == State::Idle || d->state == State::Failed) {
        if (d->connection.isConnected())
            d->initialize();
        else
            d->setState(State::Initializing);
    }
    if (alive && d->isWanted)
        d->connection.connectToService();
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

std::optional<Conversation> ChatClient::conversation(const QString &id) const
{
    const Conversation *known = d->registry.find(d->registry.sidOf(id));
    return known != nullptr ? std::optional(*known) : std::nullopt;
}

std::vector<Conversation> ChatClient::conversations() const
{
    return d->registry.values();
}

bool ChatClient::conversationsLoaded() const
{
    return d->registry.isLoaded();
}

std::vector<Participant> ChatClient::participants(const QString &conversationSid) const
{
    return d->rosters.values(conversationSid);
}

QString ChatClient::friendlyNameOf(const QString &identity) const
{
    return d->users.friendlyNameOf(identity);
}

User ChatClient::user(const QString &identity) const
{
    return d->users.user(identity);
}

QStringList ChatClient::typing(const QString &conversationSid) const
{
    return d->typing.typing(conversationSid);
}

std::vector<Message> ChatClient::outbox(const QString &conversationSid) const
{
    return d->outbox.values(conversationSid);
}

QStringList ChatClient::conversationsInOutbox() const
{
    return d->outbox.conversations();
}

bool ChatClient::outboxIsEmpty() const
{
    return d->outbox.isEmpty();
}

MediaLimits ChatClient::mediaLimits() const
{
    return d->context.configuration.mediaLimits;
}

QString ChatClient::draft(const QString &conversationSid) const
{
    return d->store.draft(conversationSid);
}

bool ChatClient::setDraft(const QString &conversationSid, const QString &text)
{
    if (d->store.draft(conversationSid) == text)
        return true;
    if (!d->store.setDraft(conversationSid, text))
        return false;
    Q_EMIT draftChanged(conversationSid);
    return true;
}

} // namespace parley::chat
