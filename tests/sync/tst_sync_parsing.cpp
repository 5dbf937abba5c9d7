// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/syncparsing.h"

#include "twilsock/boundedjson.h"

#include <QJsonDocument>
#include <QTest>

#include <limits>

using namespace parley;
using namespace parley::sync;
using namespace Qt::StringLiterals;

class tst_SyncParsing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void descriptor()
    {
        const QJsonObject object {
            { u"sid"_s, u"MP1"_s },
            { u"unique_name"_s, u"CH1.roster"_s },
            { u"url"_s, u"https://cds.us1.twilio.com/v3/Services/IS1/Maps/MP1"_s },
            { u"links"_s,
              QJsonObject { { u"items"_s,
                              u"https://cds.us1.twilio.com/v3/Services/IS1/Maps/MP1/Items"_s } } },
            { u"last_event_id"_s, 4 }
        };
        const auto info
            = parseDescriptor(ObjectType::Map, object, QUrl(u"https://x/v3/Maps/MP1"_s));
        QVERIFY(info);
        QCOMPARE(info->sid, u"MP1"_s);
        QCOMPARE(info->lastEventId, qint64(4));
        QCOMPARE(info->itemsUrl.path(), u"/v3/Services/IS1/Maps/MP1/Items"_s);
    }

    void descriptorWithoutSidIsNone() { QVERIFY(!parseDescriptor(ObjectType::Map, {}, {})); }

    void pageWithoutMetaEndsTheList()
    {
        const auto page = parsePage({ { u"items"_s, QJsonArray {} } });
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
            = parseNotification(u"twilio.sync.event"_s,
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
            = parseNotification(u"com.twilio.rtd.cds.list"_s,
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
        QTest::newRow("typing") << u"twilio.ipmsg.typing_indicator"_s
                                << QByteArray("{\"event_type\":\"x\"}");
        QTest::newRow("no json") << u"twilio.sync.event"_s << QByteArray("gibberish");
        QTest::newRow("an array") << u"twilio.sync.event"_s << QByteArray("[1]");
        QTest::newRow("no type") << u"twilio.sync.event"_s << QByteArray("{}");
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
        QCOMPARE(error.detail, u"no \u2026"_s);
    }

    void numbersBeyondTheExactOnesAreNone_data()
    {
        QTest::addColumn<QJsonValue>("number");
        QTest::addColumn<qint64>("index");
        QTest::newRow("the largest")
            << QJsonValue(qint64(9007199254740991)) << qint64(9007199254740991);
        QTest::newRow("as text") << QJsonValue(u"7"_s) << qint64(7);
        QTest::newRow("one more") << QJsonValue(qint64(9007199254740992)) << qint64(-1);
        QTest::newRow("the largest of 64 bits")
            << QJsonValue(std::numeric_limits<qint64>::max()) << qint64(-1);
        QTest::newRow("that one as text") << QJsonValue(u"9223372036854775807"_s) << qint64(-1);
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
        const auto item = parseItem(
            { { u"key"_s, u"k"_s }, { u"index"_s, number }, { u"last_event_id"_s, number } });
        QVERIFY(item);
        QCOMPARE(item->index, index);
        QCOMPARE(item->lastEventId, index);
    }

    void unknownEventTypesAreNoChanges()
    {
        QVERIFY(!parseChange(u"list_context_updated"_s, {}));
        QVERIFY(!parseChange(u"stream_message_published"_s, {}));
    }
};

QTEST_GUILESS_MAIN(tst_SyncParsing)
#include "tst_sync_parsing.moc"
