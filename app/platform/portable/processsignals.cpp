// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/processsignals.h"

#include <QTimer>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>

namespace parley {

namespace {

constexpr std::chrono::milliseconds LookInterval { 100 };

// A handler of standard C++ may touch nothing else than an atomic without a lock.
std::atomic<int> requests = 0;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void countRequest(int number)
{
    if (requests.fetch_add(1) > 0)
        std::_Exit(128 + number);
    std::signal(number, countRequest); // some systems call a handler once only
}

} // namespace

class ProcessSignals::Private
{
public:
    /// Made with its owner, before the application: a timer needs the event loop, so the first call
    /// that the loop delivers starts it.
    explicit Private(ProcessSignals &owner)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &owner, [this, &owner] {
            if (requests == 0)
                return;
            m_timer.stop();
            Q_EMIT owner.terminationRequested();
        });
        QMetaObject::invokeMethod(
            &m_timer, [this] { m_timer.start(LookInterval); }, Qt::QueuedConnection);
    }

private:
    QTimer m_timer;
};

ProcessSignals::ProcessSignals(Watch, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{
    requests = 0; // those of an earlier object have been told
    std::signal(SIGINT, countRequest);
    std::signal(SIGTERM, countRequest);
}

ProcessSignals::~ProcessSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

} // namespace parley
