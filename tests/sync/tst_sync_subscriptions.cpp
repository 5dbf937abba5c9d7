// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/syncbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::sync;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_SyncSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subscribesInOneBatchAfterATenthOfASecond()
    {
        SyncBench bench;
        bench.service.makeObject(u"map"_s, u"map"_s);
        const ObjectInfo list = *bench.open(listName());
        const ObjectInfo map = *bench.open(u"map"_s, ObjectType::Map);
        QSignalSpy spy(&bench.client, &SyncClient::subscriptionEstablished);
        bench.client.subscribe(list);
        bench.client.subscribe(map);
        bench.clock.advance(99ms);
        QCOMPARE(bench.service.countCalls(u"POST"_s, u"Subscriptions"_s), 0);
        bench.clock.advance(2ms);
        QCOMPARE(bench.service.countCalls(u"POST"_s, u"Subscriptions"_s), 1);
        QCOMPARE(spy.size(), 2);
        QVERIFY(bench.client.isEstablished(list.sid));
        const QJsonObject body = bench.service.calls.back().body;
        QCOMPARE(body.value("event_protocol_version"_L1).toInt(), 4);
        QCOMPARE(body.value("action"_L1).toString(), u"establish"_s);
        QVERIFY(body.value("correlation_id"_L1).toInteger() > 1000000000000);
    }

    void batchesKeepToTheServicesSize()
    {
        SyncBench bench;
        bench.service.maxBatchSize = 2;
        bench.follow();
        QSignalSpy spy(&bench.client, &SyncClient::subscriptionEstablished);
        for (int i = 0; i < 5; ++i) {
            const QString name = u"map%1"_s.arg(i);
            bench.service.makeObject(u"map"_s, name);
            bench.client.subscribe(*bench.open(name, ObjectType::Map));
        }
        bench.clock.advance(200ms);
        QCOMPARE(bench.service.countCalls(u"POST"_s, u"Subscriptions"_s), 1 + 3);
        QCOMPARE(spy.size(), 5);
    }

    void tellsLiveChanges()
    {
        SyncBench bench;
        bench.follow();
        bench.service.addListItem(listName(), textData());
        bench.service.setListItem(listName(), 0, { { u"text"_s, u"y"_s } });
        bench.service.removeListItem(listName(), 0);
        QCOMPARE(bench.log, QStringList({ u"1:0:0"_s, u"2:0:1"_s, u"3:0:2"_s }));
        QCOMPARE(bench.changes.back().item.data.value("text"_L1).toString(), u"y"_s);
        QVERIFY(!bench.changes.back().replayed);
    }

    void whatHappenedBetweenOpeningAndSubscribingIsReplayed()
    {
        SyncBench bench;
        const ObjectInfo info = *bench.open(listName());
        bench.service.addListItem(listName(), textData());
        bench.client.subscribe(info);
        bench.clock.advance(150ms);
        QCOMPARE(bench.log, QStringList(u"1:0:0"_s));
        QVERIFY(bench.changes.back().replayed);
    }

    void resultsMayComeBeforeTheAnswer()
    {
        SyncBench bench;
        bench.service.resultsBeforeAnswer = true;
        const ObjectInfo info = bench.follow();
        QVERIFY(bench.client.isEstablished(info.sid));
        bench.clock.advance(60s);
        QCOMPARE(bench.service.countCalls(u"POST"_s, u"Subscriptions"_s), 1);
    }

    void missedEventsComeOnceAfterAReconnect()
    {
        SyncBench bench;
        bench.follow();
        bench.service.addListItem(listName(), textData());
        bench.service.holdsLiveEvents = true;
        bench.service.addListItem(listName(), textData());
        bench.service.addListItem(listName(), textData());
        bench.reconnect();
        QCOMPARE(bench.log, QStringList({ u"1:0:0"_s, u"1:1:1"_s, u"1:2:2"_s }));
        bench.reconnect();
        QCOMPARE(bench.log.size(), 3);
    }

    // Event 1 is lost, 2 arrives, then the link breaks: a client that asks from 2 never sees 1.
    void aGapIsAskedForAgain()
    {
        SyncBench bench;
        bench.follow();
        bench.service.addListItem(listName(), textData());
        bench.service.holdsLiveEvents = true;
        bench.service.addListItem(listName(), textData());
        bench.service.holdsLiveEvents = false;
        bench.service.addListItem(listName(), textData());
        QCOMPARE(bench.log.size(), 2);
        bench.reconnect();
        QCOMPARE(bench.log, QStringList({ u"1:0:0"_s, u"1:2:2"_s, u"1:1:1"_s }));
        const QJsonObject request = bench.service.lastCall(u"POST"_s, u"Subscriptions"_s)
                                        ->body.value("requests"_L1)
                                        .toArray()
                                        .at(0)
                                        .toObject();
        QCOMPARE(request.value("last_event_id"_L1).toInteger(), qint64(0));
    }

    void theSilentAreAskedForAgain()
    {
        SyncBench bench;
        bench.service.silentRequests = 1;
        const ObjectInfo info = bench.follow();
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.clock.advance(9s);
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.clock.advance(2s);
        QVERIFY(bench.client.isEstablished(info.sid));
        QCOMPARE(bench.service.calls.back().body.value("retried_requests"_L1).toInt(), 1);
    }

    void anInterruptedReplayGoesOn()
    {
        SyncBench bench;
        bench.service.interruptions.insert(listName(), 2);
        QSignalSpy resync(&bench.client, &SyncClient::resyncRequired);
        const ObjectInfo info = bench.follow();
        bench.clock.advance(1s);
        QVERIFY(bench.client.isEstablished(info.sid));
        QVERIFY(resync.isEmpty());
    }

    void aReplayInManyPartsIsNoTrouble()
    {
        SyncBench bench;
        const ObjectInfo list = *bench.open(listName());
        for (int i = 0; i < 40; ++i)
            bench.service.addListItem(listName(), textData());
        bench.service.replayLimit = 4;
        QSignalSpy resync(&bench.client, &SyncClient::resyncRequired);
        bench.client.subscribe(list);
        bench.clock.advance(2s); // ten parts, each asked for after a tenth of a second
        QVERIFY(bench.client.isEstablished(list.sid));
        QVERIFY(resync.isEmpty());
        QCOMPARE(bench.changes.size(), size_t(40));
    }

    void interruptedThriceMeansReadingAfresh()
    {
        SyncBench bench;
        bench.service.interruptions.insert(listName(), 3);
        QSignalSpy resync(&bench.client, &SyncClient::resyncRequired);
        const ObjectInfo info = bench.follow();
        bench.clock.advance(1s);
        QCOMPARE(resync.size(), 1);
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.service.addListItem(listName(), textData());
        bench.client.subscribe(*bench.open(listName()));
        bench.clock.advance(150ms);
        QVERIFY(bench.client.isEstablished(info.sid));
        QVERIFY(bench.log.isEmpty()); // a client that reads afresh has seen it
    }

    void failures_data()
    {
        QTest::addColumn<QJsonArray>("errors");
        QTest::addColumn<int>("removed");
        QTest::addColumn<int>("resyncs");
        QTest::addColumn<int>("failed");
        const auto error = [](int status, int code) {
            return QJsonObject { { u"status"_s, status }, { u"code"_s, code } };
        };
        QTest::newRow("not found: removed") << QJsonArray { error(404, 54100) } << 1 << 0 << 0;
        QTest::newRow("something: read afresh") << QJsonArray { error(400, 54000) } << 0 << 1 << 0;
        QTest::newRow("something twice: given up")
            << QJsonArray { error(400, 54000), error(400, 54000) } << 0 << 1 << 1;
        QTest::newRow("forbidden: given up") << QJsonArray { error(403, 54007) } << 0 << 0 << 1;
        QTest::newRow("too many: given up") << QJsonArray { error(429, 54419) } << 0 << 0 << 1;
    }

    void failures()
    {
        QFETCH(QJsonArray, errors);
        SyncBench bench;
        bench.service.failures.insert(listName(), errors);
        QSignalSpy resync(&bench.client, &SyncClient::resyncRequired);
        QSignalSpy failed(&bench.client, &SyncClient::subscriptionFailed);
        QObject::connect(&bench.client, &SyncClient::resyncRequired, &bench.context, [&bench] {
            bench.client.open(ObjectType::List, listName(), &bench.context,
                              [&bench](const SyncClient::Outcome<ObjectInfo> &outcome) {
                                  bench.client.subscribe(std::get<ObjectInfo>(outcome));
                              });
        });
        bench.follow();
        bench.clock.advance(2s);
        const auto removals
            = std::ranges::count(bench.changes, Change::Kind::ObjectRemoved, &Change::kind);
        QTEST(int(removals), "removed");
        QTEST(int(resync.size()), "resyncs");
        QTEST(int(failed.size()), "failed");
    }

    void aRefusalIsTriedAgainOnTheNextLink()
    {
        SyncBench bench;
        bench.service.failures.insert(listName(), { QJsonObject { { u"status"_s, 403 } } });
        const ObjectInfo info = bench.follow();
        bench.clock.advance(1min);
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.reconnect();
        QVERIFY(bench.client.isEstablished(info.sid));
    }

    void aRefusalIsTriedAgainAfterAWhile()
    {
        SyncBench bench;
        const QJsonObject refusal { { u"status"_s, 403 } };
        bench.service.failures.insert(listName(), { refusal, refusal });
        const ObjectInfo info = bench.follow();
        bench.clock.advance(9min); // twice
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.clock.advance(2min);
        QVERIFY(bench.client.isEstablished(info.sid));
    }

    void cancelledByTheServerMeansAgain_data()
    {
        QTest::addColumn<bool>("withNull");
        QTest::newRow("correlation id absent") << false;
        QTest::newRow("correlation id null") << true;
    }

    void cancelledByTheServerMeansAgain()
    {
        QFETCH(bool, withNull);
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        QJsonObject payload { { u"event_type"_s, u"subscription_canceled"_s },
                              { u"events"_s,
                                QJsonArray { QJsonObject { { u"object_sid"_s, info.sid } } } } };
        if (withNull)
            payload.insert(u"correlation_id"_s, QJsonValue());
        bench.service.notify(u"twilio.sync.event"_s, payload);
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.clock.advance(150ms);
        QVERIFY(bench.client.isEstablished(info.sid));
    }

    void aSubscriptionThatIsEndedAgainAndAgainBacksOff_data()
    {
        QTest::addColumn<bool>("isCancelled");
        QTest::newRow("accepted and cancelled") << true;
        QTest::newRow("the replay is interrupted") << false;
    }

    void aSubscriptionThatIsEndedAgainAndAgainBacksOff()
    {
        QFETCH(bool, isCancelled);
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        const auto end = [&bench, &info] {
            bench.service.notify(
                u"twilio.sync.event"_s,
                { { u"event_type"_s, u"subscription_canceled"_s },
                  { u"events"_s, QJsonArray { QJsonObject { { u"object_sid"_s, info.sid } } } } });
        };
        if (isCancelled) {
            QObject::connect(&bench.client, &SyncClient::subscriptionEstablished, &bench.client,
                             [&] { bench.clock.callAfter(10ms, &bench.client, end); });
            end();
        } else {
            bench.service.interruptions.insert(listName(), 1000000);
            // What the chat does: it reads the object again, and follows it from there.
            QObject::connect(&bench.client, &SyncClient::resyncRequired, &bench.client,
                             [&] { bench.client.subscribe(info); });
            end();
        }
        const auto asked
            = [&bench] { return bench.service.countCalls(u"POST"_s, u"Subscriptions"_s); };
        bench.clock.advance(60s);
        const int inTheFirstMinute = asked();
        QVERIFY2(inTheFirstMinute <= 15, qPrintable(QString::number(inTheFirstMinute)));
        bench.clock.advance(600s);
        QVERIFY(asked() - inTheFirstMinute <= 15);
        QVERIFY(asked() - inTheFirstMinute >= 5); // it is not given up
    }

    void httpErrorsBackOff()
    {
        SyncBench bench;
        int requests = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!call.path.contains("Subscriptions"_L1) || ++requests > 3)
                return false;
            bench.service.replyTo(call, 500);
            return true;
        };
        const ObjectInfo info = bench.follow();
        QCOMPARE(requests, 1);
        bench.clock.advance(1100ms);
        QCOMPARE(requests, 2);
        bench.clock.advance(1900ms);
        QCOMPARE(requests, 2);
        bench.clock.advance(10s);
        QCOMPARE(requests, 4);
        QVERIFY(bench.client.isEstablished(info.sid));
    }

    void everythingAgainWhenTheLifeTimeEnds()
    {
        SyncBench bench;
        bench.service.ttlSeconds = 3600;
        const ObjectInfo info = bench.follow();
        bench.clock.advance(3601s);
        const auto *call = bench.service.lastCall(u"POST"_s, u"Subscriptions"_s);
        QCOMPARE(call->body.value("reason"_L1).toString(), u"ttl"_s);
        QVERIFY(bench.client.isEstablished(info.sid));
    }

    void unsubscribingCancels()
    {
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        bench.client.unsubscribe(info.sid);
        bench.clock.advance(150ms);
        QCOMPARE(bench.service.calls.back().body.value("action"_L1).toString(), u"cancel"_s);
        QVERIFY(!bench.service.isSubscribed(listName()));
        bench.service.addListItem(listName(), textData());
        QVERIFY(bench.log.isEmpty());
    }

    void subscribingAgainBeforeTheCancelKeepsIt()
    {
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        bench.client.unsubscribe(info.sid);
        bench.client.subscribe(info);
        bench.clock.advance(150ms);
        QVERIFY(bench.client.isEstablished(info.sid));
        QVERIFY(bench.service.isSubscribed(listName()));
    }

    void anEventOfVersionThreeIsUnderstood()
    {
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        bench.service.notify(u"com.twilio.rtd.cds.list"_s,
                             { { u"event_type"_s, u"list_item_added"_s },
                               { u"event_protocol_version"_s, 3 },
                               { u"event"_s,
                                 QJsonObject { { u"id"_s, 0 },
                                               { u"list_sid"_s, info.sid },
                                               { u"item_index"_s, 4 },
                                               { u"item_data"_s, textData() } } } });
        QCOMPARE(bench.log, QStringList(u"1:4:0"_s));
    }

    void aSlotMayResetTheClient()
    {
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        QObject::connect(&bench.client, &SyncClient::objectChanged, &bench.context,
                         [&bench] { bench.client.reset(); });
        QJsonArray events;
        for (int i = 0; i < 3; ++i) {
            events.append(QJsonObject {
                { u"id"_s, i }, { u"list_sid"_s, info.sid }, { u"item_index"_s, i } });
        }
        bench.service.notify(
            u"com.twilio.rtd.cds.list"_s,
            { { u"event_type"_s, u"list_item_added"_s }, { u"events"_s, events } });
        QCOMPARE(bench.log.size(), 1);
    }

    void documentsTakeNewerVersionsOnly()
    {
        SyncBench bench;
        const QString name = u"document"_s;
        bench.service.makeObject(u"document"_s, name);
        bench.client.subscribe(*bench.open(name, ObjectType::Document));
        bench.clock.advance(150ms);
        bench.service.setDocument(name, textData());
        QCOMPARE(bench.changes.size(), size_t(1));
        QCOMPARE(bench.changes.front().documentData, textData());
        bench.reconnect();
        QCOMPARE(bench.changes.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(tst_SyncSubscriptions)
#include "tst_sync_subscriptions.moc"
