// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include "localservice/conversations/limits.h"

#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using parley::test::code;

namespace {

const char *const base = "/Client/v1/Services/{S}/Conversations";

QString path(const QString &rest)
{
    return QLatin1String(base) + rest;
}

} // namespace

/// What twilio-chat 6 needs beyond Conversations; see
/// app/chat/PROTOCOL.md, 'Programmable Chat'.
class tst_LocalServiceProgrammableChat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usesOldNames();
    void publicOnesAreListedAndDescribed();
    void privateOnesAreNot();
    void invitedOnesSeeAndJoin();
    void invitedOnesDecline();
    void withdrawnInvitationsEndSubscriptions();
    void refusesInvitations_data();
    void refusesInvitations();
    void invitationsCountInAConversation();
    void invitationsCountForAUser();
    void conversationsOfOneCreatorAreBounded();
    void deletingEndsInvitations();
    void identitiesAreWrittenAsTheyAre();
    void oldCodes();
};

void tst_LocalServiceProgrammableChat::usesOldNames()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice, {});
    stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"x"_s } });
    const QJsonObject links
        = stack.get(stack.alice, u"/Client/v1/Configuration"_s).body.value(u"links"_s).toObject();
    QVERIFY(links.value(u"conversations"_s).toString().contains(u"/Client/v1/"_s));
    const QString own = u"/Client/v1/Services/{S}/Users/alice/Conversations/"_s + sid;
    const auto read = stack.post(stack.alice, own, { { u"last_consumed_message_index"_s, 0 } });
    QCOMPARE(read.body.value(u"last_consumed_message_index"_s), QJsonValue(0));
    const auto users
        = stack.get(stack.alice, u"/Client/v1/Services/{S}/Users?ConversationSid="_s + sid);
    QCOMPARE(users.body.value(u"users"_s).toArray().size(), 1);
    QVERIFY(users.body.value(u"meta"_s).toObject().contains(u"prev_token"_s));
    QCOMPARE(stack.get(stack.alice, u"/Client/v1/Services/{S}/Conversations"_s)
                 .body.value(u"conversations"_s)
                 .toArray()
                 .size(),
             0);
}

void tst_LocalServiceProgrammableChat::publicOnesAreListedAndDescribed()
{
    test::ServiceStack stack;
    QStringList sids;
    for (int i = 0; i < 3; ++i)
        sids.append(
            stack
                .post(stack.alice, path({}),
                      { { u"type"_s, u"public"_s }, { u"unique_name"_s, u"square %1"_s.arg(i) } })
                .body.value(u"sid"_s)
                .toString());
    sids.sort();
    QStringList found;
    QString token;
    do {
        const auto page = stack.get(
            stack.bob,
            path(u"?PageSize=2"_s + (token.isEmpty() ? u""_s : u"&PageToken="_s + token)));
        const QJsonArray list = page.body.value(u"conversations"_s).toArray();
        for (const auto value : list) {
            QCOMPARE(value.toObject().value(u"type"_s).toString(), u"public"_s);
            QCOMPARE(value.toObject().value(u"status"_s).toString(), u"notParticipating"_s);
            QCOMPARE(value.toObject().value(u"participants_count"_s).toInt(-1), 0);
            found.append(value.toObject().value(u"sid"_s).toString());
        }
        token = page.body.value(u"meta"_s).toObject().value(u"next_token"_s).toString();
    } while (!token.isEmpty());
    QCOMPARE(found, sids);
    QCOMPARE(stack.get(stack.bob, path(u"/square%201"_s)).status, 200);
    const auto document = stack.get(stack.bob, u"/v3/Documents/"_s + sids.first() + u".channel"_s);
    QCOMPARE(document.body.value(u"data"_s).toObject().value(u"type"_s).toString(), u"public"_s);
    QCOMPARE(
        stack.post(stack.bob, path(u"/square%201/Participants"_s), { { u"identity"_s, u"bob"_s } })
            .status,
        201);
    // But what is said in it is for those who are in it.
    QCOMPARE(stack.get(stack.carol, u"/v3/Lists/"_s + sids.first() + u".messages"_s).status, 404);
}

void tst_LocalServiceProgrammableChat::privateOnesAreNot()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice, { { u"type"_s, u"private"_s } });
    QCOMPARE(stack.get(stack.bob, path({})).body.value(u"conversations"_s).toArray().size(), 0);
    QCOMPARE(stack.get(stack.bob, path(u'/' + sid)).status, 404);
    QCOMPARE(stack.get(stack.bob, u"/v3/Documents/"_s + sid + u".channel"_s).status, 404);
}

void tst_LocalServiceProgrammableChat::invitedOnesSeeAndJoin()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.follow(stack.bob, u"bob.channels"_s, -1);
    static_cast<void>(stack.bob.take());
    const auto status = [&stack] {
        const QJsonObject event
            = stack.bob.take().constFirst().value(u"events"_s).toArray().first().toObject();
        return event.value(u"item_data"_s).toObject().value(u"status"_s).toString();
    };
    QCOMPARE(
        stack.post(stack.alice, path(u'/' + sid + u"/Invites"_s), { { u"identity"_s, u"bob"_s } })
            .status,
        201);
    QCOMPARE(status(), u"invited"_s);
    QCOMPARE(stack.get(stack.bob, u"/v3/Documents/"_s + sid + u".channel"_s).status, 200);
    QCOMPARE(stack.get(stack.bob, u"/v3/Lists/"_s + sid + u".messages"_s).status, 404);
    QCOMPARE(stack.get(stack.bob, path(u'/' + sid)).body.value(u"status"_s).toString(),
             u"invited"_s);
    QCOMPARE(
        stack
            .post(stack.bob, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } })
            .status,
        201);
    QCOMPARE(status(), u"joined"_s);
    QVERIFY(!stack.store->isInvited(sid, u"bob"_s));
}

void tst_LocalServiceProgrammableChat::invitedOnesDecline()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString invites = path(u'/' + sid + u"/Invites"_s);
    stack.post(stack.alice, invites, { { u"identity"_s, u"bob"_s } });
    QCOMPARE(stack.ask(stack.carol, "DELETE", invites + u"/bob"_s).status, 404);
    QCOMPARE(stack.ask(stack.bob, "DELETE", invites + u"/bob"_s).status, 204);
    QVERIFY(!stack.sync.item(u"bob.channels"_s, sid));
    QCOMPARE(stack.get(stack.bob, u"/v3/Documents/"_s + sid + u".channel"_s).status, 404);
    QCOMPARE(stack.ask(stack.bob, "DELETE", invites + u"/bob"_s).status, 404);
}

void tst_LocalServiceProgrammableChat::withdrawnInvitationsEndSubscriptions()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString invites = path(u'/' + sid + u"/Invites"_s);
    const auto rename = [&stack, &sid](const QString &name) {
        stack.post(stack.alice, path(u'/' + sid), { { u"friendly_name"_s, name } });
    };
    for (test::FakeSubscriber *const who : { &stack.alice, &stack.bob }) { // withdraws, declines
        stack.post(stack.alice, invites, { { u"identity"_s, u"bob"_s } });
        stack.follow(stack.bob, sid + u".channel"_s, -1);
        static_cast<void>(stack.bob.take());
        rename(u"before"_s);
        QCOMPARE(stack.bob.take().size(), 1);
        QCOMPARE(stack.ask(*who, "DELETE", invites + u"/bob"_s).status, 204);
        static_cast<void>(stack.bob.take());
        rename(u"after"_s);
        QCOMPARE(stack.bob.take().size(), 0);
    }
}

void tst_LocalServiceProgrammableChat::refusesInvitations_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("expected");
    QTest::newRow("no user") << QJsonObject() << 50206;
    QTest::newRow("a participant") << QJsonObject { { u"identity"_s, u"alice"_s } } << 50404;
    QTest::newRow("invited already") << QJsonObject { { u"identity"_s, u"bob"_s } } << 50404;
}

void tst_LocalServiceProgrammableChat::refusesInvitations()
{
    QFETCH(QJsonObject, body);
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString invites = path(u'/' + sid + u"/Invites"_s);
    stack.post(stack.alice, invites, { { u"identity"_s, u"bob"_s } });
    const QString before = stack.fingerprint();
    QTEST(code(stack.post(stack.alice, invites, body)), "expected");
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceProgrammableChat::invitationsCountInAConversation()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const ConversationRecord conversation = *stack.store->conversation(sid);
    Transaction transaction(stack.database);
    for (int i = 0; i < limits::Participants - 1; ++i) // and alice
        stack.store->invite(conversation, u"guest%1"_s.arg(i), test::testMoment());
    QVERIFY(transaction.commit());
    const auto ask = [&](test::FakeSubscriber &who, const QString &place, const QString &identity) {
        return stack.post(who, path(u'/' + sid + place), { { u"identity"_s, identity } });
    };
    QCOMPARE(code(ask(stack.alice, u"/Invites"_s, u"bob"_s)), 50417);
    QCOMPARE(code(ask(stack.alice, u"/Participants"_s, u"bob"_s)), 50417);
    QCOMPARE(code(stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s),
                             { { u"messaging_binding"_s,
                                 QJsonObject { { u"address"_s, u"+15005550006"_s } } } })),
             50417);
    test::FakeSubscriber guest(u"guest0"_s);
    QCOMPARE(ask(guest, u"/Participants"_s, u"guest0"_s).status, 201); // has a place
    QCOMPARE(stack.ask(stack.alice, "DELETE", path(u'/' + sid + u"/Invites/guest1"_s)).status, 204);
    QCOMPARE(ask(stack.alice, u"/Invites"_s, u"bob"_s).status, 201);
}

void tst_LocalServiceProgrammableChat::invitationsCountForAUser()
{
    test::ServiceStack stack;
    Transaction transaction(stack.database);
    QString first;
    for (int i = 0; i < limits::ConversationsPerIdentity; ++i) {
        ConversationRecord conversation;
        conversation.createdBy = u"carol"_s;
        stack.store->createConversation(conversation, test::testMoment());
        stack.store->invite(conversation, u"bob"_s, test::testMoment());
        first = conversation.sid;
    }
    QVERIFY(transaction.commit());
    const QString sid = stack.makeConversation(stack.alice);
    const QJsonObject bob { { u"identity"_s, u"bob"_s } };
    QCOMPARE(code(stack.post(stack.alice, path(u'/' + sid + u"/Invites"_s), bob)), 50417);
    // They keep no user from taking part.
    QCOMPARE(stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), bob).status, 201);
    QCOMPARE(stack.post(stack.bob, path(u'/' + first + u"/Participants"_s), bob).status, 201);
    QCOMPARE(stack.post(stack.bob, path({}), {}).status, 201); // bob has made none of them
}

void tst_LocalServiceProgrammableChat::conversationsOfOneCreatorAreBounded()
{
    test::ServiceStack stack;
    QCOMPARE(stack.post(stack.alice, path({}), {}).status, 201); // counts from here on
    Transaction transaction(stack.database);
    for (int i = 0; i < limits::ConversationsPerIdentity - 2; ++i) {
        ConversationRecord conversation;
        conversation.createdBy = u"alice"_s;
        stack.store->createConversation(conversation, test::testMoment());
    }
    QVERIFY(transaction.commit());
    const auto last = stack.post(stack.alice, path({}), {});
    QCOMPARE(last.status, 201);
    QCOMPARE(code(stack.post(stack.alice, path({}), {})), 50417);
    QCOMPARE(stack.post(stack.bob, path({}), {}).status, 201);
    QCOMPARE(
        stack.ask(stack.alice, "DELETE", path(u'/' + last.body.value(u"sid"_s).toString())).status,
        204);
    QCOMPARE(stack.post(stack.alice, path({}), {}).status, 201);
}

void tst_LocalServiceProgrammableChat::deletingEndsInvitations()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Invites"_s), { { u"identity"_s, u"bob"_s } });
    QVERIFY(stack.sync.item(u"bob.channels"_s, sid));
    QCOMPARE(stack.ask(stack.alice, "DELETE", path(u'/' + sid)).status, 204);
    QVERIFY(!stack.sync.item(u"bob.channels"_s, sid));
}

void tst_LocalServiceProgrammableChat::identitiesAreWrittenAsTheyAre()
{
    test::ServiceStack stack;
    const QString odd = u"a/b c@d"_s;
    test::FakeSubscriber other(odd);
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, odd } });
    QCOMPARE(stack
                 .post(other, u"/Client/v1/Services/{S}/Users/"_s + odd,
                       { { u"friendly_name"_s, u"Odd"_s } })
                 .status,
             200);
    QCOMPARE(stack.store->users().find(odd)->friendlyName, u"Odd"_s);
    QCOMPARE(stack.ask(other, "DELETE", path(u'/' + sid + u"/Participants/"_s + odd)).status, 204);
    QVERIFY(!stack.store->isParticipant(sid, odd));
}

void tst_LocalServiceProgrammableChat::oldCodes()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    QCOMPARE(code(stack.get(stack.alice, path(u"/CH00000000000000000000000000000000"_s))), 50300);
    QCOMPARE(
        code(stack.post(stack.bob, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"x"_s } })),
        50300);
    const QString open = stack.makeConversation(stack.alice, { { u"type"_s, u"public"_s } });
    QCOMPARE(
        code(stack.post(stack.bob, path(u'/' + open + u"/Messages"_s), { { u"body"_s, u"x"_s } })),
        50400);
    QCOMPARE(code(stack.ask(stack.alice, "DELETE", path(u'/' + sid + u"/Participants/bob"_s))),
             50402);
    QCOMPARE(code(stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s),
                             { { u"identity"_s, u"alice"_s } })),
             50404);
}

QTEST_GUILESS_MAIN(tst_LocalServiceProgrammableChat)
#include "tst_localservice_programmablechat.moc"
