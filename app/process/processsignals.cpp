// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "process/processsignals.h"

#include <csignal>
#include <cstdlib>

#include <pthread.h>

namespace parley {

namespace {

sigset_t setOf(const QList<int> &others)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    for (const int number : others)
        sigaddset(&set, number);
    return set;
}

/// A program that is started by this one (to show a file) must not inherit that they are blocked:
/// nobody could end it.
void unblockInChild()
{
    const sigset_t set = setOf({});
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace

ProcessSignals::ProcessSignals(const QList<int> &others, QObject *parent)
    : QObject(parent)
    , m_others(others)
{
    const sigset_t set = setOf(m_others);
    pthread_atfork(nullptr, nullptr, unblockInChild);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_waiter = std::thread([this] { wait(); });
}

ProcessSignals::~ProcessSignals()
{
    m_isOver = true;
    pthread_kill(m_waiter.native_handle(), SIGTERM); // wakes it up
    m_waiter.join();
}

void ProcessSignals::wait()
{
    const sigset_t set = setOf(m_others);
    bool isTerminating = false;
    for (;;) {
        int number = 0;
        if (sigwait(&set, &number) != 0 || m_isOver)
            return;
        if (m_others.contains(number)) {
            QMetaObject::invokeMethod(
                this, [this, number] { Q_EMIT received(number); }, Qt::QueuedConnection);
            continue;
        }
        if (std::exchange(isTerminating, true))
            std::_Exit(128 + number);
        QMetaObject::invokeMethod(this, &ProcessSignals::terminationRequested,
                                  Qt::QueuedConnection);
    }
}

} // namespace parley
