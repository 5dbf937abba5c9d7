// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"

#include "support/testtoken.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace parley::test {

BareHttpServer::BareHttpServer(const QByteArray &answer)
    : m_answer(answer)
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            if (!socket->readAll().contains("\r\n\r\n") || m_answer.isEmpty())
                return;
            socket->write(m_answer);
            socket->disconnectFromHost();
        });
    });
}

QString BareHttpServer::url() const
{
    return QStringLiteral("http://127.0.0.1:%1/token").arg(m_server.serverPort());
}

QByteArray BareHttpServer::response(const QByteArray &contentType, const QByteArray &body,
                                    const QByteArray &status)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

QByteArray BareHttpServer::tokenResponse(std::chrono::seconds life)
{
    TokenSpec spec;
    spec.life = life;
    spec.issuedAt = SystemClock().wallNow();
    return response("text/plain", makeJwt(spec));
}

BareSocketServer::BareSocketServer(OnClient onClient, OnMessage onMessage)
    : m_server(QStringLiteral("test"), QWebSocketServer::NonSecureMode)
    , m_onClient(std::move(onClient))
    , m_onMessage(std::move(onMessage))
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        QWebSocket *socket = m_server.nextPendingConnection();
        socket->setParent(this);
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
    return QStringLiteral("ws://127.0.0.1:%1/v3/wsconnect").arg(m_server.serverPort());
}

} // namespace parley::test
