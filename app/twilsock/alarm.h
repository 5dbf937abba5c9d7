// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <memory>
#include <optional>
#include <utility>

namespace parley::twilsock {

/// One pending call on a Clock, which can be replaced or cancelled. It may destroy its owner.
class Alarm
{
public:
    explicit Alarm(Clock &clock)
        : m_clock(clock)
    { }

    void set(std::chrono::milliseconds delay, std::function<void()> function)
    {
        m_context = std::make_unique<QObject>();
        m_due = m_clock.monotonicNow() + delay;
        m_clock.callAfter(delay, m_context.get(), [this, call = std::move(function)] {
            // Ours until the call is over, which may set this alarm again or destroy it.
            const std::unique_ptr<QObject> context = std::move(m_context);
            m_due.reset();
            call();
        });
    }
    void cancel()
    {
        m_context.reset();
        m_due.reset();
    }

    [[nodiscard]] bool isSet() const { return m_due.has_value(); }
    [[nodiscard]] std::optional<MonotonicTime> due() const { return m_due; }

private:
    Clock &m_clock;
    std::unique_ptr<QObject> m_context;
    std::optional<MonotonicTime> m_due;
};

} // namespace parley::twilsock
