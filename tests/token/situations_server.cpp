// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "situations.h"

using namespace std::chrono_literals;

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;
using Kind = TokenRejection::Kind;

void pushAboutToExpire(World &world)
{
    world.signIn(10min);
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        return request < 6 ? world.provider.failure(Code::ServerError) : world.provider.fresh();
    };
    world.advance(20s); // failing, the next try is seconds away
    QCOMPARE(world.stateName(), u"degraded"_s);
    QVERIFY(*world.manager.nextAttemptIn() > 1s);
    const int before = world.requests();
    world.forget();
    world.chat->push();
    QCOMPARE(world.requests(), 1);
    QVERIFY(before >= 3);
    QCOMPARE(world.count(u"refreshStarted push"_s), 1);
    QCOMPARE(world.count(u"aboutToExpire server"_s), 1);
    world.advance(2s);
    QCOMPARE(world.count(u"updated aboutToExpire"_s), world.count(u"tokenChanged"_s));
}

void duplicatePushes(World &world)
{
    world.signIn();
    world.advance(50s);
    world.forget();
    for (int i = 0; i < 20; ++i) {
        world.chat->push();
        world.advance(50ms);
    }
    world.advance(1s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.count(u"aboutToExpire"_s), 1); // also with gen 2 in between
    QCOMPARE(world.count(u"updated aboutToExpire"_s), 1);
}

void pushOfAYoungToken(World &world)
{
    world.signIn();
    world.chat->push();
    world.advance(10s);
    QCOMPARE(world.takeEvents(), u"aboutToExpire server 3599"_s);
    QCOMPARE(world.requests(), 0);
    world.advance(20s);
    world.chat->push(); // old enough now
    world.advance(1s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.count(u"aboutToExpire"_s), 0); // once for a generation
}

void pushDuringRefresh(World &world)
{
    world.signIn();
    world.provider.delay = 5s;
    world.goToDeadline();
    world.advance(1s);
    world.chat->push();
    world.advance(10s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.count(u"refreshStarted"_s), 1);
    QCOMPARE(world.traced("joined"), 1);
    QCOMPARE(world.count(u"updated aboutToExpire"_s), 1);
}

void closedAsExpired(World &world)
{
    world.provider.sendsDate = false;
    world.signIn();
    world.advance(20min);
    world.provider.serverOffset = 40min; // in truth the local clock is slow
    world.chat->reject(1, Kind::Expired, 410, 51207);
    QCOMPARE(world.takeEvents(),
             u"rejected chat 1 51207, state expired, expired 1, "
             "refreshStarted serverExpired 1"_s);
    QVERIFY(world.manager.serverClockOffset() >= 39min);
    QCOMPARE(world.requests(), 1);
    world.advance(1s);
    QCOMPARE(world.takeEvents(), u"tokenChanged 2, state ready, applied chat 2, updated expired"_s);
    QCOMPARE(world.requests(), 1);
    QVERIFY(world.manager.timeLeft() > 58min);
}

void expiredInAReply(World &world)
{
    world.chat->mode = FakeConsumer::Mode::Silent;
    world.signIn();
    world.advance(1min);
    world.chat->reject(1, Kind::Expired, 401, 20104);
    QCOMPARE(world.takeEvents(),
             u"rejected chat 1 20104, state expired, expired 1, "
             "refreshStarted serverExpired 1"_s);
    world.advance(1s);
    QCOMPARE(world.chat->offered().size(), std::size_t(2));
    world.chat->accept(2);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void everyTokenCalledExpired(World &world)
{
    world.chat->mode = FakeConsumer::Mode::CallsExpired;
    world.manager.start();
    world.advance(1h);
    // At once after 5 s, once more after 10 s, then every five minutes.
    const auto &starts = world.provider.starts();
    QVERIFY(starts.size() > 5);
    QVERIFY(starts.size() <= 16);
    QVERIFY(starts[1] - starts[0] >= 5s);
    QVERIFY(starts[2] - starts[1] >= 10s);
    QVERIFY(starts[3] - starts[2] >= 5min);
    QCOMPARE(world.stateName(), u"blocked"_s);
    QCOMPARE(world.manager.blockedBy()->code, Code::ChatRefused);
    QCOMPARE(world.manager.blockedBy()->serviceCode, 20104);

    world.chat->mode = FakeConsumer::Mode::Accepts;
    world.advance(6min);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void updateRefused(World &world)
{
    world.signIn();
    world.chat->mode = FakeConsumer::Mode::Refuses;
    world.goToDeadline();
    const QByteArray first = world.manager.token()->jwt();
    world.advance(1s);
    QCOMPARE(world.count(u"rejected chat 2 20107"_s), 1);
    QCOMPARE(world.count(u"failed chatRefused 1"_s), 1);
    QCOMPARE(world.count(u"updated"_s), 0);
    QCOMPARE(world.manager.token()->jwt(), first); // the last accepted one is back
    QCOMPARE(world.stateName(), u"degraded"_s);
    QVERIFY(world.retries.at(0) == 5s);
    world.advance(6s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.count(u"refreshStarted clientRejected 2"_s), 1);
    QCOMPARE(world.stateName(), u"blocked"_s);
    QCOMPARE(world.manager.blockedBy()->serviceCode, 20107);
    QVERIFY(world.manager.token()); // still signed in
    QVERIFY(world.retries.at(1) == 5min);
    world.advance(4min);
    QCOMPARE(world.requests(), 2);
    world.chat->mode = FakeConsumer::Mode::Accepts;
    world.advance(2min);
    QCOMPARE(world.requests(), 3);
    QCOMPARE(world.count(u"updated server"_s), 1);
    QCOMPARE(world.count(u"recovered 2"_s), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void noAnswerToTheUpdate(World &world)
{
    // 69 and 70: the connection repeats a refused update by itself and says nothing meanwhile.
    world.signIn();
    world.chat->mode = FakeConsumer::Mode::Silent;
    world.goToDeadline();
    world.advance(5min);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"updated"_s), 0);
    world.chat->accept(2);
    QCOMPARE(world.count(u"updated proactive"_s), 1);
    QCOMPARE(world.requests(), 1);
}

void protocolRefused(World &world)
{
    world.signIn();
    world.chat->reject(1, Kind::Protocol, 406, 0);
    world.advance(10min);
    QCOMPARE(world.takeEvents(), u"rejected chat 1 0, state blocked, warning blocked"_s);
    QCOMPARE(world.manager.blockedBy()->code, Code::Protocol);
    QVERIFY(world.manager.token());
    QCOMPARE(world.requests(), 0);
    world.chat->accept(1); // a newer service
    QCOMPARE(world.stateName(), u"ready"_s);
}

void acceptedTokenRefusedLater(World &world)
{
    world.signIn();
    world.chat->reject(1, Kind::Refused, 308, 51232);
    QCOMPARE(world.stateName(), u"expired"_s);
    QVERIFY(!world.manager.token());
    world.advance(6s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.count(u"updated server"_s), 1);
}

void staleRejection(World &world)
{
    world.signIn();
    world.chat->mode = FakeConsumer::Mode::Silent;
    world.goToDeadline();
    world.advance(1s);
    world.chat->reject(1, Kind::Expired, 410,
                       51207); // of the old one, while the new one is offered
    world.chat->accept(2);
    world.advance(10s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"expired"_s), 0);
}

} // namespace

std::vector<Situation> situationsOfServerEvents()
{
    return {
        { "61 push 'about to expire'", pushAboutToExpire },
        { "62 duplicate pushes", duplicatePushes },
        { "62b push of a young token", pushOfAYoungToken },
        { "63 push during a refresh", pushDuringRefresh },
        { "65 close 410", closedAsExpired },
        { "66 error 20104 in a reply", expiredInAReply },
        { "66b every token is called expired", everyTokenCalledExpired },
        { "67 401 on the update", updateRefused },
        { "69, 70 update repeated by the connection", noAnswerToTheUpdate },
        { "74 close 406", protocolRefused },
        { "74b accepted token refused later", acceptedTokenRefusedLater },
        { "65b close 410 while a new token is offered", staleRejection },
    };
}

} // namespace parley::test
