// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

class QWebSocket;

namespace parley::localservice {

/// The service's end of one WebSocket that is open. The seam for tests, as twilsock::Transport is
/// on the client's side.
class SessionSocket : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void send(const QByteArray &frame) = 0;
    /// Hands what was sent to the system now instead of in the next turn of the event loop.
    virtual void flush() = 0;
    /// What was sent and not yet taken by the system.
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;
    /// What one message may be, and what may wait in memory before it is read.
    virtual void setMaxIncoming(qsizetype bytes) = 0;
    /// Closes with the handshake of the protocol; `disconnected` follows.
    virtual void close() = 0;
    /// Cuts it. `disconnected` may follow.
    virtual void abort() = 0;

Q_SIGNALS:
    /// A binary message. A text message ends the connection.
    void received(const QByteArray &frame);
    void disconnected();
};

[[nodiscard]] std::unique_ptr<SessionSocket> sessionSocket(std::unique_ptr<QWebSocket> socket);

} // namespace parley::localservice
