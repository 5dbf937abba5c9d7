// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/http.h"
#include "token/clock.h"

#include <QHash>
#include <QTcpServer>

#include <memory>

class QTcpSocket;

namespace parley::localservice {

/// What the connections of one port may cost.
struct ConnectionLimits
{
    int connections = 200; ///< open at once; what comes beyond is closed at once
    int waiting = 200; ///< of these, how many are not established() yet
    qint64 unsentBytes = 64LL * 1024 * 1024; ///< of what a client does not take; then it is cut
};

/// A TCP server that bounds what its clients can cost before anything is known of them: how many
/// connections, how long and how large the head of the request is, how much waits to be sent. Both
/// ports of the service are such servers.
class BoundedServer : public QTcpServer
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxHeadBytes = 32 * 1024;
    /// From the start of a connection to the end of the head; a client that is slower is cut.
    static constexpr std::chrono::milliseconds HeadTime = std::chrono::seconds(10);

    /// \a clock must outlive this object.
    BoundedServer(Clock &clock, const ConnectionLimits &limits, QObject *parent = nullptr);

    /// Listens on 127.0.0.1 only. \a port 0: any free one.
    [[nodiscard]] bool listenOn(quint16 port);
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Stops listening and cuts what is open, or listens again on the same port.
    void setUp(bool up);
    [[nodiscard]] int openConnections() const { return int(m_open.size()); }

protected:
    void incomingConnection(qintptr handle) final;
    /// The head of a request is complete: \a text without the empty line, which \a head says. All
    /// bytes are still in \a socket, which belongs to this object until it is deleted.
    virtual void takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &text) = 0;
    /// Connections that are proven to be good.
    [[nodiscard]] virtual int established() const { return 0; }
    /// Answers, takes \a coming more bytes without looking at them, and closes.
    void refuse(QTcpSocket *socket, const HttpResponse &response, qint64 coming);

    Clock &m_clock;

private:
    [[nodiscard]] bool isFull() const;
    void cutConnections();
    /// Looks at a request whose head may not be complete yet.
    void inspect(QTcpSocket *socket);

    const ConnectionLimits m_limits;
    quint16 m_port = 0; ///< of listenOn(), also while this is down
    /// Each with the context of its time-out, which goes when the head is there.
    QHash<QTcpSocket *, std::shared_ptr<QObject>> m_open;
};

} // namespace parley::localservice
