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
        if (!queue->m_waiting.empty())
            goOnInAnotherLoop(queue);
        notification();
    }
    queue->m_flushing = outerFlushing;
    queue->m_level = outerLevel;
}

/// Should the next notification run an event loop: that one goes on with the rest.
void NotificationQueue::goOnInAnotherLoop(const std::shared_ptr<NotificationQueue> &queue)
{
    if (std::exchange(queue->m_posted, true))
        return;
    QMetaObject::invokeMethod(
        &queue->m_poster,
        [weak = std::weak_ptr(queue)] {
            if (const auto waiting = weak.lock()) {
                waiting->m_posted = false;
                flush(waiting);
            }
        },
        Qt::QueuedConnection);
}

} // namespace parley
