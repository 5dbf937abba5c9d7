// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/deadlines.h"
#include "token/core/lifecycletypes.h"
#include "token/core/refresh.h"
#include "token/core/requestpacing.h"
#include "token/core/serverclock.h"
#include "token/core/tokenledger.h"
#include "token/core/wakeaudit.h"
#include "token/core/warningline.h"

#include <span>

namespace parley {

/// One legal move of the state.
struct StateMove
{
    TokenTypes::State from {};
    TokenTypes::State to {};
    auto operator<=>(const StateMove &) const = default;
};

/// All that the lifecycle knows, and what follows from it. Nothing here changes anything.
class LifecycleFacts
{
public:
    using State = TokenTypes::State;
    using Trigger = TokenTypes::Trigger;
    using UpdateReason = TokenTypes::UpdateReason;
    using Warning = TokenTypes::Warning;

    [[nodiscard]] TokenSnapshot snapshot(const Now &now) const;
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const RefreshPolicy &policy() const { return m_policy; }
    [[nodiscard]] WallTime serverTime(const Now &now) const;
    [[nodiscard]] quint64 lastGeneration() const { return m_lastGeneration; }
    /// Whether \a token has life left, also if the machine has just woken.
    [[nodiscard]] bool isUsable(const AccessToken &token, const Now &now) const;
    /// The generation of a token that was admitted and is still known; 0: none.
    [[nodiscard]] quint64 generationOf(const AccessToken &token) const
    {
        return m_ledger.generationOf(token);
    }
    /// Whether a later event has made this offer pointless before it was carried out.
    [[nodiscard]] bool isOvertaken(const tokeneffect::OfferToken &effect) const
    {
        return !m_ledger.isOwed(effect.consumer, effect.generation);
    }
    /// The calls that are owed an answer.
    [[nodiscard]] std::vector<CallId> openCalls() const;
    /// When a DeadlineReached is wanted; empty: only an event from outside can change anything.
    [[nodiscard]] std::optional<MonotonicTime> nextDeadline() const;

    /// The table of legal moves. Tests compare it with README.md and with all that are explored.
    [[nodiscard]] static std::span<const StateMove> moves();

    /// Defined and called by the exhaustive test alone: adds all that decides what comes next.
    void addTo(StateKey &key, const Now &now) const;

protected:
    using Millis = std::chrono::milliseconds;

    struct Schedule
    {
        std::optional<MonotonicTime> nextAttempt {};
        std::optional<MonotonicTime> pausedUntil {};
        std::optional<TokenError> lastError {};
        bool operator==(const Schedule &) const = default;
    };

    LifecycleFacts(const RefreshPolicy &policy, const Now &now,
                   const TokenRequirements &requirements);

    [[nodiscard]] MonotonicTime now() const { return m_now.monotonic; }
    [[nodiscard]] WallTime serverNow() const { return m_serverClock.now(m_now.monotonic); }
    /// A request is running, or its token waits for its `nbf`.
    [[nodiscard]] bool isBusy() const { return m_attempt || m_early; }
    /// Only an answer of a service, or its leaving, ends the state Blocked.
    [[nodiscard]] bool isBlockedByService() const
    {
        using enum TokenError::Code;
        return m_blocked && (m_blocked->code == ChatRefused || m_blocked->code == Protocol);
    }
    /// A new token is wanted now, and nothing is under way.
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] UpdateReason reasonNow() const
    {
        return m_ledger.usable() != nullptr ? UpdateReason::Proactive : UpdateReason::Expired;
    }
    /// Rule requestFloor: how long after a success the next automatic request may start.
    [[nodiscard]] Millis requestFloor() const;
    /// When an automatic request that is wanted at \a at may really start. The network is left out,
    /// because it may have changed by then.
    [[nodiscard]] MonotonicTime allowedFrom(MonotonicTime at) const;
    /// Until the usable token is refreshed. Rules refreshLead, refreshJitter and requestFloor.
    [[nodiscard]] Millis untilRefresh(const AdmittedToken &admitted) const;
    [[nodiscard]] Millis timeLeft() const;
    [[nodiscard]] TokenAdmission::Verdict verdictOn(const AccessToken &token,
                                                    TokenAdmission::Origin origin) const;
    [[nodiscard]] State computeState() const;
    [[nodiscard]] WarningVerdict computeWarning() const;
    [[nodiscard]] Schedule computeSchedule() const;

    Now m_now {}; // of the step that is being taken

    RefreshPolicy m_policy;
    TokenRequirements m_requirements;
    ServerClock m_serverClock;
    RequestPacing m_pacing;
    WakeAudit m_wake {};
    TokenLedger m_ledger {};
    TokenPins m_pins {};
    Deadlines m_deadlines {};

    // The state is computed from these, the ledger, the attempt and the early token.
    bool m_isSignedIn = false;
    bool m_isLoading = false;
    bool m_needsSignIn = false;
    bool m_hadToken = false;
    std::optional<TokenError> m_blocked {};
    Refresh m_refresh {};
    std::optional<Attempt> m_attempt {};
    std::optional<Candidate> m_early {}; // waits for its `nbf`

    bool m_isFirstAwaited = false; // the next token is the one of the sign-in
    bool m_isShortLifeTold = false;
    bool m_isServiceFirst = false; // the token has ended, and the service has the first word
    std::optional<MonotonicTime> m_lastDoubt {};
    std::optional<MonotonicTime> m_lastPush {};
    std::optional<MonotonicTime> m_pushRowSince {};
    std::optional<MonotonicTime> m_lastTokenAt {}; // a fetched token came
    std::optional<TokenError> m_lastError {};
    std::optional<MonotonicTime> m_offlineSince {};
    MonotonicTime m_onlineSince {}; // the last return of the network
    std::optional<MonotonicTime> m_withoutTokenSince {};

    // As last told
    State m_state = State::SignedOut;
    std::optional<Warning> m_warning {};
    Schedule m_schedule {};

    quint64 m_lastGeneration = 0;
    quint64 m_lastAttempt = 0;
    quint64 m_lastRefresh = 0;
};

} // namespace parley
