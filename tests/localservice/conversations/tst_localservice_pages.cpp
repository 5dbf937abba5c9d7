// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using parley::test::code;

/// An answer is as small as a client takes, whatever other users have written into its rows.
class tst_LocalServicePages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsEndByBytes_data();
    void listsEndByBytes();
    void itemsEndByBytes_data();
    void itemsEndByBytes();
    void tokensLeadBackToTheRest();
    void largeMapsComeWithoutTheirItems();
    void replaysAreInterrupted();
    void longCorrelationIdsAreRefused();
    void rawControlCharactersAreRefused_data();
    void rawControlCharactersAreRefused();
};

namespace {

constexpr qsizetype Megabyte = 1024 * 1024;

/// JSON of so many bytes that is twice as long where it is written into other JSON.
QString quotes(int bytes)
{
    return u'"' + u"\\\""_s.repeated(bytes / 2 - 1) + u'"';
}

qsizetype sizeOf(const TunnelResponse &response)
{
    return QJsonDocument(response.body).toJson(QJsonDocument::Compact).size();
}

QString nextToken(const TunnelResponse &page)
{
    return page.body.value(u"meta"_s).toObject().value(u"next_token"_s).toString();
}

/// A conversation of alice and bob, in which bob has sent \a count of the largest messages.
QString withLargeMessages(test::ServiceStack &stack, int count)
{
    const QString sid = stack.makeConversation(stack.alice);
    const QString base = u"/Client/v2/Services/{S}/Conversations/"_s + sid;
    stack.post(stack.alice, base + u"/Participants"_s, { { u"identity"_s, u"bob"_s } });
    const QString body(32 * 1024, QChar(1)); // six bytes each in JSON
    for (int i = 0; i < count; ++i)
        stack.post(stack.bob, base + u"/Messages"_s, { { u"body"_s, body } });
    return sid;
}

} // namespace

void tst_LocalServicePages::listsEndByBytes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    const QString base = u"/Client/v2/Services/{S}"_s;
    QTest::newRow("own conversations")
        << base + u"/Users/alice/Conversations?"_s << u"conversations"_s;
    QTest::newRow("public conversations") << base + u"/Conversations?"_s << u"conversations"_s;
    QTest::newRow("users") << u"/Client/v1/Services/{S}/Users?ConversationSid=first&"_s
                           << u"users"_s;
}

void tst_LocalServicePages::listsEndByBytes()
{
    QFETCH(QString, path);
    QFETCH(QString, name);
    constexpr int Count = 150;
    test::ServiceStack stack;
    const QString base = u"/Client/v2/Services/{S}/Conversations"_s;
    const auto add = [&](const QString &conversation, const QString &identity) {
        stack.post(stack.bob, base + u'/' + conversation + u"/Participants"_s,
                   { { u"identity"_s, identity } });
    };
    stack.post(stack.bob, base, { { u"unique_name"_s, u"first"_s } });
    if (name == u"users"_s)
        add(u"first"_s, u"alice"_s);
    for (int i = 0; i < Count; ++i) {
        if (name == u"users"_s) {
            test::FakeSubscriber guest(u"guest%1"_s.arg(i));
            add(u"first"_s, guest.identity());
            stack.post(guest, u"/Client/v2/Services/{S}/Users/"_s + guest.identity(),
                       { { u"attributes"_s, quotes(4 * 1024) } });
        } else {
            const auto made = stack.post(
                stack.bob, base,
                { { u"type"_s, u"public"_s }, { u"attributes"_s, quotes(16 * 1024) } });
            add(made.body.value(u"sid"_s).toString(), u"alice"_s);
        }
    }
    QSet<QString> seen;
    QString token;
    int pages = 0;
    do {
        const QString rest
            = token.isEmpty() ? u"PageSize=1000"_s : u"PageSize=1000&PageToken="_s + token;
        const auto page = stack.get(stack.alice, path + rest);
        QCOMPARE(page.status, 200);
        QVERIFY2(sizeOf(page) < 2 * Megabyte, qPrintable(QString::number(sizeOf(page))));
        const QJsonArray rows = page.body.value(name).toArray();
        QVERIFY(!rows.isEmpty());
        for (const auto row : rows)
            seen.insert(row.toObject().value(u"sid"_s).toString());
        token = nextToken(page);
        ++pages;
    } while (!token.isEmpty());
    QVERIFY2(seen.size() >= Count, qPrintable(QString::number(seen.size())));
    QVERIFY(pages > 1);
}

void tst_LocalServicePages::itemsEndByBytes_data()
{
    QTest::addColumn<QString>("order");
    QTest::newRow("from the start") << u"asc"_s;
    QTest::newRow("from the end") << u"desc"_s;
}

void tst_LocalServicePages::itemsEndByBytes()
{
    QFETCH(QString, order);
    constexpr int Count = 30;
    test::ServiceStack stack;
    const QString items = u"/v3/Lists/"_s + withLargeMessages(stack, Count)
        + u".messages/Items?PageSize=1000&Order="_s + order;
    QString from;
    int seen = 0;
    bool hasMore = true;
    while (hasMore) { // as clients page: behind the last index
        const auto page = stack.get(stack.alice, items + from);
        QVERIFY2(sizeOf(page) < 2 * Megabyte, qPrintable(QString::number(sizeOf(page))));
        const QJsonArray rows = page.body.value(u"items"_s).toArray();
        QVERIFY(!rows.isEmpty());
        seen += int(rows.size());
        from = u"&Bounds=exclusive&From=%1"_s.arg(
            rows.last().toObject().value(u"index"_s).toInteger());
        hasMore = !nextToken(page).isEmpty();
    }
    QCOMPARE(seen, Count);
}

void tst_LocalServicePages::tokensLeadBackToTheRest()
{
    test::ServiceStack stack;
    const QString items
        = u"/v3/Lists/"_s + withLargeMessages(stack, 12) + u".messages/Items?PageSize=1000"_s;
    const auto ofToken = [&](const QString &token) {
        return stack.get(stack.alice, items + u"&PageToken="_s + token);
    };
    const auto first = stack.get(stack.alice, items);
    const auto second = ofToken(nextToken(first));
    const QJsonArray back
        = ofToken(second.body.value(u"meta"_s).toObject().value(u"previous_token"_s).toString())
              .body.value(u"items"_s)
              .toArray();
    QCOMPARE(back, first.body.value(u"items"_s).toArray());
}

void tst_LocalServicePages::largeMapsComeWithoutTheirItems()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString roster = u"/v3/Maps/"_s + sid + u".roster?Include=items"_s;
    QCOMPARE(stack.get(stack.alice, roster).body.value(u"items"_s).toArray().size(), 1);
    for (int i = 0; i < 150; ++i) {
        stack.post(
            stack.alice, u"/Client/v2/Services/{S}/Conversations/"_s + sid + u"/Participants"_s,
            { { u"identity"_s, u"guest%1"_s.arg(i) }, { u"attributes"_s, quotes(4 * 1024) } });
    }
    const auto large = stack.get(stack.alice, roster);
    QCOMPARE(large.status, 200);
    QVERIFY2(sizeOf(large) < 2 * Megabyte, qPrintable(QString::number(sizeOf(large))));
    QVERIFY(!large.body.contains(u"items"_s)); // a part of them would look like all
}

void tst_LocalServicePages::replaysAreInterrupted()
{
    constexpr int Count = 60; // more than MaxReplayBytes
    test::ServiceStack stack;
    const QString sid = withLargeMessages(stack, Count);
    const QString list = sid + u".messages"_s;
    qint64 last = -1;
    int events = 0;
    int replays = 0;
    QString status;
    while (status != u"completed"_s) {
        static_cast<void>(stack.alice.take());
        stack.follow(stack.alice, list, last);
        const QList<QJsonObject> told = stack.alice.take();
        qsizetype bytes = 0;
        for (const QJsonObject &payload : told)
            bytes += QJsonDocument(payload).toJson(QJsonDocument::Compact).size();
        QVERIFY2(bytes < SyncService::MaxReplayBytes + Megabyte,
                 qPrintable(QString::number(bytes)));
        QVERIFY(told.size() > 1);
        events += int(told.size()) - 1;
        const QJsonObject established = told.last().value(u"events"_s).toArray().first().toObject();
        status = established.value(u"replay_status"_s).toString();
        last = established.value(u"last_event_id"_s).toInteger();
        ++replays;
        if (status == u"interrupted"_s) { // a live event would hide the gap
            stack.sync.putItem(list, 0, test::numbered(replays), test::testMoment());
            stack.hub->publish(stack.sync.takeEvents());
            QCOMPARE(stack.alice.take().size(), 0);
        }
    }
    QVERIFY(replays > 1);
    QCOMPARE(events, Count + replays - 1);
    QCOMPARE(last, stack.sync.find(list)->lastEvent);
}

void tst_LocalServicePages::longCorrelationIdsAreRefused()
{
    test::ServiceStack stack;
    const QJsonObject entry { { u"object_sid"_s, stack.makeNumbers(3).sid },
                              { u"last_event_id"_s, -1 } };
    const auto establish = [&](const QJsonValue &id) {
        return stack.post(stack.alice, u"/v4/Subscriptions"_s,
                          { { u"action"_s, u"establish"_s },
                            { u"correlation_id"_s, id },
                            { u"requests"_s, QJsonArray { entry } } });
    };
    QCOMPARE(establish(QString(1000, u'x')).status, 400);
    QCOMPARE(stack.alice.take().size(), 0);
    QCOMPARE(establish(QJsonValue::Null).status, 202);
    QCOMPARE(establish(QString(64, u'x')).status, 202);
}

void tst_LocalServicePages::rawControlCharactersAreRefused_data()
{
    QTest::addColumn<QString>("attributes");
    QTest::addColumn<int>("expected");
    QTest::newRow("none") << u"{\"a\":\"b\"}"_s << 0;
    QTest::newRow("escaped") << u"{\"a\":\"\\u0001\\n\"}"_s << 0;
    QTest::newRow("line ends between members") << u"{\n\t\"a\": \"b\"\r\n}"_s << 0;
    QTest::newRow("behind an escaped quote") << u"{\"a\":\"\\\\\",\n\"b\":1}"_s << 0;
    QTest::newRow("in a value") << u"{\"a\":\"\x01\"}"_s << 50304;
    QTest::newRow("in a name") << u"{\"\x1f\":1}"_s << 50304;
    QTest::newRow("a line end in a value") << u"{\"a\":\"\n\"}"_s << 50304;
    QTest::newRow("behind a backslash") << u"{\"a\":\"\\\x01\"}"_s << 50304;
    QTest::newRow("a text alone") << u"\"\x01\""_s << 50304;
}

void tst_LocalServicePages::rawControlCharactersAreRefused()
{
    QFETCH(QString, attributes);
    QFETCH(int, expected);
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString base = u"/Client/v2/Services/{S}"_s;
    const QJsonObject body { { u"attributes"_s, attributes }, { u"body"_s, u"x"_s } };
    for (const QString &place :
         { u"/Conversations"_s, u"/Conversations/"_s + sid,
           u"/Conversations/%1/Messages"_s.arg(sid),
           u"/Conversations/%1/Participants/alice"_s.arg(sid), u"/Users/alice"_s })
        QCOMPARE(code(stack.post(stack.alice, base + place, body)), expected);
}

QTEST_GUILESS_MAIN(tst_LocalServicePages)
#include "tst_localservice_pages.moc"
