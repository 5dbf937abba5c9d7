// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/syncbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::sync;
using namespace parley::test;
using namespace std::chrono_literals;

class tst_SyncSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subscribesInOneBatchAfterATenthOfASecond()
    {
        SyncBench bench;
        bench.service.makeObject(QStringLiteral("map"), QStringLiteral("map"));
        const ObjectInfo list = *bench.open(listName());
        const ObjectInfo map = *bench.open(QStringLiteral("map"), ObjectType::Map);
        QSignalSpy spy(&bench.client, &SyncClient::subscriptionEstablished);
        bench.client.subscribe(list);
        bench.client.subscribe(map);
        bench.clock.advance(99ms);
        QCOMPARE(bench.service.countCalls(QStringLiteral("POST"), QStringLiteral("Subscriptions")),
                 0);
        bench.clock.advance(2ms);
        QCOMPARE(bench.service.countCalls(QStringLiteral("POST"), QStringLiteral("Subscriptions")),
                 1);
        QCOMPARE(spy.size(), 2);
        QVERIFY(bench.client.isEstablished(list.sid));
        const QJsonObject body = bench.service.calls.back().body;
        QCOMPARE(body.value(QLatin1String("event_protocol_version")).toInt(), 4);
        QCOMPARE(body.value(QLatin1String("action")).toString(), QStringLiteral("establish"));
        QVERIFY(body.value(QLatin1String("correlation_id")).toInteger() > 1000000000000);
    }

    void batchesKeepToTheServicesSize()
    {
        SyncBench bench;
        bench.service.maxBatchSize = 2;
        bench.follow();
        QSignalSpy spy(&bench.client, &SyncClient::subscriptionEstablished);
        for (int i = 0; i < 5; ++i) {
            const QString name = QStringLiteral("map%1").arg(i);
            bench.service.makeObject(QStringLiteral("map"), name);
            bench.client.subscribe(*bench.open(name, ObjectType::Map));
        }
        bench.clock.advance(200ms);
        QCOMPARE(bench.service.countCalls(QStringLiteral("POST"), QStringLiteral("Subscriptions")),
                 1 + 3);
        QCOMPARE(spy.size(), 5);
    }

    void tellsLiveChanges()
    {
        SyncBench bench;
        bench.follow();
        bench.service.addListItem(listName(), textData());
        bench.service.setListItem(listName(), 0,
                                  { { QStringLiteral("text"), QStringLiteral("y") } });
        bench.service.removeListItem(listName(), 0);
        QCOMPARE(bench.log,
                 QStringList({ QStringLiteral("1:0:0"), QStringLiteral("2:0:1"),
                               QStringLiteral("3:0:2") }));
        QCOMPARE(bench.changes.back().item.data.value(QLatin1String("text")).toString(),
                 QStringLiteral("y"));
        QVERIFY(!bench.changes.back().replayed);
    }

    void whatHappenedBetweenOpeningAndSubscribingIsReplayed()
    {
        SyncBench bench;
        const ObjectInfo info = *bench.open(listName());
        bench.service.addListItem(listName(), textData());
        bench.client.subscribe(info);
        bench.clock.advance(150ms);
        QCOMPARE(bench.log, QStringList(QStringLiteral("1:0:0")));
        QVERIFY(bench.changes.back().replayed);
    }

    void resultsMayComeBeforeTheAnswer()
    {
        SyncBench bench;
        bench.service.resultsBeforeAnswer = true;
        const ObjectInfo info = bench.follow();
        QVERIFY(bench.client.isEstablished(info.sid));
        bench.clock.advance(60s);
        QCOMPARE(bench.service.countCalls(QStringLiteral("POST"), QStringLiteral("Subscriptions")),
                 1);
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
        QCOMPARE(bench.log,
                 QStringList({ QStringLiteral("1:0:0"), QStringLiteral("1:1:1"),
                               QStringLiteral("1:2:2") }));
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
        QCOMPARE(bench.log,
                 QStringList({ QStringLiteral("1:0:0"), QStringLiteral("1:2:2"),
                               QStringLiteral("1:1:1") }));
        const QJsonObject request
            = bench.service.lastCall(QStringLiteral("POST"), QStringLiteral("Subscriptions"))
                  ->body.value(QLatin1String("requests"))
                  .toArray()
                  .at(0)
                  .toObject();
        QCOMPARE(request.value(QLatin1String("last_event_id")).toInteger(), qint64(0));
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
        QCOMPARE(bench.service.calls.back().body.value(QLatin1String("retried_requests")).toInt(),
                 1);
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
            return QJsonObject { { QStringLiteral("status"), status },
                                 { QStringLiteral("code"), code } };
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
        bench.service.failures.insert(listName(),
                                      { QJsonObject { { QStringLiteral("status"), 403 } } });
        const ObjectInfo info = bench.follow();
        bench.clock.advance(1min);
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.reconnect();
        QVERIFY(bench.client.isEstablished(info.sid));
    }

    void aRefusalIsTriedAgainAfterAWhile()
    {
        SyncBench bench;
        const QJsonObject refusal { { QStringLiteral("status"), 403 } };
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
        QJsonObject payload {
            { QStringLiteral("event_type"), QStringLiteral("subscription_canceled") },
            { QStringLiteral("events"),
              QJsonArray { QJsonObject { { QStringLiteral("object_sid"), info.sid } } } }
        };
        if (withNull)
            payload.insert(QStringLiteral("correlation_id"), QJsonValue());
        bench.service.notify(QStringLiteral("twilio.sync.event"), payload);
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
                QStringLiteral("twilio.sync.event"),
                { { QStringLiteral("event_type"), QStringLiteral("subscription_canceled") },
                  { QStringLiteral("events"),
                    QJsonArray { QJsonObject { { QStringLiteral("object_sid"), info.sid } } } } });
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
        const auto asked = [&bench] {
            return bench.service.countCalls(QStringLiteral("POST"),
                                            QStringLiteral("Subscriptions"));
        };
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
            if (!call.path.contains(QLatin1String("Subscriptions")) || ++requests > 3)
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
        const auto *call
            = bench.service.lastCall(QStringLiteral("POST"), QStringLiteral("Subscriptions"));
        QCOMPARE(call->body.value(QLatin1String("reason")).toString(), QStringLiteral("ttl"));
        QVERIFY(bench.client.isEstablished(info.sid));
    }

    void unsubscribingCancels()
    {
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        bench.client.unsubscribe(info.sid);
        bench.clock.advance(150ms);
        QCOMPARE(bench.service.calls.back().body.value(QLatin1String("action")).toString(),
                 QStringLiteral("cancel"));
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
        bench.service.notify(QStringLiteral("com.twilio.rtd.cds.list"),
                             { { QStringLiteral("event_type"), QStringLiteral("list_item_added") },
                               { QStringLiteral("event_protocol_version"), 3 },
                               { QStringLiteral("event"),
                                 QJsonObject { { QStringLiteral("id"), 0 },
                                               { QStringLiteral("list_sid"), info.sid },
                                               { QStringLiteral("item_index"), 4 },
                                               { QStringLiteral("item_data"), textData() } } } });
        QCOMPARE(bench.log, QStringList(QStringLiteral("1:4:0")));
    }

    void aSlotMayResetTheClient()
    {
        SyncBench bench;
        const ObjectInfo info = bench.follow();
        QObject::connect(&bench.client, &SyncClient::objectChanged, &bench.context,
                         [&bench] { bench.client.reset(); });
        QJsonArray events;
        for (int i = 0; i < 3; ++i) {
            events.append(QJsonObject { { QStringLiteral("id"), i },
                                        { QStringLiteral("list_sid"), info.sid },
                                        { QStringLiteral("item_index"), i } });
        }
        bench.service.notify(QStringLiteral("com.twilio.rtd.cds.list"),
                             { { QStringLiteral("event_type"), QStringLiteral("list_item_added") },
                               { QStringLiteral("events"), events } });
        QCOMPARE(bench.log.size(), 1);
    }

    void documentsTakeNewerVersionsOnly()
    {
        SyncBench bench;
        const QString name = QStringLiteral("document");
        bench.service.makeObject(QStringLiteral("document"), name);
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
