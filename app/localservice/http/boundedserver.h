// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/http.h"
#include "token/clock.h"

#include <QHostAddress>
#include <QTcpServer>

#include <memory>
#include <unordered_map>

class QTcpSocket;

namespace parley::localservice {

/// What the connections of one port may cost.
struct ConnectionLimits
{
    int connections = 200; ///< open at once; one that comes beyond replaces another, or is closed
    int waiting = 200; ///< of these, how many are not established() yet
    qint64 unsentBytes = 64LL * 1024 * 1024; ///< of what a client does not take; then it is cut
};

/// A TCP server that bounds what its clients can cost before anything is known of them: how many
/// connections, how long and how large the head of the request is, how much waits to be sent. Where
/// all places are taken, a new connection replaces the one with the least claim to its place, so
/// that clients which only wait keep no others out. Both ports of the service are such servers.
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
    /// Which connection makes room for a new one: the first of these. One that still sends its head
    /// is None; Kept ones stay.
    enum class Claim { None, Waiting, Transfer, Kept };
    /// Asked for connections whose head is complete.
    [[nodiscard]] virtual Claim claimOf(const QTcpSocket &) const { return Claim::Waiting; }
    /// Asked where all are Kept: ends one of them. False: none of them may be ended.
    [[nodiscard]] virtual bool endKept() { return false; }
    /// Answers, takes \a coming more bytes without looking at them, and closes.
    void refuse(QTcpSocket *socket, const HttpResponse &response, qint64 coming);

    Clock &m_clock;

private:
    struct Connection
    {
        quint64 number = 0; ///< the later it came, the higher
        QHostAddress client {};
        bool hasHead = false;
        std::unique_ptr<QObject> timeOut {}; ///< of the head; its context
    };

    [[nodiscard]] bool isFull() const;
    /// Ends a connection of the address that has the most. False: all are Kept.
    [[nodiscard]] bool makeRoom();
    [[nodiscard]] QTcpSocket *leastClaim() const;
    void endHead(QTcpSocket *socket);
    void beginTurn();
    void cutConnections();
    /// Looks at a request whose head may not be complete yet.
    void inspect(QTcpSocket *socket);

    const ConnectionLimits m_limits;
    quint16 m_port = 0; ///< of listenOn(), also while this is down
    std::unordered_map<QTcpSocket *, Connection> m_open;
    quint64 m_lastNumber = 0;
    int m_acceptedThisTurn = 0;
};

} // namespace parley::localservice
