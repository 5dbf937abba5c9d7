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
    /// \a established counts the clients that have shown a token.
    HandshakeServer(Clock &clock, const ConnectionLimits &limits, std::function<int()> established,
                    QObject *parent = nullptr);

Q_SIGNALS:
    /// The handshake's request is complete in \a socket, which still belongs to this object.
    void requested(QTcpSocket *socket);

protected:
    void takeOver(QTcpSocket *socket, const HttpRequest &head, const QByteArray &text) override;
    [[nodiscard]] int established() const override { return m_established(); }

private:
    std::function<int()> m_established;
};

} // namespace parley::localservice
