// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "diagnostics/watchedapplication.h"

#include "logging.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QThread>

#include <algorithm>
#include <ctime>

namespace parley::ui {
namespace {

std::chrono::nanoseconds processorTime()
{
    timespec time {};
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0)
        return {};
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
#ifndef QT_NO_DEBUG
    if (QThread::currentThread() == thread())
        return notifyWatched(receiver, event);
#endif
    return QApplication::notify(receiver, event);
}

bool WatchedApplication::notifyWatched(QObject *receiver, QEvent *event)
{
    const int loop = thread()->loopLevel();
    m_deepestLoop = std::max(m_deepestLoop, loop);
    if (m_depth > 0)
        return QApplication::notify(receiver, event);

    // The receiver may be gone afterwards.
    const char *receiverName = receiver->metaObject()->className();
    const QEvent::Type type = event->type();
    m_deepestLoop = loop;
    ++m_depth;
    QElapsedTimer wall;
    wall.start();
    const std::chrono::nanoseconds before = processorTime();
    const bool result = QApplication::notify(receiver, event);
    const auto spent
        = std::chrono::duration_cast<std::chrono::milliseconds>(processorTime() - before);
    --m_depth;
    if (!m_watching || m_deepestLoop > loop || std::chrono::milliseconds(wall.elapsed()) <= Limit)
        return result;
    m_longest = std::max(m_longest, spent);
    m_stalls += spent > Limit ? 1 : 0;
    qCWarning(lcUi).nospace() << "the window waited " << wall.elapsed() << " ms ("
                              << qint64(spent.count()) << " ms of them computing) for "
                              << receiverName << " to handle " << type;
    return result;
}

} // namespace parley::ui
