// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/clientsession.h"

#include "localservice/http/http.h"
#include "localservice/logging.h"
#include "localservice/store/jsontext.h"
#include "localservice/store/secrets.h"
#include "localservice/twilsock/continuationtokens.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <tuple>
#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds InitLimit = 10s;
/// Of a client that has shown no token: room for `init` with a long token.
constexpr qsizetype MaxInitBytes = 64 * 1024;
/// A few at a time, so that a client that sends many at once does not keep others waiting.
constexpr int FramesPerTurn = 8;
/// Of a client that does not wait for answers; then it is cut.
constexpr qsizetype MaxInboxBytes = 16 * 1024 * 1024;

} // namespace

ClientSession::ClientSession(std::unique_ptr<SessionSocket> socket, SessionContext &context,
                             int number, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_number(number)
    , m_socket(std::move(socket))
    , m_lastSent(context.clock.monotonicNow())
{
    m_socket->setMaxIncoming(MaxInitBytes);
    connect(m_socket.get(), &SessionSocket::received, this, &ClientSession::receive);
    connect(m_socket.get(), &SessionSocket::disconnected, this, &ClientSession::handleDisconnect);
    m_context.clock.callAfter(InitLimit, this, [this] {
        if (m_state == State::AwaitingInit)
            cut();
    });
}

ClientSession::~ClientSession() = default;

bool ClientSession::wants(const QString &messageType) const
{
    return m_registeredTypes.contains(messageType)
        || std::any_of(
               m_contexts.cbegin(), m_contexts.cend(),
               [&messageType](const QStringList &types) { return types.contains(messageType); });
}

// Receiving

void ClientSession::receive(const QByteArray &bytes)
{
    if (m_inbox.isEmpty() && m_framesThisTurn < FramesPerTurn)
        return takeOne(bytes);
    m_inbox.enqueue(bytes);
    m_inboxBytes += bytes.size();
    if (m_inboxBytes > MaxInboxBytes) {
        qCWarning(lcLocalService) << "session" << m_number << "does not wait for answers; cut";
        cut();
    }
}

void ClientSession::takeOne(const QByteArray &bytes)
{
    if (m_framesThisTurn++ == 0)
        QMetaObject::invokeMethod(this, &ClientSession::beginTurn, Qt::QueuedConnection);
    read(bytes);
}

void ClientSession::beginTurn()
{
    m_framesThisTurn = 0;
    while (!m_inbox.isEmpty() && m_framesThisTurn < FramesPerTurn) {
        const QByteArray next = m_inbox.dequeue();
        m_inboxBytes -= next.size();
        takeOne(next);
    }
}

void ClientSession::handleDisconnect()
{
    // What a client sent before it left is still done, as far as that does not hold up others.
    constexpr int MaxLast = 100;
    for (int i = 0; i < MaxLast && !m_inbox.isEmpty(); ++i)
        read(m_inbox.dequeue());
    finish();
}

void ClientSession::read(const QByteArray &bytes)
{
    if (m_state == State::Ended)
        return;
    const auto decoded = twilsock::decodeFrame(bytes);
    if (!std::holds_alternative<twilsock::Frame>(decoded))
        return refuseFrame("cannot be parsed");
    const twilsock::Frame &frame = std::get<twilsock::Frame>(decoded);
    qCDebug(lcLocalService) << "session" << m_number << "received" << frame.method() << bytes.size()
                            << "bytes";
    dispatch(frame);
}

void ClientSession::dispatch(const twilsock::Frame &frame)
{
    const QString method = frame.method();
    if (m_state == State::Closing) {
        if (method == "close"_L1)
            closeSocketAfter(0ms);
        return; // acknowledgements are of no use any more, requests come too late
    }
    if (method.isEmpty() || frame.id().isEmpty())
        return refuseFrame("has no method or id");
    if ((m_state == State::AwaitingInit) != (method == "init"_L1))
        return refuseFrame("is not for this moment");

    if (method == "init"_L1)
        handleInit(frame);
    else if (method == "reply"_L1)
        acknowledge(frame.id());
    else if (method == "message"_L1)
        handleMessage(frame);
    else if (method == "update"_L1)
        handleUpdate(frame);
    else if (method == "close"_L1)
        closeSocketAfter(0ms);
    else if (method == "put_notification_ctx"_L1 || method == "delete_notification_ctx"_L1)
        handleContext(frame);
    else if (method == "ping"_L1)
        sendReply(frame.id(), { 200, u"OK"_s });
    else if (method != "telemetry.v1"_L1)
        sendReply(frame.id(), { 400, u"BAD_REQUEST"_s, 0, u"Unknown method"_s });
}

std::variant<TokenClaims, TokenRefusal> ClientSession::validate(const twilsock::Frame &frame)
{
    if (m_context.faults.refuseNextTokens > 0) {
        --m_context.faults.refuseNextTokens;
        m_context.faultUsed();
        return TokenRefusal::invalid();
    }
    return m_context.validator.validate(frame.header.value("token"_L1).toString().toUtf8(),
                                        m_context.clock.wallNow());
}

void ClientSession::handleInit(const twilsock::Frame &frame)
{
    const auto outcome = validate(frame);
    if (const TokenRefusal *const refusal = std::get_if<TokenRefusal>(&outcome))
        return sendRefusal(frame.id(), *refusal);
    m_claims = std::get<TokenClaims>(outcome);
    m_state = State::Ready;
    m_socket->setMaxIncoming(twilsock::MaxFrameBytes);
    const QJsonObject answer = initAnswer(frame.header);
    sendReply(frame.id(), { 200, u"OK"_s }, answer);
    qCInfo(lcLocalService) << "session" << m_number << "initialised";
    watchSilence();
    checkToken();
    if (m_state == State::Ready)
        Q_EMIT initialized();
}

QJsonObject ClientSession::initAnswer(const QJsonObject &request)
{
    // The service accepts telemetry but does not ask for it, because it does not read it.
    static const QStringList supported { u"client_update"_s, u"offline_storage"_s,
                                         u"account_descriptor"_s };
    QJsonArray confirmed;
    const QStringList asked = strings(request.value("capabilities"_L1));
    for (const QString &capability : asked) {
        if (supported.contains(capability) && !m_capabilities.contains(capability)) {
            m_capabilities.append(capability);
            confirmed.append(capability);
        }
    }
    QJsonArray registrations;
    const QJsonArray wanted = request.value("registrations"_L1).toArray();
    for (const auto value : wanted) {
        const QJsonObject entry = value.toObject();
        for (const QString &type : strings(entry.value("message_types"_L1)))
            m_registeredTypes.insert(type);
        registrations.append(QJsonObject {
            { u"notification_ctx_id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces) },
            { u"type"_s, entry.value("type"_L1) },
            { u"product"_s, entry.value("product"_L1) },
            { u"message_types"_s, entry.value("message_types"_L1).toArray() } });
    }
    QJsonObject answer = m_context.continuations.answer(
        request.value("continuation_token"_L1).toString(), m_claims->identity);
    answer.insert(u"capabilities"_s, confirmed);
    if (!registrations.isEmpty())
        answer.insert(u"init_registrations"_s, registrations);
    if (m_capabilities.contains("offline_storage"_L1)) {
        const QByteArray id
            = secretHash((m_claims->serviceSid + m_claims->identity).toUtf8()).toHex().left(16);
        answer.insert(u"offline_storage"_s,
                      QJsonObject { { u"ip_messaging"_s,
                                      QJsonObject { { u"storage_id"_s,
                                                      QString::fromLatin1("st-" + id) } } } });
    }
    if (m_capabilities.contains("account_descriptor"_L1)) {
        answer.insert(u"account_descriptor"_s,
                      QJsonObject { { u"account_sid"_s, m_claims->accountSid },
                                    { u"instance_sids"_s,
                                      QJsonObject { { u"ip_messaging"_s, m_claims->serviceSid } } },
                                    { u"identity"_s, m_claims->identity } });
    }
    return answer;
}

void ClientSession::handleUpdate(const twilsock::Frame &frame)
{
    const auto outcome = validate(frame);
    if (const TokenRefusal *const refusal = std::get_if<TokenRefusal>(&outcome))
        return sendRefusal(frame.id(), *refusal);
    const TokenClaims &claims = std::get<TokenClaims>(outcome);
    if (!claims.isForSameUser(*m_claims))
        return sendRefusal(frame.id(), TokenRefusal::otherUser());
    if (claims.fingerprint != m_claims->fingerprint)
        m_warned = false;
    m_claims = claims;
    sendReply(frame.id(), { 200, u"OK"_s });
    qCInfo(lcLocalService) << "session" << m_number << "has a new token";
    checkToken();
}

void ClientSession::handleMessage(const twilsock::Frame &frame)
{
    if (m_context.clock.wallNow() >= m_claims->expiresAt)
        return expire(); // the timer is about to say so; a request must not slip in before
    const std::optional<TunnelRequest> request
        = TunnelRequest::fromMessage(frame.header, frame.payload);
    if (!request)
        return sendReply(frame.id(), { 400, u"BAD_REQUEST"_s, 0, u"No http_request"_s });
    if (failOnPurpose(frame.id(), *request))
        return;
    const TunnelResponse response = m_context.route({ m_claims->identity, this }, *request);
    if (m_state != State::Ready)
        return;
    if (response.status >= 400) { // neither path nor body: they may say who and what
        qCInfo(lcLocalService) << "session" << m_number << "is refused a" << request->method << "of"
                               << frame.payload.size() << "bytes with" << response.status << "code"
                               << response.body.value("code"_L1).toInt();
    }
    sendResponse(frame.id(), response);
    if (response.afterReply)
        response.afterReply();
}

bool ClientSession::failOnPurpose(const QString &id, const TunnelRequest &request)
{
    ServiceFaults &faults = m_context.faults;
    const bool isCommand = request.path.value(0) == "Client"_L1 && request.method != "GET";
    if (!isCommand || (faults.failNextRequests <= 0 && faults.loseNextReplies <= 0))
        return false;
    if (faults.failNextRequests > 0) {
        --faults.failNextRequests;
        constexpr int TooFast = 50063;
        constexpr int NotPermitted = 50107;
        const int code = faults.status == 429 ? TooFast
            : faults.status == 403            ? NotPermitted
                                              : 20000 + faults.status;
        sendResponse(id, TunnelResponse::error(faults.status, code, u"Failed on purpose"_s));
    } else {
        --faults.loseNextReplies;
        std::ignore = m_context.route({ m_claims->identity, this }, request);
        cut();
    }
    m_context.faultUsed();
    return true;
}

void ClientSession::sendResponse(const QString &id, const TunnelResponse &response)
{
    const QJsonObject fields {
        { u"http_status"_s,
          QJsonObject {
              { u"code"_s, response.status },
              { u"status"_s, QString::fromLatin1(httpReason(response.status)).toUpper() } } },
        { u"http_headers"_s, QJsonObject { { u"content-type"_s, u"application/json"_s } } },
    };
    const QByteArray body = response.hasBody
        ? QJsonDocument(response.body).toJson(QJsonDocument::Compact)
        : QByteArray();
    sendReply(id, { 200, u"OK"_s }, fields, body);
}

void ClientSession::handleContext(const twilsock::Frame &frame)
{
    const QString id = frame.header.value("notification_ctx_id"_L1).toString();
    constexpr qsizetype MaxContexts = 100;
    if (frame.method() == "delete_notification_ctx"_L1)
        m_contexts.remove(id);
    else if (m_contexts.size() < MaxContexts || m_contexts.contains(id))
        m_contexts.insert(id, strings(frame.payloadObject().value("message_types"_L1)));
    else
        return sendReply(frame.id(),
                         { 429, u"TOO_MANY_REQUESTS"_s, 51202, u"Too many contexts"_s });
    sendReply(frame.id(), { 200, u"OK"_s });
}

void ClientSession::acknowledge(const QString &id)
{
    m_unacknowledged.remove(id);
    if (const qsizetype position = m_pings.indexOf(id); position >= 0)
        m_pings.remove(0, position + 1);
}

} // namespace parley::localservice
