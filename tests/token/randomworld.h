// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "dice.h"
#include "support/fakeclock.h"
#include "support/fakeconsumer.h"
#include "support/fakereachability.h"
#include "support/scriptedprovider.h"
#include "token/tokenmanager.h"

#include <QStringList>

#include <deque>
#include <memory>

namespace parley::test {

/// A token manager in virtual time among everything that can happen to it, all of it drawn from one
/// seed: the values are those at the end of the lifecycle. Looks after each stimulus whether an
/// invariant is broken.
class RandomWorld
{
public:
    enum class Record { Nothing, Everything };

    explicit RandomWorld(quint64 seed, Record record = Record::Nothing);
    ~RandomWorld();
    Q_DISABLE_COPY_MOVE(RandomWorld)

    /// Gives it so many stimuli, then ends it by sign-out or destruction. Empty: nothing is wrong.
    [[nodiscard]] QString run(int stimuli);
    /// The same, but then everything is well for a while, and the manager has to be as well. Looks
    /// at the rules retryAfter and offlinePause too.
    [[nodiscard]] QString runAndRecover(int stimuli);

    /// The trace as JSON lines and the stimuli in between; only if everything is recorded.
    [[nodiscard]] const QByteArray &record() const { return m_record; }

private:
    using Millis = std::chrono::milliseconds;

    /// A call with a callback, which has to come once.
    struct Ask
    {
        std::unique_ptr<QObject> context = std::make_unique<QObject>();
        bool returned = false;
        int answers = 0;
    };
    using Stimulus = void (RandomWorld::*)();
    struct Weighted
    {
        const char *name;
        int weight;
        Stimulus give;
    };
    static const Weighted Stimuli[];

    // randomworld.cpp: the world, and what is asked of the manager
    void listen();
    void giveStimulus();
    void act(const char *what); ///< inside a signal, if an action waits for one
    void start();
    void startWithCached();
    void awaitCredential();
    void signOut();
    void userRefresh();
    void giveToken();
    void changePolicy();
    void expectIdentity();
    void checkTime();
    void armAction();
    void ask(const std::function<void(QObject *, TokenManager::AttemptCallback)> &call);

    // randomstimuli.cpp: what time, network, service and clients do
    void passSomeTime();
    void goToAttempt();
    void goToEndOfLife();
    void goToLead();
    void sleep();
    void stall();
    void setClock();
    void changeNetwork();
    void changeService();
    void beginFailures();
    void changeLife();
    void addConsumer();
    void removeConsumer();
    void destroyConsumer();
    void changeConsumer();
    void pushAboutToExpire();
    void rejectToken();
    void keepToken();
    void doubtToken();
    void acceptToken();
    void advance(Millis time);
    void suspend(Millis time);
    [[nodiscard]] TokenSpec oddToken();
    [[nodiscard]] ScriptedProvider::Answer answer(int request);
    [[nodiscard]] FakeConsumer *someConsumer();

    // randomchecks.cpp: the invariants
    void fail(const QString &problem);
    void noteTrace(const QJsonObject &entry);
    void noteText(const QString &text);
    void noteStart();
    void checkStarts();
    void checkNow();
    void checkSignedOut();
    void checkEnd();
    void recover();

    const bool m_recording;
    Dice m_dice;
    Dice m_managersDice;
    QByteArray m_record;
    QString m_problem;

    FakeClock m_clock;
    FakeReachability m_network;
    ScriptedProvider m_provider { m_clock };
    std::unique_ptr<TokenManager> m_manager;
    std::vector<std::unique_ptr<FakeConsumer>> m_consumers;
    std::deque<std::shared_ptr<Ask>> m_asks;

    // how the service answers
    std::chrono::seconds m_life { 3600 };
    int m_failuresLeft = 0;
    int m_failure = 0;
    QByteArray m_lastJwt;
    MonotonicTime m_retryAfterUntil {};

    int m_actionsArmed = 0;
    bool m_insideSignal = false;
    bool m_checksRules = false;
    quint64 m_lastGeneration = 0;
    std::size_t m_startsChecked = 0;
    int m_traceRequests = 0;
    int m_traceEnds = 0;
    quint64 m_signals = 0;
};

} // namespace parley::test
