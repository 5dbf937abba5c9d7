// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using parley::test::code;

namespace {

const char *const base = "/Client/v2/Services/{S}/Conversations";

QString path(const QString &rest)
{
    return QLatin1String(base) + rest;
}

} // namespace

class tst_LocalServiceRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesCommands_data();
    void refusesCommands();
    void refusesOutsiders_data();
    void refusesOutsiders();
    void survivesBadRequests_data();
    void survivesBadRequests();
    void takesTricksAsPlainText_data();
    void takesTricksAsPlainText();
};

void tst_LocalServiceRefusals::refusesCommands_data()
{
    QTest::addColumn<QString>("rest"); // {C}: a conversation of alice and bob
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("expected");

    const auto row
        = [](const char *name, const QString &rest, const QJsonObject &body, int status,
             int expected) { QTest::newRow(name) << rest << body << status << expected; };
    const QString longName(257, u'x');
    row("friendly name too long", u""_s, { { u"friendly_name"_s, longName } }, 400, 50003);
    row("unique name too long", u""_s, { { u"unique_name"_s, longName } }, 400, 50004);
    row("unique name like a SID", u""_s,
        { { u"unique_name"_s, u"CH0123456789abcdef0123456789abcdef"_s } }, 400, 50390);
    row("unique name taken", u""_s, { { u"unique_name"_s, u"taken"_s } }, 409, 50353);
    row("name is a number", u""_s, { { u"friendly_name"_s, 5 } }, 400, 20001);
    row("attributes are no text", u""_s, { { u"attributes"_s, QJsonObject() } }, 400, 50304);
    row("attributes are no JSON", u""_s, { { u"attributes"_s, u"{oops"_s } }, 400, 50304);
    row("attributes too long", u""_s, { { u"attributes"_s, QString(17'000, u' ') } }, 400, 50303);
    row("unknown conversation", u"/CH00000000000000000000000000000000/Messages"_s,
        { { u"body"_s, u"x"_s } }, 404, 50350);
    row("message without body", u"/{C}/Messages"_s, {}, 400, 50503);
    row("message with an empty body", u"/{C}/Messages"_s, { { u"body"_s, u""_s } }, 400, 50503);
    row("body is a number", u"/{C}/Messages"_s, { { u"body"_s, 5 } }, 400, 50503);
    row("body too long", u"/{C}/Messages"_s, { { u"body"_s, QString(32 * 1024 + 1, u'x') } }, 400,
        50504);
    row("body too long in bytes", u"/{C}/Messages"_s, { { u"body"_s, QString(11'000, u'☃') } }, 400,
        50504);
    const QString noText = u"half of a pair: "_s + QChar(0xD83D);
    row("body that is no text", u"/{C}/Messages"_s, { { u"body"_s, noText } }, 400, 50503);
    row("subject that is no text", u"/{C}/Messages"_s,
        { { u"body"_s, u"x"_s }, { u"subject"_s, noText } }, 400, 50503);
    row("attributes that are no text", u"/{C}/Messages"_s,
        { { u"body"_s, u"x"_s }, { u"attributes"_s, u"{\"a\": \"%1\"}"_s.arg(noText) } }, 400,
        50304);
    row("address that is no text", u"/{C}/Participants"_s,
        { { u"messaging_binding"_s, QJsonObject { { u"address"_s, noText } } } }, 400, 20001);
    row("message attributes too long", u"/{C}/Messages"_s,
        { { u"body"_s, u"x"_s }, { u"attributes"_s, QString(5000, u'1') } }, 400, 50303);
    row("unknown media", u"/{C}/Messages"_s, { { u"media_sids"_s, QJsonArray { u"ME0"_s } } }, 400,
        50507);
    row("unknown message", u"/{C}/Messages/IM00000000000000000000000000000000"_s,
        { { u"body"_s, u"x"_s } }, 404, 50500);
    row("participant there already", u"/{C}/Participants"_s, { { u"identity"_s, u"bob"_s } }, 409,
        50433);
    row("joins again", u"/{C}/Participants"_s, { { u"identity"_s, u"alice"_s } }, 409, 50433);
    row("no user to add", u"/{C}/Participants"_s, {}, 400, 20001);
    row("identity too long", u"/{C}/Participants"_s, { { u"identity"_s, QString(257, u'i') } }, 400,
        50206);
    row("identity that is no text", u"/{C}/Participants"_s,
        { { u"identity"_s, QString(QChar(0xD800)) } }, 400, 50206);
    row("identity like a SID", u"/{C}/Participants"_s,
        { { u"identity"_s, u"US0123456789abcdef0123456789abcdef"_s } }, 400, 50207);
    row("unknown participant", u"/{C}/Participants/MB00000000000000000000000000000000"_s,
        { { u"attributes"_s, u"{}"_s } }, 404, 50432);
}

void tst_LocalServiceRefusals::refusesCommands()
{
    QFETCH(QString, rest);
    QFETCH(QJsonObject, body);
    QFETCH(int, status);
    QFETCH(int, expected);

    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice, { { u"unique_name"_s, u"taken"_s } });
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    const QString before = stack.fingerprint();
    const auto response = stack.post(stack.alice, path(QString(rest).replace(u"{C}"_s, sid)), body);
    QCOMPARE(response.status, status);
    QCOMPARE(code(response), expected);
    QCOMPARE(response.body.value(u"status"_s).toInt(), status);
    QVERIFY(!response.body.value(u"message"_s).toString().isEmpty());
    QCOMPARE(stack.fingerprint(), before);
}

void tst_LocalServiceRefusals::refusesOutsiders_data()
{
    QTest::addColumn<QString>("who"); // carol is outside, bob is in it, alice made it
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("rest");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("expected");

    const auto row = [](const char *name, const QString &who, const char *method,
                        const QString &rest, const QJsonObject &body, int expected) {
        QTest::newRow(name) << who << QString::fromLatin1(method) << rest << body << expected;
    };
    const QJsonObject text { { u"body"_s, u"x"_s } };
    row("outsider reads the conversation", u"carol"_s, "GET", u""_s, {}, 50350);
    row("outsider writes", u"carol"_s, "POST", u"/Messages"_s, text, 50350);
    row("outsider reads a message", u"carol"_s, "GET", u"/Messages/{M}"_s, {}, 50350);
    row("outsider edits", u"carol"_s, "POST", u"/Messages/{M}"_s, text, 50350);
    row("outsider deletes a message", u"carol"_s, "DELETE", u"/Messages/{M}"_s, {}, 50350);
    row("outsider adds a user", u"carol"_s, "POST", u"/Participants"_s,
        { { u"identity"_s, u"dave"_s } }, 50350);
    row("outsider removes a participant", u"carol"_s, "DELETE", u"/Participants/bob"_s, {}, 50350);
    row("outsider renames", u"carol"_s, "POST", u""_s, { { u"friendly_name"_s, u"x"_s } }, 50350);
    row("outsider deletes", u"carol"_s, "DELETE", u""_s, {}, 50350);
    row("participant renames", u"bob"_s, "POST", u""_s, { { u"friendly_name"_s, u"x"_s } }, 50107);
    row("participant deletes", u"bob"_s, "DELETE", u""_s, {}, 50107);
    row("participant removes another", u"bob"_s, "DELETE", u"/Participants/alice"_s, {}, 50107);
    row("participant edits another's message", u"bob"_s, "POST", u"/Messages/{M}"_s, text, 50107);
    row("participant deletes another's message", u"bob"_s, "DELETE", u"/Messages/{M}"_s, {}, 50107);
    row("outsider invites", u"carol"_s, "POST", u"/Invites"_s, { { u"identity"_s, u"dave"_s } },
        50350);
    row("outsider joins", u"carol"_s, "POST", u"/Participants"_s, { { u"identity"_s, u"carol"_s } },
        50350);
    row("outsider adds a telephone", u"carol"_s, "POST", u"/Participants"_s,
        { { u"messaging_binding"_s, QJsonObject { { u"address"_s, u"+15005550006"_s } } } }, 50350);
    row("outsider withdraws an invitation", u"carol"_s, "DELETE", u"/Invites/dave"_s, {}, 50432);
    row("participant changes another participant", u"bob"_s, "POST", u"/Participants/alice"_s,
        { { u"attributes"_s, u"{}"_s } }, 50107);
}

void tst_LocalServiceRefusals::refusesOutsiders()
{
    QFETCH(QString, who);
    QFETCH(QString, method);
    QFETCH(QString, rest);
    QFETCH(QJsonObject, body);
    QFETCH(int, expected);

    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s), { { u"identity"_s, u"bob"_s } });
    const QString message
        = stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"m"_s } })
              .body.value(u"sid"_s)
              .toString();
    stack.post(stack.alice, path(u'/' + sid + u"/Invites"_s), { { u"identity"_s, u"dave"_s } });
    const QString before = stack.fingerprint();
    test::FakeSubscriber &caller = who == u"carol"_s ? stack.carol : stack.bob;
    const auto response = stack.ask(caller, method.toLatin1(),
                                    path(u'/' + sid + QString(rest).replace(u"{M}"_s, message)),
                                    QJsonDocument(body).toJson());
    QCOMPARE(response.status, who == u"carol"_s ? 404 : 403);
    QCOMPARE(code(response), expected);
    QCOMPARE(stack.fingerprint(), before);
    // Of a conversation that is not one's own there is nothing in the own list either.
    if (who == u"carol"_s) {
        const QString own = u"/Client/v2/Services/{S}/Users/carol/Conversations/"_s + sid;
        QCOMPARE(code(stack.get(stack.carol, own)), 50350);
        QCOMPARE(code(stack.post(stack.carol, own, { { u"last_read_message_index"_s, 0 } })),
                 50350);
        QCOMPARE(stack.fingerprint(), before);
    }
}

void tst_LocalServiceRefusals::survivesBadRequests_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("fullPath");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");

    const auto row = [](const char *name, const char *method, const QString &fullPath,
                        const QByteArray &body, int status) {
        QTest::newRow(name) << QString::fromLatin1(method) << fullPath << body << status;
    };
    row("nothing behind the slash", "GET", u"/"_s, {}, 404);
    row("unknown family", "GET", u"/v9/Things"_s, {}, 404);
    row("unknown version", "GET", u"/Client/v3/Configuration"_s, {}, 404);
    row("push registration", "POST", u"/v1/registrations?productId=ip_messaging"_s, "{}", 404);
    row("wrong service sid", "GET", u"/Client/v2/Services/IS00/Conversations"_s, {}, 404);
    row("another service's typing", "POST", u"/v1/Instances/IS00/Typing"_s, "ChannelSid=x", 404);
    row("wrong method on a collection", "DELETE", path({}), "{}", 405);
    row("unknown method", "BREW", path({}), {}, 405);
    row("wrong method on the configuration", "POST", u"/Client/v2/Configuration"_s, "{}", 405);
    row("wrong method on typing", "GET", u"/v1/Instances/{S}/Typing"_s, {}, 405);
    row("broken JSON", "POST", path({}), "{\"friendly_name\":", 400);
    row("JSON that is no object", "POST", path({}), "[1]", 400);
    row("a body that is no text", "POST", path({}), QByteArray("\xff\xfe\x00", 3), 400);
    row("SQL in a sid", "GET", path(u"/x'%20OR%20'1'='1"_s), {}, 404);
    row("SQL that would drop a table", "GET", path(u"/x';DROP%20TABLE%20users;--"_s), {}, 404);
    row("dots in the path", "GET", path(u"/../../Configuration"_s), {}, 404);
    row("encoded dots and slashes", "GET", path(u"/..%2F..%2Fetc%2Fpasswd"_s), {}, 404);
    row("a message's sid for a conversation", "GET", path(u"/{M}"_s), {}, 404);
    row("a conversation's sid for a message", "GET", path(u"/{C}/Messages/{C}"_s), {}, 404);
    row("a sid in capitals", "GET", path(u"/CH00000000000000000000000000000ABC"_s), {}, 404);
    row("a participant of SQL", "DELETE", path(u"/{C}/Participants/'%20OR%201=1;--"_s), {}, 404);
    row("a Sync object of SQL", "GET", u"/v3/Maps/'%20OR%20'1'='1"_s, {}, 404);
    row("a Sync object of another user", "GET", u"/v3/Maps/bob.channels"_s, {}, 404);
    row("items of another user", "GET", u"/v3/Maps/bob.channels/Items"_s, {}, 404);
    row("a write to Sync", "POST", u"/v3/Documents/{C}.channel"_s, "{\"data\":{}}", 403);
    row("a removal from Sync", "DELETE", u"/v3/Lists/{C}.messages/Items/0"_s, {}, 403);
    row("an item of the wrong kind", "GET", u"/v3/Lists/{C}.messages/Items/zero"_s, {}, 404);
    row("invitations cannot be read", "GET", path(u"/{C}/Invites"_s), {}, 405);
    row("an invitation that is not there", "DELETE", path(u"/{C}/Invites/bob"_s), {}, 404);
    row("JSON that is nested too deep", "POST", path({}),
        QByteArray(3000, '[') + QByteArray(3000, ']'), 400);
    row("an empty segment", "GET", u"/Client/v2//Services/{S}/Conversations"_s, {}, 404);
    row("a slash at the end", "GET", path(u"/"_s), {}, 404);
    row("a zero byte", "GET", path(u"/general%00"_s), {}, 404);
    row("broken percent-encoding", "GET", path(u"/%zz%"_s), {}, 404);
    row("something below a participant", "GET", path(u"/{C}/Participants/alice/Messages"_s), {},
        404);
    row("something unknown below a conversation", "GET", path(u"/{C}/Everything"_s), {}, 404);
    row("another user's conversations", "GET", u"/Client/v2/Services/{S}/Users/bob/Conversations"_s,
        {}, 403);
    row("an unknown user", "GET", u"/Client/v2/Services/{S}/Users/stranger"_s, {}, 404);
    row("a page of minus one", "GET",
        u"/Client/v2/Services/{S}/Users/alice/Conversations?PageSize=-1"_s, {}, 400);
    row("a page token of SQL", "GET",
        u"/Client/v2/Services/{S}/Users/alice/Conversations?PageToken=%27--"_s, {}, 400);
    row("subscriptions without an action", "POST", u"/v4/Subscriptions"_s, "{\"requests\":[]}",
        400);
    row("subscriptions that are no list", "POST", u"/v4/Subscriptions"_s,
        "{\"action\":\"establish\",\"requests\":5}", 400);
    row("typing nowhere", "POST", u"/v1/Instances/{S}/Typing"_s, {}, 404);
    row("channel metadata", "GET", path(u"/{C}/Messages/{M}/ChannelMetadata"_s), {}, 404);
}

void tst_LocalServiceRefusals::survivesBadRequests()
{
    QFETCH(QString, method);
    QFETCH(QString, fullPath);
    QFETCH(QByteArray, body);
    QFETCH(int, status);

    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice, { { u"unique_name"_s, u"general"_s } });
    const QString message
        = stack.post(stack.alice, path(u'/' + sid + u"/Messages"_s), { { u"body"_s, u"m"_s } })
              .body.value(u"sid"_s)
              .toString();
    const QString before = stack.fingerprint();
    fullPath.replace(u"{C}"_s, sid).replace(u"{M}"_s, message);
    const auto response = stack.ask(stack.alice, method.toLatin1(), fullPath, body);
    QCOMPARE(response.status, status);
    QVERIFY(code(response) != 0);
    QCOMPARE(stack.fingerprint(), before);
    // It still works.
    QCOMPARE(stack.get(stack.alice, path(u'/' + sid)).status, 200);
}

void tst_LocalServiceRefusals::takesTricksAsPlainText_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("SQL") << u"x'); DROP TABLE conversations;--"_s;
    QTest::newRow("wildcards") << u"%_*?"_s;
    QTest::newRow("a path") << u"../../etc/passwd"_s;
    QTest::newRow("an encoded path") << u"..%2f..%2f"_s;
    QTest::newRow("markup") << u"<script>alert(1)</script>"_s;
    QTest::newRow("quotes and backslashes") << u"\"\\'`"_s;
    QTest::newRow("a new line") << u"one\ntwo\r\n"_s;
    QTest::newRow("beyond the first plane") << u"\U0001F600"_s;
    QTest::newRow("right to left") << u"\u202Eabc\u202C"_s;
}

void tst_LocalServiceRefusals::takesTricksAsPlainText()
{
    QFETCH(QString, name);
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(
        stack.alice, { { u"friendly_name"_s, name }, { u"unique_name"_s, name } });
    QVERIFY(sid.startsWith(u"CH"_s));
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(name));
    const auto found
        = stack.get(stack.alice, u"/Client/v2/Services/{S}/Users/alice/Conversations/"_s + encoded);
    QCOMPARE(found.body.value(u"sid"_s).toString(), sid);
    QCOMPARE(found.body.value(u"friendly_name"_s).toString(), name);
    // As an identity too.
    const auto added = stack.post(stack.alice, path(u'/' + sid + u"/Participants"_s),
                                  { { u"identity"_s, name } });
    QCOMPARE(added.status, 201);
    const auto removed
        = stack.ask(stack.alice, "DELETE", path(u'/' + sid + u"/Participants/"_s + encoded));
    QCOMPARE(removed.status, 204);
    QCOMPARE(stack.store->participantCount(sid, false), 1);
    QCOMPARE(stack.store->conversationCount(u"alice"_s), 1);
}

QTEST_GUILESS_MAIN(tst_LocalServiceRefusals)
#include "tst_localservice_refusals.moc"
