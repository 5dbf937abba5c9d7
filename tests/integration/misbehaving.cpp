// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"

#include "support/testtoken.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <algorithm>

#include <sys/socket.h>

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

} // namespace

QByteArray httpResponse(const QByteArray &contentType, const QByteArray &body,
                        const QByteArray &status, const QByteArray &headers)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n"
        + body;
}

QByteArray tokenResponse(std::chrono::seconds life)
{
    TokenSpec spec;
    spec.life = life;
    spec.issuedAt = SystemClock().wallNow();
    return httpResponse("text/plain", makeJwt(spec));
}

HttpBehaviour answering(const QByteArray &response)
{
    return [response](QTcpSocket &socket, const HttpAsked &) {
        if (response.isEmpty())
            return;
        socket.write(response);
        socket.disconnectFromHost();
    };
}

HttpBehaviour issuing(std::chrono::seconds life)
{
    return [life](QTcpSocket &socket, const HttpAsked &asked) {
        answering(tokenResponse(life))(socket, asked);
    };
}

HttpBehaviour silent()
{
    return answering({});
}

HttpBehaviour resetting(const QByteArray &beginning)
{
    return [beginning](QTcpSocket &socket, const HttpAsked &) {
        socket.write(beginning);
        socket.flush();
        const linger atOnce { .l_onoff = 1, .l_linger = 0 };
        ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        socket.abort();
    };
}

HttpBehaviour lostHalfway()
{
    return resetting("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                     "Content-Length: 900\r\n\r\neyJ");
}

HttpBehaviour dripping(const QByteArray &response, std::chrono::milliseconds interval)
{
    return [response, interval](QTcpSocket &socket, const HttpAsked &) {
        auto *timer = new QTimer(&socket);
        const auto sent = std::make_shared<qsizetype>(0);
        QObject::connect(timer, &QTimer::timeout, &socket, [&socket, timer, response, sent] {
            socket.write(response.mid((*sent)++, 1));
            if (*sent == response.size()) {
                timer->stop();
                socket.disconnectFromHost();
            }
        });
        timer->start(interval);
    };
}

HttpBehaviour later(std::chrono::milliseconds delay, const HttpBehaviour &then)
{
    return [delay, then](QTcpSocket &socket, const HttpAsked &asked) {
        QTimer::singleShot(delay, &socket, [&socket, asked, then] { then(socket, asked); });
    };
}

BareHttpServer::BareHttpServer(const QByteArray &answer)
    : m_behaviour(answering(answer))
{
    listen();
}

BareHttpServer::BareHttpServer(HttpBehaviour behaviour)
    : m_behaviour(std::move(behaviour))
{
    listen();
}

void BareHttpServer::listen()
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        const auto head = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, head] {
            *head += socket->readAll();
            if (head->contains("\r\n\r\n"))
                take(*socket, std::exchange(*head, {}));
        });
    });
}

void BareHttpServer::take(QTcpSocket &socket, const QByteArray &head)
{
    const HttpAsked asked { .method = head.left(head.indexOf(' ')),
                            .authorization = headerOf(head, "Authorization"),
                            .idempotencyKey = headerOf(head, "Idempotency-Key") };
    m_requests.push_back(asked);
    HttpBehaviour behaviour = m_behaviour;
    if (!m_first.empty()) {
        behaviour = m_first.front();
        m_first.pop_front();
    }
    behaviour(socket, asked);
}

QString BareHttpServer::url() const
{
    return u"http://127.0.0.1:%1/token"_s.arg(m_server.serverPort());
}

BareSocketServer::BareSocketServer(OnClient onClient, OnMessage onMessage)
    : m_server(u"test"_s, QWebSocketServer::NonSecureMode)
    , m_onClient(std::move(onClient))
    , m_onMessage(std::move(onMessage))
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        QWebSocket *socket = m_server.nextPendingConnection();
        socket->setParent(this);
        m_last = socket;
        ++m_clients;
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QWebSocket::binaryMessageReceived, this,
                [this, socket](const QByteArray &message) {
                    if (m_onMessage)
                        m_onMessage(*socket, message);
                });
        if (m_onClient)
            m_onClient(*socket);
    });
}

BareSocketServer::~BareSocketServer() = default;

QString BareSocketServer::url() const
{
    return u"ws://127.0.0.1:%1/v3/wsconnect"_s.arg(m_server.serverPort());
}

TwilsockPeer::TwilsockPeer()
    : m_server({}, [this](QWebSocket &socket, const QByteArray &message) { take(socket, message); })
{ }

void TwilsockPeer::take(QWebSocket &socket, const QByteArray &message)
{
    const auto decoded = twilsock::decodeFrame(message);
    const auto *frame = std::get_if<twilsock::Frame>(&decoded);
    if (frame == nullptr)
        return;
    m_frames.push_back(*frame);
    std::deque<Handler> &handlers = m_handlers[frame->method()];
    if (handlers.empty()) {
        acknowledge(socket, *frame);
        return;
    }
    const Handler handler = handlers.front();
    if (handlers.size() > 1)
        handlers.pop_front();
    handler(socket, *frame);
}

int TwilsockPeer::count(const QString &method) const
{
    return int(std::ranges::count_if(
        m_frames, [&method](const twilsock::Frame &frame) { return frame.method() == method; }));
}

QStringList TwilsockPeer::tokens(const QString &method) const
{
    QStringList tokens;
    for (const twilsock::Frame &frame : m_frames) {
        if (frame.method() == method)
            tokens.append(frame.header.value(u"token"_s).toString());
    }
    return tokens;
}

void TwilsockPeer::acknowledge(QWebSocket &socket, const twilsock::Frame &frame)
{
    if (frame.method() == "reply"_L1 || frame.method() == "close"_L1)
        return;
    if (frame.method() != "message"_L1) {
        socket.sendBinaryMessage(twilsock::encodeAck(frame.id()));
        return;
    }
    const QJsonObject ok { { u"code"_s, 200 }, { u"status"_s, u"OK"_s } };
    socket.sendBinaryMessage(
        twilsock::encodeFrame({ .header = { { u"method"_s, u"reply"_s },
                                            { u"id"_s, frame.id() },
                                            { u"status"_s, ok },
                                            { u"http_status"_s, ok },
                                            { u"payload_type"_s, u"application/json"_s } },
                                .payload = "{}" }));
}

namespace {

QJsonObject statusOf(int code, int errorCode)
{
    QJsonObject status { { u"code"_s, code },
                         { u"status"_s, u"STATUS"_s },
                         { u"description"_s, u"on purpose"_s } };
    if (errorCode != 0)
        status.insert(u"errorCode"_s, errorCode);
    return status;
}

void sendFrame(QWebSocket &socket, QJsonObject header, const QByteArray &payload)
{
    if (!payload.isEmpty())
        header.insert(u"payload_type"_s, u"application/json"_s);
    socket.sendBinaryMessage(twilsock::encodeFrame({ .header = header, .payload = payload }));
}

} // namespace

TwilsockPeer::Handler TwilsockPeer::refusing(int code, int errorCode, const QByteArray &payload)
{
    return [code, errorCode, payload](QWebSocket &socket, const twilsock::Frame &frame) {
        sendFrame(socket,
                  { { u"method"_s, u"reply"_s },
                    { u"id"_s, frame.id() },
                    { u"status"_s, statusOf(code, errorCode) } },
                  payload);
    };
}

TwilsockPeer::Handler TwilsockPeer::ignoring()
{
    return [](QWebSocket &, const twilsock::Frame &) {};
}

TwilsockPeer::Handler TwilsockPeer::acknowledging(const BareSocketServer::OnClient &then)
{
    return [then](QWebSocket &socket, const twilsock::Frame &frame) {
        acknowledge(socket, frame);
        if (then)
            then(socket);
    };
}

void TwilsockPeer::sendClose(QWebSocket &socket, int code, int errorCode, const QByteArray &payload)
{
    sendFrame(socket,
              { { u"method"_s, u"close"_s },
                { u"id"_s, twilsock::newMessageId() },
                { u"status"_s, statusOf(code, errorCode) } },
              payload);
}

} // namespace parley::test
