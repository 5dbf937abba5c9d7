// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "deafprovider.h"
#include "situations.h"

#include <QJsonDocument>

using namespace std::chrono_literals;

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;
using Kind = TokenRejection::Kind;
using Warning = TokenManager::Warning;

/// Further clients; gone before the world is.
struct Others
{
    explicit Others(World &owner)
        : world(owner)
    {
        world.manager.addConsumer(&sync);
        world.manager.addConsumer(&media);
    }

    World &world;
    FakeConsumer sync { world.clock, u"sync"_s };
    FakeConsumer media { world.clock, u"media"_s };
};

void updateWhileOffline(World &world)
{
    world.signIn();
    world.chat->mode = FakeConsumer::Mode::NotConnected;
    world.goToDeadline();
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, tokenChanged 2, "
             "state ready, updated proactive"_s); // told once admitted
    QCOMPARE(world.provider.confirmations(), 2);
    world.chat->accept(2); // at 'go online'
    QCOMPARE(world.takeEvents(), u"applied chat 2"_s);
}

void signOutDuringRefresh(World &world)
{
    world.signIn();
    world.provider.delay = 5s;
    world.goToDeadline();
    world.advance(1s);
    std::optional<TokenError> answer;
    world.manager.refresh(&world.manager, [&answer](const auto &error) { answer = error; });
    world.forget();
    world.manager.signOut();
    QCOMPARE(world.takeEvents(), u"state signedOut"_s);
    QCOMPARE(world.clock.pendingCalls(), 0);
    QCOMPARE(answer->code, Code::Cancelled);
    QCOMPARE(world.chat->withdrawals(), 1);
    QVERIFY(!world.manager.token());
    world.advance(1min);
    QVERIFY(world.events.isEmpty());
    QCOMPARE(world.requests(), 0);
}

void answerAfterSignOut(World &world)
{
    DeafProvider deaf;
    TokenManager manager(deaf, { .clock = &world.clock, .reachability = &world.network });
    manager.start();
    manager.signOut();
    const FetchOutcome late { .result = makeToken({}) };
    deaf.m_done.at(0)(late);
    QCOMPARE(manager.state(), TokenManager::State::SignedOut);
    QVERIFY(!manager.token());

    manager.start(); // the old answer is not taken for the new request's
    deaf.m_done.at(0)(late);
    QCOMPARE(manager.state(), TokenManager::State::Fetching);
    deaf.m_done.at(1)(late);
    QCOMPARE(manager.state(), TokenManager::State::Ready);
    deaf.m_done.at(1)(late); // nor twice
    QCOMPARE(manager.generation(), quint64(1));
}

void threeClientsOneRefresh(World &world)
{
    Others others(world);
    world.signIn();
    world.goToDeadline();
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, tokenChanged 2, state ready, "
             "applied chat 2, updated proactive, applied sync 2, applied media 2"_s);
    QCOMPARE(world.requests(), 1);
}

void threeClientsPush(World &world)
{
    Others others(world);
    world.signIn();
    world.advance(40s);
    world.chat->push();
    others.sync.push();
    others.media.push();
    world.advance(1s);
    QCOMPARE(world.requests(), 1);
}

void allClientsReject(World &world)
{
    Others others(world);
    world.signIn();
    for (FakeConsumer *client : { world.chat.get(), &others.sync, &others.media })
        client->mode = FakeConsumer::Mode::Refuses;
    world.goToDeadline();
    world.advance(7s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.count(u"rejected"_s), 6);
    QCOMPARE(world.count(u"failed chatRefused"_s), 2);
    QCOMPARE(world.stateName(), u"blocked"_s);
    world.advance(4min);
    QCOMPARE(world.requests(), 2);
}

void oneClientRejects(World &world)
{
    Others others(world);
    world.signIn();
    others.media.mode = FakeConsumer::Mode::Refuses;
    others.media.delay = 100ms;
    world.goToDeadline();
    world.advance(1s);
    QCOMPARE(world.manager.generation(), quint64(2)); // the others run on it
    QVERIFY(world.manager.token());
    QCOMPARE(world.stateName(), u"degraded"_s);
}

void lateJoiner(World &world)
{
    world.signIn(10min);
    world.advance(30min);
    world.forget();
    const quint64 generation = world.manager.generation();
    FakeConsumer late(world.clock, u"voice"_s);
    world.manager.addConsumer(&late);
    QCOMPARE(late.offered(), std::vector<quint64> { generation });
    world.manager.addConsumer(&late);
    QCOMPARE(late.offered().size(), std::size_t(1));
    world.advance(1s);
    QCOMPARE(world.takeEvents(), u"applied voice %1"_s.arg(generation));
    QCOMPARE(world.requests(), 0);
}

void destroyedWhileApplying(World &world)
{
    auto doomed = std::make_unique<FakeConsumer>(world.clock, u"doomed"_s);
    world.manager.addConsumer(doomed.get());
    world.signIn();
    doomed->mode = FakeConsumer::Mode::Silent;
    world.chat->mode = FakeConsumer::Mode::NotConnected;
    world.goToDeadline();
    world.advance(1s);
    QCOMPARE(world.count(u"updated"_s), 0);
    doomed.reset(); // no consumer owes an answer any more
    QCOMPARE(world.count(u"updated proactive"_s), 1);
    world.chat->mode = FakeConsumer::Mode::Accepts;
    world.advance(1h);
    QCOMPARE(world.count(u"applied chat"_s), 1);
}

void slowClient(World &world)
{
    Others others(world);
    world.signIn();
    others.media.delay = 50s;
    world.goToDeadline();
    world.advance(1s);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"applied"_s), 2);
    QCOMPARE(world.count(u"updated"_s), 1);
    world.advance(50s);
    QCOMPARE(world.count(u"applied"_s), 3);
    QCOMPARE(world.count(u"updated"_s), 1);
}

void shortOutage(World &world)
{
    world.signIn();
    world.goToDeadline();
    const auto end = world.clock.monotonicNow() + 10s;
    world.provider.script = [&world, end](int) {
        return world.clock.monotonicNow() < end ? world.provider.failure(Code::ServerError)
                                                : world.provider.fresh();
    };
    world.advance(18s);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"warning"_s), 0);
    QCOMPARE(world.requests(), 4);
    QCOMPARE(world.count(u"recovered 3"_s), 1);
    QCOMPARE(world.traced("failed"), 3);
}

void longOutage(World &world)
{
    world.signIn();
    world.goToDeadline();
    const auto end = world.clock.monotonicNow() + 8min;
    world.provider.script = [&world, end](int) {
        return world.clock.monotonicNow() < end ? world.provider.failure(Code::ServerError)
                                                : world.provider.fresh();
    };
    world.advance(10min);
    QCOMPARE(world.count(u"warning"_s), 1);
    QCOMPARE(world.count(u"cleared refreshFailing"_s), 1);
    QVERIFY(world.requests() <= 14);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void flapping(World &world)
{
    world.signIn(10min);
    const auto begin = world.clock.monotonicNow();
    world.provider.script = [&world, begin](int) {
        return (world.clock.monotonicNow() - begin) / 40s % 2 == 1
            ? world.provider.failure(Code::ServerError)
            : world.provider.fresh();
    };
    world.advance(20min);
    world.provider.script = {};
    world.advance(1min);
    QVERIFY(world.count(u"warning"_s) <= 15);
    QCOMPARE(world.count(u"warning"_s), world.count(u"cleared"_s));
    QCOMPARE(world.count(u"expired"_s), 0);
}

void threeDaysOffline(World &world)
{
    world.signIn();
    world.network.set(Reachability::State::Unreachable);
    world.clock.suspend(72h);
    world.advance(1min);
    QCOMPARE(world.stateName(), u"expired"_s);
    world.forget();
    world.network.set(Reachability::State::Reachable);
    world.advance(1s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void signInAgain(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        return request <= 3 ? world.provider.failure(Code::CredentialRejected)
                            : world.provider.fresh();
    };
    world.advance(10s);
    QCOMPARE(world.stateName(), u"needsSignIn"_s);
    world.forget();
    world.manager.start();
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"state ready, refreshStarted start 1, state refreshing, "
             "cleared signInNeeded, tokenChanged 2, state ready, "
             "updated signIn, applied chat 2"_s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(world.chat->withdrawals(), 0);
}

void signInAsAnother(World &world)
{
    world.signIn();
    world.manager.signOut();
    world.provider.spec = { .identity = u"bob"_s, .serviceSid = u"IS2"_s };
    world.manager.setExpectedIdentity(u"bob"_s);
    world.signIn();
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.manager.token()->identity(), u"bob"_s);
    QCOMPARE(world.manager.generation(), quint64(2));
    QCOMPARE(world.chat->withdrawals(), 1);
}

void traceRepeats(World &world)
{
    const auto run = [](World &one) {
        one.signIn();
        one.goToDeadline();
        one.provider.script = [&one](int request) {
            return request < 5 ? one.provider.failure(Code::ServerError) : one.provider.fresh();
        };
        one.advance(3h);
        QByteArray text;
        for (const QJsonObject &entry : std::as_const(one.trace))
            text += QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';
        return text;
    };
    World first(7);
    World second(7);
    World third(8);
    const QByteArray text = run(first);
    QVERIFY(text.size() > 1000);
    QCOMPARE(run(second), text);
    QVERIFY(run(third) != text);
    for (const QJsonObject &entry : std::as_const(first.trace)) {
        QVERIFY(entry.contains(u"at"_s));
        QVERIFY(entry.contains(u"serverAt"_s));
    }
    world.signIn();
}

} // namespace

std::vector<Situation> situationsOfClients()
{
    return {
        { "91 update while working offline", updateWhileOffline },
        { "93 sign-out during a refresh", signOutDuringRefresh },
        { "94 answer after sign-out", answerAfterSignOut },
        { "102 three clients, one refresh", threeClientsOneRefresh },
        { "103 three clients push at once", threeClientsPush },
        { "105 all clients reject", allClientsReject },
        { "105b one client of three rejects", oneClientRejects },
        { "106 late joiner", lateJoiner },
        { "108 client destroyed while applying", destroyedWhileApplying },
        { "109 slow client", slowClient },
        { "111 short outage", shortOutage },
        { "112 long outage, one line", longOutage },
        { "113 flapping service", flapping },
        { "115 three days offline", threeDaysOffline },
        { "117 signing in again, same user", signInAgain },
        { "118 signing in as another user", signInAsAnother },
        { "121 the same seed gives the same trace", traceRepeats },
    };
}

} // namespace parley::test
