// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenconsumer.h"

#include <QPointer>

#include <vector>

namespace parley {

/// The clients that share the token, and which generations each of them still has to answer.
class ConsumerRoster
{
public:
    /// False if it is there already.
    bool add(TokenConsumer *consumer);
    /// By address, because a dying consumer is no TokenConsumer any more. False if it is unknown.
    bool remove(const QObject *consumer);

    /// Null if it is unknown or dying.
    [[nodiscard]] TokenConsumer *living(const QObject *consumer);
    [[nodiscard]] std::vector<QPointer<TokenConsumer>> everybody() const;

    /// Offers to everybody. AnswerFollows if one answer will follow, AnswerLater if some day at
    /// best; Kept of those that had it already.
    TokenConsumer::Offer offerToAll(const AccessToken &token, quint64 generation);
    TokenConsumer::Offer offerTo(TokenConsumer *consumer, const AccessToken &token,
                                 quint64 generation);
    /// An answer came: it covers that generation and the older ones, which it supersedes. False if
    /// the generation was never offered to that consumer.
    bool noteAnswer(const TokenConsumer *consumer, quint64 generation, bool accepted);
    /// It has to answer nothing any more. False if it had not to.
    bool noteKept(const TokenConsumer *consumer);
    /// Somebody runs on it.
    [[nodiscard]] bool isAccepted(quint64 generation) const;
    [[nodiscard]] bool isAwaited(quint64 generation) const;
    /// Nobody has to answer any more; everybody leaves.
    void withdrawAll();

private:
    struct Entry
    {
        QPointer<TokenConsumer> consumer;
        const QObject *address = nullptr;
        quint64 lastOffered = 0;
        quint64 accepted = 0;
        std::vector<quint64> unanswered {};
    };

    [[nodiscard]] Entry *find(const QObject *consumer);

    std::vector<Entry> m_entries {};
};

} // namespace parley
