// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace parley::twilsock {

/// One attempt at a WebSocket: opened once, ends once, never reused. The seam for tests.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const QUrl &url) = 0;
    virtual void send(const QByteArray &frame) = 0;
    /// Closes with code 1000; `closed` follows unless the object is destroyed first.
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    /// A binary message; the transport drops text messages, and ends after many of them.
    void received(const QByteArray &frame);
    /// Exactly once, whether it was open or not. \a fatal: a TLS failure that a retry will not
    /// mend.
    void closed(const QString &detail, bool fatal);
};

using TransportFactory = std::function<std::unique_ptr<Transport>()>;

/// Makes transports over QWebSocket: no extensions, frames up to MaxFrameBytes, TLS always
/// verified.
[[nodiscard]] TransportFactory webSocketTransports();

} // namespace parley::twilsock
