// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/clock.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace parley {

namespace {
// QTimer counts its interval in an int of milliseconds; longer waits are made of several.
constexpr std::chrono::milliseconds LongestTimer = std::chrono::hours(24 * 20);
} // namespace

WallTime SystemClock::wallNow() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonicNow() const
{
    return std::chrono::floor<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

std::optional<MonotonicTime> SystemClock::bootNow() const
{
#ifdef CLOCK_BOOTTIME
    timespec time {};
    if (clock_gettime(CLOCK_BOOTTIME, &time) == 0)
        return std::chrono::floor<std::chrono::milliseconds>(
            std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
#endif
    return {};
}

void SystemClock::callAfter(std::chrono::milliseconds delay, QObject *context,
                            std::function<void()> function)
{
    Q_ASSERT(context != nullptr);
    if (delay > LongestTimer) {
        QTimer::singleShot(LongestTimer, Qt::PreciseTimer, context,
                           [this, delay, context, function = std::move(function)]() mutable {
                               callAfter(delay - LongestTimer, context, std::move(function));
                           });
        return;
    }
    // Precise: a coarse timer may be 5 % early or late, which is minutes for a refresh in an hour.
    QTimer::singleShot(std::max(delay, std::chrono::milliseconds(0)), Qt::PreciseTimer, context,
                       std::move(function));
}

RandomSource systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

} // namespace parley
