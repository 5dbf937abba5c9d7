// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakeclock.h"
#include "token/wakemonitor.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;
using Millis = std::chrono::milliseconds;

class tst_token_wakemonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Millis>("std::chrono::milliseconds"); }

    void costsFourWakesAMinute()
    {
        FakeClock clock;
        WakeMonitor monitor(clock);
        QCOMPARE(clock.pendingCalls(), 0);
        monitor.setWanted(true);
        QCOMPARE(clock.pendingCalls(), 1);
        QSignalSpy spy(&monitor, &WakeMonitor::auditDue);
        clock.advance(1h);
        QCOMPARE(spy.count(), 0);
        QVERIFY(60s / WakeMonitor::Heartbeat <= 5);
        monitor.setWanted(false);
        QCOMPARE(clock.pendingCalls(), 0);
    }

    void asksForAnAudit_data()
    {
        QTest::addColumn<Millis>("sleep");
        QTest::addColumn<Millis>("set");
        QTest::addColumn<Millis>("stall");
        QTest::addColumn<int>("audits");
        QTest::addColumn<Millis>("forward");
        QTest::newRow("slept 8 h") << Millis(8h) << Millis(0) << Millis(0) << 1 << Millis(8h);
        QTest::newRow("slept 4 s") << Millis(4s) << Millis(0) << Millis(0) << 0 << Millis(0);
        QTest::newRow("set back 2 h") << Millis(0) << Millis(-2h) << Millis(0) << 1 << Millis(0);
        QTest::newRow("set forward 1 min")
            << Millis(0) << Millis(1min) << Millis(0) << 1 << Millis(1min);
        QTest::newRow("stepped 3 s by NTP")
            << Millis(0) << Millis(3s) << Millis(0) << 0 << Millis(0);
        QTest::newRow("stepped back 3 s")
            << Millis(0) << Millis(-3s) << Millis(0) << 0 << Millis(0);
        QTest::newRow("event loop stood 25 s")
            << Millis(0) << Millis(0) << Millis(25s) << 1 << Millis(0);
        QTest::newRow("event loop stood 4 s")
            << Millis(0) << Millis(0) << Millis(4s) << 0 << Millis(0);
    }

    void asksForAnAudit()
    {
        QFETCH(Millis, sleep);
        QFETCH(Millis, set);
        QFETCH(Millis, stall);
        QFETCH(int, audits);
        QFETCH(Millis, forward);
        FakeClock clock;
        WakeMonitor monitor(clock);
        QList<Millis> told;
        connect(&monitor, &WakeMonitor::auditDue, this,
                [&told](Millis jump) { told.append(jump); });
        monitor.setWanted(true);
        clock.advance(20s);
        clock.suspend(sleep);
        clock.jumpWallClock(set);
        clock.stall(stall);
        clock.advance(16s);
        QCOMPARE(told.size(), audits);
        if (audits > 0)
            QCOMPARE(told.first().count(), forward.count());
        clock.advance(10min);
        QCOMPARE(told.size(), audits); // once
    }

    void addsUpSmallSleeps()
    {
        FakeClock clock;
        WakeMonitor monitor(clock);
        Millis slept {};
        connect(&monitor, &WakeMonitor::auditDue, this, [&slept](Millis jump) { slept += jump; });
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
        WakeMonitor monitor(clock);
        int audits = 0;
        connect(&monitor, &WakeMonitor::auditDue, this, [&audits] { ++audits; });
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
        WakeMonitor monitor(clock);
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
    }

    void saysNothingWhileNotWanted()
    {
        FakeClock clock;
        WakeMonitor monitor(clock);
        QSignalSpy spy(&monitor, &WakeMonitor::auditDue);
        clock.suspend(1h);
        monitor.check();
        monitor.setWanted(true); // what happened before is not a jump
        clock.advance(1min);
        QCOMPARE(spy.count(), 0);
    }
};

QTEST_APPLESS_MAIN(tst_token_wakemonitor)
#include "tst_token_wakemonitor.moc"
