// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/twilsock/sessionsocket.h"
#include "token/clock.h"

#include <QQueue>

namespace parley::localservice {

/// Sends the frames of one session in their order, at once or somewhat later.
class FrameSender final : public QObject
{
public:
    /// \a socket and \a clock must outlive this object.
    FrameSender(SessionSocket &socket, Clock &clock);

    /// Sends \a frame \a latency later.
    void send(const QByteArray &frame, std::chrono::milliseconds latency);
    /// What the client has not taken of it.
    [[nodiscard]] qint64 backlog() const { return m_socket.bytesToWrite() + m_delayedBytes; }
    /// Drops what was not sent yet.
    void stop() { m_delayed.clear(); }
    [[nodiscard]] MonotonicTime lastSent() const { return m_lastSent; }

private:
    struct Delayed
    {
        MonotonicTime due {};
        QByteArray frame {};
    };

    void sendDue();

    SessionSocket &m_socket;
    Clock &m_clock;
    MonotonicTime m_lastSent;
    QQueue<Delayed> m_delayed;
    qint64 m_delayedBytes = 0;
};

} // namespace parley::localservice
