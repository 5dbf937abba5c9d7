// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "situations.h"

using namespace std::chrono_literals;

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;
using Network = Reachability::State;

void sleepPastTheLead(World &world)
{
    world.signIn();
    world.advance(30min);
    world.clock.suspend(25min);
    world.advance(16s); // the next heartbeat
    QCOMPARE(world.takeEvents(),
             u"refreshStarted wake 1, state refreshing, tokenChanged 2, "
             "state ready, applied chat 2, updated proactive"_s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.traced("audit"), 1);
}

void sleepToldByTheSystem(World &world)
{
    world.signIn();
    world.advance(30min);
    world.clock.suspend(25min);
    world.manager.checkTime();
    QCOMPARE(world.requests(), 1);
}

void sleepPastExpiry(World &world)
{
    world.signIn();
    world.advance(40min);
    world.network.set(Network::Unreachable);
    world.clock.suspend(8h);
    world.advance(4s);
    QCOMPARE(world.requests(), 0);
    world.forget();
    world.network.set(Network::Reachable); // tells of the wake as well
    world.advance(1s);
    QCOMPARE(world.count(u"expired 1"_s), 1);
    QCOMPARE(world.count(u"refreshStarted wake 1"_s), 1);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"updated expired"_s), 1);
    QVERIFY(!world.manager.warning());
}

void sleepWithoutReachability(World &world)
{
    world.network.set(Network::Unknown);
    world.signIn();
    world.advance(40min);
    world.clock.suspend(8h);
    world.manager.checkTime();
    QCOMPARE(world.stateName(), u"expired"_s);
    world.advance(2900ms);
    QCOMPARE(world.requests(), 0); // the network needs a moment, and no signal will come
    world.advance(200ms);
    QCOMPARE(world.count(u"refreshStarted wake 1"_s), 1);
    world.advance(1s);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.requests(), 1);
}

void sleepDuringARequest(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        return request == 2 ? ScriptedProvider::never() : world.provider.fresh();
    };
    world.advance(2s);
    world.clock.suspend(1min); // rule attemptDeadline counts in both clocks
    world.manager.checkTime();
    QCOMPARE(world.count(u"failed timeout 1"_s), 1);
    world.advance(5s);
    QCOMPARE(world.requests(), 2);
}

void tenShortSleeps(World &world)
{
    world.signIn();
    world.advance(20min);
    world.forget();
    for (int i = 0; i < 10; ++i) {
        world.clock.suspend(30s);
        world.advance(18s);
    }
    QCOMPARE(world.traced("audit"), 10);
    QCOMPARE(world.requests(), 0);
    QVERIFY(world.events.isEmpty());
    QVERIFY(world.manager.timeLeft() < 32min + 1s && world.manager.timeLeft() > 31min);
}

void clockSetBack(World &world)
{
    world.signIn();
    world.advance(30min);
    world.clock.jumpWallClock(-2h);
    world.provider.serverOffset = 2h;
    world.advance(16min);
    QCOMPARE(world.requests(), 0);
    world.advance(2min);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.count(u"updated proactive"_s), 1);
}

void clockSetForward(World &world)
{
    world.signIn();
    world.advance(20min);
    world.clock.jumpWallClock(2h);
    world.provider.serverOffset = -2h;
    world.advance(1min);
    QCOMPARE(world.traced("audit"), 1);
    QCOMPARE(world.requests(), 0);
    QCOMPARE(world.stateName(), u"ready"_s);
    QVERIFY(world.manager.serverClockOffset() < -119min);
    world.advance(27min);
    QCOMPARE(world.requests(), 1); // rule refreshLead, by the server's clock
}

void clockSetForwardUnknown(World &world)
{
    // Where sleep is not counted it looks like that: one request too early, which tells the truth.
    world.clock.countsSleep = false;
    world.signIn();
    world.advance(20min);
    world.clock.jumpWallClock(2h);
    world.provider.serverOffset = -2h;
    world.advance(1min);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.chat->withdrawals(), 0);
    QVERIFY(world.manager.timeLeft() > 58min);
    QVERIFY(world.manager.serverClockOffset() < -119min);
}

void daylightSaving(World &world)
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "Europe/Berlin"); // local time jumps on 2026-03-29 at 01:00 UTC, UTC does not
    world.clock.jumpWallClock(WallTime(std::chrono::seconds(1774744200)) - world.clock.wallNow());
    world.signIn();
    world.advance(45min);
    qputenv("TZ", before);
    QCOMPARE(world.traced("audit"), 0);
    QCOMPARE(world.requests(), 0);
    QCOMPARE(world.takeEvents(), QString());
}

void clockStepped(World &world)
{
    world.signIn();
    world.clock.jumpWallClock(3s);
    world.advance(5min);
    QCOMPARE(world.traced("audit"), 0);
    QCOMPARE(world.requests(), 0);
}

void beyond32Bits(World &world)
{
    for (const qint64 end : { 2147483647LL, 4294967296LL }) {
        // The server lives then, and the local clock does not.
        world.provider.serverOffset
            = WallTime(std::chrono::seconds(end - 3600)) - world.clock.wallNow();
        world.signIn();
        QVERIFY(world.manager.expiresAt() >= WallTime(std::chrono::seconds(end)));
        world.advance(49min);
        QCOMPARE(world.requests(), 1);
        QCOMPARE(world.count(u"updated proactive"_s), 1);
        world.advance(2h);
        QCOMPARE(world.count(u"expired"_s), 0);
    }
}

void stalledLoop(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.clock.stall(25s);
    world.advance(1min);
    QCOMPARE(world.requests(), 1);
    QVERIFY(world.traced("audit") <= 1);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void networkLostWhileYoung(World &world)
{
    world.signIn();
    world.advance(20min);
    world.network.set(Network::Unreachable);
    world.advance(5min);
    world.network.set(Network::Reachable);
    world.advance(1s);
    QCOMPARE(world.takeEvents(), u"warning offline, cleared offline"_s);
    QCOMPARE(world.requests(), 0);
}

void networkLostOverTheEnd(World &world)
{
    world.signIn();
    world.advance(47min);
    world.network.set(Network::Unreachable);
    world.forget();
    world.advance(30min);
    QCOMPARE(world.requests(), 0);
    QCOMPARE(world.takeEvents(),
             u"warning offline, aboutToExpire clock 180, state expired, expired 1"_s);
    world.network.set(Network::Reachable);
    world.advance(1s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted networkUp 1, cleared offline, tokenChanged 2, "
             "state ready, applied chat 2, updated expired"_s);
}

void failsWhenTheNetworkGoes(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int) {
        return world.network.state() == Network::Unreachable ? world.provider.failure(Code::Offline)
                                                             : world.provider.fresh();
    };
    world.network.set(Network::Unreachable);
    world.advance(2min);
    QCOMPARE(world.requests(), 0);
    world.network.set(Network::Reachable);
    world.advance(1s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.count(u"recovered"_s), 0); // offline time is never a strike
}

void backOffStartsAgainWithTheNetwork(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int) { return world.provider.failure(Code::ServerError); };
    world.advance(80s); // beyond the five short waits, whatever their jitter
    QVERIFY(world.retries.back() >= 60s);
    world.network.set(Network::Unreachable);
    world.network.set(Network::Reachable);
    world.advance(1s);
    QVERIFY(world.retries.back() <= 2500ms);
}

void nothingReported(World &world)
{
    world.network.set(Network::Unknown);
    world.signIn();
    world.goToDeadline();
    const auto end = world.clock.monotonicNow() + 30min;
    world.provider.script = [&world, end](int) {
        return world.clock.monotonicNow() < end ? world.provider.failure(Code::Offline)
                                                : world.provider.fresh();
    };
    world.advance(30min);
    QCOMPARE(world.stateName(), u"expired"_s);
    QVERIFY(world.requests() > 20);
    world.advance(76s); // nothing waits for a signal that never comes
    QCOMPARE(world.stateName(), u"ready"_s);
}

void signOutOffline(World &world)
{
    world.signIn();
    world.network.set(Network::Unreachable);
    world.manager.signOut();
    world.advance(1h);
    QCOMPARE(world.takeEvents(), u"state signedOut"_s);
    QCOMPARE(world.chat->withdrawals(), 1);
    QCOMPARE(world.requests(), 0);
}

} // namespace

std::vector<Situation> situationsOfTime()
{
    return {
        { "76 sleep past the lead", sleepPastTheLead },
        { "76b the system tells of the wake", sleepToldByTheSystem },
        { "77 sleep past expiry", sleepPastExpiry },
        { "77, 126 the same without reachability", sleepWithoutReachability },
        { "77b sleep during a request", sleepDuringARequest },
        { "79 ten short sleeps", tenShortSleeps },
        { "81 wall clock back 2 h", clockSetBack },
        { "81b wall clock forward 2 h", clockSetForward },
        { "81c the same where sleep is not counted", clockSetForwardUnknown },
        { "82 daylight saving begins", daylightSaving },
        { "83 clock stepped 3 s", clockStepped },
        { "85 exp at the edge of 32 bits and beyond", beyond32Bits },
        { "86 event loop stalled", stalledLoop },
        { "123 network lost while the token is young", networkLostWhileYoung },
        { "124 network lost over refresh and expiry", networkLostOverTheEnd },
        { "124b network lost at the refresh instant", failsWhenTheNetworkGoes },
        { "124c back-off starts again with the network", backOffStartsAgainWithTheNetwork },
        { "126 no reachability information", nothingReported },
        { "130 sign-out while offline", signOutOffline },
    };
}

} // namespace parley::test
