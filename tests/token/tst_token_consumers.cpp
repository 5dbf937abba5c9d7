// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "world.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = TokenError::Code;
using Kind = TokenRejection::Kind;

namespace {

/// A client whose service is down while it goes on trying.
class WaitingConsumer final : public TokenConsumer
{
public:
    void offerToken(const AccessToken &, TokenReply reply) override
    {
        reply.postpone();
        m_reply = std::move(reply);
    }
    void withdrawToken() override { }
    void accept() { std::exchange(m_reply, TokenReply()).accept(); }

private:
    TokenReply m_reply {};
};

} // namespace

/// What the manager makes of the finer things that a client says.
class tst_token_consumers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"parley.*=false"_s); }

    void tellsWhetherATokenIsAlive()
    {
        World world;
        world.signIn();
        const AccessToken token = *world.manager.token();
        QVERIFY(world.manager.isUsable(token));
        world.clock.suspend(2h); // no heartbeat has seen it yet
        QVERIFY(!world.manager.isUsable(token));
        world.advance(20s);
        QVERIFY(!world.manager.isUsable(token));
        QVERIFY(world.manager.isUsable(*world.manager.token()));
        QCOMPARE(world.chat->manager(), &world.manager);
        world.manager.removeConsumer(world.chat.get());
        QVERIFY(world.chat->manager() == nullptr);
    }

    void leavesNoCheckBehind()
    {
        FakeClock clock;
        FakeReachability network;
        ScriptedProvider provider(clock);
        FakeConsumer chat(clock);
        {
            TokenManager manager(provider, { .clock = &clock, .reachability = &network });
            manager.addConsumer(&chat);
        }
        QVERIFY(chat.manager() == nullptr);
    }

    void disconnectAnswersWhoWaitsForTheService()
    {
        World world;
        world.signIn();
        world.chat->mode = FakeConsumer::Mode::Silent;
        world.advance(1min);
        int answers = 0;
        std::optional<TokenError> error;
        world.manager.updateToken(makeJwt(world.provider.freshSpec()), this,
                                  [&](const auto &result) {
                                      ++answers;
                                      error = result;
                                  });
        world.advance(1min);
        QCOMPARE(answers, 0);
        world.chat->keep();
        QCOMPARE(answers, 1);
        QVERIFY(!error);
        QCOMPARE(world.count(u"updated manual"_s), 1);
        world.chat->keep(); // nothing is unanswered
        QCOMPARE(answers, 1);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void tellsUpdatesWhileTheServiceIsDown()
    {
        World world;
        world.manager.removeConsumer(world.chat.get());
        WaitingConsumer waiting;
        world.manager.addConsumer(&waiting);
        world.signIn();
        world.goToDeadline();
        world.advance(1s);
        QCOMPARE(world.count(u"updated proactive"_s), 1);
        QCOMPARE(world.provider.confirmations(), 2);

        int answers = 0;
        world.advance(1min);
        world.manager.updateToken(makeJwt(world.provider.freshSpec()), this,
                                  [&](const auto &) { ++answers; });
        world.advance(10min);
        QCOMPARE(world.count(u"updated manual"_s), 1);
        QCOMPARE(answers, 0); // that wants the service's word
        waiting.accept();
        QCOMPARE(answers, 1);
        QCOMPARE(world.count(u"updated"_s), 2);
    }

    void naturalEndIsNoRejection()
    {
        World world;
        world.signIn();
        world.advance(20min);
        world.chat->mode = FakeConsumer::Mode::CallsExpired;
        world.chat->reject(1, Kind::Expired, 410, 51207);
        world.advance(8s);
        QCOMPARE(world.count(u"rejected"_s), 3); // two of them in a row for nothing
        QVERIFY(world.stateName() != u"blocked"_s);
        world.advance(8s);
        QCOMPARE(world.count(u"rejected"_s), 4);
        QCOMPARE(world.stateName(), u"blocked"_s);
    }

    void expiryAndWhoTellsItFirst_data()
    {
        QTest::addColumn<bool>("inUse");
        QTest::addColumn<int>("refusedAfterMs"); // of exp; -1: never
        QTest::addColumn<int>("toldAfterMs");
        QTest::addColumn<QStringList>("order");
        const auto expired = u"expired 1"_s;
        const auto rejected = u"rejected chat 1 51207"_s;
        QTest::newRow("no client runs on it") << false << -1 << 0 << QStringList { expired };
        QTest::newRow("the service says nothing") << true << -1 << 1000 << QStringList { expired };
        QTest::newRow("the service comes first")
            << true << 400 << 400 << QStringList { rejected, expired };
        QTest::newRow("the service comes too late")
            << true << 1500 << 1000 << QStringList { expired, rejected };
    }

    void expiryAndWhoTellsItFirst()
    {
        QFETCH(bool, inUse);
        QFETCH(int, refusedAfterMs);
        QFETCH(int, toldAfterMs);
        QFETCH(QStringList, order);
        World world;
        if (!inUse)
            world.manager.removeConsumer(world.chat.get());
        world.signIn();
        world.provider.script = [&](int) { return world.provider.failure(Code::ServerError); };
        std::vector<std::chrono::milliseconds> told; // after exp
        const WallTime end = *world.manager.expiresAt();
        connect(&world.manager, &TokenManager::tokenExpired, this,
                [&] { told.push_back(world.clock.wallNow() - end); });
        const auto left = end - world.clock.wallNow();
        if (refusedAfterMs >= 0) {
            world.clock.callAfter(left + std::chrono::milliseconds(refusedAfterMs), this,
                                  [&] { world.chat->reject(1, Kind::Expired, 410, 51207); });
        }
        world.advance(left + 1min);
        QCOMPARE(told, std::vector { std::chrono::milliseconds(toldAfterMs) });
        QCOMPARE(world.events.filter(QRegularExpression(u"^(expired|rejected)"_s)), order);
        disconnect(&world.manager, &TokenManager::tokenExpired, this, nullptr);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void acceptedAndEndedAtOnce_data()
    {
        QTest::addColumn<bool>("expired");
        QTest::newRow("as expired") << true;
        QTest::newRow("as refused") << false;
    }

    void acceptedAndEndedAtOnce()
    {
        QFETCH(bool, expired);
        World world;
        connect(&world.manager, &TokenManager::traced, this, [&](const QJsonObject &entry) {
            if (entry.value("kind"_L1) != "applied"_L1)
                return;
            const auto generation = quint64(entry.value("generation"_L1).toInteger());
            world.clock.callAfter(100ms, this, [&world, expired, generation] {
                world.chat->reject(generation, expired ? Kind::Expired : Kind::Refused,
                                   expired ? 410 : 401, 0);
            });
        });
        world.manager.start();
        world.advance(1h);
        QVERIFY(world.provider.requests() > 5);
        QVERIFY(world.provider.requests() <= 16);
        QVERIFY(world.count(u"failed chatRefused"_s) > 5);
        QCOMPARE(world.stateName(), u"blocked"_s);
        disconnect(&world.manager, &TokenManager::traced, this, nullptr);
        world.advance(2h);
        QCOMPARE(world.stateName(), u"ready"_s);
    }

    void freshTokenOutweighsAWrongExpiry()
    {
        World world;
        world.provider.sendsDate = false;
        world.signIn();
        world.advance(5min);
        world.chat->reject(1, Kind::Expired, 410, 51207); // 55 minutes early
        world.advance(1s);
        QVERIFY(world.manager.serverClockOffset() < 1min);
        QVERIFY(world.manager.timeLeft() > 58min);
        world.advance(30min);
        QCOMPARE(world.requests(), 1);
        QCOMPARE(world.stateName(), u"ready"_s);
    }

    void doubtRefreshesOnce()
    {
        World world;
        world.signIn();
        world.advance(1min);
        world.chat->doubt(7); // not ours
        QCOMPARE(world.requests(), 0);
        world.chat->doubt(1);
        QCOMPARE(world.count(u"refreshStarted clientRejected 1"_s), 1);
        world.advance(2min);
        QCOMPARE(world.count(u"updated server"_s), 1);
        world.chat->doubt(2); // the new one as well: it was not the token
        world.advance(1min);
        QCOMPARE(world.requests(), 1);
        world.advance(5min);
        world.chat->doubt(2);
        QCOMPARE(world.requests(), 2);
        QCOMPARE(world.invariantProblem(), QString());
    }

    void passingTroubleEndsTheSlowPace()
    {
        World world;
        world.signIn();
        world.provider.script = [&world](int request) {
            return request == 2 ? world.provider.failure(Code::Configuration)
                : request == 3  ? world.provider.failure(Code::ServerError)
                                : world.provider.fresh();
        };
        world.goToDeadline();
        world.advance(1s);
        QVERIFY(*world.manager.nextAttemptIn() > 4min);
        world.manager.refresh(this, {});
        world.advance(4s); // the setting is mended, the back end restarts
        QCOMPARE(world.requests(), 3);
        QCOMPARE(world.stateName(), u"ready"_s);
    }
};

QTEST_GUILESS_MAIN(tst_token_consumers)
#include "tst_token_consumers.moc"
