// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/tokenledger.h"

#include "token/core/failurerules.h"

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

/// A consumer that never answers must not make the list of tokens grow.
constexpr std::size_t MaxTokens = 8;

} // namespace

void ConsumerRecord::countRefusal(bool isEarlyEnd, MonotonicTime now,
                                  std::chrono::milliseconds memory)
{
    ++refusals;
    if (!isEarlyEnd)
        return;
    if (lastEarlyEnd && now - *lastEarlyEnd > memory)
        earlyEnds = 0;
    lastEarlyEnd = now;
    refusals = std::max(refusals, ++earlyEnds);
}

void TokenLedger::add(AdmittedToken token)
{
    m_current = token.generation;
    m_tokens.push_back(std::move(token));
    while (m_tokens.size() > MaxTokens) {
        const bool keepFirst = m_tokens.front().generation == m_lastAccepted;
        m_tokens.erase(m_tokens.begin() + (keepFirst ? 1 : 0));
    }
}

const AdmittedToken *TokenLedger::current() const
{
    return const_cast<TokenLedger *>(this)->current();
}

AdmittedToken *TokenLedger::usable()
{
    AdmittedToken *admitted = current();
    return admitted == nullptr || admitted->isExpired ? nullptr : admitted;
}

const AdmittedToken *TokenLedger::usable() const
{
    return const_cast<TokenLedger *>(this)->usable();
}

AdmittedToken *TokenLedger::find(quint64 generation)
{
    const auto it = std::ranges::find(m_tokens, generation, &AdmittedToken::generation);
    return it == m_tokens.end() ? nullptr : &*it;
}

quint64 TokenLedger::generationOf(const AccessToken &token) const
{
    const auto it = std::ranges::find(m_tokens, token, &AdmittedToken::token);
    return it == m_tokens.end() ? 0 : it->generation;
}

const AdmittedToken *TokenLedger::newest() const
{
    return m_tokens.empty() ? nullptr : &m_tokens.back();
}

void TokenLedger::accept(AdmittedToken &admitted, MonotonicTime now)
{
    admitted.isAccepted = true;
    if (!admitted.acceptedAt)
        admitted.acceptedAt = now;
    m_lastAccepted = admitted.generation;
    std::erase_if(m_tokens, [accepted = m_lastAccepted](const AdmittedToken &other) {
        return other.generation < accepted;
    });
}

void TokenLedger::refuse(AdmittedToken &admitted)
{
    admitted.isRefused = true;
    admitted.isAccepted = false;
    m_refused.insert(admitted.token.fingerprint());
    if (m_lastAccepted == admitted.generation)
        m_lastAccepted = 0;
    if (m_current == admitted.generation)
        m_current = m_lastAccepted;
}

void TokenLedger::refuseAll()
{
    for (AdmittedToken &admitted : m_tokens)
        admitted.isRefused = true;
    m_current = 0;
    m_lastAccepted = 0;
}

void TokenLedger::clearTokens()
{
    m_tokens.clear();
    m_refused.clear();
    m_current = 0;
    m_lastAccepted = 0;
}

ConsumerRecord *TokenLedger::consumer(ConsumerId id)
{
    const auto it = std::ranges::find(m_consumers, id, &ConsumerRecord::id);
    return it == m_consumers.end() ? nullptr : &*it;
}

void TokenLedger::noteOffer(ConsumerRecord &consumer, quint64 generation)
{
    consumer.lastOffered = generation;
    consumer.unanswered.push_back(generation);
    consumer.isPostponed = false;
}

bool TokenLedger::isOwed(ConsumerId consumer, quint64 generation) const
{
    return std::ranges::any_of(m_consumers, [=](const ConsumerRecord &record) {
        return record.id == consumer && record.lastOffered == generation
            && std::ranges::find(record.unanswered, generation) != record.unanswered.end();
    });
}

bool TokenLedger::isAcceptedByAny(quint64 generation) const
{
    return std::ranges::any_of(m_consumers, [generation](const ConsumerRecord &consumer) {
        return consumer.accepted == generation;
    });
}

bool TokenLedger::isAwaited(quint64 generation) const
{
    return std::ranges::any_of(m_consumers, [generation](const ConsumerRecord &consumer) {
        return std::ranges::find(consumer.unanswered, generation) != consumer.unanswered.end();
    });
}

bool TokenLedger::isAnswerDue(quint64 generation) const
{
    return std::ranges::any_of(m_consumers, [generation](const ConsumerRecord &consumer) {
        return !consumer.isPostponed
            && std::ranges::find(consumer.unanswered, generation) != consumer.unanswered.end();
    });
}

bool TokenLedger::isRefusedByAll(const AdmittedToken &admitted) const
{
    const quint64 generation = admitted.generation;
    const auto refuses
        = [generation](const ConsumerRecord &consumer) { return consumer.refused == generation; };
    return !admitted.isExpired && !isAcceptedByAny(generation) && !isAwaited(generation)
        && std::ranges::any_of(m_consumers, refuses);
}

std::vector<FinishedCall> TokenLedger::takeFinishedCalls()
{
    std::vector<FinishedCall> finished;
    std::erase_if(m_calls, [&](PendingCall &call) {
        const bool isOpen
            = call.waitsForPostponed ? isAwaited(call.generation) : isAnswerDue(call.generation);
        if (!call.isOffered || isOpen)
            return false;
        if (!call.refusal && !call.isAccepted && call.generation != m_current)
            call.refusal = cancelledError(u"another token took its place"_s);
        finished.push_back({ .call = call.call, .error = call.refusal });
        return true;
    });
    return finished;
}

int TokenLedger::refusalsInARow() const
{
    int most = 0;
    for (const ConsumerRecord &consumer : m_consumers)
        most = std::max(most, consumer.refusals);
    return most;
}

bool TokenLedger::isPartlyRefused() const
{
    const auto refuses = [](const ConsumerRecord &consumer) { return consumer.refusals > 0; };
    const auto accepts = [](const ConsumerRecord &consumer) { return consumer.accepted != 0; };
    return std::ranges::any_of(m_consumers, refuses)
        && std::ranges::any_of(m_consumers, [&](const ConsumerRecord &consumer) {
               return !refuses(consumer) && accepts(consumer);
           });
}

bool TokenLedger::isAnyBlocking() const
{
    return std::ranges::any_of(m_consumers, &ConsumerRecord::isBlocking);
}

void TokenLedger::forgetRefusals()
{
    for (ConsumerRecord &consumer : m_consumers) {
        consumer.refusals = 0;
        consumer.earlyEnds = 0;
        consumer.isBlocking = false;
    }
}

void TokenLedger::forgetOffers()
{
    for (ConsumerRecord &consumer : m_consumers)
        consumer.unanswered.clear();
}

} // namespace parley
