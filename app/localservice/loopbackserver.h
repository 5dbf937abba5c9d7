// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QTcpServer>

class QTcpSocket;

namespace parley::localservice {

/// A TCP server for small HTTP requests that bounds what one client can cost: how many connections,
/// how long they stay, how much they may send. Qt HttpServer itself sets no limits.
class LoopbackServer final : public QTcpServer
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxBodyBytes = 64 * 1024;
    static constexpr int MaxConnections = 200;

    explicit LoopbackServer(Clock &clock, QObject *parent = nullptr)
        : QTcpServer(parent)
        , m_clock(clock)
    { }

    void cutConnections();

protected:
    void incomingConnection(qintptr handle) override;

private:
    void inspect(QTcpSocket *socket);

    Clock &m_clock;
};

} // namespace parley::localservice
