// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "world.h"

#include <QEventLoop>
#include <QLoggingCategory>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = TokenError::Code;
using State = TokenManager::State;

/// Two things at once that the list of situations leaves to the rules, and what random histories
/// have found.
class tst_token_combinations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"parley.*=false"_s); }

    void pushWhileRetryAfterRuns();
    void clickWhileRetryAfterRuns();
    void networkLostWhileATokenIsHeld();
    void sleepWhileATokenIsHeld();
    void heldTokenThatComesToNothing();
    void expiryWhileAnUpdateIsUnanswered();
    void wakeWhileBlocked();
    void signInAgainAfterTwoRejections();
    void policyChangedInFlight();
    void policyChangedOverABudget();
    void identityChangedInFlight();
    void clockSetBackDuringBackOff();
    void networkLostBetweenTwoRefusals();
    void networkFlapsDuringAnOutage();
    void givenTokenWhileARequestFails();
    void pushWithoutAToken();
    void signOutInsideTheCallThatAsks();
    void slotThatRunsItsOwnEventLoop();
    void sleepInsideAPortal();
    void saysHowLongAClickMustWait();
    void calledExpiredWhileASettingIsWrong();
    void oneDateFarAway_data();
    void oneDateFarAway();
    void dateFarBehindTheIssuer();
    void refreshWhileTheProtocolIsRefused();

private:
    static ScriptedProvider::Script failing(World &world, Code code)
    {
        return [&world, code](int) { return world.provider.failure(code); };
    }
    static TokenManager::AttemptCallback into(QStringList &answers)
    {
        return [&answers](const std::optional<TokenError> &error) {
            answers.append(error ? codeName(error->code) : u"ok"_s);
        };
    }
};

void tst_token_combinations::pushWhileRetryAfterRuns()
{
    World world;
    world.signIn(600s);
    world.provider.script = [&](int request) {
        return request == 2 ? world.provider.failure(Code::RateLimited, 120s)
                            : world.provider.fresh();
    };
    world.goToDeadline();
    world.advance(10s);
    for (int i = 0; i < 20; ++i)
        world.chat->push();
    world.advance(109s);
    QCOMPARE(world.requests(), 1); // rule retryAfter binds a push as well
    QCOMPARE(world.count(u"aboutToExpire"_s), 1);
    world.advance(14s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::clickWhileRetryAfterRuns()
{
    World world;
    world.signIn(600s);
    world.provider.script = [&](int request) {
        return request == 2 ? world.provider.failure(Code::ServerError, 20min)
                            : world.provider.fresh();
    };
    world.goToDeadline();
    world.advance(10s);
    QStringList answers;
    world.manager.refresh(this, into(answers));
    world.advance(1s);
    QCOMPARE(answers, QStringList { u"throttled"_s });
    QVERIFY(world.manager.holdLeft() > 14min);
    QVERIFY(world.manager.holdLeft() <= 15min * 1.1); // the limit of the rule retryAfter
    world.advance(10min);
    QCOMPARE(world.count(u"expired 1"_s), 1); // it lasts beyond the token's end
    QCOMPARE(world.requests(), 1);
    world.advance(7min);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::networkLostWhileATokenIsHeld()
{
    World world;
    world.signIn();
    world.provider.script = [&](int) {
        TokenSpec spec = world.provider.freshSpec();
        spec.extraClaims = { { u"nbf"_s,
                               qint64(std::chrono::floor<std::chrono::seconds>(
                                          world.provider.serverNow().time_since_epoch())
                                          .count())
                                   + 20 } };
        return world.provider.fresh(spec);
    };
    world.goToDeadline();
    world.advance(1s);
    world.network.set(Reachability::State::Unreachable);
    world.advance(30s);
    QCOMPARE(world.count(u"tokenChanged 2"_s), 1); // it is here already
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::sleepWhileATokenIsHeld()
{
    World world;
    world.signIn();
    TokenSpec spec = world.provider.freshSpec();
    spec.extraClaims = {
        { u"nbf"_s,
          qint64(std::chrono::floor<std::chrono::seconds>(world.clock.wallNow().time_since_epoch())
                     .count())
              + 50 }
    };
    QStringList answers;
    world.manager.updateToken(makeJwt(spec), this, into(answers));
    world.advance(1s);
    QCOMPARE(world.count(u"tokenChanged"_s), 0);
    world.clock.suspend(5min);
    world.advance(16s); // the next heartbeat, not the end of a timer that has slept
    QCOMPARE(world.count(u"tokenChanged 2"_s), 1);
    QCOMPARE(answers, QStringList { u"ok"_s });
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::heldTokenThatComesToNothing()
{
    World world;
    world.signIn(600s);
    world.provider.script = failing(world, Code::ServerError);
    world.advance(598s);
    TokenSpec spec = world.provider.freshSpec();
    spec.life = 70s;
    spec.extraClaims = {
        { u"nbf"_s,
          qint64(std::chrono::floor<std::chrono::seconds>(world.clock.wallNow().time_since_epoch())
                     .count())
              + 59 }
    };
    QStringList answers;
    world.manager.updateToken(makeJwt(spec), this, into(answers));
    world.advance(20s); // what was planned has joined the hold
    world.provider.script = {};
    world.clock.suspend(2min);
    world.advance(20s);
    QCOMPARE(answers, QStringList { u"alreadyExpired"_s });
    world.advance(90s);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::expiryWhileAnUpdateIsUnanswered()
{
    World world;
    world.signIn(600s);
    world.chat->mode = FakeConsumer::Mode::Silent;
    world.provider.script = failing(world, Code::ServerError);
    TokenSpec spec = world.provider.freshSpec();
    spec.life = 60s;
    QStringList answers;
    world.manager.updateToken(makeJwt(spec), this, into(answers));
    world.advance(62s);
    QCOMPARE(world.count(u"expired 2"_s), 1);
    QVERIFY(answers.isEmpty()); // the service has the word
    world.provider.script = {};
    world.chat->mode = FakeConsumer::Mode::Accepts;
    world.advance(2min);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(answers, QStringList { u"cancelled"_s }); // another took its place
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::wakeWhileBlocked()
{
    World world;
    world.provider.script = failing(world, Code::Configuration);
    world.manager.start();
    world.advance(1s);
    QCOMPARE(world.stateName(), u"blocked"_s);
    world.advance(1h);
    QCOMPARE(world.requests(), 1);
    for (int i = 0; i < 3; ++i) { // short naps are no reason to ask
        world.clock.suspend(20s);
        world.advance(30s);
    }
    QVERIFY(world.requests() <= 2);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::signInAgainAfterTwoRejections()
{
    World world;
    world.signIn();
    world.chat->mode = FakeConsumer::Mode::Refuses;
    world.goToDeadline();
    world.advance(30s);
    QCOMPARE(world.stateName(), u"blocked"_s);
    QCOMPARE(world.manager.blockedBy()->code, Code::ChatRefused);
    world.chat->mode = FakeConsumer::Mode::Accepts;
    const quint64 before = world.manager.generation();
    world.forget();
    world.manager.start();
    world.advance(1s);
    QCOMPARE(world.requests(), 1); // a sign-in does not wait for the slow pace
    QCOMPARE(world.stateName(), u"ready"_s);
    QVERIFY(world.manager.generation() > before);
    QVERIFY(!world.manager.blockedBy());
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::policyChangedInFlight()
{
    World world;
    world.signIn();
    world.provider.delay = 5s;
    world.goToDeadline();
    world.advance(1s);
    world.manager.setPolicy(RefreshPolicy::documented());
    world.advance(10s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    const auto left = world.manager.timeLeft();
    QVERIFY(std::abs((*world.manager.nextAttemptIn() - (left - 180s)).count()) <= 1'000);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::policyChangedOverABudget()
{
    World world;
    world.signIn();
    world.provider.script = failing(world, Code::ServerError);
    for (int i = 0; i < 12; ++i) {
        world.manager.refresh(this, {});
        world.advance(100ms);
    }
    const int before = world.requests();
    RefreshPolicy policy;
    policy.budgetStarts = 6; // fewer, and those that were made count
    world.manager.setPolicy(policy);
    QVERIFY(world.manager.holdLeft() > 4min);
    world.manager.refresh(this, {});
    world.advance(1min);
    QCOMPARE(world.requests(), before);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::identityChangedInFlight()
{
    World world;
    world.provider.delay = 1s;
    world.manager.start();
    world.advance(500ms);
    world.manager.setExpectedIdentity(u"bob"_s);
    world.advance(2s);
    QCOMPARE(world.stateName(), u"blocked"_s);
    QCOMPARE(world.manager.blockedBy()->code, Code::WrongIdentity);
    QVERIFY(world.chat->offered().empty());
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::clockSetBackDuringBackOff()
{
    World world;
    world.signIn();
    world.provider.script = failing(world, Code::ServerError);
    world.goToDeadline();
    world.advance(35s); // the fifth wait: 32 to 40 s
    const int before = world.requests();
    world.clock.jumpWallClock(-3h);
    world.provider.serverOffset = 3h;
    world.provider.script = {};
    world.advance(41s);
    QCOMPARE(world.requests(), before + 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::networkLostBetweenTwoRefusals()
{
    World world;
    world.signIn();
    world.provider.script = failing(world, Code::CredentialRejected);
    world.goToDeadline();
    world.advance(1s);
    QCOMPARE(world.requests(), 1);
    world.network.set(Reachability::State::Unreachable);
    world.advance(1min);
    QCOMPARE(world.requests(), 1);
    world.network.set(Reachability::State::Reachable);
    world.advance(1s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.stateName(), u"needsSignIn"_s); // still the second in a row
    world.advance(1h);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::networkFlapsDuringAnOutage()
{
    World world;
    world.signIn();
    world.provider.script = failing(world, Code::Offline);
    world.goToDeadline();
    for (int i = 0; i < 100; ++i) {
        world.network.set(Reachability::State::Unreachable);
        world.advance(1s);
        world.network.set(Reachability::State::Reachable);
        world.advance(2s);
    }
    QVERIFY2(world.requests() <= 12,
             qPrintable(QString::number(world.requests()))); // rule requestBudget
    QVERIFY(world.count(u"warning "_s) <= 3);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::givenTokenWhileARequestFails()
{
    World world;
    world.signIn();
    world.provider.script = [&](int request) {
        return request == 2 ? ScriptedProvider::never() : world.provider.fresh();
    };
    world.goToDeadline();
    world.advance(1s);
    QStringList answers;
    world.manager.updateToken(makeJwt(world.provider.freshSpec()), this, into(answers));
    world.advance(16s);
    QCOMPARE(world.count(u"failed timeout"_s), 1);
    world.advance(1min); // the failure is made good, not left standing until the next refresh
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(answers, QStringList { u"ok"_s });
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::pushWithoutAToken()
{
    World world;
    world.signIn(600s);
    world.provider.script = failing(world, Code::ServerError);
    world.advance(11min);
    QCOMPARE(world.manager.state(), State::Expired);
    world.forget();
    world.chat->push();
    QCOMPARE(world.count(u"aboutToExpire"_s), 0); // that news is old
    QCOMPARE(world.requests(), 0);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::signOutInsideTheCallThatAsks()
{
    World world;
    world.signIn();
    QStringList answers;
    bool returned = false;
    bool early = false;
    connect(&world.manager, &TokenManager::stateChanged, this, [&world](State state) {
        if (state == State::Refreshing)
            world.manager.signOut();
    });
    world.manager.refresh(this, [&](const std::optional<TokenError> &error) {
        early = !returned;
        answers.append(codeName(error->code));
    });
    returned = true;
    world.advance(1s);
    QCOMPARE(answers, QStringList { u"cancelled"_s });
    QVERIFY(!early);
    QCOMPARE(world.manager.state(), State::SignedOut);
    QCOMPARE(world.invariantProblem(), QString());
}

/// A dialog opened in a slot must not keep the token from those who need it.
void tst_token_combinations::slotThatRunsItsOwnEventLoop()
{
    World world;
    QStringList inside;
    connect(&world.manager, &TokenManager::tokenChanged, this, [&] {
        QEventLoop dialog;
        QMetaObject::invokeMethod(
            &dialog,
            [&] {
                world.advance(1s);
                inside = world.events;
                dialog.quit();
            },
            Qt::QueuedConnection);
        dialog.exec();
    });
    world.manager.start();
    world.advance(1s);
    QVERIFY(inside.contains(u"applied chat 1"_s));
    QCOMPARE(world.count(u"applied chat 1"_s), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void tst_token_combinations::sleepInsideAPortal()
{
    World world;
    world.signIn(600s);
    world.network.set(Reachability::State::CaptivePortal);
    world.provider.script = failing(world, Code::Redirect);
    world.clock.suspend(1h);
    world.advance(10min);
    QCOMPARE(world.requests(), 1); // rule offlinePause: one for each change of the network
    world.provider.script = {};
    world.network.set(Reachability::State::Reachable);
    world.advance(1s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::saysHowLongAClickMustWait()
{
    World world;
    world.signIn();
    world.provider.script = [&world](int) {
        return world.provider.failure(Code::RateLimited, std::chrono::milliseconds(2min));
    };
    world.manager.refresh(&world.manager, {});
    world.advance(1min);
    QString said;
    world.manager.refresh(&world.manager, [&said](const std::optional<TokenError> &error) {
        said = error ? error->detail : QString();
    });
    world.advance(1ms);
    const int left = int(std::chrono::ceil<std::chrono::seconds>(world.manager.holdLeft()).count());
    QVERIFY(left > 50 && left < 75);
    QVERIFY2(said.contains(u"in %1 s"_s.arg(left)), qPrintable(said));
    QCOMPARE(world.requests(), 1);
}

/// The service is the first to say that the token is over: Blocked all the same.
void tst_token_combinations::calledExpiredWhileASettingIsWrong()
{
    World world;
    world.signIn(90s);
    world.provider.script = failing(world, Code::Configuration);
    world.goToDeadline();
    world.advance(1s);
    QCOMPARE(world.stateName(), u"degraded"_s);
    world.advance(25s);
    world.chat->reject(1, TokenRejection::Kind::Expired, 410, 51207);
    QCOMPARE(world.stateName(), u"blocked"_s);
    QCOMPARE(world.count(u"expired"_s), 1);
    world.advance(10min);
    QCOMPARE(world.requests(), 1);
    world.provider.script = {};
    world.manager.refresh(&world.manager, {});
    world.advance(100ms);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"updated expired"_s), 1);
    QCOMPARE(world.invariantProblem(), QString());
}

void tst_token_combinations::oneDateFarAway_data()
{
    QTest::addColumn<std::chrono::hours>("step");
    QTest::newRow("ahead") << std::chrono::hours(24 * 36500);
    QTest::newRow("behind") << std::chrono::hours(-24 * 3650);
}

/// A proxy with a clock of its own answers once: nothing has expired, and nothing lives for years.
void tst_token_combinations::oneDateFarAway()
{
    QFETCH(std::chrono::hours, step);
    World world;
    world.signIn();
    world.advance(1min);
    world.provider.serverOffset += step;
    world.provider.script = failing(world, Code::ServerError);
    world.manager.refresh(&world.manager, {});
    world.advance(100ms);
    world.provider.serverOffset -= step;
    world.provider.script = {};
    QCOMPARE(world.count(u"expired"_s), 0);
    QVERIFY(world.manager.timeLeft() > 50min && world.manager.timeLeft() < 1h);
    world.advance(5s);
    QCOMPARE(world.stateName(), u"ready"_s);
    world.advance(2h);
    QCOMPARE(world.count(u"expired"_s), 0);
}

/// `Date` says 1970 from the first answer on, the token's own iat says today.
void tst_token_combinations::dateFarBehindTheIssuer()
{
    World world;
    world.provider.script = [&world](int) {
        auto answer = world.provider.fresh();
        answer.make = [make = answer.make] {
            FetchOutcome outcome = make();
            outcome.serverTime = WallTime(std::chrono::milliseconds(0));
            return outcome;
        };
        return answer;
    };
    world.signIn();
    QVERIFY(world.manager.timeLeft() <= 1h);
    world.advance(1h);
    QCOMPARE(world.count(u"updated proactive"_s), 1);
    QCOMPARE(world.count(u"expired"_s), 0);
}

/// A new token does not mend a protocol: what is blocked stays so until the service has its say.
void tst_token_combinations::refreshWhileTheProtocolIsRefused()
{
    World world;
    world.signIn();
    world.chat->mode = FakeConsumer::Mode::NotConnected;
    world.chat->reject(1, TokenRejection::Kind::Protocol, 417, 0);
    world.advance(1h);
    QCOMPARE(world.count(u"updated proactive"_s), 1);
    QCOMPARE(world.stateName(), u"blocked"_s);
    world.chat->accept(world.manager.generation());
    QCOMPARE(world.stateName(), u"ready"_s);
}

QTEST_GUILESS_MAIN(tst_token_combinations)
#include "tst_token_combinations.moc"
