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

    /// \a gate decides about requests with a larger body, before it is read. \a clock must outlive
    /// this object.
    LoopbackServer(Clock &clock, HttpHandler handler, HttpGate gate, QObject *parent = nullptr);

    /// What open connections may hold in memory: a body is there until its connection ends.
    [[nodiscard]] qint64 bytesInFlight() const;

protected:
    void takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &text) override;

private:
    [[nodiscard]] std::optional<HttpResponse> refusalOf(const QByteArray &text,
                                                        const HttpRequest &head);

    HttpHandler m_handler;
    HttpGate m_gate;
};

} // namespace parley::localservice
