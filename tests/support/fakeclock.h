// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QPointer>

#include <algorithm>
#include <map>
#include <utility>

namespace parley::test {

/// Virtual time: nothing happens until a test moves it. Calls run in order of their moment, those
/// of the same moment in the order in which they were asked for.
class FakeClock final : public Clock
{
public:
    /// 2026-01-01T00:00:00Z unless said otherwise.
    /// Whether bootNow() is known; not everywhere it is.
    bool countsSleep = true;

    explicit FakeClock(WallTime start = WallTime(std::chrono::seconds(1767225600)));

    [[nodiscard]] WallTime wallNow() const override { return m_wall; }
    [[nodiscard]] MonotonicTime monotonicNow() const override { return m_monotonic; }
    [[nodiscard]] std::optional<MonotonicTime> bootNow() const override
    {
        return countsSleep ? std::optional(m_monotonic + m_slept) : std::nullopt;
    }
    void callAfter(std::chrono::milliseconds delay, QObject *context,
                   std::function<void()> function) override;

    /// Moves both clocks and runs what falls due; calls made meanwhile included.
    void advance(std::chrono::milliseconds duration);
    /// Runs what is due now (delay zero), and what that asks for, without moving time.
    void settle() { advance(std::chrono::milliseconds(0)); }
    /// Moves the wall clock alone: a clock that was set.
    void jumpWallClock(std::chrono::milliseconds by) { m_wall += by; }
    /// Sleep: the wall clock goes on, the monotonic one and all timers stand still.
    void suspend(std::chrono::milliseconds duration)
    {
        m_wall += duration;
        m_slept += duration;
    }
    /// Both clocks go on, but nothing runs until the next advance(): a stalled event loop.
    void stall(std::chrono::milliseconds duration)
    {
        m_wall += duration;
        m_monotonic += duration;
    }
    /// Calls whose context is still alive.
    [[nodiscard]] int pendingCalls() const;
    /// Those of them whose context \a counts.
    [[nodiscard]] int pendingCalls(const std::function<bool(const QObject *)> &counts) const;
    /// At how many moments calls have run: so often a real process would have been woken.
    [[nodiscard]] quint64 wakes() const { return m_wakes; }

private:
    struct Call
    {
        QPointer<QObject> context;
        std::function<void()> function;
    };

    WallTime m_wall;
    MonotonicTime m_monotonic { std::chrono::hours(1) };
    std::chrono::milliseconds m_slept {};
    quint64 m_sequence = 0;
    quint64 m_wakes = 0;
    MonotonicTime m_lastWake {};
    std::map<std::pair<MonotonicTime, quint64>, Call> m_calls;
};

} // namespace parley::test
