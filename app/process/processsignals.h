// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>

#include <atomic>
#include <thread>

namespace parley {

/// The system's signals as Qt signals in the thread of this object. Make it before any other thread
/// is started: they inherit that these signals are blocked. A second SIGINT or SIGTERM ends the
/// process at once.
class ProcessSignals final : public QObject
{
    Q_OBJECT

public:
    /// SIGINT, SIGTERM, and \a others.
    explicit ProcessSignals(const QList<int> &others = {}, QObject *parent = nullptr);
    ~ProcessSignals() override;

Q_SIGNALS:
    void terminationRequested(); ///< SIGINT or SIGTERM
    void received(int number); ///< one of the others

private:
    void wait();

    const QList<int> m_others;
    std::atomic<bool> m_isOver = false;
    std::thread m_waiter;
};

} // namespace parley
