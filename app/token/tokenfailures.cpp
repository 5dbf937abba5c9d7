// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/logging.h"
#include "token/tokenmanager_p.h"

#include <utility>

namespace parley {

namespace {

using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

/// R16: how long the credential's resting place may think; a keychain that asks the user takes
/// longer.
constexpr Millis ReloadLimit = std::chrono::seconds(3);

} // namespace

void TokenManager::Private::attemptFailed(const TokenError &error)
{
    if (error.code == Code::CredentialRejected && !m_cycle.wasUnauthorized)
        reloadCredential(error);
    else
        concludeFailure(error, false);
}

void TokenManager::Private::reloadCredential(const TokenError &error)
{
    m_flight->context = std::make_unique<QObject>();
    m_flightDeadline.start(ReloadLimit, [this, error] {
        const Turn turn(*this);
        m_flight->context.reset();
        concludeFailure(error, false);
    });
    m_provider.reloadCredential(m_flight->context.get(), [this, error](bool changed) {
        const Turn turn(*this);
        m_flight->context.release()->deleteLater();
        m_flightDeadline.stop();
        concludeFailure(error, changed);
    });
}

void TokenManager::Private::concludeFailure(const TokenError &error, bool credentialChanged)
{
    auto flight = takeFlight();
    recordFailure(error, flight->attempt, credentialChanged, std::move(flight->waiters));
}

void TokenManager::Private::recordFailure(const TokenError &error, int attempt,
                                          bool credentialChanged, std::vector<Waiter> waiters)
{
    const FailureRule rule = ruleFor(error.code);
    if (m_blocked && ruleFor(m_blocked->code).blocking == FailureRule::Blocking::WithoutToken)
        m_blocked.reset(); // this attempt's outcome says how things stand now
    m_lastError = error;
    m_cycle.isOpen = true; // a token that was given meanwhile has closed it
    ++m_cycle.failures;
    if (!m_cycle.failingSince)
        m_cycle.failingSince = now();
    if (!rule.repeatsRequest || credentialChanged)
        m_cycle.idempotencyKey.clear();

    auto wait = nextWait(error, rule, credentialChanged);
    if (m_needsSignIn)
        wait.reset();
    if (wait) {
        wait = allowedFrom(now() + *wait) - now();
        planAttempt(now() + *wait);
    }
    qCWarning(lcToken) << "attempt" << attempt << "failed:" << codeName(error.code) << error.detail;
    tellFailure(error, m_cycle.trigger, attempt, wait);
    for (Waiter &waiter : waiters)
        answer(std::move(waiter), error);
}

void TokenManager::Private::tellFailure(const TokenError &error, Trigger trigger, int attempt,
                                        std::optional<Millis> wait)
{
    QJsonObject fields { { QStringLiteral("code"), codeName(error.code) },
                         { QStringLiteral("detail"), error.detail },
                         { QStringLiteral("trigger"), enumName(trigger) },
                         { QStringLiteral("attempt"), attempt } };
    if (error.malformation != TokenError::Malformation::None)
        fields.insert(QStringLiteral("malformation"), malformationName(error.malformation));
    if (error.httpStatus != 0)
        fields.insert(QStringLiteral("httpStatus"), error.httpStatus);
    if (wait)
        addWhen(fields, "retry", now() + *wait);
    trace("failed", std::move(fields));
    updateState();
    notify([this, error, attempt, wait] { Q_EMIT q->tokenUpdateFailed(error, attempt, wait); });
}

std::optional<Millis> TokenManager::Private::nextWait(const TokenError &error,
                                                      const FailureRule &rule,
                                                      bool credentialChanged)
{
    const bool unauthorizedBefore
        = std::exchange(m_cycle.wasUnauthorized,
                        error.code == Code::CredentialRejected
                            || (m_cycle.wasUnauthorized && error.httpStatus == 0));
    switch (rule.pace) {
    case FailureRule::Pace::BackOff: {
        if (m_reachability.state() != Reachability::State::Unreachable) // R18: never a strike
            ++m_cycle.backOffStep;
        if (!m_blocked) // the setting that the slow pace waited for is mended; this trouble passes
            m_gate.endSlowPace();
        const Millis backOff = m_policy.backOff(m_cycle.backOffStep, m_random());
        if (!error.retryAfter)
            return backOff;
        const Millis wait = m_policy.waitFor(*error.retryAfter, backOff, m_random());
        m_gate.holdUntil(now() + wait);
        return wait;
    }
    case FailureRule::Pace::Unauthorized:
        if (unauthorizedBefore) {
            requireSignIn(SignInReason::CredentialRejected);
            return {};
        }
        return credentialChanged ? Millis(0) : m_policy.unauthorizedRetry;
    case FailureRule::Pace::Minute:
        return m_policy.backOff(6, m_random()); // the longest step of R6
    case FailureRule::Pace::Slow:
        if (rule.blocking == FailureRule::Blocking::Always || m_shelf.usable() == nullptr)
            m_blocked = error;
        m_gate.slowDownUntil(now() + m_policy.configurationRetry);
        if (m_blocked && rule.blocking == FailureRule::Blocking::WithoutToken)
            return {};
        return m_policy.configurationRetry;
    case FailureRule::Pace::Never:
        requireSignIn(error.code == Code::AccessRefused ? SignInReason::AccessRefused
                                                        : SignInReason::CredentialRejected);
        return {};
    }
    Q_UNREACHABLE();
    return {};
}

void TokenManager::Private::requireSignIn(SignInReason reason)
{
    m_attemptTimer.stop();
    m_wakeDelay.stop();
    if (reason == SignInReason::AccessRefused) {
        m_shelf.refuseAll();
        armTokenTimers();
        withdrawConsumers();
    }
    if (std::exchange(m_needsSignIn, true))
        return;
    updateState();
    trace("signInRequired", { { QStringLiteral("reason"), enumName(reason) } });
    notify([this, reason] { Q_EMIT q->signInRequired(reason); });
}

} // namespace parley
