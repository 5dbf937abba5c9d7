// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/refreshpolicy.h"
#include "twilsock/connectionprivate.h"
#include "twilsock/logging.h"

#include <algorithm>

namespace parley::twilsock {

using std::chrono::milliseconds;

namespace {

QString ownerOf(const AccessToken &token)
{
    return QStringList { token.accountSid(), token.serviceSid(), token.identity() }.join(u'\n');
}

TokenRejection rejectionFor(const Status &status)
{
    const auto kind
        = status.isTokenExpired() ? TokenRejection::Kind::Expired : TokenRejection::Kind::Refused;
    return TokenRejection { kind, status.code, status.errorCode, status.describe() };
}

} // namespace

void Connection::Private::offerToken(const AccessToken &token, TokenReply reply)
{
    const bool wasWaiting = phase == Phase::Waiting;
    OfferedToken offered { token, std::make_shared<TokenReply>(std::move(reply)) };
    if (const auto refusal = tokens.refusalOf(token)) {
        TokenRejection again = *refusal;
        again.message = QStringLiteral("The same token again: %1").arg(refusal->message);
        tell.tokenRefused(offered, again);
        return;
    }
    const bool isNotUnderstood = phase == Phase::Denied && m_isNotUnderstood;
    const bool isKept = !m_isWanted || isNotUnderstood; // the user may connect again
    if (isKept)
        tell.repliesDropped({ std::exchange(offered.reply, nullptr) });
    const auto known = tokens.join(offered);
    if (known == TokenSlots::Known::No)
        tokens.offer(offered);
    if (isKept)
        return;

    const bool isConnecting = phase == Phase::Opening || phase == Phase::Waiting;
    if (known == TokenSlots::Known::Accepted
        && (isConnecting || phase == Phase::Initialising || isLive())) {
        tokens.setReported(true);
        tell.tokenAccepted(offered);
        return;
    }
    m_backOff.reset();
    // The next attempt may fail like those before it: nothing should wait for its answer.
    if (wasWaiting)
        tell.tokenPostponed(offered);
    if (phase == Phase::Connected && tokens.waiting())
        startUpdate();
    else if (phase == Phase::Idle || phase == Phase::Denied || phase == Phase::Waiting)
        connectIfPossible();
}

void Connection::Private::withdrawToken()
{
    tell.repliesDropped(tokens.takeReplies());
    tokens.clear();
    stop();
}

void Connection::Private::putBackToken()
{
    if (tokens.inFlight())
        tell.repliesDropped({ tokens.inFlight()->reply });
    tokens.putBack();
}

void Connection::Private::sendInit()
{
    const AccessToken &token = tokens.beginInit().token;
    const QString owner = ownerOf(token);
    if (owner != m_continuationOwner) { // another user must not continue this one's end point
        m_continuation.clear();
        m_continuationOwner = owner;
    }
    m_initId = newMessageId();
    QJsonObject header {
        { QStringLiteral("method"), QStringLiteral("init") },
        { QStringLiteral("id"), m_initId },
        { QStringLiteral("token"), QString::fromLatin1(token.jwt()) },
        { QStringLiteral("metadata"), config.metadata },
        { QStringLiteral("capabilities"), QJsonArray::fromStringList(config.capabilities) },
    };
    if (!m_continuation.isEmpty())
        header.insert(QStringLiteral("continuation_token"), m_continuation);
    if (!config.registrations.isEmpty())
        header.insert(QStringLiteral("registrations"), config.registrations);
    sendFrame(Frame { header, {} });
}

void Connection::Private::handleInitReply(const Frame &frame)
{
    m_limit.stop();
    const Status status = Status::of(frame);
    const QString message = QStringLiteral("The service refused the initialisation (%1).");
    switch (status.statusClass()) {
    case StatusClass::Success:
        becomeConnected(frame);
        return;
    case StatusClass::Refused:
    case StatusClass::Expired:
        refuseInFlight(status);
        return;
    case StatusClass::Protocol:
        refuseProtocol(status);
        return;
    case StatusClass::Throttled: {
        const WaitRange range = WaitRange::fromFrame(frame).value_or(WaitRange());
        endSession(message.arg(status.describe()), status,
                   { Retry::Kind::Ordered, range.pick(m_random()) });
        return;
    }
    case StatusClass::Other:
        endSession(message.arg(status.describe()), status, {});
        return;
    }
}

void Connection::Private::becomeConnected(const Frame &frame)
{
    const QString continuation = frame.header.value(QLatin1String("continuation_token")).toString();
    if (!continuation.isEmpty())
        m_continuation = continuation;
    error.reset();
    m_connectedAt = m_clock.monotonicNow();
    m_notBefore = {};
    moveTo(Phase::Connected);
    watchSilence(config.silenceLimit);
    ++m_acceptances;
    if (const std::optional<OfferedToken> accepted = tokens.accept())
        tell.tokenAccepted(*accepted);
    publish();
    tell.initialized();
    flushRequests();
    if (tokens.waiting())
        startUpdate();
}

void Connection::Private::startUpdate()
{
    if (m_updateHold.isActive() && m_isHoldOrdered)
        return; // the service named the time; the newest token goes then
    m_updateHold.stop();
    if (!tokens.matchesAccepted(tokens.waiting()->token)) {
        // The service would end the session for it; this one is still good.
        const TokenRejection rejection { TokenRejection::Kind::Refused, 401, TokenMismatchError,
                                         QStringLiteral(
                                             "The token is for another user or service.") };
        tell.tokenRefused(tokens.refuseWaiting(rejection), rejection);
        return;
    }
    moveTo(Phase::Updating);
    m_updateId = newMessageId();
    m_updateLimit.start(config.updateLimit, [this] {
        // The link is alive, only this answer is not: no reason to give the connection up.
        qCWarning(lcTwilsock) << "the token update was not answered in time";
        m_updateId.clear(); // a late reply is one to nothing
        tell.step([this] { repeatUpdate(); });
    });
    sendFrame(Frame { QJsonObject { { QStringLiteral("method"), QStringLiteral("update") },
                                    { QStringLiteral("id"), m_updateId },
                                    { QStringLiteral("token"),
                                      QString::fromLatin1(tokens.beginUpdate().token.jwt()) } },
                      {} });
}

void Connection::Private::repeatUpdate()
{
    ++m_updateFailures;
    holdUpdate(RefreshPolicy().backOff(m_updateFailures, m_random()), false);
}

void Connection::Private::handleUpdateReply(const Frame &frame)
{
    m_updateLimit.stop();
    m_updateId.clear();
    const Status status = Status::of(frame);
    switch (status.statusClass()) {
    case StatusClass::Success: {
        moveTo(Phase::Connected);
        m_updateFailures = 0;
        ++m_acceptances;
        if (const std::optional<OfferedToken> accepted = tokens.accept())
            tell.tokenAccepted(*accepted);
        if (tokens.waiting())
            startUpdate();
        return;
    }
    case StatusClass::Refused:
    case StatusClass::Expired:
        refuseInFlight(status);
        return;
    case StatusClass::Protocol:
        refuseProtocol(status);
        return;
    case StatusClass::Throttled:
        holdUpdate(WaitRange::fromFrame(frame).value_or(WaitRange()).pick(m_random()), true);
        return;
    case StatusClass::Other:
        qCWarning(lcTwilsock) << "the token update failed:" << status.describe();
        repeatUpdate();
        return;
    }
}

void Connection::Private::holdUpdate(milliseconds wait, bool isOrdered)
{
    moveTo(Phase::Connected);
    putBackToken();
    m_isHoldOrdered = isOrdered;
    m_updateHold.start(isOrdered ? std::max(wait, WaitRange::Shortest) : wait, [this] {
        tell.step([this] {
            if (phase == Phase::Connected && tokens.waiting())
                startUpdate();
        });
    });
}

void Connection::Private::refuseInFlight(const Status &status)
{
    const TokenRejection rejection = rejectionFor(status);
    const OfferedToken refused = tokens.refuseInFlight(rejection);
    deny(makeError(true,
                   QStringLiteral("The service refused the token (%1).").arg(status.describe()),
                   status),
         refused, rejection, true);
}

void Connection::Private::refuseAccepted(const Status &status, bool keepPrevious)
{
    const TokenRejection rejection = rejectionFor(status);
    const auto refused = tokens.refuseAccepted(rejection, keepPrevious);
    deny(makeError(true,
                   QStringLiteral("The service ended the session (%1).").arg(status.describe()),
                   status),
         refused, rejection, true);
}

void Connection::Private::refuseProtocol(const Status &status)
{
    qCCritical(lcTwilsock) << "the service does not understand us; last sent:" << m_lastSent;
    const TokenRejection rejection { TokenRejection::Kind::Protocol, status.code, status.errorCode,
                                     status.describe() };
    putBackToken();
    tokens.setReported(false); // the token is kept; its next acceptance clears this verdict
    const OfferedToken *const candidate = tokens.candidate();
    const auto judged = candidate ? std::optional(*candidate) : std::nullopt;
    deny(
        makeError(true,
                  QStringLiteral("The service does not understand us (%1).").arg(status.describe()),
                  status),
        judged, rejection, false);
}

void Connection::Private::deny(const ConnectionError &what,
                               const std::optional<OfferedToken> &judged,
                               const TokenRejection &rejection, bool tokenHelps)
{
    sendClose();
    retireSocket();
    ConnectionError reported = what;
    if (tokenHelps && tokens.waiting()) {
        // A newer one is there: it is the one to be judged, and the older gets no answer any more.
        reported.terminal = false;
        m_requests.linkLost();
        moveTo(Phase::Waiting);
        report(reported);
        connectIfPossible();
        return;
    }
    m_requests.failAll(QStringLiteral("The service has refused the connection."));
    m_isNotUnderstood = !tokenHelps;
    moveTo(Phase::Denied);
    note(reported);
    publish();
    if (judged)
        tell.tokenRefused(*judged, rejection);
    tell.errorOccurred(reported);
}

void Connection::Private::tokenExpired(const Status &status)
{
    const TokenRejection rejection { TokenRejection::Kind::Expired, status.code, status.errorCode,
                                     status.describe() };
    std::optional<OfferedToken> refused;
    if (phase == Phase::Initialising) {
        refused = tokens.refuseInFlight(rejection);
    } else {
        putBackToken();
        refused = tokens.refuseAccepted(rejection);
    }
    const bool hasNewer = bool(tokens.waiting());
    m_requests.linkLost();
    beginLeaving();
    const ConnectionError what = makeError(
        !hasNewer, QStringLiteral("The token has expired (%1).").arg(status.describe()), status);
    if (hasNewer) {
        report(what);
    } else { // an expiry is told as such, by the token's manager; it is no error of the connection
        note(what);
        publish();
        if (refused)
            tell.tokenRefused(*refused, rejection);
    }
    closeSocket();
}

} // namespace parley::twilsock
