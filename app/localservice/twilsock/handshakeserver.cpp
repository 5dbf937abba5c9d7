// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/handshakeserver.h"

#include "localservice/logging.h"

#include <QTcpSocket>

#include <optional>
#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

std::optional<HttpResponse> refusalOf(const HttpRequest &head)
{
    if (!isLoopbackName(head.host))
        return httpError(421, 20421, u"This service answers to 127.0.0.1 only."_s);
    if (!isOwnPage(head))
        return httpError(403, 20403, u"Pages of other sites may not connect."_s);
    if (head.path != "/v3/wsconnect"_L1)
        return httpError(404, 20404, u"The service is at /v3/wsconnect."_s);
    if (head.method != "GET" || head.upgrade.toLower() != "websocket" || head.bodyBytes != 0)
        return httpError(400, 20001, u"This is no WebSocket handshake."_s);
    return std::nullopt;
}

} // namespace

HandshakeServer::HandshakeServer(Clock &clock, const ConnectionLimits &limits, Clients clients,
                                 QObject *parent)
    : BoundedServer(clock, limits, parent)
    , m_clients(std::move(clients))
{ }

BoundedServer::Claim HandshakeServer::claimOf(const QTcpSocket &socket) const
{
    return socket.parent() == this ? Claim::Waiting : Claim::Kept; // a WebSocket has taken it
}

void HandshakeServer::takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &)
{
    if (const std::optional<HttpResponse> refusal = refusalOf(head)) {
        qCInfo(lcLocalService) << "a handshake was refused with" << refusal->status;
        return refuse(socket, *refusal, 0);
    }
    // From now on the WebSocket decides when the connection under it goes.
    disconnect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    Q_EMIT requested(socket);
}

} // namespace parley::localservice
