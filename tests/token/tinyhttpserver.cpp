// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "tinyhttpserver.h"

namespace parley::test {

using namespace Qt::StringLiterals;

TinyHttpServer::TinyHttpServer(std::unique_ptr<QTcpServer> server)
    : m_server(std::move(server))
{
    m_server->listen(QHostAddress::LocalHost);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &TinyHttpServer::accept);
}

QUrl TinyHttpServer::url(const QString &scheme) const
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_server->serverPort());
    url.setPath(u"/token"_s);
    return url;
}

int TinyHttpServer::openConnections() const
{
    int open = 0;
    for (const auto *socket : m_server->findChildren<QTcpSocket *>())
        open += socket->state() == QAbstractSocket::ConnectedState ? 1 : 0;
    return open;
}

QByteArray TinyHttpServer::reply(int status, const QByteArray &body, const QByteArray &type,
                                 const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Words\r\n"
        + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + headers + "Content-Length: "
        + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

void TinyHttpServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        ++m_connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void TinyHttpServer::read(QTcpSocket *socket)
{
    const QByteArray head = socket->peek(64 * 1024);
    if (!head.contains("\r\n\r\n"))
        return;
    socket->readAll(); // no request of ours has a body
    QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    HttpRequest request { .method = words.value(0), .target = words.value(1) };
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    m_requests.append(request);
    if (hangUps > 0) {
        --hangUps;
        socket->disconnectFromHost();
        return;
    }
    const QByteArray bytes = answer ? answer(request) : QByteArray();
    if (bytes.isEmpty())
        return;
    socket->write(bytes);
    if (closes)
        socket->disconnectFromHost();
}

} // namespace parley::test
