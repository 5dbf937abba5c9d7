// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "situations.h"

using namespace std::chrono_literals;

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;
using Warning = TokenManager::Warning;

/// Ready with a 1 h token, just before its refresh, which all further requests answer with \a code.
void failFromNowOn(World &world, Code code)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world, code](int) { return world.provider.failure(code); };
}

/// Fails with \a code for \a duration from now, then recovers.
void failFor(World &world, Code code, std::chrono::milliseconds duration)
{
    const auto end = world.clock.monotonicNow() + duration;
    world.provider.script = [&world, code, end](int) {
        return world.clock.monotonicNow() < end ? world.provider.failure(code)
                                                : world.provider.fresh();
    };
}

void unauthorizedOnceAndChanged(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.reloadChanges = true;
    world.provider.script = [&world](int request) {
        return request == 2 ? world.provider.failure(Code::CredentialRejected)
                            : world.provider.fresh();
    };
    world.advance(1s);
    QCOMPARE(world.requests(), 2); // at once with the new credential
    QCOMPARE(world.provider.reloads(), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QVERIFY(world.provider.keys().at(1) != world.provider.keys().at(2));
}

void unauthorizedTwice(World &world)
{
    failFromNowOn(world, Code::CredentialRejected);
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, state degraded, "
             "failed credentialRejected 1"_s);
    QVERIFY(world.retries.at(0) == 5s);
    world.advance(5s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 2, state refreshing, state needsSignIn, "
             "signInRequired credentialRejected, failed credentialRejected 2, "
             "warning signInNeeded"_s);
    QVERIFY(world.retries.at(1) == -1ms);
    QVERIFY(world.manager.token()); // chat goes on
    QCOMPARE(world.chat->withdrawals(), 0);
    world.advance(30min);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.count(u"expired 1"_s), 1);
    QCOMPARE(world.stateName(), u"needsSignIn"_s);
    QCOMPARE(world.clock.pendingCalls(), 0); // nothing to keep alive any more
}

void forbidden(World &world)
{
    failFromNowOn(world, Code::AccessRefused);
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, state needsSignIn, "
             "signInRequired accessRefused, failed accessRefused 1, warning signInNeeded"_s);
    QCOMPARE(world.chat->withdrawals(), 1);
    QVERIFY(!world.manager.token());
    world.advance(1h);
    QCOMPARE(world.requests(), 1);
}

void notFound(World &world)
{
    failFromNowOn(world, Code::Configuration);
    world.advance(1s);
    QCOMPARE(world.stateName(), u"degraded"_s);
    QVERIFY(world.retries.at(0) == 5min);
    world.advance(28s);
    QVERIFY(!world.manager.warning());
    world.advance(2s);
    QVERIFY(world.manager.warning() == Warning::RefreshFailing);
    world.advance(12min);
    QVERIFY(world.requests() <= 4);
    world.advance(2min);
    QCOMPARE(world.stateName(), u"blocked"_s);
    QCOMPARE(world.manager.blockedBy()->code, Code::Configuration);
    QVERIFY(world.manager.warning() == Warning::Blocked);
    const int before = world.requests();
    world.advance(1h);
    QCOMPARE(world.requests(), before); // the operator has to change something

    world.provider.script = {};
    world.manager.refresh(&world.manager, {}); // 'Try again'
    world.advance(1s);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void notFoundAtSignIn(World &world)
{
    world.provider.script = [&world](int) { return world.provider.failure(Code::Configuration); };
    world.manager.start();
    world.advance(1h);
    QCOMPARE(world.takeEvents(),
             u"state fetching, refreshStarted start 1, state blocked, failed configuration 1, "
             "warning blocked"_s);
}

void retryAfterSeconds(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        return request == 2 ? world.provider.failure(Code::RateLimited, 120s)
                            : world.provider.fresh();
    };
    world.advance(1s);
    QVERIFY(world.retries.at(0) >= 120s && world.retries.at(0) <= 132s);
    QVERIFY(world.manager.holdLeft() > 118s);
    std::optional<TokenError> answer;
    world.manager.refresh(&world.manager, [&answer](const auto &error) { answer = error; });
    world.chat->push(); // does not help either
    world.advance(118s);
    QCOMPARE(world.requests(), 1);
    QCOMPARE(answer->code, Code::Throttled);
    QVERIFY(*answer->retryAfter > 118s);
    world.advance(14s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.manager.holdLeft().count(), 0);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void retryAfterDate(World &world)
{
    // The provider has turned the date into a wait by the answer's own Date; the local clock is
    // off.
    world.provider.serverOffset = -5min;
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        return request == 2 ? world.provider.failure(Code::RateLimited, 90s)
                            : world.provider.fresh();
    };
    world.advance(90s);
    QCOMPARE(world.requests(), 1);
    world.advance(10s);
    QCOMPARE(world.requests(), 2);
}

void storm(World &world)
{
    world.signIn();
    world.goToDeadline();
    failFor(world, Code::ServerError, 10min);
    world.advance(31s);
    QCOMPARE(world.count(u"warning refreshFailing"_s), 1);
    world.advance(12min - 40s);
    QCOMPARE(world.count(u"warning"_s), 1);
    QCOMPARE(world.count(u"cleared refreshFailing"_s), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"expired"_s), 0);
    QVERIFY(world.requests() <= 16);
    QCOMPARE(world.chat->withdrawals(), 0);
}

void stormPastExpiry(World &world)
{
    world.signIn();
    world.goToDeadline();
    failFor(world, Code::ServerError, 20min);
    world.advance(13min);
    QCOMPARE(world.count(u"expired 1"_s), 1);
    QCOMPARE(world.stateName(), u"expired"_s);
    QCOMPARE(world.chat->withdrawals(), 0); // the server decides
    world.chat->reject(1, TokenRejection::Kind::Expired, 410, 51207);
    world.advance(9min);
    QCOMPARE(world.count(u"expired 1"_s), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
    QCOMPARE(world.count(u"updated expired"_s), 1);
    QCOMPARE(world.count(u"recovered"_s), 1);
    QCOMPARE(world.count(u"warning refreshFailing"_s), 1);
    QCOMPARE(world.count(u"warning noToken"_s), 1); // the text changed, once
    QCOMPARE(world.count(u"cleared"_s), 1);
    QVERIFY(world.requests() <= 26);
}

void tlsError(World &world)
{
    failFromNowOn(world, Code::Tls);
    world.advance(1s);
    QCOMPARE(world.manager.lastError()->code, Code::Tls);
    QVERIFY(world.retries.at(0) >= 2s && world.retries.at(0) <= 2500ms);
    world.advance(20s);
    QCOMPARE(world.requests(), 4); // 0, 2, 6, 14
}

void portalRedirect(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        return request == 2 ? world.provider.failure(Code::Redirect) : world.provider.fresh();
    };
    world.advance(20s);
    QCOMPARE(world.requests(), 1);
    world.network.set(Reachability::State::CaptivePortal);
    world.advance(1s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.count(u"refreshStarted networkUp 2"_s), 1);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void onePerChangeBehindAPortal(World &world)
{
    failFromNowOn(world, Code::NotOurService);
    world.network.set(Reachability::State::CaptivePortal);
    world.advance(5min);
    QCOMPARE(world.requests(), 1);
    world.network.set(Reachability::State::Reachable);
    world.advance(1s);
    QCOMPARE(world.requests(), 2);
}

void backsOff(World &world, Code code)
{
    failFromNowOn(world, code);
    world.advance(1s);
    QCOMPARE(world.manager.lastError()->code, code);
    QCOMPARE(world.stateName(), u"degraded"_s);
    world.advance(5min);
    QVERIFY(world.requests() <= 12);
    QVERIFY(world.requests() >= 8);
    QCOMPARE(world.manager.generation(), quint64(1));
    QCOMPARE(world.chat->offered().size(), std::size_t(1));
}

void malformed(World &world)
{
    world.signIn();
    world.goToDeadline();
    const QList<QByteArray> bad { "two.parts",
                                  "a!.b.c",
                                  "W10.W10.W10",
                                  "null",
                                  "undefined",
                                  "\"a.b.c\"",
                                  QByteArray(9 * 1024, 'x') };
    world.provider.script
        = [&world, bad](int request) { return world.provider.exactly(bad.at((request - 2) % 7)); };
    QStringList reasons;
    QObject::connect(&world.manager, &TokenManager::tokenUpdateFailed, &world.manager,
                     [&reasons](const TokenError &error) {
                         reasons.append(codeName(error.code) + QLatin1Char(' ')
                                        + malformationName(error.malformation));
                     });
    world.advance(3min);
    QCOMPARE(reasons.mid(0, 7).join(u", "_s),
             u"malformed notThreeParts, malformed badBase64, malformed notAnObject, "
             "malformed notAToken, malformed notAToken, malformed quoted, tooLarge none"_s);
    QCOMPARE(world.chat->offered().size(), std::size_t(1));
}

void wrongAlgorithm(World &world)
{
    for (const char *algorithm : { "none", "RS256" }) {
        world.signIn();
        world.goToDeadline();
        world.provider.spec.extraHeader.insert(u"alg"_s, QLatin1String(algorithm));
        world.advance(1s);
        QCOMPARE(world.count(u"failed wrongAlgorithm 1"_s), 1);
        QVERIFY(world.retries.at(0) == 5min);
        world.advance(30s);
        QVERIFY(world.manager.warning() == Warning::RefreshFailing);
        world.provider.spec.extraHeader = {};
    }
    QCOMPARE(world.chat->offered().size(), std::size_t(2));
}

void alreadyExpired(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int) {
        TokenSpec spec = world.provider.freshSpec();
        spec.issuedAt = world.provider.serverNow() - 1h - 10s;
        return world.provider.exactly(makeJwt(spec));
    };
    world.advance(5min);
    QCOMPARE(world.manager.lastError()->code, Code::AlreadyExpired);
    QVERIFY(world.requests() <= 12);
    QCOMPARE(world.manager.generation(), quint64(1));
}

void otherIdentity(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.spec.identity = u"bob"_s;
    world.advance(1s);
    QCOMPARE(world.takeEvents(),
             u"refreshStarted deadline 1, state refreshing, state blocked, "
             "failed wrongIdentity 1, warning blocked"_s);
    QCOMPARE(world.manager.blockedBy()->code, Code::WrongIdentity);
    QCOMPARE(world.manager.token()->identity(), u"alice"_s);
    QCOMPARE(world.chat->offered().size(), std::size_t(1));
    QCOMPARE(world.chat->withdrawals(), 0);
    world.network.set(Reachability::State::Unknown); // no reason to ask earlier
    world.advance(5min - 2s);
    QCOMPARE(world.requests(), 1);
    world.provider.spec.identity = u"alice"_s;
    world.advance(3s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.stateName(), u"ready"_s);
}

void strangeExpiry(World &world)
{
    world.signIn();
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        TokenSpec spec = world.provider.freshSpec();
        if (request == 2)
            spec.extraClaims.insert(u"exp"_s, -62135596800.0);
        else if (request == 3)
            spec.extraClaims.insert(u"exp"_s, u"1767229200"_s);
        return world.provider.exactly(makeJwt(spec));
    };
    world.advance(1s);
    QCOMPARE(malformationName(world.manager.lastError()->malformation), u"badExpiry"_s);
    QVERIFY(world.manager.lastError()->detail.contains(u"exp"_s));
    world.advance(10s);
    QCOMPARE(world.count(u"failed malformed"_s), 2);
    QCOMPARE(world.manager.generation(), quint64(2));
}

void answerLost(World &world)
{
    world.signIn();
    QCOMPARE(world.provider.confirmations(), 1);
    world.goToDeadline();
    world.provider.script = [&world](int request) {
        return request == 2 ? world.provider.failure(Code::Offline) : world.provider.fresh();
    };
    world.chat->mode = FakeConsumer::Mode::Silent;
    world.advance(4s);
    QCOMPARE(world.requests(), 2);
    QCOMPARE(world.provider.keys().at(1), world.provider.keys().at(2));
    QCOMPARE(world.provider.confirmations(), 1); // not before the new token was applied
    world.chat->accept(2);
    QCOMPARE(world.provider.confirmations(), 2);
    QCOMPARE(world.provider.reloads(), 0);
}

} // namespace

std::vector<Situation> situationsOfBadAnswers()
{
    return {
        { "37 401, credential changed", unauthorizedOnceAndChanged },
        { "38 401 twice", unauthorizedTwice },
        { "40 403", forbidden },
        { "41 404", notFound },
        { "41b 404 at sign-in", notFoundAtSignIn },
        { "42 429 with seconds", retryAfterSeconds },
        { "43 429 with a date", retryAfterDate },
        { "46 503 for 10 min", storm },
        { "47 503 past expiry", stormPastExpiry },
        { "48 TLS error", tlsError },
        { "49 portal, redirect", portalRedirect },
        { "49b portal, one request for each change", onePerChangeBehindAPortal },
        { "50 portal, HTML", [](World &world) { backsOff(world, Code::NotOurService); } },
        { "51 empty body", [](World &world) { backsOff(world, Code::EmptyAnswer); } },
        { "53 malformed token", malformed },
        { "54 alg none or RS256", wrongAlgorithm },
        { "55 already expired token", alreadyExpired },
        { "56 other identity", otherIdentity },
        { "58 strange exp", strangeExpiry },
        { "59 answer lost, rotating credential", answerLost },
    };
}

} // namespace parley::test
