// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/frameinbox.h"

namespace parley::localservice {

bool FrameInbox::add(const QByteArray &frame)
{
    if (m_waiting.isEmpty() && m_framesThisTurn < FramesPerTurn) {
        handOn(frame);
        return true;
    }
    m_waiting.enqueue(frame);
    m_waitingBytes += frame.size();
    return m_waitingBytes <= MaxWaitingBytes;
}

void FrameInbox::handOn(const QByteArray &frame)
{
    if (m_framesThisTurn++ == 0)
        QMetaObject::invokeMethod(
            this, [this] { beginTurn(); }, Qt::QueuedConnection);
    m_read(frame);
}

void FrameInbox::beginTurn()
{
    m_framesThisTurn = 0;
    while (!m_waiting.isEmpty() && m_framesThisTurn < FramesPerTurn) {
        const QByteArray next = m_waiting.dequeue();
        m_waitingBytes -= next.size();
        handOn(next);
    }
}

void FrameInbox::drain()
{
    constexpr int MaxLast = 100;
    for (int i = 0; i < MaxLast && !m_waiting.isEmpty(); ++i)
        m_read(m_waiting.dequeue());
}

} // namespace parley::localservice
