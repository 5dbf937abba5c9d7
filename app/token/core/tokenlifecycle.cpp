// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// The whole life of a token, to be read from top to bottom: sign-in, request, answer, failure, the
// moments of a token, consumers, calls, and what is derived from all that. RULES.md explains the
// rules whose names stand in the comments.
#include "token/core/tokenlifecycle.h"

#include "token/core/warningline.h"
#include "token/enumname.h"

#include <algorithm>
#include <utility>

namespace parley {

using namespace Qt::StringLiterals;
using namespace tokeneffect;

namespace {

using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

/// Whether \a reason says more to the user than \a other.
bool outweighs(TokenTypes::UpdateReason reason, TokenTypes::UpdateReason other)
{
    return reason > std::max(other, TokenTypes::UpdateReason::Proactive);
}

} // namespace

TokenLifecycle::TokenLifecycle(const RefreshPolicy &policy, const Now &now,
                               const TokenRequirements &requirements)
    : m_policy(policy)
    , m_requirements(requirements)
    , m_serverClock(now.wall, now.monotonic)
    , m_gate(policy)
{
    if (now.network == Reachability::State::Unreachable)
        m_offlineSince = now.monotonic;
}

TokenEffects TokenLifecycle::handle(const TokenEvent &event, const Now &now)
{
    m_now = now;
    std::visit([this](const auto &happened) { on(happened); }, event);
    settle();
    return std::exchange(m_effects, {});
}

// Sign-in and sign-out

void TokenLifecycle::on(const tokenevent::CredentialAwaited &)
{
    if (!m_isActive)
        m_isLoading = true;
}

void TokenLifecycle::on(const tokenevent::SignInStarted &event)
{
    beginSignIn();
    if (event.cached
        && std::holds_alternative<TokenAdmission::Admit>(
            judge(*event.cached, TokenAdmission::Origin::Cached)))
        admit(*event.cached, UpdateReason::SignIn, TokenAdmission::Origin::Cached);
    else
        request(Trigger::Start, UpdateReason::SignIn, Urgency::Explicit);
}

void TokenLifecycle::on(const tokenevent::SignedOut &)
{
    forgetTroubles();
    m_isActive = false;
    m_hadToken = false;
    m_isFirstAwaited = false;
    m_pins = {};
    m_lastTokenAt.reset();
    m_ledger.clearTokens();
    m_deadlines.clearAll();
    for (const PendingCall &call : std::exchange(m_ledger.calls(), {}))
        answer(call.call, cancelledError(u"the session has ended"_s));
    updateState();
    withdrawToken();
}

void TokenLifecycle::on(const tokenevent::IdentityExpected &event)
{
    if (event.identity != m_pins.identity)
        m_pins = { .identity = event.identity };
}

void TokenLifecycle::beginSignIn()
{
    forgetTroubles();
    m_isActive = true;
    m_isFirstAwaited = true;
    m_isShortLifeTold = false;
    m_serverClock.forgetAnswers();
    dropPlan();
    m_wake.setWanted(true, m_now);
    updateState();
}

/// What one sign-in leaves behind means nothing to the next one.
void TokenLifecycle::forgetTroubles()
{
    abandonAttempt();
    m_isLoading = false;
    m_needsSignIn = false;
    m_blocked.reset();
    m_lastError.reset();
    m_refresh = {};
    m_ledger.forgetRefusals();
    m_lastDoubt.reset();
    m_lastPush.reset();
    m_gate.reset();
}

// Requests: when one may start, and what joins it

void TokenLifecycle::request(Trigger trigger, UpdateReason reason, Urgency urgency)
{
    if (m_needsSignIn)
        return;
    const auto verdict = startOrJoin(trigger, reason, urgency);
    if (verdict.refusal == RequestGate::Refusal::None)
        return;
    openRefresh(trigger, reason);
    if (verdict.allowedAt)
        planAttempt(std::min(*verdict.allowedAt,
                             m_deadlines.at(Deadline::NextAttempt).value_or(*verdict.allowedAt)));
}

void TokenLifecycle::on(const tokenevent::RefreshRequested &event)
{
    if (!m_isActive) {
        answer(event.call, notSignedInError());
        return;
    }
    const auto verdict = startOrJoin(Trigger::User, UpdateReason::Manual, Urgency::Explicit);
    if (verdict.refusal == RequestGate::Refusal::None)
        (m_attempt ? m_attempt->calls : m_early->calls).push_back(event.call);
    else if (verdict.allowedAt)
        answer(event.call, throttledError(verdict.refusal, *verdict.allowedAt - now()));
    else
        answer(event.call, offlineError());
}

/// Starts an attempt or joins what runs; or says why no attempt may start now, and from when on one
/// may.
RequestGate::Verdict TokenLifecycle::startOrJoin(Trigger trigger, UpdateReason reason,
                                                 Urgency urgency)
{
    if (isBusy()) {
        join(trigger, reason);
        return {};
    }
    const auto verdict = m_gate.ask({ .now = now(),
                                      .byUser = urgency == Urgency::Explicit,
                                      .network = m_now.network,
                                      .floor = floor() });
    if (verdict.refusal == RequestGate::Refusal::None)
        startAttempt(trigger, reason);
    else
        give(RequestHeldBack { .trigger = trigger,
                               .because = enumName(verdict.refusal),
                               .allowedAt = verdict.allowedAt });
    return verdict;
}

void TokenLifecycle::join(Trigger trigger, UpdateReason reason)
{
    give(TriggerJoined { trigger });
    if (!m_attempt)
        return;
    m_attempt->joined.push_back(trigger);
    if (outweighs(reason, m_attempt->reason))
        m_attempt->reason = reason;
}

void TokenLifecycle::openRefresh(Trigger trigger, UpdateReason reason)
{
    if (!m_refresh.isOpen || outweighs(reason, m_refresh.reason)) {
        m_refresh.trigger = trigger;
        m_refresh.reason = reason;
    }
    m_refresh.isOpen = true;
}

void TokenLifecycle::startAttempt(Trigger trigger, UpdateReason reason)
{
    openRefresh(trigger, reason);
    if (m_refresh.number == 0)
        m_refresh.number = ++m_lastRefresh;
    dropPlan();

    // Two tokens of one second look alike, because `iat` and `exp` count whole seconds. The wait is
    // not part of the attempt.
    const MonotonicTime begin
        = std::max(now(), m_lastTokenAt ? *m_lastTokenAt + m_policy.tokenGranularity : now());
    m_attempt = Attempt { .number = ++m_lastAttempt,
                          .trigger = trigger,
                          .reason = outweighs(m_refresh.reason, reason) ? m_refresh.reason : reason,
                          .attempt = m_refresh.failures + 1,
                          .startedAt = begin,
                          .newestGeneration = m_lastGeneration };
    m_deadlines.set(Deadline::AttemptEnd, begin + m_policy.attemptDeadline);
    if (begin > now())
        m_deadlines.set(Deadline::AttemptStart, begin);
    else
        beginAttempt();
    updateState();
}

void TokenLifecycle::beginAttempt()
{
    if (m_now.network == Reachability::State::Unreachable) { // lost while the attempt waited
        const Attempt attempt = takeAttempt();
        openRefresh(attempt.trigger, attempt.reason); // goes on when the network is back
        answerAll(attempt.calls, offlineError());
        return;
    }
    m_attempt->isBegun = true;
    m_gate.recordStart(now(), m_now.network);
    give(StartFetch { .fetch = m_attempt->number,
                      .trigger = m_attempt->trigger,
                      .attempt = m_attempt->attempt,
                      .refresh = m_refresh.number });
}

TokenLifecycle::Attempt TokenLifecycle::takeAttempt()
{
    m_deadlines.clear(Deadline::AttemptEnd);
    m_deadlines.clear(Deadline::AttemptStart);
    if (m_attempt->isBegun)
        give(FetchFinished { .fetch = m_attempt->number,
                             .trigger = m_attempt->trigger,
                             .joined = m_attempt->joined });
    return *std::exchange(m_attempt, std::nullopt);
}

void TokenLifecycle::abandonAttempt()
{
    const TokenError dropped = cancelledError(u"the request was dropped"_s);
    if (m_attempt) {
        give(AbortFetch {});
        answerAll(takeAttempt().calls, dropped);
    }
    if (m_early) {
        m_deadlines.clear(Deadline::EarlyTokenDue);
        answerAll(std::exchange(m_early, std::nullopt)->calls, dropped);
    }
}

void TokenLifecycle::planAttempt(MonotonicTime at)
{
    m_deadlines.set(Deadline::NextAttempt, std::max(at, now()));
}

void TokenLifecycle::dropPlan()
{
    m_deadlines.clear(Deadline::NextAttempt);
    m_deadlines.clear(Deadline::WakeDelayEnd);
}

/// When an automatic request that is wanted at \a at may really start. The network is left out,
/// because it may have changed by then.
MonotonicTime TokenLifecycle::allowedFrom(MonotonicTime at) const
{
    return m_gate.ask({ .now = at, .floor = floor() }).allowedAt.value_or(at);
}

void TokenLifecycle::attemptDue()
{
    if (m_refresh.isOpen)
        request(m_refresh.trigger, m_refresh.reason, Urgency::Automatic);
    else
        request(Trigger::Deadline, reasonNow(), Urgency::Automatic);
}

/// Rule requestFloor: how long after a success the next automatic request may start.
Millis TokenLifecycle::floor() const
{
    const int refusals = m_ledger.refusalsInARow();
    if (refusals >= 2)
        return 2 * m_policy.rejectedFloor; // a service that takes no token must not cause a loop
    if (refusals == 1 || m_ledger.usable() == nullptr)
        return m_policy.rejectedFloor;
    return m_policy.successFloor;
}

TokenLifecycle::UpdateReason TokenLifecycle::reasonNow() const
{
    return m_ledger.usable() != nullptr ? UpdateReason::Proactive : UpdateReason::Expired;
}

// Answers: what they tell of the server's clock, and whether the token may be used

void TokenLifecycle::on(const tokenevent::FetchEnded &event)
{
    // A provider that answers twice, or after abort(), must not do harm.
    if (!m_attempt || m_attempt->number != event.fetch || m_attempt->refusal)
        return;
    m_deadlines.clear(Deadline::AttemptEnd);
    observeAnswer(event.outcome);
    if (const auto *error = std::get_if<TokenError>(&event.outcome.result)) {
        attemptFailed(*error);
        return;
    }
    Attempt attempt = takeAttempt();
    consider({ .token = std::get<AccessToken>(event.outcome.result),
               .origin = TokenAdmission::Origin::Fetched,
               .reason = attempt.reason,
               .attempt = attempt.attempt,
               .newestGeneration = attempt.newestGeneration,
               .calls = std::move(attempt.calls) });
}

void TokenLifecycle::observeAnswer(const FetchOutcome &outcome)
{
    look(); // if the machine slept during the request, the times of the request tell nothing
    const auto *token = std::get_if<AccessToken>(&outcome.result);
    if (token != nullptr)
        m_lastTokenAt = now();
    const auto date = outcome.serverTime;
    if (!date || m_attempt->slept != Millis(0))
        return;
    // Where the header and the issuer's clock are far apart, one of them is set wrong. Believing
    // the header would keep a token beyond its end, or give it up long before.
    if (token != nullptr && !TokenAdmission::isBelievableDate(*date, *token))
        return;
    m_serverClock.observeDate(*date, m_attempt->startedAt, now());
    armMoments();
}

void TokenLifecycle::attemptTimedOut()
{
    give(AbortFetch {});
    if (m_attempt->refusal) // only the credential was awaited: rule keychainWait
        concludeFailure(TokenError(*m_attempt->refusal), false);
    else
        attemptFailed({ .code = Code::Timeout, .detail = u"no complete answer in time"_s });
}

/// Uses a token that came, keeps it until it may be used, or turns it down.
void TokenLifecycle::consider(Candidate candidate)
{
    const auto verdict = judge(candidate.token, candidate.origin);
    if (const auto *error = std::get_if<TokenError>(&verdict)) {
        turnDown(candidate, *error);
        return;
    }
    if (const auto *hold = std::get_if<TokenAdmission::Hold>(&verdict)) {
        keepForLater(std::move(candidate), hold->until);
        return;
    }
    const quint64 generation = admit(candidate.token, candidate.reason, candidate.origin);
    const bool isGiven = candidate.origin == TokenAdmission::Origin::Given;
    for (const CallId call : candidate.calls)
        m_ledger.calls().push_back(
            { .call = call, .generation = generation, .waitsForPostponed = isGiven });
}

void TokenLifecycle::turnDown(const Candidate &candidate, const TokenError &error)
{
    if (candidate.origin == TokenAdmission::Origin::Given) {
        give(GivenTokenRefused { error.code });
        if (error.code == Code::AlreadyExpired && !candidate.wasEarly)
            givenExpiredToken();
        answerAll(candidate.calls, error);
        // A trigger that joined the wait for this token still wants one.
        if (candidate.wasEarly && isDue() && !m_deadlines.isSet(Deadline::NextAttempt))
            attemptDue();
        return;
    }
    const bool isOvertaken
        = candidate.newestGeneration != m_lastGeneration && m_ledger.usable() != nullptr;
    if (error.code != Code::NotNewer || !isOvertaken) {
        recordFailure(error, candidate.attempt, false, candidate.calls);
        return;
    }
    // A token was given by updateToken() meanwhile and lives longer: nothing has failed.
    answerAll(candidate.calls, std::nullopt);
    m_refresh = {};
    armMoments();
}

TokenAdmission::Verdict TokenLifecycle::judge(const AccessToken &token,
                                              TokenAdmission::Origin origin)
{
    if (m_ledger.wasRefused(token))
        return TokenError { .code = Code::NotNewer,
                            .detail = u"the service has refused this token before"_s };
    std::optional<TokenAdmission::Current> current;
    if (const AdmittedToken *admitted = m_ledger.current())
        current = { admitted->token, admitted->life, admitted->isExpired };
    auto verdict
        = TokenAdmission::judge(token, origin, m_pins, current, serverNow(), m_requirements);
    // The service refused an earlier token as expired, so the estimated server time was moved
    // forward. A newly issued token that seems expired or due at once disproves that estimate.
    const auto *error = std::get_if<TokenError>(&verdict);
    const bool seemsExpired = error != nullptr && error->code == Code::AlreadyExpired;
    const Millis lead = m_policy.lead(TokenAdmission::lifeOf(token, serverNow()));
    const bool seemsDue = origin != TokenAdmission::Origin::Given && error == nullptr
        && token.expiresAt() - serverNow() <= lead;
    if ((seemsExpired || seemsDue) && m_serverClock.forgetRefusals())
        verdict
            = TokenAdmission::judge(token, origin, m_pins, current, serverNow(), m_requirements);
    return verdict;
}

quint64 TokenLifecycle::admit(const AccessToken &token, UpdateReason reason,
                              TokenAdmission::Origin origin)
{
    const quint64 generation = ++m_lastGeneration;
    const Millis life = TokenAdmission::lifeOf(token, serverNow());
    const bool isFirst = std::exchange(m_isFirstAwaited, false);
    m_ledger.add({ .token = token,
                   .generation = generation,
                   .life = life,
                   .refreshBefore = m_policy.refreshBeforeExpiry(life, m_now.random),
                   .reason = isFirst ? UpdateReason::SignIn : reason,
                   .isFetched = origin == TokenAdmission::Origin::Fetched,
                   .failedBefore = m_refresh.failures,
                   .failingSince = m_refresh.failingSince,
                   .admittedAt = now() });
    AdmittedToken &admitted = *m_ledger.current();
    m_hadToken = true;
    m_pins = { .identity = token.identity(),
               .accountSid = token.accountSid(),
               .serviceSid = token.serviceSidOf(m_requirements.grant) };
    m_refresh = {};
    m_needsSignIn = false;
    m_lastError.reset();
    if (m_blocked && m_blocked->code != Code::ChatRefused && m_blocked->code != Code::Protocol)
        m_blocked.reset(); // the other two end with the service's word
    dropPlan();
    if (origin != TokenAdmission::Origin::Cached)
        m_gate.recordSuccess(now());

    give(TokenAdmitted { .token = token,
                         .generation = generation,
                         .life = life,
                         .left = timeLeft(),
                         .refreshAt = now() + timeLeft() - admitted.refreshBefore });
    updateState();
    if (isFirst)
        tellUpdated(admitted);
    if (life < TokenAdmission::ShortestDocumentedLife && !std::exchange(m_isShortLifeTold, true))
        give(ShortLifeNoted { life });
    armMoments();
    m_toOffer = generation;
    return generation;
}

void TokenLifecycle::keepForLater(Candidate candidate, WallTime until)
{
    if (m_early)
        answerAll(m_early->calls, cancelledError(u"another token came meanwhile"_s));
    m_early = std::move(candidate);
    m_early->wasEarly = true;
    const Millis wait = std::max(until - serverNow(), Millis(0));
    give(TokenHeld { wait });
    m_deadlines.set(Deadline::EarlyTokenDue, now() + wait);
}

/// Or it is kept again, if the estimate of the server's clock has moved.
void TokenLifecycle::considerEarlyToken()
{
    m_deadlines.clear(Deadline::EarlyTokenDue);
    consider(*std::exchange(m_early, std::nullopt));
}

// Failures: what one means for the next attempt

void TokenLifecycle::attemptFailed(const TokenError &error)
{
    if (error.code != Code::CredentialRejected || m_refresh.wasUnauthorized) {
        concludeFailure(error, false);
        return;
    }
    // Rule unauthorized: another program may have stored a newer credential.
    m_attempt->refusal = error;
    m_deadlines.set(Deadline::AttemptEnd, now() + m_policy.keychainWait);
    give(ReloadCredential { m_attempt->number });
}

void TokenLifecycle::on(const tokenevent::CredentialReloaded &event)
{
    if (m_attempt && m_attempt->number == event.fetch && m_attempt->refusal)
        concludeFailure(TokenError(*m_attempt->refusal), event.hasChanged);
}

void TokenLifecycle::concludeFailure(const TokenError &error, bool hasCredentialChanged)
{
    const Attempt attempt = takeAttempt();
    recordFailure(error, attempt.attempt, hasCredentialChanged, attempt.calls);
}

void TokenLifecycle::recordFailure(const TokenError &error, int attempt, bool hasCredentialChanged,
                                   const std::vector<CallId> &calls)
{
    const FailureRule rule = ruleFor(error.code);
    if (m_blocked && ruleFor(m_blocked->code).blocking == FailureRule::Blocking::WithoutToken)
        m_blocked.reset(); // the outcome of this attempt says how things stand now
    m_lastError = error;
    m_refresh.isOpen = true; // a token that was given meanwhile has closed it
    ++m_refresh.failures;
    if (!m_refresh.failingSince)
        m_refresh.failingSince = now();
    if (!rule.repeatsRequest || hasCredentialChanged)
        m_refresh.number = 0;

    auto wait = nextWait(error, rule, hasCredentialChanged);
    if (m_needsSignIn)
        wait.reset();
    if (wait) {
        wait = allowedFrom(now() + *wait) - now();
        planAttempt(now() + *wait);
    }
    tellFailure(error, m_refresh.trigger, attempt, wait);
    answerAll(calls, error);
}

void TokenLifecycle::tellFailure(const TokenError &error, Trigger trigger, int attempt,
                                 std::optional<Millis> wait)
{
    updateState();
    give(TokenUpdateFailed {
        .error = error, .trigger = trigger, .attempt = attempt, .retryIn = wait });
}

std::optional<Millis> TokenLifecycle::nextWait(const TokenError &error, const FailureRule &rule,
                                               bool hasCredentialChanged)
{
    const bool isSecondUnauthorized
        = std::exchange(m_refresh.wasUnauthorized,
                        error.code == Code::CredentialRejected
                            || (m_refresh.wasUnauthorized && error.httpStatus == 0));
    switch (rule.pace) {
    case FailureRule::Pace::BackOff: {
        if (m_now.network != Reachability::State::Unreachable) // rule offlinePause
            ++m_refresh.backOffStep;
        if (!m_blocked) // the setting is mended that the slow pace waited for
            m_gate.endSlowPace();
        const Millis backOff = m_policy.backOff(m_refresh.backOffStep, m_now.random);
        if (!error.retryAfter)
            return backOff;
        const Millis wait = m_policy.waitFor(*error.retryAfter, backOff, m_now.random);
        m_gate.pauseUntil(now() + wait);
        return wait;
    }
    case FailureRule::Pace::Unauthorized:
        if (isSecondUnauthorized) {
            requireSignIn(TokenTypes::SignInReason::CredentialRejected);
            return {};
        }
        return hasCredentialChanged ? Millis(0) : m_policy.unauthorizedRetry;
    case FailureRule::Pace::Minute:
        return m_policy.backOff(RefreshPolicy::LastBackOffStep, m_now.random);
    case FailureRule::Pace::None: // a provider may answer so all the same
    case FailureRule::Pace::Slow: {
        const bool isUseless
            = rule.blocking == FailureRule::Blocking::WithoutToken && m_ledger.usable() == nullptr;
        if (isUseless || rule.blocking == FailureRule::Blocking::Always)
            m_blocked = error;
        m_gate.slowDownUntil(now() + m_policy.configurationRetry);
        return isUseless ? std::nullopt : std::optional(m_policy.configurationRetry);
    }
    case FailureRule::Pace::Never:
        requireSignIn(error.code == Code::AccessRefused
                          ? TokenTypes::SignInReason::AccessRefused
                          : TokenTypes::SignInReason::CredentialRejected);
        return {};
    }
    Q_UNREACHABLE();
    return {};
}

void TokenLifecycle::requireSignIn(TokenTypes::SignInReason reason)
{
    dropPlan();
    if (reason == TokenTypes::SignInReason::AccessRefused) { // rule accessRefused
        m_ledger.refuseAll();
        armMoments();
        withdrawToken();
    }
    if (std::exchange(m_needsSignIn, true))
        return;
    updateState();
    give(SignInRequired { reason });
}

// The moments of a token: refresh, about to expire, expired; and what moves them

void TokenLifecycle::armMoments()
{
    m_deadlines.clear(Deadline::AboutToExpire);
    m_deadlines.clear(Deadline::Expiry);
    m_isServiceFirst = false;
    const AdmittedToken *admitted = m_ledger.usable();
    if (admitted == nullptr)
        return;
    const Millis left = admitted->token.expiresAt() - serverNow();
    if (!admitted->isAboutToExpireTold)
        m_deadlines.set(Deadline::AboutToExpire,
                        now() + std::max(left - m_policy.aboutToExpireLead, Millis(0)));
    m_deadlines.set(Deadline::Expiry, now() + std::max(left, Millis(0)));
    planRefresh();
}

/// Rules refreshLead, refreshJitter and requestFloor.
void TokenLifecycle::planRefresh()
{
    const bool isPlanned
        = m_refresh.isOpen && (m_refresh.failures > 0 || m_deadlines.isSet(Deadline::NextAttempt));
    if (isBusy() || m_needsSignIn || isPlanned)
        return;
    const AdmittedToken *admitted = m_ledger.usable();
    const Millis left = admitted->token.expiresAt() - serverNow();
    Millis wait = left - admitted->refreshBefore;
    if (const auto age = m_gate.sinceSuccess(now())) {
        wait = std::max(wait, m_policy.successFloor - *age);
        // The floor is no reason to be without a token.
        wait = std::min(wait, std::max(left, m_policy.rejectedFloor - *age));
    }
    planAttempt(now() + wait);
}

void TokenLifecycle::on(const tokenevent::ExpiryAnnounced &)
{
    look();
    if (!m_isActive)
        return;
    // A service repeats its announcement. Those that follow each other closely are one, also where
    // the next token came between them.
    const bool isRow = m_lastPush && now() - *m_lastPush < m_policy.successFloor;
    if (!isRow)
        m_pushRowSince = now();
    m_lastPush = now();
    const AdmittedToken *admitted = m_ledger.usable();
    if (isRow && admitted != nullptr && admitted->admittedAt >= *m_pushRowSince)
        return;
    aboutToExpire(TokenTypes::ExpirySource::Server);
}

void TokenLifecycle::aboutToExpire(TokenTypes::ExpirySource source)
{
    AdmittedToken *admitted = m_ledger.usable();
    if (admitted == nullptr)
        return;
    const bool isFirst = !std::exchange(admitted->isAboutToExpireTold, true);
    m_deadlines.clear(Deadline::AboutToExpire);
    if (isFirst)
        give(TokenAboutToExpire { .left = timeLeft(), .source = source });
    // Our clock and the service's first announcement may each start a refresh, but not while the
    // token is young: a service with three-minute tokens would be asked in a loop.
    const bool isByServer = source == TokenTypes::ExpirySource::Server;
    const bool isUsed = isByServer ? admitted->isPushUsed : !isFirst;
    const auto age = m_gate.sinceSuccess(now());
    if (isUsed || (age && *age < m_policy.successFloor))
        return;
    if (isByServer)
        admitted->isPushUsed = true;
    request(isByServer ? Trigger::Push : Trigger::Deadline, UpdateReason::AboutToExpire,
            Urgency::Automatic);
}

void TokenLifecycle::expiryDue()
{
    AdmittedToken &admitted = *m_ledger.usable(); // without one armMoments() sets no deadline
    if (!m_isServiceFirst && m_ledger.isAcceptedByAny(admitted.generation)) {
        // The service that runs on the token has the first word: our estimate of its clock knows
        // whole seconds only.
        m_isServiceFirst = true;
        m_deadlines.set(Deadline::Expiry, now() + m_policy.serviceWordFirst);
        return;
    }
    expiryReached(admitted);
    // A planned attempt may stand at the end of the floor, which was counted with a usable token.
    const bool backsOff = m_refresh.failures > 0 && m_deadlines.isSet(Deadline::NextAttempt);
    if (!backsOff && !m_blocked)
        request(Trigger::Deadline, UpdateReason::Expired, Urgency::Automatic);
}

void TokenLifecycle::expiryReached(AdmittedToken &admitted)
{
    admitted.isExpired = true; // a connected consumer stays connected: the service decides
    m_deadlines.clear(Deadline::AboutToExpire);
    m_deadlines.clear(Deadline::Expiry);
    if (m_refresh.isOpen)
        m_refresh.reason = UpdateReason::Expired;
    if (m_attempt)
        m_attempt->reason = UpdateReason::Expired;
    tellExpired(admitted);
    blockIfHopeless();
}

void TokenLifecycle::tellExpired(AdmittedToken &admitted)
{
    if (std::exchange(admitted.isExpiredTold, true))
        return;
    updateState();
    give(TokenExpired { .generation = admitted.generation,
                        .expiresAt = admitted.token.expiresAt() });
}

/// Rule configurationError: a setting is wrong and no token is left. True: nothing is tried any
/// more until something is changed.
bool TokenLifecycle::blockIfHopeless()
{
    if (isBusy() || m_needsSignIn || m_refresh.failures == 0
        || ruleFor(m_lastError->code).blocking != FailureRule::Blocking::WithoutToken)
        return false;
    m_refresh.reason = UpdateReason::Expired; // also if the service was the first to say so
    m_blocked = m_lastError;
    dropPlan();
    updateState();
    return true;
}

bool TokenLifecycle::isDue() const
{
    if (!m_isActive || m_needsSignIn || isBusy())
        return false;
    const AdmittedToken *admitted = m_ledger.usable();
    return admitted == nullptr || m_refresh.isOpen
        || serverNow() >= admitted->token.expiresAt() - admitted->refreshBefore;
}

void TokenLifecycle::on(const tokenevent::ClockChecked &)
{
    look();
}

void TokenLifecycle::look()
{
    if (const auto jump = m_wake.look(m_now))
        audit(*jump);
}

/// Rule wakeAudit.
void TokenLifecycle::audit(const ClockJump &jump)
{
    give(ClockJumped { .cause = enumName(jump.cause), .slept = jump.slept, .set = jump.set });
    if (m_now.boot)
        m_serverClock.observeSleep(jump.slept);
    else
        m_serverClock.observeSleepPerhaps(jump.slept);
    m_serverClock.observeSet(jump.set);
    m_gate.skip(jump.slept);
    if (m_attempt) {
        m_attempt->slept += jump.slept;
        // Rule attemptDeadline counts sleep; the monotonic clock has not.
        if (!m_attempt->refusal && m_deadlines.isSet(Deadline::AttemptEnd)
            && now() - m_attempt->startedAt + m_attempt->slept >= m_policy.attemptDeadline)
            attemptTimedOut();
    }
    if (AdmittedToken *admitted = m_ledger.usable();
        admitted != nullptr && admitted->token.expiresAt() <= serverNow())
        expiryReached(*admitted);
    if (m_early)
        considerEarlyToken();
    armMoments();
    if (!isDue())
        return;
    if (m_now.network != Reachability::State::Unknown) {
        request(Trigger::Wake, reasonNow(), Urgency::Automatic);
        return;
    }
    m_deadlines.clear(Deadline::NextAttempt);
    m_deadlines.set(Deadline::WakeDelayEnd, now() + m_policy.wakeDelay);
}

/// Rule offlinePause.
void TokenLifecycle::on(const tokenevent::NetworkChanged &)
{
    look(); // the network often is the first to tell that the machine is awake
    if (m_isActive)
        give(NetworkNoted { m_now.network });
    m_gate.networkChanged();
    if (m_now.network == Reachability::State::Unreachable) {
        m_offlineSince = now();
        return;
    }
    if (std::exchange(m_offlineSince, std::nullopt))
        m_onlineSince = now();
    m_refresh.backOffStep = 0;
    if (isDue())
        request(Trigger::NetworkUp, reasonNow(), Urgency::Automatic);
}

void TokenLifecycle::on(const tokenevent::PolicyChanged &event)
{
    m_policy = event.policy;
    m_gate.setPolicy(event.policy);
    if (AdmittedToken *admitted = m_ledger.current())
        admitted->refreshBefore = m_policy.refreshBeforeExpiry(admitted->life, m_now.random);
    armMoments();
}

// Consumers: a token is offered, then accepted or refused

void TokenLifecycle::on(const tokenevent::ConsumerAdded &event)
{
    m_ledger.consumers().push_back({ .id = event.consumer });
    if (const AdmittedToken *admitted = m_ledger.usable())
        offerTo(m_ledger.consumers().back(), *admitted);
}

void TokenLifecycle::offerTo(ConsumerRecord &consumer, const AdmittedToken &admitted)
{
    m_ledger.noteOffer(consumer, admitted.generation);
    give(OfferToken {
        .consumer = consumer.id, .generation = admitted.generation, .token = admitted.token });
}

void TokenLifecycle::on(const tokenevent::ConsumerRemoved &event)
{
    std::erase_if(m_ledger.consumers(), [&event](const ConsumerRecord &consumer) {
        return consumer.id == event.consumer;
    });
    unblockAfterService();
    answersDropped();
}

/// Offers the token of this step to all consumers; true if there was one.
bool TokenLifecycle::offerToken()
{
    const quint64 generation = std::exchange(m_toOffer, 0);
    if (generation == 0)
        return false;
    for (PendingCall &call : m_ledger.calls())
        call.isOffered = call.isOffered || call.generation == generation;
    if (AdmittedToken *admitted = m_ledger.usable()) {
        for (ConsumerRecord &consumer : m_ledger.consumers())
            offerTo(consumer, *admitted);
        if (!m_ledger.isAwaited(generation))
            settledWithoutService(*admitted);
    }
    finishCalls();
    return true;
}

void TokenLifecycle::on(const tokenevent::ConsumerAnswered &event)
{
    ConsumerRecord *consumer = m_ledger.consumer(event.consumer);
    if (!m_isActive || consumer == nullptr || event.generation > consumer->lastOffered)
        return;
    const auto cover = [&] { // an answer covers older tokens: they are superseded
        return std::erase_if(consumer->unanswered,
                             [&event](quint64 older) { return older <= event.generation; })
            > 0;
    };
    switch (event.answer) {
    case OfferAnswer::Accepted:
        cover();
        accepted(*consumer, event.generation);
        break;
    case OfferAnswer::Refused:
        cover();
        refused(*consumer, event.generation, event.rejection);
        break;
    case OfferAnswer::Postponed:
        if (!m_ledger.isOwed(event.consumer, event.generation))
            return;
        consumer->isPostponed = true;
        if (AdmittedToken *admitted = m_ledger.usable();
            admitted != nullptr && !m_ledger.isAnswerDue(admitted->generation))
            tellUsed(*admitted); // no consumer can try it now, and that may take hours
        break;
    case OfferAnswer::Kept:
        if (cover())
            answersDropped();
        return;
    case OfferAnswer::Doubted:
        doubted(event.generation);
        return;
    }
    finishCalls();
}

/// A consumer that left or keeps the token for later owes no answer any more.
void TokenLifecycle::answersDropped()
{
    if (AdmittedToken *admitted = m_ledger.current())
        dropIfRefusedByAll(*admitted);
    if (AdmittedToken *admitted = m_ledger.usable();
        admitted != nullptr && !m_ledger.isAwaited(admitted->generation))
        settledWithoutService(*admitted);
    finishCalls();
}

/// No consumer is connected, so the token counts as updated.
void TokenLifecycle::settledWithoutService(AdmittedToken &admitted)
{
    tellUsed(admitted);
    if (m_blocked && m_blocked->code == Code::Protocol)
        return; // that ends with a service's word only
    if (!admitted.isAccepted || !m_ledger.isPartlyRefused())
        m_ledger.forgetRefusals();
    unblockAfterService();
}

void TokenLifecycle::tellUsed(AdmittedToken &admitted)
{
    confirmCredential(admitted);
    tellUpdated(admitted);
}

void TokenLifecycle::tellUpdated(AdmittedToken &admitted)
{
    if (std::exchange(admitted.isUpdateTold, true))
        return;
    give(TokenUpdated {
        .token = admitted.token, .generation = admitted.generation, .reason = admitted.reason });
    if (admitted.failedBefore == 0)
        return;
    const Millis down = admitted.failingSince ? now() - *admitted.failingSince : Millis(0);
    give(TokenUpdateRecovered { .attempts = admitted.failedBefore, .down = down });
}

void TokenLifecycle::confirmCredential(AdmittedToken &admitted)
{
    // Not for an older token: its rotated credential has been replaced since.
    if (std::exchange(admitted.isFetched, false) && admitted.generation == m_lastGeneration)
        give(ConfirmCredential {});
}

void TokenLifecycle::unblockAfterService()
{
    if (!m_blocked || (m_blocked->code != Code::ChatRefused && m_blocked->code != Code::Protocol)
        || m_ledger.isAnyBlocking())
        return;
    m_blocked.reset();
    m_gate.endSlowPace();
    if (m_ledger.usable() == nullptr)
        blockIfHopeless(); // a wrong setting may be left
}

void TokenLifecycle::withdrawToken()
{
    m_ledger.forgetOffers();
    give(WithdrawToken {});
    finishCalls();
}

void TokenLifecycle::accepted(ConsumerRecord &consumer, quint64 generation)
{
    consumer.accepted = generation;
    consumer.acceptedAt = now();
    consumer.refusals = 0;
    consumer.isBlocking = false;
    give(TokenAccepted { .consumer = consumer.id, .generation = generation });
    if (AdmittedToken *admitted = m_ledger.find(generation);
        admitted != nullptr && !admitted->isRefused) {
        unblockAfterService();
        tellUsed(*admitted);
        m_ledger.accept(*admitted, now()); // last: it moves the tokens
    }
    for (PendingCall &call : m_ledger.calls())
        call.isAccepted = call.isAccepted || call.generation == generation;
}

void TokenLifecycle::refused(ConsumerRecord &consumer, quint64 generation,
                             const TokenRejection &rejection)
{
    const TokenError error = refusalError(rejection);
    const bool isRepeated = std::exchange(consumer.refused, generation) == generation;
    give(
        TokenRefused { .consumer = consumer.id, .generation = generation, .rejection = rejection });
    for (PendingCall &call : m_ledger.calls()) {
        if (call.generation == generation)
            call.refusal = error;
    }
    AdmittedToken *admitted = m_ledger.find(generation);
    if (rejection.kind == TokenRejection::Kind::Protocol) {
        m_blocked = error; // the token is not to blame and stays
        consumer.isBlocking = true;
    } else if (admitted != nullptr && !isRepeated) {
        if (rejection.kind == TokenRejection::Kind::Expired)
            refusedAsExpired(consumer, *admitted, error);
        else
            refusedForGood(consumer, *admitted, error);
    }
    if (consumer.accepted == generation)
        consumer.accepted = 0;
}

void TokenLifecycle::refusedAsExpired(ConsumerRecord &consumer, AdmittedToken &admitted,
                                      const TokenError &error)
{
    // Judged before the refusal itself moves the estimate of the server's clock.
    const bool isNatural
        = (admitted.acceptedAt && now() - *admitted.acceptedAt >= m_policy.shortestSession)
        || admitted.token.expiresAt()
            <= serverNow() + m_wake.unseen(m_now) + m_policy.expiryTolerance;
    const AdmittedToken *current = m_ledger.current();
    const bool isCurrent = current != nullptr && current->generation == admitted.generation;
    admitted.isExpired = true;
    if (!m_serverClock.observeExpired(admitted.token.expiresAt(), now()))
        give(ClockContradicted { admitted.generation });
    if (!isCurrent)
        return; // a newer one is on its way to the service already
    if (!isNatural)
        countRefusal(consumer, admitted);
    if (!admitted.isAccepted)
        m_ledger.refuse(admitted);
    if (AdmittedToken *rest = m_ledger.usable();
        rest != nullptr && rest->token.expiresAt() <= serverNow())
        rest->isExpired = true;
    const bool isLast = m_ledger.usable() == nullptr;
    if (isLast)
        tellExpired(admitted);
    armMoments();
    if (!isNatural && consumer.refusals > 1)
        afterRefusal(consumer, admitted, error, Trigger::ServerExpired);
    else if (!isLast || !blockIfHopeless())
        request(Trigger::ServerExpired, UpdateReason::Expired, Urgency::Automatic);
}

void TokenLifecycle::refusedForGood(ConsumerRecord &consumer, AdmittedToken &admitted,
                                    const TokenError &error)
{
    countRefusal(consumer, admitted);
    consumer.accepted = consumer.accepted == admitted.generation ? 0 : consumer.accepted;
    dropIfRefusedByAll(admitted);
    const AdmittedToken *current = m_ledger.current();
    if (current != nullptr && current->generation > admitted.generation)
        return; // a newer one is on its way to the service already
    armMoments();
    afterRefusal(consumer, admitted, error, Trigger::ClientRejected);
}

/// A token stays in use while a service accepts it or may still accept it: the outcome does not
/// depend on the order in which several services answer.
void TokenLifecycle::dropIfRefusedByAll(AdmittedToken &admitted)
{
    if (!m_ledger.isRefusedByAll(admitted))
        return;
    m_ledger.refuse(admitted);
    armMoments();
}

void TokenLifecycle::countRefusal(ConsumerRecord &consumer, const AdmittedToken &admitted)
{
    const bool isEarlyEnd = consumer.accepted == admitted.generation
        && now() - consumer.acceptedAt < m_policy.shortestSession;
    consumer.countRefusal(isEarlyEnd, now(), 3 * m_policy.configurationRetry);
}

/// Rule admission, second part: another token after five seconds; if that is refused as well, a
/// setting is wrong. A new token that is called expired gets one more try, because clocks that
/// disagree may cause it.
void TokenLifecycle::afterRefusal(ConsumerRecord &consumer, AdmittedToken &admitted,
                                  const TokenError &error, Trigger trigger)
{
    const bool isExpired = trigger == Trigger::ServerExpired;
    const bool isHopeless = consumer.refusals > (isExpired ? 2 : 1);
    const bool isKnown = admitted.isRefusalTold && (!isHopeless || m_ledger.isAnyBlocking());
    consumer.isBlocking = consumer.isBlocking || isHopeless;
    admitted.isRefusalTold = true;
    if (isKnown)
        return; // another service refused the same token
    TokenError failure = error;
    failure.code = Code::ChatRefused;
    m_lastError = failure;
    openRefresh(trigger, isExpired ? UpdateReason::Expired : UpdateReason::Server);
    m_refresh.failures = std::max(m_refresh.failures, admitted.failedBefore) + 1;
    if (!m_refresh.failingSince)
        m_refresh.failingSince = admitted.failingSince ? admitted.failingSince : now();
    m_refresh.number = 0;

    const Millis pace = isHopeless ? m_policy.configurationRetry : floor();
    if (isHopeless) {
        m_blocked = failure;
        m_gate.slowDownUntil(now() + pace);
    }
    std::optional<Millis> wait;
    if (!m_needsSignIn) {
        wait = allowedFrom(now() + pace) - now();
        if (!isBusy())
            planAttempt(now() + *wait);
    }
    tellFailure(failure, trigger, m_refresh.failures, wait);
}

/// Perhaps a new token helps. Once, then rarely: a service that refuses one thing to every token
/// must not cause a loop.
void TokenLifecycle::doubted(quint64 generation)
{
    const AdmittedToken *admitted = m_ledger.usable();
    if (admitted == nullptr || admitted->generation != generation
        || (m_lastDoubt && now() - *m_lastDoubt <= m_policy.configurationRetry))
        return;
    m_lastDoubt = now();
    give(TokenDoubted { generation });
    request(Trigger::ClientRejected, UpdateReason::Server, Urgency::Automatic);
}

// Calls: updateToken(), and who waits for a service's word

void TokenLifecycle::on(const tokenevent::TokenGiven &event)
{
    if (!m_isActive) {
        answer(event.call, notSignedInError());
        return;
    }
    if (const auto *error = std::get_if<TokenError>(&event.token)) {
        answer(event.call, *error);
        return;
    }
    const auto &token = std::get<AccessToken>(event.token);
    if (const AdmittedToken *admitted = m_ledger.current();
        admitted != nullptr && admitted->token == token) {
        givenSameToken(*admitted, event.call);
        return;
    }
    consider({ .token = token,
               .origin = TokenAdmission::Origin::Given,
               .reason = UpdateReason::Manual,
               .calls = { event.call } });
}

void TokenLifecycle::givenSameToken(const AdmittedToken &admitted, CallId call)
{
    if (admitted.isExpired)
        answer(call,
               TokenError { .code = Code::NotNewer, .detail = u"the same token has expired"_s });
    else if (m_ledger.isAwaited(admitted.generation))
        m_ledger.calls().push_back({ .call = call,
                                     .generation = admitted.generation,
                                     .waitsForPostponed = true,
                                     .isOffered = true });
    else
        answer(call, std::nullopt);
}

/// The documented behaviour: an error, and the connection closes. A new token is fetched a little
/// later.
void TokenLifecycle::givenExpiredToken()
{
    m_hadToken = true;
    if (AdmittedToken *admitted = m_ledger.usable()) {
        admitted->isExpired = true;
        tellExpired(*admitted);
    }
    armMoments();
    withdrawToken();
    if (!isBusy() && !m_needsSignIn) {
        openRefresh(Trigger::Deadline, UpdateReason::Expired);
        planAttempt(now() + m_policy.rejectedFloor);
    }
}

void TokenLifecycle::finishCalls()
{
    for (const FinishedCall &call : m_ledger.takeFinishedCalls())
        answer(call.call, call.error);
}

void TokenLifecycle::answer(CallId call, std::optional<TokenError> error)
{
    give(AnswerCall { .call = call, .error = std::move(error) });
}

void TokenLifecycle::answerAll(const std::vector<CallId> &calls,
                               const std::optional<TokenError> &error)
{
    for (const CallId call : calls)
        answer(call, error);
}

// Deadlines

std::optional<MonotonicTime> TokenLifecycle::nextDeadline() const
{
    const auto planned = m_deadlines.next();
    const auto beat = m_wake.nextBeat();
    return planned && beat ? std::min(*planned, *beat) : planned ? planned : beat;
}

void TokenLifecycle::on(const tokenevent::DeadlineReached &)
{
    for (auto next = nextDeadline(); next && *next <= now(); next = nextDeadline()) {
        if (m_wake.nextBeat() != next)
            reached(m_deadlines.takeNext());
        else if (const auto jump = m_wake.beat(m_now))
            audit(*jump);
        settle();
    }
}

void TokenLifecycle::reached(Deadline deadline)
{
    switch (deadline) {
    case Deadline::AttemptEnd:
        return attemptTimedOut();
    case Deadline::AttemptStart:
        return beginAttempt();
    case Deadline::AboutToExpire:
        return aboutToExpire(TokenTypes::ExpirySource::Clock);
    case Deadline::Expiry:
        return expiryDue();
    case Deadline::NextAttempt:
        return attemptDue();
    case Deadline::EarlyTokenDue:
        return considerEarlyToken();
    case Deadline::WakeDelayEnd:
        return request(Trigger::Wake, reasonNow(), Urgency::Automatic);
    case Deadline::WarningCheck:
        return; // settle() looks at the warning
    }
}

// What is derived: state, warning, schedule

void TokenLifecycle::settle()
{
    do {
        updateState();
        if (!m_isActive || m_ledger.usable() != nullptr)
            m_withoutTokenSince.reset();
        else if (!m_withoutTokenSince)
            m_withoutTokenSince = now();
        m_wake.setWanted(m_isActive && !(m_needsSignIn && m_ledger.usable() == nullptr), m_now);
        updateWarning();
        updateSchedule();
    } while (offerToken());
}

TokenLifecycle::State TokenLifecycle::computeState() const
{
    if (!m_isActive)
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

void TokenLifecycle::updateState()
{
    const State state = computeState();
    if (state == m_state)
        return;
    Q_ASSERT(std::ranges::find(moves(), StateMove { m_state, state }) != moves().end());
    m_state = state;
    give(StateChanged { state });
}

void TokenLifecycle::updateWarning()
{
    WarningVerdict verdict;
    if (m_isActive) {
        // What could not be mended while offline starts to count when the network is back.
        const auto since = [this](const std::optional<MonotonicTime> &moment) {
            return moment ? std::optional(now() - std::max(*moment, m_onlineSince)) : std::nullopt;
        };
        const AdmittedToken *admitted = m_ledger.usable();
        verdict = judgeWarning({ .needsSignIn = m_needsSignIn,
                                 .isBlocked = m_blocked.has_value(),
                                 .offlineFor = since(m_offlineSince),
                                 .withoutTokenFor = since(m_withoutTokenSince),
                                 .failingFor = since(m_refresh.failingSince),
                                 .left = timeLeft(),
                                 .isFailureShown = m_warning == Warning::RefreshFailing
                                     || m_warning == Warning::NoToken,
                                 .isShortLived = admitted != nullptr && isShortLived(*admitted) },
                               m_policy);
    }
    m_deadlines.clear(Deadline::WarningCheck);
    if (verdict.lookAgainIn)
        m_deadlines.set(Deadline::WarningCheck, now() + *verdict.lookAgainIn);
    if (verdict.warning == m_warning)
        return;
    give(WarningChanged { .before = std::exchange(m_warning, verdict.warning),
                          .warning = verdict.warning });
}

void TokenLifecycle::updateSchedule()
{
    Schedule schedule { .lastError = m_lastError };
    if (!m_offlineSince)
        schedule.nextAttempt = m_deadlines.at(Deadline::NextAttempt);
    if (const auto until = m_gate.pausedUntil(now()); m_isActive && until > now())
        schedule.pausedUntil = until;
    if (schedule == m_schedule)
        return;
    m_schedule = std::move(schedule);
    give(ScheduleChanged {});
}

Millis TokenLifecycle::timeLeft() const
{
    const AdmittedToken *admitted = m_ledger.usable();
    return admitted == nullptr ? Millis(0)
                               : std::max(Millis(0), admitted->token.expiresAt() - serverNow());
}

bool TokenLifecycle::isShortLived(const AdmittedToken &admitted) const
{
    return admitted.life - m_policy.lead(admitted.life) < m_policy.successFloor;
}

} // namespace parley
