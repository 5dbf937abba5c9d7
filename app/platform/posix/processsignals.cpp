// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/processsignals.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

#include <pthread.h>

namespace parley {

namespace {

sigset_t setOf(ProcessSignals::Watch watch)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    if (watch == ProcessSignals::Watch::TerminationAndUserSignals) {
        sigaddset(&set, SIGUSR1);
        sigaddset(&set, SIGUSR2);
    }
    return set;
}

/// A program that is started by this one (to show a file) must not inherit that they are blocked:
/// the user could not end it.
void unblockInChild()
{
    const sigset_t set = setOf(ProcessSignals::Watch::Termination);
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace

class ProcessSignals::Private
{
public:
    Private(ProcessSignals &owner, Watch watch)
        : m_owner(owner)
        , m_set(setOf(watch))
    {
        pthread_atfork(nullptr, nullptr, unblockInChild);
        pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
        m_waiter = std::thread([this] { wait(); });
    }

    ~Private()
    {
        m_isOver = true;
        pthread_kill(m_waiter.native_handle(), SIGTERM); // ends the wait of the thread
        m_waiter.join();
    }

private:
    void wait();

    ProcessSignals &m_owner;
    const sigset_t m_set;
    std::atomic<bool> m_isOver = false;
    std::thread m_waiter;
};

void ProcessSignals::Private::wait()
{
    bool isTerminating = false;
    for (;;) {
        int number = 0;
        if (sigwait(&m_set, &number) != 0 || m_isOver)
            return;
        if (number == SIGUSR1 || number == SIGUSR2) {
            QMetaObject::invokeMethod(
                &m_owner,
                [owner = &m_owner, index = number == SIGUSR1 ? 1 : 2] {
                    Q_EMIT owner->userSignalReceived(index);
                },
                Qt::QueuedConnection);
            continue;
        }
        if (std::exchange(isTerminating, true))
            std::_Exit(128 + number);
        QMetaObject::invokeMethod(&m_owner, &ProcessSignals::terminationRequested,
                                  Qt::QueuedConnection);
    }
}

ProcessSignals::ProcessSignals(Watch watch, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, watch))
{ }

ProcessSignals::~ProcessSignals() = default;

} // namespace parley
