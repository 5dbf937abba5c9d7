// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/wakemonitor.h"

#include <algorithm>

namespace parley {

WakeMonitor::WakeMonitor(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_beat(clock)
{ }

std::chrono::milliseconds WakeMonitor::difference() const
{
    return m_clock.wallNow().time_since_epoch() - m_clock.monotonicNow();
}

void WakeMonitor::setWanted(bool wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    m_beat.stop();
    if (!wanted)
        return;
    m_reference = difference();
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
    const auto jump = difference() - m_reference;
    return jump > Tolerance ? jump : std::chrono::milliseconds(0);
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
    const auto jump = difference() - m_reference;
    const bool jumped = jump > Tolerance || jump < -Tolerance;
    if (!jumped && !late)
        return;
    if (jumped)
        m_reference += jump;
    Q_EMIT auditDue(jumped ? std::max(jump, std::chrono::milliseconds(0))
                           : std::chrono::milliseconds(0));
}

} // namespace parley
