// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/syncparsing.h"

#include "twilsock/boundedjson.h"

#include <QJsonDocument>
#include <QTest>

#include <limits>

using namespace parley;
using namespace parley::sync;

class tst_SyncParsing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void descriptor()
    {
        const QJsonObject object {
            { QStringLiteral("sid"), QStringLiteral("MP1") },
            { QStringLiteral("unique_name"), QStringLiteral("CH1.roster") },
            { QStringLiteral("url"),
              QStringLiteral("https://cds.us1.twilio.com/v3/Services/IS1/Maps/MP1") },
            { QStringLiteral("links"),
              QJsonObject {
                  { QStringLiteral("items"),
                    QStringLiteral(
                        "https://cds.us1.twilio.com/v3/Services/IS1/Maps/MP1/Items") } } },
            { QStringLiteral("last_event_id"), 4 }
        };
        const auto info = parseDescriptor(ObjectType::Map, object,
                                          QUrl(QStringLiteral("https://x/v3/Maps/MP1")));
        QVERIFY(info);
        QCOMPARE(info->sid, QStringLiteral("MP1"));
        QCOMPARE(info->lastEventId, qint64(4));
        QCOMPARE(info->itemsUrl.path(), QStringLiteral("/v3/Services/IS1/Maps/MP1/Items"));
    }

    void descriptorWithoutSidIsNone() { QVERIFY(!parseDescriptor(ObjectType::Map, {}, {})); }

    void pageWithoutMetaEndsTheList()
    {
        const auto page = parsePage({ { QStringLiteral("items"), QJsonArray {} } });
        QVERIFY(page);
        QVERIFY(!page->hasNext);
        QVERIFY(!parsePage({}));
    }

    void correlationIds_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<qint64>("number");
        QTest::newRow("thirteen digits")
            << QByteArray("1741944413589") << true << qint64(1741944413589);
        QTest::newRow("null") << QByteArray("null") << false << qint64(0);
        QTest::newRow("as text") << QByteArray("\"17\"") << true << qint64(17);
    }

    void correlationIds()
    {
        QFETCH(QByteArray, json);
        const auto notification
            = parseNotification(QStringLiteral("twilio.sync.event"),
                                "{\"event_type\":\"subscription_established\",\"correlation_id\":"
                                    + json + ",\"events\":[]}");
        QVERIFY(notification);
        QVERIFY(notification->replayed);
        QTEST(bool(notification->correlationId), "isThere");
        QTEST(notification->correlationId.value_or(0), "number");
    }

    void singleEventOfVersionThree()
    {
        const auto notification
            = parseNotification(QStringLiteral("com.twilio.rtd.cds.list"),
                                "{\"event_type\":\"list_item_added\",\"event_protocol_version\":3,"
                                "\"event\":{\"id\":7,\"list_sid\":\"ES1\",\"item_index\":3,\"item_"
                                "data\":{\"text\":\"x\"}}}");
        QVERIFY(notification);
        QVERIFY(!notification->replayed);
        QCOMPARE(notification->events.size(), size_t(1));
        const auto change = parseChange(notification->eventType, notification->events.front());
        QVERIFY(change);
        QCOMPARE(change->kind, Change::Kind::ItemAdded);
        QCOMPARE(change->eventId, qint64(7));
        QCOMPARE(change->item.index, qint64(3));
    }

    void notOurs_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("typing") << QStringLiteral("twilio.ipmsg.typing_indicator")
                                << QByteArray("{\"event_type\":\"x\"}");
        QTest::newRow("no json") << QStringLiteral("twilio.sync.event") << QByteArray("gibberish");
        QTest::newRow("an array") << QStringLiteral("twilio.sync.event") << QByteArray("[1]");
        QTest::newRow("no type") << QStringLiteral("twilio.sync.event") << QByteArray("{}");
    }

    void notOurs()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, payload);
        QVERIFY(!parseNotification(type, payload));
    }

    void whatTheServiceSaysOfAnErrorIsFitForLogs()
    {
        const SyncError error = errorOf(twilsock::Response {
            .httpStatus = 400,
            .body
            = R"({"code": 54301, "message": "no\u202e\r\n eyJhbGciOiJIUzI1NiJ9.c2lnbmF0dXJl"})" });
        QCOMPARE(error.code, 54301);
        QCOMPARE(error.detail, QStringLiteral("no \u2026"));
    }

    void numbersBeyondTheExactOnesAreNone_data()
    {
        QTest::addColumn<QJsonValue>("number");
        QTest::addColumn<qint64>("index");
        QTest::newRow("the largest")
            << QJsonValue(qint64(9007199254740991)) << qint64(9007199254740991);
        QTest::newRow("as text") << QJsonValue(QStringLiteral("7")) << qint64(7);
        QTest::newRow("one more") << QJsonValue(qint64(9007199254740992)) << qint64(-1);
        QTest::newRow("the largest of 64 bits")
            << QJsonValue(std::numeric_limits<qint64>::max()) << qint64(-1);
        QTest::newRow("that one as text")
            << QJsonValue(QStringLiteral("9223372036854775807")) << qint64(-1);
        QTest::newRow("below zero") << QJsonValue(-5) << qint64(-1);
        QTest::newRow("a part of one") << QJsonValue(1.5) << qint64(-1);
        QTest::newRow("no number") << QJsonValue(true) << qint64(-1);
        QTest::newRow("null") << QJsonValue() << qint64(-1);
    }

    void numbersBeyondTheExactOnesAreNone()
    {
        QFETCH(QJsonValue, number);
        QFETCH(qint64, index);
        QCOMPARE(twilsock::parseIndex(number).value_or(-1), index);
        const auto item = parseItem({ { QStringLiteral("key"), QStringLiteral("k") },
                                      { QStringLiteral("index"), number },
                                      { QStringLiteral("last_event_id"), number } });
        QVERIFY(item);
        QCOMPARE(item->index, index);
        QCOMPARE(item->lastEventId, index);
    }

    void unknownEventTypesAreNoChanges()
    {
        QVERIFY(!parseChange(QStringLiteral("list_context_updated"), {}));
        QVERIFY(!parseChange(QStringLiteral("stream_message_published"), {}));
    }
};

QTEST_GUILESS_MAIN(tst_SyncParsing)
#include "tst_sync_parsing.moc"
