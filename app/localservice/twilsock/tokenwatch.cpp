// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/tokenwatch.h"

#include <algorithm>

namespace parley::localservice {

using namespace std::chrono_literals;

TokenWatch::TokenWatch(Clock &clock, std::chrono::seconds aboutToExpireLead)
    : m_clock(clock)
    , m_lead(aboutToExpireLead)
{ }

void TokenWatch::watch(const TokenClaims &claims)
{
    m_isWarned = m_isWarned && claims.fingerprint == m_claims.fingerprint;
    m_claims = claims;
    check();
}

void TokenWatch::check()
{
    const WallTime now = m_clock.wallNow();
    if (now >= m_claims.expiresAt) {
        stop();
        Q_EMIT expired();
        return;
    }
    const bool isWarningDue = !m_isWarned && now >= m_claims.expiresAt - m_lead;
    m_isWarned = m_isWarned || isWarningDue;
    plan();
    if (isWarningDue)
        Q_EMIT aboutToExpire();
}

void TokenWatch::plan()
{
    constexpr std::chrono::milliseconds LongestSleep = 30s; // the wall clock may be set meanwhile
    const WallTime next = m_isWarned ? m_claims.expiresAt : m_claims.expiresAt - m_lead;
    const auto left
        = std::chrono::duration_cast<std::chrono::milliseconds>(next - m_clock.wallNow());
    m_timer = std::make_unique<QObject>();
    m_clock.callAfter(std::clamp<std::chrono::milliseconds>(left, 1ms, LongestSleep), m_timer.get(),
                      [this] { check(); });
}

} // namespace parley::localservice
