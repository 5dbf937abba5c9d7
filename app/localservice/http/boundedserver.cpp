// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/boundedserver.h"

#include "localservice/logging.h"

#include <QHash>
#include <QPointer>
#include <QTcpSocket>

#include <algorithm>
#include <tuple>
#include <vector>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds LingerTime { 5 };
constexpr std::chrono::seconds AcceptPause { 1 };
constexpr int AcceptsPerTurn = 32; ///< of the event loop, which has other work as well
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
        m_clock.callAfter(AcceptPause, this, [this] {
            if (isListening())
                resumeAccepting();
        });
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
    if (m_acceptedThisTurn++ == 0)
        QMetaObject::invokeMethod(this, &BoundedServer::beginTurn, Qt::QueuedConnection);
    // The library accepts as long as clients come, and those that are cut come again at once.
    if (m_acceptedThisTurn == AcceptsPerTurn)
        setMaxPendingConnections(0); // of which there are none: it stops
    auto *const socket = new QTcpSocket(this);
    const bool isOpen = socket->setSocketDescriptor(handle);
    if (!isOpen || (isFull() && !makeRoom())) {
        qCWarning(lcLocalService) << "too many connections";
        socket->abort();
        socket->deleteLater();
        return;
    }
    Connection &connection = m_open[socket];
    connection.number = ++m_lastNumber;
    connection.client = socket->peerAddress();
    connection.timeOut = std::make_unique<QObject>();
    m_clock.callAfter(HeadTime, connection.timeOut.get(), [socket] { socket->abort(); });
    // Small frames in quick succession: none may wait for the acknowledgement of the last.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(2 * MaxHeadBytes); // until the head is understood
    // By a child, as QWebSocket disconnects all signals of a socket before it deletes it.
    connect(new QObject(socket), &QObject::destroyed, this,
            [this, socket] { m_open.erase(socket); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    // On a context of its own: it stays when the socket is taken over.
    connect(socket, &QTcpSocket::readyRead, socket, [socket, most = m_limits.unsentBytes] {
        if (socket->bytesToWrite() > most)
            socket->abort();
    });
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { inspect(socket); });
}

void BoundedServer::beginTurn()
{
    m_acceptedThisTurn = 0;
    setMaxPendingConnections(AcceptsPerTurn);
    if (isListening())
        resumeAccepting();
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
    endHead(socket);
    const QByteArray head = start.left(end);
    HttpRequest request = readHead(head);
    request.client = socket->peerAddress().toString();
    takeOver(socket, request, head);
}

void BoundedServer::endHead(QTcpSocket *socket)
{
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    Connection &connection = m_open[socket];
    connection.hasHead = true;
    connection.timeOut.reset();
}

QTcpSocket *BoundedServer::leastClaim() const
{
    QHash<QHostAddress, int> perClient;
    std::vector<std::tuple<QHostAddress, Claim, quint64, QTcpSocket *>> ends;
    for (const auto &[socket, connection] : m_open) {
        const Claim claim = connection.hasHead ? claimOf(*socket) : Claim::None;
        if (claim == Claim::Kept)
            continue;
        ++perClient[connection.client];
        ends.emplace_back(connection.client, claim, connection.number, socket);
    }
    const auto least
        = std::min_element(ends.cbegin(), ends.cend(), [&perClient](const auto &a, const auto &b) {
              const auto rank = [&perClient](const auto &end) {
                  const auto &[client, claim, number, socket] = end;
                  return std::tuple(-perClient.value(client), claim, number);
              };
              return rank(a) < rank(b);
          });
    return least == ends.cend() ? nullptr : std::get<QTcpSocket *>(*least);
}

bool BoundedServer::makeRoom()
{
    while (QTcpSocket *const socket = leastClaim()) {
        const QPointer<QTcpSocket> guard(socket);
        const bool hadHead = m_open[socket].hasHead;
        // Many may have come since the event loop had its last turn. What one of them has sent
        // counts, although it was not read yet.
        if (!hadHead && socket->waitForReadyRead(0) && (!guard || m_open[socket].hasHead))
            continue;
        if (guard) {
            m_open.erase(socket);
            socket->abort();
            socket->deleteLater();
        }
        return true;
    }
    return endKept();
}

void BoundedServer::refuse(QTcpSocket *socket, const HttpResponse &response, qint64 coming)
{
    endHead(socket);
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
    std::vector<QTcpSocket *> open;
    for (const auto &entry : m_open)
        open.push_back(entry.first);
    for (QTcpSocket *const socket : open)
        socket->abort();
}

} // namespace parley::localservice
