// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/httpfrontend.h"

#include "localservice/http/loopbackserver.h"
#include "localservice/logging.h"

#include <QHostAddress>
#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QHttpServerResponse>
#include <QLocale>
#include <QPointer>
#include <QTcpSocket>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#include <QHttpHeaders>
#endif

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    default: // the end point refuses all others alike
        return "OTHER";
    }
}

HttpRequest readRequest(const QHttpServerRequest &request)
{
    HttpRequest result;
    result.method = methodName(request.method());
    result.path = request.url().path(QUrl::FullyEncoded);
    result.query = QUrlQuery(request.url());
    result.host = request.value("Host");
    result.authorization = request.value("Authorization");
    result.idempotencyKey = request.value("Idempotency-Key");
    result.twilioToken = request.value("X-Twilio-Token");
    result.contentType = request.value("Content-Type");
    result.body = request.body();
    result.bodyBytes = result.body.size();
    return result;
}

/// RFC 9110: Sun, 06 Nov 1994 08:49:37 GMT.
QByteArray httpDate(WallTime now)
{
    const QDateTime moment
        = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(moment, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

/// True if nothing in the head of \a answer ends a line, behind which another header could begin.
bool isHeadSafe(const HttpResponse &answer)
{
    const auto isOneLine
        = [](const QByteArray &text) { return !text.contains('\r') && !text.contains('\n'); };
    return isOneLine(answer.contentType)
        && std::all_of(answer.headers.cbegin(), answer.headers.cend(),
                       [&isOneLine](const HttpHeader &header) {
                           return isOneLine(header.first) && isOneLine(header.second);
                       });
}

QHttpServerResponse toResponse(const HttpResponse &answer, WallTime now)
{
    if (!isHeadSafe(answer)) {
        qCCritical(lcLocalService) << "a header of an answer has a line end in it";
        return toResponse(httpError(500, 20500, u"The answer could not be written"_s), now);
    }
    const auto status = QHttpServerResponder::StatusCode(answer.status);
    QHttpServerResponse response(answer.contentType, answer.body, status);
    QList<HttpHeader> headers = answer.headers;
    headers.append(HttpHeader { "Date", httpDate(now) });
    // One request each: the connection is closed behind the answer.
    headers.append(HttpHeader { "Connection", "close" });
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders all = response.headers();
    for (const HttpHeader &header : std::as_const(headers))
        all.append(QLatin1StringView(header.first), header.second);
    response.setHeaders(std::move(all));
#else
    for (const HttpHeader &header : std::as_const(headers))
        response.addHeader(header.first, header.second);
#endif
    return response;
}

/// Puts an answer on its way, once, now or later; does nothing if the client has left.
using Send = std::function<void(const QHttpServerResponse &)>;
using Receive = std::function<void(const QHttpServerRequest &, const Send &)>;

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
/// In Qt 6.4 a responder must not outlive its call: the socket behind it is deleted when the client
/// leaves. So this keeps a guarded socket, and makes the responder when the answer is there.
class Server final : public QAbstractHttpServer
{
public:
    explicit Server(Receive receive)
        : m_receive(std::move(receive))
    { }

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        // The request lives as long as its socket.
        m_receive(
            request,
            [guard = QPointer<QTcpSocket>(socket), &request](const QHttpServerResponse &response) {
                if (!guard || guard->state() != QAbstractSocket::ConnectedState)
                    return;
                response.write(makeResponder(request, guard));
                guard->disconnectFromHost(); // once all is written; one request each
            });
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override { }

private:
    Receive m_receive;
};
#else
using Server = QHttpServer;

/// Copies of the reply may wait for a while; the responder itself can only move.
Send holding(QHttpServerResponder &&responder)
{
    return [held = std::make_shared<QHttpServerResponder>(std::move(responder))](
               const QHttpServerResponse &response) { held->sendResponse(response); };
}
#endif

} // namespace

class HttpFrontend::Private
{
public:
    Private(HttpHandler requestHandler, HttpGate bodyGate, Clock &sharedClock)
        : handler(std::move(requestHandler))
        , gate(std::move(bodyGate))
        , clock(sharedClock)
    { }

    void receive(const QHttpServerRequest &request, const Send &send)
    {
        handler(readRequest(request), [this, send](const HttpResponse &answer) {
            send(toResponse(answer, clock.wallNow()));
        });
    }
    void makeServer();

    HttpHandler handler;
    HttpGate gate;
    Clock &clock;
    std::unique_ptr<Server> http;
    LoopbackServer *server = nullptr; // owned by http
    quint16 port = 0;
    QString error;
};

void HttpFrontend::Private::makeServer()
{
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    http = std::make_unique<Server>(
        [this](const QHttpServerRequest &request, const Send &send) { receive(request, send); });
#elif QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    http = std::make_unique<Server>();
    http->setMissingHandler(
        [this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
            receive(request, holding(std::move(responder)));
        });
#else
    http = std::make_unique<Server>();
    http->setMissingHandler(
        http.get(), [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
            receive(request, holding(std::move(responder)));
        });
#endif
}

HttpFrontend::HttpFrontend(HttpHandler handler, HttpGate gate, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(handler), std::move(gate), clock))
{ }

HttpFrontend::~HttpFrontend() = default;

bool HttpFrontend::listen(quint16 port)
{
    auto server = std::make_unique<LoopbackServer>(d->clock, d->gate);
    if (!server->listen(QHostAddress::LocalHost, port)) {
        d->error = server->errorString();
        return false;
    }
    d->makeServer();
    d->server = server.release();
    d->server->setParent(d->http.get());
    d->port = d->server->serverPort();
    d->http->bind(d->server);
    return true;
}

quint16 HttpFrontend::port() const
{
    return d->port;
}

qint64 HttpFrontend::bytesInFlight() const
{
    return d->server != nullptr ? d->server->bytesInFlight() : 0;
}

QString HttpFrontend::errorString() const
{
    return d->error;
}

void HttpFrontend::setUp(bool up)
{
    if (d->server == nullptr || up == d->server->isListening())
        return;
    if (!up) {
        d->server->close();
        d->server->cutConnections();
    } else if (!d->server->listen(QHostAddress::LocalHost, d->port)) {
        qCCritical(lcLocalService)
            << "the token end point's port is taken:" << d->server->errorString();
    }
}

} // namespace parley::localservice
