// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/wakemonitor.h"

#include <algorithm>

namespace parley {

namespace {

using Millis = std::chrono::milliseconds;

bool matters(const TimeJump &jump)
{
    const Millis wall = jump.slept + jump.set;
    return jump.slept > WakeMonitor::Tolerance || wall > WakeMonitor::Tolerance
        || wall < -WakeMonitor::Tolerance;
}

} // namespace

WakeMonitor::WakeMonitor(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_beat(clock)
{ }

WakeMonitor::Leads WakeMonitor::leads() const
{
    const MonotonicTime now = m_clock.monotonicNow();
    Leads leads { .wall = m_clock.wallNow().time_since_epoch() - now };
    if (const auto boot = m_clock.bootNow())
        leads.boot = *boot - now;
    return leads;
}

TimeJump WakeMonitor::jumpSince(const Leads &leads) const
{
    const Millis gained = leads.wall - m_reference.wall;
    TimeJump jump;
    // Where nobody counts sleep, a clock that is ahead is taken for it: the next answer decides.
    jump.slept = leads.boot && m_reference.boot ? *leads.boot - *m_reference.boot : gained;
    jump.slept = std::max(jump.slept, Millis(0));
    jump.set = gained - jump.slept;
    if (!matters(jump))
        jump.cause = TimeJump::Cause::Stall;
    else if (jump.slept >= std::max(jump.set, -jump.set))
        jump.cause = TimeJump::Cause::Sleep;
    else
        jump.cause
            = jump.set > Millis(0) ? TimeJump::Cause::ClockForward : TimeJump::Cause::ClockBack;
    return jump;
}

void WakeMonitor::setWanted(bool wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    m_beat.stop();
    if (!wanted)
        return;
    m_reference = leads();
    scheduleBeat();
}

void WakeMonitor::check()
{
    if (m_wanted)
        look(false);
}

std::chrono::milliseconds WakeMonitor::unseen() const
{
    if (!m_wanted)
        return {};
    const Millis slept = jumpSince(leads()).slept;
    return slept > Tolerance ? slept : Millis(0);
}

void WakeMonitor::scheduleBeat()
{
    m_expected = m_clock.monotonicNow() + Heartbeat;
    m_beat.start(Heartbeat, [this] { beat(); });
}

void WakeMonitor::beat()
{
    const bool late = m_clock.monotonicNow() - m_expected > Tolerance;
    scheduleBeat();
    look(late);
}

void WakeMonitor::look(bool late)
{
    const Leads now = leads();
    const TimeJump jump = jumpSince(now);
    if (matters(jump)) {
        m_reference = now;
        Q_EMIT auditDue(jump);
    } else if (late) {
        Q_EMIT auditDue({}); // what little the clocks differ is kept until it matters
    }
}

} // namespace parley
