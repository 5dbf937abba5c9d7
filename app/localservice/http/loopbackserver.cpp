// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/loopbackserver.h"

#include "localservice/http/httpexchange.h"
#include "localservice/logging.h"

#include <QTcpSocket>
#include <QUrl>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes LongestConnection { 3 };
constexpr std::chrono::seconds LingerTime { 5 };
constexpr qsizetype MaxHeadBytes = 32 * 1024;
constexpr qint64 MaxAnnouncedBytes = 1LL << 40; // what is added to it must not overflow
constexpr qint64 MaxSwallowedBytes = 64LL * 1024 * 1024;

/// The value of the last field with this name, in lower case; empty if there is none.
QByteArray field(const QList<QByteArray> &lines, const char *name)
{
    for (qsizetype i = lines.size() - 1; i > 0; --i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        if (colon > 0 && lines.at(i).left(colon).trimmed().toLower() == name)
            return lines.at(i).mid(colon + 1).trimmed();
    }
    return {};
}

HttpRequest readHead(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    const QUrl url = QUrl::fromEncoded(words.value(1));
    HttpRequest request;
    if (words.size() == 3 && words.at(2).startsWith("HTTP/1."))
        request.method = words.value(0);
    request.path = url.path(QUrl::FullyEncoded);
    request.query = QUrlQuery(url);
    request.host = field(lines, "host");
    request.authorization = field(lines, "authorization");
    request.idempotencyKey = field(lines, "idempotency-key");
    request.twilioToken = field(lines, "x-twilio-token");
    request.contentType = field(lines, "content-type");
    const QByteArray length = field(lines, "content-length");
    bool isNumber = true;
    request.bodyBytes = length.isEmpty() ? 0 : length.toLongLong(&isNumber);
    if (!isNumber || request.bodyBytes > MaxAnnouncedBytes)
        request.bodyBytes = -1;
    return request;
}

} // namespace

void LoopbackServer::incomingConnection(qintptr handle)
{
    auto *const socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(handle)
        || findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly).size()
            > MaxConnections) {
        qCWarning(lcLocalService) << "HTTP: too many connections";
        socket->abort();
        socket->deleteLater();
        return;
    }
    socket->setReadBufferSize(2 * MaxHeadBytes); // until the head is understood
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { inspect(socket); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    m_clock.callAfter(LongestConnection, socket, [socket] { socket->abort(); });
}

void LoopbackServer::inspect(QTcpSocket *socket)
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
    const QByteArray head = start.left(end);
    const HttpRequest request = readHead(head);
    if (const std::optional<HttpResponse> refusal = refusalOf(head, request))
        refuse(socket, *refusal, end + 4 + request.bodyBytes);
    else
        handOver(socket, request, end + 4);
}

std::optional<HttpResponse> LoopbackServer::refusalOf(const QByteArray &head,
                                                      const HttpRequest &request)
{
    if (request.method.isEmpty())
        return httpError(400, 20001, u"This is no HTTP request."_s);
    if (request.bodyBytes < 0)
        return httpError(400, 20001, u"The length of the body is no number."_s);
    // Without a length nobody knows how much will come.
    if (head.toLower().contains("\ntransfer-encoding:"))
        return httpError(411, 20411, u"Send the length of the body with the request."_s);
    if (request.bodyBytes <= MaxBodyBytes)
        return std::nullopt;
    if (!m_gate)
        return httpError(413, 20413, u"The request is too large."_s);
    if (const std::optional<HttpResponse> refusal = m_gate(request))
        return refusal;
    if (bytesInFlight() + request.bodyBytes > MaxBytesInFlight)
        return httpError(503, 20503, u"Too much is being sent at once; try again."_s);
    return std::nullopt;
}

qint64 LoopbackServer::bytesInFlight() const
{
    qint64 sum = 0;
    const auto exchanges = findChildren<HttpExchange *>();
    for (const HttpExchange *const exchange : exchanges)
        sum += exchange->bytesInFlight();
    return sum;
}

void LoopbackServer::handOver(QTcpSocket *socket, HttpRequest request, qint64 headBytes)
{
    socket->disconnect(this);
    auto *const exchange
        = new HttpExchange(*socket, std::move(request), headBytes, m_handler, m_clock);
    exchange->read();
}

void LoopbackServer::refuse(QTcpSocket *socket, const HttpResponse &response, qint64 coming)
{
    socket->disconnect(this);
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

void LoopbackServer::cutConnections()
{
    const auto sockets = findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTcpSocket *const socket : sockets)
        socket->abort();
}

} // namespace parley::localservice
