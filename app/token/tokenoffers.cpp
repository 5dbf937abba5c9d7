// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenmanager_p.h"

#include <utility>

namespace parley {

namespace {

using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

} // namespace

void TokenManager::Private::addConsumer(TokenConsumer *consumer)
{
    if (!m_roster.add(consumer))
        return;
    QObject::connect(consumer, &TokenConsumer::tokenAccepted, q,
                     [this, consumer](quint64 generation) { tokenAccepted(consumer, generation); });
    QObject::connect(consumer, &TokenConsumer::tokenRejected, q,
                     [this, consumer](quint64 generation, const TokenRejection &rejection) {
                         tokenRejected(consumer, generation, rejection);
                     });
    QObject::connect(consumer, &TokenConsumer::tokenKept, q,
                     [this, consumer] { tokenKept(consumer); });
    QObject::connect(consumer, &TokenConsumer::tokenDoubted, q,
                     [this](quint64 generation) { tokenDoubted(generation); });
    QObject::connect(consumer, &TokenConsumer::tokenAboutToExpirePushed, q,
                     [this] { pushedAboutToExpire(); });
    QObject::connect(consumer, &QObject::destroyed, q, [this](QObject *gone) {
        const Turn turn(*this);
        removeConsumer(gone);
    });
    consumer->setLifeCheck([this](const AccessToken &token) {
        return token.expiresAt()
            > serverNow() + m_wake.unseen(); // it may be the first to notice a wake
    });
    notify([this, late = QPointer(consumer)] {
        const HeldToken *held = m_shelf.usable();
        if (!late || held == nullptr)
            return;
        const AccessToken token = held->token;
        m_roster.offerTo(late, token, held->generation);
    });
}

void TokenManager::Private::removeConsumer(const QObject *consumer)
{
    if (TokenConsumer *living = m_roster.living(consumer))
        living->setLifeCheck({});
    if (!m_roster.remove(consumer))
        return;
    QObject::disconnect(consumer, nullptr, q, nullptr);
    answersDropped();
}

void TokenManager::Private::answersDropped()
{
    if (const HeldToken *held = m_shelf.usable();
        held != nullptr && !m_roster.isAwaited(held->generation))
        settledWithoutService(held->generation);
    finishUpdates();
}

void TokenManager::Private::givenToken(const QByteArray &jwt, Waiter waiter)
{
    if (!m_active) {
        answerLater(
            std::move(waiter),
            TokenError { .code = Code::NoCredential, .detail = QStringLiteral("not signed in") });
        return;
    }
    const auto parsed = AccessToken::parse(jwt.trimmed());
    if (const auto *error = std::get_if<TokenError>(&parsed)) {
        answerLater(std::move(waiter), *error);
        return;
    }
    const auto &token = std::get<AccessToken>(parsed);
    if (const HeldToken *held = m_shelf.current(); held != nullptr && held->token == token) {
        givenSameToken(*held, std::move(waiter));
        return;
    }
    const auto verdict = judge(token, TokenAdmission::Origin::Given);
    if (const auto *hold = std::get_if<TokenAdmission::Hold>(&verdict)) {
        std::vector<Waiter> waiters;
        waiters.push_back(std::move(waiter));
        holdToken({ .token = token,
                    .origin = TokenAdmission::Origin::Given,
                    .reason = UpdateReason::Manual,
                    .waiters = std::move(waiters) },
                  hold->until);
        return;
    }
    if (const auto *error = std::get_if<TokenError>(&verdict)) {
        trace("givenTokenRefused", { { QStringLiteral("code"), codeName(error->code) } });
        if (error->code == Code::AlreadyExpired)
            givenExpiredToken();
        answerLater(std::move(waiter), *error);
        return;
    }
    const quint64 generation = admit(token, UpdateReason::Manual, false, true);
    m_updates.push_back({ .waiter = std::move(waiter), .generation = generation });
}

void TokenManager::Private::givenSameToken(const HeldToken &held, Waiter waiter)
{
    if (held.expired)
        answerLater(std::move(waiter),
                    TokenError { .code = Code::NotNewer,
                                 .detail = QStringLiteral("the same token has expired") });
    else if (m_roster.isAwaited(held.generation))
        m_updates.push_back(
            { .waiter = std::move(waiter), .generation = held.generation, .offered = true });
    else
        answerLater(std::move(waiter), std::nullopt);
}

void TokenManager::Private::givenExpiredToken()
{
    // The documented behaviour: an error, and the connection closes. We recover, but not at once.
    m_hadToken = true;
    if (HeldToken *held = m_shelf.usable()) {
        held->expired = true;
        tellExpired(*held);
    }
    armTokenTimers();
    withdrawConsumers();
    if (!isBusy() && !m_needsSignIn) {
        openCycle(Trigger::Deadline, UpdateReason::Expired);
        planAttempt(now() + m_policy.rejectedFloor);
    }
}

void TokenManager::Private::withdrawConsumers()
{
    notify([this] {
        const Turn turn(*this);
        m_roster.withdrawAll();
        finishUpdates();
    });
}

void TokenManager::Private::offer(quint64 generation)
{
    const Turn turn(*this);
    for (PendingUpdate &update : m_updates)
        update.offered = update.offered || update.generation == generation;
    if (const HeldToken *held = m_shelf.usable();
        held != nullptr && held->generation == generation) {
        const AccessToken token = held->token; // a consumer may call back and change the shelf
        const auto soonest = m_roster.offerToAll(token, generation);
        if (soonest == TokenConsumer::Offer::AnswerLater)
            tellAdmitted(generation); // nobody can try it now, and that may take hours
        else if (soonest == TokenConsumer::Offer::Kept && !m_roster.isAwaited(generation))
            settledWithoutService(generation);
    }
    finishUpdates();
}

void TokenManager::Private::settledWithoutService(quint64 generation)
{
    const bool isNotUnderstood
        = m_blocked && m_blocked->code == Code::Protocol && !m_roster.everybody().empty();
    if (tellAdmitted(generation) && !isNotUnderstood) // that ends with a service's word only
        unblockAfterService();
}

bool TokenManager::Private::tellAdmitted(quint64 generation)
{
    HeldToken *held = m_shelf.find(generation);
    if (held == nullptr || held->refused || held->expired)
        return false;
    confirmCredential(*held);
    tellUpdated(*held);
    return true;
}

void TokenManager::Private::tellUpdated(HeldToken &held)
{
    if (std::exchange(held.updateTold, true))
        return;
    trace("updated",
          { { QStringLiteral("generation"), static_cast<qint64>(held.generation) },
            { QStringLiteral("reason"), enumName(held.reason) } });
    notify([this, token = held.token, reason = held.reason] {
        Q_EMIT q->tokenUpdated(token, reason);
    });
    if (held.failedBefore == 0)
        return;
    const Millis down = held.failingSince ? now() - *held.failingSince : Millis(0);
    notify([this, attempts = held.failedBefore, down] {
        Q_EMIT q->tokenUpdateRecovered(attempts, down);
    });
}

void TokenManager::Private::confirmCredential(HeldToken &held)
{
    // Not for an older one: its rotated credential has been replaced since.
    if (!std::exchange(held.fetched, false) || held.generation != m_lastGeneration)
        return;
    notify([this] { m_provider.confirmCredential(); });
}

void TokenManager::Private::unblockAfterService()
{
    m_rejections = 0;
    if (!m_blocked || (m_blocked->code != Code::ChatRefused && m_blocked->code != Code::Protocol))
        return;
    m_blocked.reset();
    m_gate.endSlowPace();
}

void TokenManager::Private::tokenAccepted(TokenConsumer *consumer, quint64 generation)
{
    const Turn turn(*this);
    if (!m_active || !m_roster.noteAnswer(consumer, generation, true))
        return;
    trace("applied",
          { { QStringLiteral("consumer"), consumer->consumerName() },
            { QStringLiteral("generation"), static_cast<qint64>(generation) } });
    notify([this, generation, who = QPointer(consumer)] {
        if (who)
            Q_EMIT q->tokenApplied(who, generation);
    });
    if (HeldToken *held = m_shelf.find(generation); held != nullptr && !held->refused) {
        unblockAfterService();
        confirmCredential(*held);
        tellUpdated(*held);
        m_shelf.accept(generation, now()); // last: it moves what held points to
    }
    for (PendingUpdate &update : m_updates)
        update.accepted = update.accepted || update.generation == generation;
    finishUpdates();
}

void TokenManager::Private::tokenKept(TokenConsumer *consumer)
{
    const Turn turn(*this);
    if (m_active && m_roster.noteKept(consumer))
        answersDropped();
}

void TokenManager::Private::pushedAboutToExpire()
{
    const Turn turn(*this);
    m_wake.check();
    if (m_active)
        aboutToExpire(ExpirySource::Server);
}

void TokenManager::Private::finishUpdates()
{
    const HeldToken *current = m_shelf.current();
    std::vector<PendingUpdate> waiting;
    for (PendingUpdate &update : std::exchange(m_updates, {})) {
        if (!update.offered || m_roster.isAwaited(update.generation)) {
            waiting.push_back(std::move(update));
            continue;
        }
        std::optional<TokenError> result = update.rejection;
        const bool superseded = current == nullptr || current->generation != update.generation;
        if (!result && !update.accepted && superseded)
            result = TokenError { .code = Code::Cancelled,
                                  .detail = QStringLiteral("another token took its place") };
        answer(std::move(update.waiter), std::move(result));
    }
    m_updates = std::move(waiting);
}

} // namespace parley
