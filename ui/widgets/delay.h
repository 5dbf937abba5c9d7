// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QObject>

#include <functional>
#include <memory>

namespace parley::ui {

/// One call that can be put off again, as long as it has not come.
class Delay final
{
public:
    /// \a clock must outlive this object.
    explicit Delay(Clock &clock)
        : m_clock(clock)
    { }

    /// Forgets an earlier one.
    void start(std::chrono::milliseconds delay, std::function<void()> function)
    {
        m_context = std::make_unique<QObject>();
        m_clock.callAfter(delay, m_context.get(), [this, call = std::move(function)] {
            m_context.release()->deleteLater(); // we are inside its call
            call();
        });
    }
    void cancel() { m_context.reset(); }
    [[nodiscard]] bool isPending() const { return m_context != nullptr; }

private:
    Clock &m_clock;
    std::unique_ptr<QObject> m_context;
};

} // namespace parley::ui
