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
/// Of any other client: more than it needs for 1000 subscriptions at once.
constexpr qsizetype MaxIncomingBytes = 2 * 1024 * 1024;
constexpr qint64 FewBytes = 2LL * 1024 * 1024; // what each session may hold in any case: a page
constexpr qint64 MaxBytesOfUser = 64LL * 1024 * 1024; // in all its sessions
constexpr std::chrono::milliseconds SilenceLimit = 20s;
constexpr std::chrono::milliseconds CloseGrace = 5s;
constexpr int MaxUnansweredPings = 2;
/// Without a whole frame, of a client that owes an acknowledgement: it has gone, or it sends one
/// frame byte by byte. As long as the pings of a silent service take.
constexpr std::chrono::milliseconds LongestUnheard = 60s;
constexpr qsizetype MaxUnacknowledged = 5000;
constexpr std::chrono::milliseconds RefusalGrace = 500ms;

} // namespace

ClientSession::ClientSession(std::unique_ptr<SessionSocket> socket, SessionContext &context,
                             int number, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_number(number)
    , m_socket(std::move(socket))
    , m_inbox(context.clock, [this](const QByteArray &frame) { read(frame); })
    , m_sender(*m_socket, context.clock)
    , m_tokenWatch(context.clock, context.aboutToExpireLead)
{
    m_socket->setMaxIncoming(MaxInitBytes);
    connect(m_socket.get(), &SessionSocket::received, this, &ClientSession::receive);
    connect(m_socket.get(), &SessionSocket::disconnected, this,
            [this] { m_inbox.finish([this] { finish(); }); });
    connect(&m_tokenWatch, &TokenWatch::aboutToExpire, this, &ClientSession::pushAboutToExpire);
    connect(&m_tokenWatch, &TokenWatch::expired, this, &ClientSession::expire);
    m_context.clock.callAfter(InitLimit, this, [this] {
        if (m_state == State::AwaitingInit)
            cut();
    });
}

ClientSession::~ClientSession() = default;

// Receiving

void ClientSession::receive(const QByteArray &bytes)
{
    if (m_inbox.add(bytes) && mayHold(0))
        return;
    qCWarning(lcLocalService) << "session" << m_number << "does not wait for answers; cut";
    cut();
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
    const TokenClaims &claims = std::get<TokenClaims>(outcome);
    if (!m_context.hasRoom(claims.identity)) {
        qCInfo(lcLocalService) << "session" << m_number << "is one too many of its user";
        sendReply(frame.id(), { 429, u"TOO_MANY_REQUESTS"_s, 51202, u"Too many connections"_s });
        return closeSocketAfter(RefusalGrace);
    }
    m_claims = claims;
    m_state = State::Ready;
    m_socket->setMaxIncoming(MaxIncomingBytes);
    const QJsonObject answer = initAnswer(frame.header);
    sendReply(frame.id(), { 200, u"OK"_s }, JsonWriter(answer));
    qCInfo(lcLocalService) << "session" << m_number << "initialised";
    watchSilence();
    m_tokenWatch.watch(*m_claims);
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
    const QJsonArray registrations
        = m_registrations.add(request.value("registrations"_L1).toArray());
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
    m_claims = claims;
    sendReply(frame.id(), { 200, u"OK"_s });
    qCInfo(lcLocalService) << "session" << m_number << "has a new token";
    m_tokenWatch.watch(claims);
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
    const QByteArray status
        = JsonWriter()
              .number("code", response.status)
              .text("status", QString::fromLatin1(httpReason(response.status)).toUpper())
              .object();
    JsonWriter fields;
    fields.json("http_status", status)
        .json("http_headers", R"({"content-type":"application/json"})");
    const QByteArray body = response.status == 204
        ? QByteArray()
        : QJsonDocument(response.body).toJson(QJsonDocument::Compact);
    sendReply(id, { 200, u"OK"_s }, fields, body);
}

void ClientSession::handleContext(const twilsock::Frame &frame)
{
    const QString id = frame.header.value("notification_ctx_id"_L1).toString();
    if (frame.method() == "delete_notification_ctx"_L1)
        m_registrations.removeContext(id);
    else if (!m_registrations.setContext(id,
                                         strings(frame.payloadObject().value("message_types"_L1))))
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
    m_tokenWatch.stop();
    // Not at once: callers walk over sessions.
    QMetaObject::invokeMethod(this, &ClientSession::cut, Qt::QueuedConnection);
}

bool ClientSession::mayHold(qint64 more) const
{
    return bytesHeld() + more <= FewBytes
        || m_context.bytesHeld(identity()) + more <= MaxBytesOfUser;
}

void ClientSession::transmit(const QByteArray &frame)
{
    if (!mayHold(frame.size()))
        return cutLater("does not take what it is sent");
    m_sender.send(frame, m_context.faults.latency);
}

QString ClientSession::send(const QString &method, JsonWriter fields)
{
    const QString id = twilsock::newMessageId();
    fields.text("method", method).text("id", id);
    sendFrame(twilsock::encodeFrame(fields.object(), {}), id);
    return id;
}

QByteArray ClientSession::Status::toJson() const
{
    JsonWriter json;
    json.number("code", code).text("status", text);
    if (errorCode != 0)
        json.number("errorCode", errorCode);
    if (!description.isEmpty())
        json.text("description", description);
    return json.object();
}

void ClientSession::sendReply(const QString &id, const Status &status, JsonWriter fields,
                              const QByteArray &payload)
{
    fields.text("method", u"reply"_s).text("id", id).json("status", status.toJson());
    if (!payload.isEmpty())
        fields.text("payload_type", u"application/json"_s);
    transmit(twilsock::encodeFrame(fields.object(), payload));
}

void ClientSession::sendRefusal(const QString &id, const TokenRefusal &refusal)
{
    qCInfo(lcLocalService) << "session" << m_number << "token refused with" << refusal.errorCode;
    sendReply(id, { 401, u"UNAUTHORIZED"_s, refusal.errorCode, refusal.description });
    m_state = State::Closing;
    m_tokenWatch.stop();
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
    send(u"close"_s, JsonWriter().json("status", status.toJson()));
    m_state = State::Closing;
    m_tokenWatch.stop();
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
    send(u"client_update"_s,
         JsonWriter()
             .text("client_update_type", u"token_about_to_expire"_s)
             .text("client_update_message", u"Token is about to expire"_s));
}

// Silence, end

void ClientSession::watchSilence()
{
    const auto silence = m_context.clock.monotonicNow() - m_sender.lastSent();
    m_context.clock.callAfter(SilenceLimit - silence, this, [this] { checkSilence(); });
}

void ClientSession::checkSilence()
{
    if (m_state != State::Ready)
        return;
    const MonotonicTime now = m_context.clock.monotonicNow();
    if (!m_unacknowledged.isEmpty() && now - m_inbox.lastHeard() >= LongestUnheard) {
        qCInfo(lcLocalService) << "session" << m_number << "is not heard of any more; cut";
        return cut();
    }
    if (now - m_sender.lastSent() < SilenceLimit)
        return watchSilence();
    if (m_pings.size() >= MaxUnansweredPings) {
        qCInfo(lcLocalService) << "session" << m_number << "answers no pings; cut";
        return cut();
    }
    m_pings.append(send(u"ping"_s));
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
    m_tokenWatch.stop();
    m_sender.stop();
    qCInfo(lcLocalService) << "session" << m_number << "ended";
    Q_EMIT ended();
}

} // namespace parley::localservice
