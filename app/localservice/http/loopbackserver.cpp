// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/loopbackserver.h"

#include "localservice/http/httpexchange.h"

#include <QTcpSocket>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes LongestConnection { 3 };

HttpResponse tooMuch()
{
    return httpError(503, 20503, u"Too much is being sent at once; try again."_s);
}

} // namespace

LoopbackServer::LoopbackServer(Clock &clock, HttpHandler handler, HttpGate gate, qint64 maxBytes,
                               QObject *parent)
    : BoundedServer(clock, { MaxConnections, MaxConnections, maxBytes }, parent)
    , m_handler(std::move(handler))
    , m_gate(std::move(gate))
    , m_maxBytes(maxBytes)
{ }

void LoopbackServer::takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &text)
{
    const qint64 headBytes = text.size() + 4; // with the empty line
    HttpRequest request = head;
    if (const std::optional<HttpResponse> refusal = refusalOf(text, request))
        return refuse(socket, *refusal, headBytes + head.bodyBytes);
    m_clock.callAfter(LongestConnection, socket, [socket] { socket->abort(); });
    auto *const exchange = new HttpExchange(*socket, request, headBytes, m_handler, m_clock);
    connect(exchange, &HttpExchange::grew, this, [this, socket, exchange] {
        if (hasRoom(exchange->user(), 0))
            return;
        const qint64 missing = exchange->missingBytes();
        socket->disconnect(exchange);
        exchange->setParent(nullptr); // so that it does not count any more
        exchange->deleteLater(); // we are inside its signal
        refuse(socket, tooMuch(), missing);
    });
    exchange->read();
}

BoundedServer::Claim LoopbackServer::claimOf(const QTcpSocket &socket) const
{
    const auto *const exchange = socket.findChild<HttpExchange *>();
    if (exchange == nullptr)
        return Claim::Waiting; // for the end of a refusal
    if (exchange->isTransfer())
        return Claim::Transfer;
    return exchange->isHeldBack() ? Claim::None : Claim::Waiting;
}

std::optional<HttpResponse> LoopbackServer::refusalOf(const QByteArray &head, HttpRequest &request)
{
    if (request.method.isEmpty())
        return httpError(400, 20001, u"This is no HTTP request."_s);
    if (request.bodyBytes < 0)
        return httpError(400, 20001, u"The length of the body is no number."_s);
    // Without a length the server cannot know how much will come.
    if (head.toLower().contains("\ntransfer-encoding:"))
        return httpError(411, 20411, u"Send the length of the body with the request."_s);
    if (request.bodyBytes <= MaxBodyBytes)
        return std::nullopt;
    if (!m_gate)
        return httpError(413, 20413, u"The request is too large."_s);
    if (const std::optional<HttpResponse> refusal = m_gate(request))
        return refusal;
    return hasRoom(request.user, request.bodyBytes) ? std::nullopt : std::optional(tooMuch());
}

bool LoopbackServer::hasRoom(const QString &user, qint64 more) const
{
    return bytesInFlight() + more <= m_maxBytes && bytesInFlight(user) + more <= m_maxBytes / 2;
}

qint64 LoopbackServer::bytesInFlight(const std::optional<QString> &user) const
{
    qint64 sum = 0;
    const auto exchanges = findChildren<HttpExchange *>();
    for (const HttpExchange *const exchange : exchanges)
        sum += !user || exchange->user() == *user ? exchange->bytesInFlight() : 0;
    return sum;
}

} // namespace parley::localservice
