// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/loopbackserver.h"

namespace parley::localservice {

/// The HTTP side of the service: listens on 127.0.0.1 only and can stop and come back on the same
/// port.
class HttpFrontend final
{
public:
    /// \a gate is asked before a large body is read. \a clock must outlive this object.
    HttpFrontend(HttpHandler handler, HttpGate gate, Clock &clock);

    /// \a port 0: any free one.
    [[nodiscard]] bool listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }
    /// What open connections may hold in memory, at most LoopbackServer::MaxBytesInFlight of
    /// bodies.
    [[nodiscard]] qint64 bytesInFlight() const { return m_server.bytesInFlight(); }
    /// Stops listening and cuts what is open, or listens again on the same port.
    void setUp(bool up);

private:
    LoopbackServer m_server;
    quint16 m_port = 0;
};

} // namespace parley::localservice
