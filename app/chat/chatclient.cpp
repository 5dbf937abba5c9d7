// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"

#include "chat/chatclient_p.h"
#include "chat/chatparsing.h"

#include <QJsonDocument>

namespace parley::chat {

namespace {

ChatError notFound()
{
    return { .code = ChatError::Code::NotFound, .detail = QStringLiteral("no such conversation") };
}

} // namespace

ChatClient::ChatClient(ChatConfig config, twilsock::TransportFactory transports, Clock &clock,
                       Reachability &reachability, OutboxStore &outbox, RandomSource random,
                       QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, config, std::move(transports), clock, reachability, outbox,
                                  random))
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

QStringList ChatClient::typing(const QString &conversationSid) const
{
    return d->typing.typing(conversationSid);
}

std::vector<Message> ChatClient::outbox(const QString &conversationSid) const
{
    return d->outbox.values(conversationSid);
}

bool ChatClient::outboxIsEmpty() const
{
    return d->outbox.isEmpty();
}

void ChatClient::createConversation(const QString &friendlyName, const QString &uniqueName,
                                    QObject *context, Callback<Conversation> done)
{
    if (!d->isReady<Conversation>(context, done))
        return;
    if (friendlyName.size() > MaxNameCharacters || uniqueName.size() > MaxNameCharacters) {
        d->context.callbacks.later<Conversation>(
            context, std::move(done),
            ChatError { .code = ChatError::Code::Invalid,
                        .detail = QStringLiteral("the name is too long") });
        return;
    }
    d->commands.create(friendlyName, uniqueName,
                       d->context.callbacks.track<Conversation>(context, std::move(done)));
}

void ChatClient::join(const QString &conversation, QObject *context, Callback<Conversation> done)
{
    if (d->isReady<Conversation>(context, done))
        d->commands.join(conversation,
                         d->context.callbacks.track<Conversation>(context, std::move(done)));
}

void ChatClient::leave(const QString &conversation, QObject *context, Callback<Nothing> done)
{
    if (d->isReady<Nothing>(context, done))
        d->commands.leave(conversation,
                          d->context.callbacks.track<Nothing>(context, std::move(done)));
}

void ChatClient::deleteConversation(const QString &conversation, QObject *context,
                                    Callback<Nothing> done)
{
    if (d->isReady<Nothing>(context, done))
        d->commands.deleteConversation(
            conversation, d->context.callbacks.track<Nothing>(context, std::move(done)));
}

void ChatClient::loadParticipants(const QString &conversation, QObject *context,
                                  Callback<std::vector<Participant>> done)
{
    const QString sid = d->registry.sidOf(conversation);
    const auto tracked
        = d->context.callbacks.track<std::vector<Participant>>(context, std::move(done));
    d->registry.whenOpen(sid, d->session.get(),
                         [this, sid, tracked](const std::optional<ChatError> &error) {
                             if (error)
                                 tracked(*error);
                             else
                                 d->rosters.load(sid, d->session.get(), tracked);
                         });
}

void ChatClient::addParticipant(const QString &conversation, const QString &identity,
                                QObject *context, Callback<Nothing> done)
{
    if (d->isReady<Nothing>(context, done))
        d->commands.addParticipant(conversation, identity,
                                   d->context.callbacks.track<Nothing>(context, std::move(done)));
}

void ChatClient::removeParticipant(const QString &conversation, const QString &identity,
                                   QObject *context, Callback<Nothing> done)
{
    if (d->isReady<Nothing>(context, done))
        d->commands.removeParticipant(
            conversation, identity, d->context.callbacks.track<Nothing>(context, std::move(done)));
}

void ChatClient::history(const QString &conversation, int count, std::optional<qint64> before,
                         QObject *context, Callback<History> done)
{
    const QString sid = d->registry.sidOf(conversation);
    const auto tracked = d->context.callbacks.track<History>(context, std::move(done));
    d->registry.whenOpen(
        sid, d->session.get(),
        [this, sid, count, before, tracked](const std::optional<ChatError> &error) {
            if (error)
                tracked(*error);
            else
                d->messages.history(sid, count, before, d->session.get(), tracked);
        });
}

QString ChatClient::sendMessage(const QString &conversation, const QString &body,
                                const QJsonObject &attributes, QObject *context,
                                Callback<Message> done)
{
    const auto refuse = [this, context, &done](const ChatError &error) {
        d->context.callbacks.later<Message>(context, done, error);
        return QString();
    };
    if (body.isEmpty())
        return refuse(
            { .code = ChatError::Code::Invalid, .detail = QStringLiteral("the message is empty") });
    const QJsonObject marked = withMarker(attributes, RestClient::newMutationId());
    if (body.toUtf8().size() > MaxBodyBytes
        || QJsonDocument(marked).toJson(QJsonDocument::Compact).size() > MaxAttributesBytes)
        return refuse({ .code = ChatError::Code::TooLong,
                        .detail = QStringLiteral("the message is over the service's limit") });
    QString sid = d->registry.sidOf(conversation);
    const Conversation *known = d->registry.find(sid);
    // Before everything is loaded a SID is taken at its word: the message waits, the service
    // decides.
    if (known == nullptr && isConversationSid(conversation) && !d->registry.isLoaded())
        sid = conversation;
    else if (known == nullptr || known->status != Conversation::Status::Joined)
        return refuse(notFound());
    return d->outbox.add(sid, body, attributes,
                         d->context.callbacks.track<Message>(context, std::move(done)));
}

void ChatClient::retryMessage(const QString &localId)
{
    d->outbox.retry(localId);
}

void ChatClient::discardMessage(const QString &localId)
{
    d->outbox.discard(localId);
}

void ChatClient::editMessage(const QString &conversation, qint64 index, const QString &body,
                             QObject *context, Callback<Nothing> done)
{
    if (!d->isReady<Nothing>(context, done))
        return;
    if (body.isEmpty() || body.toUtf8().size() > MaxBodyBytes) {
        const auto code = body.isEmpty() ? ChatError::Code::Invalid : ChatError::Code::TooLong;
        d->context.callbacks.later<Nothing>(context, std::move(done), ChatError { .code = code });
        return;
    }
    d->commands.editMessage(conversation, index, body,
                            d->context.callbacks.track<Nothing>(context, std::move(done)));
}

void ChatClient::deleteMessage(const QString &conversation, qint64 index, QObject *context,
                               Callback<Nothing> done)
{
    if (d->isReady<Nothing>(context, done))
        d->commands.deleteMessage(conversation, index,
                                  d->context.callbacks.track<Nothing>(context, std::move(done)));
}

void ChatClient::sendTyping(const QString &conversation)
{
    const QString sid = d->registry.sidOf(conversation);
    if (d->registry.find(sid) != nullptr)
        d->typing.send(sid);
}

void ChatClient::advanceReadHorizon(const QString &conversation, qint64 index, QObject *context,
                                    Callback<Nothing> done)
{
    d->horizon.advance(d->registry.sidOf(conversation), index, context, std::move(done));
}

} // namespace parley::chat
