// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "situations.h"

using namespace std::chrono_literals;

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;

void normalRefresh(World &world)
{
    world.signIn();
    world.advance(46min);
    QCOMPARE(world.requests(), 0);
    world.advance(2min + 1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, tokenChanged 2, "
             "state ready, applied chat 2, updated proactive"_s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.chat->withdrawals(), 0);
}

void documentedRefresh(World &world)
{
    world.manager.setPolicy(RefreshPolicy::documented());
    world.signIn();
    world.advance(57min - 3s);
    QCOMPARE(world.requests(), 0);
    world.advance(4s);
    QCOMPARE(world.takeEvents(),
             u"aboutToExpire clock 180, refreshStarted deadline 1, state refreshing, "
             "tokenChanged 2, state ready, applied chat 2, updated aboutToExpire"_s);
    QCOMPARE(world.requests(), 1);
}

void threeCycles(World &world)
{
    world.signIn(10min);
    world.advance(21min);
    QCOMPARE(world.requests(), 3);
    QCOMPARE(world.manager.generation(), quint64(4));
    QCOMPARE(world.count(u"updated proactive"_s), 3);
    QCOMPARE(world.events.size(), 18); // six a cycle, as in situation 22, and nothing else
}

void slowAnswer(World &world)
{
    world.signIn();
    world.provider.delay = 12s;
    world.goToDeadline();
    world.advance(13s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, tokenChanged 2, "
             "state ready, applied chat 2, updated proactive"_s);
    QCOMPARE(world.requests(), 1);
}

void hang(World &world)
{
    world.signIn();
    world.provider.script = [&world](int request) {
        return request == 2 ? ScriptedProvider::never() : world.provider.fresh();
    };
    world.goToDeadline();
    world.advance(15s + 1ms);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, state degraded, "
             "failed timeout 1"_s);
    QCOMPARE(world.provider.aborts(), 1);
    world.advance(5s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.provider.keys().at(1), world.provider.keys().at(2)); // the same refresh
    QVERIFY(world.provider.keys().at(0) != world.provider.keys().at(1));
}

void dripFeed(World &world)
{
    world.signIn();
    world.provider.script = [&world](int request) {
        auto answer = world.provider.fresh();
        if (request == 2)
            answer.delay = 40s; // each byte in time, the whole not
        return answer;
    };
    world.goToDeadline();
    world.advance(16s);
    QCOMPARE(world.count(u"failed timeout"_s), 1);
    world.advance(1min); // what the first one would have said is not heard
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.count(u"tokenChanged"_s), 1);
}

void ninetySeconds(World &world)
{
    world.signIn(90s);
    world.advance(5min);
    QVERIFY(world.provider.requests() <= 6);
    QCOMPARE(world.count(u"expired"_s), 0);
    QCOMPARE(world.count(u"warning"_s), 0);
    QCOMPARE(world.traced("policyWarning"), 1);
    const auto &starts = world.provider.starts();
    for (std::size_t i = 1; i < starts.size(); ++i)
        QVERIFY(starts[i] - starts[i - 1] >= 54s && starts[i] - starts[i - 1] <= 61s);
}

void threeMinutesAreNoLoop(World &world)
{
    world.signIn(180s);
    QCOMPARE(world.provider.requests(), 1);
    world.advance(10min);
    QVERIFY(world.requests() <= 6); // at exp - 60 s, although 'about to expire' comes at once
    QCOMPARE(world.count(u"aboutToExpire"_s), world.requests());
    QCOMPARE(world.count(u"expired"_s), 0);
    QCOMPARE(world.traced("policyWarning"), 0);
}

void fortySeconds(World &world)
{
    world.signIn();
    world.provider.spec.life = 40s;
    world.goToDeadline();
    world.advance(3min);
    QVERIFY(world.requests() <= 7);
    QVERIFY(world.requests() >= 5);
    QCOMPARE(world.count(u"expired"_s), 0);
    QCOMPARE(world.count(u"warning shortLife"_s), 1);
    const auto &starts = world.provider.starts();
    for (std::size_t i = 2; i < starts.size(); ++i)
        QVERIFY(starts[i] - starts[i - 1] >= 30s && starts[i] - starts[i - 1] <= 31s);
}

void fortyEightHours(World &world)
{
    world.signIn();
    world.provider.spec.life = 48h;
    world.goToDeadline();
    world.advance(2s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, state degraded, "
             "failed lifetimeTooLong 1"_s);
    QCOMPARE(world.manager.generation(), quint64(1));
    QVERIFY(world.retries.at(0) == 5min);
    QCOMPARE(world.chat->offered().size(), std::size_t(1)); // Twilio never sees it
}

void sameTokenAgain(World &world)
{
    world.signIn();
    const QByteArray current = world.manager.token()->jwt();
    world.provider.script = [&world, current](int) { return world.provider.exactly(current); };
    world.goToDeadline();
    world.advance(2s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, state degraded, failed notNewer 1"_s);
    QVERIFY(world.retries.at(0) >= 2s && world.retries.at(0) <= 2500ms);
    world.advance(2s);
    QCOMPARE(world.requests(), 2);
    QVERIFY(world.provider.keys().at(1) != world.provider.keys().at(2)); // a replay would not help
    QCOMPARE(world.chat->offered().size(), std::size_t(1));
    world.advance(15min);
    QCOMPARE(world.count(u"expired 1"_s), 1);
}

void heldUntilValid(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.spec.extraClaims.insert(
        u"nbf"_s, qint64((world.provider.serverNow() + 20s).time_since_epoch() / 1s));
    bool joined = false;
    world.advance(10s);
    QCOMPARE(world.takeEvents(), u"refreshStarted deadline 1, state refreshing"_s);
    world.manager.refresh(&world.manager, [&joined](const auto &error) { joined = !error; });
    world.advance(5s);
    QVERIFY(!joined);
    QCOMPARE(world.chat->offered().size(), std::size_t(1));
    world.advance(6s);
    QCOMPARE(world.takeEvents(),
             u"tokenChanged 2, state ready, applied chat 2, updated proactive"_s);
    QVERIFY(joined);
    QCOMPARE(world.requests(), 1);
}

void validTooLate(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.spec.extraClaims.insert(
        u"nbf"_s, qint64((world.provider.serverNow() + 600s).time_since_epoch() / 1s));
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, state degraded, "
             "failed notYetValid 1"_s);
    QCOMPARE(world.manager.generation(), quint64(1));
    QVERIFY(world.retries.at(0) <= 2500ms);
}

void expiryOnly(World &world)
{
    world.provider.spec.extraClaims.insert(u"iat"_s, QJsonValue::Null);
    world.signIn();
    QCOMPARE(world.stateName(), u"ready"_s);
    world.advance(46min);
    QCOMPARE(world.requests(), 0);
    world.advance(2min + 2s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.manager.generation(), quint64(2));
}

} // namespace

std::vector<Situation> situationsOfGoodAnswers()
{
    return {
        { "22 normal refresh at the deadline", normalRefresh },
        { "22 with the documented policy", documentedRefresh },
        { "23 three cycles in a row", threeCycles },
        { "25 slow answer, 12 s", slowAnswer },
        { "26 hang", hang },
        { "27 drip-feed", dripFeed },
        { "29 life of 90 s", ninetySeconds },
        { "29b life of 3 min is no loop", threeMinutesAreNoLoop },
        { "30 life of 40 s", fortySeconds },
        { "31 life over 24 h", fortyEightHours },
        { "32 same token again", sameTokenAgain },
        { "34 nbf 20 s ahead", heldUntilValid },
        { "35 nbf 10 min ahead", validTooLate },
        { "36 no iat, no nbf", expiryOnly },
    };
}

} // namespace parley::test
