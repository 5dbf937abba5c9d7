// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// The whole life of a token, to be read from top to bottom: sign-in, answer, the moments of a
// token, consumers, calls. How a token is requested, and what a failure means, stands in
// tokensupply.cpp. RULES.md explains the rules whose names stand in the comments.
#include "token/core/tokenlifecycle.h"

#include "token/core/failurerules.h"
#include "token/enumname.h"

#include <algorithm>
#include <utility>

namespace parley {

using namespace Qt::StringLiterals;
using namespace tokeneffect;

namespace {

using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

} // namespace

TokenLifecycle::TokenLifecycle(const RefreshPolicy &policy, const Now &now,
                               const TokenRequirements &requirements)
    : TokenSupply(policy, now, requirements)
{ }

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
    if (!m_isSignedIn)
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
    m_isSignedIn = false;
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
    m_isSignedIn = true;
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
    m_pacing.reset();
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
    checkClocks(); // if the machine slept during the request, the times of the request tell nothing
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
    auto verdict = verdictOn(token, origin);
    // The service refused an earlier token as expired, so the estimated server time was moved
    // forward. A newly issued token that seems expired or due at once disproves that estimate.
    const auto *error = std::get_if<TokenError>(&verdict);
    const bool seemsExpired = error != nullptr && error->code == Code::AlreadyExpired;
    const Millis lead = m_policy.lead(TokenAdmission::lifeOf(token, serverNow()));
    const bool seemsDue = origin != TokenAdmission::Origin::Given && error == nullptr
        && token.expiresAt() - serverNow() <= lead;
    if ((seemsExpired || seemsDue) && m_serverClock.forgetRefusals())
        verdict = verdictOn(token, origin);
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
    if (!isBlockedByService())
        m_blocked.reset();
    dropPlan();
    if (origin != TokenAdmission::Origin::Cached)
        m_pacing.recordSuccess(now());

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

// The moments of a token: refresh, about to expire, expired; and what moves them

void TokenLifecycle::on(const tokenevent::ExpiryAnnounced &)
{
    checkClocks();
    if (!m_isSignedIn)
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
    const auto age = m_pacing.sinceSuccess(now());
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

void TokenLifecycle::checkClocks()
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
    m_pacing.skip(jump.slept);
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
    checkClocks(); // the network often is the first to tell that the machine is awake
    if (m_isSignedIn)
        give(NetworkNoted { m_now.network });
    m_pacing.networkChanged();
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
    m_pacing.setPolicy(event.policy);
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
            updatedWithoutService(*admitted);
    }
    finishCalls();
    return true;
}

void TokenLifecycle::on(const tokenevent::ConsumerAnswered &event)
{
    ConsumerRecord *consumer = m_ledger.consumer(event.consumer);
    if (!m_isSignedIn || consumer == nullptr || event.generation > consumer->lastOffered)
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
        updatedWithoutService(*admitted);
    finishCalls();
}

/// No consumer is connected, so the token counts as updated.
void TokenLifecycle::updatedWithoutService(AdmittedToken &admitted)
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
    // Not for an older token: its rotated credential has been replaced since.
    if (std::exchange(admitted.isFetched, false) && admitted.generation == m_lastGeneration)
        give(ConfirmCredential {});
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
    const Millis down = now() - admitted.failingSince.value_or(now());
    give(TokenUpdateRecovered { .attempts = admitted.failedBefore, .down = down });
}

void TokenLifecycle::unblockAfterService()
{
    if (!isBlockedByService() || m_ledger.isAnyBlocking())
        return;
    m_blocked.reset();
    m_pacing.endSlowPace();
    if (m_ledger.usable() == nullptr)
        blockIfHopeless(); // a wrong setting may be left
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
    m_refresh.open(trigger, isExpired ? UpdateReason::Expired : UpdateReason::Server);
    m_refresh.fail(now(), admitted.failedBefore, admitted.failingSince);
    m_refresh.number = 0;

    const Millis pace = isHopeless ? m_policy.configurationRetry : requestFloor();
    if (isHopeless) {
        m_blocked = failure;
        m_pacing.slowDownUntil(now() + pace);
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
    if (!m_isSignedIn) {
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
        m_refresh.open(Trigger::Deadline, UpdateReason::Expired);
        planAttempt(now() + m_policy.rejectedFloor);
    }
}

// Deadlines

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
        if (!m_isSignedIn || m_ledger.usable() != nullptr)
            m_withoutTokenSince.reset();
        else if (!m_withoutTokenSince)
            m_withoutTokenSince = now();
        m_wake.setWanted(m_isSignedIn && !(m_needsSignIn && m_ledger.usable() == nullptr), m_now);

        const WarningVerdict verdict = computeWarning();
        m_deadlines.clear(Deadline::WarningCheck);
        if (verdict.lookAgainIn)
            m_deadlines.set(Deadline::WarningCheck, now() + *verdict.lookAgainIn);
        if (verdict.warning != m_warning)
            give(WarningChanged { .before = std::exchange(m_warning, verdict.warning),
                                  .warning = verdict.warning });

        const Schedule schedule = computeSchedule();
        if (std::exchange(m_schedule, schedule) != schedule)
            give(ScheduleChanged {});
    } while (offerToken());
}

} // namespace parley
