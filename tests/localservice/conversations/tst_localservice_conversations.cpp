// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using parley::test::code;

namespace {

const char *const base = "/Client/v2/Services/{S}/Conversations";

QString path(const QString &rest)
{
    return QLatin1String(base) + rest;
}

} // namespace

class tst_LocalServiceConversations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void configurationHasWhatTheOfficialClientNeeds();
    void createDoesNotJoin();
    void joinShowsTheConversationToTheUser();
    void sendsEditsAndDeletesMessages();
    void neverReusesAnIndex();
    void movesTheReadHorizon();
    void refusesReadIndexes_data();
    void refusesReadIndexes();
    void pagesOwnConversations();
    void findsByUniqueName();
    void foreignPrivateConversationsLookLikeNone_data();
    void foreignPrivateConversationsLookLikeNone();
    void removedParticipantsStayOut();
    void creatorsMayReturn();
    void attributesAreKeptAsTheyWereSent();
    void attributesAreNotNestedTooDeep();
    void deleteTellsEverybody();
    void leavingEndsDelivery();
    void typingGoesToTheOthers();
    void repeatedMutationsAreDoneOnce();
    void mutationIdsAreBounded();
    void mutationsAreForgottenAfterTenMinutes();
    void mutationsAreKnownAfterARestart();
    void changesOnlyTheOwnUser();
    void addsOtherKindsOfParticipants();
};

void tst_LocalServiceConversations::configurationHasWhatTheOfficialClientNeeds()
{
    test::ServiceStack stack;
    const QJsonObject body = stack.get(stack.alice, u"/Client/v2/Configuration"_s).body;
    QCOMPARE(body.value(u"identity"_s).toString(), u"alice"_s);
    const QJsonObject links = body.value(u"links"_s).toObject();
    for (const char *const name : { "my_conversations", "conversations", "users", "current_user",
                                    "typing", "media_service", "messages_receipts" })
        QVERIFY2(links.value(QLatin1String(name)).toString().startsWith(u"https://"_s), name);
    QCOMPARE(links.value(u"media_set_service"_s).toString(),
             links.value(u"media_service"_s).toString() + u"Set"_s);
    QVERIFY(body.value(u"options"_s).toObject().value(u"reachability_enabled"_s).toBool());
    const QJsonObject objects = body.value(u"sync_objects"_s).toObject();
    for (const char *const name : { "my_conversations", "my_user_info" })
        QCOMPARE(
            stack.get(stack.alice, u"/v3/Maps/"_s + objects.value(QLatin1String(name)).toString())
                .status,
            200);
    // Every address leads somewhere.
    const QUrl own(links.value(u"my_conversations"_s).toString());
    QCOMPARE(stack.get(stack.alice, own.path()).status, 200);
}

void tst_LocalServiceConversations::createDoesNotJoin()
{
    test::ServiceStack stack;
    const auto response = stack.post(stack.alice, path({}),
                                     { { u"friendly_name"_s, u"Lunch"_s },
                                       { u"unique_name"_s, u"lunch/2025"_s },
                                       { u"attributes"_s, u"{\"colour\":\"green\"}"_s } });
    QCOMPARE(response.status, 201);
    const QString sid = response.body.value(u"sid"_s).toString();
    QVERIFY(sid.startsWith(u"CH"_s));
    QVERIFY(response.body.value(u"url"_s).toString().endsWith(sid));
    const QString document
        = response.body.value(u"sync_objects"_s).toObject().value(u"conversation"_s).toString();
    const QJsonObject data
        = stack.get(stack.alice, u"/v3/Documents/"_s + document).body.value(u"data"_s).toObject();
    QCOMPARE(data.value(u"friendlyName"_s).toString(), u"Lunch"_s);
    QCOMPARE(data.value(u"attributes"_s).toString(), u"{\"colour\":\"green\"}"_s);
    QVERIFY(!data.contains(u"status"_s));
    QVERIFY(!data.contains(u"notificationLevel"_s));
    QVERIFY(!stack.store->isParticipant(sid, u"alice"_s));
    QCOMPARE(stack.get(stack.alice, path(u'/' + sid)).body.value(u"status"_s).toString(),
             u"notParticipating"_s);
    // The creator is not in it: no messages before the join.
    QCOMPARE(
        code(stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"x"_s } })),
        50430);
}

void tst_LocalServiceConversations::joinShowsTheConversationToTheUser()
{
    test::ServiceStack stack;
    stack.follow(stack.alice, u"alice.channels"_s, -1);
    static_cast<void>(stack.alice.take());
    const QString sid = stack.makeConversation(stack.alice);
    const QList<QJsonObject> payloads = stack.alice.take();
    QCOMPARE(payloads.size(), 1);
    const QJsonObject event = payloads[0].value(u"events"_s).toArray().first().toObject();
    QCOMPARE(event.value(u"item_key"_s).toString(), sid);
    const QJsonObject data = event.value(u"item_data"_s).toObject();
    QCOMPARE(data.value(u"status"_s).toString(), u"joined"_s);
    QCOMPARE(data.value(u"channel"_s).toString(), sid + u".channel"_s);
    QVERIFY(data.value(u"lastConsumedMessageIndex"_s).isNull());
    const auto roster = stack.get(stack.alice, u"/v3/Maps/"_s + sid + u".roster?Include=items"_s);
    const QJsonObject member
        = roster.body.value(u"items"_s).toArray().first().toObject().value(u"data"_s).toObject();
    QCOMPARE(member.value(u"identity"_s).toString(), u"alice"_s);
    QCOMPARE(member.value(u"userInfo"_s).toString(),
             stack.store->users().find(u"alice"_s)->infoMap());
    QVERIFY(member.value(u"attributes"_s).isString());
}

void tst_LocalServiceConversations::sendsEditsAndDeletesMessages()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString messages = path(u'/' + sid + u"/Messages"_s);
    stack.follow(stack.alice, sid + u".messages"_s, -1);
    stack.follow(stack.alice, sid + u".channel"_s, -1);
    static_cast<void>(stack.alice.take());
    QSignalSpy addedSpy(stack.service.get(), &ConversationService::messageAdded);

    const auto sent = stack.post(stack.alice, messages,
                                 { { u"body"_s, u"Grüße ☃"_s }, { u"attributes"_s, u"[1]"_s } });
    QCOMPARE(sent.status, 201);
    QCOMPARE(sent.body.value(u"index"_s), QJsonValue(0));
    QCOMPARE(stack.alice.takeTypes(),
             (QStringList { u"list_item_added"_s, u"document_updated"_s }));
    QCOMPARE(addedSpy.count(), 1);

    const QString one = messages + u'/' + sent.body.value(u"sid"_s).toString();
    stack.clock.advance(5s);
    const auto edited = stack.post(stack.alice, one, { { u"body"_s, u"better"_s } });
    QCOMPARE(edited.status, 200);
    const QList<QJsonObject> payloads = stack.alice.take();
    QCOMPARE(payloads.size(), 1);
    const QJsonObject data = payloads[0]
                                 .value(u"events"_s)
                                 .toArray()
                                 .first()
                                 .toObject()
                                 .value(u"item_data"_s)
                                 .toObject();
    QCOMPARE(data.value(u"text"_s).toString(), u"better"_s);
    QCOMPARE(data.value(u"attributes"_s).toString(), u"[1]"_s); // untouched
    QCOMPARE(data.value(u"lastUpdatedBy"_s).toString(), u"alice"_s);
    QVERIFY(data.value(u"dateUpdated"_s).toString() > data.value(u"timestamp"_s).toString());

    QCOMPARE(stack.ask(stack.alice, "DELETE", one, "null").status, 204);
    QCOMPARE(stack.alice.takeTypes(),
             (QStringList { u"list_item_removed"_s, u"document_updated"_s }));
    const QJsonObject document = stack.sync.find(sid + u".channel"_s)->data;
    QVERIFY(document.value(u"lastMessage"_s).isNull());
    QCOMPARE(code(stack.get(stack.alice, one)), 50500);
}

void tst_LocalServiceConversations::neverReusesAnIndex()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString messages = path(u'/' + sid + u"/Messages"_s);
    const QJsonObject text { { u"body"_s, u"x"_s } };
    stack.post(stack.alice, messages, text);
    const QString second = stack.post(stack.alice, messages, text).body.value(u"sid"_s).toString();
    stack.ask(stack.alice, "DELETE", messages + u'/' + second);
    QCOMPARE(stack.post(stack.alice, messages, text).body.value(u"index"_s), QJsonValue(2));
}

void tst_LocalServiceConversations::movesTheReadHorizon()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    for (int i = 0; i < 4; ++i)
        stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"x"_s } });
    const QString own = u"/Client/v2/Services/{S}/Users/"_s
        + stack.store->users().find(u"bob"_s)->sid + u"/Conversations/"_s + sid;
    stack.follow(stack.bob, u"bob.channels"_s, 99);
    stack.follow(stack.alice, sid + u".roster"_s, 99);
    static_cast<void>(stack.bob.take());
    static_cast<void>(stack.alice.take());

    QVERIFY(stack.get(stack.bob, own).body.value(u"unread_messages_count"_s).isNull());
    const auto moved = stack.post(stack.bob, own, { { u"last_read_message_index"_s, 1 } });
    QCOMPARE(moved.status, 200);
    QCOMPARE(moved.body.value(u"conversation_sid"_s).toString(), sid);
    QCOMPARE(moved.body.value(u"unread_messages_count"_s), QJsonValue(2));
    QCOMPARE(stack.bob.takeTypes(), QStringList { u"map_item_updated"_s });
    const QList<QJsonObject> payloads = stack.alice.take();
    QCOMPARE(payloads.size(), 1);
    const QJsonObject member = payloads[0]
                                   .value(u"events"_s)
                                   .toArray()
                                   .first()
                                   .toObject()
                                   .value(u"item_data"_s)
                                   .toObject();
    QCOMPARE(member.value(u"lastConsumedMessageIndex"_s), QJsonValue(1));
    QVERIFY(member.value(u"lastConsumptionTimestamp"_s).isString());

    // Back as well, beyond the end to the end, and away.
    QCOMPARE(stack.post(stack.bob, own, { { u"last_read_message_index"_s, 0 } })
                 .body.value(u"unread_messages_count"_s),
             QJsonValue(3));
    QCOMPARE(stack.post(stack.bob, own, { { u"last_read_message_index"_s, 100 } })
                 .body.value(u"last_read_message_index"_s),
             QJsonValue(3));
    QVERIFY(stack.post(stack.bob, own, { { u"last_read_message_index"_s, QJsonValue::Null } })
                .body.value(u"unread_messages_count"_s)
                .isNull());

    const auto muted = stack.post(stack.bob, own, { { u"notification_level"_s, u"muted"_s } });
    QCOMPARE(muted.body.value(u"notification_level"_s).toString(), u"muted"_s);
    QCOMPARE(stack.sync.item(u"bob.channels"_s, sid)->data.value(u"notificationLevel"_s).toString(),
             u"muted"_s);
}

void tst_LocalServiceConversations::refusesReadIndexes_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("expected");
    QTest::newRow("below zero") << QJsonObject { { u"last_read_message_index"_s, -1 } } << 50421;
    QTest::newRow("a text") << QJsonObject { { u"last_read_message_index"_s, u"1"_s } } << 50421;
    QTest::newRow("half a message")
        << QJsonObject { { u"last_read_message_index"_s, 0.5 } } << 50421;
    QTest::newRow("nothing") << QJsonObject() << 20001;
    QTest::newRow("unknown level")
        << QJsonObject { { u"notification_level"_s, u"loud"_s } } << 50210;
}

void tst_LocalServiceConversations::refusesReadIndexes()
{
    QFETCH(QJsonObject, body);
    QFETCH(int, expected);
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"x"_s } });
    const QString before = stack.fingerprint();
    const auto response = stack.post(
        stack.alice, u"/Client/v2/Services/{S}/Users/alice/Conversations/"_s + sid, body);
    QCOMPARE(response.status, 400);
    QCOMPARE(code(response), expected);
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceConversations::pagesOwnConversations()
{
    test::ServiceStack stack;
    QStringList sids;
    for (int i = 0; i < 5; ++i)
        sids.append(stack.makeConversation(stack.alice));
    sids.sort();
    QStringList seen;
    QString token;
    do {
        const auto page
            = stack.get(stack.alice,
                        u"/Client/v2/Services/{S}/Users/alice/Conversations?PageSize=2"_s
                            + (token.isEmpty() ? QString() : u"&PageToken="_s + token));
        const QJsonArray entries = page.body.value(u"conversations"_s).toArray();
        QVERIFY(entries.size() <= 2);
        for (const auto entry : entries)
            seen.append(entry.toObject().value(u"conversation_sid"_s).toString());
        QVERIFY(page.body.value(u"meta"_s).toObject().contains(u"next_token"_s));
        token = page.body.value(u"meta"_s).toObject().value(u"next_token"_s).toString();
    } while (!token.isEmpty());
    QCOMPARE(seen, sids);
}

void tst_LocalServiceConversations::findsByUniqueName()
{
    test::ServiceStack stack;
    const QString sid
        = stack.makeConversation(stack.alice, { { u"unique_name"_s, u"lunch/2025"_s } });
    const QString own = u"/Client/v2/Services/{S}/Users/%1/Conversations/lunch%2F2025"_s;
    QCOMPARE(
        stack.get(stack.alice, own.arg(u"alice"_s)).body.value(u"conversation_sid"_s).toString(),
        sid);
    QCOMPARE(code(stack.get(stack.bob, own.arg(u"bob"_s))), 50350); // as if it were not there
    // An empty name takes it away.
    stack.post(stack.alice, path(u'/' + sid), { { u"unique_name"_s, u""_s } });
    QCOMPARE(code(stack.get(stack.alice, own.arg(u"alice"_s))), 50350);
}

void tst_LocalServiceConversations::foreignPrivateConversationsLookLikeNone_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("rest");
    QTest::addColumn<QJsonObject>("body");
    const QJsonObject carol { { u"identity"_s, u"carol"_s } };
    QTest::newRow("reads") << u"GET"_s << QString() << QJsonObject();
    QTest::newRow("renames") << u"POST"_s << QString() << QJsonObject();
    QTest::newRow("deletes") << u"DELETE"_s << QString() << QJsonObject();
    QTest::newRow("joins") << u"POST"_s << u"/Participants"_s << carol;
    QTest::newRow("joins with a wrong body") << u"POST"_s << u"/Participants"_s << QJsonObject();
    QTest::newRow("adds another") << u"POST"_s << u"/Participants"_s
                                  << QJsonObject { { u"identity"_s, u"dave"_s } };
    QTest::newRow("removes") << u"DELETE"_s << u"/Participants/alice"_s << QJsonObject();
    QTest::newRow("invites") << u"POST"_s << u"/Invites"_s << carol;
    QTest::newRow("declines") << u"DELETE"_s << u"/Invites/carol"_s << QJsonObject();
    QTest::newRow("writes") << u"POST"_s << u"/Messages"_s << QJsonObject { { u"body"_s, u"x"_s } };
    QTest::newRow("recipients") << u"GET"_s << u"/MessageRecipients"_s << QJsonObject();
}

void tst_LocalServiceConversations::foreignPrivateConversationsLookLikeNone()
{
    QFETCH(QString, method);
    QFETCH(QString, rest);
    QFETCH(QJsonObject, body);
    test::ServiceStack stack;
    const QString sid
        = stack.makeConversation(stack.alice, { { u"unique_name"_s, u"known-to-all"_s } });
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    const QString before = stack.fingerprint();
    const auto ask = [&](const QString &id) {
        return stack.ask(stack.carol, method.toLatin1(), path(u'/' + id + rest),
                         QJsonDocument(body).toJson());
    };
    for (const QString &id : { sid, u"known-to-all"_s }) {
        const auto foreign = ask(id);
        const auto none = ask(u"CH00000000000000000000000000000000"_s);
        QCOMPARE(foreign.status, none.status);
        QCOMPARE(foreign.body, none.body);
        QCOMPARE(foreign.status, 404);
    }
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceConversations::removedParticipantsStayOut()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice, { { u"unique_name"_s, u"two"_s } });
    const QString participants = path(u'/' + sid + u"/Participants"_s);
    stack.post(stack.alice, participants, { { u"identity"_s, u"bob"_s } });
    QCOMPARE(stack.ask(stack.alice, "DELETE", participants + u"/bob"_s).status, 204);
    QCOMPARE(code(stack.post(stack.bob, participants, { { u"identity"_s, u"bob"_s } })), 50350);
    QCOMPARE(stack.post(stack.alice, participants, { { u"identity"_s, u"bob"_s } }).status, 201);
    QCOMPARE(stack.get(stack.bob, path(u"/two"_s)).status, 200);
}

void tst_LocalServiceConversations::creatorsMayReturn()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString participants = path(u'/' + sid + u"/Participants"_s);
    QCOMPARE(stack.ask(stack.alice, "DELETE", participants + u"/alice"_s).status, 204);
    QCOMPARE(stack.post(stack.alice, participants, { { u"identity"_s, u"alice"_s } }).status, 201);
}

void tst_LocalServiceConversations::attributesAreKeptAsTheyWereSent()
{
    test::ServiceStack stack;
    const QString text = u"{ \"z\": 1.50, \"a\": {\"y\": 12345678901234567890, \"b\": [ ]} }"_s;
    const QJsonObject body { { u"attributes"_s, text }, { u"body"_s, u"x"_s } };
    const QString sid = stack.makeConversation(stack.alice, body);
    const auto attributes = [](const localservice::TunnelResponse &response) {
        return response.body.value(u"attributes"_s).toString();
    };
    QCOMPARE(attributes(stack.get(stack.alice, path(u'/' + sid))), text);
    QCOMPARE(stack.get(stack.alice, u"/v3/Documents/"_s + sid + u".channel"_s)
                 .body.value(u"data"_s)
                 .toObject()
                 .value(u"attributes"_s)
                 .toString(),
             text);
    const auto message = stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), body);
    QCOMPARE(attributes(message), text);
    QCOMPARE(stack.sync.item(sid + u".messages"_s, 0)->data.value(u"attributes"_s).toString(),
             text);
    QCOMPARE(attributes(stack.post(stack.alice, path(u'/' + sid + u"/Participants/alice"_s), body)),
             text);
    QCOMPARE(attributes(stack.post(stack.alice, u"/Client/v2/Services/{S}/Users/alice"_s, body)),
             text);
}

void tst_LocalServiceConversations::attributesAreNotNestedTooDeep()
{
    const auto nested = [](int levels) { return QString(levels, u'[') + QString(levels, u']'); };
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString message
        = stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"x"_s } })
              .body.value(u"sid"_s)
              .toString();
    const QStringList places { path({}),
                               path(u'/' + sid),
                               path(u'/' + sid + u"/Messages"_s),
                               path(u'/' + sid + u"/Messages/"_s + message),
                               path(u'/' + sid + u"/Participants/alice"_s),
                               u"/Client/v2/Services/{S}/Users/alice"_s };
    for (const QString &place : places) {
        const QJsonObject deepest { { u"attributes"_s, nested(100) } };
        QVERIFY2(stack.post(stack.alice, place, deepest).status < 300
                     || place.endsWith(u"Messages"_s), // which needs a body
                 qPrintable(place));
        for (const int levels : { 101, 1022, 1023, 2000 }) {
            const QJsonObject body { { u"attributes"_s, nested(levels) }, { u"body"_s, u"x"_s } };
            QCOMPARE(code(stack.post(stack.alice, place, body)), 50304);
        }
    }
    // A binding is JSON that others are sent, too.
    QJsonValue value(1);
    for (int level = 0; level < 101; ++level)
        value = QJsonArray { value };
    const QJsonObject binding { { u"address"_s, u"+15005550006"_s }, { u"name"_s, value } };
    QCOMPARE(code(stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s),
                             { { u"messaging_binding"_s, binding } })),
             20001);
}

void tst_LocalServiceConversations::deleteTellsEverybody()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    for (const char *const name : { ".channel", ".messages", ".roster" })
        stack.follow(stack.bob, sid + QLatin1String(name), 99);
    stack.follow(stack.bob, u"bob.channels"_s, 99);
    static_cast<void>(stack.bob.take());
    QCOMPARE(stack.ask(stack.alice, "DELETE", path(u'/' + sid), "{}").status, 204);
    QCOMPARE(stack.bob.takeTypes(),
             (QStringList { u"map_item_removed"_s, u"document_removed"_s, u"list_removed"_s,
                            u"map_removed"_s }));
    QCOMPARE(code(stack.get(stack.alice, path(u'/' + sid))), 50350);
    stack.follow(stack.bob, sid + u".channel"_s, 0);
    QCOMPARE(stack.bob.takeTypes(), QStringList { u"subscription_failed"_s });
}

void tst_LocalServiceConversations::leavingEndsDelivery()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    stack.follow(stack.bob, sid + u".messages"_s, 99);
    stack.follow(stack.bob, sid + u".roster"_s, 99);
    stack.follow(stack.bob, u"bob.channels"_s, 99);
    static_cast<void>(stack.bob.take());
    QCOMPARE(stack.ask(stack.bob, "DELETE", path(u'/' + sid + u"/Participants/bob"_s), "{}").status,
             204);
    QCOMPARE(stack.bob.takeTypes(), (QStringList { u"map_item_removed"_s, u"map_item_removed"_s }));
    stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"secret"_s } });
    QVERIFY(stack.bob.take().isEmpty());
    QCOMPARE(
        code(stack.post(stack.bob, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"x"_s } })),
        50350); // it looks as if there were none
}

void tst_LocalServiceConversations::typingGoesToTheOthers()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    const QByteArray form = "ChannelSid=" + sid.toLatin1();
    const auto response = stack.ask(stack.alice, "POST", u"/v1/Instances/{S}/Typing"_s, form);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body.value(u"typing_timeout"_s), QJsonValue(5));
    QCOMPARE(stack.notified.size(), 1);
    QCOMPARE(stack.notified.first().first, u"bob"_s);
    QCOMPARE(stack.notified.first().second.value(u"typing_timeout"_s), QJsonValue(6));
    QCOMPARE(stack.notified.first().second.value(u"identity"_s).toString(), u"alice"_s);
    QCOMPARE(stack.ask(stack.carol, "POST", u"/v1/Instances/{S}/Typing"_s, form).status, 404);
    QCOMPARE(stack.notified.size(), 1);
}

void tst_LocalServiceConversations::repeatedMutationsAreDoneOnce()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString messages = path(u'/' + sid + u"/Messages"_s);
    const auto first = stack.post(stack.alice, messages, { { u"body"_s, u"once"_s } }, u"m-1"_s);
    QCOMPARE(first.status, 201);
    const QString before = stack.fingerprint();
    const auto again = stack.post(stack.alice, messages, { { u"body"_s, u"once"_s } }, u"m-1"_s);
    QCOMPARE(again.status, 202);
    QCOMPARE(stack.fingerprint(), before);
    const QUrl url(again.body.value(u"resource_url"_s).toString());
    const auto resource = stack.get(stack.alice, url.path(QUrl::FullyEncoded));
    QCOMPARE(resource.status, 200);
    QCOMPARE(resource.body.value(u"index"_s), first.body.value(u"index"_s));
    // The same id from another user is another mutation.
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    QCOMPARE(stack.post(stack.bob, messages, { { u"body"_s, u"two"_s } }, u"m-1"_s).status, 201);
    // What was deleted stays deleted.
    const QString one = messages + u'/' + first.body.value(u"sid"_s).toString();
    QCOMPARE(stack.ask(stack.alice, "DELETE", one, "{}", u"m-2"_s).status, 204);
    QCOMPARE(stack.ask(stack.alice, "DELETE", one, "{}", u"m-2"_s).status, 204);
    QCOMPARE(stack.ask(stack.alice, "DELETE", one, "{}", u"m-3"_s).status, 404);
    // A refused one is not remembered.
    QCOMPARE(stack.post(stack.alice, messages, {}, u"m-4"_s).status, 400);
    QCOMPARE(stack.post(stack.alice, messages, { { u"body"_s, u"now"_s } }, u"m-4"_s).status, 201);
}

void tst_LocalServiceConversations::mutationIdsAreBounded()
{
    test::ServiceStack stack;
    QCOMPARE(stack.post(stack.alice, path({}), {}, QString(256, u'm')).status, 201);
    QCOMPARE(code(stack.post(stack.alice, path({}), {}, QString(257, u'm'))), 20001);
}

void tst_LocalServiceConversations::mutationsAreForgottenAfterTenMinutes()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString messages = path(u'/' + sid + u"/Messages"_s);
    stack.post(stack.alice, messages, { { u"body"_s, u"x"_s } }, u"m-1"_s);
    stack.clock.advance(10min - 1s);
    QCOMPARE(stack.post(stack.alice, messages, { { u"body"_s, u"x"_s } }, u"m-1"_s).status, 202);
    stack.clock.advance(2s);
    QCOMPARE(stack.post(stack.alice, messages, { { u"body"_s, u"x"_s } }, u"m-1"_s).status, 201);
}

void tst_LocalServiceConversations::mutationsAreKnownAfterARestart()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString messages = path(u'/' + sid + u"/Messages"_s);
    const auto sent = stack.post(stack.alice, messages, { { u"body"_s, u"x"_s } }, u"m-1"_s);
    const QString one = messages + u'/' + sent.body.value(u"sid"_s).toString();
    stack.clock.advance(9min);
    QCOMPARE(stack.ask(stack.alice, "DELETE", one, "{}", u"m-2"_s).status, 204);

    MutationLog log(stack.database, stack.clock);
    QCOMPARE(log.find(u"alice"_s, u"m-1"_s)->url, sent.body.value(u"url"_s).toString());
    QVERIFY(log.find(u"alice"_s, u"m-2"_s)->url.isNull());
    QVERIFY(!log.find(u"bob"_s, u"m-1"_s));
    QVERIFY(!log.find(u"alice"_s, u"m-3"_s));
    // Each for its own ten minutes, also where one falls into the time of the next.
    stack.clock.advance(2min);
    log.remember(u"alice"_s, u"m-3"_s, {});
    QVERIFY(!log.find(u"alice"_s, u"m-1"_s));
    stack.clock.advance(9min + 59s);
    log.remember(u"alice"_s, u"m-4"_s, {});
    QVERIFY(log.find(u"alice"_s, u"m-3"_s));
    stack.clock.advance(1s);
    QVERIFY(!log.find(u"alice"_s, u"m-3"_s));
    QVERIFY(log.find(u"alice"_s, u"m-4"_s));
    Statement row(stack.database, u"SELECT count(*) FROM mutations"_s);
    QVERIFY(row.next() && row.number(0) < 4); // those that no request finds are removed
}

void tst_LocalServiceConversations::changesOnlyTheOwnUser()
{
    test::ServiceStack stack;
    const QString users = u"/Client/v2/Services/{S}/Users/"_s;
    const auto own
        = stack.post(stack.alice, users + u"alice"_s, { { u"friendly_name"_s, u"Ada"_s } });
    QCOMPARE(own.status, 200);
    const QString map
        = own.body.value(u"sync_objects"_s).toObject().value(u"user_info_map"_s).toString();
    QCOMPARE(stack.sync.item(map, u"friendlyName"_s)->data.value(u"value"_s).toString(), u"Ada"_s);
    QVERIFY(stack.sync.item(map, u"attributes"_s)->data.value(u"value"_s).isString());
    QCOMPARE(stack.get(stack.bob, users + u"alice"_s).body.value(u"friendly_name"_s).toString(),
             u"Ada"_s);
    const QString before = stack.fingerprint();
    QCOMPARE(code(stack.post(stack.bob, users + u"alice"_s, { { u"friendly_name"_s, u"Eve"_s } })),
             50107);
    QCOMPARE(code(stack.post(stack.alice, users + u"alice"_s, { { u"attributes"_s, u"nope"_s } })),
             50304);
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceConversations::addsOtherKindsOfParticipants()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QJsonObject binding { { u"address"_s, u"+15550001"_s },
                                { u"proxy_address"_s, u"+15550002"_s } };
    const QJsonObject body { { u"attributes"_s, u"{}"_s }, { u"messaging_binding"_s, binding } };
    const auto added = stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), body);
    QCOMPARE(added.status, 201);
    QVERIFY(added.body.value(u"identity"_s).isNull());
    const QJsonObject data
        = stack.sync.item(sid + u".roster"_s, added.body.value(u"sid"_s).toString())->data;
    QCOMPARE(data.value(u"type"_s).toString(), u"sms"_s);
    QCOMPARE(data.value(u"bindings"_s).toObject().value(u"sms"_s).toObject(), binding);
    QCOMPARE(code(stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), body)), 50433);
    const QString own
        = path(u'/' + sid + u"/Participants/"_s + added.body.value(u"sid"_s).toString());
    QCOMPARE(stack.ask(stack.alice, "DELETE", own).status, 204);
    QVERIFY(!stack.sync.item(sid + u".roster"_s, added.body.value(u"sid"_s).toString()));
}

QTEST_GUILESS_MAIN(tst_LocalServiceConversations)
#include "tst_localservice_conversations.moc"
