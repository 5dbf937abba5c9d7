// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/boundedserver.h"

#include <functional>

namespace parley::localservice {

/// Lets only WebSocket handshakes of this machine's programs through: for the right path, with the
/// Host of a loopback address, and with no Origin or that of a page on this machine.
class HandshakeServer final : public BoundedServer
{
    Q_OBJECT

public:
    /// What is known of the clients that have shaken hands.
    struct Clients
    {
        std::function<int()> established {}; ///< how many have shown a token
        std::function<bool()> endWaiting {}; ///< ends one that has not; false: all have
    };
    HandshakeServer(Clock &clock, const ConnectionLimits &limits, Clients clients,
                    QObject *parent = nullptr);

Q_SIGNALS:
    /// The handshake's request is complete in \a socket, which still belongs to this object.
    void requested(QTcpSocket *socket);

protected:
    void takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &text) override;
    [[nodiscard]] int established() const override { return m_clients.established(); }
    [[nodiscard]] Claim claimOf(const QTcpSocket &socket) const override;
    [[nodiscard]] bool endKept() override { return m_clients.endWaiting(); }

private:
    Clients m_clients;
};

} // namespace parley::localservice
