// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/oneshot.h"

#include <algorithm>
#include <utility>

namespace parley {

void OneShot::start(std::chrono::milliseconds delay, std::function<void()> function)
{
    const auto wait = std::max(delay, std::chrono::milliseconds(0));
    m_context = std::make_unique<QObject>();
    m_function = std::move(function);
    m_due = m_clock.monotonicNow() + wait;
    m_clock.callAfter(wait, m_context.get(), [this] { fire(); });
}

std::optional<std::chrono::milliseconds> OneShot::left() const
{
    if (!isActive())
        return {};
    return std::max(std::chrono::milliseconds(0), m_due - m_clock.monotonicNow());
}

void OneShot::fire()
{
    m_context.reset();
    const auto function = std::exchange(m_function, nullptr);
    function(); // last: it may start this again or destroy it
}

} // namespace parley
