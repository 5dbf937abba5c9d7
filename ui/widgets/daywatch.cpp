// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/daywatch.h"

#include "text/walltime.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace parley::ui {
namespace {

/// How late a change may be noticed that no timer could foresee.
constexpr qint64 LongestMilliseconds = 60 * 1000; ///< no system tells of a new time zone
constexpr int MonthsLookedAt = 12;

} // namespace

DayWatch::DayWatch(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_today(now().date())
    , m_offsets(offsets())
    , m_next(clock)
{
    check();
}

QDateTime DayWatch::now() const
{
    return dateTimeOf(m_clock.wallNow()).toLocalTime();
}

void DayWatch::check()
{
    const QDateTime moment = now();
    const qint64 left = moment.msecsTo(moment.date().addDays(1).startOfDay()) + 1;
    m_next.start(std::chrono::milliseconds(std::clamp<qint64>(left, 1000, LongestMilliseconds)),
                 [this] { check(); });
    const std::vector<int> before = std::exchange(m_offsets, offsets());
    const QPointer<DayWatch> self(this);
    if (before != m_offsets)
        Q_EMIT timeZoneChanged();
    if (self.isNull() || moment.date() == m_today)
        return;
    m_today = moment.date();
    Q_EMIT dayChanged(m_today);
}

std::vector<int> DayWatch::offsets() const
{
    std::vector<int> all;
    for (int month = 0; month < MonthsLookedAt; ++month) {
        const WallTime moment = m_clock.wallNow() - month * std::chrono::hours(30 * 24);
        all.push_back(dateTimeOf(moment).toLocalTime().offsetFromUtc());
    }
    return all;
}

} // namespace parley::ui
