// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/notificationqueue.h"

#include <QThread>

#include <utility>

namespace parley {

void NotificationQueue::add(std::function<void()> notification)
{
    if (!m_closed)
        m_waiting.push_back(std::move(notification));
}

void NotificationQueue::close()
{
    m_closed = true;
    m_waiting.clear();
}

void NotificationQueue::flush(std::shared_ptr<NotificationQueue> queue)
{
    const int level = QThread::currentThread()->loopLevel();
    if (queue->m_flushing && level <= queue->m_level)
        return; // we are inside a notification: the outer flush goes on with what is new
    const bool outerFlushing = std::exchange(queue->m_flushing, true);
    const int outerLevel = std::exchange(queue->m_level, level);
    while (!queue->m_waiting.empty()) {
        const auto notification = std::move(queue->m_waiting.front());
        queue->m_waiting.pop_front();
        notification();
    }
    queue->m_flushing = outerFlushing;
    queue->m_level = outerLevel;
}

} // namespace parley
