// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/failurelimiter.h"

#include <algorithm>

namespace parley::localservice {

std::optional<std::chrono::milliseconds> FailureLimiter::takeTurn(const QString &name)
{
    const auto found = m_names.find(name);
    const MonotonicTime now = m_clock.monotonicNow();
    const bool isPaced = found != m_names.end() && found->failures.size() >= MaxFailures
        && found->failures.front() + Window > now;
    if (!isPaced)
        return std::chrono::milliseconds(0);
    const MonotonicTime turn = std::max(found->nextTurn, now);
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(turn - now);
    if (wait > LongestWait)
        return std::nullopt;
    found->nextTurn = turn + Pace;
    return wait;
}

void FailureLimiter::failed(const QString &name)
{
    if (!m_names.contains(name))
        makeRoom();
    std::deque<MonotonicTime> &failures = m_names[name].failures;
    failures.push_back(m_clock.monotonicNow());
    if (failures.size() > MaxFailures)
        failures.pop_front();
}

/// Made-up names must not fill the memory. Those whose last failure is the longest ago go first.
void FailureLimiter::makeRoom()
{
    if (m_names.size() < MaxNames)
        return;
    const auto lastFailure = [](const Attempts &attempts) { return attempts.failures.back(); };
    const auto oldest = std::ranges::min_element(m_names, {}, lastFailure);
    m_names.erase(m_names.constFind(oldest.key()));
}

} // namespace parley::localservice
