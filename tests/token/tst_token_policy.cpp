// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/failurerules.h"
#include "token/core/refresh.h"
#include "token/core/requestpacing.h"
#include "token/core/warningline.h"
#include "token/refreshpolicy.h"

#include <QTest>

#include <cmath>

using namespace parley;
using namespace std::chrono_literals;
using Millis = std::chrono::milliseconds;
using Network = Reachability::State;
using Refusal = RequestPacing::Refusal;

class tst_token_policy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesTheLead_data()
    {
        QTest::addColumn<Millis>("life");
        QTest::addColumn<Millis>("lead");
        QTest::newRow("24 h") << Millis(24h) << Millis(60min);
        QTest::newRow("23 h 59 min") << Millis(24h - 1min) << Millis(60min);
        QTest::newRow("5 h") << Millis(5h) << Millis(60min);
        QTest::newRow("4 h") << Millis(4h) << Millis(48min);
        QTest::newRow("1 h") << Millis(1h) << Millis(12min);
        QTest::newRow("20 min") << Millis(20min) << Millis(5min);
        QTest::newRow("10 min") << Millis(10min) << Millis(200s);
        QTest::newRow("181 s") << Millis(181s) << Millis(181s) / 3;
        QTest::newRow("3 min") << Millis(3min) << Millis(60s);
        QTest::newRow("90 s") << Millis(90s) << Millis(30s);
        QTest::newRow("30 s") << Millis(30s) << Millis(10s);
        QTest::newRow("nothing") << Millis(0) << Millis(0);
    }

    void leavesTheLead()
    {
        QFETCH(Millis, life);
        QFETCH(Millis, lead);
        QCOMPARE(RefreshPolicy().lead(life).count(), lead.count());
    }

    void spreadsTheInstant_data()
    {
        QTest::addColumn<Millis>("life");
        QTest::addColumn<double>("random");
        QTest::addColumn<Millis>("before");
        QTest::newRow("1 h, least") << Millis(1h) << 0.0 << Millis(12min);
        QTest::newRow("1 h, half") << Millis(1h) << 0.5 << Millis(12min + 30s);
        QTest::newRow("24 h, most") << Millis(24h) << 1.0 << Millis(61min);
        QTest::newRow("10 min, most") << Millis(10min) << 1.0 << Millis(230s);
        QTest::newRow("90 s, most") << Millis(90s) << 1.0 << Millis(34500);
    }

    void spreadsTheInstant()
    {
        QFETCH(Millis, life);
        QFETCH(double, random);
        QFETCH(Millis, before);
        QCOMPARE(RefreshPolicy().refreshBeforeExpiry(life, random).count(), before.count());
    }

    void documentsThePlainBehaviour()
    {
        const auto policy = RefreshPolicy::documented();
        QVERIFY(policy.refreshBeforeExpiry(1h, 0.9) == 180s);
        QVERIFY(policy.refreshBeforeExpiry(24h, 0.9) == 180s);
        // With 180 s of 180 s it would ask again at once.
        QVERIFY(policy.refreshBeforeExpiry(180s, 0.9) == 60s);
    }

    void backsOff_data()
    {
        QTest::addColumn<int>("attempt");
        QTest::addColumn<Millis>("least");
        const Millis steps[] = { 2s, 4s, 8s, 16s, 32s, 60s, 60s };
        for (int i = 0; i < 7; ++i)
            QTest::addRow("failure %d", i + 1) << i + 1 << steps[i];
        QTest::newRow("failure 1000") << 1000 << Millis(60s);
        QTest::newRow("offline, which is no failure") << 0 << Millis(2s);
    }

    void backsOff()
    {
        QFETCH(int, attempt);
        QFETCH(Millis, least);
        const RefreshPolicy policy;
        QCOMPARE(policy.backOff(attempt, 0.0).count(), least.count());
        QCOMPARE(policy.backOff(attempt, 0.5).count(), (least * 9 / 8).count());
        QVERIFY(policy.backOff(attempt, 0.999999) < least * 5 / 4);
    }

    void waitsAsRetryAfterSays_data()
    {
        QTest::addColumn<Millis>("retryAfter");
        QTest::addColumn<Millis>("backOff");
        QTest::addColumn<double>("random");
        QTest::addColumn<Millis>("wait");
        QTest::newRow("longer than back-off") << Millis(120s) << Millis(2s) << 0.0 << Millis(120s);
        QTest::newRow("plus ten per cent") << Millis(120s) << Millis(2s) << 1.0 << Millis(132s);
        QTest::newRow("shorter than back-off") << Millis(1s) << Millis(60s) << 0.0 << Millis(60s);
        QTest::newRow("zero") << Millis(0) << Millis(2s) << 0.0 << Millis(2s);
        QTest::newRow("a day is cut") << Millis(24h) << Millis(2s) << 0.0 << Millis(15min);
    }

    void waitsAsRetryAfterSays()
    {
        QFETCH(Millis, retryAfter);
        QFETCH(Millis, backOff);
        QFETCH(double, random);
        QFETCH(Millis, wait);
        const Millis result = RefreshPolicy().waitFor(retryAfter, backOff, random);
        QVERIFY(std::abs((result - wait).count()) <= 1);
    }

    void keepsTheBudget()
    {
        RequestBudget budget(12, 5min);
        for (int i = 0; i < 12; ++i) {
            QVERIFY(budget.freeAt(i * 1s) == i * 1s);
            budget.recordStart(i * 1s);
        }
        QVERIFY(budget.freeAt(20s) == 5min + 1ms); // the first one has left the window then
        budget.recordStart(5min + 1ms);
        QVERIFY(budget.freeAt(5min + 1ms) == 5min + 1s + 1ms);
        QVERIFY(budget.freeAt(1h) == 1h);
    }

    void pacesInOrderOfStrictness()
    {
        RequestPacing pacing { RefreshPolicy() };
        const auto ask = [&pacing](Millis now, bool byUser, Network network = Network::Reachable) {
            return pacing.ask({ .now = now, .byUser = byUser, .network = network, .floor = 30s });
        };
        QCOMPARE(ask(0s, false).refusal, Refusal::None);
        QCOMPARE(ask(0s, true, Network::Unreachable).refusal, Refusal::Offline);
        QCOMPARE(ask(0s, true, Network::Unknown).refusal, Refusal::None);

        pacing.recordStart(0s, Network::CaptivePortal);
        QCOMPARE(ask(1s, false, Network::CaptivePortal).refusal, Refusal::CaptivePortal);
        QCOMPARE(ask(1s, true, Network::CaptivePortal).refusal, Refusal::None);
        pacing.networkChanged();
        QCOMPARE(ask(1s, false, Network::CaptivePortal).refusal, Refusal::None);

        pacing.recordSuccess(10s);
        QCOMPARE(ask(39s, false).refusal, Refusal::Floor);
        QVERIFY(ask(39s, false).allowedAt == 40s);
        QCOMPARE(ask(39s, true).refusal, Refusal::None);
        QCOMPARE(ask(40s, false).refusal, Refusal::None);

        pacing.slowDownUntil(100s);
        QCOMPARE(ask(99s, false).refusal, Refusal::SlowPace);
        QCOMPARE(ask(99s, true).refusal, Refusal::None);
        QCOMPARE(ask(100s, false).refusal, Refusal::None);

        pacing.pauseUntil(200s);
        QCOMPARE(ask(199s, true).refusal, Refusal::RetryAfter);
        QVERIFY(pacing.pausedUntil(150s) == 200s);
        pacing.skip(60s); // slept
        QCOMPARE(ask(139s, true).refusal, Refusal::RetryAfter);
        QCOMPARE(ask(140s, true).refusal, Refusal::None);
    }

    void hasARuleForEachFailure_data()
    {
        using Pace = FailureRule::Pace;
        using Blocking = FailureRule::Blocking;
        using enum TokenError::Code;
        QTest::addColumn<TokenError::Code>("code");
        QTest::addColumn<FailureRule>("rule");
        const auto row = [](TokenError::Code code, Pace pace, Blocking blocking, bool repeats) {
            QTest::addRow("%s", qPrintable(codeName(code)))
                << code << FailureRule { pace, blocking, repeats };
        };
        for (const auto code : { Offline, Timeout, Tls, RateLimited, ServerError })
            row(code, Pace::BackOff, Blocking::No, true);
        for (const auto code : { NotOurService, EmptyAnswer, TooLarge, Malformed, AlreadyExpired,
                                 NotYetValid, NotNewer })
            row(code, Pace::BackOff, Blocking::No, false);
        row(CredentialRejected, Pace::Unauthorized, Blocking::No, true);
        row(AccessRefused, Pace::Never, Blocking::No, false);
        row(Redirect, Pace::Minute, Blocking::No, true);
        row(Configuration, Pace::Slow, Blocking::WithoutToken, true);
        for (const auto code : { WrongAlgorithm, LifetimeTooLong, WrongService })
            row(code, Pace::Slow, Blocking::WithoutToken, false);
        row(WrongIdentity, Pace::Slow, Blocking::Always, false);
        row(Protocol, Pace::None, Blocking::Always, false);
        for (const auto code : { ChatRefused, Throttled, Cancelled })
            row(code, Pace::None, Blocking::No, false);
    }

    void hasARuleForEachFailure()
    {
        QFETCH(TokenError::Code, code);
        QFETCH(FailureRule, rule);
        const FailureRule found = ruleFor(code);
        QCOMPARE(found.pace, rule.pace);
        QCOMPARE(found.blocking, rule.blocking);
        QCOMPARE(found.repeatsRequest, rule.repeatsRequest);
    }

    void answersEachFailure_data()
    {
        using enum TokenError::Code;
        using SignIn = TokenTypes::SignInReason;
        QTest::addColumn<TokenError>("error");
        QTest::addColumn<bool>("isSecondUnauthorized");
        QTest::addColumn<bool>("hasCredentialChanged");
        QTest::addColumn<bool>("hasToken");
        QTest::addColumn<FailureResponse>("response");
        const auto row = [](const char *name, const TokenError &error, bool isSecond,
                            bool hasChanged, bool hasToken, const FailureResponse &response) {
            QTest::newRow(name) << error << isSecond << hasChanged << hasToken << response;
        };
        row("back-off", { .code = ServerError }, false, false, true, { .wait = 8s });
        row("Retry-After", { .code = RateLimited, .retryAfter = 40s }, false, false, true,
            { .wait = 40s, .bindsUser = true });
        row("Retry-After, shorter", { .code = RateLimited, .retryAfter = 1s }, false, false, true,
            { .wait = 8s, .bindsUser = true });
        row("401", { .code = CredentialRejected }, false, false, true, { .wait = 5s });
        row("401, another credential", { .code = CredentialRejected }, false, true, true,
            { .wait = 0s });
        row("401 again", { .code = CredentialRejected }, true, true, true,
            { .signIn = SignIn::CredentialRejected });
        row("403", { .code = AccessRefused }, false, false, true,
            { .signIn = SignIn::AccessRefused });
        row("no credential", { .code = NoCredential }, false, false, false,
            { .signIn = SignIn::CredentialRejected });
        row("portal", { .code = Redirect }, false, false, false, { .wait = 60s });
        row("setting, with a token", { .code = Configuration }, false, false, true,
            { .wait = 5min, .isSlow = true });
        row("setting, without a token", { .code = Configuration }, false, false, false,
            { .isSlow = true, .blocks = true });
        row("another user", { .code = WrongIdentity }, false, false, true,
            { .wait = 5min, .isSlow = true, .blocks = true });
        row("not an outcome of a request", { .code = Cancelled }, false, false, false,
            { .wait = 5min, .isSlow = true });
    }

    void answersEachFailure()
    {
        QFETCH(TokenError, error);
        QFETCH(bool, isSecondUnauthorized);
        QFETCH(bool, hasCredentialChanged);
        QFETCH(bool, hasToken);
        QFETCH(FailureResponse, response);
        const FailureResponse found = responseTo({ .error = error,
                                                   .isSecondUnauthorized = isSecondUnauthorized,
                                                   .hasCredentialChanged = hasCredentialChanged,
                                                   .hasToken = hasToken,
                                                   .backOffStep = 3 },
                                                 RefreshPolicy());
        QVERIFY(found.wait == response.wait);
        QCOMPARE(found.bindsUser, response.bindsUser);
        QCOMPARE(found.isSlow, response.isSlow);
        QCOMPARE(found.blocks, response.blocks);
        QVERIFY(found.signIn == response.signIn);
    }

    void keepsTheCauseThatSaysMost()
    {
        using Trigger = TokenTypes::Trigger;
        using Reason = TokenTypes::UpdateReason;
        Refresh refresh;
        refresh.open(Trigger::User, Reason::Manual);
        QCOMPARE(refresh.trigger, Trigger::User);
        refresh.open(Trigger::Deadline, Reason::Proactive); // says no more
        QCOMPARE(refresh.trigger, Trigger::User);
        refresh.open(Trigger::ServerExpired, Reason::Expired);
        QCOMPARE(refresh.trigger, Trigger::ServerExpired);
        refresh.open(Trigger::Push, Reason::AboutToExpire);
        QCOMPARE(refresh.reason, Reason::Expired);
    }

    void countsFailuresInARow()
    {
        Refresh refresh;
        refresh.fail(10s);
        refresh.fail(20s);
        QVERIFY(refresh.isOpen);
        QCOMPARE(refresh.failures, 2);
        QVERIFY(refresh.failingSince == 10s);

        refresh = {};
        refresh.fail(30s, 4, 5s); // a service refused the token that came after four failures
        QCOMPARE(refresh.failures, 5);
        QVERIFY(refresh.failingSince == 5s);
        refresh.fail(40s, 1, 35s);
        QCOMPARE(refresh.failures, 6);
        QVERIFY(refresh.failingSince == 5s);
    }

    void warns_data()
    {
        using Warning = TokenTypes::Warning;
        QTest::addColumn<WarningInput>("input");
        QTest::addColumn<int>("warning");
        QTest::addColumn<qint64>("lookAgainIn");
        const int none = -1;
        const auto row
            = [](const char *name, const WarningInput &input, int warning, Millis again = -1ms) {
                  QTest::newRow(name) << input << warning << qint64(again.count());
              };
        row("all is well", { .left = 1h }, none);
        row("just failed", { .failingFor = 0ms, .left = 12min }, none, 30s);
        row("failing for 29 s", { .failingFor = 29s, .left = 11min }, none, 1s);
        row("failing for 30 s", { .failingFor = 30s, .left = 11min }, int(Warning::RefreshFailing));
        row("failing, soon under 5 min", { .failingFor = 1s, .left = 5min + 3s }, none, 3s);
        row("failing with 5 min left", { .failingFor = 0s, .left = 5min },
            int(Warning::RefreshFailing));
        row("5 min left, nothing fails", { .left = 1min }, none);
        row("no token for 1 s", { .withoutTokenFor = 1s }, none, 1s);
        row("no token for 2 s", { .withoutTokenFor = 2s }, int(Warning::NoToken));
        row("no token, failing", { .withoutTokenFor = 1s, .failingFor = 1h }, none, 1s);
        row("no token, was failing",
            { .withoutTokenFor = 0s, .failingFor = 1h, .isFailureShown = true },
            int(Warning::NoToken));
        row("offline for 1 s", { .offlineFor = 1s, .left = 1h }, none, 1s);
        row("offline", { .offlineFor = 2s, .left = 1h }, int(Warning::Offline));
        row("offline without token", { .offlineFor = 3s, .withoutTokenFor = 1h },
            int(Warning::Offline));
        row("sign-in wins", { .needsSignIn = true, .offlineFor = 1h }, int(Warning::SignInNeeded));
        row("blocked wins", { .isBlocked = true, .failingFor = 1h }, int(Warning::Blocked));
        row("short life", { .left = 30s, .isShortLived = true }, int(Warning::ShortLife));
        row("short life and failing", { .failingFor = 1s, .left = 10s, .isShortLived = true },
            int(Warning::RefreshFailing));
    }

    void warns()
    {
        QFETCH(WarningInput, input);
        QFETCH(int, warning);
        QFETCH(qint64, lookAgainIn);
        const WarningVerdict verdict = judgeWarning(input, RefreshPolicy());
        QCOMPARE(verdict.warning ? int(*verdict.warning) : -1, warning);
        if (lookAgainIn >= 0)
            QCOMPARE(verdict.lookAgainIn ? qint64(verdict.lookAgainIn->count()) : -1, lookAgainIn);
    }
};

QTEST_APPLESS_MAIN(tst_token_policy)
#include "tst_token_policy.moc"
