// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/reconnection.h"

#include <algorithm>
#include <utility>

namespace parley::twilsock {

Reconnection::Reconnection(Clock &clock, const Reachability &reachability, RandomSource random,
                           std::function<void()> connect)
    : m_clock(clock)
    , m_reachability(reachability)
    , m_random(std::move(random))
    , m_connect(std::move(connect))
    , m_alarm(clock)
{ }

bool Reconnection::isUnreachable() const
{
    return m_reachability.state() == Reachability::State::Unreachable;
}

bool Reconnection::mayConnectNow() const
{
    return !isUnreachable() && m_notBefore <= m_clock.monotonicNow();
}

void Reconnection::planByBackOff()
{
    m_notBefore = {};
    plan(m_backOff.next(m_random()));
}

void Reconnection::planLate()
{
    m_notBefore = {};
    plan(BackOff::longest(m_random()));
}

void Reconnection::planAfter(std::chrono::milliseconds wait)
{
    const auto longEnough = std::max(wait, WaitRange::Shortest);
    m_notBefore = m_clock.monotonicNow() + longEnough;
    plan(longEnough);
}

void Reconnection::planWhenAllowed()
{
    plan(m_notBefore - m_clock.monotonicNow());
}

void Reconnection::plan(std::chrono::milliseconds wait)
{
    m_alarm.stop();
    if (!isUnreachable()) // else the return of the network is what the connection waits for
        m_alarm.start(wait, m_connect);
}

} // namespace parley::twilsock
