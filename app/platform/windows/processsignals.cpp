// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/processsignals.h"

#include <QMutex>
#include <QMutexLocker>

#include <cstdlib>

#include <windows.h>

namespace parley {

namespace {

constexpr DWORD GraceMilliseconds = 10'000; // the system itself ends the process before that
constexpr int TerminatedStatus = 128 + 15; // as on POSIX systems

// The system's handler gets no context, so the one object has to be found by name.
QMutex ownerMutex;
ProcessSignals *ownerOfEvents = nullptr;
bool isTerminating = false;

/// The system calls this in a thread of its own.
BOOL WINAPI takeConsoleEvent(DWORD event)
{
    {
        const QMutexLocker locker(&ownerMutex);
        if (ownerOfEvents == nullptr)
            return FALSE;
        if (isTerminating)
            std::_Exit(TerminatedStatus);
        isTerminating = true;
        QMetaObject::invokeMethod(ownerOfEvents, &ProcessSignals::terminationRequested,
                                  Qt::QueuedConnection);
    }
    // The process ends when the handler returns from one of these, so the main thread gets time.
    if (event == CTRL_CLOSE_EVENT || event == CTRL_LOGOFF_EVENT || event == CTRL_SHUTDOWN_EVENT)
        ::Sleep(GraceMilliseconds);
    return TRUE;
}

} // namespace

class ProcessSignals::Private
{ };

ProcessSignals::ProcessSignals(Watch, QObject *parent)
    : QObject(parent)
{
    {
        const QMutexLocker locker(&ownerMutex);
        ownerOfEvents = this;
    }
    ::SetConsoleCtrlHandler(takeConsoleEvent, TRUE);
}

ProcessSignals::~ProcessSignals()
{
    ::SetConsoleCtrlHandler(takeConsoleEvent, FALSE);
    const QMutexLocker locker(&ownerMutex);
    ownerOfEvents = nullptr;
}

} // namespace parley
