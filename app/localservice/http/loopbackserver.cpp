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

} // namespace

LoopbackServer::LoopbackServer(Clock &clock, HttpHandler handler, HttpGate gate, QObject *parent)
    : BoundedServer(clock, { MaxConnections, MaxConnections, MaxBytesInFlight }, parent)
    , m_handler(std::move(handler))
    , m_gate(std::move(gate))
{ }

void LoopbackServer::takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &text)
{
    const qint64 headBytes = text.size() + 4; // with the empty line
    if (const std::optional<HttpResponse> refusal = refusalOf(text, head))
        return refuse(socket, *refusal, headBytes + head.bodyBytes);
    m_clock.callAfter(LongestConnection, socket, [socket] { socket->abort(); });
    auto *const exchange = new HttpExchange(*socket, head, headBytes, m_handler, m_clock);
    exchange->read();
}

std::optional<HttpResponse> LoopbackServer::refusalOf(const QByteArray &head,
                                                      const HttpRequest &request)
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

} // namespace parley::localservice
