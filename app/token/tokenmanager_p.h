// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/consumerroster.h"
#include "token/failurerules.h"
#include "token/notificationqueue.h"
#include "token/oneshot.h"
#include "token/requestgate.h"
#include "token/serverclock.h"
#include "token/tokenadmission.h"
#include "token/tokenmanager.h"
#include "token/tokenshelf.h"
#include "token/wakemonitor.h"

#include <QMetaEnum>
#include <QPointer>
#include <QStringList>

namespace parley {

/// The manager's state, timers and single request. tokenmanager.cpp has the public calls and what
/// is derived from the state, tokenrequests.cpp the request, tokenfailures.cpp how one that failed
/// goes on, tokenlifetime.cpp the token's moments and the outside world, tokenoffers.cpp the
/// consumers, tokenrejections.cpp a service that does not take a token.
class TokenManager::Private
{
public:
    Private(TokenManager *manager, TokenProvider &provider, Clock &clock,
            Reachability &reachability, const RefreshPolicy &policy, RandomSource random);
    ~Private();
    Q_DISABLE_COPY_MOVE(Private)

    /// Brackets every entry from outside: what is derived from the state (state, warning, schedule)
    /// is brought up to date at its end, then signals and callbacks go out. The object may be gone
    /// after.
    class Turn
    {
    public:
        explicit Turn(Private &manager)
            : m_manager(manager)
            , m_queue(manager.m_queue)
        {
            ++m_manager.m_turns;
        }
        ~Turn()
        {
            if (--m_manager.m_turns > 0)
                return; // one inside another: the outer one has more to do first
            m_manager.settle();
            NotificationQueue::flush(m_queue);
        }
        Q_DISABLE_COPY_MOVE(Turn)

    private:
        Private &m_manager;
        std::shared_ptr<NotificationQueue> m_queue;
    };

    /// A call that somebody made with a callback, while it has not returned: a signal that it emits
    /// may lead to its own outcome.
    class Call
    {
    public:
        explicit Call(Private &manager)
            : m_number(++manager.m_lastCall)
            , m_open(manager.m_openCalls)
        {
            m_open->push_back(m_number);
        }
        ~Call() { m_open->pop_back(); }
        Q_DISABLE_COPY_MOVE(Call)
        [[nodiscard]] quint64 number() const { return m_number; }

    private:
        const quint64 m_number;
        const std::shared_ptr<std::vector<quint64>> m_open;
    };

    /// Somebody who waits for an outcome.
    struct Waiter
    {
        QPointer<QObject> context;
        AttemptCallback done;
        quint64 call = 0; ///< number of the Call
    };

    /// One request, from its start to its outcome.
    struct Flight
    {
        quint64 serial = 0;
        Trigger trigger = Trigger::Start;
        UpdateReason reason = UpdateReason::Proactive;
        int attempt = 1;
        QStringList joined {};
        MonotonicTime startedAt {};
        quint64 newestGeneration = 0; ///< when it started
        bool answered = false; ///< only a credential that is being looked up is awaited yet
        std::chrono::milliseconds
            slept {}; ///< if at all, its answer tells nothing of the server's clock
        std::vector<Waiter> waiters {};
        std::unique_ptr<QObject> context {}; ///< of the provider's callback
    };

    /// One refresh with its retries.
    struct Cycle
    {
        bool isOpen = false;
        Trigger trigger = Trigger::Deadline;
        UpdateReason reason = UpdateReason::Proactive;
        QByteArray idempotencyKey {};
        int failures = 0;
        int backOffStep = 0; ///< failures that count for R6: not those of offline time
        std::optional<MonotonicTime> failingSince {};
        bool wasUnauthorized = false; ///< R9: the next 401 is the second in a row
    };

    /// A token that may be used from its nbf on.
    struct Hold
    {
        AccessToken token;
        TokenAdmission::Origin origin;
        UpdateReason reason;
        int attempt = 1;
        std::vector<Waiter> waiters {};
    };

    /// Somebody who waits for the services' word on a token given by updateToken().
    struct PendingUpdate
    {
        Waiter waiter;
        quint64 generation = 0;
        bool offered = false;
        bool accepted = false;
        std::optional<TokenError> rejection {};
    };

    // tokenmanager.cpp: beginning, end, and what is derived
    void beginSignIn();
    void endSession();
    /// What one sign-in leaves behind is nothing to the next.
    void forgetTroubles();
    [[nodiscard]] State computeState() const;
    [[nodiscard]] bool isBusy() const { return m_flight != nullptr || m_hold.has_value(); }
    [[nodiscard]] MonotonicTime now() const { return m_clock.monotonicNow(); }
    [[nodiscard]] WallTime serverNow() const { return m_serverClock.now(now()); }
    [[nodiscard]] std::chrono::milliseconds timeLeft() const;
    void settle();
    void updateState();
    void updateWarning();
    void updateSchedule();
    void notify(std::function<void()> notification) { m_queue->add(std::move(notification)); }
    void answer(Waiter waiter, std::optional<TokenError> result);
    void answerNow(Waiter waiter, std::optional<TokenError> result);
    void answerLater(Waiter waiter, std::optional<TokenError> result);
    void trace(const char *kind, QJsonObject fields);
    /// `<name>InMs` from now, and `<name>At` by the server's clock.
    void addWhen(QJsonObject &fields, const char *name, MonotonicTime when) const;

    // tokenrequests.cpp
    enum class Urgency { Automatic, Explicit };
    void request(Trigger trigger, UpdateReason reason, Urgency urgency);
    void traceNotAsked(Trigger trigger, const RequestGate::Verdict &verdict);
    void userRefresh(Waiter waiter);
    void join(Trigger trigger, UpdateReason reason);
    void startFlight(Trigger trigger, UpdateReason reason);
    void flightAnswered(const FetchOutcome &outcome);
    void flightTimedOut();
    void tokenFetched(const AccessToken &token);
    [[nodiscard]] std::unique_ptr<Flight> takeFlight();
    void abandonFlight();
    void openCycle(Trigger trigger, UpdateReason reason);
    void planAttempt(MonotonicTime at);
    /// When an automatic request that is wanted at \a at may really start.
    [[nodiscard]] MonotonicTime allowedFrom(MonotonicTime at) const;
    void attemptDue();
    [[nodiscard]] std::chrono::milliseconds floor() const;
    [[nodiscard]] UpdateReason reasonNow() const;

    // tokenfailures.cpp
    void attemptFailed(const TokenError &error);
    void reloadCredential(const TokenError &error);
    void concludeFailure(const TokenError &error, bool credentialChanged);
    void recordFailure(const TokenError &error, int attempt, bool credentialChanged,
                       std::vector<Waiter> waiters);
    /// \a wait: until the next attempt; empty: none is planned.
    void tellFailure(const TokenError &error, Trigger trigger, int attempt,
                     std::optional<std::chrono::milliseconds> wait);
    [[nodiscard]] std::optional<std::chrono::milliseconds>
    nextWait(const TokenError &error, const FailureRule &rule, bool credentialChanged);
    void requireSignIn(SignInReason reason);

    // tokenlifetime.cpp
    [[nodiscard]] TokenAdmission::Verdict judge(const AccessToken &token,
                                                TokenAdmission::Origin origin);
    quint64 admit(const AccessToken &token, UpdateReason reason, bool fetched, bool startsFloor);
    void holdToken(Hold hold, WallTime until);
    void holdEnded();
    void pin(const AccessToken &token);
    void nameShortLife(const HeldToken &held);
    [[nodiscard]] bool isShortLived(const HeldToken &held) const;
    void armTokenTimers();
    void planRefresh();
    void aboutToExpire(ExpirySource source);
    void expiryDue();
    void expiryReached();
    void tellExpired(HeldToken &held);
    /// A setting is wrong and no token is left: true, and nothing is tried by itself any more.
    bool blockIfHopeless();
    [[nodiscard]] bool isDue() const;
    void audit(const TimeJump &jump);
    void networkChanged(Reachability::State state);
    void changePolicy(const RefreshPolicy &policy);

    // tokenoffers.cpp
    void addConsumer(TokenConsumer *consumer);
    void removeConsumer(const QObject *consumer);
    void givenToken(const QByteArray &jwt, Waiter waiter);
    void givenSameToken(const HeldToken &held, Waiter waiter);
    void givenExpiredToken();
    void withdrawConsumers();
    void offer(quint64 generation);
    void settledWithoutService(quint64 generation);
    bool tellAdmitted(quint64 generation);
    void answersDropped();
    void tellUpdated(HeldToken &held);
    void confirmCredential(HeldToken &held);
    void unblockAfterService();
    void tokenAccepted(TokenConsumer *consumer, quint64 generation);
    void tokenKept(TokenConsumer *consumer);
    void pushedAboutToExpire();
    void finishUpdates();

    // tokenrejections.cpp
    void tokenRejected(TokenConsumer *consumer, quint64 generation,
                       const TokenRejection &rejection);
    void tokenDoubted(quint64 generation);
    [[nodiscard]] bool hadDoneItsTime(const HeldToken &held) const;
    void countRejection(const HeldToken &held);
    void rejectedAsExpired(HeldToken &held, const TokenError &error);
    void rejectedAsRefused(HeldToken &held, const TokenError &error);
    void rejectionRepeats(const HeldToken &held, const TokenError &error, Trigger trigger);

    TokenManager *const q;
    TokenProvider &m_provider;
    Clock &m_clock;
    Reachability &m_reachability;
    RefreshPolicy m_policy;
    RandomSource m_random;
    std::shared_ptr<NotificationQueue> m_queue = std::make_shared<NotificationQueue>();

    ServerClock m_serverClock;
    RequestGate m_gate;
    WakeMonitor m_wake;
    TokenShelf m_shelf;
    ConsumerRoster m_roster;
    TokenPins m_pins;

    int m_turns = 0;
    quint64 m_lastCall = 0;
    const std::shared_ptr<std::vector<quint64>> m_openCalls
        = std::make_shared<std::vector<quint64>>();

    // what the state is computed from, besides shelf, flight and hold
    bool m_active = false;
    bool m_loading = false;
    bool m_needsSignIn = false;
    bool m_hadToken = false;
    std::optional<TokenError> m_blocked;
    Cycle m_cycle;

    bool m_awaitingFirst = false; // the next token is the one of the sign-in
    bool m_shortLifeTold = false;
    int m_rejections = 0; // generations in a row that a service did not take
    int m_earlyEnds = 0; // those that it took, and then ended the session at once
    std::optional<MonotonicTime> m_lastEarlyEnd;
    std::optional<MonotonicTime> m_lastDoubt;
    quint64 m_lastGeneration = 0;
    quint64 m_lastFlight = 0;
    quint64 m_lastKey = 0;
    std::optional<TokenError> m_lastError;
    std::optional<MonotonicTime> m_offlineSince;
    MonotonicTime m_onlineSince {}; // the last return of the network
    std::optional<MonotonicTime> m_withoutTokenSince;

    // as last told
    State m_state = State::SignedOut;
    std::optional<Warning> m_warning;
    struct Schedule
    {
        std::optional<MonotonicTime> nextAttempt {};
        std::optional<MonotonicTime> heldUntil {};
        std::optional<TokenError> lastError {};
        bool operator==(const Schedule &) const = default;
    };
    Schedule m_schedule;

    std::unique_ptr<Flight> m_flight;
    std::optional<Hold> m_hold;
    std::vector<PendingUpdate> m_updates;
    std::vector<std::pair<Waiter, std::optional<TokenError>>> m_answers;

    OneShot m_flightDeadline;
    OneShot m_attemptTimer;
    OneShot m_aboutToExpireTimer;
    OneShot m_expiryTimer;
    OneShot m_holdTimer;
    OneShot m_wakeDelay;
    OneShot m_warningTimer;
    OneShot m_answerTimer;
};

/// The enumerator's name in camelCase, for the trace.
template <typename Enum> [[nodiscard]] QString enumName(Enum value)
{
    QString name
        = QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(static_cast<int>(value)));
    if (!name.isEmpty())
        name[0] = name.at(0).toLower();
    return name;
}

} // namespace parley
