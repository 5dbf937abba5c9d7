// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QPointer>

#include <map>
#include <utility>

namespace parley::test {

/// The time that all machines of a simulation share, and everything that is planned in it. Nothing
/// happens by itself; calls of the same moment come in the order in which they were asked for.
class SimulatedTime final
{
public:
    [[nodiscard]] MonotonicTime now() const { return m_now; }
    void callAfter(std::chrono::milliseconds delay, QObject *context,
                   std::function<void()> function);
    /// Makes the next call that is due before \a end. False: there is none, and it is \a end now.
    bool step(MonotonicTime end);
    /// How many calls have been made.
    [[nodiscard]] quint64 steps() const { return m_steps; }

private:
    struct Call
    {
        QPointer<QObject> context;
        std::function<void()> function;
    };

    MonotonicTime m_now { std::chrono::hours(1) };
    quint64 m_sequence = 0;
    quint64 m_steps = 0;
    std::map<std::pair<MonotonicTime, quint64>, Call> m_calls {};
};

/// The clock of one machine, whose wall clock may be wrong.
class SimulatedClock final : public Clock
{
public:
    explicit SimulatedClock(SimulatedTime &time)
        : m_time(time)
    { }

    [[nodiscard]] WallTime wallNow() const override
    {
        return WallTime(std::chrono::seconds(1767225600)) + m_time.now() + m_error;
    }
    [[nodiscard]] MonotonicTime monotonicNow() const override { return m_time.now(); }
    [[nodiscard]] std::optional<MonotonicTime> bootNow() const override { return m_time.now(); }
    void callAfter(std::chrono::milliseconds delay, QObject *context,
                   std::function<void()> function) override
    {
        m_time.callAfter(delay, context, std::move(function));
    }
    /// Sets the wall clock: so far ahead of the right time from now on.
    void setError(std::chrono::milliseconds error) { m_error = error; }

private:
    SimulatedTime &m_time;
    std::chrono::milliseconds m_error {};
};

} // namespace parley::test
