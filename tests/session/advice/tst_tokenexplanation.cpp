// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokenexplanation.h"
#include "session/events/eventjson.h"
#include "support/fakeclock.h"
#include "support/fakereachability.h"
#include "support/scriptedprovider.h"
#include "support/testtoken.h"
#include "token/tokenmanager.h"

#include <QJsonArray>
#include <QMetaEnum>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = TokenTypes::State;
using Code = TokenError::Code;

namespace {

const WallTime Now { 1767225600s + 50min }; // 2026-01-01T00:50:00Z

/// A token that came at midnight and lives an hour.
TokenSnapshot usable(State state)
{
    const AccessToken token = test::makeToken({});
    return { .state = state,
             .token = token,
             .generation = 1,
             .expiresAt = token.expiresAt(),
             .reason = TokenTypes::UpdateReason::SignIn,
             .age = 50min,
             .timeLeft = 10min };
}

/// The same token after its end.
TokenSnapshot expired(State state)
{
    TokenSnapshot snapshot = usable(state);
    snapshot.token.reset();
    snapshot.expiresAt = Now - 5min;
    snapshot.timeLeft = 0ms;
    return snapshot;
}

TokenSnapshot failing(TokenSnapshot snapshot, const TokenError &error, int failures,
                      std::chrono::milliseconds since)
{
    snapshot.lastError = error;
    snapshot.failures = failures;
    snapshot.failingFor = since;
    snapshot.nextAttemptIn = 20s;
    return snapshot;
}

TokenError down()
{
    return { .code = Code::ServerError, .httpStatus = 503 };
}

template <typename Change> TokenSnapshot with(TokenSnapshot snapshot, Change change)
{
    change(snapshot);
    return snapshot;
}

} // namespace

Q_DECLARE_METATYPE(parley::TokenSnapshot)

/// What Parley says about the token, word for word.
class tst_TokenExplanation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explainsEachState_data();
    void explainsEachState();
    void explainsEachCause_data();
    void explainsEachCause();
    void explainsEachArrival_data();
    void explainsEachArrival();
    void everyMalformationHasItsOwnSentence();
    void durationsAreRoundedUp();
    void followsARealLife();
    void theStatusOfTheProgramHasTheSameSentences();
};

void tst_TokenExplanation::explainsEachState_data()
{
    using Tone = TokenExplanation::Tone;
    QTest::addColumn<TokenSnapshot>("snapshot");
    QTest::addColumn<int>("tone");
    QTest::addColumn<QStringList>("sentences");
    const auto row = [](const char *name, const TokenSnapshot &snapshot, Tone tone,
                        const QStringList &sentences) {
        QTest::addRow("%s", name) << snapshot << int(tone) << sentences;
    };
    const QString works = u"The token works until 2026-01-01T01:00:00.000Z, for 10 min more."_s;
    const QString none = u"No token works now. What you write waits for the next one."_s;
    const QString signInTold = u"The token came with the sign-in at 2026-01-01T00:00:00.000Z."_s;
    const QString problem = u"The sign-in service has a problem (HTTP 503)."_s;
    const QString log = u"Look into the log of the token end point."_s;
    const QString askNow = u"You can ask for a token by hand now."_s;
    const QString running = u"A new token is being requested now."_s;

    row("signed out", {}, Tone::Fine,
        { u"You are signed out, so there is no token."_s, u"Sign in to get a token."_s });
    row("loading", { .state = State::Loading }, Tone::Fine,
        { u"The saved sign-in is being read."_s, u"Then Parley asks for a token."_s });

    TokenSnapshot fetching { .state = State::Fetching, .isRefreshing = true, .attempt = 1 };
    row("fetching", fetching, Tone::Fine,
        { u"No token has come yet."_s, none, running, u"You need to do nothing."_s });
    row("fetching, planned", { .state = State::Fetching, .nextAttemptIn = 3s }, Tone::Fine,
        { u"No token has come yet."_s, none,
          u"A new token is requested at 2026-01-01T00:50:03.000Z, in 3 s."_s,
          u"You need to do nothing."_s });
    row("fetching, a token is held until it is valid",
        { .state = State::Fetching, .isRefreshing = true }, Tone::Fine,
        { u"No token has come yet."_s, none,
          u"A new token has come. It is used as soon as it becomes valid."_s,
          u"You need to do nothing."_s });
    row("fetching, offline", { .state = State::Fetching, .offlineFor = 10s }, Tone::Trouble,
        { u"There has been no network since 2026-01-01T00:49:50.000Z."_s,
          u"No token has come yet."_s, none, u"Parley asks again as soon as the network is back."_s,
          u"Check the network connection of this computer."_s });
    row("fetching, failed", failing({ .state = State::Fetching }, down(), 1, 2s), Tone::Trouble,
        { u"The attempt to get a new token failed at 2026-01-01T00:49:58.000Z."_s, problem, none,
          u"Attempt 2 comes at 2026-01-01T00:50:20.000Z, in 20 s."_s, log, askNow });

    row("ready", with(usable(State::Ready), [](auto &s) { s.nextAttemptIn = 5min; }), Tone::Fine,
        { signInTold, works, u"The next refresh comes at 2026-01-01T00:55:00.000Z, in 5 min."_s,
          u"You need to do nothing."_s });
    row("ready, nothing is planned", usable(State::Ready), Tone::Fine,
        { signInTold, works, u"No request is planned."_s, u"You need to do nothing."_s });
    row("ready, the server's clock is a blink ahead",
        with(usable(State::Ready), [](auto &s) { s.serverClockOffset = 1ms; }), Tone::Fine,
        { signInTold, works, u"No request is planned."_s, u"You need to do nothing."_s });
    row("ready, the server's clock is two minutes ahead",
        with(usable(State::Ready),
             [](auto &s) {
                 s.serverClockOffset = 2min;
                 s.timeLeft = 8min;
                 s.nextAttemptIn = 3min;
             }),
        Tone::Fine,
        { signInTold, u"The token works until 2026-01-01T00:58:00.000Z, for 8 min more."_s,
          u"The next refresh comes at 2026-01-01T00:53:00.000Z, in 3 min."_s,
          u"You need to do nothing."_s });
    row("ready, offline", with(usable(State::Ready), [](auto &s) { s.offlineFor = 1min; }),
        Tone::Trouble,
        { u"There has been no network since 2026-01-01T00:49:00.000Z."_s, signInTold, works,
          u"Parley asks again as soon as the network is back."_s,
          u"Check the network connection of this computer."_s });
    row("ready, tokens live too short",
        with(usable(State::Ready),
             [](auto &s) {
                 s.warning = TokenTypes::Warning::ShortLife;
                 s.nextAttemptIn = 10s;
             }),
        Tone::Trouble,
        { signInTold, works,
          u"Tokens of this back end expire too soon to be refreshed in good time."_s,
          u"The next refresh comes at 2026-01-01T00:50:10.000Z, in 10 s."_s,
          u"Let the back end issue tokens that live longer."_s });

    row("refreshing",
        with(usable(State::Refreshing),
             [](auto &s) {
                 s.isRefreshing = true;
                 s.attempt = 1;
             }),
        Tone::Fine, { signInTold, works, running, u"You need to do nothing."_s });
    row("refreshing after failures",
        with(failing(usable(State::Refreshing), down(), 5, 68s),
             [](auto &s) {
                 s.isRefreshing = true;
                 s.attempt = 6;
                 s.nextAttemptIn.reset();
             }),
        Tone::Trouble,
        { u"Attempt 5 to get a new token failed, like all before it since "
          "2026-01-01T00:48:52.000Z."_s,
          problem, works, u"Attempt 6 is running now."_s, log });

    row("degraded, first failure", failing(usable(State::Degraded), down(), 1, 3s), Tone::Trouble,
        { u"The attempt to get a new token failed at 2026-01-01T00:49:57.000Z."_s, problem, works,
          u"Attempt 2 comes at 2026-01-01T00:50:20.000Z, in 20 s."_s, log, askNow });
    row("degraded, sixth failure", failing(usable(State::Degraded), down(), 6, 130s), Tone::Trouble,
        { u"Attempt 6 to get a new token failed, like all before it since "
          "2026-01-01T00:47:50.000Z."_s,
          problem, works, u"Attempt 7 comes at 2026-01-01T00:50:20.000Z, in 20 s."_s, log,
          askNow });
    row("degraded, the back end asked to wait longer than the token lives",
        with(failing(usable(State::Degraded),
                     { .code = Code::RateLimited, .httpStatus = 429, .retryAfter = 15min }, 1, 0s),
             [](auto &s) {
                 s.nextAttemptIn = 15min;
                 s.holdLeft = 15min;
             }),
        Tone::Trouble,
        { u"The attempt to get a new token failed at 2026-01-01T00:50:00.000Z."_s,
          u"The sign-in service asks to wait for 15 min."_s, works,
          u"Attempt 2 comes at 2026-01-01T01:05:00.000Z, in 15 min."_s,
          u"The token expires before that."_s, u"You can ask for a token by hand in 15 min."_s });
    row("degraded, a service refused one token",
        failing(usable(State::Degraded), { .code = Code::ChatRefused, .serviceCode = 20101 }, 1,
                5s),
        Tone::Trouble,
        { u"The service refused a token at 2026-01-01T00:49:55.000Z."_s,
          u"The chat service does not accept the token (code 20101)."_s, works,
          u"Attempt 2 comes at 2026-01-01T00:50:20.000Z, in 20 s."_s,
          u"Check the API key, its secret, the account and the service that the back end uses."_s,
          askNow });
    row("degraded, a service refused several tokens",
        failing(usable(State::Degraded), { .code = Code::ChatRefused, .serviceCode = 20101 }, 2,
                5s),
        Tone::Trouble,
        { u"The service has refused tokens since 2026-01-01T00:49:55.000Z."_s,
          u"The chat service does not accept the token (code 20101)."_s, works,
          u"Attempt 3 comes at 2026-01-01T00:50:20.000Z, in 20 s."_s,
          u"Check the API key, its secret, the account and the service that the back end uses."_s,
          askNow });
    row("degraded, one of two services", usable(State::Degraded), Tone::Trouble,
        { u"One service has not accepted the token, but another one has."_s, signInTold, works,
          u"No request is planned."_s, u"You need to do nothing."_s });

    row("expired",
        with(expired(State::Expired),
             [](auto &s) {
                 s.isRefreshing = true;
                 s.attempt = 1;
             }),
        Tone::Trouble,
        { u"The token expired at 2026-01-01T00:45:00.000Z."_s, none, running,
          u"You need to do nothing."_s });
    row("expired, by the service's word",
        with(expired(State::Expired),
             [](auto &s) {
                 s.expiresAt = Now + 5min;
                 s.nextAttemptIn = 5s;
             }),
        Tone::Trouble,
        { u"The service ended the token before its time."_s, none,
          u"A new token is requested at 2026-01-01T00:50:05.000Z, in 5 s."_s,
          u"You need to do nothing."_s });
    row("expired, failing", failing(expired(State::Expired), down(), 9, 20min), Tone::Trouble,
        { u"Attempt 9 to get a new token failed, like all before it since "
          "2026-01-01T00:30:00.000Z."_s,
          problem, none, u"Attempt 10 comes at 2026-01-01T00:50:20.000Z, in 20 s."_s, log,
          askNow });

    const TokenError rejected { .code = Code::CredentialRejected, .httpStatus = 401 };
    row("sign-in needed, the token works",
        with(usable(State::NeedsSignIn), [&](auto &s) { s.lastError = rejected; }), Tone::Stopped,
        { u"User or password is not accepted."_s, works,
          u"Parley sends no more requests, because only a new sign-in helps."_s,
          u"Check user, password and the way to authenticate, then sign in again."_s });
    row("sign-in needed, access refused",
        with(expired(State::NeedsSignIn),
             [](auto &s) {
                 s.lastError = TokenError { .code = Code::AccessRefused, .httpStatus = 403 };
             }),
        Tone::Stopped,
        { u"The service knows you but does not let you in."_s, none,
          u"Parley sends no more requests, because only a new sign-in helps."_s,
          u"Check at the back end what this user may do, then sign in again."_s });
    row("sign-in needed, another error came later",
        with(expired(State::NeedsSignIn),
             [](auto &s) { s.lastError = TokenError { .code = Code::ChatRefused }; }),
        Tone::Stopped,
        { u"The sign-in is no longer accepted."_s, none,
          u"Parley sends no more requests, because only a new sign-in helps."_s,
          u"Sign in to get a token."_s });

    const TokenError wrongUser { .code = Code::WrongIdentity };
    row("blocked, tries go on",
        with(usable(State::Blocked),
             [&](auto &s) {
                 s.blockedBy = wrongUser;
                 s.nextAttemptIn = 4min;
             }),
        Tone::Stopped,
        { u"The service returned a session for another user."_s, works,
          u"A setting must be changed. Parley tries again at 2026-01-01T00:54:00.000Z, in 4 min."_s,
          u"Let the back end issue the token for the user who asks."_s });
    const TokenError notFound { .code = Code::Configuration, .httpStatus = 404 };
    row("blocked, nothing is tried",
        with(expired(State::Blocked), [&](auto &s) { s.blockedBy = notFound; }), Tone::Stopped,
        { u"There is no token end point at this address (HTTP 404)."_s, none,
          u"A setting must be changed. Parley tries again only when you ask for it, the network "
          "changes or the computer wakes up."_s,
          u"Check the token URL and the way to authenticate."_s });
    row("blocked, a request is running",
        with(expired(State::Blocked),
             [&](auto &s) {
                 s.blockedBy = notFound;
                 s.isRefreshing = true;
                 s.attempt = 3;
             }),
        Tone::Stopped,
        { u"There is no token end point at this address (HTTP 404)."_s, none,
          u"Attempt 3 is running now."_s, u"Check the token URL and the way to authenticate."_s });
}

void tst_TokenExplanation::explainsEachState()
{
    QFETCH(TokenSnapshot, snapshot);
    QFETCH(int, tone);
    QFETCH(QStringList, sentences);
    const TokenExplanation explanation = explain(snapshot, Now);
    QCOMPARE(english(explanation), sentences);
    QCOMPARE(int(explanation.tone), tone);
    QVERIFY(std::ranges::is_sorted(explanation.lines, {}, &TokenExplanation::Line::part));
    if (snapshot.failingFor)
        QVERIFY(explanation.since == Now - *snapshot.failingFor);
}

void tst_TokenExplanation::explainsEachCause_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("cause");
    QTest::addColumn<QString>("advice");
    const auto row = [](Code code, const char *cause, const char *advice) {
        QTest::addRow("%s", qPrintable(codeName(code)))
            << int(code) << QString::fromUtf8(cause) << QString::fromUtf8(advice);
    };
    const char *oneToken
        = "Check the token URL; the end point must answer with the JWT alone, or with a JSON "
          "object that has it in 'token', 'accessToken', 'access_token' or 'jwt'.";
    using enum TokenError::Code;
    row(Offline, "No network, or the sign-in service cannot be reached.",
        "Check the network and the host of the token URL.");
    row(Timeout, "The sign-in service did not answer in time.",
        "Check whether the token end point is overloaded; it has 15 s for an answer.");
    row(Tls, "The secure connection failed. This computer's clock shows 2026-01-01T00:50:00.000Z.",
        "Check the certificate of the token end point, and the date of this computer.");
    row(PortSpeaksHttp, "The sign-in service speaks http at this port, not https.",
        "Change the token URL: name the port that speaks https, or begin with http:// if it is on "
        "this machine.");
    row(PortSpeaksHttps, "The sign-in service speaks https at this port, not http.",
        "Change the token URL: begin with https://.");
    row(CredentialRejected, "User or password is not accepted.",
        "Check user, password and the way to authenticate, then sign in again.");
    row(AccessRefused, "The service knows you but does not let you in.",
        "Check at the back end what this user may do, then sign in again.");
    row(RateLimited, "The sign-in service gets too many requests.", "");
    row(ServerError, "The sign-in service has a problem (HTTP 503).",
        "Look into the log of the token end point.");
    row(Configuration, "There is no token end point at this address (HTTP 503).",
        "Check the token URL and the way to authenticate.");
    row(Redirect, "The network or the server sends sign-in requests elsewhere.",
        "Redirects are not followed: use the final address, and check whether the network wants "
        "a sign-in of its own.");
    row(NotOurService, "What answers at this address is not a token end point.", oneToken);
    row(EmptyAnswer, "The sign-in service gave an empty answer.", oneToken);
    row(TooLarge, "The sign-in service gave an answer that is too large for a token.", oneToken);
    row(Malformed, "The sign-in service gave something that is not a token. It cannot be read.",
        "Let the end point answer with what Twilio's AccessToken.toJwt() returns, unchanged.");
    row(WrongAlgorithm, "The token is not signed the way Twilio signs access tokens.",
        "Let the back end make access tokens with Twilio's library, signed with HS256.");
    row(AlreadyExpired, "The sign-in service gave a token that has already expired.",
        "Check the clock of the back end, and that each request gets a fresh token.");
    row(LifetimeTooLong, "The sign-in service gave a token that lives longer than 24 hours.",
        "Let the back end issue tokens for 24 hours at most.");
    row(NotYetValid, "The sign-in service gave a token that becomes valid later.",
        "Check the clock of the back end, or leave nbf out.");
    row(WrongIdentity, "The service returned a session for another user.",
        "Let the back end issue the token for the user who asks.");
    row(WrongService, "The token is for another account or chat service.",
        "Let the back end use one account, and a chat grant for one service.");
    row(NotNewer, "The sign-in service gave the same token again.",
        "Let the back end issue a fresh token for each request.");
    row(ChatRefused, "The chat service does not accept the token.",
        "Check the API key, its secret, the account and the service that the back end uses.");
    row(NoCredential, "There is no saved sign-in.", "Sign in again.");
    row(Throttled, "There were many attempts in a short time, so Parley waits.", "");
    row(Cancelled, "The attempt was cancelled.", "");
    row(Protocol, "The chat service refuses this version of Parley.",
        "Look for an update of this program.");
}

void tst_TokenExplanation::explainsEachCause()
{
    QFETCH(int, code);
    QFETCH(QString, cause);
    QFETCH(QString, advice);
    const TokenError error { .code = Code(code),
                             .detail = u"SECRET words of the server"_s,
                             .httpStatus = 503 };
    const bool isRefusal = error.code == Code::ChatRefused;
    QStringList expected { isRefusal ? u"The service refused a token at 2026-01-01T00:49:57.000Z."_s
                                     : u"The attempt to get a new token failed at "
                                       "2026-01-01T00:49:57.000Z."_s };
    expected << cause << u"The token works until 2026-01-01T01:00:00.000Z, for 10 min more."_s
             << u"Attempt 2 comes at 2026-01-01T00:50:20.000Z, in 20 s."_s;
    if (!advice.isEmpty())
        expected << advice;
    expected << u"You can ask for a token by hand now."_s;
    const auto told = explain(failing(usable(State::Degraded), error, 1, 3s), Now);
    QCOMPARE(english(told).join(u' '), expected.join(u' '));
}

void tst_TokenExplanation::explainsEachArrival_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<QString>("sentence");
    using enum TokenTypes::UpdateReason;
    const auto row = [](const char *name, TokenTypes::UpdateReason reason, const char *sentence) {
        QTest::addRow("%s", name) << int(reason) << QString::fromLatin1(sentence);
    };
    row("manual", Manual,
        "A new token was asked for by hand; it came at 2026-01-01T00:00:00.000Z.");
    row("proactive", Proactive,
        "The token was refreshed in good time at 2026-01-01T00:00:00.000Z.");
    row("about to expire", AboutToExpire,
        "The token was refreshed at 2026-01-01T00:00:00.000Z, shortly before the old one "
        "expired.");
    row("server", Server,
        "A new token came at 2026-01-01T00:00:00.000Z, because the service had refused the old "
        "one.");
    row("expired", Expired,
        "A new token came at 2026-01-01T00:00:00.000Z, after the old one had expired.");
    row("sign-in", SignIn, "The token came with the sign-in at 2026-01-01T00:00:00.000Z.");
}

void tst_TokenExplanation::explainsEachArrival()
{
    QFETCH(int, reason);
    QFETCH(QString, sentence);
    TokenSnapshot snapshot = usable(State::Ready);
    snapshot.reason = TokenTypes::UpdateReason(reason);
    QCOMPARE(english(explain(snapshot, Now)).first(), sentence);
    QVERIFY(explain(snapshot, Now).since == Now - 50min);
    snapshot.failedBefore = 3;
    QCOMPARE(english(explain(snapshot, Now)).at(1), u"Attempt 4 was the first that succeeded."_s);
}

void tst_TokenExplanation::everyMalformationHasItsOwnSentence()
{
    QSet<QString> sentences;
    const auto names = QMetaEnum::fromType<TokenError::Malformation>();
    for (int i = 0; i < names.keyCount(); ++i) {
        const QString sentence
            = english(TokenSentence::flaw(TokenError::Malformation(names.value(i))));
        QVERIFY(sentence.endsWith(u'.'));
        sentences.insert(sentence);
    }
    QCOMPARE(sentences.size(), names.keyCount());
}

void tst_TokenExplanation::durationsAreRoundedUp()
{
    const auto words = [](std::chrono::milliseconds duration) {
        return english({ "%1", { duration } });
    };
    QCOMPARE(words(0ms), u"0 s"_s);
    QCOMPARE(words(-5s), u"0 s"_s);
    QCOMPARE(words(1ms), u"1 s"_s);
    QCOMPARE(words(120s), u"120 s"_s);
    QCOMPARE(words(121s), u"3 min"_s);
    QCOMPARE(words(2h), u"120 min"_s);
    QCOMPARE(words(2h + 1s), u"3 h"_s);
}

/// The snapshots are those of a real manager: a refresh that fails, the end of the token, and the
/// recovery.
void tst_TokenExplanation::followsARealLife()
{
    test::FakeClock clock;
    test::FakeReachability reachability;
    test::ScriptedProvider provider(clock);
    bool isDown = false;
    provider.script = [&](int) {
        test::ScriptedProvider::Answer answer = provider.fresh();
        if (isDown)
            answer.make = [] { return FetchOutcome { down(), {} }; };
        return answer;
    };
    TokenManager tokens(
        provider, { .clock = &clock, .reachability = &reachability, .random = [] { return 0.5; } });
    const auto told = [&] { return english(explain(tokens.snapshot(), clock.wallNow())); };
    const auto first = [&] { return told().first(); };

    QCOMPARE(first(), u"You are signed out, so there is no token."_s);
    tokens.awaitCredential();
    QCOMPARE(first(), u"The saved sign-in is being read."_s);
    tokens.start();
    QCOMPARE(told().at(2), u"A new token is being requested now."_s);
    clock.advance(1s);
    QVERIFY(first().startsWith("The token came with the sign-in at 2026-01-01T00:00:00.05"_L1));

    isDown = true;
    clock.advance(*tokens.nextAttemptIn() + 100ms);
    QCOMPARE(tokens.state(), TokenManager::State::Degraded);
    QVERIFY(!tokens.warning()); // explained long before the warning
    QVERIFY(first().startsWith("The attempt to get a new token failed at "_L1));
    QCOMPARE(told().at(1), u"The sign-in service has a problem (HTTP 503)."_s);
    const auto began = explain(tokens.snapshot(), clock.wallNow()).since;
    clock.advance(10s);
    QVERIFY(first().startsWith("Attempt 3 to get a new token failed, like all before it"_L1));
    QVERIFY(explain(tokens.snapshot(), clock.wallNow()).since == began);
    clock.advance(20min);
    QCOMPARE(tokens.state(), TokenManager::State::Expired);
    QVERIFY(told().contains(u"No token works now. What you write waits for the next one."_s));

    isDown = false;
    clock.advance(2min);
    QCOMPARE(tokens.state(), TokenManager::State::Ready);
    QVERIFY(first().startsWith("A new token came at 2026-01-01T01:"_L1));
    QVERIFY(first().endsWith("after the old one had expired."_L1));
    QVERIFY(told().at(1).endsWith(" was the first that succeeded."_L1));
    QVERIFY(told().at(1) != u"Attempt 1 was the first that succeeded."_s);

    reachability.set(Reachability::State::Unreachable);
    QVERIFY(first().startsWith("There has been no network since "_L1));
}

void tst_TokenExplanation::theStatusOfTheProgramHasTheSameSentences()
{
    test::FakeClock clock;
    test::ScriptedProvider provider(clock);
    TokenManager tokens(provider, { .clock = &clock });
    tokens.start();
    clock.advance(1s);
    const QJsonObject status = eventjson::tokenStatus(tokens, clock.wallNow());
    QCOMPARE(status.keys(),
             QStringList({ u"expiresAt"_s, u"explanation"_s, u"identity"_s, u"issuedAt"_s,
                           u"secondsLeft"_s, u"state"_s }));
    const QStringList expected = english(explain(tokens.snapshot(), clock.wallNow()));
    QVERIFY(expected.size() >= 4);
    QCOMPARE(status["explanation"_L1].toArray(), QJsonArray::fromStringList(expected));
}

QTEST_GUILESS_MAIN(tst_TokenExplanation)
#include "tst_tokenexplanation.moc"
