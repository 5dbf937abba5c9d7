// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/consumerroster.h"

#include <algorithm>

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
    return std::erase_if(m_entries, [consumer](const Entry &entry) { return entry.address == consumer; }) > 0;
}

bool ConsumerRoster::offerToAll(const AccessToken &token, quint64 generation)
{
    bool answersFollow = false;
    for (const auto &consumer : everybody()) { // a copy: one of them may add or remove others
        if (consumer && find(consumer) != nullptr)
            answersFollow |= offerTo(consumer, token, generation);
    }
    return answersFollow;
}

bool ConsumerRoster::offerTo(TokenConsumer *consumer, const AccessToken &token, quint64 generation)
{
    Entry *entry = find(consumer);
    if (entry == nullptr || entry->lastOffered == generation)
        return false;
    entry->lastOffered = generation;
    entry->unanswered.push_back(generation);
    const bool answerFollows = consumer->offerToken(token, generation) == TokenConsumer::Offer::AnswerFollows;
    entry = find(consumer); // may be gone, or elsewhere
    if (entry != nullptr && !answerFollows)
        entry->unanswered.clear(); // what was offered before is superseded as well
    return answerFollows;
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

bool ConsumerRoster::isAccepted(quint64 generation) const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [generation](const Entry &entry) { return entry.accepted == generation; });
}

bool ConsumerRoster::isAwaited(quint64 generation) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [generation](const Entry &entry) {
        return std::find(entry.unanswered.begin(), entry.unanswered.end(), generation) != entry.unanswered.end();
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
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
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
