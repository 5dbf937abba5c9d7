// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What can be asked of a lifecycle without changing it.
#include "token/core/tokenlifecycle.h"

#include <algorithm>
#include <array>

namespace parley {

using std::chrono::milliseconds;

TokenSnapshot TokenLifecycle::snapshot(const Now &now) const
{
    const WallTime serverNow = serverTime(now);
    const AdmittedToken *current = m_ledger.current();
    const AdmittedToken *usable = m_ledger.usable();
    const AdmittedToken *last = current != nullptr ? current : m_ledger.newest();
    TokenSnapshot snapshot {
        .state = m_state,
        .isRefreshing = isBusy(),
        .attempt = m_attempt ? m_attempt->attempt : 0,
        .failures = m_refresh.failures,
        .generation = current == nullptr ? m_lastGeneration : current->generation,
        .holdLeft = std::max(milliseconds(0), m_gate.pausedUntil(now.monotonic) - now.monotonic),
        .requestsLeft = m_gate.requestsLeft(now.monotonic),
        .lastError = m_lastError,
        .blockedBy = m_blocked,
        .warning = m_warning,
        .serverClockOffset = serverNow - now.wall
    };
    if (usable != nullptr) {
        snapshot.token = usable->token;
        snapshot.timeLeft = std::max(milliseconds(0), usable->token.expiresAt() - serverNow);
    }
    if (last != nullptr) {
        snapshot.expiresAt = last->token.expiresAt();
        snapshot.reason = last->reason;
        snapshot.age = now.monotonic - last->admittedAt;
        snapshot.failedBefore = last->failedBefore;
    }
    if (m_refresh.failingSince)
        snapshot.failingFor = now.monotonic - *m_refresh.failingSince;
    if (m_offlineSince)
        snapshot.offlineFor = now.monotonic - *m_offlineSince;
    if (const auto at = m_deadlines.at(Deadline::NextAttempt); at && !m_offlineSince)
        snapshot.nextAttemptIn = std::max(milliseconds(0), *at - now.monotonic);
    return snapshot;
}

WallTime TokenLifecycle::serverTime(const Now &now) const
{
    return m_serverClock.now(now.monotonic);
}

bool TokenLifecycle::isUsable(const AccessToken &token, const Now &now) const
{
    return token.expiresAt() > serverTime(now) + m_wake.unseen(now);
}

quint64 TokenLifecycle::generationOf(const AccessToken &token) const
{
    return m_ledger.generationOf(token);
}

bool TokenLifecycle::isOvertaken(const tokeneffect::OfferToken &effect) const
{
    return !m_ledger.isOwed(effect.consumer, effect.generation);
}

std::vector<CallId> TokenLifecycle::openCalls() const
{
    std::vector<CallId> calls;
    for (const PendingCall &call : m_ledger.calls())
        calls.push_back(call.call);
    if (m_attempt)
        calls.insert(calls.end(), m_attempt->calls.begin(), m_attempt->calls.end());
    if (m_early)
        calls.insert(calls.end(), m_early->calls.begin(), m_early->calls.end());
    return calls;
}

std::span<const StateMove> TokenLifecycle::moves()
{
    using enum TokenTypes::State;
    static constexpr std::array All {
        StateMove { SignedOut, Loading },     StateMove { SignedOut, Fetching },
        StateMove { Loading, SignedOut },     StateMove { Loading, Fetching },
        StateMove { Fetching, SignedOut },    StateMove { Fetching, Ready },
        StateMove { Fetching, Refreshing },   StateMove { Fetching, Expired },
        StateMove { Fetching, NeedsSignIn },  StateMove { Fetching, Blocked },
        StateMove { Ready, SignedOut },       StateMove { Ready, Refreshing },
        StateMove { Ready, Degraded },        StateMove { Ready, Expired },
        StateMove { Ready, Blocked },         StateMove { Refreshing, SignedOut },
        StateMove { Refreshing, Ready },      StateMove { Refreshing, Degraded },
        StateMove { Refreshing, Expired },    StateMove { Refreshing, NeedsSignIn },
        StateMove { Refreshing, Blocked },    StateMove { Degraded, SignedOut },
        StateMove { Degraded, Ready },        StateMove { Degraded, Refreshing },
        StateMove { Degraded, Expired },      StateMove { Degraded, Blocked },
        StateMove { Expired, SignedOut },     StateMove { Expired, Ready },
        StateMove { Expired, Refreshing },    StateMove { Expired, Degraded },
        StateMove { Expired, NeedsSignIn },   StateMove { Expired, Blocked },
        StateMove { NeedsSignIn, SignedOut }, StateMove { NeedsSignIn, Fetching },
        StateMove { NeedsSignIn, Ready },     StateMove { NeedsSignIn, Refreshing },
        StateMove { NeedsSignIn, Degraded },  StateMove { NeedsSignIn, Expired },
        StateMove { NeedsSignIn, Blocked },   StateMove { Blocked, SignedOut },
        StateMove { Blocked, Fetching },      StateMove { Blocked, Ready },
        StateMove { Blocked, Refreshing },    StateMove { Blocked, Degraded },
        StateMove { Blocked, Expired },       StateMove { Blocked, NeedsSignIn },
    };
    return All;
}

} // namespace parley
