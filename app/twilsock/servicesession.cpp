// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/servicesession.h"

#include "token/refreshpolicy.h"
#include "twilsock/backoff.h"
#include "twilsock/clientframes.h"
#include "twilsock/logging.h"

#include <algorithm>
#include <utility>

namespace parley::twilsock {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// A session that lasted so long was a good one: the next drop starts the back-off anew.
constexpr milliseconds GoodSession = std::chrono::seconds(10);

QString ownerOf(const AccessToken &token)
{
    return QStringList { token.accountSid(), token.serviceSid(), token.identity() }.join(u'\n');
}

} // namespace

ServiceSession::ServiceSession(const SessionParts &parts, std::unique_ptr<Transport> transport,
                               QObject *owner, Listener listener)
    : m_parts(parts)
    , m_listener(std::move(listener))
    , m_link(std::move(transport), owner, parts.config, parts.clock)
    , m_initLimit(parts.clock)
    , m_updateLimit(parts.clock)
    , m_updateHold(parts.clock)
{ }

bool ServiceSession::isLive() const
{
    return m_phase == Phase::Connected || m_phase == Phase::Updating;
}

bool ServiceSession::wasGood() const
{
    return isLive() && m_parts.clock.monotonicNow() - m_connectedAt >= GoodSession;
}

void ServiceSession::open()
{
    m_link.open({
        .opened = [this] { m_parts.tell.step([this] { sendInit(); }); },
        .received
        = [this](const Frame &frame) { m_parts.tell.step([this, &frame] { handle(frame); }); },
        .ended
        = [this](const QString &message,
                 bool isFatal) { m_parts.tell.step([&] { onLinkEnded(message, isFatal); }); },
    });
}

void ServiceSession::moveTo(Phase next)
{
    logMove(m_phase, next);
    m_phase = next;
}

/// The last that a function does: the listener may destroy this object.
void ServiceSession::end(const SessionEnd &how)
{
    putBackToken();
    const auto ended = m_listener.ended; // a copy for the same reason
    ended(how);
}

void ServiceSession::onLinkEnded(const QString &message, bool isFatal)
{
    const Kind kind = isFatal ? Kind::Fatal : Kind::Lost;
    end({ m_phase == Phase::Leaving ? Kind::Left : kind, message });
}

void ServiceSession::drop(const QString &message)
{
    end({ Kind::Lost, message });
}

bool ServiceSession::sendClose()
{
    m_link.send(closeFrame());
    return !m_link.isClosed();
}

void ServiceSession::leave()
{
    putBackToken();
    m_initLimit.stop();
    m_updateLimit.stop();
    m_updateHold.stop();
    moveTo(Phase::Leaving);
}

void ServiceSession::close()
{
    m_link.close();
}

void ServiceSession::putBackToken()
{
    if (m_parts.tokens.inFlight())
        m_parts.tell.later([kept = m_parts.tokens.inFlight()->reply] {});
    m_parts.tokens.putBack();
}

void ServiceSession::handle(const Frame &frame)
{
    const QString method = frame.method();
    if (method == "reply"_L1)
        handleReply(frame);
    else if (method == "notification"_L1)
        m_parts.tell.notificationReceived(frame.header.value("message_type"_L1).toString(),
                                          frame.payload);
    else if (method == "client_update"_L1)
        handleClientUpdate(frame);
    else if (method == "close"_L1)
        handleClose(frame);
    // `ping`, and what we do not know, is acknowledged only.
}

void ServiceSession::handleReply(const Frame &frame)
{
    const QString id = frame.id();
    if (m_phase == Phase::Initialising && id == m_initId)
        handleInitReply(frame);
    else if (m_phase == Phase::Updating && id == m_updateId)
        handleUpdateReply(frame);
    else if (auto pending = m_parts.requests.take(id))
        handleRequestReply(frame, *std::move(pending));
    else
        qCDebug(lcTwilsock) << "a reply to nothing that waits" << id;
}

void ServiceSession::handleClientUpdate(const Frame &frame)
{
    if (isLive() && m_parts.tokens.hasNewer())
        return; // it is about the old one, and the new one is on its way
    if (frame.header.value("client_update_type"_L1).toString() == "token_about_to_expire"_L1)
        m_parts.tell.expiryAnnounced();
}

void ServiceSession::handleClose(const Frame &frame)
{
    const Status status = Status::of(frame);
    const bool isRefused = status.statusClass() == StatusClass::Refused;
    if (status.statusClass() == StatusClass::Expired || (isRefused && status.isTokenExpired())) {
        tokenExpired(status);
    } else if (isRefused || status.isUpdateForbidden()) {
        refuseToken(status);
    } else if (status.statusClass() == StatusClass::Protocol) {
        refuseProtocol(status);
    } else {
        const bool isTooMany = status.statusClass() == StatusClass::Throttled;
        const QString message = u"The service closed the connection (%1)."_s.arg(status.describe());
        if (isTooMany || WaitRange::fromFrame(frame))
            end({ Kind::SentAway, message, status, waitNamedBy(frame) });
        else
            end({ Kind::Lost, message, status });
    }
}

void ServiceSession::sendRequests()
{
    if (!isLive() || m_link.isClosed())
        return; // what waits is not to be taken for sent
    m_parts.requests.flush(m_acceptances, [this](const Request &request, const QString &id) {
        m_link.send(requestFrame(request, id));
        return !m_link.isClosed();
    });
}

void ServiceSession::finish(const RequestQueue::Pending &pending, const Response &response)
{
    m_parts.tell.later([pending, response] { RequestQueue::finish(pending, response); });
}

void ServiceSession::handleRequestReply(const Frame &frame, RequestQueue::Pending pending)
{
    const Status status = Status::of(frame);
    const bool isDelivered
        = status.statusClass() == StatusClass::Success || !frame.header.contains("status"_L1);
    if (isDelivered) {
        finish(pending, responseFromReply(frame));
        return;
    }
    const TokenSlots &tokens = m_parts.tokens;
    const bool isTooMany = status.statusClass() == StatusClass::Throttled;
    const bool isExpired = status.isTokenExpired();
    const bool isOutdated = pending.sentUnder != m_acceptances; // says nothing of the present token
    const bool isAgain = (isTooMany || isExpired) && m_parts.requests.putBack(pending);
    if (!isAgain)
        finish(pending, undelivered(status));
    const bool isDoubt = status.code == 401 && !isExpired && !isOutdated;
    if (isDoubt && isLive() && tokens.accepted() && !tokens.hasNewer())
        m_parts.tell.tokenDoubted(tokens.accepted()->token);

    if (isTooMany || (isExpired && tokens.hasNewer())) {
        // In the second case the token that will do is on its way already.
        m_parts.requests.throttle(waitNamedBy(frame), [this] { sendRequests(); });
    } else if (isExpired && isOutdated) {
        sendRequests();
    } else if (isExpired) {
        tokenExpired(status);
    }
}

void ServiceSession::sendInit()
{
    moveTo(Phase::Initialising);
    m_initLimit.start(m_parts.config.initLimit, [this] {
        m_parts.tell.step(
            [this] { drop(u"The service did not answer the initialisation in time."_s); });
    });
    const AccessToken &token = m_parts.tokens.beginInit().token;
    Continuation &continuation = m_parts.continuation;
    if (const QString owner = ownerOf(token); owner != continuation.owner)
        continuation = { {}, owner }; // another user must not continue this one's end point
    const Frame init = initFrame(m_parts.config, token, continuation.token);
    m_initId = init.id();
    m_link.send(init);
}

void ServiceSession::handleInitReply(const Frame &frame)
{
    m_initLimit.stop();
    const Status status = Status::of(frame);
    const QString message
        = u"The service refused the initialisation (%1)."_s.arg(status.describe());
    switch (status.statusClass()) {
    case StatusClass::Success:
        becomeConnected(frame);
        return;
    case StatusClass::Refused:
    case StatusClass::Expired:
        refuseToken(status);
        return;
    case StatusClass::Protocol:
        refuseProtocol(status);
        return;
    case StatusClass::Throttled:
        end({ Kind::SentAway, message, status, waitNamedBy(frame) });
        return;
    case StatusClass::Other:
        end({ Kind::Lost, message, status });
        return;
    }
}

void ServiceSession::becomeConnected(const Frame &frame)
{
    const QString continuation = frame.header.value("continuation_token"_L1).toString();
    if (!continuation.isEmpty())
        m_parts.continuation.token = continuation;
    m_connectedAt = m_parts.clock.monotonicNow();
    moveTo(Phase::Connected);
    ++m_acceptances;
    if (const auto accepted = m_parts.tokens.accept())
        m_parts.tell.tokenAccepted(*accepted);
    m_listener.established();
    sendRequests();
    updateToken();
}

void ServiceSession::updateToken()
{
    TokenSlots &tokens = m_parts.tokens;
    if (m_phase != Phase::Connected || !tokens.waiting())
        return;
    if (m_updateHold.isActive() && m_isHoldOrdered)
        return; // the service named the time; the newest token goes then
    m_updateHold.stop();
    if (!tokens.matchesAccepted(tokens.waiting()->token)) {
        // The service would end the session for it; this one is still good.
        const TokenRejection rejection { TokenRejection::Kind::Refused, 401, TokenMismatchError,
                                         u"The token is for another user or service."_s };
        m_parts.tell.tokenRefused(tokens.refuseWaiting(rejection), rejection);
        return;
    }
    moveTo(Phase::Updating);
    const Frame update = updateFrame(tokens.beginUpdate().token);
    m_updateId = update.id();
    m_updateLimit.start(m_parts.config.updateLimit, [this] {
        // The link is alive, only this answer is not: no reason to give the connection up.
        qCWarning(lcTwilsock) << "the token update was not answered in time";
        m_updateId.clear(); // a late reply is one to nothing
        m_parts.tell.step([this] { repeatUpdate(); });
    });
    m_link.send(update);
}

void ServiceSession::handleUpdateReply(const Frame &frame)
{
    m_updateLimit.stop();
    m_updateId.clear();
    const Status status = Status::of(frame);
    switch (status.statusClass()) {
    case StatusClass::Success:
        moveTo(Phase::Connected);
        m_updateFailures = 0;
        ++m_acceptances;
        if (const auto accepted = m_parts.tokens.accept())
            m_parts.tell.tokenAccepted(*accepted);
        updateToken();
        return;
    case StatusClass::Refused:
    case StatusClass::Expired:
        refuseToken(status);
        return;
    case StatusClass::Protocol:
        refuseProtocol(status);
        return;
    case StatusClass::Throttled:
        holdUpdate(waitNamedBy(frame), true);
        return;
    case StatusClass::Other:
        qCWarning(lcTwilsock) << "the token update failed:" << status.describe();
        repeatUpdate();
        return;
    }
}

milliseconds ServiceSession::waitNamedBy(const Frame &frame) const
{
    return WaitRange::fromFrame(frame).value_or(WaitRange()).pick(m_parts.random());
}

void ServiceSession::repeatUpdate()
{
    ++m_updateFailures;
    holdUpdate(RefreshPolicy().backOff(m_updateFailures, m_parts.random()), false);
}

void ServiceSession::holdUpdate(milliseconds wait, bool isOrdered)
{
    moveTo(Phase::Connected);
    putBackToken();
    m_isHoldOrdered = isOrdered;
    m_updateHold.start(isOrdered ? std::max(wait, WaitRange::Shortest) : wait,
                       [this] { m_parts.tell.step([this] { updateToken(); }); });
}

/// The token in flight if there is one, else the accepted one.
void ServiceSession::refuseToken(const Status &status)
{
    const bool isInFlight = bool(m_parts.tokens.inFlight());
    const TokenRejection rejection = status.rejection(
        status.isTokenExpired() ? TokenRejection::Kind::Expired : TokenRejection::Kind::Refused);
    std::optional<OfferedToken> refused;
    if (isInFlight)
        refused = m_parts.tokens.refuseInFlight(rejection);
    else
        refused = m_parts.tokens.refuseAccepted(rejection, status.isUpdateForbidden());
    sendClose();
    const QString message = isInFlight ? u"The service refused the token (%1)."_s
                                       : u"The service ended the session (%1)."_s;
    end({ Kind::TokenRefused, message.arg(status.describe()), status, {}, refused, rejection });
}

void ServiceSession::refuseProtocol(const Status &status)
{
    qCCritical(lcTwilsock) << "the service does not understand us; last sent:" << m_link.lastSent();
    putBackToken();
    m_parts.tokens.setReported(false); // it is kept; its next acceptance clears this verdict
    const OfferedToken *const candidate = m_parts.tokens.candidate();
    const auto judged = candidate == nullptr ? std::nullopt : std::optional(*candidate);
    const QString message = u"The service does not understand us (%1)."_s.arg(status.describe());
    sendClose();
    end({ Kind::NotUnderstood,
          message,
          status,
          {},
          judged,
          status.rejection(TokenRejection::Kind::Protocol) });
}

void ServiceSession::tokenExpired(const Status &status)
{
    const TokenRejection rejection = status.rejection(TokenRejection::Kind::Expired);
    std::optional<OfferedToken> refused;
    if (m_phase == Phase::Initialising) {
        refused = m_parts.tokens.refuseInFlight(rejection);
    } else {
        putBackToken();
        refused = m_parts.tokens.refuseAccepted(rejection);
    }
    const QString message = u"The token has expired (%1)."_s.arg(status.describe());
    end({ Kind::TokenExpired, message, status, {}, refused, rejection });
}

} // namespace parley::twilsock
