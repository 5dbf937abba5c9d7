// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/wakeaudit.h"

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using Millis = std::chrono::milliseconds;

bool matters(const ClockJump &jump)
{
    const Millis wall = jump.slept + jump.set;
    return jump.slept > WakeAudit::Tolerance || wall > WakeAudit::Tolerance
        || wall < -WakeAudit::Tolerance;
}

} // namespace

WakeAudit::Leads WakeAudit::leadsOf(const Now &now)
{
    Leads leads { .wall = now.wall.time_since_epoch() - now.monotonic };
    if (now.boot)
        leads.boot = *now.boot - now.monotonic;
    return leads;
}

ClockJump WakeAudit::jumpSince(const Leads &leads) const
{
    const Millis gained = leads.wall - m_reference.wall;
    ClockJump jump;
    // Without a clock that counts sleep, a wall clock that is ahead is taken for sleep. The Date of
    // the next answer corrects that if it was wrong.
    jump.slept = leads.boot ? *leads.boot - m_reference.boot.value_or(*leads.boot) : gained;
    jump.slept = std::max(jump.slept, Millis(0));
    jump.set = gained - jump.slept;
    if (!matters(jump))
        jump.cause = ClockJump::Cause::Stall;
    else if (jump.slept >= std::max(jump.set, -jump.set))
        jump.cause = ClockJump::Cause::Sleep;
    else if (jump.set > Millis(0))
        jump.cause = ClockJump::Cause::ClockForward;
    else
        jump.cause = ClockJump::Cause::ClockBack;
    return jump;
}

void WakeAudit::setWanted(bool isWanted, const Now &now)
{
    if (isWanted == m_nextBeat.has_value())
        return;
    if (!isWanted) {
        m_nextBeat.reset();
        return;
    }
    m_reference = leadsOf(now);
    m_nextBeat = now.monotonic + Heartbeat;
}

std::optional<ClockJump> WakeAudit::beat(const Now &now)
{
    const bool isLate = now.monotonic - *m_nextBeat > Tolerance;
    m_nextBeat = now.monotonic + Heartbeat;
    if (const auto jump = look(now))
        return jump;
    // What little the clocks differ is kept until it matters.
    return isLate ? std::optional(ClockJump {}) : std::nullopt;
}

std::optional<ClockJump> WakeAudit::look(const Now &now)
{
    if (!m_nextBeat)
        return {};
    const Leads leads = leadsOf(now);
    const ClockJump jump = jumpSince(leads);
    if (!matters(jump))
        return {};
    m_reference = leads;
    return jump;
}

std::chrono::milliseconds WakeAudit::unseen(const Now &now) const
{
    if (!m_nextBeat)
        return {};
    const Millis slept = jumpSince(leadsOf(now)).slept;
    return slept > Tolerance ? slept : Millis(0);
}

} // namespace parley
