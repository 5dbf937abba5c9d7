// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/serverclock.h"

#include <algorithm>

namespace parley {

std::optional<ServerClock::Millis> ServerClock::errorBound() const
{
    if (!m_known)
        return {};
    return (m_known->high - m_known->low + Millis(1)) / 2;
}

void ServerClock::observeDate(WallTime date, MonotonicTime sent, MonotonicTime received)
{
    // Written somewhere between the two moments, with the fraction of the second cut off.
    const Interval told { date.time_since_epoch() - received,
                          date.time_since_epoch() + std::chrono::seconds(1) - sent };
    Interval joined = told;
    if (m_known) {
        joined = { std::max(told.low, m_known->low), std::min(told.high, m_known->high) };
        if (joined.low > joined.high) { // a clock was set, or both have drifted apart
            if (isDoubtful(told)) {
                m_doubted = told;
                return;
            }
            joined = told;
        }
    }
    m_doubted.reset();
    m_known = joined;
    if (m_base < joined.low || m_base > joined.high)
        m_base = joined.low + (joined.high - joined.low) / 2;
}

bool ServerClock::isDoubtful(const Interval &told) const
{
    const auto apart = [&told](const Interval &other, Millis limit) {
        return told.low > other.high + limit || told.high < other.low - limit;
    };
    return apart(*m_known, LargestStep) && (!m_doubted || apart(*m_doubted, MaxDisagreement));
}

bool ServerClock::observeExpired(WallTime expiry, MonotonicTime now)
{
    const Base atLeast = expiry.time_since_epoch() - now;
    const Millis missing = atLeast - m_base;
    if (missing <= m_ahead)
        return true;
    if (m_known && missing > MaxDisagreement)
        return false;
    m_ahead = missing;
    return true;
}

bool ServerClock::forgetRefusals()
{
    const bool hadSome = m_ahead != Millis(0);
    m_ahead = Millis(0);
    return hadSome;
}

void ServerClock::forgetAnswers()
{
    m_known.reset();
    m_doubted.reset();
}

void ServerClock::observeSleep(Millis slept)
{
    m_base += slept;
    for (std::optional<Interval> *told : { &m_known, &m_doubted }) {
        if (*told)
            **told = { (*told)->low + slept, (*told)->high + slept };
    }
}

void ServerClock::observeSleepPerhaps(Millis slept)
{
    m_base += slept;
    for (std::optional<Interval> *told : { &m_known, &m_doubted }) {
        if (*told)
            (*told)->high += slept; // and low stays
    }
}

void ServerClock::observeSet(Millis by)
{
    if (!m_known)
        m_base += by;
}

} // namespace parley
