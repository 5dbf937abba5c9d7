// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/consumerroster.h"

#include <algorithm>
#include <utility>

namespace parley {

bool ConsumerRoster::add(TokenConsumer *consumer)
{
    if (find(consumer) != nullptr)
        return false;
    m_entries.push_back({ consumer, consumer });
    return true;
}

bool ConsumerRoster::remove(const QObject *consumer)
{
    return std::erase_if(m_entries,
                         [consumer](const Entry &entry) { return entry.address == consumer; })
        > 0;
}

TokenConsumer *ConsumerRoster::living(const QObject *consumer)
{
    const Entry *entry = find(consumer);
    return entry == nullptr ? nullptr : entry->consumer.data();
}

TokenConsumer::Offer ConsumerRoster::offerToAll(const AccessToken &token, quint64 generation)
{
    auto soonest = TokenConsumer::Offer::Kept;
    for (const auto &consumer : everybody()) { // a copy: one of them may add or remove others
        if (!consumer || find(consumer) == nullptr)
            continue;
        const auto offer = offerTo(consumer, token, generation);
        if (offer == TokenConsumer::Offer::AnswerFollows || soonest == TokenConsumer::Offer::Kept)
            soonest = offer;
    }
    return soonest;
}

TokenConsumer::Offer ConsumerRoster::offerTo(TokenConsumer *consumer, const AccessToken &token,
                                             quint64 generation)
{
    Entry *entry = find(consumer);
    if (entry == nullptr || entry->lastOffered == generation)
        return TokenConsumer::Offer::Kept;
    entry->lastOffered = generation;
    entry->unanswered.push_back(generation);
    const auto offer = consumer->offerToken(token, generation);
    entry = find(consumer); // may be gone, or elsewhere
    if (entry != nullptr && offer == TokenConsumer::Offer::Kept)
        entry->unanswered.clear(); // what was offered before is superseded as well
    return offer;
}

bool ConsumerRoster::noteAnswer(const TokenConsumer *consumer, quint64 generation, bool accepted)
{
    Entry *entry = find(consumer);
    if (entry == nullptr || generation > entry->lastOffered)
        return false;
    std::erase_if(entry->unanswered, [generation](quint64 older) { return older <= generation; });
    if (accepted)
        entry->accepted = generation;
    else if (entry->accepted == generation)
        entry->accepted = 0;
    return true;
}

bool ConsumerRoster::noteKept(const TokenConsumer *consumer)
{
    Entry *entry = find(consumer);
    return entry != nullptr && !std::exchange(entry->unanswered, {}).empty();
}

bool ConsumerRoster::isAccepted(quint64 generation) const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [generation](const Entry &entry) { return entry.accepted == generation; });
}

bool ConsumerRoster::isAwaited(quint64 generation) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [generation](const Entry &entry) {
        return std::find(entry.unanswered.begin(), entry.unanswered.end(), generation)
            != entry.unanswered.end();
    });
}

void ConsumerRoster::withdrawAll()
{
    for (Entry &entry : m_entries)
        entry.unanswered.clear();
    for (const auto &consumer : everybody()) {
        if (consumer && find(consumer) != nullptr)
            consumer->withdrawToken();
    }
}

ConsumerRoster::Entry *ConsumerRoster::find(const QObject *consumer)
{
    const auto it
        = std::find_if(m_entries.begin(), m_entries.end(),
                       [consumer](const Entry &entry) { return entry.address == consumer; });
    return it == m_entries.end() ? nullptr : &*it;
}

std::vector<QPointer<TokenConsumer>> ConsumerRoster::everybody() const
{
    std::vector<QPointer<TokenConsumer>> consumers;
    for (const Entry &entry : m_entries)
        consumers.push_back(entry.consumer);
    return consumers;
}

} // namespace parley
