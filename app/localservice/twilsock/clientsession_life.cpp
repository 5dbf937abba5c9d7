// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// ClientSession: what it sends by itself, its timers and its end.
#include "localservice/twilsock/clientsession.h"

#include "localservice/logging.h"

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds SilenceLimit = 20s;
constexpr std::chrono::milliseconds CloseGrace = 5s;
constexpr std::chrono::milliseconds LongestSleep = 30s; // the wall clock may be set meanwhile
constexpr int MaxUnansweredPings = 2;
constexpr qsizetype MaxUnacknowledged = 5000;
constexpr qint64 MaxBacklogBytes = 64LL * 1024 * 1024;
constexpr std::chrono::milliseconds RefusalGrace = 500ms;

} // namespace

// Sending

void ClientSession::sendFrame(const QByteArray &frame, const QString &id)
{
    if (m_state == State::Closing || m_state == State::Ended)
        return; // nothing follows a `close`
    m_unacknowledged.insert(id);
    if (m_unacknowledged.size() > MaxUnacknowledged)
        return cutLater("does not acknowledge");
    transmit(frame);
}

void ClientSession::flush()
{
    if (m_state != State::Ended)
        m_socket->flush();
}

void ClientSession::cutLater(const char *why)
{
    qCWarning(lcLocalService) << "session" << m_number << why << "and is cut";
    m_state = State::Closing; // nothing of what it sends is carried out any more
    m_tokenWatch.reset();
    // Not at once: callers walk over sessions.
    QMetaObject::invokeMethod(this, &ClientSession::cut, Qt::QueuedConnection);
}

void ClientSession::transmit(const QByteArray &frame)
{
    if (m_socket->bytesToWrite() + m_delayedBytes > MaxBacklogBytes)
        return cutLater("does not take what it is sent");
    m_lastSent = m_context.clock.monotonicNow();
    const std::chrono::milliseconds latency = m_context.faults.latency;
    if (latency <= 0ms && m_delayed.isEmpty()) {
        m_socket->send(frame);
        return;
    }
    // Never before what waits already, also if the latency was shortened meanwhile.
    const MonotonicTime due = m_delayed.isEmpty()
        ? m_lastSent + latency
        : std::max(m_lastSent + latency, m_delayed.constLast().due);
    m_delayed.enqueue({ due, frame });
    m_delayedBytes += frame.size();
    m_context.clock.callAfter(due - m_lastSent, this, [this] { transmitDue(); });
}

void ClientSession::transmitDue()
{
    const MonotonicTime now = m_context.clock.monotonicNow();
    while (!m_delayed.isEmpty() && m_delayed.constFirst().due <= now && m_state != State::Ended) {
        const QByteArray frame = m_delayed.dequeue().frame;
        m_delayedBytes -= frame.size();
        m_socket->send(frame);
    }
}

void ClientSession::send(const QJsonObject &header, const QByteArray &payload)
{
    sendFrame(twilsock::encodeFrame({ header, payload }), header.value("id"_L1).toString());
}

void ClientSession::sendReply(const QString &id, const Status &status, const QJsonObject &fields,
                              const QByteArray &payload)
{
    QJsonObject statusObject { { u"code"_s, status.code }, { u"status"_s, status.text } };
    if (status.errorCode != 0)
        statusObject.insert(u"errorCode"_s, status.errorCode);
    if (!status.description.isEmpty())
        statusObject.insert(u"description"_s, status.description);
    QJsonObject header = fields;
    header.insert(u"method"_s, u"reply"_s);
    header.insert(u"id"_s, id);
    header.insert(u"status"_s, statusObject);
    if (!payload.isEmpty())
        header.insert(u"payload_type"_s, u"application/json"_s);
    transmit(twilsock::encodeFrame({ header, payload }));
}

void ClientSession::sendRefusal(const QString &id, const TokenRefusal &refusal)
{
    qCInfo(lcLocalService) << "session" << m_number << "token refused with" << refusal.errorCode;
    sendReply(id, { 401, u"UNAUTHORIZED"_s, refusal.errorCode, refusal.description });
    m_state = State::Closing;
    m_tokenWatch.reset();
    closeSocketAfter(RefusalGrace);
}

void ClientSession::refuseFrame(const char *why)
{
    qCInfo(lcLocalService) << "session" << m_number << "sent a frame that" << why;
    if (m_state == State::Closing)
        return;
    sendClose({ 406, u"NOT_ACCEPTABLE_MESSAGE"_s, 51214, u"Not acceptable message"_s });
    closeSocketAfter(RefusalGrace);
}

void ClientSession::sendClose(const Status &status)
{
    send({ { u"method"_s, u"close"_s },
           { u"id"_s, twilsock::newMessageId() },
           { u"status"_s,
             QJsonObject { { u"code"_s, status.code },
                           { u"status"_s, status.text },
                           { u"description"_s, status.description },
                           { u"errorCode"_s, status.errorCode } } } });
    m_state = State::Closing;
    m_tokenWatch.reset();
}

void ClientSession::expire()
{
    if (m_state != State::Ready)
        return;
    qCInfo(lcLocalService) << "session" << m_number << "ends with its token";
    if (m_context.clock.wallNow() < m_claims->expiresAt) // else it is expired anyhow
        m_context.validator.expire(m_claims->fingerprint);
    sendClose({ 410, u"TOKEN_EXPIRED"_s, 51207, u"Token expired"_s });
    closeSocketAfter(CloseGrace);
}

void ClientSession::pushAboutToExpire()
{
    if (m_state != State::Ready || !m_capabilities.contains("client_update"_L1))
        return;
    send({ { u"method"_s, u"client_update"_s },
           { u"id"_s, twilsock::newMessageId() },
           { u"client_update_type"_s, u"token_about_to_expire"_s },
           { u"client_update_message"_s, u"Token is about to expire"_s } });
}

// Token, silence, end

void ClientSession::watchToken()
{
    const WallTime now = m_context.clock.wallNow();
    const WallTime next
        = m_warned ? m_claims->expiresAt : m_claims->expiresAt - m_context.aboutToExpireLead;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - now);
    m_tokenWatch = std::make_unique<QObject>();
    m_context.clock.callAfter(std::clamp<std::chrono::milliseconds>(left, 1ms, LongestSleep),
                              m_tokenWatch.get(), [this] { checkToken(); });
}

void ClientSession::checkToken()
{
    if (m_state != State::Ready)
        return;
    const WallTime now = m_context.clock.wallNow();
    if (now >= m_claims->expiresAt)
        return expire();
    if (!m_warned && now >= m_claims->expiresAt - m_context.aboutToExpireLead) {
        m_warned = true;
        pushAboutToExpire();
    }
    watchToken();
}

void ClientSession::watchSilence()
{
    const auto silence = m_context.clock.monotonicNow() - m_lastSent;
    m_context.clock.callAfter(SilenceLimit - silence, this, [this] { checkSilence(); });
}

void ClientSession::checkSilence()
{
    if (m_state != State::Ready)
        return;
    if (m_context.clock.monotonicNow() - m_lastSent < SilenceLimit)
        return watchSilence();
    if (m_pings.size() >= MaxUnansweredPings) {
        qCInfo(lcLocalService) << "session" << m_number << "answers no pings; cut";
        return cut();
    }
    const QString id = twilsock::newMessageId();
    m_pings.append(id);
    send({ { u"method"_s, u"ping"_s }, { u"id"_s, id } });
    watchSilence();
}

void ClientSession::closeSocketAfter(std::chrono::milliseconds delay)
{
    m_state = State::Closing;
    m_context.clock.callAfter(delay + m_context.faults.latency, this, [this] {
        if (m_state == State::Ended)
            return;
        m_socket->close();
        m_context.clock.callAfter(CloseGrace, this, [this] { cut(); }); // in case it never answers
    });
}

void ClientSession::cut()
{
    if (m_state == State::Ended)
        return;
    m_socket->abort();
    finish(); // abort() says nothing if the handshake had not ended
}

void ClientSession::finish()
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    m_tokenWatch.reset();
    qCInfo(lcLocalService) << "session" << m_number << "ended";
    Q_EMIT ended();
}

} // namespace parley::localservice
