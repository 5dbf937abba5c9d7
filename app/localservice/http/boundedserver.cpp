// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/boundedserver.h"

#include "localservice/logging.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds LingerTime { 5 };
constexpr std::chrono::seconds AcceptPause { 1 };
constexpr qint64 MaxSwallowedBytes = 64LL * 1024 * 1024;

} // namespace

BoundedServer::BoundedServer(Clock &clock, const ConnectionLimits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_clock(clock)
    , m_limits(limits)
{
    // Without a free descriptor the next attempt would fail at once, and the next one as well.
    connect(this, &QTcpServer::acceptError, this, [this] {
        qCWarning(lcLocalService) << "a connection could not be accepted";
        pauseAccepting();
        m_clock.callAfter(AcceptPause, this, [this] { resumeAccepting(); });
    });
}

bool BoundedServer::listenOn(quint16 port)
{
    if (!listen(QHostAddress::LocalHost, port))
        return false;
    m_port = serverPort();
    return true;
}

void BoundedServer::setUp(bool up)
{
    if (m_port == 0 || up == isListening())
        return;
    if (!up) {
        close();
        cutConnections();
    } else if (!listen(QHostAddress::LocalHost, m_port)) {
        qCCritical(lcLocalService) << "port" << m_port << "is taken:" << errorString();
    }
}

bool BoundedServer::isFull() const
{
    return openConnections() >= m_limits.connections
        || openConnections() - established() >= m_limits.waiting;
}

void BoundedServer::incomingConnection(qintptr handle)
{
    auto *const socket = new QTcpSocket(this);
    const bool isOpen = socket->setSocketDescriptor(handle);
    if (!isOpen || isFull()) {
        qCWarning(lcLocalService) << "too many connections";
        socket->abort();
        socket->deleteLater();
        return;
    }
    const auto timeOut = std::make_shared<QObject>();
    m_open.insert(socket, timeOut);
    m_clock.callAfter(HeadTime, timeOut.get(), [socket] { socket->abort(); });
    // Small frames in quick succession: none may wait for the acknowledgement of the last.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(2 * MaxHeadBytes); // until the head is understood
    // By a child, as QWebSocket disconnects all signals of a socket before it deletes it.
    connect(new QObject(socket), &QObject::destroyed, this,
            [this, socket] { m_open.remove(socket); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    // On a context of its own: it stays when the socket is taken over.
    connect(socket, &QTcpSocket::readyRead, socket, [socket, most = m_limits.unsentBytes] {
        if (socket->bytesToWrite() > most)
            socket->abort();
    });
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { inspect(socket); });
}

void BoundedServer::inspect(QTcpSocket *socket)
{
    if (socket->state() != QAbstractSocket::ConnectedState)
        return;
    const QByteArray start = socket->peek(MaxHeadBytes);
    const qsizetype end = start.indexOf("\r\n\r\n");
    if (end < 0) {
        if (start.size() >= MaxHeadBytes)
            refuse(socket, httpError(431, 20431, u"The head of the request is too large."_s), 0);
        return;
    }
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    m_open.insert(socket, nullptr);
    const QByteArray head = start.left(end);
    takeOver(socket, readHead(head), head);
}

void BoundedServer::refuse(QTcpSocket *socket, const HttpResponse &response, qint64 coming)
{
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    m_open.insert(socket, nullptr);
    HttpResponse readable = response; // by a web page, which else learns nothing of the reason
    readable.headers.append(HttpHeader { "Access-Control-Allow-Origin", "*" });
    socket->write(toBytes(readable, m_clock.wallNow()));
    socket->setReadBufferSize(0);
    // Closing at once would make the system drop the answer while the client is still sending.
    const auto swallow = [socket, left = std::min(coming, MaxSwallowedBytes)]() mutable {
        left -= socket->skip(socket->bytesAvailable());
        if (left <= 0)
            socket->disconnectFromHost();
    };
    connect(socket, &QTcpSocket::readyRead, socket, swallow);
    Q_EMIT socket->readyRead(); // for what is there already
    m_clock.callAfter(LingerTime, socket, [socket] { socket->abort(); });
}

void BoundedServer::cutConnections()
{
    const QList<QTcpSocket *> open = m_open.keys();
    for (QTcpSocket *const socket : open)
        socket->abort();
}

} // namespace parley::localservice
