// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/http.h"
#include "token/clock.h"

#include <QObject>

#include <memory>

namespace parley::localservice {

/// The only place that knows Qt HttpServer, whose interface moves from release to release: turns
/// its requests into ours. Listens on 127.0.0.1 only and can stop and come back on the same port.
class HttpFrontend final : public QObject
{
    Q_OBJECT

public:
    /// \a gate is asked before a large body is read. \a clock must outlive this object.
    HttpFrontend(HttpHandler handler, HttpGate gate, Clock &clock, QObject *parent = nullptr);
    ~HttpFrontend() override;

    /// \a port 0: any free one.
    [[nodiscard]] bool listen(quint16 port);
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString errorString() const;
    /// What open connections may hold in memory, at most LoopbackServer::MaxBytesInFlight of
    /// bodies.
    [[nodiscard]] qint64 bytesInFlight() const;
    /// Stops listening and cuts what is open, or listens again on the same port.
    void setUp(bool up);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::localservice
