// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "auditdriver.h"
#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;
using Millis = std::chrono::milliseconds;

class tst_token_wakeaudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ClockJump>(); }

    void costsFourWakesAMinute()
    {
        FakeClock clock;
        AuditDriver monitor(clock);
        QCOMPARE(clock.pendingCalls(), 0);
        monitor.setWanted(true);
        QCOMPARE(clock.pendingCalls(), 1);
        QSignalSpy spy(&monitor, &AuditDriver::auditDue);
        clock.advance(1h);
        QCOMPARE(spy.count(), 0);
        QVERIFY(60s / WakeAudit::Heartbeat <= 5);
        monitor.setWanted(false);
        QCOMPARE(clock.pendingCalls(), 0);
    }

    void tellsTheCausesApart_data()
    {
        QTest::addColumn<bool>("countsSleep");
        QTest::addColumn<Millis>("sleep");
        QTest::addColumn<Millis>("set");
        QTest::addColumn<Millis>("stall");
        QTest::addColumn<std::optional<ClockJump>>("expected");
        using enum ClockJump::Cause;
        using Jump = std::optional<ClockJump>;
        const auto row = [](const QByteArray &name, bool countsSleep, Millis sleep, Millis set,
                            Millis stall, const Jump &jump) {
            QTest::newRow(name.constData()) << countsSleep << sleep << set << stall << jump;
        };
        for (const bool counts : { true, false }) {
            const auto both = [&row, counts](const QByteArray &name, Millis sleep, Millis set,
                                             Millis stall, const Jump &jump) {
                row(name + (counts ? "" : ", sleep not counted"), counts, sleep, set, stall, jump);
            };
            both("slept 8 h", 8h, 0s, 0s, ClockJump { Sleep, 8h, 0s });
            both("slept 4 s", 4s, 0s, 0s, {});
            both("set back 2 h", 0s, -2h, 0s, ClockJump { ClockBack, 0s, -2h });
            both("stepped 3 s by NTP", 0s, 3s, 0s, {});
            both("stepped back 3 s", 0s, -3s, 0s, {});
            both("event loop stood 25 s", 0s, 0s, 25s, ClockJump { Stall, 0s, 0s });
            both("event loop stood 4 s", 0s, 0s, 4s, {});
            both("nothing", 0s, 0s, 0s, {});
        }
        row("set forward 1 min", true, 0s, 1min, 0s, ClockJump { ClockForward, 0s, 1min });
        row("set forward, sleep not counted", false, 0s, 1min, 0s, ClockJump { Sleep, 1min, 0s });
        row("slept, and set back meanwhile", true, 1h, -1h, 0s, ClockJump { Sleep, 1h, -1h });
        row("slept, and set further back", true, 1h, -3h, 0s, ClockJump { ClockBack, 1h, -3h });
        row("slept and stood", true, 1h, 0s, 25s, ClockJump { Sleep, 1h, 0s });
        row("slept 3 s and stepped 3 s", true, 3s, 3s, 0s, ClockJump { Sleep, 3s, 3s });
    }

    void tellsTheCausesApart()
    {
        QFETCH(bool, countsSleep);
        QFETCH(Millis, sleep);
        QFETCH(Millis, set);
        QFETCH(Millis, stall);
        QFETCH(std::optional<ClockJump>, expected);
        FakeClock clock;
        clock.countsSleep = countsSleep;
        AuditDriver monitor(clock);
        QList<ClockJump> told;
        connect(&monitor, &AuditDriver::auditDue, this,
                [&told](const ClockJump &jump) { told.append(jump); });
        monitor.setWanted(true);
        clock.advance(20s);
        clock.suspend(sleep);
        clock.jumpWallClock(set);
        clock.stall(stall);
        clock.advance(16s);
        QCOMPARE(told.size(), expected ? 1 : 0);
        if (expected)
            QVERIFY(told.first() == *expected);
        clock.advance(10min);
        QCOMPARE(told.size(), expected ? 1 : 0); // once
    }

    void daylightSavingIsNoJump()
    {
        // The clocks go forward in Berlin on 2026-03-29 at 01:00 UTC, and back on 2026-10-25.
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Europe/Berlin");
        for (const qint64 change : { 1774746000LL, 1792890000LL }) {
            FakeClock clock(WallTime(std::chrono::seconds(change - 3600)));
            AuditDriver monitor(clock);
            QSignalSpy spy(&monitor, &AuditDriver::auditDue);
            monitor.setWanted(true);
            clock.advance(2h);
            QCOMPARE(spy.count(), 0);
        }
        qputenv("TZ", before);
    }

    void systemClockCountsSleepOnLinux()
    {
        const SystemClock clock;
#ifdef Q_OS_LINUX
        QVERIFY(clock.bootNow());
        QVERIFY(*clock.bootNow() >= clock.monotonicNow() - 1s);
#else
        QSKIP("only there");
#endif
    }

    void addsUpSmallSleeps()
    {
        FakeClock clock;
        AuditDriver monitor(clock);
        Millis slept {};
        connect(&monitor, &AuditDriver::auditDue, this,
                [&slept](const ClockJump &jump) { slept += jump.slept; });
        monitor.setWanted(true);
        for (int i = 0; i < 10; ++i) {
            clock.suspend(3s);
            clock.advance(15s);
        }
        QVERIFY(slept >= 30s - 6s);
    }

    void looksAtOnceWhenHinted()
    {
        FakeClock clock;
        AuditDriver monitor(clock);
        int audits = 0;
        connect(&monitor, &AuditDriver::auditDue, this, [&audits] { ++audits; });
        monitor.setWanted(true);
        clock.suspend(1h);
        monitor.check();
        QCOMPARE(audits, 1);
        monitor.check();
        QCOMPARE(audits, 1);
    }

    void tellsWhatNoAuditHasSeen()
    {
        FakeClock clock;
        AuditDriver monitor(clock);
        clock.suspend(1h);
        QVERIFY(monitor.unseen() == 0ms); // not wanted
        monitor.setWanted(true);
        clock.suspend(4s);
        QVERIFY(monitor.unseen() == 0ms); // tolerated
        clock.suspend(1h);
        QVERIFY(monitor.unseen() == 1h + 4s);
        monitor.check();
        QVERIFY(monitor.unseen() == 0ms);
        clock.jumpWallClock(-1h);
        QVERIFY(monitor.unseen() == 0ms);
        clock.jumpWallClock(5h); // no sleep: that is counted
        QVERIFY(monitor.unseen() == 0ms);
        clock.countsSleep = false;
        monitor.check();
        clock.jumpWallClock(1h);
        QVERIFY(monitor.unseen() == 1h);
    }

    void saysNothingWhileNotWanted()
    {
        FakeClock clock;
        AuditDriver monitor(clock);
        QSignalSpy spy(&monitor, &AuditDriver::auditDue);
        clock.suspend(1h);
        monitor.check();
        monitor.setWanted(true); // what happened before is not a jump
        clock.advance(1min);
        QCOMPARE(spy.count(), 0);
    }
};

QTEST_APPLESS_MAIN(tst_token_wakeaudit)
#include "tst_token_wakeaudit.moc"
