// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/loopbackserver.h"

#include "localservice/logging.h"

#include <QPointer>
#include <QTcpSocket>

namespace parley::localservice {

namespace {

constexpr std::chrono::minutes longestConnection { 3 };
constexpr qsizetype maxHeadBytes = 32 * 1024;

/// -1: not said in what has come so far.
qint64 contentLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == "content-length")
            return line.mid(colon + 1).trimmed().toLongLong();
    }
    return -1;
}

void refuse(QTcpSocket *socket, const QByteArray &status, const QByteArray &body)
{
    socket->write("HTTP/1.1 " + status
                  + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    "Content-Length: "
                  + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    socket->disconnectFromHost();
}

} // namespace

void LoopbackServer::incomingConnection(qintptr handle)
{
    auto *const socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(handle)
        || findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly).size()
            > MaxConnections) {
        qCWarning(lcLocalService) << "token end point: too many connections";
        socket->abort();
        socket->deleteLater();
        return;
    }
    // Connected before Qt HttpServer sees the socket, so this looks at every byte first.
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { inspect(socket); });
    m_clock.callAfter(longestConnection, socket, [socket] { socket->abort(); });
    addPendingConnection(socket);
}

void LoopbackServer::inspect(QTcpSocket *socket)
{
    if (socket->state() != QAbstractSocket::ConnectedState)
        return;
    const QByteArray start = socket->peek(maxHeadBytes);
    const qsizetype end = start.indexOf("\r\n\r\n");
    const bool isHead = start.startsWith("POST ") || start.startsWith("GET ")
        || start.startsWith("PUT ") || start.startsWith("DELETE ") || start.startsWith("PATCH ");
    const bool tooLong = isHead && contentLength(end < 0 ? start : start.left(end)) > MaxBodyBytes;
    if (tooLong || socket->bytesAvailable() > maxHeadBytes + MaxBodyBytes) {
        disconnect(socket, &QTcpSocket::readyRead, nullptr, nullptr); // also Qt HttpServer's
        socket->readAll();
        refuse(socket, "413 Payload Too Large",
               R"({"status":413,"error":"too_large","message":"The request is too large."})");
    }
}

void LoopbackServer::cutConnections()
{
    const auto sockets = findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTcpSocket *const socket : sockets)
        socket->abort();
}

} // namespace parley::localservice
