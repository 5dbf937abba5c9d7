// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicefixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::errorCode;
using test::httpStatus;
using test::status;

class tst_LocalServiceTwilsock : public test::ServiceFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void answersInit();
    void refusesInit_data();
    void refusesInit();
    void refusesFrames_data();
    void refusesFrames();
    void fewTextMessagesAreDropped();
    void refusesAnotherPath();
    void pingsAfterSilence();
    void cutsWhoAnswersNoPings();
    void keepsTheOrderOfRepliesAndEvents();
    void typingReachesOnlyWhoRegistered();
    void acceptsNotificationContexts();
    void refusesLargeContexts_data();
    void refusesLargeContexts();
    void recognisesContinuationTokens();
    void showsWhoIsOnline();
    void dropsConnections();
    void survivesManyRequestsAtOnce();
};

void tst_LocalServiceTwilsock::answersInit()
{
    test::RawClient raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    const QJsonObject registration { { u"product"_s, u"ip_messaging"_s },
                                     { u"type"_s, u"ers"_s },
                                     { u"notification_protocol_version"_s, 0 },
                                     { u"message_types"_s,
                                       QJsonArray { u"twilio.ipmsg.typing_indicator"_s } } };
    const QJsonObject reply
        = raw.init(token("alice"),
                   { { u"capabilities"_s,
                       QJsonArray { u"client_update"_s, u"offline_storage"_s,
                                    u"account_descriptor"_s, u"telemetry.v1"_s, u"magic"_s } },
                     { u"continuation_token"_s, QJsonValue::Null },
                     { u"tweaks"_s, QJsonValue::Null },
                     { u"metadata"_s, QJsonObject { { u"osa"_s, 64 } } },
                     { u"registrations"_s, QJsonArray { registration } } });
    QCOMPARE(status(reply), 200);
    QCOMPARE(reply.value(u"status"_s).toObject().value(u"status"_s).toString(), u"OK"_s);
    QCOMPARE(reply.value(u"capabilities"_s).toArray(),
             (QJsonArray { u"client_update"_s, u"offline_storage"_s, u"account_descriptor"_s }));
    QVERIFY(!reply.value(u"continuation_token"_s).toString().isEmpty());
    QCOMPARE(reply.value(u"continuation_token_status"_s)
                 .toObject()
                 .value(u"reissue_reason"_s)
                 .toString(),
             u"MISSING"_s);
    QVERIFY(!reply.value(u"offline_storage"_s)
                 .toObject()
                 .value(u"ip_messaging"_s)
                 .toObject()
                 .value(u"storage_id"_s)
                 .toString()
                 .isEmpty());
    QCOMPARE(reply.value(u"init_registrations"_s).toArray().size(), 1);
    const QJsonObject account = reply.value(u"account_descriptor"_s).toObject();
    QCOMPARE(account.value(u"identity"_s).toString(), u"alice"_s);
    QCOMPARE(account.value(u"instance_sids"_s).toObject().value(u"ip_messaging"_s).toString(),
             serviceSid(raw));

    test::RawClient shortest(m_service->serviceUrl());
    QVERIFY(shortest.waitOpen());
    const QJsonObject bare
        = shortest.init(token("bob"), { { u"capabilities"_s, QJsonValue::Null } });
    QCOMPARE(status(bare), 200);
    QVERIFY(!bare.contains(u"account_descriptor"_s));
}

void tst_LocalServiceTwilsock::refusesInit_data()
{
    QTest::addColumn<QByteArray>("jwt");
    QTest::addColumn<int>("ttl");
    QTest::addColumn<int>("expected");
    QTest::newRow("expired") << QByteArray() << -1 << 20104;
    QTest::newRow("longer than a day") << QByteArray() << 90'000 << 20104;
    QTest::newRow("garbage") << QByteArray("garbage") << 0 << 20101;
    QTest::newRow("not signed by us")
        << QByteArray("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJncmFudHMiOnt9fQ.AAAA") << 0 << 20101;
}

void tst_LocalServiceTwilsock::refusesInit()
{
    QFETCH(QByteArray, jwt);
    QFETCH(int, ttl);
    QFETCH(int, expected);
    test::RawClient raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    const QJsonObject reply = raw.init(jwt.isEmpty() ? token("alice", ttl) : jwt);
    QCOMPARE(status(reply), 401);
    QCOMPARE(errorCode(reply), expected);
    QCOMPARE(reply.value(u"status"_s).toObject().value(u"status"_s).toString(), u"UNAUTHORIZED"_s);
    QVERIFY(raw.isOpen());
    m_clock->advance(1s);
    QVERIFY(raw.waitClosed());
}

void tst_LocalServiceTwilsock::refusesFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("afterInit");
    const auto frame = [](const QJsonObject &header) {
        return twilsock::encodeFrame({ header, {} });
    };
    const QByteArray request = frame({ { u"method"_s, u"message"_s }, { u"id"_s, u"1"_s } });
    QTest::newRow("a request before init") << request << false;
    QTest::newRow("an update before init")
        << frame({ { u"method"_s, u"update"_s }, { u"id"_s, u"1"_s } }) << false;
    QTest::newRow("a reply before init") << twilsock::encodeAck(u"1"_s) << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n\r\n") << false;
    QTest::newRow("garbage after init") << QByteArray("garbage") << true;
    QTest::newRow("another version") << QByteArray("TWILSOCK V2.0 2\r\n{}\r\n") << true;
    QTest::newRow("a header that promises too much")
        << QByteArray("TWILSOCK V3.0 999999999\r\n{}\r\n") << true;
    QTest::newRow("a header that is no JSON") << QByteArray("TWILSOCK V3.0 2\r\n[]\r\n") << true;
    QTest::newRow("no method") << frame({ { u"id"_s, u"1"_s } }) << true;
    QTest::newRow("no id") << frame({ { u"method"_s, u"message"_s } }) << true;
    QTest::newRow("init twice") << frame({ { u"method"_s, u"init"_s }, { u"id"_s, u"1"_s } })
                                << true;
}

void tst_LocalServiceTwilsock::refusesFrames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, afterInit);
    test::RawClient raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    if (afterInit)
        QCOMPARE(status(raw.init(token("alice"))), 200);
    raw.sendBytes(bytes);
    const twilsock::Frame close = raw.next(u"close"_s);
    QCOMPARE(status(close.header), 406);
    QCOMPARE(errorCode(close.header), 51214);
    m_clock->advance(1s);
    QVERIFY(raw.waitClosed());
}

void tst_LocalServiceTwilsock::fewTextMessagesAreDropped()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    const auto sendTexts = [&alice](int count) {
        for (int i = 0; i < count; ++i)
            alice->sendText(u"TWILSOCK V3.0 2\r\n{}\r\n"_s);
    };
    sendTexts(100);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QVERIFY(alice->frames.isEmpty());
    sendTexts(1);
    QVERIFY(alice->waitClosed());
    QCOMPARE(alice->closeCode(), int(QWebSocketProtocol::CloseCodeDatatypeNotSupported));
    QVERIFY(alice->frames.isEmpty());
    QVERIFY(client("alice"));
}

void tst_LocalServiceTwilsock::refusesAnotherPath()
{
    QUrl url = m_service->serviceUrl();
    url.setPath(u"/other"_s);
    test::RawClient raw(url);
    QVERIFY(raw.waitClosed());
}

void tst_LocalServiceTwilsock::pingsAfterSilence()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    m_clock->advance(19s);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    m_clock->advance(19s); // the answer was a sign of life too
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QCOMPARE(alice->count(u"ping"_s), 0);
    m_clock->advance(20s);
    QVERIFY(!alice->next(u"ping"_s).header.isEmpty());
}

void tst_LocalServiceTwilsock::cutsWhoAnswersNoPings()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    for (int i = 0; i < 5; ++i) { // who answers stays
        m_clock->advance(20s);
        QVERIFY(!alice->next(u"ping"_s).header.isEmpty());
        QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    }
    alice->acknowledges = false;
    m_clock->advance(40s);
    QVERIFY(!alice->next(u"ping"_s).header.isEmpty());
    QVERIFY(!alice->next(u"ping"_s).header.isEmpty());
    QVERIFY(alice->isOpen());
    m_clock->advance(20s);
    QVERIFY(alice->waitClosed());
}

void tst_LocalServiceTwilsock::keepsTheOrderOfRepliesAndEvents()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    const QString base = u"/Client/v2/Services/"_s + serviceSid(*alice) + u"/Conversations"_s;
    const QString sid = alice->ask("POST", base, { { u"friendly_name"_s, u"x"_s } })
                            .payloadObject()
                            .value(u"sid"_s)
                            .toString();
    QCOMPARE(httpStatus(alice->ask("POST", base + u'/' + sid + u"/Participants"_s,
                                   { { u"identity"_s, u"alice"_s } })),
             201);
    follow(*alice, u"Lists"_s, sid + u".messages"_s);
    alice->frames.clear();
    // Three messages without waiting: each event comes before the reply to its command, in order.
    for (int i = 0; i < 3; ++i) {
        alice->send({ { u"method"_s, u"message"_s },
                      { u"id"_s, QString::number(i) },
                      { u"payload_type"_s, u"application/json"_s },
                      { u"http_request"_s,
                        QJsonObject { { u"path"_s, base + u'/' + sid + u"/Messages"_s },
                                      { u"method"_s, u"POST"_s } } } },
                    QJsonDocument(QJsonObject { { u"body"_s, QString::number(i) } }).toJson());
    }
    QTRY_COMPARE(alice->count(u"reply"_s), 3);
    QStringList seen;
    for (const twilsock::Frame &frame : alice->frames) {
        if (frame.method() == u"reply"_s)
            seen.append(u"reply "_s + frame.id());
        else
            seen.append(u"event "_s
                        + QString::number(frame.payloadObject()
                                              .value(u"events"_s)
                                              .toArray()
                                              .first()
                                              .toObject()
                                              .value(u"item_index"_s)
                                              .toInt()));
    }
    QCOMPARE(seen,
             (QStringList { u"event 0"_s, u"reply 0"_s, u"event 1"_s, u"reply 1"_s, u"event 2"_s,
                            u"reply 2"_s }));
}

void tst_LocalServiceTwilsock::typingReachesOnlyWhoRegistered()
{
    const QString type = u"twilio.ipmsg.typing_indicator"_s;
    const QJsonObject registered {
        { u"registrations"_s,
          QJsonArray { QJsonObject { { u"product"_s, u"ip_messaging"_s },
                                     { u"message_types"_s, QJsonArray { type } } } } }
    };
    const auto alice = client("alice", 3600, registered);
    const auto bob = client("bob", 3600, registered);
    const auto deafBob = client("bob");
    QVERIFY(alice && bob && deafBob);
    const QString service = serviceSid(*alice);
    const QString base = u"/Client/v2/Services/"_s + service + u"/Conversations"_s;
    const QString sid = alice->ask("POST", base, { { u"friendly_name"_s, u"x"_s } })
                            .payloadObject()
                            .value(u"sid"_s)
                            .toString();
    QCOMPARE(httpStatus(alice->ask("POST", base + u'/' + sid + u"/Participants"_s,
                                   { { u"identity"_s, u"alice"_s } })),
             201);
    QCOMPARE(httpStatus(alice->ask("POST", base + u'/' + sid + u"/Participants"_s,
                                   { { u"identity"_s, u"bob"_s } })),
             201);
    alice->send(
        { { u"method"_s, u"message"_s },
          { u"id"_s, u"typing"_s },
          { u"http_request"_s,
            QJsonObject {
                { u"path"_s, u"/v1/Instances/"_s + service + u"/Typing"_s },
                { u"method"_s, u"POST"_s },
                { u"headers"_s,
                  QJsonObject { { u"Content-Type"_s,
                                  QJsonArray { u"application/x-www-form-urlencoded"_s } } } } } } },
        "ChannelSid=" + sid.toLatin1());
    const twilsock::Frame notification = bob->next(u"notification"_s);
    QCOMPARE(notification.header.value(u"message_type"_s).toString(), type);
    QCOMPARE(notification.payloadObject().value(u"identity"_s).toString(), u"alice"_s);
    QCOMPARE(httpStatus(deafBob->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QCOMPARE(deafBob->count(u"notification"_s), 0);
    QCOMPARE(alice->count(u"notification"_s), 0);
}

void tst_LocalServiceTwilsock::acceptsNotificationContexts()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    alice->send(
        { { u"method"_s, u"put_notification_ctx"_s },
          { u"id"_s, u"1"_s },
          { u"notification_ctx_id"_s, u"c"_s } },
        R"({"product_id":"ip_messaging","message_types":["twilio.ipmsg.typing_indicator"]})");
    QCOMPARE(status(alice->next(u"reply"_s).header), 200);
    alice->send({ { u"method"_s, u"delete_notification_ctx"_s },
                  { u"id"_s, u"2"_s },
                  { u"notification_ctx_id"_s, u"c"_s } });
    QCOMPARE(status(alice->next(u"reply"_s).header), 200);
    alice->send(
        { { u"method"_s, u"telemetry.v1"_s }, { u"id"_s, u"3"_s }, { u"events"_s, QJsonArray() } });
    alice->send({ { u"method"_s, u"close"_s }, { u"id"_s, u"4"_s } });
    m_clock->advance(0s);
    QVERIFY(test::waitUntil([&] {
        m_clock->settle();
        return !alice->isOpen();
    }));
    QCOMPARE(alice->count(u"reply"_s), 0); // neither of the two is answered
}

void tst_LocalServiceTwilsock::refusesLargeContexts_data()
{
    QTest::addColumn<int>("types");
    QTest::addColumn<int>("characters");
    QTest::addColumn<int>("idCharacters");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("the largest") << 20 << 100 << 100 << true;
    QTest::newRow("one type more") << 21 << 1 << 36 << false;
    QTest::newRow("a long type") << 1 << 101 << 36 << false;
    QTest::newRow("a long id") << 1 << 1 << 101 << false;
}

void tst_LocalServiceTwilsock::refusesLargeContexts()
{
    QFETCH(int, types);
    QFETCH(int, characters);
    QFETCH(int, idCharacters);
    QFETCH(bool, isTaken);
    const auto alice = client("alice");
    QVERIFY(alice);
    QJsonArray names;
    for (int i = 0; i < types; ++i)
        names.append(QString(characters, QChar(u'a' + i)));
    alice->send({ { u"method"_s, u"put_notification_ctx"_s },
                  { u"id"_s, u"1"_s },
                  { u"notification_ctx_id"_s, QString(idCharacters, u'c') } },
                QJsonDocument(QJsonObject { { u"message_types"_s, names } }).toJson());
    const QJsonObject reply = alice->next(u"reply"_s).header;
    QCOMPARE(status(reply), isTaken ? 200 : 429);
    QCOMPARE(errorCode(reply), isTaken ? 0 : 51202);
}

void tst_LocalServiceTwilsock::recognisesContinuationTokens()
{
    const auto initWith = [this](const QByteArray &name, const QString &continuation) {
        test::RawClient raw(m_service->serviceUrl());
        return raw.waitOpen() ? raw.init(token(name), { { u"continuation_token"_s, continuation } })
                              : QJsonObject();
    };
    const QString first = initWith("alice", u"made up"_s).value(u"continuation_token"_s).toString();
    const QJsonObject again = initWith("alice", first);
    QCOMPARE(again.value(u"continuation_token"_s).toString(), first);
    QVERIFY(!again.value(u"continuation_token_status"_s).toObject().value(u"reissued"_s).toBool());
    const QJsonObject stolen = initWith("bob", first);
    QCOMPARE(status(stolen), 200);
    QVERIFY(stolen.value(u"continuation_token"_s).toString() != first);
    QCOMPARE(stolen.value(u"continuation_token_status"_s)
                 .toObject()
                 .value(u"reissue_reason"_s)
                 .toString(),
             u"DIFFERENT_IDENTITY"_s);
}

void tst_LocalServiceTwilsock::showsWhoIsOnline()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    const QString service = serviceSid(*alice);
    const QString bobUser = u"/Client/v2/Services/"_s + service + u"/Users/bob"_s;
    const QString map = alice->ask("GET", bobUser)
                            .payloadObject()
                            .value(u"sync_objects"_s)
                            .toObject()
                            .value(u"user_info_map"_s)
                            .toString();
    follow(*alice, u"Maps"_s, map);
    const auto online = [&alice] {
        return alice->next(u"notification"_s)
            .payloadObject()
            .value(u"events"_s)
            .toArray()
            .first()
            .toObject()
            .value(u"item_data"_s)
            .toObject()
            .value(u"online"_s);
    };
    auto bob = client("bob");
    QVERIFY(bob);
    QCOMPARE(online(), QJsonValue(true));
    bob.reset();
    QVERIFY(test::waitUntil([&] {
        m_clock->advance(1s); // some seconds after the last connection ended
        return alice->count(u"notification"_s) > 0;
    }));
    QCOMPARE(online(), QJsonValue(false));
}

void tst_LocalServiceTwilsock::dropsConnections()
{
    const auto alice = client("alice");
    const auto bob = client("bob");
    QVERIFY(alice && bob);
    m_service->dropConnections();
    QVERIFY(alice->waitClosed() && bob->waitClosed());
    QVERIFY(alice->frames.isEmpty()); // without a word
    QVERIFY(client("alice"));
}

void tst_LocalServiceTwilsock::survivesManyRequestsAtOnce()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    constexpr int many = 300;
    for (int i = 0; i < many; ++i) {
        alice->send({ { u"method"_s, u"message"_s },
                      { u"id"_s, QString::number(i) },
                      { u"http_request"_s,
                        QJsonObject { { u"path"_s, u"/Client/v2/Configuration"_s },
                                      { u"method"_s, u"GET"_s },
                                      { u"params"_s,
                                        QJsonObject { { u"a"_s, QJsonArray { u"b"_s } } } } } } });
    }
    QTRY_COMPARE(alice->count(u"reply"_s), many);
    for (int i = 0; i < many; ++i)
        QCOMPARE(alice->frames.at(i).id(), QString::number(i));
    // No http_request at all: the tunnel refuses, the connection stays.
    alice->frames.clear();
    alice->send({ { u"method"_s, u"message"_s }, { u"id"_s, u"x"_s } });
    QCOMPARE(status(alice->next(u"reply"_s).header), 400);
    QVERIFY(alice->isOpen());
}

QTEST_GUILESS_MAIN(tst_LocalServiceTwilsock)
#include "tst_localservice_twilsock.moc"
