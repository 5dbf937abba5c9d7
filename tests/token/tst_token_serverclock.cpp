// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/serverclock.h"

#include <QTest>

#include <cmath>

using namespace parley;
using namespace std::chrono_literals;
using Millis = std::chrono::milliseconds;

namespace {

const WallTime Start(std::chrono::seconds(1767225600));
const MonotonicTime Mono = 1h;

WallTime wholeSecond(WallTime time)
{
    return std::chrono::floor<std::chrono::seconds>(time);
}

} // namespace

class tst_token_serverclock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void believesTheLocalClockAtFirst()
    {
        const ServerClock clock(Start, Mono);
        QVERIFY(clock.now(Mono) == Start);
        QVERIFY(clock.now(Mono + 5min) == Start + 5min);
        QVERIFY(!clock.errorBound());
    }

    void followsTheLocalClockUntilAnAnswerTellsBetter()
    {
        ServerClock clock(Start, Mono);
        clock.observeSet(-2h);
        QVERIFY(clock.now(Mono) == Start - 2h);
        clock.observeDate(Start, Mono, Mono);
        const WallTime told = clock.now(Mono);
        clock.observeSet(-2h);
        QVERIFY(clock.now(Mono) == told);
    }

    void staysPutWhileDateAgrees()
    {
        ServerClock clock(Start, Mono);
        for (int i = 0; i < 50; ++i) { // answers at any fraction of a second
            const MonotonicTime now = Mono + i * 1371ms;
            clock.observeDate(wholeSecond(Start + (now - Mono)), now - 50ms, now);
            QVERIFY(clock.now(now) == Start + (now - Mono));
        }
        QVERIFY(*clock.errorBound() < 200ms); // the fractions have told more than one answer does
    }

    void believesALargeStepOnlyWhenToldTwice_data()
    {
        QTest::addColumn<Millis>("step");
        QTest::newRow("to 1970") << Millis(-Start.time_since_epoch());
        QTest::newRow("a century ahead") << Millis(24h * 36500);
    }

    void believesALargeStepOnlyWhenToldTwice()
    {
        QFETCH(Millis, step);
        ServerClock clock(Start, Mono);
        clock.observeDate(Start, Mono, Mono);
        clock.observeDate(Start + step + 1h, Mono + 1h, Mono + 1h);
        QVERIFY(std::chrono::abs(clock.now(Mono + 1h) - (Start + 1h)) <= 1s);
        clock.observeDate(Start + 2h, Mono + 2h, Mono + 2h); // it was a slip
        clock.observeDate(Start + step + 3h, Mono + 3h, Mono + 3h);
        QVERIFY(std::chrono::abs(clock.now(Mono + 3h) - (Start + 3h)) <= 1s);
        clock.observeDate(Start + step + 4h, Mono + 4h, Mono + 4h); // it was none
        QVERIFY(std::chrono::abs(clock.now(Mono + 4h) - (Start + step + 4h)) <= 1s);
    }

    void believesTheFirstAnswerOfASignIn()
    {
        ServerClock clock(Start, Mono);
        clock.observeDate(Start, Mono, Mono);
        clock.forgetAnswers();
        QVERIFY(clock.now(Mono) == Start);
        clock.observeDate(Start + 24h * 365, Mono, Mono);
        QVERIFY(std::chrono::abs(clock.now(Mono) - (Start + 24h * 365)) <= 1s);
    }

    void learnsADifference_data()
    {
        QTest::addColumn<Millis>("offset");
        QTest::newRow("10 min slow") << Millis(10min);
        QTest::newRow("10 min fast") << Millis(-10min);
        QTest::newRow("a year slow") << Millis(24h * 365);
        QTest::newRow("3 s fast") << Millis(-3s);
    }

    void learnsADifference()
    {
        QFETCH(Millis, offset);
        ServerClock clock(Start, Mono);
        clock.observeDate(wholeSecond(Start + offset + 200ms), Mono, Mono + 200ms);
        QVERIFY(std::abs((clock.now(Mono + 200ms) - (Start + offset + 200ms)).count()) <= 1200);
        QVERIFY(*clock.errorBound() <= 600ms);

        const WallTime before = clock.now(Mono + 1min);
        clock.observeDate(wholeSecond(Start + offset + 1min), Mono + 1min - 100ms, Mono + 1min);
        QVERIFY(std::abs((clock.now(Mono + 1min) - before).count())
                <= 600); // refined, not replaced
    }

    void startsOverWhenADateContradictsAllBefore()
    {
        ServerClock clock(Start, Mono);
        clock.observeDate(Start, Mono, Mono);
        clock.observeDate(Start + 5min, Mono + 1min, Mono + 1min); // the server's clock was set
        QVERIFY(std::abs((clock.now(Mono + 1min) - (Start + 5min)).count()) <= 1000);
    }

    void believesARefusalWithoutDate()
    {
        ServerClock clock(Start, Mono);
        QVERIFY(clock.observeExpired(Start + 40min, Mono));
        QVERIFY(clock.now(Mono) == Start + 40min);
        QVERIFY(clock.forgetRefusals());
        QVERIFY(clock.now(Mono) == Start);
        QVERIFY(!clock.forgetRefusals());
    }

    void takesARefusalOfAnOldTokenAsNoNews()
    {
        ServerClock clock(Start, Mono);
        QVERIFY(clock.observeExpired(Start - 1s, Mono));
        QVERIFY(clock.now(Mono) == Start);
    }

    void doubtsARefusalThatContradictsDate()
    {
        ServerClock clock(Start, Mono);
        clock.observeDate(Start, Mono, Mono);
        QVERIFY(!clock.observeExpired(Start + 40min, Mono));
        QVERIFY(clock.now(Mono) == Start);
        QVERIFY(clock.observeExpired(Start + 4min, Mono)); // two services may differ by that
        QVERIFY(clock.now(Mono) == Start + 4min);
    }

    void countsSleepAsPassedTime()
    {
        ServerClock clock(Start, Mono);
        clock.observeDate(Start, Mono, Mono);
        clock.observeSleepPerhaps(8h);
        QVERIFY(clock.now(Mono) == Start + 8h);
        QVERIFY(*clock.errorBound() >= 4h - 1s);
    }

    void findsOutThatItWasNoSleep()
    {
        ServerClock clock(Start, Mono);
        clock.observeDate(Start, Mono, Mono);
        clock.observeSleepPerhaps(2h); // the clock was set forward
        clock.observeDate(Start + 10s, Mono + 10s, Mono + 10s);
        QVERIFY(std::abs((clock.now(Mono + 10s) - (Start + 10s)).count()) <= 1000);
        QVERIFY(*clock.errorBound() <= 501ms);
    }

    void staysSureOverASleepThatWasCounted()
    {
        ServerClock clock(Start, Mono);
        clock.observeDate(Start, Mono, Mono);
        clock.observeSleep(8h);
        QVERIFY(clock.now(Mono) == Start + 8h);
        QVERIFY(*clock.errorBound() <= 501ms);
    }
};

QTEST_APPLESS_MAIN(tst_token_serverclock)
#include "tst_token_serverclock.moc"
