// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/backoff.h"

#include <algorithm>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

using std::chrono::milliseconds;

namespace {

constexpr int Steps[] = { 0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 45 };
constexpr int LastStep = int(std::size(Steps)) - 1;

/// A count of milliseconds, or empty if there is none to be had.
std::optional<milliseconds> millis(const QJsonObject &policy, QLatin1String key)
{
    const double value = policy.value(key).toDouble(-1);
    if (value < 0)
        return {};
    return milliseconds(qint64(std::min(value, double(WaitRange::Limit.count()))));
}

} // namespace

milliseconds BackOff::doubled(milliseconds first, milliseconds longest, int failures)
{
    milliseconds wait = first;
    for (int i = 1; i < failures && wait < longest; ++i)
        wait *= 2;
    return std::min(wait, longest);
}

milliseconds BackOff::withJitter(milliseconds wait, double random)
{
    return wait + milliseconds(qint64(LargestJitter * random * double(wait.count())));
}

milliseconds BackOff::next(double random)
{
    const int step = std::min(m_failures, LastStep);
    m_failures = step + 1;
    if (step == 0)
        return milliseconds(qint64(1000 * random));
    return withJitter(std::chrono::seconds(Steps[step]), random);
}

milliseconds BackOff::longest(double random)
{
    return withJitter(LargestStep, random);
}

milliseconds WaitRange::pick(double random) const
{
    return max > min ? min + milliseconds(qint64(random * double((max - min).count()))) : min;
}

std::optional<WaitRange> WaitRange::fromFrame(const Frame &frame)
{
    const QJsonObject policy = frame.payloadObject().value("backoff_policy"_L1).toObject();
    const auto min = millis(policy, "reconnect_min_ms"_L1);
    const auto max = millis(policy, "reconnect_max_ms"_L1);
    if (!min && !max)
        return {};
    return WaitRange { min.value_or(milliseconds(0)), max.value_or(min.value_or(milliseconds(0))) };
}

} // namespace parley::twilsock
