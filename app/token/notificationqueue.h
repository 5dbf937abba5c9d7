// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace parley {

/// Signals and callbacks that wait until their object is consistent: emit last. They run in order
/// and may call back into the object, or destroy it: then close() drops the rest. One that runs an
/// event loop of its own (a dialog) does not hold up those behind it.
class NotificationQueue
{
public:
    void add(std::function<void()> notification);
    void close();
    /// Runs what waits. Takes the pointer by value because its owner may go meanwhile.
    static void flush(std::shared_ptr<NotificationQueue> queue);

private:
    static void goOnInAnotherLoop(const std::shared_ptr<NotificationQueue> &queue);

    std::deque<std::function<void()>> m_waiting {};
    bool m_flushing = false;
    int m_level = 0; // of the event loop that the flush runs in
    bool m_closed = false;
    bool m_posted = false; // a flush is on its way through the event queue
    QObject m_poster {};
};

} // namespace parley
