// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"
#include "support/processortime.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace parley;
using namespace std::chrono_literals;
using namespace parley::localservice;
using parley::test::numbered;
using parley::test::testMoment;
using namespace Qt::StringLiterals;

class tst_LocalServiceSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsEventsFromMinusOne();
    void pages_data();
    void pages();
    void pagesOnWithTokens();
    void ordersMapKeysByCodePoint();
    void keepsTheIndexOfWhatFollowsADeletedItem();
    void refusesBadQueries_data();
    void refusesBadQueries();
    void answersBothAddressFamilies();
    void sendsLiveEventsToTheCauserAsWell();
    void sendsToTheOthersFirst();
    void deliversNothingAfterCancel();
    void failsSubscriptionsOfWhatIsGoneOrForeign();
    void stopsAtTheLimitOfSubscriptions();
    void hidesForeignObjects();
    void isReadOnly();
    void rollsBackAsAWhole();
    void forgetsWhatWasRolledBack();
    void saysTheSameWhenReadAgain();
    void theEndOfALongListIsNear();

private:
    static QList<qint64> indexes(const TunnelResponse &response);
};

QList<qint64> tst_LocalServiceSync::indexes(const TunnelResponse &response)
{
    QList<qint64> result;
    const QJsonArray items = response.body.value(u"items"_s).toArray();
    for (const auto item : items)
        result.append(item.toObject().value(u"index"_s).toInteger());
    return result;
}

void tst_LocalServiceSync::countsEventsFromMinusOne()
{
    test::ServiceStack stack;
    SyncObject list = stack.makeNumbers(0);
    QCOMPARE(list.lastEvent, -1);
    QCOMPARE(stack.json->descriptor(list).value(u"revision"_s).toString(), u"0"_s);

    stack.sync.putItem(u"numbers"_s, 7, numbered(7), testMoment());
    stack.sync.putItem(u"numbers"_s, 7, numbered(8), testMoment());
    stack.sync.removeItem(u"numbers"_s, 7, testMoment());
    stack.sync.removeItem(u"numbers"_s, 7, testMoment());
    const std::vector<SyncEvent> events = stack.sync.takeEvents();
    QCOMPARE(events.size(), size_t(3));
    QCOMPARE(events[0].type, SyncEventType::ItemAdded);
    QCOMPARE(events[1].type, SyncEventType::ItemUpdated);
    QCOMPARE(events[2].type, SyncEventType::ItemRemoved);
    QCOMPARE(events[2].event, 2);
    QCOMPARE(QJsonDocument::fromJson(events[2].data).object(), numbered(8));
    QVERIFY(!stack.sync.item(u"numbers"_s, 7));
}

void tst_LocalServiceSync::pages_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::addColumn<bool>("hasNext");
    QTest::addColumn<bool>("hasPrevious");

    using List = QList<qint64>;
    QTest::newRow("first page, ascending") << u"PageSize=3"_s << List { 0, 1, 2 } << true << false;
    QTest::newRow("last page first")
        << u"PageSize=3&Order=desc"_s << List { 9, 8, 7 } << true << false;
    QTest::newRow("everything") << u"PageSize=10"_s << List { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }
                                << false << false;
    QTest::newRow("from, inclusive by default")
        << u"From=4&PageSize=2"_s << List { 4, 5 } << true << true;
    QTest::newRow("from, exclusive")
        << u"From=4&PageSize=2&Bounds=exclusive"_s << List { 5, 6 } << true << true;
    QTest::newRow("backwards from")
        << u"From=1&Order=desc&PageSize=5"_s << List { 1, 0 } << false << true;
    QTest::newRow("backwards from, exclusive")
        << u"From=1&Order=desc&Bounds=exclusive"_s << List { 0 } << false << true;
    QTest::newRow("from behind the end") << u"From=99"_s << List {} << false << false;
    QTest::newRow("from far behind, backwards")
        << u"From=99&Order=desc&PageSize=1"_s << List { 9 } << true << false;
    QTest::newRow("one item") << u"Index=3"_s << List { 3 } << false << false;
    QTest::newRow("the first item") << u"Index=0"_s << List { 0 } << false << false;
    QTest::newRow("an item that is not there") << u"Index=42"_s << List {} << false << false;
    QTest::newRow("as the JavaScript client asks")
        << u"HideExpired=true&PageSize=10&Order=desc"_s << List { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 }
        << false << false;
}

void tst_LocalServiceSync::pages()
{
    QFETCH(QString, query);
    QFETCH(QList<qint64>, expected);
    QFETCH(bool, hasNext);
    QFETCH(bool, hasPrevious);

    test::ServiceStack stack;
    stack.makeNumbers(10);
    const auto response = stack.get(stack.alice, u"/v3/Lists/numbers/Items?"_s + query);
    QCOMPARE(response.status, 200);
    QCOMPARE(indexes(response), expected);
    const QJsonObject meta = response.body.value(u"meta"_s).toObject();
    QCOMPARE(!meta.value(u"next_token"_s).isNull(), hasNext);
    QCOMPARE(!meta.value(u"previous_token"_s).isNull(), hasPrevious);
}

void tst_LocalServiceSync::pagesOnWithTokens()
{
    test::ServiceStack stack;
    stack.makeNumbers(7);
    const auto token = [](const TunnelResponse &page, const char *name) {
        return page.body.value(u"meta"_s).toObject().value(QLatin1String(name)).toString();
    };
    const QString base = u"/v3/Lists/numbers/Items?PageSize=3&Order=desc"_s;
    const auto first = stack.get(stack.alice, base);
    const auto second
        = stack.get(stack.alice, base + u"&PageToken="_s + token(first, "next_token"));
    QCOMPARE(indexes(second), (QList<qint64> { 3, 2, 1 }));
    const auto third
        = stack.get(stack.alice, base + u"&PageToken="_s + token(second, "next_token"));
    QCOMPARE(indexes(third), (QList<qint64> { 0 }));
    const auto back
        = stack.get(stack.alice, base + u"&PageToken="_s + token(second, "previous_token"));
    QCOMPARE(indexes(back), (QList<qint64> { 6, 5, 4 }));
    QCOMPARE(token(back, "previous_token"), QString());
}

void tst_LocalServiceSync::ordersMapKeysByCodePoint()
{
    test::ServiceStack stack;
    stack.sync.create(SyncKind::Map, u"words"_s, SyncScope::Everyone, {}, {}, testMoment());
    const QStringList keys { u"b"_s,          u"Z"_s,  u"ä"_s, u"a/b"_s,
                             u"\U0001F600"_s, u"10"_s, u"9"_s, u"\uFF5E"_s };
    for (const QString &key : keys)
        stack.sync.putItem(u"words"_s, key, {}, testMoment());
    QStringList sorted;
    const QJsonArray items
        = stack.get(stack.bob, u"/v3/Maps/words/Items"_s).body.value(u"items"_s).toArray();
    for (const auto item : items)
        sorted.append(item.toObject().value(u"key"_s).toString());
    QCOMPARE(sorted,
             (QStringList { u"10"_s, u"9"_s, u"Z"_s, u"a/b"_s, u"b"_s, u"ä"_s, u"\uFF5E"_s,
                            u"\U0001F600"_s }));

    const auto one = stack.get(stack.bob, u"/v3/Maps/words/Items?Key=a%2Fb"_s);
    QCOMPARE(one.body.value(u"items"_s).toArray().size(), 1);
    QCOMPARE(stack.get(stack.bob, u"/v3/Maps/words/Items/a%2Fb"_s).status, 200);
    QCOMPARE(stack.get(stack.bob, u"/v3/Maps/words/Items/nothing"_s).body.value(u"code"_s).toInt(),
             54201);
    QCOMPARE(stack.get(stack.bob, u"/v3/Maps/words?Include=items"_s)
                 .body.value(u"items"_s)
                 .toArray()
                 .size(),
             8);
}

void tst_LocalServiceSync::keepsTheIndexOfWhatFollowsADeletedItem()
{
    test::ServiceStack stack;
    stack.makeNumbers(4);
    stack.sync.removeItem(u"numbers"_s, 1, testMoment());
    QCOMPARE(indexes(stack.get(stack.alice, u"/v3/Lists/numbers/Items"_s)),
             (QList<qint64> { 0, 2, 3 }));
    QCOMPARE(indexes(stack.get(stack.alice, u"/v3/Lists/numbers/Items?From=1&PageSize=1"_s)),
             (QList<qint64> { 2 }));
}

void tst_LocalServiceSync::refusesBadQueries_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("code");
    QTest::newRow("page of nothing") << u"PageSize=0"_s << 54454;
    QTest::newRow("page too large") << u"PageSize=1001"_s << 54454;
    QTest::newRow("page size is a word") << u"PageSize=many"_s << 54454;
    QTest::newRow("unknown order") << u"Order=sideways"_s << 54451;
    QTest::newRow("unknown bounds") << u"Bounds=loose"_s << 54452;
    QTest::newRow("from is no index") << u"From=x"_s << 54453;
    QTest::newRow("index is SQL") << u"Index=1%20OR%201=1"_s << 54458;
    QTest::newRow("token is garbage") << u"PageToken=zzz"_s << 54450;
}

void tst_LocalServiceSync::refusesBadQueries()
{
    QFETCH(QString, query);
    QFETCH(int, code);
    test::ServiceStack stack;
    stack.makeNumbers(1);
    const auto response = stack.get(stack.alice, u"/v3/Lists/numbers/Items?"_s + query);
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body.value(u"code"_s).toInt(), code);
}

void tst_LocalServiceSync::answersBothAddressFamilies()
{
    test::ServiceStack stack;
    const SyncObject list = stack.makeNumbers(1);
    const QStringList paths { u"/v3/Lists/numbers"_s, u"/v3/Lists/"_s + list.sid,
                              u"/v3/Services/{S}/Lists/numbers"_s,
                              u"/v3/Services/{S}/Lists/"_s + list.sid };
    for (const QString &path : paths)
        QCOMPARE(stack.get(stack.alice, path).body.value(u"sid"_s).toString(), list.sid);
    QCOMPARE(stack.get(stack.alice, u"/v3/Maps/numbers"_s).status, 404); // it is a list
    QCOMPARE(stack.get(stack.alice, u"/v3/Services/IS00/Lists/numbers"_s).status, 404);
    const auto configuration = stack.get(stack.alice, u"/v3/Configuration"_s);
    QVERIFY(configuration.body.value(u"links"_s)
                .toObject()
                .value(u"map_item"_s)
                .toString()
                .endsWith(stack.installation.serviceSid + u"/Maps/{mapId}/Items/{itemId}"_s));
}

void tst_LocalServiceSync::sendsLiveEventsToTheCauserAsWell()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString base = u"/Client/v2/Services/{S}/Conversations/"_s + sid;
    stack.post(stack.alice, base + u"/Participants"_s, { { u"identity"_s, u"bob"_s } });
    stack.follow(stack.alice, sid + u".messages"_s, -1);
    stack.follow(stack.bob, sid + u".messages"_s, -1);
    static_cast<void>(stack.alice.take());
    static_cast<void>(stack.bob.take());
    stack.post(stack.alice, base + u"/Messages"_s, { { u"body"_s, u"hi"_s } });
    for (test::FakeSubscriber *const who : { &stack.alice, &stack.bob }) {
        const QList<QJsonObject> payloads = who->take();
        QCOMPARE(payloads.size(), 1);
        QCOMPARE(payloads[0].value(u"message_type"_s).toString(), u"com.twilio.rtd.cds.list"_s);
        QCOMPARE(payloads[0].value(u"event_type"_s).toString(), u"list_item_added"_s);
        QVERIFY(!payloads[0].contains(u"correlation_id"_s));
        const QJsonObject event = payloads[0].value(u"events"_s).toArray().at(0).toObject();
        QCOMPARE(event.value(u"item_data"_s).toObject().value(u"text"_s).toString(), u"hi"_s);
        QCOMPARE(event.value(u"item_index"_s), QJsonValue(0));
    }
}

void tst_LocalServiceSync::sendsToTheOthersFirst()
{
    class Recorder final : public Subscriber
    {
    public:
        Recorder(QString identity, QStringList &log)
            : m_identity(std::move(identity))
            , m_log(log)
        { }
        [[nodiscard]] QString identity() const override { return m_identity; }
        void sendFrame(const QByteArray &frame, const QString &) override
        {
            m_log.append(m_identity + (frame.contains("first") ? u" first"_s : u" second"_s));
        }
        void flush() override { m_log.append(m_identity + u" leaves"_s); }

    private:
        QString m_identity;
        QStringList &m_log;
    };
    test::ServiceStack stack;
    QStringList log;
    Recorder alice(u"alice"_s, log);
    Recorder bob(u"bob"_s, log);
    QVERIFY(stack.hub->subscribe(&alice, u"ES1"_s));
    QVERIFY(stack.hub->subscribe(&bob, u"ES1"_s));
    SyncEvent event { .kind = SyncKind::List, .objectSid = u"ES1"_s, .data = "\"first\"" };
    std::vector<SyncEvent> events { event, event };
    events.back().data = "\"other\"";
    stack.hub->publish(events, &alice);
    QCOMPARE(log,
             (QStringList { u"bob first"_s, u"bob second"_s, u"bob leaves"_s, u"alice first"_s,
                            u"alice second"_s }));
    log.clear();
    stack.hub->publish({ event });
    QCOMPARE(log.size(), 4); // both get it at once, also the client that caused it
}

void tst_LocalServiceSync::deliversNothingAfterCancel()
{
    test::ServiceStack stack;
    stack.makeNumbers(0);
    stack.follow(stack.alice, u"numbers"_s, -1);
    const QJsonObject entry { { u"object_sid"_s, stack.objectSid(u"numbers"_s) },
                              { u"object_type"_s, u"list"_s } };
    const auto response = stack.post(stack.alice, u"/v4/Subscriptions"_s,
                                     { { u"action"_s, u"cancel"_s },
                                       { u"correlation_id"_s, 5 },
                                       { u"requests"_s, QJsonArray { entry } } });
    QCOMPARE(response.status, 202);
    QCOMPARE(stack.alice.takeTypes().constLast(), u"subscription_canceled"_s);
    stack.sync.putItem(u"numbers"_s, 0, {}, testMoment());
    stack.hub->publish(stack.sync.takeEvents());
    QVERIFY(stack.alice.take().isEmpty());
}

void tst_LocalServiceSync::failsSubscriptionsOfWhatIsGoneOrForeign()
{
    test::ServiceStack stack;
    stack.makeNumbers(1);
    stack.follow(stack.bob, u"numbers"_s, -1); // alice's alone
    stack.follow(stack.bob, u"no such thing"_s, -1);
    const QList<QJsonObject> payloads = stack.bob.take();
    QCOMPARE(payloads.size(), 2);
    for (const QJsonObject &payload : payloads) {
        QCOMPARE(payload.value(u"event_type"_s).toString(), u"subscription_failed"_s);
        const QJsonObject error
            = payload.value(u"events"_s).toArray().at(0).toObject().value(u"error"_s).toObject();
        QCOMPARE(error.value(u"status"_s).toInt(), 404);
        QCOMPARE(error.value(u"code"_s).toInt(), 54100);
    }
    stack.sync.putItem(u"numbers"_s, 9, {}, testMoment());
    stack.hub->publish(stack.sync.takeEvents());
    QVERIFY(stack.bob.take().isEmpty());
}

void tst_LocalServiceSync::stopsAtTheLimitOfSubscriptions()
{
    test::ServiceStack stack;
    for (int i = 0; i < SubscriptionHub::MaxPerConnection; ++i)
        QVERIFY(stack.hub->subscribe(&stack.alice, QString::number(i)));
    QVERIFY(!stack.hub->subscribe(&stack.alice, u"one more"_s));
    QVERIFY(stack.hub->subscribe(&stack.bob, u"one more"_s));
    stack.hub->drop(&stack.alice);
    QVERIFY(stack.hub->subscribe(&stack.alice, u"one more"_s));
}

void tst_LocalServiceSync::hidesForeignObjects()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QStringList paths { u"/v3/Maps/alice.channels"_s,
                              u"/v3/Maps/alice.channels/Items"_s,
                              u"/v3/Documents/"_s + sid + u".channel"_s,
                              u"/v3/Lists/"_s + sid + u".messages/Items"_s,
                              u"/v3/Maps/"_s + sid + u".roster"_s,
                              u"/v3/Lists/"_s + stack.objectSid(sid + u".messages"_s) };
    for (const QString &path : paths) {
        QCOMPARE(stack.get(stack.alice, path).status, 200);
        const auto response = stack.get(stack.bob, path);
        QCOMPARE(response.status, 404);
        QCOMPARE(response.body.value(u"code"_s).toInt(), 54300);
    }
    const QString info
        = u"/v3/Maps/"_s + stack.store->users().find(u"alice"_s)->infoMap() + u"?Include=items"_s;
    QCOMPARE(stack.get(stack.bob, info).body.value(u"items"_s).toArray().size(), 3);
}

void tst_LocalServiceSync::isReadOnly()
{
    test::ServiceStack stack;
    stack.makeNumbers(2);
    const QString before = stack.fingerprint();
    const QString list = u"/v3/Lists/numbers"_s;
    QCOMPARE(stack.post(stack.alice, u"/v3/Maps"_s, {}).status, 403);
    QCOMPARE(stack.post(stack.alice, list, {}).status, 403);
    QCOMPARE(stack.post(stack.alice, list + u"/Items"_s, {}).status, 403);
    QCOMPARE(stack.ask(stack.alice, "PUT", list + u"/Items/0"_s).status, 403);
    QCOMPARE(stack.ask(stack.alice, "DELETE", list + u"/Items/0"_s, "ip_messaging").status, 403);
    QCOMPARE(stack.ask(stack.alice, "DELETE", list).status, 403);
    QCOMPARE(stack.ask(stack.bob, "DELETE", list).status, 404); // not even that it is there
    QCOMPARE(stack.ask(stack.alice, "PATCH", list).status, 405);
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceSync::rollsBackAsAWhole()
{
    test::ServiceStack stack;
    stack.makeNumbers(1);
    const QString before = stack.fingerprint();
    {
        Transaction transaction(stack.database);
        stack.sync.putItem(u"numbers"_s, 5, {}, testMoment());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"statement failed"_s));
        Statement(stack.database, u"INSERT INTO meta(key) VALUES('broken')"_s);
        QVERIFY(!transaction.commit());
    }
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceSync::forgetsWhatWasRolledBack()
{
    test::ServiceStack stack;
    const QString sid
        = stack.makeConversation(stack.alice, { { u"friendly_name"_s, u"before"_s } });
    stack.follow(stack.alice, sid + u".channel"_s, 0);
    static_cast<void>(stack.alice.take());
    const QString before = stack.fingerprint();
    const auto rename = [&stack, &sid](const QString &name) {
        return stack
            .post(stack.alice, u"/Client/v2/Services/{S}/Conversations/"_s + sid,
                  { { u"friendly_name"_s, name } }, u"M-"_s + name)
            .status;
    };
    // The last statement of the change fails.
    Statement(stack.database, u"ALTER TABLE mutations RENAME TO elsewhere"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"statement failed"_s));
    QCOMPARE(rename(u"lost"_s), 500);
    Statement(stack.database, u"ALTER TABLE elsewhere RENAME TO mutations"_s);
    QCOMPARE(stack.fingerprint(), before);
    QVERIFY(stack.alice.take().isEmpty());
    const auto document = stack.sync.find(sid + u".channel"_s);
    QCOMPARE(document->data.value(u"friendlyName"_s).toString(), u"before"_s);
    QCOMPARE(stack.store->conversation(sid)->friendlyName, u"before"_s);
    const qint64 lastEvent = document->lastEvent;
    QCOMPARE(rename(u"kept"_s), 200); // and the numbers go on without a gap
    QCOMPARE(stack.sync.find(sid + u".channel"_s)->lastEvent, lastEvent + 1);
    QCOMPARE(stack.alice.take().size(), 1);
}

// What is kept in memory is what the tables say.
void tst_LocalServiceSync::saysTheSameWhenReadAgain()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice, { { u"friendly_name"_s, u"one"_s } });
    const QString path = u"/Client/v2/Services/{S}/Conversations/"_s + sid;
    stack.post(stack.alice, path + u"/Participants"_s, { { u"identity"_s, u"bob"_s } });
    QString last;
    for (int i = 0; i < 3; ++i) {
        last = stack.post(stack.alice, path + u"/Messages"_s, { { u"body"_s, u"m"_s } })
                   .body.value(u"sid"_s)
                   .toString();
    }
    stack.post(stack.alice, path, { { u"friendly_name"_s, u"two"_s } });
    QCOMPARE(stack.ask(stack.alice, "DELETE", path + u"/Messages/"_s + last).status, 204);
    stack.post(stack.bob, u"/Client/v2/Services/{S}/Users/bob/Conversations/"_s + sid,
               { { u"last_read_message_index"_s, 1 } });

    SyncStore sync(stack.database);
    ConversationStore store(stack.database, sync, stack.installation);
    for (const QString &name : { u".channel"_s, u".messages"_s, u".roster"_s }) {
        const SyncObject known = *stack.sync.find(sid + name);
        const SyncObject read = *sync.find(sid + name);
        QCOMPARE(read.lastEvent, known.lastEvent);
        QCOMPARE(read.data, known.data);
        QCOMPARE(read.updated, known.updated);
        QVERIFY(read.lastEvent > 1);
    }
    QCOMPARE(sync.find(sid + u".channel"_s)->data.value(u"friendlyName"_s).toString(), u"two"_s);
    QCOMPARE(stack.store->conversation(sid)->nextIndex, 3);
    QCOMPARE(store.conversation(sid)->nextIndex, 3); // that of the removed one is not given again
    QCOMPARE(store.conversation(sid)->friendlyName, stack.store->conversation(sid)->friendlyName);
    QCOMPARE(stack.store->participant(sid, u"bob"_s)->lastRead, std::optional<qint64>(1));
    QCOMPARE(store.participant(sid, u"bob"_s)->lastRead, std::optional<qint64>(1));

    const QString participant = path + u"/Participants/bob"_s;
    QCOMPARE(stack.ask(stack.alice, "DELETE", participant).status, 204);
    QVERIFY(!stack.store->isParticipant(sid, u"bob"_s));
    QCOMPARE(stack.ask(stack.alice, "DELETE", path).status, 204);
    QVERIFY(!stack.store->conversation(sid));
    QVERIFY(!stack.store->isParticipant(sid, u"alice"_s));
}

void tst_LocalServiceSync::theEndOfALongListIsNear()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString list = sid + u".messages"_s;
    constexpr int count = 100'000;
    Transaction transaction(stack.database);
    const qint64 object = stack.sync.find(list)->id;
    Statement(stack.database,
              u"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<?)"
              " INSERT INTO sync_items(object, key, event, data, created, updated)"
              " SELECT ?, i, i, '{\"text\":\"x\"}', '', '' FROM n"_s,
              { count - 1, object });
    QVERIFY(transaction.commit());
    const QString items = u"/v3/Lists/"_s + list + u"/Items?Order=desc&PageSize=50"_s;
    QJsonObject page;
    const auto readPages = [&] {
        page = stack.get(stack.alice, items).body;
        constexpr int pages = 20;
        for (int i = 1; i < pages; ++i) {
            const int last
                = page.value(u"items"_s).toArray().last().toObject().value(u"index"_s).toInt();
            QCOMPARE(last, count - 50 * i);
            page = stack.get(stack.alice, items + u"&Bounds=exclusive&From=%1"_s.arg(last)).body;
        }
    };
    // A page that read the whole list would take some 100 ms each.
    QCOMPARE_LT(parley::test::processorTime(readPages), 1s);
    QCOMPARE(page.value(u"items"_s).toArray().size(), 50);
}

QTEST_GUILESS_MAIN(tst_LocalServiceSync)
#include "tst_localservice_sync.moc"
