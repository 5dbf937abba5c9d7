// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenmanager_p.h"

#include <utility>

namespace parley {

namespace {

using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

/// Which of two reasons says more to a user.
int weight(TokenManager::UpdateReason reason)
{
    switch (reason) {
        using enum TokenManager::UpdateReason;
    case Manual:
    case Proactive:
        return 0;
    case AboutToExpire:
        return 1;
    case Server:
        return 2;
    case Expired:
        return 3;
    case SignIn:
        return 4;
    }
    Q_UNREACHABLE();
    return 0;
}

TokenError throttled(RequestGate::Refusal why, Millis wait)
{
    const QString reason = why == RequestGate::Refusal::RetryAfter
        ? QStringLiteral("the token end point has asked for a pause")
        : QStringLiteral("there were too many requests lately");
    return { .code = Code::Throttled,
             .detail = QStringLiteral("%1; the next request is possible in %2 s")
                           .arg(reason)
                           .arg(std::chrono::ceil<std::chrono::seconds>(wait).count()),
             .retryAfter = wait };
}

} // namespace

void TokenManager::Private::request(Trigger trigger, UpdateReason reason, Urgency urgency)
{
    if (!m_active || (m_needsSignIn && urgency == Urgency::Automatic))
        return;
    if (isBusy()) {
        join(trigger, reason);
        return;
    }
    const auto verdict = m_gate.ask({ .now = now(),
                                      .byUser = urgency == Urgency::Explicit,
                                      .network = m_reachability.state(),
                                      .floor = floor() });
    if (verdict.refusal == RequestGate::Refusal::None) {
        startFlight(trigger, reason);
        return;
    }
    traceNotAsked(trigger, verdict);
    openCycle(trigger, reason);
    if (verdict.allowedAt
        && !(m_attemptTimer.isActive() && m_attemptTimer.due() < *verdict.allowedAt))
        planAttempt(*verdict.allowedAt);
}

void TokenManager::Private::traceNotAsked(Trigger trigger, const RequestGate::Verdict &verdict)
{
    QJsonObject fields { { QStringLiteral("trigger"), enumName(trigger) },
                         { QStringLiteral("because"), refusalName(verdict.refusal) } };
    if (verdict.allowedAt)
        addWhen(fields, "allowed", *verdict.allowedAt);
    trace("notAsked", std::move(fields));
}

void TokenManager::Private::userRefresh(Waiter waiter)
{
    if (!m_active) {
        answerLater(
            std::move(waiter),
            TokenError { .code = Code::NoCredential, .detail = QStringLiteral("not signed in") });
        return;
    }
    if (m_flight) {
        m_flight->waiters.push_back(std::move(waiter));
        join(Trigger::User, UpdateReason::Manual);
        return;
    }
    if (m_hold) {
        m_hold->waiters.push_back(std::move(waiter));
        join(Trigger::User, UpdateReason::Manual);
        return;
    }
    const auto verdict = m_gate.ask(
        { .now = now(), .byUser = true, .network = m_reachability.state(), .floor = floor() });
    if (verdict.refusal == RequestGate::Refusal::None) {
        startFlight(Trigger::User, UpdateReason::Manual);
        m_flight->waiters.push_back(std::move(waiter));
        return;
    }
    traceNotAsked(Trigger::User, verdict);
    if (verdict.allowedAt)
        answerLater(std::move(waiter), throttled(verdict.refusal, *verdict.allowedAt - now()));
    else
        answerLater(
            std::move(waiter),
            TokenError { .code = Code::Offline, .detail = QStringLiteral("the network is down") });
}

void TokenManager::Private::join(Trigger trigger, UpdateReason reason)
{
    trace("joined", { { QStringLiteral("trigger"), enumName(trigger) } });
    if (!m_flight)
        return;
    m_flight->joined.append(enumName(trigger));
    if (weight(reason) > weight(m_flight->reason))
        m_flight->reason = reason;
}

void TokenManager::Private::openCycle(Trigger trigger, UpdateReason reason)
{
    if (!m_cycle.isOpen || weight(reason) > weight(m_cycle.reason)) {
        m_cycle.trigger = trigger;
        m_cycle.reason = reason;
    }
    m_cycle.isOpen = true;
}

void TokenManager::Private::startFlight(Trigger trigger, UpdateReason reason)
{
    openCycle(trigger, reason);
    if (m_cycle.idempotencyKey.isEmpty()) {
        // The counter keeps keys apart even with a random source that repeats.
        QByteArray key;
        for (int i = 0; i < 4; ++i)
            key += QByteArray::number(static_cast<quint64>(m_random() * 4294967296.0), 16)
                       .rightJustified(8, '0');
        m_cycle.idempotencyKey = key + '-' + QByteArray::number(++m_lastKey);
    }
    m_attemptTimer.stop();
    m_wakeDelay.stop();
    m_gate.recordStart(now(), m_reachability.state());

    m_flight = std::make_unique<Flight>();
    m_flight->serial = ++m_lastFlight;
    m_flight->trigger = trigger;
    m_flight->reason = weight(m_cycle.reason) > weight(reason) ? m_cycle.reason : reason;
    m_flight->attempt = m_cycle.failures + 1;
    m_flight->startedAt = now();
    m_flight->newestGeneration = m_lastGeneration;
    m_flight->context = std::make_unique<QObject>();
    m_flightDeadline.start(m_policy.attemptDeadline, [this] {
        const Turn turn(*this);
        flightTimedOut();
    });

    trace("request",
          { { QStringLiteral("trigger"), enumName(trigger) },
            { QStringLiteral("attempt"), m_flight->attempt } });
    notify([this, trigger, attempt = m_flight->attempt] {
        Q_EMIT q->refreshStarted(trigger, attempt);
    });
    updateState();
    m_provider.fetchToken(m_cycle.idempotencyKey, m_flight->context.get(),
                          [this, serial = m_flight->serial](const FetchOutcome &outcome) {
                              const Turn turn(*this);
                              // A provider that answers after abort() must not do harm.
                              if (m_flight && m_flight->serial == serial && !m_flight->answered)
                                  flightAnswered(outcome);
                          });
}

void TokenManager::Private::flightAnswered(const FetchOutcome &outcome)
{
    m_flight->context.release()->deleteLater(); // we are in a call that belongs to it
    m_flight->answered = true;
    m_flightDeadline.stop();
    m_wake.check(); // a sleep during the request spoils what its times tell

    const auto *fetched = std::get_if<FetchedToken>(&outcome.result);
    const auto serverTime
        = fetched != nullptr && fetched->serverTime ? fetched->serverTime : outcome.serverTime;
    // An issuer's clock that is far ahead of the header's: one of them is set wrong, and going by
    // the header would keep a token beyond its end.
    const bool isContradicted = fetched != nullptr && serverTime
        && fetched->token.issuedAt().value_or(WallTime::min())
            > *serverTime + ServerClock::MaxDisagreement;
    if (serverTime && !isContradicted && m_flight->slept == Millis(0)) {
        m_serverClock.observeDate(*serverTime, m_flight->startedAt, now());
        armTokenTimers();
    }
    if (fetched != nullptr)
        tokenFetched(fetched->token);
    else
        attemptFailed(std::get<TokenError>(outcome.result));
}

void TokenManager::Private::flightTimedOut()
{
    m_provider.abort();
    m_flight->context.reset();
    attemptFailed(
        { .code = Code::Timeout, .detail = QStringLiteral("no complete answer in time") });
}

void TokenManager::Private::tokenFetched(const AccessToken &token)
{
    const auto verdict = judge(token, TokenAdmission::Origin::Fetched);
    if (const auto *hold = std::get_if<TokenAdmission::Hold>(&verdict)) {
        auto flight = takeFlight();
        holdToken({ .token = token,
                    .origin = TokenAdmission::Origin::Fetched,
                    .reason = flight->reason,
                    .attempt = flight->attempt,
                    .waiters = std::move(flight->waiters) },
                  hold->until);
        return;
    }
    if (const auto *error = std::get_if<TokenError>(&verdict)) {
        const bool overtaken
            = m_flight->newestGeneration != m_lastGeneration && m_shelf.usable() != nullptr;
        if (error->code != Code::NotNewer || !overtaken) {
            attemptFailed(*error);
            return;
        }
        // A token was given to us meanwhile and lives longer: nothing has failed.
        auto flight = takeFlight();
        m_cycle = {};
        for (Waiter &waiter : flight->waiters)
            answer(std::move(waiter), std::nullopt);
        armTokenTimers();
        return;
    }
    auto flight = takeFlight();
    admit(token, flight->reason, true, true);
    for (Waiter &waiter : flight->waiters)
        answer(std::move(waiter), std::nullopt);
}

std::unique_ptr<TokenManager::Private::Flight> TokenManager::Private::takeFlight()
{
    m_flightDeadline.stop();
    trace("requestEnded",
          { { QStringLiteral("trigger"), enumName(m_flight->trigger) },
            { QStringLiteral("joined"), m_flight->joined.join(QLatin1Char(',')) } });
    return std::exchange(m_flight, nullptr);
}

void TokenManager::Private::abandonFlight()
{
    const TokenError cancelled { .code = Code::Cancelled,
                                 .detail = QStringLiteral("the request was dropped") };
    if (m_flight) {
        m_provider.abort();
        auto flight = takeFlight();
        for (Waiter &waiter : flight->waiters)
            answer(std::move(waiter), cancelled);
    }
    if (m_hold) {
        m_holdTimer.stop();
        auto hold = std::exchange(m_hold, std::nullopt);
        for (Waiter &waiter : hold->waiters)
            answer(std::move(waiter), cancelled);
    }
}

void TokenManager::Private::planAttempt(MonotonicTime at)
{
    m_attemptTimer.start(at - now(), [this] {
        const Turn turn(*this);
        attemptDue();
    });
}

MonotonicTime TokenManager::Private::allowedFrom(MonotonicTime at) const
{
    // The network is no matter here: nobody knows how it will be.
    return m_gate.ask({ .now = at, .floor = floor() }).allowedAt.value_or(at);
}

void TokenManager::Private::attemptDue()
{
    if (m_cycle.isOpen)
        request(m_cycle.trigger, m_cycle.reason, Urgency::Automatic);
    else
        request(Trigger::Deadline, reasonNow(), Urgency::Automatic);
}

Millis TokenManager::Private::floor() const
{
    if (m_rejections >= 2)
        return 2
            * m_policy.rejectedFloor; // a service that takes none must not make us ask in a loop
    if (m_rejections == 1 || m_shelf.usable() == nullptr)
        return m_policy.rejectedFloor;
    return m_policy.successFloor;
}

TokenManager::UpdateReason TokenManager::Private::reasonNow() const
{
    return m_shelf.usable() != nullptr ? UpdateReason::Proactive : UpdateReason::Expired;
}

} // namespace parley
