// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "token/reachability.h"
#include "token/refreshpolicy.h"

#include <deque>
#include <optional>

namespace parley {

class StateKey;

/// Rule requestBudget: how many requests may start in a window of time.
class RequestBudget
{
public:
    RequestBudget(int starts, std::chrono::milliseconds window)
        : m_starts(starts)
        , m_window(window)
    { }

    void recordStart(MonotonicTime now);
    /// When the next one may start; not after \a now: at once.
    [[nodiscard]] MonotonicTime freeAt(MonotonicTime now) const;
    /// How many may start at \a now.
    [[nodiscard]] int left(MonotonicTime now) const;
    /// Other limits from now on; what has started counts for them as well.
    void setLimits(int starts, std::chrono::milliseconds window);
    /// Defined and called by the exhaustive test alone.
    void addTo(StateKey &key) const;

private:
    void forgetOld();

    int m_starts;
    std::chrono::milliseconds m_window;
    std::deque<MonotonicTime> m_started {}; // at most m_starts of them
};

/// May a request start now? Rules requestFloor, retryAfter, requestBudget, offlinePause and the
/// slow pace of configurationError. A pure value.
class RequestPacing
{
    Q_GADGET

public:
    enum class Refusal { None, Offline, CaptivePortal, RetryAfter, Budget, Floor, SlowPace };
    Q_ENUM(Refusal)

    struct Question
    {
        MonotonicTime now {};
        bool byUser = false; ///< floor, slow pace and captive portal do not hold it back
        Reachability::State network = Reachability::State::Unknown;
        std::chrono::milliseconds floor {}; ///< rule requestFloor, counted from the last success
    };

    struct Verdict
    {
        Refusal refusal = Refusal::None;
        /// When it may start; empty: that depends on the network.
        std::optional<MonotonicTime> allowedAt {};
    };

    explicit RequestPacing(const RefreshPolicy &policy)
        : m_budget(policy.budgetStarts, policy.budgetWindow)
    { }

    [[nodiscard]] Verdict ask(const Question &question) const;
    /// End of what binds the user as well (Retry-After, budget); not after \a now: free.
    [[nodiscard]] MonotonicTime pausedUntil(MonotonicTime now) const;

    /// How many requests the budget allows at \a now.
    [[nodiscard]] int requestsLeft(MonotonicTime now) const { return m_budget.left(now); }

    void recordStart(MonotonicTime now, Reachability::State network)
    {
        m_budget.recordStart(now);
        m_askedInPortal = network == Reachability::State::CaptivePortal;
    }
    void recordSuccess(MonotonicTime now)
    {
        m_lastSuccess = now;
        m_slowUntil = {};
    }
    /// How long ago the last success is; empty: none since reset().
    [[nodiscard]] std::optional<std::chrono::milliseconds> sinceSuccess(MonotonicTime now) const;
    void pauseUntil(MonotonicTime until) { m_retryAfterUntil = until; }
    void slowDownUntil(MonotonicTime until) { m_slowUntil = until; }
    void endSlowPace() { m_slowUntil = {}; }
    void networkChanged() { m_askedInPortal = false; }
    /// Time went by that the monotonic clock did not see (sleep); the budget stays on the safe
    /// side.
    void skip(std::chrono::milliseconds slept);
    void setPolicy(const RefreshPolicy &policy)
    {
        m_budget.setLimits(policy.budgetStarts, policy.budgetWindow);
    }
    /// A new sign-in: forgets all but what the server asked for and the budget.
    void reset();

    /// Defined and called by the exhaustive test alone.
    void addTo(StateKey &key, MonotonicTime now) const;

private:
    RequestBudget m_budget;
    MonotonicTime m_retryAfterUntil {};
    MonotonicTime m_slowUntil {};
    std::optional<MonotonicTime> m_lastSuccess {};
    bool m_askedInPortal = false;
};

} // namespace parley
