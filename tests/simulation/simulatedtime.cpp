// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulatedtime.h"

#include <algorithm>

namespace parley::test {

void SimulatedTime::callAfter(std::chrono::milliseconds delay, QObject *context,
                              std::function<void()> function)
{
    const auto due = m_now + std::max(delay, std::chrono::milliseconds(0));
    m_calls.emplace(std::pair(due, m_sequence++), Call { context, std::move(function) });
}

bool SimulatedTime::step(MonotonicTime end)
{
    while (!m_calls.empty() && m_calls.begin()->first.first <= end) {
        const auto first = m_calls.begin();
        m_now = std::max(m_now, first->first.first);
        const Call call = std::move(first->second);
        m_calls.erase(first);
        if (!call.context)
            continue;
        ++m_steps;
        call.function();
        return true;
    }
    m_now = std::max(m_now, end);
    return false;
}

} // namespace parley::test
