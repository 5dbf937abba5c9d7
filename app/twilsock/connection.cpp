// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/connection.h"

#include "token/http/plainrequest.h"
#include "twilsock/connectionprivate.h"

namespace parley::twilsock {

/// The token manager's side of a connection.
class Connection::Private::Consumer final : public TokenConsumer
{
public:
    explicit Consumer(Private *connection)
        : d(connection)
    {
        setObjectName(QStringLiteral("chat"));
    }
    void offerToken(const AccessToken &token, TokenReply reply) override
    {
        d->tell.step([&] { d->offerToken(token, std::move(reply)); });
    }
    void withdrawToken() override
    {
        d->tell.step([this] { d->withdrawToken(); });
    }

private:
    Private *const d;
};

Connection::Private::Private(Connection *connection, ConnectionConfig settings,
                             TransportFactory factory, Clock &time, Reachability &network,
                             RandomSource randomSource)
    : config(std::move(settings))
    , consumer(std::make_unique<Consumer>(this))
    , tell(*connection, *consumer)
    , q(connection)
    , m_factory(std::move(factory))
    , m_clock(time)
    , m_reachability(network)
    , m_random(std::move(randomSource))
    , m_requests(time, config.requestLimit)
    , m_limit(time)
    , m_updateLimit(time)
    , m_updateHold(time)
    , m_silence(time)
    , m_retry(time)
{
    QObject::connect(&network, &Reachability::stateChanged, q, [this](Reachability::State state) {
        tell.step([&] { onReachabilityChanged(state); });
    });
}

Connection::Private::~Private()
{
    m_session.reset();
    if (m_transport)
        m_retired.emplace_back(m_transport.release());
    for (const QPointer<Transport> &transport : m_retired) {
        if (tell.isTelling() && transport)
            transport->deleteLater(); // it may be its signal that led here
        else
            delete transport.data();
    }
}

void Connection::Private::send(const Request &request, QObject *context, ResponseCallback done)
{
    if (context == nullptr)
        context = q;
    if (phase == Phase::Denied) {
        m_requests.refuse(context, std::move(done),
                          QStringLiteral("The service has refused the connection."));
        return;
    }
    m_requests.add(request, context, std::move(done), isLive());
    if (isLive())
        flushRequests();
}

std::optional<std::chrono::milliseconds> Connection::Private::retryIn() const
{
    return m_retry.left();
}

Connection::Connection(ConnectionConfig config, TransportFactory transports, Clock &clock,
                       Reachability &reachability, RandomSource random, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(config), std::move(transports), clock,
                                  reachability, std::move(random)))
{ }

Connection::~Connection() = default;

ConnectionState Connection::state() const
{
    return publicState(d->phase);
}

std::optional<ConnectionError> Connection::lastError() const
{
    return d->error;
}

std::optional<std::chrono::milliseconds> Connection::retryIn() const
{
    return d->retryIn();
}

bool Connection::isServiceLocal() const
{
    return isLoopbackHost(d->config.url.host());
}

TokenConsumer *Connection::tokenConsumer() const
{
    return d->consumer.get();
}

std::optional<AccessToken> Connection::acceptedToken() const
{
    const auto &accepted = d->tokens.accepted();
    return accepted ? std::optional(accepted->token) : std::nullopt;
}

void Connection::doubtToken(const AccessToken &token)
{
    const auto &accepted = d->tokens.accepted();
    if (accepted && accepted->token == token)
        d->tell.step([&] { d->tell.tokenDoubted(token); });
}

void Connection::send(const Request &request, QObject *context, ResponseCallback done)
{
    d->send(request, context, std::move(done));
}

void Connection::connectToService()
{
    d->tell.step([this] { d->want(); });
}

void Connection::disconnectFromService()
{
    d->tell.step([this] { d->unwant(); });
}

void Connection::retryNow()
{
    d->tell.step([this] { d->retry(); });
}

void Connection::forget()
{
    d->tell.step([this] { d->forget(); });
}

} // namespace parley::twilsock
