// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/deadlines.h"
#include "token/core/failurerules.h"
#include "token/core/lifecycletypes.h"
#include "token/core/requestgate.h"
#include "token/core/serverclock.h"
#include "token/core/tokenledger.h"
#include "token/core/wakeaudit.h"
#include "token/tokenadmission.h"

#include <span>

namespace parley {

/// One legal move of the state.
struct StateMove
{
    TokenTypes::State from {};
    TokenTypes::State to {};
    auto operator<=>(const StateMove &) const = default;
};

/// Decides what happens to one access token: when to fetch the next one, whether to use it, to whom
/// it is offered, how failures go on, and what the user is told. A plain value without clock,
/// network, timer or signal: an event and the present moment go in, effects come out. It can be
/// copied, so that a test explores every history. TokenManager carries the effects out.
class TokenLifecycle
{
public:
    using State = TokenTypes::State;
    using Trigger = TokenTypes::Trigger;
    using UpdateReason = TokenTypes::UpdateReason;
    using Warning = TokenTypes::Warning;

    TokenLifecycle(const RefreshPolicy &policy, const Now &now,
                   const TokenRequirements &requirements = {});

    /// Takes one event. The effects have to be carried out in their order.
    [[nodiscard]] TokenEffects handle(const TokenEvent &event, const Now &now);
    /// When a DeadlineReached is wanted; empty: only an event from outside can change anything.
    [[nodiscard]] std::optional<MonotonicTime> nextDeadline() const;

    [[nodiscard]] TokenSnapshot snapshot(const Now &now) const;
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const RefreshPolicy &policy() const { return m_policy; }
    [[nodiscard]] WallTime serverTime(const Now &now) const;
    [[nodiscard]] quint64 lastGeneration() const { return m_lastGeneration; }
    /// Whether \a token has life left, also if the machine has just woken.
    [[nodiscard]] bool isUsable(const AccessToken &token, const Now &now) const;
    /// The generation of a token that was admitted and is still known; 0: none.
    [[nodiscard]] quint64 generationOf(const AccessToken &token) const;
    /// Whether a later event has made this offer pointless before it was carried out.
    [[nodiscard]] bool isOvertaken(const tokeneffect::OfferToken &effect) const;
    /// The calls that are owed an answer.
    [[nodiscard]] std::vector<CallId> openCalls() const;

    /// The table of legal moves. The exhaustive test and app/token/README.md are checked against
    /// it.
    [[nodiscard]] static std::span<const StateMove> moves();

    /// Defined and called by the exhaustive test alone: adds all that decides what comes next.
    void addTo(StateKey &key, const Now &now) const;

private:
    using Millis = std::chrono::milliseconds;
    enum class Urgency { Automatic, Explicit };

    /// One HTTP round trip, from its start to its outcome.
    struct Attempt
    {
        quint64 number = 0;
        Trigger trigger = Trigger::Start;
        UpdateReason reason = UpdateReason::Proactive;
        int attempt = 1; ///< within its refresh
        std::vector<Trigger> joined {};
        MonotonicTime startedAt {}; ///< may be up to RefreshPolicy::tokenGranularity ahead
        quint64 newestGeneration = 0; ///< when the attempt started
        bool isBegun = false; ///< StartFetch was given out
        std::optional<TokenError> refusal {}; ///< status 401, while the credential is reloaded
        Millis slept {}; ///< if not zero, the answer tells nothing of the server's clock
        std::vector<CallId> calls {};
    };

    /// One or more attempts until a token is admitted.
    struct Refresh
    {
        bool isOpen = false;
        Trigger trigger = Trigger::Deadline;
        UpdateReason reason = UpdateReason::Proactive;
        quint64 number = 0; ///< stands for the Idempotency-Key; 0: the next attempt takes a new one
        int failures = 0;
        int backOffStep = 0; ///< failures that count for the back-off: not those while offline
        std::optional<MonotonicTime> failingSince {};
        bool wasUnauthorized = false; ///< the next status 401 is the second in a row
    };

    /// A token that came and is not admitted yet.
    struct Candidate
    {
        AccessToken token;
        TokenAdmission::Origin origin {};
        UpdateReason reason {};
        int attempt = 1;
        quint64 newestGeneration = 0; ///< when its attempt started
        std::vector<CallId> calls {};
        bool wasEarly = false; ///< it came before its `nbf`
    };

    struct Schedule
    {
        std::optional<MonotonicTime> nextAttempt {};
        std::optional<MonotonicTime> pausedUntil {};
        std::optional<TokenError> lastError {};
        bool operator==(const Schedule &) const = default;
    };

    // Events
    void on(const tokenevent::CredentialAwaited &);
    void on(const tokenevent::SignInStarted &event);
    void on(const tokenevent::SignedOut &);
    void on(const tokenevent::IdentityExpected &event);
    void on(const tokenevent::TokenGiven &event);
    void on(const tokenevent::RefreshRequested &event);
    void on(const tokenevent::FetchEnded &event);
    void on(const tokenevent::CredentialReloaded &event);
    void on(const tokenevent::ConsumerAdded &event);
    void on(const tokenevent::ConsumerRemoved &event);
    void on(const tokenevent::ConsumerAnswered &event);
    void on(const tokenevent::ExpiryAnnounced &);
    void on(const tokenevent::NetworkChanged &);
    void on(const tokenevent::ClockChecked &);
    void on(const tokenevent::DeadlineReached &);
    void on(const tokenevent::PolicyChanged &event);
    void reached(Deadline deadline);

    // Sign-in and sign-out
    void beginSignIn();
    void forgetTroubles();

    // Requests
    void request(Trigger trigger, UpdateReason reason, Urgency urgency);
    RequestGate::Verdict startOrJoin(Trigger trigger, UpdateReason reason, Urgency urgency);
    void join(Trigger trigger, UpdateReason reason);
    void openRefresh(Trigger trigger, UpdateReason reason);
    void startAttempt(Trigger trigger, UpdateReason reason);
    void beginAttempt();
    [[nodiscard]] Attempt takeAttempt();
    void abandonAttempt();
    void planAttempt(MonotonicTime at);
    void dropPlan();
    [[nodiscard]] MonotonicTime allowedFrom(MonotonicTime at) const;
    [[nodiscard]] Millis floor() const;
    [[nodiscard]] UpdateReason reasonNow() const;
    void attemptDue();
    void attemptTimedOut();

    // Answers and admission
    void observeAnswer(const FetchOutcome &outcome);
    void consider(Candidate candidate);
    void turnDown(const Candidate &candidate, const TokenError &error);
    [[nodiscard]] TokenAdmission::Verdict judge(const AccessToken &token,
                                                TokenAdmission::Origin origin);
    quint64 admit(const AccessToken &token, UpdateReason reason, TokenAdmission::Origin origin);
    void keepForLater(Candidate candidate, WallTime until);
    void considerEarlyToken();

    // Failures
    void attemptFailed(const TokenError &error);
    void concludeFailure(const TokenError &error, bool hasCredentialChanged);
    void recordFailure(const TokenError &error, int attempt, bool hasCredentialChanged,
                       const std::vector<CallId> &calls);
    void tellFailure(const TokenError &error, Trigger trigger, int attempt,
                     std::optional<Millis> wait);
    [[nodiscard]] std::optional<Millis> nextWait(const TokenError &error, const FailureRule &rule,
                                                 bool hasCredentialChanged);
    void requireSignIn(TokenTypes::SignInReason reason);

    // The moments of a token
    void armMoments();
    void planRefresh();
    void aboutToExpire(TokenTypes::ExpirySource source);
    void expiryDue();
    void expiryReached(AdmittedToken &admitted);
    void tellExpired(AdmittedToken &admitted);
    bool blockIfHopeless();
    [[nodiscard]] bool isDue() const;
    void look();
    void audit(const ClockJump &jump);

    // Consumers
    bool offerToken();
    void offerTo(ConsumerRecord &consumer, const AdmittedToken &admitted);
    void settledWithoutService(AdmittedToken &admitted);
    void tellUsed(AdmittedToken &admitted);
    void tellUpdated(AdmittedToken &admitted);
    void confirmCredential(AdmittedToken &admitted);
    void unblockAfterService();
    void withdrawToken();
    void answersDropped();
    void accepted(ConsumerRecord &consumer, quint64 generation);
    void refused(ConsumerRecord &consumer, quint64 generation, const TokenRejection &rejection);
    void refusedAsExpired(ConsumerRecord &consumer, AdmittedToken &admitted,
                          const TokenError &error);
    void refusedForGood(ConsumerRecord &consumer, AdmittedToken &admitted, const TokenError &error);
    void countRefusal(ConsumerRecord &consumer, const AdmittedToken &admitted);
    void afterRefusal(ConsumerRecord &consumer, AdmittedToken &admitted, const TokenError &error,
                      Trigger trigger);
    void dropIfRefusedByAll(AdmittedToken &admitted);
    void doubted(quint64 generation);

    // Calls
    void givenSameToken(const AdmittedToken &admitted, CallId call);
    void givenExpiredToken();
    void finishCalls();
    void answer(CallId call, std::optional<TokenError> error);
    void answerAll(const std::vector<CallId> &calls, const std::optional<TokenError> &error);

    // What is derived
    void settle();
    void updateState();
    void updateWarning();
    void updateSchedule();
    [[nodiscard]] State computeState() const;
    [[nodiscard]] bool isBusy() const { return m_attempt || m_early; }
    [[nodiscard]] MonotonicTime now() const { return m_now.monotonic; }
    [[nodiscard]] WallTime serverNow() const { return m_serverClock.now(m_now.monotonic); }
    [[nodiscard]] Millis timeLeft() const;
    [[nodiscard]] bool isShortLived(const AdmittedToken &admitted) const;
    template <typename Effect> void give(Effect effect) { m_effects.push_back(std::move(effect)); }

    // Of the step that is being taken
    Now m_now {};
    TokenEffects m_effects {};
    quint64 m_toOffer = 0; // generation; offered once the step is complete

    RefreshPolicy m_policy;
    TokenRequirements m_requirements;
    ServerClock m_serverClock;
    RequestGate m_gate;
    WakeAudit m_wake {};
    TokenLedger m_ledger {};
    TokenPins m_pins {};
    Deadlines m_deadlines {};

    // The state is computed from these, the ledger, the attempt and the early token.
    bool m_isActive = false;
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
