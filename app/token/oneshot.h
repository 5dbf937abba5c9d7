// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <memory>
#include <optional>

namespace parley {

/// One pending call of a Clock that can be moved and cancelled. Destroying it cancels.
class OneShot
{
public:
    /// \a clock must outlive this object.
    explicit OneShot(Clock &clock)
        : m_clock(clock)
    { }

    /// Replaces what was pending.
    void start(std::chrono::milliseconds delay, std::function<void()> function);
    void stop()
    {
        m_context.reset();
        m_function = nullptr;
    }
    [[nodiscard]] bool isActive() const { return m_context != nullptr; }
    /// When it is due; only while active.
    [[nodiscard]] MonotonicTime due() const { return m_due; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> left() const;

private:
    void fire();

    Clock &m_clock;
    MonotonicTime m_due {};
    std::function<void()> m_function {};
    std::unique_ptr<QObject> m_context {}; // destroyed: nothing is pending any more
};

} // namespace parley
