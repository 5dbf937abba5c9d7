// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// What makes two states of the lifecycle the same one. Only the exhaustive search needs it, so
// app/token declares these functions and leaves them to this file.
#include "statekey.h"

#include "token/core/tokenlifecycle.h"

#include <algorithm>

namespace parley {

using Millis = std::chrono::milliseconds;

void ServerClock::addTo(StateKey &key, const Now &moment) const
{
    key.add(now(moment.monotonic) - moment.wall);
    key.add(m_ahead);
    for (const std::optional<Interval> *told : { &m_known, &m_doubted }) {
        key.add(*told ? (*told)->low - m_base : Millis::min());
        key.add(*told ? (*told)->high - m_base : Millis::min());
    }
}

void WakeAudit::addTo(StateKey &key, const Now &now) const
{
    key.addMoment(m_nextBeat);
    if (!m_nextBeat)
        return;
    const Leads leads = leadsOf(now);
    key.add(leads.wall - m_reference.wall);
    key.add(leads.boot.value_or(Millis(0)) - m_reference.boot.value_or(Millis(0)));
}

void RequestBudget::addTo(StateKey &key) const
{
    for (const MonotonicTime start : m_started)
        key.addEnd(start + m_window);
}

void RequestPacing::addTo(StateKey &key, MonotonicTime now) const
{
    m_budget.addTo(key);
    key.addEnd(m_retryAfterUntil);
    key.addEnd(m_slowUntil);
    key.add(m_lastSuccess ? std::max(*m_lastSuccess - now, -std::chrono::milliseconds(60'000))
                          : std::chrono::milliseconds::min());
    key.add(m_askedInPortal);
}

void TokenLedger::addTo(StateKey &key, MonotonicTime now, quint64 lastGeneration,
                        WallTime serverNow) const
{
    const auto age = [lastGeneration](quint64 generation) {
        return generation == 0 ? quint64(1000) : lastGeneration - generation;
    };
    for (const AdmittedToken &held : m_tokens) {
        key.add(age(held.generation));
        key.add(held.token.expiresAt() - serverNow);
        key.add(held.life);
        key.add(held.refreshBefore);
        key.add(held.reason);
        key.add(held.failedBefore);
        key.addMoment(held.failingSince);
        key.addEnd(held.admittedAt + std::chrono::minutes(1));
        key.addMoment(held.acceptedAt
                          ? std::optional(std::max(*held.acceptedAt, now - std::chrono::minutes(2)))
                          : std::nullopt);
        int flags = 0;
        for (const bool flag :
             { held.isFetched, held.isAccepted, held.isRefused, held.isExpired, held.isUpdateTold,
               held.isAboutToExpireTold, held.isExpiredTold, held.isPushUsed, held.isRefusalTold })
            flags = 2 * flags + (flag ? 1 : 0);
        key.add(flags);
    }
    key.add(age(m_current));
    key.add(age(m_lastAccepted));
    key.add(m_refused.size());
    for (const ConsumerRecord &consumer : m_consumers) {
        key.add(consumer.id);
        key.add(age(consumer.lastOffered));
        key.add(age(consumer.accepted));
        key.add(age(consumer.refused));
        key.addEnd(consumer.acceptedAt + std::chrono::minutes(1));
        for (const quint64 generation : consumer.unanswered)
            key.add(age(generation));
        key.add(consumer.isPostponed);
        key.add(consumer.refusals);
        key.add(consumer.earlyEnds);
        key.addMoment(consumer.lastEarlyEnd);
        key.add(consumer.isBlocking);
    }
    for (const PendingCall &call : m_calls) {
        key.add(age(call.generation));
        key.add(call.waitsForPostponed);
        key.add(call.isOffered);
        key.add(call.isAccepted);
        key.add(call.refusal ? int(call.refusal->code) : -1);
    }
}

void LifecycleFacts::addTo(StateKey &key, const Now &now) const
{
    key.add(m_state);
    key.add(now.network);
    key.add(m_warning ? int(*m_warning) : -1);
    key.add(m_lastError ? int(m_lastError->code) : -1);
    key.add(m_blocked ? int(m_blocked->code) : -1);
    m_serverClock.addTo(key, now);
    m_pacing.addTo(key, now.monotonic);
    m_wake.addTo(key, now);
    m_ledger.addTo(key, now.monotonic, m_lastGeneration, serverTime(now));
    int flags = 0;
    for (const bool flag :
         { m_isSignedIn, m_isLoading, m_needsSignIn, m_hadToken, m_isFirstAwaited,
           m_isShortLifeTold, m_isServiceFirst, m_refresh.isOpen, m_refresh.wasUnauthorized,
           m_refresh.number != 0, !m_pins.identity.isEmpty(), !m_pins.serviceSid.isEmpty() })
        flags = 2 * flags + (flag ? 1 : 0);
    key.add(flags);
    key.add(m_refresh.trigger);
    key.add(m_refresh.reason);
    key.add(std::min(m_refresh.failures, 8)); // counted on, but nothing depends on more
    key.add(std::min(m_refresh.backOffStep, RefreshPolicy::LastBackOffStep));
    key.addMoment(m_refresh.failingSince);
    if (m_attempt) {
        key.add(m_attempt->trigger);
        key.add(m_attempt->reason);
        key.add(m_attempt->joined.size());
        key.addMoment(m_attempt->startedAt);
        key.add(m_lastGeneration - m_attempt->newestGeneration);
        key.add(m_attempt->isBegun);
        key.add(m_attempt->refusal.has_value());
        key.add(m_attempt->slept);
        key.add(m_attempt->calls.size());
    }
    if (m_early) {
        key.add(m_early->token.expiresAt() - serverTime(now));
        key.add(m_early->origin);
        key.add(m_early->reason);
        key.add(m_early->calls.size());
        key.add(m_early->newestGeneration == m_lastGeneration);
    }
    for (const auto &moment : { m_lastDoubt, m_lastPush, m_pushRowSince, m_lastTokenAt })
        key.addMoment(moment ? std::optional(
                          std::max(*moment, now.monotonic - 4 * m_policy.configurationRetry))
                             : moment);
    key.addMoment(m_offlineSince);
    key.addMoment(m_withoutTokenSince);
    key.addEnd(m_onlineSince + m_policy.warnWhenLeft);
    for (std::size_t i = 0; i < Deadlines::Kinds; ++i)
        key.addMoment(m_deadlines.at(Deadline(i)));
}

} // namespace parley
