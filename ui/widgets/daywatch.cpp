// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/daywatch.h"

#include "text/walltime.h"

#include <algorithm>

namespace parley::ui {
namespace {

/// How late a change may be noticed that no timer could foresee.
constexpr qint64 LongestMilliseconds = 5 * 60 * 1000;

} // namespace

DayWatch::DayWatch(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_today(now().date())
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
    if (moment.date() == m_today)
        return;
    m_today = moment.date();
    Q_EMIT dayChanged(m_today);
}

} // namespace parley::ui
