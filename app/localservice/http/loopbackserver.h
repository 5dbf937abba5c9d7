// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/http.h"
#include "token/clock.h"

#include <QTcpServer>

class QTcpSocket;

namespace parley::localservice {

/// A TCP server for HTTP requests that bounds what one client can cost: how many connections, how
/// long they stay, how much they may send. A request is taken over by an HttpExchange when its head
/// is there and allowed.
class LoopbackServer final : public QTcpServer
{
    Q_OBJECT

public:
    static constexpr qint64 MaxBodyBytes = 64 * 1024; ///< of what the gate is not asked for
    static constexpr int MaxConnections = 200;
    /// Of all connections together: what they send, and what they have not taken of the answers.
    static constexpr qint64 MaxBytesInFlight = 256LL * 1024 * 1024;

    /// \a gate decides about requests with a larger body. \a clock must outlive this object.
    LoopbackServer(Clock &clock, HttpHandler handler, HttpGate gate, QObject *parent = nullptr)
        : QTcpServer(parent)
        , m_clock(clock)
        , m_handler(std::move(handler))
        , m_gate(std::move(gate))
    { }

    void cutConnections();
    /// What open connections may hold in memory: a body is there until its connection ends.
    [[nodiscard]] qint64 bytesInFlight() const;

protected:
    void incomingConnection(qintptr handle) override;

private:
    /// Looks at a request whose head may not be complete yet.
    void inspect(QTcpSocket *socket);
    [[nodiscard]] std::optional<HttpResponse> refusalOf(const QByteArray &head,
                                                        const HttpRequest &request);
    /// From now on the socket belongs to an HttpExchange; only what it holds is still counted.
    void handOver(QTcpSocket *socket, HttpRequest request, qint64 headBytes);
    /// Answers, and takes \a coming more bytes without looking at them.
    void refuse(QTcpSocket *socket, const HttpResponse &response, qint64 coming);

    Clock &m_clock;
    HttpHandler m_handler;
    HttpGate m_gate;
};

} // namespace parley::localservice
