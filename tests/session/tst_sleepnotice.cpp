// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/sleepnotice.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;

class tst_SleepNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // No machine's own sleep must come in; and without a bus it does as well.
    void initTestCase() { qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere"); }

    void tellsTheEndOfASleepOnly()
    {
        SleepNotice notice;
        QSignalSpy spy(&notice, &SleepNotice::woke);
        notice.prepareForSleep(true);
        QCOMPARE(spy.count(), 0);
        notice.prepareForSleep(false);
        QCOMPARE(spy.count(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_SleepNotice)
#include "tst_sleepnotice.moc"
