// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <atomic>
#include <thread>

namespace parley {

/// SIGINT and SIGTERM as a Qt signal in the thread of this object. Make it before any other thread
/// is started: they inherit that the two are blocked. A second one ends the program at once.
class TerminationSignals final : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    void terminationRequested();

private:
    void wait();

    std::atomic<bool> m_isOver = false;
    std::thread m_waiter;
};

} // namespace parley
