// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/boundedserver.h"

namespace parley::localservice {

/// The server of the token end point and the media: bounds what requests may send, and gives each
/// request whose head is there and allowed to an HttpExchange.
class LoopbackServer final : public BoundedServer
{
    Q_OBJECT

public:
    static constexpr qint64 MaxBodyBytes = 64 * 1024; ///< of what the gate is not asked for
    static constexpr int MaxConnections = 200;
    /// Of all connections together: what they send, and what they have not taken of the answers.
    static constexpr qint64 MaxBytesInFlight = 256LL * 1024 * 1024;

    /// \a gate decides about requests with a larger body, before it is read. One user may take half
    /// of \a maxBytes. \a clock must outlive this object.
    LoopbackServer(Clock &clock, HttpHandler handler, HttpGate gate,
                   qint64 maxBytes = MaxBytesInFlight, QObject *parent = nullptr);

    /// What open connections hold in memory: a body is there until its connection ends. With
    /// \a user given, those of this user only.
    [[nodiscard]] qint64 bytesInFlight(const std::optional<QString> &user = {}) const;

protected:
    void takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &text) override;
    /// Clients that are held back make room first, and those whose files are on their way last.
    [[nodiscard]] Claim claimOf(const QTcpSocket &socket) const override;

private:
    [[nodiscard]] std::optional<HttpResponse> refusalOf(const QByteArray &text, HttpRequest &head);
    [[nodiscard]] bool hasRoom(const QString &user, qint64 more) const;

    HttpHandler m_handler;
    HttpGate m_gate;
    const qint64 m_maxBytes;
};

} // namespace parley::localservice
