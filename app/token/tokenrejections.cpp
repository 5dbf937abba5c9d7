// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/logging.h"
#include "token/tokenmanager_p.h"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

/// An accepted token whose session ends sooner was not really taken.
constexpr Millis ShortestSession = std::chrono::seconds(60);
/// How far two clocks may be apart when a token ends.
constexpr Millis ExpiryTolerance = std::chrono::seconds(5);

TokenError errorOf(const TokenRejection &rejection)
{
    TokenError error { .serviceCode = rejection.errorCode };
    switch (rejection.kind) {
    case TokenRejection::Kind::Expired:
        error.code = Code::AlreadyExpired;
        break;
    case TokenRejection::Kind::Refused:
        error.code = Code::ChatRefused;
        break;
    case TokenRejection::Kind::Protocol:
        error.code = Code::Protocol;
        break;
    }
    error.detail = QStringLiteral("the service answered with status %1, code %2")
                       .arg(rejection.status)
                       .arg(rejection.errorCode);
    return error;
}

} // namespace

void TokenManager::Private::tokenRejected(TokenConsumer *consumer, quint64 generation,
                                          const TokenRejection &rejection)
{
    const Turn turn(*this);
    if (!m_active || !m_roster.noteAnswer(consumer, generation, false))
        return;
    const TokenError error = errorOf(rejection);
    qCWarning(lcToken) << "generation" << generation << "was rejected:" << error.detail;
    trace("rejected",
          { { QStringLiteral("consumer"), consumer->consumerName() },
            { QStringLiteral("generation"), static_cast<qint64>(generation) },
            { QStringLiteral("status"), rejection.status },
            { QStringLiteral("serviceCode"), rejection.errorCode } });
    notify([this, generation, rejection, who = QPointer(consumer)] {
        if (who)
            Q_EMIT q->tokenRejected(who, generation, rejection);
    });
    for (PendingUpdate &update : m_updates) {
        if (update.generation == generation)
            update.rejection = error;
    }
    if (rejection.kind == TokenRejection::Kind::Protocol)
        m_blocked = error; // the token is not to blame and stays
    else if (HeldToken *held = m_shelf.find(generation);
             held != nullptr && !std::exchange(held->rejectionCounted, true)) {
        if (rejection.kind == TokenRejection::Kind::Expired)
            rejectedAsExpired(*held, error);
        else
            rejectedAsRefused(*held, error);
    }
    finishUpdates();
}

void TokenManager::Private::tokenDoubted(quint64 generation)
{
    const Turn turn(*this);
    const HeldToken *held = m_shelf.usable();
    if (!m_active || held == nullptr || held->generation != generation)
        return;
    // Once, then rarely: a service that refuses one thing to every token must not make us ask in a
    // loop.
    if (m_lastDoubt && now() - *m_lastDoubt <= m_policy.configurationRetry)
        return;
    m_lastDoubt = now();
    trace("doubted", { { QStringLiteral("generation"), static_cast<qint64>(generation) } });
    request(Trigger::ClientRejected, UpdateReason::Server, Urgency::Automatic);
}

bool TokenManager::Private::hadDoneItsTime(const HeldToken &held) const
{
    return (held.acceptedAt && now() - *held.acceptedAt >= ShortestSession)
        || held.token.expiresAt() <= serverNow() + m_wake.unseen() + ExpiryTolerance;
}

void TokenManager::Private::countRejection(const HeldToken &held)
{
    ++m_rejections;
    if (!held.acceptedAt || now() - *held.acceptedAt >= ShortestSession)
        return;
    // Each acceptance starts m_rejections anew: a service that takes every token and then ends the
    // session is found out by these. Longer ago than the slow pace: another story.
    if (m_lastEarlyEnd && now() - *m_lastEarlyEnd > 3 * m_policy.configurationRetry)
        m_earlyEnds = 0;
    m_lastEarlyEnd = now();
    m_rejections = std::max(m_rejections, ++m_earlyEnds);
}

void TokenManager::Private::rejectedAsExpired(HeldToken &held, const TokenError &error)
{
    const bool isNatural
        = hadDoneItsTime(held); // before the refusal itself moves the server's clock
    const HeldToken *current = m_shelf.current();
    const bool isCurrent = current != nullptr && current->generation == held.generation;
    held.expired = true;
    if (!m_serverClock.observeExpired(held.token.expiresAt(), now()))
        trace("clockContradiction",
              { { QStringLiteral("generation"), static_cast<qint64>(held.generation) } });
    if (!isCurrent)
        return; // a newer one is on its way to the service already
    if (!isNatural)
        countRejection(held);
    if (!held.accepted)
        m_shelf.refuse(held.generation);
    if (HeldToken *rest = m_shelf.usable();
        rest != nullptr && rest->token.expiresAt() <= serverNow())
        rest->expired = true;
    const bool isLast = m_shelf.usable() == nullptr;
    if (isLast)
        tellExpired(held);
    armTokenTimers();
    if (!isNatural && m_rejections > 1)
        rejectionRepeats(held, error, Trigger::ServerExpired);
    else if (!isLast || !blockIfHopeless())
        request(Trigger::ServerExpired, UpdateReason::Expired, Urgency::Automatic);
}

void TokenManager::Private::rejectedAsRefused(HeldToken &held, const TokenError &error)
{
    if (!m_roster.isAccepted(held.generation)) {
        held.accepted = false;
        m_shelf.refuse(held.generation);
    }
    const HeldToken *current = m_shelf.current();
    if (current != nullptr && current->generation > held.generation)
        return; // an older one
    countRejection(held);
    armTokenTimers();
    rejectionRepeats(held, error, Trigger::ClientRejected);
}

void TokenManager::Private::rejectionRepeats(const HeldToken &held, const TokenError &error,
                                             Trigger trigger)
{
    // Refused: another token after 5 s, then someone has to look at it. Called expired though new:
    // clocks disagree or the life is too long, which another token may or may not cure.
    const bool expired = trigger == Trigger::ServerExpired;
    const bool hopeless = m_rejections > (expired ? 2 : 1);
    TokenError failure = error;
    failure.code = Code::ChatRefused;
    m_lastError = failure;
    openCycle(trigger, expired ? UpdateReason::Expired : UpdateReason::Server);
    m_cycle.failures = std::max(m_cycle.failures, held.failedBefore) + 1;
    if (!m_cycle.failingSince)
        m_cycle.failingSince = held.failingSince ? held.failingSince : now();
    m_cycle.idempotencyKey.clear();

    const Millis pace = hopeless ? m_policy.configurationRetry : floor();
    if (hopeless) {
        m_blocked = failure;
        m_gate.slowDownUntil(now() + pace);
    }
    std::optional<Millis> wait;
    if (!m_needsSignIn) {
        wait = allowedFrom(now() + pace) - now();
        if (!isBusy())
            planAttempt(now() + *wait);
    }
    tellFailure(failure, trigger, m_cycle.failures, wait);
}

} // namespace parley
