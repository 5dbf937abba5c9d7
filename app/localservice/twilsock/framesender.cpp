// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/framesender.h"

#include <algorithm>

namespace parley::localservice {

using namespace std::chrono_literals;

FrameSender::FrameSender(SessionSocket &socket, Clock &clock)
    : m_socket(socket)
    , m_clock(clock)
    , m_lastSent(clock.monotonicNow())
{ }

void FrameSender::send(const QByteArray &frame, std::chrono::milliseconds latency)
{
    m_lastSent = m_clock.monotonicNow();
    if (latency <= 0ms && m_delayed.isEmpty()) {
        m_socket.send(frame);
        return;
    }
    // Never before what waits already, also if the latency was shortened meanwhile.
    const MonotonicTime due = m_delayed.isEmpty()
        ? m_lastSent + latency
        : std::max(m_lastSent + latency, m_delayed.constLast().due);
    m_delayed.enqueue({ due, frame });
    m_delayedBytes += frame.size();
    m_clock.callAfter(due - m_lastSent, this, [this] { sendDue(); });
}

void FrameSender::sendDue()
{
    const MonotonicTime now = m_clock.monotonicNow();
    while (!m_delayed.isEmpty() && m_delayed.constFirst().due <= now) {
        const QByteArray frame = m_delayed.dequeue().frame;
        m_delayedBytes -= frame.size();
        m_socket.send(frame);
    }
}

} // namespace parley::localservice
