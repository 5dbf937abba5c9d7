// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakeclock.h"

namespace parley::test {

FakeClock::FakeClock(WallTime start)
    : m_wall(start)
{ }

void FakeClock::callAfter(std::chrono::milliseconds delay, QObject *context,
                          std::function<void()> function)
{
    const auto due = m_monotonic + std::max(delay, std::chrono::milliseconds(0));
    m_calls.emplace(std::pair(due, m_sequence++), Call { context, std::move(function) });
}

void FakeClock::advance(std::chrono::milliseconds duration)
{
    const MonotonicTime end = m_monotonic + duration;
    while (!m_calls.empty() && m_calls.begin()->first.first <= end) {
        const auto first = m_calls.begin();
        const MonotonicTime due = first->first.first;
        const Call call = std::move(first->second);
        m_calls.erase(first);
        if (due > m_monotonic) {
            m_wall += due - m_monotonic;
            m_monotonic = due;
        }
        if (!call.context)
            continue;
        if (std::exchange(m_lastWake, m_monotonic) != m_monotonic)
            ++m_wakes;
        call.function();
    }
    if (end > m_monotonic) {
        m_wall += end - m_monotonic;
        m_monotonic = end;
    }
}

int FakeClock::pendingCalls() const
{
    return pendingCalls([](const QObject *) { return true; });
}

int FakeClock::pendingCalls(const std::function<bool(const QObject *)> &counts) const
{
    return int(std::count_if(m_calls.begin(), m_calls.end(), [&counts](const auto &entry) {
        return entry.second.context && counts(entry.second.context);
    }));
}

} // namespace parley::test
