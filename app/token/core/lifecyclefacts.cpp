// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/lifecyclefacts.h"

#include <algorithm>
#include <array>

namespace parley {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

LifecycleFacts::LifecycleFacts(const RefreshPolicy &policy, const Now &now,
                               const TokenRequirements &requirements)
    : m_policy(policy)
    , m_requirements(requirements)
    , m_serverClock(now.wall, now.monotonic)
    , m_pacing(policy)
{
    if (now.network == Reachability::State::Unreachable)
        m_offlineSince = now.monotonic;
}

// What TokenManager and the tests ask

TokenSnapshot LifecycleFacts::snapshot(const Now &now) const
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
        .holdLeft = std::max(milliseconds(0), m_pacing.pausedUntil(now.monotonic) - now.monotonic),
        .requestsLeft = m_pacing.requestsLeft(now.monotonic),
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

WallTime LifecycleFacts::serverTime(const Now &now) const
{
    return m_serverClock.now(now.monotonic);
}

bool LifecycleFacts::isUsable(const AccessToken &token, const Now &now) const
{
    return token.expiresAt() > serverTime(now) + m_wake.unseen(now);
}

std::vector<CallId> LifecycleFacts::openCalls() const
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

std::optional<MonotonicTime> LifecycleFacts::nextDeadline() const
{
    const auto planned = m_deadlines.next();
    const auto beat = m_wake.nextBeat();
    return planned && beat ? std::min(*planned, *beat) : planned ? planned : beat;
}

std::span<const StateMove> LifecycleFacts::moves()
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

// What TokenLifecycle asks

LifecycleFacts::State LifecycleFacts::computeState() const
{
    if (!m_isSignedIn)
        return m_isLoading ? State::Loading : State::SignedOut;
    if (m_needsSignIn)
        return State::NeedsSignIn;
    if (m_blocked)
        return State::Blocked;
    if (m_ledger.usable() == nullptr)
        return m_hadToken ? State::Expired : State::Fetching;
    if (isBusy())
        return State::Refreshing;
    return m_refresh.failures > 0 || m_ledger.isPartlyRefused() ? State::Degraded : State::Ready;
}

WarningVerdict LifecycleFacts::computeWarning() const
{
    if (!m_isSignedIn)
        return {};
    // What could not be mended while offline starts to count when the network is back.
    const auto since = [this](const std::optional<MonotonicTime> &moment) {
        return moment ? std::optional(now() - std::max(*moment, m_onlineSince)) : std::nullopt;
    };
    const AdmittedToken *admitted = m_ledger.usable();
    const bool isShortLived = admitted != nullptr
        && admitted->life - m_policy.lead(admitted->life) < m_policy.successFloor;
    return judgeWarning(
        { .needsSignIn = m_needsSignIn,
          .isBlocked = m_blocked.has_value(),
          .offlineFor = since(m_offlineSince),
          .withoutTokenFor = since(m_withoutTokenSince),
          .failingFor = since(m_refresh.failingSince),
          .left = timeLeft(),
          .isFailureShown = m_warning == Warning::RefreshFailing || m_warning == Warning::NoToken,
          .isShortLived = isShortLived },
        m_policy);
}

LifecycleFacts::Schedule LifecycleFacts::computeSchedule() const
{
    Schedule schedule { .lastError = m_lastError };
    if (!m_offlineSince)
        schedule.nextAttempt = m_deadlines.at(Deadline::NextAttempt);
    if (const auto until = m_pacing.pausedUntil(now()); m_isSignedIn && until > now())
        schedule.pausedUntil = until;
    return schedule;
}

milliseconds LifecycleFacts::timeLeft() const
{
    const AdmittedToken *admitted = m_ledger.usable();
    return admitted == nullptr
        ? milliseconds(0)
        : std::max(milliseconds(0), admitted->token.expiresAt() - serverNow());
}

bool LifecycleFacts::isDue() const
{
    if (!m_isSignedIn || m_needsSignIn || isBusy())
        return false;
    const AdmittedToken *admitted = m_ledger.usable();
    return admitted == nullptr || m_refresh.isOpen
        || serverNow() >= admitted->token.expiresAt() - admitted->refreshBefore;
}

milliseconds LifecycleFacts::requestFloor() const
{
    const int refusals = m_ledger.refusalsInARow();
    if (refusals >= 2)
        return 2 * m_policy.rejectedFloor; // a service that takes no token must not cause a loop
    if (refusals == 1 || m_ledger.usable() == nullptr)
        return m_policy.rejectedFloor;
    return m_policy.successFloor;
}

MonotonicTime LifecycleFacts::allowedFrom(MonotonicTime at) const
{
    return m_pacing.ask({ .now = at, .floor = requestFloor() }).allowedAt.value_or(at);
}

milliseconds LifecycleFacts::untilRefresh(const AdmittedToken &admitted) const
{
    const milliseconds left = admitted.token.expiresAt() - serverNow();
    const milliseconds wait = left - admitted.refreshBefore;
    const auto age = m_pacing.sinceSuccess(now());
    if (!age)
        return wait;
    // The floor is no reason to be without a token.
    return std::min(std::max(wait, m_policy.successFloor - *age),
                    std::max(left, m_policy.rejectedFloor - *age));
}

TokenAdmission::Verdict LifecycleFacts::verdictOn(const AccessToken &token,
                                                  TokenAdmission::Origin origin) const
{
    if (m_ledger.wasRefused(token))
        return TokenError { .code = TokenError::Code::NotNewer,
                            .detail = u"the service has refused this token before"_s };
    std::optional<TokenAdmission::Current> current;
    if (const AdmittedToken *admitted = m_ledger.current())
        current = { admitted->token, admitted->life, admitted->isExpired };
    return TokenAdmission::judge(token, origin, m_pins, current, serverNow(), m_requirements);
}

} // namespace parley
