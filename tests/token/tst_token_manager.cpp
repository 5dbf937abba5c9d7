// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "deafprovider.h"
#include "token/enumname.h"
#include "world.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = TokenError::Code;
using Millis = std::chrono::milliseconds;

namespace {

/// Counts the calls of a callback and keeps the last outcome.
struct Outcome
{
    int calls = 0;
    std::optional<TokenError> error {};

    TokenManager::AttemptCallback callback()
    {
        return [this](const std::optional<TokenError> &result) {
            ++calls;
            error = result;
        };
    }
    [[nodiscard]] QString text() const
    {
        return calls != 1 ? u"%1 calls"_s.arg(calls) : error ? codeName(error->code) : u"ok"_s;
    }
};

/// Does something to the manager when it is told to leave.
class LeavingConsumer final : public TokenConsumer
{
public:
    explicit LeavingConsumer(TokenManager &manager)
        : leave([this, &manager] {
            for (TokenConsumer *other : others)
                manager.removeConsumer(other);
        })
    { }
    void offerToken(const AccessToken &, TokenReply reply) override { reply.accept(); }
    void withdrawToken() override
    {
        ++withdrawals;
        leave();
    }

    QList<TokenConsumer *> others {};
    std::function<void()> leave;
    int withdrawals = 0;
};

} // namespace

/// What the public header promises, besides the situations.
class tst_token_manager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"parley.*=false"_s); }

    void refreshSharesOneRequest()
    {
        World world;
        world.signIn();
        Outcome first;
        Outcome second;
        world.manager.refresh(this, first.callback());
        QCOMPARE(first.calls, 0); // never before the call has returned
        QVERIFY(world.manager.isRefreshing());
        world.manager.refresh(this, second.callback());
        world.advance(1s);
        QCOMPARE(world.requests(), 1);
        QCOMPARE(first.text(), u"ok"_s);
        QCOMPARE(second.text(), u"ok"_s);
        QCOMPARE(world.count(u"updated manual"_s), 1);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void refreshTellsTheOutcomeOfItsAttempt()
    {
        World world;
        world.signIn();
        world.provider.script = [&world](int request) {
            return request == 2 ? world.provider.failure(Code::ServerError)
                                : world.provider.fresh();
        };
        Outcome outcome;
        world.manager.refresh(this, outcome.callback());
        world.advance(35s); // the retry has succeeded meanwhile
        QCOMPARE(outcome.text(), u"serverError"_s);
        QCOMPARE(world.stateName(), u"ready"_s);
        QCOMPARE(world.count(u"recovered 1"_s), 1);
    }

    void refreshIsNotCalledBackIntoADeadContext()
    {
        World world;
        world.signIn();
        Outcome outcome;
        {
            QObject context;
            world.manager.refresh(&context, outcome.callback());
        }
        world.advance(1s);
        QCOMPARE(outcome.calls, 0);
        QCOMPARE(world.manager.generation(), quint64(2));
    }

    void refreshNeedsSignInAndNetwork()
    {
        World world;
        Outcome signedOut;
        world.manager.refresh(this, signedOut.callback());
        QCOMPARE(signedOut.calls, 0);
        world.advance(0ms);
        QCOMPARE(signedOut.text(), u"noCredential"_s);

        world.signIn();
        world.network.set(Reachability::State::Unreachable);
        Outcome offline;
        world.manager.refresh(this, offline.callback());
        world.advance(1s);
        QCOMPARE(offline.text(), u"offline"_s);
        QCOMPARE(world.requests(), 0);
    }

    void clicksCountForTheBudget()
    {
        World world;
        world.signIn();
        QSignalSpy spy(&world.manager, &TokenManager::scheduleChanged);
        int ok = 0;
        int throttled = 0;
        for (int i = 0; i < 20; ++i) {
            world.manager.refresh(this, [&](const std::optional<TokenError> &error) {
                (error ? throttled : ok) += 1;
                QVERIFY(!error || error->code == Code::Throttled);
            });
            world.advance(2s);
        }
        QCOMPARE(ok, 11); // and the one at sign-in
        QCOMPARE(throttled, 9);
        QVERIFY(world.manager.holdLeft() > 4min);
        QVERIFY(!spy.isEmpty());
        world.advance(5min);
        QCOMPARE(world.manager.holdLeft().count(), 0);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void signOutAnswersEverybody()
    {
        World world;
        world.signIn();
        Outcome refused;
        world.network.set(Reachability::State::Unreachable);
        world.manager.refresh(this, refused.callback());
        world.chat->mode = FakeConsumer::Mode::Silent;
        Outcome update;
        TokenSpec spec = world.provider.freshSpec();
        world.manager.updateToken(makeJwt(spec), this, update.callback());
        world.manager.signOut();
        QCOMPARE(refused.text(), u"offline"_s);
        QCOMPARE(update.text(), u"cancelled"_s);
        QCOMPARE(world.clock.pendingCalls(), 0);
    }

    void signOutInASlotWaitsForWhatWasDueBefore()
    {
        World world; // listens before and after the slot that signs out
        QStringList heard;
        connect(&world.manager, &TokenManager::tokenChanged, this,
                [&world] { world.manager.signOut(); });
        connect(&world.manager, &TokenManager::tokenChanged, this,
                [&heard] { heard += u"tokenChanged"_s; });
        connect(&world.manager, &TokenManager::stateChanged, this,
                [&heard](TokenManager::State state) { heard += enumName(state); });
        world.manager.start();
        world.advance(1s);
        QCOMPARE(heard.join(u' '), u"fetching tokenChanged ready signedOut"_s);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void aClockThatIsMendedHelpsWithoutDate()
    {
        World world; // started while the local clock was two hours fast
        world.provider.sendsDate = false;
        world.provider.serverOffset = -2h;
        world.manager.start();
        world.advance(1min);
        QVERIFY(!world.manager.token()); // every token seems to have expired
        world.clock.jumpWallClock(-2h);
        world.provider.serverOffset = {};
        world.advance(2min);
        QCOMPARE(world.stateName(), u"ready"_s);
        QVERIFY(world.manager.timeLeft() > 55min);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void aProviderMayAnswerAfterTheManagerIsGone()
    {
        FakeClock clock;
        FakeReachability network;
        DeafProvider deaf;
        {
            TokenManager manager(deaf, { .clock = &clock, .reachability = &network });
            manager.start();
        }
        deaf.m_done.at(0)(FetchOutcome::ofJwt(makeJwt({}))); // a checker of memory looks on
    }

    void aLateReloadDoesNotEndTheNextFetch()
    {
        FakeClock clock;
        FakeReachability network;
        DeafProvider deaf;
        TokenManager manager(deaf, { .clock = &clock, .reachability = &network });
        manager.start();
        deaf.m_done.at(0)({ TokenError { .code = TokenError::Code::CredentialRejected } });
        QTRY_VERIFY(deaf.m_reloaded);
        clock.advance(manager.policy().keychainWait);
        clock.advance(manager.policy().unauthorizedRetry);
        QTRY_COMPARE(deaf.m_done.size(), 2U);
        deaf.m_reloaded(true);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(deaf.m_context);
    }

    void updateTokenWaitsForTheService()
    {
        World world;
        world.signIn();
        Outcome outcome;
        world.chat->delay = 3s;
        world.manager.updateToken(makeJwt(world.provider.freshSpec()), this, outcome.callback());
        world.advance(2s);
        QCOMPARE(outcome.calls, 0);
        world.advance(2s);
        QCOMPARE(outcome.text(), u"ok"_s);
        QCOMPARE(world.takeEvents(), u"tokenChanged 2, applied chat 2, updated manual"_s);
        QCOMPARE(world.requests(), 0);
    }

    void updateTokenTellsARefusal()
    {
        World world;
        world.signIn();
        const QByteArray good = world.manager.token()->jwt();
        world.chat->mode = FakeConsumer::Mode::Refuses;
        Outcome outcome;
        const QByteArray bad = makeJwt(world.provider.freshSpec());
        world.manager.updateToken(bad, this, outcome.callback());
        world.advance(1s);
        QCOMPARE(outcome.text(), u"chatRefused"_s);
        QCOMPARE(outcome.error->serviceCode, 20107);
        QCOMPARE(world.manager.token()->jwt(), good);
        Outcome again; // not a silent success
        world.manager.updateToken(bad, this, again.callback());
        world.advance(0ms);
        QCOMPARE(again.text(), u"notNewer"_s);
    }

    void updateTokenTakesTheSameTokenWithoutAFrame()
    {
        World world;
        world.signIn();
        Outcome outcome;
        world.manager.updateToken(world.manager.token()->jwt() + "\n", this, outcome.callback());
        QCOMPARE(outcome.calls, 0);
        world.advance(0ms);
        QCOMPARE(outcome.text(), u"ok"_s);
        QCOMPARE(world.chat->offered().size(), std::size_t(1));
        QVERIFY(world.events.isEmpty());
    }

    void updateTokenJoinsTheSameTokenOnItsWay()
    {
        World world;
        world.signIn();
        world.chat->mode = FakeConsumer::Mode::Silent;
        const QByteArray jwt = makeJwt(world.provider.freshSpec());
        Outcome first;
        Outcome second;
        world.manager.updateToken(jwt, this, first.callback());
        world.manager.updateToken(jwt, this, second.callback());
        world.advance(1s);
        QCOMPARE(first.calls + second.calls, 0);
        world.chat->accept(2);
        QCOMPARE(first.text(), u"ok"_s);
        QCOMPARE(second.text(), u"ok"_s);
    }

    void updateTokenGivesEveryCallerTheResultOfItsToken()
    {
        World world;
        world.signIn();
        world.chat->mode = FakeConsumer::Mode::Silent;
        Outcome older;
        Outcome newer;
        world.manager.updateToken(makeJwt(world.provider.freshSpec()), this, older.callback());
        world.manager.updateToken(makeJwt(world.provider.freshSpec()), this, newer.callback());
        world.chat->accept(2); // it was on the wire already
        QCOMPARE(older.text(), u"ok"_s);
        QCOMPARE(newer.calls, 0);
        world.chat->accept(3);
        QCOMPARE(newer.text(), u"ok"_s);

        Outcome superseded;
        Outcome last;
        world.manager.updateToken(makeJwt(world.provider.freshSpec()), this, superseded.callback());
        world.manager.updateToken(makeJwt(world.provider.freshSpec()), this, last.callback());
        world.chat->accept(5);
        QCOMPARE(superseded.text(), u"cancelled"_s);
        QCOMPARE(last.text(), u"ok"_s);
    }

    void updateTokenWithAnExpiredOneCloses()
    {
        World world;
        world.signIn();
        TokenSpec spec = world.provider.freshSpec();
        spec.issuedAt = world.clock.wallNow() - 2h;
        Outcome outcome;
        world.manager.updateToken(makeJwt(spec), this, outcome.callback());
        QCOMPARE(world.takeEvents(), u"state expired, expired 1"_s);
        QCOMPARE(world.chat->withdrawals(), 1);
        QVERIFY(!world.manager.token());
        world.advance(1s);
        QCOMPARE(outcome.text(), u"alreadyExpired"_s);
        world.advance(5s); // and recovers
        QCOMPARE(world.stateName(), u"ready"_s);
        QCOMPARE(world.count(u"updated expired"_s), 1);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void updateTokenRefusesAndChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("jwt");
        QTest::addColumn<QString>("code");
        TokenSpec bob;
        bob.identity = u"bob"_s;
        TokenSpec unsignedToken;
        unsignedToken.extraHeader.insert(u"alg"_s, u"none"_s);
        TokenSpec longLived;
        longLived.life = 48h;
        QTest::newRow("garbage") << QByteArray("garbage") << u"malformed"_s;
        QTest::newRow("empty") << QByteArray() << u"malformed"_s;
        QTest::newRow("another user's") << makeJwt(bob) << u"wrongIdentity"_s;
        QTest::newRow("alg none") << makeJwt(unsignedToken) << u"wrongAlgorithm"_s;
        QTest::newRow("48 h") << makeJwt(longLived) << u"lifetimeTooLong"_s;
    }

    void updateTokenRefusesAndChangesNothing()
    {
        QFETCH(QByteArray, jwt);
        QFETCH(QString, code);
        World world;
        world.signIn();
        Outcome outcome;
        world.manager.updateToken(jwt, this, outcome.callback());
        world.advance(1s);
        QCOMPARE(outcome.text(), code);
        QVERIFY(world.events.isEmpty());
        QCOMPARE(world.stateName(), u"ready"_s);
    }

    void updateTokenWithLittleLeftTellsAtOnce()
    {
        World world;
        world.signIn();
        TokenSpec spec = world.provider.freshSpec();
        spec.life = 100s;
        Outcome outcome;
        world.manager.updateToken(makeJwt(spec), this, outcome.callback());
        world.advance(1s);
        QCOMPARE(outcome.text(), u"ok"_s);
        QCOMPARE(world.takeEvents(),
                 u"tokenChanged 2, aboutToExpire clock 100, "
                 "applied chat 2, updated manual"_s);
        world.advance(28s);
        QCOMPARE(world.requests(), 0); // rule requestFloor
        world.advance(1min);
        QCOMPARE(world.requests(), 1);
        QCOMPARE(world.count(u"expired"_s), 0);
    }

    void updateTokenThatExpiresBeforeTheFloor()
    {
        World world;
        world.signIn();
        TokenSpec spec = world.provider.freshSpec();
        spec.life = 10s;
        world.manager.updateToken(makeJwt(spec), this, {});
        world.advance(8s);
        QCOMPARE(world.requests(), 0);
        world.advance(3s - 1ms);
        QCOMPARE(world.count(u"expired"_s), 0); // the service has the first word
        world.advance(1ms);
        QCOMPARE(world.count(u"expired 2"_s), 1);
        QCOMPARE(world.requests(), 1); // 30 s are no reason to stay without a token
        QCOMPARE(world.chat->withdrawals(), 0);
        world.advance(1s);
        QCOMPARE(world.count(u"updated expired"_s), 1);
    }

    void updateTokenHoldsOneThatIsNotYetValid()
    {
        World world;
        world.signIn();
        TokenSpec spec = world.provider.freshSpec();
        spec.extraClaims.insert(u"nbf"_s, qint64((spec.issuedAt + 20s).time_since_epoch() / 1s));
        Outcome outcome;
        world.manager.updateToken(makeJwt(spec), this, outcome.callback());
        world.advance(18s);
        QCOMPARE(outcome.calls, 0);
        QCOMPARE(world.chat->offered().size(), std::size_t(1));
        world.advance(3s);
        QCOMPARE(outcome.text(), u"ok"_s);
    }

    void aGivenTokenOvertakesTheFetchedOne()
    {
        World world;
        world.signIn();
        world.provider.delay = 5s;
        Outcome fetch;
        Outcome given;
        world.manager.refresh(this, fetch.callback());
        TokenSpec spec = world.provider.freshSpec();
        spec.issuedAt += 60s;
        world.manager.updateToken(makeJwt(spec), this, given.callback());
        world.advance(6s);
        QCOMPARE(given.text(), u"ok"_s);
        QCOMPARE(fetch.text(), u"ok"_s); // nothing has failed
        QCOMPARE(world.count(u"failed"_s), 0);
        QCOMPARE(world.manager.generation(), quint64(2));
        QVERIFY(world.manager.nextAttemptIn());
    }

    void mapsTriggersToReasons()
    {
        World world;
        world.signIn(10min);
        world.provider.script = [&world](int request) {
            return request < 8 ? world.provider.failure(Code::ServerError) : world.provider.fresh();
        };
        world.goToDeadline();
        world.advance(3min); // 180 s left pass meanwhile
        QCOMPARE(world.stateName(), u"ready"_s);
        QCOMPARE(world.count(u"updated aboutToExpire"_s), 1);
    }

    void waitsForTheCredential()
    {
        World world;
        world.manager.awaitCredential();
        QCOMPARE(world.stateName(), u"loading"_s);
        world.advance(1min);
        QCOMPARE(world.takeEvents(), u"state loading"_s);
        QCOMPARE(world.clock.pendingCalls(), 0);
        world.manager.signOut();
        QCOMPARE(world.takeEvents(), u"state signedOut"_s);
    }

    void pinsTheFirstIdentity()
    {
        World world;
        world.manager.setExpectedIdentity({});
        world.provider.spec.identity = u"carol"_s;
        world.signIn();
        QCOMPARE(world.manager.token()->identity(), u"carol"_s);
        world.goToDeadline();
        world.provider.spec.identity = u"alice"_s;
        world.advance(1s);
        QCOMPARE(world.manager.blockedBy()->code, Code::WrongIdentity);
    }

    void pinsTheService()
    {
        World world;
        world.signIn();
        world.goToDeadline();
        world.provider.spec.serviceSid = u"IS2"_s;
        world.advance(1s);
        QCOMPARE(world.manager.lastError()->code, Code::WrongService);
        QCOMPARE(world.stateName(), u"degraded"_s);
    }

    void changesThePolicyAtOnce()
    {
        World world;
        world.signIn();
        RefreshPolicy policy;
        policy.fixedLead = 50min;
        policy.jitter = false;
        world.manager.setPolicy(policy);
        QVERIFY(*world.manager.nextAttemptIn() < 10min);
        world.advance(10min);
        QCOMPARE(world.requests(), 1);
        QVERIFY(world.manager.policy().fixedLead == 50min);
    }

    void aListenerMayDestroyTheManager()
    {
        FakeClock clock;
        FakeReachability network;
        ScriptedProvider provider(clock);
        auto manager = std::make_unique<TokenManager>(
            provider, TokenManagerOptions { .clock = &clock, .reachability = &network });
        connect(manager.get(), &TokenManager::tokenChanged, this, [&manager] { manager.reset(); });
        manager->start();
        clock.advance(1s);
        QVERIFY(!manager);
        QCOMPARE(clock.pendingCalls(), 0);
    }

    void aListenerMayCallBack()
    {
        World world;
        Outcome outcome;
        connect(&world.manager, &TokenManager::tokenUpdateFailed, this,
                [&] { world.manager.refresh(this, outcome.callback()); });
        world.provider.script = [&world](int request) {
            return request == 1 ? world.provider.failure(Code::ServerError)
                                : world.provider.fresh();
        };
        world.manager.start();
        world.advance(1s);
        QCOMPARE(outcome.text(), u"ok"_s);
        connect(&world.manager, &TokenManager::tokenChanged, this,
                [&world] { world.manager.signOut(); });
        world.advance(1h);
        QCOMPARE(world.stateName(), u"signedOut"_s);
        QCOMPARE(world.chat->offered().size(), std::size_t(1)); // the second one never left
        QCOMPARE(world.invariantProblem(), QString());
    }

    void aStartWithoutANetworkWaitsForIt()
    {
        FakeClock clock;
        FakeReachability network(Reachability::State::Unreachable);
        ScriptedProvider provider(clock);
        TokenManager manager(provider, { .clock = &clock, .reachability = &network });
        QSignalSpy shown(&manager, &TokenManager::warningShown);
        manager.start();
        clock.advance(1min);
        QCOMPARE(provider.requests(), 0);
        QCOMPARE(shown.count(), 1);
        QCOMPARE(shown[0][0].value<TokenTypes::Warning>(), TokenTypes::Warning::Offline);
        network.set(Reachability::State::Reachable);
        clock.advance(1s);
        QCOMPARE(provider.requests(), 1);
        QCOMPARE(manager.state(), TokenManager::State::Ready);
        QVERIFY(!manager.snapshot().warning);
    }

    void aConsumerMayLeaveAtAnyMoment()
    {
        World world;
        FakeConsumer unnamed(world.clock, {});
        LeavingConsumer leaving(world.manager);
        world.manager.addConsumer(&leaving);
        world.manager.addConsumer(&unnamed);
        leaving.others.append(&unnamed);
        world.signIn();
        QCOMPARE(unnamed.withdrawals(), 0);
        world.manager.signOut(); // the first one takes the other one along
        QCOMPARE(leaving.withdrawals, 1);
        QCOMPARE(unnamed.withdrawals(), 0);

        auto shorter = std::make_unique<FakeConsumer>(world.clock);
        auto manager = std::make_unique<TokenManager>(
            world.provider,
            TokenManagerOptions { .clock = &world.clock, .reachability = &world.network });
        manager->addConsumer(shorter.get());
        manager->start();
        world.advance(1s);
        QCOMPARE(shorter->offered().size(), std::size_t(1));
        shorter.reset();
        world.advance(2h);
        QCOMPARE(manager->state(), TokenManager::State::Ready);
        world.manager.removeConsumer(&leaving);
    }

    void aWithdrawnConsumerMayDestroyTheManager()
    {
        FakeClock clock;
        FakeReachability network;
        ScriptedProvider provider(clock);
        auto manager = std::make_unique<TokenManager>(
            provider, TokenManagerOptions { .clock = &clock, .reachability = &network });
        LeavingConsumer leaving(*manager);
        FakeConsumer second(clock);
        leaving.leave = [&manager] { manager.reset(); };
        manager->addConsumer(&leaving);
        manager->addConsumer(&second);
        manager->start();
        clock.advance(1s);
        manager->signOut();
        QVERIFY(!manager);
        QCOMPARE(second.withdrawals(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_token_manager)
#include "tst_token_manager.moc"
