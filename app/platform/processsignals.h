// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace parley {

/// What the system tells the process, as Qt signals in the thread of this object. Make one object,
/// before any other thread is started: threads inherit that POSIX signals are blocked. A second
/// request to terminate ends the process at once.
class ProcessSignals final : public QObject
{
    Q_OBJECT

public:
    enum class Watch {
        Termination,
        TerminationAndUserSignals, ///< also SIGUSR1 and SIGUSR2, which only POSIX systems have
    };

    explicit ProcessSignals(Watch watch = Watch::Termination, QObject *parent = nullptr);
    ~ProcessSignals() override;

Q_SIGNALS:
    /// SIGINT or SIGTERM; on Windows Ctrl+C, Ctrl+Break, or the end of the console or session.
    void terminationRequested();
    /// \a number is 1 for SIGUSR1 and 2 for SIGUSR2.
    void userSignalReceived(int number);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
