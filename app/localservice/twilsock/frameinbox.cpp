// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/frameinbox.h"

#include <utility>

namespace parley::localservice {

bool FrameInbox::add(const QByteArray &frame)
{
    m_lastHeard = m_clock.monotonicNow();
    if (m_waiting.isEmpty() && !isTurnOver()) {
        handOn(frame);
        return true;
    }
    m_waiting.enqueue(frame);
    m_waitingBytes += frame.size();
    return m_waitingBytes <= MaxWaitingBytes;
}

bool FrameInbox::isTurnOver() const
{
    return m_framesThisTurn >= FramesPerTurn
        || (m_framesThisTurn > 0 && m_clock.monotonicNow() - m_turnStart >= LongestTurn);
}

void FrameInbox::handOn(const QByteArray &frame)
{
    if (m_framesThisTurn++ == 0) {
        m_turnStart = m_clock.monotonicNow();
        QMetaObject::invokeMethod(
            this, [this] { beginTurn(); }, Qt::QueuedConnection);
    }
    m_read(frame);
}

void FrameInbox::beginTurn()
{
    m_framesThisTurn = 0;
    while (!m_waiting.isEmpty() && !isTurnOver()) {
        const QByteArray next = m_waiting.dequeue();
        m_waitingBytes -= next.size();
        handOn(next);
    }
    if (m_waiting.isEmpty() && m_done)
        std::exchange(m_done, {})();
}

void FrameInbox::finish(std::function<void()> done)
{
    constexpr qsizetype MaxLast = 100;
    if (m_waiting.isEmpty())
        return done();
    if (m_waiting.size() > MaxLast)
        m_waiting.resize(MaxLast);
    m_done = std::move(done);
}

} // namespace parley::localservice
