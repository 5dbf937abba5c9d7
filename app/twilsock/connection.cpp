// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/connection.h"

#include "token/http/plainrequest.h"
#include "token/tokenmanager.h"
#include "twilsock/connection_p.h"
#include "twilsock/logging.h"

#include <utility>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

/// The token manager's side of a connection.
class Connection::Private::Consumer final : public TokenConsumer
{
public:
    explicit Consumer(Private *connection)
        : d(connection)
    {
        setObjectName(u"chat"_s);
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
    , reconnection(time, network, randomSource,
                   [this] { tell.step([this] { connectIfPossible(); }); })
    , q(connection)
    , m_factory(std::move(factory))
    , m_clock(time)
    , m_random(std::move(randomSource))
    , m_requests(time, config.requestLimit)
{
    QObject::connect(&network, &Reachability::stateChanged, q, [this](Reachability::State state) {
        tell.step([this, state] { onReachabilityChanged(state); });
    });
}

Connection::Private::~Private()
{
    consumer.reset(); // first: a reply that is owed must not lead to another call from the manager
    if (!tell.isTelling())
        return; // the transports go with their parent
    // It may be a signal of a transport that has led here.
    const auto transports = q->findChildren<Transport *>(QString(), Qt::FindDirectChildrenOnly);
    for (Transport *transport : transports) {
        transport->setParent(nullptr);
        transport->deleteLater();
    }
}

void Connection::Private::want()
{
    m_isWanted = true;
    if (phase() == Phase::Idle || phase() == Phase::Denied)
        connectIfPossible();
}

void Connection::Private::retry()
{
    m_isWanted = true;
    reconnection.resetBackOff();
    reconnection.forgetNamedWait();
    if (m_session || tokens.candidate() == nullptr)
        return;
    // Also while the system says that there is no network: a user may know better.
    if (hasLiveToken())
        openSession();
    else
        rest(Phase::Idle);
}

void Connection::Private::unwant()
{
    m_isWanted = false;
    stop();
    tell.later([kept = tokens.takeReplies()] {}); // a reply that ends is told as kept
}

void Connection::Private::forget()
{
    m_isWanted = false;
    m_continuation = {};
    error.reset();
    withdrawToken();
}

void Connection::Private::send(const Request &request, QObject *context, ResponseCallback done)
{
    if (context == nullptr)
        context = q;
    if (phase() == Phase::Denied) {
        m_requests.refuse(context, std::move(done), u"The service has refused the connection."_s);
        return;
    }
    const bool isLive = m_session && m_session->isLive();
    m_requests.add(request, context, std::move(done), isLive);
    if (isLive)
        m_session->sendRequests();
}

void Connection::Private::offerToken(const AccessToken &token, TokenReply reply)
{
    OfferedToken offered { token, std::make_shared<TokenReply>(std::move(reply)) };
    if (const auto refusal = tokens.refusalOf(token)) {
        TokenRejection again = *refusal;
        again.message = u"The same token again: %1"_s.arg(refusal->message);
        tell.tokenRefused(offered, again);
        return;
    }
    const bool isNotUnderstood = phase() == Phase::Denied && m_isNotUnderstood;
    const bool isKept = !m_isWanted || isNotUnderstood; // the user may connect again
    if (isKept)
        tell.later([kept = std::exchange(offered.reply, nullptr)] {});
    const auto known = tokens.join(offered);
    if (known == TokenSlots::Known::No)
        tokens.offer(offered);
    if (isKept)
        return;

    const ConnectionState state = publicState(phase());
    if (known == TokenSlots::Known::Accepted
        && (state == ConnectionState::Connecting || state == ConnectionState::Connected)) {
        tokens.setReported(true);
        tell.tokenAccepted(offered);
        return;
    }
    reconnection.resetBackOff();
    // The next attempt may fail like those before it: nothing should wait for its answer.
    if (phase() == Phase::Waiting)
        tell.later([reply = offered.reply] { reply->postpone(); });
    if (m_session)
        m_session->updateToken();
    else
        connectIfPossible();
}

void Connection::Private::withdrawToken()
{
    tell.later([kept = tokens.takeReplies()] {});
    tokens.clear();
    stop();
}

void Connection::Private::onReachabilityChanged(Reachability::State state)
{
    if (state != Reachability::State::Unreachable) {
        reconnection.resetBackOff();
        if (phase() == Phase::Waiting)
            connectIfPossible();
        return;
    }
    if (phase() == Phase::Waiting)
        reconnection.cancel();
    else if (m_session && phase() != Phase::Leaving)
        m_session->drop(u"The network is down."_s);
}

void Connection::Private::connectIfPossible()
{
    if (!m_isWanted || tokens.candidate() == nullptr)
        return;
    if (!hasLiveToken()) {
        rest(Phase::Idle); // for a token that can be used
    } else if (reconnection.mayConnectNow()) {
        openSession();
    } else {
        rest(Phase::Waiting);
        reconnection.planWhenAllowed();
    }
}

bool Connection::Private::hasLiveToken() const
{
    const OfferedToken *const candidate = tokens.candidate();
    const TokenManager *const manager = consumer->manager();
    return candidate != nullptr && (manager == nullptr || manager->isUsable(candidate->token));
}

void Connection::Private::openSession()
{
    reconnection.cancel();
    logMove(m_rest, Phase::Opening);
    const SessionParts parts {
        config, m_clock, m_random, tokens, m_requests, m_continuation, tell
    };
    m_session = std::make_unique<ServiceSession>(
        parts, m_factory(), q,
        ServiceSession::Listener { [this] { onEstablished(); },
                                   [this](const SessionEnd &end) { onEnded(end); } });
    publish();
    m_session->open();
}

void Connection::Private::onEstablished()
{
    error.reset();
    reconnection.forgetNamedWait();
    publish();
    tell.initialized();
}

void Connection::Private::onEnded(const SessionEnd &end)
{
    switch (end.kind) {
    case SessionEnd::Kind::Lost:
    case SessionEnd::Kind::Fatal:
    case SessionEnd::Kind::SentAway:
        reconnectAfter(end);
        return;
    case SessionEnd::Kind::TokenRefused:
    case SessionEnd::Kind::NotUnderstood:
        deny(end);
        return;
    case SessionEnd::Kind::TokenExpired:
        leaveAfterExpiry(end);
        return;
    case SessionEnd::Kind::Left:
        onLeft();
        return;
    }
}

void Connection::Private::reconnectAfter(const SessionEnd &end)
{
    if (m_session->wasGood())
        reconnection.resetBackOff();
    m_requests.linkLost();
    note(end, false);
    if (tokens.candidate() == nullptr) {
        rest(Phase::Idle);
    } else {
        rest(Phase::Waiting);
        if (end.kind == SessionEnd::Kind::SentAway)
            reconnection.planAfter(end.wait);
        else if (end.kind == SessionEnd::Kind::Fatal)
            reconnection.planLate();
        else
            reconnection.planByBackOff();
    }
    tell.errorOccurred(*error);
}

void Connection::Private::deny(const SessionEnd &end)
{
    const bool isTokenToBlame = end.kind == SessionEnd::Kind::TokenRefused;
    if (isTokenToBlame && tokens.waiting()) {
        // A newer one is there: it is the one to be judged, and the older gets no answer any more.
        m_requests.linkLost();
        note(end, false);
        rest(Phase::Waiting);
        tell.errorOccurred(*error);
        connectIfPossible();
        return;
    }
    m_requests.failAll(u"The service has refused the connection."_s);
    m_isNotUnderstood = !isTokenToBlame;
    note(end, true);
    rest(Phase::Denied);
    if (end.judged)
        tell.tokenRefused(*end.judged, end.rejection);
    tell.errorOccurred(*error);
}

void Connection::Private::leaveAfterExpiry(const SessionEnd &end)
{
    const bool hasNewer = bool(tokens.waiting());
    m_requests.linkLost();
    note(end, !hasNewer);
    m_session->leave();
    publish();
    // An expiry is told as such, by the token's manager; it is no error of the connection.
    if (hasNewer)
        tell.errorOccurred(*error);
    else if (end.judged)
        tell.tokenRefused(*end.judged, end.rejection);
    m_session->close();
}

void Connection::Private::onLeft()
{
    if (m_isWanted && tokens.candidate() != nullptr) {
        m_rest = std::exchange(m_session, nullptr)->phase();
        connectIfPossible();
    } else {
        rest(Phase::Idle);
    }
}

void Connection::Private::stop()
{
    reconnection.cancel();
    m_requests.failAll(u"The connection was ended."_s);
    if (phase() == Phase::Leaving || phase() == Phase::Idle)
        return;
    if (m_session && m_session->isLive() && m_session->sendClose()) {
        m_session->leave();
        publish();
        m_session->close();
        return;
    }
    if (m_session)
        m_session->putBackToken();
    rest(Phase::Idle);
}

void Connection::Private::rest(Phase next)
{
    if (phase() != next)
        logMove(phase(), next);
    reconnection.cancel();
    m_session.reset();
    m_rest = next;
    publish();
}

void Connection::Private::publish()
{
    const ConnectionState now = publicState(phase());
    if (std::exchange(m_published, now) != now)
        tell.later([this, now] { Q_EMIT q->stateChanged(now); });
}

void Connection::Private::note(const SessionEnd &end, bool isTerminal)
{
    error = ConnectionError { isTerminal, end.message, end.status.code, end.status.errorCode };
    qCWarning(lcTwilsock) << end.message << end.status.code << end.status.errorCode;
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
    return publicState(d->phase());
}

std::optional<ConnectionError> Connection::lastError() const
{
    return d->error;
}

std::optional<std::chrono::milliseconds> Connection::retryIn() const
{
    return d->reconnection.left();
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
