// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakeclock.h"
#include "widgets/announcer.h"
#include "widgets/daywatch.h"
#include "widgets/elidedlabel.h"

#include <QAccessible>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Widgets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDayChangesAtMidnight()
    {
        test::FakeClock clock;
        ui::DayWatch days(clock);
        QSignalSpy spy(&days, &ui::DayWatch::dayChanged);
        const QDate first = days.today();
        const QDateTime now
            = QDateTime::fromMSecsSinceEpoch(clock.wallNow().time_since_epoch().count());
        const auto left = std::chrono::milliseconds(now.msecsTo(first.addDays(1).startOfDay()));
        clock.advance(left - 1s);
        QCOMPARE(spy.size(), 0);
        clock.advance(2s);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(days.today(), first.addDays(1));
        clock.advance(24h);
        QCOMPARE(spy.size(), 2);
    }

    void aClockThatWasSetIsNoticedSoon()
    {
        test::FakeClock clock;
        ui::DayWatch days(clock);
        QSignalSpy spy(&days, &ui::DayWatch::dayChanged);
        clock.jumpWallClock(72h);
        clock.advance(5min);
        QCOMPARE(spy.size(), 1);
    }

    void anotherTimeZoneIsNoticedSoon()
    {
        const QByteArray before = qgetenv("TZ");
        test::FakeClock clock;
        ui::DayWatch days(clock);
        QSignalSpy spy(&days, &ui::DayWatch::timeZoneChanged);
        clock.advance(10min);
        QCOMPARE(spy.size(), 0);
        qputenv("TZ", "Asia/Tokyo");
        clock.advance(1min);
        QCOMPARE(spy.size(), 1);
        clock.advance(10min);
        QCOMPARE(spy.size(), 1);
        qputenv("TZ", before);
        clock.advance(1min);
        QCOMPARE(spy.size(), 2);
    }

    void aCutLabelIsReadOutWithoutMarkup()
    {
        ui::ElidedLabel label;
        label.setText(u"a <long> line that does not fit"_s);
        label.resize(40, 20);
        label.show();
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&label);
        QVERIFY(accessible != nullptr);
        QCOMPARE(accessible->text(QAccessible::Name), label.text());
        QVERIFY(!accessible->text(QAccessible::Description).contains("span"_L1));
    }

    void fewMessagesAreReadManyAreCounted()
    {
        test::FakeClock clock;
        ui::Announcer announcer(clock);
        announcer.add(u"bob"_s, u"hello"_s);
        QVERIFY(announcer.said().isEmpty());
        clock.advance(2s);
        QCOMPARE(announcer.said(), u"bob: hello"_s);
        for (int i = 0; i < 40; ++i)
            announcer.add(u"bob"_s, QString::number(i));
        clock.advance(2s);
        QVERIFY2(announcer.said().contains("40"_L1) && !announcer.said().contains("bob"_L1),
                 qPrintable(announcer.said()));
        announcer.add(u"carol"_s, u"late"_s);
        announcer.clear(); // another conversation was opened
        clock.advance(2s);
        QVERIFY(!announcer.said().contains("late"_L1));
    }
};

QTEST_MAIN(tst_Widgets)
#include "tst_widgets.moc"
