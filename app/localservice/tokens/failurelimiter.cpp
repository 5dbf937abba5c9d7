// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/failurelimiter.h"

namespace parley::localservice {

namespace {

constexpr qsizetype MaxNames = 1000;

} // namespace

std::optional<std::chrono::milliseconds> FailureLimiter::waitFor(const QString &name) const
{
    const auto found = m_failures.constFind(bucketOf(name));
    if (found == m_failures.cend() || found->size() < MaxFailures)
        return std::nullopt;
    const auto left = found->front() + Window - m_clock.monotonicNow();
    return left > std::chrono::milliseconds(0) ? std::optional(left) : std::nullopt;
}

void FailureLimiter::failed(const QString &name)
{
    if (m_failures.size() >= MaxNames)
        forgetOld();
    Moments &moments = m_failures[bucketOf(name)];
    moments.push_back(m_clock.monotonicNow());
    if (moments.size() > MaxFailures) // the oldest of the last ones decides
        moments.pop_front();
}

QString FailureLimiter::bucketOf(const QString &name) const
{
    // Names come from outside: when there are too many, all new ones share one budget.
    return m_failures.size() < MaxNames || m_failures.contains(name) ? name : QString();
}

void FailureLimiter::forgetOld()
{
    const MonotonicTime now = m_clock.monotonicNow();
    m_failures.removeIf([now](const QHash<QString, Moments>::iterator &it) {
        return it.value().back() + Window <= now;
    });
}

} // namespace parley::localservice
