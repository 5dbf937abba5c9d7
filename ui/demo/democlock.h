// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

namespace parley::ui {

/// The machine's clocks, which a demonstration can move as sleep and a wrong setting do. Only this
/// program sees that; timers are not touched.
class DemoClock final : public Clock
{
public:
    [[nodiscard]] WallTime wallNow() const override { return m_system.wallNow() + m_slept + m_set; }
    [[nodiscard]] MonotonicTime monotonicNow() const override { return m_system.monotonicNow(); }
    [[nodiscard]] std::optional<MonotonicTime> bootNow() const override
    {
        const std::optional<MonotonicTime> boot = m_system.bootNow();
        return boot ? std::optional(*boot + m_slept) : std::nullopt;
    }
    void callAfter(std::chrono::milliseconds delay, QObject *context,
                   std::function<void()> function) override
    {
        m_system.callAfter(delay, context, std::move(function));
    }

    /// As if the machine had been asleep for so long.
    void sleep(std::chrono::milliseconds duration) { m_slept += duration; }
    /// As if the user had set the clock forward by so much.
    void set(std::chrono::milliseconds by) { m_set += by; }
    /// The machine's own time again. The clock that counts sleep never goes back.
    void reset() { m_set = -m_slept; }
    [[nodiscard]] bool isMoved() const { return m_slept + m_set != std::chrono::milliseconds(0); }

private:
    SystemClock m_system;
    std::chrono::milliseconds m_slept { 0 };
    std::chrono::milliseconds m_set { 0 };
};

} // namespace parley::ui
