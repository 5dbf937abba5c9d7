// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/eventtracker.h"

#include <QTest>

using namespace parley::sync;

namespace {

constexpr auto Present = EventTracker::Presence::Present;
constexpr auto Removed = EventTracker::Presence::Removed;

ItemKey at(qint64 index)
{
    return { {}, index };
}

} // namespace

class tst_SyncEventTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contiguousStopsAtGaps_data()
    {
        QTest::addColumn<QList<qint64>>("ids");
        QTest::addColumn<qint64>("contiguous");
        QTest::newRow("nothing") << QList<qint64> {} << qint64(4);
        QTest::newRow("in order") << QList<qint64> { 5, 6, 7 } << qint64(7);
        QTest::newRow("a gap") << QList<qint64> { 5, 7, 8 } << qint64(5);
        QTest::newRow("a gap that fills") << QList<qint64> { 5, 7, 8, 6 } << qint64(8);
        QTest::newRow("swapped") << QList<qint64> { 6, 5 } << qint64(6);
        QTest::newRow("old ones again") << QList<qint64> { 5, 3, 4, 5 } << qint64(5);
    }

    void contiguousStopsAtGaps()
    {
        QFETCH(QList<qint64>, ids);
        EventTracker tracker(4);
        for (const qint64 id : ids)
            tracker.markSeen(id);
        QTEST(tracker.contiguous(), "contiguous");
    }

    void swappedEventsOfTwoItemsBothCount()
    {
        EventTracker tracker(25);
        QVERIFY(tracker.accept(at(8), 27, Present));
        QVERIFY(tracker.accept(at(7), 26, Present));
        QCOMPARE(tracker.contiguous(), qint64(27));
    }

    void anEventCountsOnce()
    {
        EventTracker tracker(4);
        QVERIFY(tracker.accept(at(0), 5, Present));
        QVERIFY(!tracker.accept(at(0), 5, Present));
        QVERIFY(tracker.accept(at(0), 6, Present));
        QVERIFY(!tracker.accept(at(0), 5, Present));
    }

    void whatWasThereBeforeIsNoNews()
    {
        EventTracker tracker(4);
        QVERIFY(!tracker.accept(at(0), 3, Present));
        QVERIFY(!tracker.accept(at(0), 4, Present));
    }

    void aRemovedItemIsNotRevivedByAnOlderEvent()
    {
        EventTracker tracker(4);
        QVERIFY(tracker.accept(at(3), 7, Removed));
        QVERIFY(!tracker.accept(at(3), 6, Present));
        QVERIFY(!tracker.isPresent(at(3)));
    }

    void aNotedPageSilencesItsEventOnly()
    {
        EventTracker tracker(4);
        tracker.note(at(9), 6, Present);
        QVERIFY(!tracker.accept(at(9), 6, Present));
        QVERIFY(tracker.accept(at(8), 5, Present));
        QCOMPARE(tracker.contiguous(), qint64(6));
    }

    void aReplayClosesGaps()
    {
        EventTracker tracker(4);
        tracker.markSeen(9);
        tracker.markSeen(12);
        tracker.replayedUpTo(10);
        QCOMPARE(tracker.contiguous(), qint64(10));
        tracker.markSeen(11);
        QCOMPARE(tracker.contiguous(), qint64(12));
    }

    void memoryIsBounded()
    {
        EventTracker tracker(-1);
        const qint64 count = 3 * EventTracker::MaxItems;
        for (qint64 id = 0; id < count; ++id)
            QVERIFY(tracker.accept(at(id), id, Present));
        QVERIFY(!tracker.accept(at(0), 0, Present)); // forgotten one by one, still no news
        QVERIFY(!tracker.accept(at(count - 1), count - 1, Present));
        QVERIFY(tracker.accept(at(0), count, Present));
    }

    void aLongGapCostsAReplayButNoEvent()
    {
        EventTracker tracker(0);
        for (qint64 id = 2; id < qint64(EventTracker::MaxAhead) * 2; ++id)
            tracker.markSeen(id);
        QCOMPARE(tracker.contiguous(), qint64(0));
        tracker.markSeen(1);
        QVERIFY(tracker.contiguous() >= qint64(EventTracker::MaxAhead));
    }
};

QTEST_GUILESS_MAIN(tst_SyncEventTracker)
#include "tst_sync_eventtracker.moc"
