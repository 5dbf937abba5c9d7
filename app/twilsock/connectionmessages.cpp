// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/connectionprivate.h"
#include "twilsock/logging.h"
#include "twilsock/requestframe.h"

namespace parley::twilsock {

namespace {

/// So many broken frames in a row, and the stream itself is taken for broken.
constexpr int MaxBadFrames = 3;

Response transportFailure(const Status &status)
{
    Response response;
    response.failure = Response::Failure::Transport;
    response.status = status.code;
    response.errorCode = status.errorCode;
    response.detail = status.describe();
    return response;
}

} // namespace

void Connection::Private::sendFrame(const Frame &frame)
{
    const QByteArray bytes = encodeFrame(frame);
    m_lastSent
        = QStringLiteral("%1 %2, %3 bytes").arg(frame.method(), frame.id()).arg(bytes.size());
    qCDebug(lcTwilsock) << "sent" << m_lastSent;
    sendBytes(bytes);
}

void Connection::Private::sendBytes(const QByteArray &bytes)
{
    if (!m_transport || m_isClosed)
        return;
    m_isSending = true;
    m_transport->send(bytes);
    m_isSending = false;
}

void Connection::Private::sendClose()
{
    sendFrame(Frame { QJsonObject { { QStringLiteral("method"), QStringLiteral("close") },
                                    { QStringLiteral("id"), newMessageId() } },
                      {} });
}

void Connection::Private::flushRequests()
{
    if (m_isClosed)
        return; // what waits is not to be taken for sent
    m_requests.flush(m_acceptances, [this](const Request &request, const QString &id) {
        sendFrame(requestFrame(request, id));
        return !m_isClosed;
    });
}

void Connection::Private::onReceived(const QByteArray &bytes)
{
    if (phase == Phase::Leaving)
        return; // the connection is being closed
    m_lastHeard = m_clock.monotonicNow();
    const auto decoded = decodeFrame(bytes);
    if (const auto *problem = std::get_if<FrameError>(&decoded)) {
        onBadFrame(*problem);
        return;
    }
    m_badFrames = 0;
    const Frame &frame = std::get<Frame>(decoded);
    const QString method = frame.method();
    const QString id = frame.id();
    qCDebug(lcTwilsock) << "received" << method << id << bytes.size() << "bytes";
    if (method == QLatin1String("reply")) {
        handleReply(frame);
        return;
    }

    // At once, before acting on it: the service counts what stays unacknowledged.
    if (!id.isEmpty())
        sendBytes(encodeAck(id));
    if (method == QLatin1String("notification")) {
        tell.notificationReceived(frame.header.value(QLatin1String("message_type")).toString(),
                                  frame.payload);
    } else if (method == QLatin1String("client_update")) {
        handleClientUpdate(frame);
    } else if (method == QLatin1String("close")) {
        handleClose(frame);
    } // ping, and what we do not know, is acknowledged only
}

void Connection::Private::onBadFrame(const FrameError &problem)
{
    ++m_badFrames;
    qCWarning(lcTwilsock) << "dropped a message that is no frame:" << problem.detail;
    if (m_badFrames >= MaxBadFrames) {
        endSession(QStringLiteral("The service sends what is no Twilsock: %1").arg(problem.detail),
                   {}, {});
    }
}

void Connection::Private::handleReply(const Frame &frame)
{
    const QString id = frame.id();
    if (phase == Phase::Initialising && id == m_initId) {
        handleInitReply(frame);
    } else if (phase == Phase::Updating && id == m_updateId) {
        handleUpdateReply(frame);
    } else if (auto pending = m_requests.take(id)) {
        handleRequestReply(frame, *std::move(pending));
    } else {
        qCDebug(lcTwilsock) << "a reply to nothing that waits" << id;
    }
}

void Connection::Private::handleRequestReply(const Frame &frame, RequestQueue::Pending pending)
{
    const Status status = Status::of(frame);
    const bool isDelivered = status.statusClass() == StatusClass::Success
        || !frame.header.contains(QLatin1String("status"));
    if (isDelivered) {
        tell.requestEnded(pending, responseFromReply(frame));
        return;
    }
    const bool isTooMany = status.statusClass() == StatusClass::Throttled;
    const bool isExpired = status.isTokenExpired();
    const bool isOutdated
        = pending.sentUnder != m_acceptances; // it says nothing of the present token
    const bool isAgain = (isTooMany || isExpired) && m_requests.putBack(pending);
    if (!isAgain)
        tell.requestEnded(pending, transportFailure(status));
    const bool isDoubt = status.code == 401 && !isExpired && !isOutdated;
    if (isDoubt && isLive() && tokens.accepted() && !tokens.hasNewer())
        tell.tokenDoubted(tokens.accepted()->token);
    if (isTooMany || (isExpired && tokens.hasNewer())) {
        // In the second case the token that will do is on its way already.
        const WaitRange range = WaitRange::fromFrame(frame).value_or(WaitRange());
        m_requests.throttle(range.pick(m_random()), [this] {
            if (isLive())
                flushRequests();
        });
    } else if (isExpired && isOutdated) {
        flushRequests();
    } else if (isExpired) {
        tokenExpired(status);
    }
}

void Connection::Private::handleClientUpdate(const Frame &frame)
{
    if (isLive() && tokens.hasNewer())
        return; // it is about the old one, and the new one is on its way
    const QString type = frame.header.value(QLatin1String("client_update_type")).toString();
    if (type == QLatin1String("token_about_to_expire"))
        tell.expiryAnnounced();
}

void Connection::Private::handleClose(const Frame &frame)
{
    if (phase != Phase::Initialising && !isLive())
        return;
    const Status status = Status::of(frame);
    const bool isMismatch = status.code == 308 && status.errorCode == UpdateForbiddenError;
    const bool isRefused = status.statusClass() == StatusClass::Refused;
    if (status.statusClass() == StatusClass::Expired || (isRefused && status.isTokenExpired())) {
        tokenExpired(status);
    } else if (isMismatch || isRefused) {
        if (tokens.inFlight())
            refuseInFlight(status);
        else
            refuseAccepted(status, isMismatch);
    } else if (status.statusClass() == StatusClass::Protocol) {
        refuseProtocol(status);
    } else {
        const bool isTooMany = status.statusClass() == StatusClass::Throttled;
        auto range = WaitRange::fromFrame(frame);
        if (!range && isTooMany)
            range = WaitRange();
        const Retry how
            = range ? Retry { Retry::Kind::Ordered, range->pick(m_random()) } : Retry {};
        endSession(QStringLiteral("The service closed the connection (%1).").arg(status.describe()),
                   status, how);
    }
}

} // namespace parley::twilsock
