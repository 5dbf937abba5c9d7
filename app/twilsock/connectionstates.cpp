// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenmanager.h"
#include "twilsock/connectionprivate.h"
#include "twilsock/logging.h"

#include <algorithm>

namespace parley::twilsock {

using std::chrono::milliseconds;

namespace {

/// A connection that lasted so long was a good one: the next drop starts the back-off anew.
constexpr milliseconds GoodConnection = std::chrono::seconds(10);
/// How long a socket may take to close.
constexpr milliseconds CloseLimit = std::chrono::seconds(3);

} // namespace

void Connection::Private::moveTo(Phase next)
{
    if (phase == next)
        return;
    Q_ASSERT_X(isLegalMove(phase, next), "Connection", phaseName(next));
    qCInfo(lcTwilsock) << "connection" << phaseName(phase) << "->" << phaseName(next);
    phase = next;
}

void Connection::Private::publish()
{
    const ConnectionState now = publicState(phase);
    if (now == m_published)
        return;
    m_published = now;
    tell.stateChanged(now);
}

bool Connection::Private::isLive() const
{
    return phase == Phase::Connected || phase == Phase::Updating;
}

bool Connection::Private::isUnreachable() const
{
    return m_reachability.state() == Reachability::State::Unreachable;
}

void Connection::Private::want()
{
    m_isWanted = true;
    if (phase == Phase::Idle || phase == Phase::Denied)
        connectIfPossible();
}

void Connection::Private::retry()
{
    m_isWanted = true;
    m_backOff.reset();
    m_notBefore = {};
    if (tokens.candidate() == nullptr
        || (phase != Phase::Idle && phase != Phase::Denied && phase != Phase::Waiting))
        return;
    if (hasLiveToken())
        openSocket(); // also while the system says that there is no network: a user may know better
    else
        awaitToken();
}

void Connection::Private::unwant()
{
    m_isWanted = false;
    stop();
    tell.repliesDropped(tokens.takeReplies());
}

void Connection::Private::forget()
{
    m_isWanted = false;
    m_continuation.clear();
    m_continuationOwner.clear();
    error.reset();
    withdrawToken();
}

void Connection::Private::connectIfPossible()
{
    if (!m_isWanted || tokens.candidate() == nullptr)
        return;
    if (!hasLiveToken()) {
        awaitToken();
        return;
    }
    const MonotonicTime now = m_clock.monotonicNow();
    if (!isUnreachable() && m_notBefore <= now) {
        openSocket();
        return;
    }
    moveTo(Phase::Waiting);
    m_retry.stop();
    if (!isUnreachable())
        m_retry.start(m_notBefore - now, [this] { tell.step([this] { connectIfPossible(); }); });
    publish();
}

bool Connection::Private::hasLiveToken() const
{
    const OfferedToken *const candidate = tokens.candidate();
    const TokenManager *const manager = consumer->manager();
    return candidate != nullptr && (manager == nullptr || manager->isUsable(candidate->token));
}

void Connection::Private::awaitToken()
{
    m_retry.stop();
    moveTo(Phase::Idle);
    publish();
}

void Connection::Private::openSocket()
{
    m_retry.stop();
    m_limit.stop();
    moveTo(Phase::Opening);
    m_isClosed = false;
    m_badFrames = 0;
    m_updateFailures = 0;
    m_session = std::make_unique<QObject>();
    m_transport = m_factory();
    QObject::connect(m_transport.get(), &Transport::opened, m_session.get(),
                     [this] { tell.step([this] { onOpened(); }); });
    QObject::connect(m_transport.get(), &Transport::received, m_session.get(),
                     [this](const QByteArray &bytes) { tell.step([&] { onReceived(bytes); }); });
    QObject::connect(m_transport.get(), &Transport::closed, m_session.get(),
                     [this](const QString &detail, bool isFatal) {
                         tell.step([&] { onClosed(detail, isFatal); });
                     });
    m_limit.start(config.openLimit, [this] {
        tell.step([this] {
            endSession(QStringLiteral("The connection could not be opened in time."), {}, {});
        });
    });
    publish();
    m_transport->open(config.url);
}

void Connection::Private::onOpened()
{
    if (phase != Phase::Opening)
        return;
    m_limit.stop();
    moveTo(Phase::Initialising);
    m_lastHeard = m_clock.monotonicNow();
    m_limit.start(config.initLimit, [this] {
        tell.step([this] {
            endSession(QStringLiteral("The service did not answer the initialisation in time."), {},
                       {});
        });
    });
    sendInit();
}

void Connection::Private::onClosed(const QString &detail, bool isFatal)
{
    m_isClosed = true;
    if (m_isSending) { // a transport that fails inside send(): finish that first
        m_clock.callAfter(milliseconds(0), m_session.get(), [this, detail, isFatal] {
            tell.step([&] { onClosed(detail, isFatal); });
        });
        return;
    }
    if (phase == Phase::Leaving) {
        finishLeaving();
        return;
    }
    const QString message = phase == Phase::Opening
        ? QStringLiteral("The connection could not be opened: %1.")
        : QStringLiteral("The connection was lost: %1.");
    const Retry how { isFatal ? Retry::Kind::Rarely : Retry::Kind::BackOff, {} };
    endSession(message.arg(detail), {}, how);
}

void Connection::Private::onReachabilityChanged(Reachability::State state)
{
    if (state != Reachability::State::Unreachable) {
        m_backOff.reset();
        if (phase == Phase::Waiting)
            connectIfPossible();
        return;
    }
    if (phase == Phase::Waiting)
        m_retry.stop();
    else if (phase == Phase::Opening || phase == Phase::Initialising || isLive())
        endSession(QStringLiteral("The network is down."), {}, {});
}

void Connection::Private::retireSocket()
{
    for (OneShot *timer : { &m_limit, &m_updateLimit, &m_updateHold, &m_silence })
        timer->stop();
    m_session.reset();
    m_initId.clear();
    m_updateId.clear();
    Transport *const transport = m_transport.release();
    if (transport == nullptr)
        return;
    m_retired.erase(std::remove(m_retired.begin(), m_retired.end(), nullptr), m_retired.end());
    m_retired.emplace_back(transport);
    if (m_isClosed) {
        transport->deleteLater();
        return;
    }
    QObject::connect(transport, &Transport::closed, transport, &QObject::deleteLater);
    m_clock.callAfter(CloseLimit, transport, [transport] { transport->deleteLater(); });
    transport->close();
}

void Connection::Private::endSession(const QString &message, const Status &status, Retry how)
{
    if (isLive() && m_clock.monotonicNow() - m_connectedAt >= GoodConnection)
        m_backOff.reset();
    retireSocket();
    putBackToken();
    m_requests.linkLost();
    if (tokens.candidate() != nullptr) {
        moveTo(Phase::Waiting);
        scheduleRetry(how);
    } else {
        moveTo(Phase::Idle);
    }
    report(makeError(false, message, status));
}

void Connection::Private::scheduleRetry(Retry how)
{
    milliseconds wait = how.wait;
    m_notBefore = {};
    switch (how.kind) {
    case Retry::Kind::BackOff:
        wait = m_backOff.next(m_random());
        break;
    case Retry::Kind::Rarely:
        wait = BackOff::longest(m_random());
        break;
    case Retry::Kind::Ordered:
        wait = std::max(wait, WaitRange::Shortest);
        m_notBefore = m_clock.monotonicNow() + wait;
        break;
    }
    if (!isUnreachable()) // else the network's return is what we wait for
        m_retry.start(wait, [this] { tell.step([this] { connectIfPossible(); }); });
}

ConnectionError Connection::Private::makeError(bool terminal, const QString &message,
                                               const Status &status) const
{
    return ConnectionError { terminal, message, status.code, status.errorCode };
}

void Connection::Private::note(const ConnectionError &what)
{
    error = what;
    qCWarning(lcTwilsock) << what.message << what.httpStatusCode << what.errorCode;
}

/// In the order of Twilio's clients: the state first, then what led to it.
void Connection::Private::report(const ConnectionError &what)
{
    note(what);
    publish();
    tell.errorOccurred(what);
}

void Connection::Private::beginLeaving()
{
    moveTo(Phase::Leaving);
    for (OneShot *timer : { &m_updateLimit, &m_updateHold, &m_silence })
        timer->stop();
    m_limit.start(CloseLimit, [this] { tell.step([this] { finishLeaving(); }); });
}

void Connection::Private::closeSocket()
{
    if (phase == Phase::Leaving && m_transport)
        m_transport->close();
}

void Connection::Private::finishLeaving()
{
    retireSocket();
    if (m_isWanted && tokens.candidate() != nullptr) {
        connectIfPossible();
        return;
    }
    moveTo(Phase::Idle);
    publish();
}

void Connection::Private::stop()
{
    m_retry.stop();
    m_requests.failAll(QStringLiteral("The connection was ended."));
    if (phase == Phase::Leaving || phase == Phase::Idle)
        return;
    const bool wasLive = isLive();
    if (wasLive)
        sendClose();
    putBackToken();
    if (!wasLive || m_isClosed) {
        retireSocket();
        moveTo(Phase::Idle);
        publish();
        return;
    }
    beginLeaving();
    publish();
    closeSocket();
}

void Connection::Private::watchSilence(milliseconds left)
{
    // The timer fires once per silenceLimit, not once per message.
    m_silence.start(left, [this] {
        const milliseconds silent = m_clock.monotonicNow() - m_lastHeard;
        if (silent < config.silenceLimit) {
            watchSilence(config.silenceLimit - silent);
            return;
        }
        tell.step([this] {
            endSession(QStringLiteral("The service has been silent for too long."), {}, {});
        });
    });
}

} // namespace parley::twilsock
