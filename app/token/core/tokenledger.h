// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecycletypes.h"

#include <QSet>

namespace parley {

class StateKey;

/// An admitted token and what became of it.
struct AdmittedToken
{
    AccessToken token;
    quint64 generation = 0;
    std::chrono::milliseconds life {};
    std::chrono::milliseconds refreshBefore {}; ///< before exp; drawn once (rule refreshJitter)
    TokenTypes::UpdateReason reason = TokenTypes::UpdateReason::Proactive;
    bool isFetched = false; ///< from the provider, and its credential is not confirmed yet
    int failedBefore = 0; ///< attempts that failed before this token came
    std::optional<MonotonicTime> failingSince {};
    MonotonicTime admittedAt {};

    bool isAccepted = false; ///< by at least one service
    std::optional<MonotonicTime> acceptedAt {}; ///< for the first time
    bool isRefused = false; ///< by all services that answered, so it is not used any more
    bool isExpired = false; ///< by its own end or by the service's word
    // Each of these happens once for a token.
    bool isUpdateTold = false;
    bool isAboutToExpireTold = false;
    bool isExpiredTold = false;
    bool isPushUsed = false;
    bool isRefusalTold = false;
};

/// One consumer and what it said of the tokens that were offered to it.
struct ConsumerRecord
{
    ConsumerId id = 0;
    quint64 lastOffered = 0;
    quint64 accepted = 0; ///< the generation that the consumer runs on; 0: none
    quint64 refused = 0; ///< the last generation that it refused
    MonotonicTime acceptedAt {};
    std::vector<quint64> unanswered {};
    bool isPostponed = false; ///< the service cannot be reached; lastOffered waits for that
    int refusals = 0; ///< tokens in a row that the service did not take
    int earlyEnds = 0; ///< tokens in a row that it took, only to end the session at once
    std::optional<MonotonicTime> lastEarlyEnd {};
    bool isBlocking = false; ///< its refusals are why the state is Blocked

    /// Each acceptance starts the count of refusals anew. A service that takes every token and then
    /// ends the session at once is found out by its early ends; one that is longer past than
    /// \a memory does not count.
    void countRefusal(bool isEarlyEnd, MonotonicTime now, std::chrono::milliseconds memory);
};

/// A call that waits for what the services say of a token.
struct PendingCall
{
    CallId call = 0;
    quint64 generation = 0;
    bool waitsForPostponed = false; ///< also where a service cannot be reached now
    bool isOffered = false;
    bool isAccepted = false;
    std::optional<TokenError> refusal {};
};

/// A call that is waiting for nothing any more.
struct FinishedCall
{
    CallId call = 0;
    std::optional<TokenError> error {}; ///< empty: success
};

/// Which token is where: the admitted tokens of one sign-in, the consumers that run on them, and
/// the calls that wait for the consumers. Pointers are good until the next change.
class TokenLedger
{
public:
    // Tokens
    void add(AdmittedToken token);
    /// The newest token that was not refused by all; after a refusal the last accepted one.
    [[nodiscard]] AdmittedToken *current() { return find(m_current); }
    [[nodiscard]] const AdmittedToken *current() const;
    /// current() unless it has expired.
    [[nodiscard]] AdmittedToken *usable();
    [[nodiscard]] const AdmittedToken *usable() const;
    [[nodiscard]] AdmittedToken *find(quint64 generation);
    [[nodiscard]] quint64 generationOf(const AccessToken &token) const;
    /// The newest token, whatever became of it.
    [[nodiscard]] const AdmittedToken *newest() const;
    /// Forgets all older tokens: nothing falls back to them any more.
    void accept(AdmittedToken &admitted, MonotonicTime now);
    /// Refuses the token for good; the last accepted one is current again.
    void refuse(AdmittedToken &admitted);
    void refuseAll();
    [[nodiscard]] bool wasRefused(const AccessToken &token) const
    {
        return !m_refused.isEmpty() && m_refused.contains(token.fingerprint());
    }
    /// Forgets the tokens, but not the consumers.
    void clearTokens();

    // Consumers
    [[nodiscard]] std::vector<ConsumerRecord> &consumers() { return m_consumers; }
    [[nodiscard]] ConsumerRecord *consumer(ConsumerId id);
    /// Notes that \a consumer owes an answer.
    void noteOffer(ConsumerRecord &consumer, quint64 generation);
    /// Whether \a consumer still owes an answer for \a generation.
    [[nodiscard]] bool isOwed(ConsumerId consumer, quint64 generation) const;
    [[nodiscard]] bool isAcceptedByAny(quint64 generation) const;
    /// Whether a consumer still owes an answer, also a postponed one.
    [[nodiscard]] bool isAwaited(quint64 generation) const;
    /// Whether all services that have the token refused it, and none may still accept it. So the
    /// outcome does not depend on the order in which several services answer.
    [[nodiscard]] bool isRefusedByAll(const AdmittedToken &admitted) const;
    /// Whether an answer is on its way.
    [[nodiscard]] bool isAnswerDue(quint64 generation) const;
    /// The most refusals in a row of one consumer.
    [[nodiscard]] int refusalsInARow() const;
    /// One consumer refuses tokens that another one accepts.
    [[nodiscard]] bool isPartlyRefused() const;
    [[nodiscard]] bool isAnyBlocking() const;
    void forgetRefusals();
    /// No consumer owes an answer any more.
    void forgetOffers();

    // Calls
    [[nodiscard]] std::vector<PendingCall> &calls() { return m_calls; }
    [[nodiscard]] const std::vector<PendingCall> &calls() const { return m_calls; }
    /// Removes the calls for whose token no consumer owes an answer any more.
    [[nodiscard]] std::vector<FinishedCall> takeFinishedCalls();

    /// Defined and called by the exhaustive test alone.
    void addTo(StateKey &key, MonotonicTime now, quint64 lastGeneration, WallTime serverNow) const;

private:
    std::vector<AdmittedToken> m_tokens {}; // rising generations
    quint64 m_current = 0; // generation, 0: none
    quint64 m_lastAccepted = 0;
    QSet<QString> m_refused {}; // fingerprints
    std::vector<ConsumerRecord> m_consumers {};
    std::vector<PendingCall> m_calls {};
};

} // namespace parley
