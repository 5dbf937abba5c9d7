// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/requestpacing.h"

#include <algorithm>

namespace parley {

void RequestBudget::recordStart(MonotonicTime now)
{
    m_started.push_back(now);
    forgetOld();
}

void RequestBudget::setLimits(int starts, std::chrono::milliseconds window)
{
    m_starts = starts;
    m_window = window;
    forgetOld();
}

void RequestBudget::forgetOld()
{
    while (m_started.size() > static_cast<std::size_t>(std::max(m_starts, 1)))
        m_started.pop_front();
}

int RequestBudget::left(MonotonicTime now) const
{
    const auto counted = std::ranges::count_if(
        m_started, [&](MonotonicTime started) { return now - started <= m_window; });
    return std::max(0, std::max(m_starts, 1) - static_cast<int>(counted));
}

MonotonicTime RequestBudget::freeAt(MonotonicTime now) const
{
    if (m_started.size() < static_cast<std::size_t>(std::max(m_starts, 1)))
        return now;
    // A window of that length which ends with the new start must not contain the oldest one, so a
    // millisecond is added.
    return std::max(now, m_started.front() + m_window + std::chrono::milliseconds(1));
}

RequestPacing::Verdict RequestPacing::ask(const Question &question) const
{
    if (question.network == Reachability::State::Unreachable)
        return { Refusal::Offline, {} };
    if (m_retryAfterUntil > question.now)
        return { Refusal::RetryAfter, pausedUntil(question.now) };
    if (const auto free = m_budget.freeAt(question.now); free > question.now)
        return { Refusal::Budget, free };
    if (question.byUser)
        return {};
    if (question.network == Reachability::State::CaptivePortal && m_askedInPortal)
        return { Refusal::CaptivePortal, {} };
    if (m_slowUntil > question.now)
        return { Refusal::SlowPace, m_slowUntil };
    if (m_lastSuccess && *m_lastSuccess + question.floor > question.now)
        return { Refusal::Floor, *m_lastSuccess + question.floor };
    return {};
}

MonotonicTime RequestPacing::pausedUntil(MonotonicTime now) const
{
    return std::max(m_retryAfterUntil, m_budget.freeAt(now));
}

std::optional<std::chrono::milliseconds> RequestPacing::sinceSuccess(MonotonicTime now) const
{
    if (!m_lastSuccess)
        return {};
    return now - *m_lastSuccess;
}

void RequestPacing::skip(std::chrono::milliseconds slept)
{
    m_retryAfterUntil -= slept;
    m_slowUntil -= slept;
    if (m_lastSuccess)
        *m_lastSuccess -= slept;
}

void RequestPacing::reset()
{
    m_slowUntil = {};
    m_lastSuccess.reset();
    m_askedInPortal = false;
}

} // namespace parley
