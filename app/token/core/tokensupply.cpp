// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/tokensupply.h"

#include "token/core/failurerules.h"
#include "token/enumname.h"

#include <algorithm>
#include <utility>

namespace parley {

using namespace Qt::StringLiterals;
using namespace tokeneffect;
using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

// Requests: when one may start, and what joins it

void TokenSupply::request(Trigger trigger, UpdateReason reason, Urgency urgency)
{
    if (m_needsSignIn)
        return;
    const auto verdict = startOrJoin(trigger, reason, urgency);
    if (verdict.refusal == RequestPacing::Refusal::None)
        return;
    m_refresh.open(trigger, reason);
    if (verdict.allowedAt)
        planAttempt(std::min(*verdict.allowedAt,
                             m_deadlines.at(Deadline::NextAttempt).value_or(*verdict.allowedAt)));
}

void TokenSupply::on(const tokenevent::RefreshRequested &event)
{
    if (!m_isSignedIn) {
        answer(event.call, notSignedInError());
        return;
    }
    const auto verdict = startOrJoin(Trigger::User, UpdateReason::Manual, Urgency::Explicit);
    if (verdict.refusal == RequestPacing::Refusal::None)
        (m_attempt ? m_attempt->calls : m_early->calls).push_back(event.call);
    else if (verdict.allowedAt)
        answer(event.call, throttledError(verdict.refusal, *verdict.allowedAt - now()));
    else
        answer(event.call, offlineError());
}

/// Starts an attempt or joins what runs; or says why no attempt may start now, and from when on one
/// may.
RequestPacing::Verdict TokenSupply::startOrJoin(Trigger trigger, UpdateReason reason,
                                                Urgency urgency)
{
    if (isBusy()) {
        join(trigger, reason);
        return {};
    }
    const auto verdict = m_pacing.ask({ .now = now(),
                                        .byUser = urgency == Urgency::Explicit,
                                        .network = m_now.network,
                                        .floor = requestFloor() });
    if (verdict.refusal == RequestPacing::Refusal::None)
        startAttempt(trigger, reason);
    else
        give(RequestHeldBack { .trigger = trigger,
                               .because = enumName(verdict.refusal),
                               .allowedAt = verdict.allowedAt });
    return verdict;
}

void TokenSupply::join(Trigger trigger, UpdateReason reason)
{
    give(TriggerJoined { trigger });
    if (!m_attempt)
        return;
    m_attempt->joined.push_back(trigger);
    if (outweighs(reason, m_attempt->reason))
        m_attempt->reason = reason;
}

void TokenSupply::startAttempt(Trigger trigger, UpdateReason reason)
{
    m_refresh.open(trigger, reason);
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

void TokenSupply::beginAttempt()
{
    if (m_now.network == Reachability::State::Unreachable) { // lost while the attempt waited
        const Attempt attempt = takeAttempt();
        m_refresh.open(attempt.trigger, attempt.reason); // goes on when the network is back
        answerAll(attempt.calls, offlineError());
        return;
    }
    m_attempt->isBegun = true;
    m_pacing.recordStart(now(), m_now.network);
    give(StartFetch { .fetch = m_attempt->number,
                      .trigger = m_attempt->trigger,
                      .attempt = m_attempt->attempt,
                      .refresh = m_refresh.number });
}

Attempt TokenSupply::takeAttempt()
{
    m_deadlines.clear(Deadline::AttemptEnd);
    m_deadlines.clear(Deadline::AttemptStart);
    if (m_attempt->isBegun)
        give(FetchFinished { .fetch = m_attempt->number,
                             .trigger = m_attempt->trigger,
                             .joined = m_attempt->joined });
    return *std::exchange(m_attempt, std::nullopt);
}

void TokenSupply::abandonAttempt()
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

void TokenSupply::planAttempt(MonotonicTime at)
{
    m_deadlines.set(Deadline::NextAttempt, std::max(at, now()));
}

void TokenSupply::dropPlan()
{
    m_deadlines.clear(Deadline::NextAttempt);
    m_deadlines.clear(Deadline::WakeDelayEnd);
}

void TokenSupply::attemptDue()
{
    if (m_refresh.isOpen)
        request(m_refresh.trigger, m_refresh.reason, Urgency::Automatic);
    else
        request(Trigger::Deadline, reasonNow(), Urgency::Automatic);
}

// Failures: what one means for the next attempt

void TokenSupply::attemptTimedOut()
{
    give(AbortFetch {});
    if (m_attempt->refusal) // only the credential was awaited: rule keychainWait
        concludeFailure(TokenError(*m_attempt->refusal), false);
    else
        attemptFailed({ .code = Code::Timeout, .detail = u"no complete answer in time"_s });
}

void TokenSupply::attemptFailed(const TokenError &error)
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

void TokenSupply::on(const tokenevent::CredentialReloaded &event)
{
    if (m_attempt && m_attempt->number == event.fetch && m_attempt->refusal)
        concludeFailure(TokenError(*m_attempt->refusal), event.hasChanged);
}

void TokenSupply::concludeFailure(const TokenError &error, bool hasCredentialChanged)
{
    const Attempt attempt = takeAttempt();
    recordFailure(error, attempt.attempt, hasCredentialChanged, attempt.calls);
}

void TokenSupply::recordFailure(const TokenError &error, int attempt, bool hasCredentialChanged,
                                const std::vector<CallId> &calls)
{
    const FailureRule rule = ruleFor(error.code);
    if (m_blocked && ruleFor(m_blocked->code).blocking == FailureRule::Blocking::WithoutToken)
        m_blocked.reset(); // the outcome of this attempt says how things stand now
    m_lastError = error;
    m_refresh.fail(now()); // opens it again where a token that was given meanwhile has closed it
    if (!rule.repeatsRequest || hasCredentialChanged)
        m_refresh.number = 0;

    auto wait = respond(error, rule, hasCredentialChanged);
    if (m_needsSignIn)
        wait.reset();
    if (wait) {
        wait = allowedFrom(now() + *wait) - now();
        planAttempt(now() + *wait);
    }
    tellFailure(error, m_refresh.trigger, attempt, wait);
    answerAll(calls, error);
}

/// Carries out what the failure leads to. Returns the wait for the next attempt; empty: none comes.
std::optional<Millis> TokenSupply::respond(const TokenError &error, const FailureRule &rule,
                                           bool hasCredentialChanged)
{
    const bool isUnauthorized = error.code == Code::CredentialRejected
        || (m_refresh.wasUnauthorized && error.httpStatus == 0); // no answer: still in a row
    if (rule.pace == FailureRule::Pace::BackOff) {
        if (m_now.network != Reachability::State::Unreachable) // rule offlinePause
            ++m_refresh.backOffStep;
        if (!m_blocked) // the setting is mended that the slow pace waited for
            m_pacing.endSlowPace();
    }
    const FailureResponse response = responseTo(
        { .error = error,
          .isSecondUnauthorized = std::exchange(m_refresh.wasUnauthorized, isUnauthorized),
          .hasCredentialChanged = hasCredentialChanged,
          .hasToken = m_ledger.usable() != nullptr,
          .backOffStep = m_refresh.backOffStep,
          .random = m_now.random },
        m_policy);
    if (response.bindsUser)
        m_pacing.pauseUntil(now() + *response.wait);
    if (response.isSlow)
        m_pacing.slowDownUntil(now() + m_policy.configurationRetry);
    if (response.blocks)
        m_blocked = error;
    if (response.signIn)
        requireSignIn(*response.signIn);
    return response.wait;
}

void TokenSupply::tellFailure(const TokenError &error, Trigger trigger, int attempt,
                              std::optional<Millis> wait)
{
    updateState();
    give(TokenUpdateFailed {
        .error = error, .trigger = trigger, .attempt = attempt, .retryIn = wait });
}

void TokenSupply::requireSignIn(TokenTypes::SignInReason reason)
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

/// Rule configurationError: a setting is wrong and no token is left. True: nothing is tried any
/// more until something is changed.
bool TokenSupply::blockIfHopeless()
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

// The moments of a token that are planned, the next refresh among them

void TokenSupply::armMoments()
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

void TokenSupply::planRefresh()
{
    const bool isPlanned
        = m_refresh.isOpen && (m_refresh.failures > 0 || m_deadlines.isSet(Deadline::NextAttempt));
    if (!isBusy() && !m_needsSignIn && !isPlanned)
        planAttempt(now() + untilRefresh(*m_ledger.usable()));
}

// What is told

void TokenSupply::updateState()
{
    const State state = computeState();
    if (state == m_state)
        return;
    Q_ASSERT(std::ranges::find(moves(), StateMove { m_state, state }) != moves().end());
    m_state = state;
    give(StateChanged { state });
}

void TokenSupply::withdrawToken()
{
    m_ledger.forgetOffers();
    give(WithdrawToken {});
    finishCalls();
}

void TokenSupply::finishCalls()
{
    for (const FinishedCall &call : m_ledger.takeFinishedCalls())
        answer(call.call, call.error);
}

void TokenSupply::answer(CallId call, std::optional<TokenError> error)
{
    give(AnswerCall { .call = call, .error = std::move(error) });
}

void TokenSupply::answerAll(const std::vector<CallId> &calls,
                            const std::optional<TokenError> &error)
{
    for (const CallId call : calls)
        answer(call, error);
}

} // namespace parley
