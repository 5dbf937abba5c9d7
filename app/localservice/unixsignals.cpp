// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/unixsignals.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace parley::localservice {

namespace {

// A signal handler can reach nothing but globals; it writes one letter into this pipe.
std::array<int, 2> signalPipe { -1, -1 };

constexpr std::array<int, 4> watchedSignals { SIGINT, SIGTERM, SIGUSR1, SIGUSR2 };

void handleSignal(int number)
{
    const char letter = number == SIGUSR1 ? char(UnixSignals::Signal::User1)
        : number == SIGUSR2               ? char(UnixSignals::Signal::User2)
                                          : char(UnixSignals::Signal::Quit);
    const int savedError = errno;
    static_cast<void>(::write(signalPipe[1], &letter, 1));
    errno = savedError;
}

bool makePipe()
{
    if (::pipe(signalPipe.data()) != 0)
        return false;
    for (const int end : signalPipe) {
        if (::fcntl(end, F_SETFD, FD_CLOEXEC) != 0 || ::fcntl(end, F_SETFL, O_NONBLOCK) != 0)
            return false;
    }
    return true;
}

} // namespace

UnixSignals::UnixSignals(QObject *parent)
    : QObject(parent)
{ }

UnixSignals::~UnixSignals()
{
    for (const int number : watchedSignals)
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    for (int &end : signalPipe) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

bool UnixSignals::install()
{
    if (!makePipe())
        return false;
    m_notifier = std::make_unique<QSocketNotifier>(signalPipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UnixSignals::read);
    struct sigaction action = {};
    action.sa_handler = handleSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : watchedSignals) {
        if (::sigaction(number, &action, nullptr) != 0)
            return false;
    }
    return true;
}

void UnixSignals::read()
{
    char letter = 0;
    while (::read(signalPipe[0], &letter, 1) == 1)
        Q_EMIT received(Signal(letter));
}

} // namespace parley::localservice
