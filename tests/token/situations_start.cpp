// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "situations.h"

using namespace std::chrono_literals;

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

using State = TokenManager::State;
using Code = TokenError::Code;

void storedCredential(World &world)
{
    world.manager.awaitCredential();
    world.manager.start();
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"state loading, state fetching, refreshStarted start 1, tokenChanged 1, "
             "state ready, updated signIn, applied chat 1"_s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.provider.confirmations(), 1);
}

void storedTokenStillValid(World &world)
{
    TokenSpec spec = world.provider.freshSpec();
    spec.issuedAt = world.clock.wallNow() - 40min;
    world.manager.awaitCredential();
    world.manager.startWith(makeToken(spec));
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"state loading, state fetching, tokenChanged 1, state ready, "
             "updated signIn, applied chat 1"_s);
    world.advance(6min + 55s); // lead 12 min, jitter up to 1 min
    QCOMPARE(world.requests(), 0);
    world.advance(1min + 10s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, tokenChanged 2, "
             "state ready, applied chat 2, updated proactive"_s);
}

void storedTokenInsideTheLead(World &world)
{
    TokenSpec spec = world.provider.freshSpec();
    spec.issuedAt = world.clock.wallNow() - 58min;
    world.manager.startWith(makeToken(spec));
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.chat->offered().size(), std::size_t(1)); // connects at once
    world.advance(1s);
    QCOMPARE(world.count(u"refreshStarted deadline 1"_s), 1);
    QCOMPARE(world.count(u"aboutToExpire clock 120"_s), 1);
    QCOMPARE(world.chat->offered().size(), std::size_t(2));
    QCOMPARE(world.chat->withdrawals(), 0);
    QCOMPARE(world.manager.generation(), quint64(2));
    QCOMPARE(world.requests(), 1);
}

void storedTokenExpired(World &world)
{
    TokenSpec spec = world.provider.freshSpec();
    spec.issuedAt = world.clock.wallNow() - 2h;
    world.manager.startWith(makeToken(spec));
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"state fetching, refreshStarted start 1, tokenChanged 1, "
             "state ready, updated signIn, applied chat 1"_s);
}

void clockOneYearSlow(World &world)
{
    world.provider.serverOffset = 24h * 365;
    world.provider.script = [&world](int) {
        return world.provider.serverOffset > 1h ? world.provider.failure(Code::Tls)
                                                : world.provider.fresh();
    };
    world.manager.start();
    world.advance(100s);
    QCOMPARE(world.manager.lastError()->code, Code::Tls);
    QCOMPARE(world.stateName(), u"fetching"_s);
    QVERIFY(world.manager.warning() == TokenManager::Warning::NoToken);
    world.forget();

    world.clock.jumpWallClock(24h * 365); // the user corrects it
    world.provider.serverOffset = 0ms;
    world.advance(16s);
    QCOMPARE(world.count(u"refreshStarted wake"_s), 1);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void clockTenMinutesSlow(World &world)
{
    world.provider.serverOffset = 10min;
    world.provider.spec.life = 10min;
    world.manager.start();
    world.advance(1s);
    QCOMPARE(world.stateName(), u"ready"_s);
    QVERIFY(world.manager.serverClockOffset() > 10min - 1500ms);
    QVERIFY(world.manager.serverClockOffset() < 10min + 1500ms);
    world.advance(30min);
    QCOMPARE(world.requests(), 5);
    QCOMPARE(world.count(u"expired"_s), 0);
    QCOMPARE(world.count(u"aboutToExpire"_s), 0);
    const auto &starts = world.provider.starts();
    for (std::size_t i = 1; i < starts.size();
         ++i) { // rule refreshLead, by the server's time: 200 s to 230 s before the end
        QVERIFY(starts[i] - starts[i - 1] >= 368s);
        QVERIFY(starts[i] - starts[i - 1] <= 402s);
    }
}

void offlineAtStart(World &world)
{
    world.network.set(Reachability::State::Unreachable);
    world.manager.start();
    world.advance(2min);
    QCOMPARE(world.takeEvents(), u"state fetching, warning offline"_s);
    QCOMPARE(world.requests(), 0);
    QVERIFY(!world.manager.nextAttemptIn());
    world.network.set(Reachability::State::Reachable);
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted networkUp 1, cleared offline, tokenChanged 1, state ready, "
             "updated signIn, applied chat 1"_s);
    QCOMPARE(world.requests(), 1);
}

void serviceDownAtStart(World &world)
{
    const auto begin = world.clock.monotonicNow();
    world.provider.script = [&world, begin](int) {
        return world.clock.monotonicNow() - begin < 3min ? world.provider.failure(Code::ServerError)
                                                         : world.provider.fresh();
    };
    world.manager.start();
    world.advance(3s);
    QVERIFY(world.manager.warning() == TokenManager::Warning::NoToken);
    QVERIFY(world.manager.nextAttemptIn());
    world.advance(3min - 3s + 76s);
    QCOMPARE(world.stateName(), u"ready"_s);
    QVERIFY(world.requests() <= 8);
    QCOMPARE(world.count(u"state needsSignIn"_s), 0);
    QCOMPARE(world.count(u"warning"_s), 1);
    QCOMPARE(world.count(u"cleared"_s), 1);
    QCOMPARE(world.count(u"recovered"_s), 1);
}

void firstRun(World &world)
{
    world.manager.awaitCredential();
    world.manager.signOut(); // there is none
    world.advance(1h);
    QCOMPARE(world.takeEvents(), u"state loading, state signedOut"_s);
    QCOMPARE(world.requests(), 0);
}

void promptAnsweredLate(World &world)
{
    world.manager.awaitCredential();
    world.advance(40s);
    QCOMPARE(world.takeEvents(), u"state loading"_s);
    world.manager.start();
    world.advance(1s);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.requests(), 1);
}

void signsInInstead(World &world)
{
    world.manager.awaitCredential();
    world.advance(10s);
    world.manager.start(); // what was typed
    world.advance(30s);
    world.manager.awaitCredential(); // too late to matter
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.requests(), 1);
}

} // namespace

std::vector<Situation> situationsOfStart()
{
    return {
        { "1 first run, no credential", firstRun },
        { "6 keychain prompt answered late", promptAnsweredLate },
        { "7 signing in instead of the prompt", signsInInstead },
        { "2 stored credential, service healthy", storedCredential },
        { "3 stored token still valid", storedTokenStillValid },
        { "4 stored token inside the lead", storedTokenInsideTheLead },
        { "4b stored token expired", storedTokenExpired },
        { "16 local clock one year slow", clockOneYearSlow },
        { "18 local clock 10 min slow", clockTenMinutesSlow },
        { "19 offline at start", offlineAtStart },
        { "20 service down at start", serviceDownAtStart },
    };
}

} // namespace parley::test
