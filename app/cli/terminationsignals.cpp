// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/terminationsignals.h"

#include <csignal>
#include <cstdlib>

#include <pthread.h>

namespace parley {

namespace {

sigset_t terminating()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    const sigset_t set = terminating();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_waiter = std::thread([this] { wait(); });
}

TerminationSignals::~TerminationSignals()
{
    m_isOver = true;
    pthread_kill(m_waiter.native_handle(), SIGTERM); // wakes it up
    m_waiter.join();
}

void TerminationSignals::wait()
{
    const sigset_t set = terminating();
    bool isSecond = false;
    for (;;) {
        int number = 0;
        if (sigwait(&set, &number) != 0 || m_isOver)
            return;
        if (std::exchange(isSecond, true))
            std::_Exit(128 + number);
        QMetaObject::invokeMethod(this, &TerminationSignals::terminationRequested,
                                  Qt::QueuedConnection);
    }
}

} // namespace parley
