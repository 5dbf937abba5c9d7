// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakereachability.h"
#include "support/testtoken.h"
#include "sync/fakesyncservice.h"
#include "sync/syncclient.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::sync;
using namespace parley::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(parley::sync::Change)

namespace {

/// A client on a connection to a fake service, all on one fake clock.
struct Bench
{
    Bench()
        : connection(config(), transports.factory(), clock, network, [] { return 0.0; })
        , client(connection, clock, QStringLiteral("us1"), [] { return 0.0; })
    {
        QLoggingCategory::setFilterRules(QStringLiteral("parley.*=false"));
        QObject::connect(&client, &SyncClient::objectChanged, &context,
                         [this](const Change &change) {
                             changes.push_back(change);
                             log.append(QStringLiteral("%1:%2:%3")
                                            .arg(int(change.kind))
                                            .arg(change.item.index)
                                            .arg(change.eventId));
                         });
        service.makeObject(QStringLiteral("list"), QStringLiteral("list"));
        connection.tokenConsumer()->offerToken(makeToken({}), 1);
        connection.connectToService();
        clock.advance(2s);
    }

    static twilsock::ConnectionConfig config()
    {
        twilsock::ConnectionConfig config;
        config.url = QUrl(QStringLiteral("wss://tsock.example/v3/wsconnect"));
        return config;
    }

    /// What is there at once; the answer may also come later, and counts in `answers`.
    std::optional<ObjectInfo> open(const QString &id, ObjectType type = ObjectType::List)
    {
        const auto info = std::make_shared<std::optional<ObjectInfo>>();
        client.open(type, id, &context,
                    [this, info](const SyncClient::Outcome<ObjectInfo> &outcome) {
                        ++answers;
                        if (const auto *opened = std::get_if<ObjectInfo>(&outcome))
                            *info = *opened;
                        else
                            error = std::get<SyncError>(outcome);
                    });
        clock.settle();
        return *info;
    }

    /// Opens the list, subscribes to it and waits until that is established.
    ObjectInfo follow()
    {
        const ObjectInfo info = *open(QStringLiteral("list"));
        client.subscribe(info);
        clock.advance(150ms);
        return info;
    }

    void reconnect()
    {
        service.cutLink();
        clock.advance(5s);
    }

    FakeClock clock;
    FakeTransports transports { &clock };
    FakeReachability network;
    FakeSyncService service { clock, transports };
    twilsock::Connection connection;
    SyncClient client;
    QObject context;
    std::vector<Change> changes;
    QStringList log;
    std::optional<SyncError> error;
    int answers = 0;
};

QJsonObject textData()
{
    return QJsonObject { { QStringLiteral("text"), QStringLiteral("x") } };
}

QString listName()
{
    return QStringLiteral("list");
}

} // namespace

class tst_SyncClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensByName()
    {
        Bench bench;
        const auto info = bench.open(listName());
        QVERIFY(info);
        QCOMPARE(info->uniqueName, listName());
        QCOMPARE(info->lastEventId, qint64(-1));
    }

    void namesArePercentEncoded()
    {
        Bench bench;
        bench.service.makeObject(QStringLiteral("map"), QStringLiteral("a/b@c d%.channels"));
        QVERIFY(bench.open(QStringLiteral("a/b@c d%.channels"), ObjectType::Map));
    }

    void anUnknownObjectIsNotFound()
    {
        Bench bench;
        QVERIFY(!bench.open(QStringLiteral("nothing")));
        QVERIFY(bench.error && bench.error->isNotFound());
        QCOMPARE(bench.error->code, 54300);
    }

    void answersNeverComeBeforeTheCallReturns()
    {
        Bench bench;
        bench.client.open(ObjectType::List, listName(), &bench.context,
                          [&bench](const SyncClient::Outcome<ObjectInfo> &) { ++bench.answers; });
        QCOMPARE(bench.answers, 0);
        bench.clock.settle();
        QCOMPARE(bench.answers, 1);
    }

    void aDeadContextHearsNothing()
    {
        Bench bench;
        {
            QObject shortLived;
            bench.client.open(
                ObjectType::List, listName(), &shortLived,
                [&bench](const SyncClient::Outcome<ObjectInfo> &) { ++bench.answers; });
        }
        bench.clock.advance(60s);
        QCOMPARE(bench.answers, 0);
    }

    void readsAreRepeated_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isRepeated");
        QTest::newRow("rate") << 429 << true;
        QTest::newRow("bad gateway") << 502 << true;
        QTest::newRow("unavailable") << 503 << true;
        QTest::newRow("gateway timeout") << 504 << true;
        QTest::newRow("server error") << 500 << false;
        QTest::newRow("forbidden") << 403 << false;
    }

    void readsAreRepeated()
    {
        QFETCH(int, status);
        QFETCH(bool, isRepeated);
        Bench bench;
        int refusals = 2;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (refusals-- <= 0)
                return false;
            bench.service.replyTo(call, status);
            return true;
        };
        QVERIFY(!bench.open(listName()));
        QCOMPARE(bench.answers, isRepeated ? 0 : 1);
        bench.clock.advance(10s);
        QCOMPARE(bench.answers, 1);
        QCOMPARE(bench.error.has_value(), !isRepeated);
    }

    void retryAfterIsHonoured()
    {
        Bench bench;
        bool isFirst = true;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!std::exchange(isFirst, false))
                return false;
            bench.service.replyTo(call, 503, {},
                                  { { QStringLiteral("retry-after"), QStringLiteral("7") } });
            return true;
        };
        bench.open(listName());
        bench.clock.advance(6900ms);
        QCOMPARE(bench.answers, 0);
        bench.clock.advance(200ms);
        QCOMPARE(bench.answers, 1);
    }

    void readsSurviveALossOfTheConnection()
    {
        Bench bench;
        bool isFirst = true;
        bench.service.intercept = [&](const FakeSyncService::Call &) {
            if (!std::exchange(isFirst, false))
                return false;
            bench.service.cutLink();
            return true;
        };
        bench.open(listName());
        bench.clock.advance(10s);
        QCOMPARE(bench.answers, 1);
        QVERIFY(!bench.error);
    }

    void aPageThatIsNotAnsweredIsHalved_data()
    {
        QTest::addColumn<bool>("isLost");
        QTest::newRow("the link breaks each time") << true;
        QTest::newRow("silence") << false;
    }

    // An answer over the limit of a frame never comes, or takes the link with it.
    void aPageThatIsNotAnsweredIsHalved()
    {
        QFETCH(bool, isLost);
        Bench bench;
        for (int i = 0; i < 30; ++i)
            bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        QStringList sizes;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            const QString size = call.params.value(QStringLiteral("PageSize"));
            if (size.isEmpty())
                return false;
            sizes.append(size);
            if (size.toInt() <= 3)
                return false;
            if (isLost)
                bench.service.cutLink();
            return true;
        };
        SyncClient::ItemQuery query;
        query.pageSize = 25;
        std::optional<Page> page;
        bench.client.queryItems(
            info, query, &bench.context,
            [&page](const SyncClient::Outcome<Page> &outcome) { page = std::get<Page>(outcome); });
        bench.clock.advance(5min);
        QCOMPARE(sizes.join(u' '), QStringLiteral("25 12 6 3"));
        QVERIFY(page);
        QCOMPARE(page->items.size(), size_t(3));
        QVERIFY(page->hasNext);
    }

    // So that not each page needs several attempts; more is tried after a while.
    void theNextPagesAreAsSmall()
    {
        Bench bench;
        for (int i = 0; i < 30; ++i)
            bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        bench.service.makeObject(QStringLiteral("list"), QStringLiteral("other"));
        const ObjectInfo other = *bench.open(QStringLiteral("other"));
        QStringList sizes;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            sizes.append(call.params.value(QStringLiteral("PageSize")));
            const bool isTooLarge = sizes.last().toInt() > 6 && sizes.last() != QLatin1String("20");
            if (isTooLarge)
                bench.service.cutLink();
            return isTooLarge;
        };
        const auto ask = [&bench](const ObjectInfo &object, int pageSize) {
            SyncClient::ItemQuery query;
            query.pageSize = pageSize;
            bench.client.queryItems(object, query, &bench.context,
                                    [](const SyncClient::Outcome<Page> &) {});
            bench.clock.advance(1min);
        };
        for (int i = 0; i < 2; ++i)
            ask(info, 25);
        ask(info, 1); // fewer stay fewer, and tell nothing
        ask(other, 20); // each object has its own
        for (int i = 0; i < 7; ++i)
            ask(info, 25);
        QCOMPARE(sizes.join(u' '), QStringLiteral("25 12 6 6 1 20 6 6 6 6 6 6 12 6"));
        sizes.clear();
        bench.client.reset();
        bench.service.intercept = [&sizes](const FakeSyncService::Call &call) {
            sizes.append(call.params.value(QStringLiteral("PageSize")));
            return false;
        };
        ask(info, 25);
        QCOMPARE(sizes.join(u' '), QStringLiteral("25"));
    }

    // Though the connection may not repeat such a request: it was refused, not carried out.
    void aPageIsReadAgainWithTheNextToken()
    {
        Bench bench;
        bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        bool isFirst = true;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!std::exchange(isFirst, false))
                return false;
            bench.transports.last()->reply(call.frame, 410, 51207);
            return true;
        };
        std::optional<Page> page;
        bench.client.queryItems(
            info, {}, &bench.context,
            [&page](const SyncClient::Outcome<Page> &outcome) { page = std::get<Page>(outcome); });
        bench.clock.settle();
        bench.connection.tokenConsumer()->offerToken(makeToken({ .serial = 1 }), 2);
        bench.clock.advance(10s);
        QVERIFY(page);
        QCOMPARE(page->items.size(), size_t(1));
    }

    void pagesByQuery()
    {
        Bench bench;
        for (int i = 0; i < 7; ++i)
            bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        SyncClient::ItemQuery query;
        query.descending = true;
        query.pageSize = 3;
        query.fromIndex = 5;
        query.inclusive = false;
        std::optional<Page> page;
        bench.client.queryItems(
            info, query, &bench.context,
            [&page](const SyncClient::Outcome<Page> &outcome) { page = std::get<Page>(outcome); });
        bench.clock.settle();
        QVERIFY(page);
        QCOMPARE(page->items.size(), size_t(3));
        QCOMPARE(page->items.front().index, qint64(4));
        QVERIFY(page->hasNext);
    }

    void subscribesInOneBatchAfterATenthOfASecond()
    {
        Bench bench;
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
        Bench bench;
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
        Bench bench;
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
        Bench bench;
        const ObjectInfo info = *bench.open(listName());
        bench.service.addListItem(listName(), textData());
        bench.client.subscribe(info);
        bench.clock.advance(150ms);
        QCOMPARE(bench.log, QStringList(QStringLiteral("1:0:0")));
        QVERIFY(bench.changes.back().replayed);
    }

    void resultsMayComeBeforeTheAnswer()
    {
        Bench bench;
        bench.service.resultsBeforeAnswer = true;
        const ObjectInfo info = bench.follow();
        QVERIFY(bench.client.isEstablished(info.sid));
        bench.clock.advance(60s);
        QCOMPARE(bench.service.countCalls(QStringLiteral("POST"), QStringLiteral("Subscriptions")),
                 1);
    }

    void missedEventsComeOnceAfterAReconnect()
    {
        Bench bench;
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
        Bench bench;
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
        Bench bench;
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
        Bench bench;
        bench.service.interruptions.insert(listName(), 2);
        QSignalSpy resync(&bench.client, &SyncClient::resyncRequired);
        const ObjectInfo info = bench.follow();
        bench.clock.advance(1s);
        QVERIFY(bench.client.isEstablished(info.sid));
        QVERIFY(resync.isEmpty());
    }

    void interruptedThriceMeansReadingAfresh()
    {
        Bench bench;
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
        QVERIFY(bench.log.isEmpty()); // whoever reads afresh has seen it
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
        Bench bench;
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
        Bench bench;
        bench.service.failures.insert(listName(),
                                      { QJsonObject { { QStringLiteral("status"), 403 } } });
        const ObjectInfo info = bench.follow();
        bench.clock.advance(5min);
        QVERIFY(!bench.client.isEstablished(info.sid));
        bench.reconnect();
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
        Bench bench;
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

    void httpErrorsBackOff()
    {
        Bench bench;
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
        Bench bench;
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
        Bench bench;
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
        Bench bench;
        const ObjectInfo info = bench.follow();
        bench.client.unsubscribe(info.sid);
        bench.client.subscribe(info);
        bench.clock.advance(150ms);
        QVERIFY(bench.client.isEstablished(info.sid));
        QVERIFY(bench.service.isSubscribed(listName()));
    }

    void anEventOfVersionThreeIsUnderstood()
    {
        Bench bench;
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
        Bench bench;
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
        Bench bench;
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

QTEST_GUILESS_MAIN(tst_SyncClient)
#include "tst_sync_client.moc"
