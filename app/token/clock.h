// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace parley {

/// A moment of the wall clock, UTC, in milliseconds since 1970.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
/// Time since an arbitrary start that never jumps; it may stand still while the machine sleeps.
using MonotonicTime = std::chrono::milliseconds;

/// The seam to time: every timer and every 'now' of Parley comes from here, so that tests move
/// time. Use it from the thread that made it.
class Clock
{
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual WallTime wallNow() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonicNow() const = 0;
    /// The same as the monotonic clock, but it counts sleep as well; from a start of its own. Empty
    /// where there is no such clock: then sleep and a clock set forward look alike.
    [[nodiscard]] virtual std::optional<MonotonicTime> bootNow() const { return {}; }
    /// Calls \a function once, \a delay from now by the monotonic clock and never before this call
    /// has returned (also with a delay of zero), unless \a context is destroyed first: destroying
    /// the context is how a pending call is cancelled.
    virtual void callAfter(std::chrono::milliseconds delay, QObject *context,
                           std::function<void()> function)
        = 0;
};

/// The machine's own clocks and Qt's timers.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] WallTime wallNow() const override;
    [[nodiscard]] MonotonicTime monotonicNow() const override;
    [[nodiscard]] std::optional<MonotonicTime> bootNow() const override;
    void callAfter(std::chrono::milliseconds delay, QObject *context,
                   std::function<void()> function) override;
};

/// A random number, uniform in [0, 1). Injected so that tests repeat.
using RandomSource = std::function<double()>;
[[nodiscard]] RandomSource systemRandom();

} // namespace parley
