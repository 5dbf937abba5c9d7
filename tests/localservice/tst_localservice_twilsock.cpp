// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include "support/fakeclock.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

int errorCode(const QJsonObject &header)
{
    return header.value(u"status"_s).toObject().value(u"errorCode"_s).toInt();
}

int status(const QJsonObject &header)
{
    return header.value(u"status"_s).toObject().value(u"code"_s).toInt();
}

int httpStatus(const twilsock::Frame &reply)
{
    return reply.header.value(u"http_status"_s).toObject().value(u"code"_s).toInt();
}

} // namespace

class tst_LocalServiceTwilsock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersInit();
    void refusesInit_data();
    void refusesInit();
    void refusesFrames_data();
    void refusesFrames();
    void dropsTextMessages();
    void refusesAnotherPath();
    void warnsBeforeTheEnd();
    void warnsAtOnceWhenLittleIsLeft();
    void warnsOnlyWhoAsked();
    void closesAtTheEnd();
    void closesTheSocketOfWhoStays();
    void updateArmsBothTimersAgain();
    void refusesUpdates_data();
    void refusesUpdates();
    void refusesRequestsOfAnExpiredToken();
    void pingsAfterSilence();
    void cutsWhoAnswersNoPings();
    void keepsTheOrderOfRepliesAndEvents();
    void typingReachesOnlyWhoRegistered();
    void acceptsNotificationContexts();
    void recognisesContinuationTokens();
    void showsWhoIsOnline();
    void dropsConnections();
    void expiresTokensNow();
    void survivesManyRequestsAtOnce();

private:
    [[nodiscard]] QByteArray token(const QByteArray &name, int ttl = 3600);
    /// A client of \a name that is initialised.
    [[nodiscard]] std::unique_ptr<test::RawClient> client(const QByteArray &name, int ttl = 3600,
                                                          const QJsonObject &more = {});
    [[nodiscard]] static QString serviceSid(test::RawClient &client);
    /// Subscribes to one Sync object by name.
    static void follow(test::RawClient &client, const QString &kind, const QString &name);
    /// Lets time pass in steps, so that \a client can answer the pings on the way.
    void pass(test::RawClient &client, std::chrono::seconds time);

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<LocalService> m_service;
    QNetworkAccessManager m_network;
};

void tst_LocalServiceTwilsock::init()
{
    m_clock = std::make_unique<test::FakeClock>();
    Config config;
    config.databasePath = u":memory:"_s;
    config.demoData = false;
    config.accounts = { { u"alice"_s, u"demo"_s }, { u"bob"_s, u"demo"_s } };
    m_service = std::make_unique<LocalService>(config, *m_clock);
    QVERIFY2(m_service->start(), qPrintable(m_service->errorString()));
}

void tst_LocalServiceTwilsock::cleanup()
{
    m_network.clearConnectionCache();
    m_service.reset();
}

QByteArray tst_LocalServiceTwilsock::token(const QByteArray &name, int ttl)
{
    QUrl url = m_service->tokenUrl();
    url.setQuery(u"identity=%1&password=demo&ttl=%2"_s.arg(QString::fromUtf8(name)).arg(ttl));
    return test::request(m_network, "GET", url).body;
}

std::unique_ptr<test::RawClient> tst_LocalServiceTwilsock::client(const QByteArray &name, int ttl,
                                                                  const QJsonObject &more)
{
    auto result = std::make_unique<test::RawClient>(m_service->serviceUrl());
    const bool ready = result->waitOpen() && status(result->init(token(name, ttl), more)) == 200;
    return ready ? std::move(result) : nullptr;
}

QString tst_LocalServiceTwilsock::serviceSid(test::RawClient &client)
{
    const QJsonObject links = client.ask("GET", u"/Client/v2/Configuration"_s)
                                  .payloadObject()
                                  .value(u"links"_s)
                                  .toObject();
    return links.value(u"users"_s).toString().section(u'/', 6, 6);
}

void tst_LocalServiceTwilsock::follow(test::RawClient &client, const QString &kind,
                                      const QString &name)
{
    const QJsonObject object = client.ask("GET", u"/v3/"_s + kind + u'/' + name).payloadObject();
    const QJsonObject entry { { u"object_sid"_s, object.value(u"sid"_s) },
                              { u"last_event_id"_s, object.value(u"last_event_id"_s) } };
    const auto reply = client.ask("POST", u"/v4/Subscriptions"_s,
                                  { { u"action"_s, u"establish"_s },
                                    { u"correlation_id"_s, 1 },
                                    { u"requests"_s, QJsonArray { entry } } });
    QCOMPARE(httpStatus(reply), 202);
    QCOMPARE(client.next(u"notification"_s).payloadObject().value(u"event_type"_s).toString(),
             u"subscription_established"_s);
}

void tst_LocalServiceTwilsock::pass(test::RawClient &client, std::chrono::seconds time)
{
    while (time > 0s) {
        const std::chrono::seconds step = std::min<std::chrono::seconds>(time, 19s);
        time -= step;
        m_clock->advance(step);
        if (time > 0s)
            QCOMPARE(httpStatus(client.ask("GET", u"/Client/v2/Configuration"_s)), 200);
    }
}

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

void tst_LocalServiceTwilsock::dropsTextMessages()
{
    const auto alice = client("alice");
    QVERIFY(alice);
    alice->sendText(u"TWILSOCK V3.0 2\r\n{}\r\n"_s);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QVERIFY(alice->frames.isEmpty());
}

void tst_LocalServiceTwilsock::refusesAnotherPath()
{
    QUrl url = m_service->serviceUrl();
    url.setPath(u"/other"_s);
    test::RawClient raw(url);
    QVERIFY(raw.waitClosed());
}

void tst_LocalServiceTwilsock::warnsBeforeTheEnd()
{
    const auto alice = client("alice", 600);
    QVERIFY(alice);
    pass(*alice, 600s - 180s - 1s);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QCOMPARE(alice->count(u"client_update"_s), 0);
    m_clock->advance(1s);
    const twilsock::Frame push = alice->next(u"client_update"_s);
    QCOMPARE(push.header.value(u"client_update_type"_s).toString(), u"token_about_to_expire"_s);
    pass(*alice, 100s);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QCOMPARE(alice->count(u"client_update"_s), 0); // once for each token
    m_service->pushAboutToExpire();
    QVERIFY(!alice->next(u"client_update"_s).header.isEmpty());
}

void tst_LocalServiceTwilsock::warnsAtOnceWhenLittleIsLeft()
{
    test::RawClient raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QCOMPARE(status(raw.init(token("alice", 60))), 200);
    QVERIFY(!raw.next(u"client_update"_s).header.isEmpty());
    QCOMPARE(status(raw.update(token("alice", 50))), 200);
    QVERIFY(!raw.next(u"client_update"_s).header.isEmpty());
}

void tst_LocalServiceTwilsock::warnsOnlyWhoAsked()
{
    const auto alice = client("alice", 60, { { u"capabilities"_s, QJsonArray() } });
    QVERIFY(alice);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QCOMPARE(alice->count(u"client_update"_s), 0);
}

void tst_LocalServiceTwilsock::closesAtTheEnd()
{
    const auto alice = client("alice", 300);
    QVERIFY(alice);
    pass(*alice, 299s);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    m_clock->advance(1s);
    const twilsock::Frame close = alice->next(u"close"_s);
    QCOMPARE(status(close.header), 410);
    QCOMPARE(errorCode(close.header), 51207);
    QCOMPARE(close.header.value(u"status"_s).toObject().value(u"status"_s).toString(),
             u"TOKEN_EXPIRED"_s);
}

void tst_LocalServiceTwilsock::closesTheSocketOfWhoStays()
{
    const auto alice = client("alice", 300);
    QVERIFY(alice);
    pass(*alice, 300s);
    QVERIFY(!alice->next(u"close"_s).header.isEmpty());
    m_clock->advance(4s);
    QVERIFY(alice->isOpen());
    m_clock->advance(1s);
    QVERIFY(alice->waitClosed());
}

void tst_LocalServiceTwilsock::updateArmsBothTimersAgain()
{
    const auto alice = client("alice", 300);
    QVERIFY(alice);
    pass(*alice, 120s);
    QVERIFY(!alice->next(u"client_update"_s).header.isEmpty());
    QCOMPARE(status(alice->update(token("alice", 300))), 200);
    pass(*alice, 119s);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QCOMPARE(alice->count(u"client_update"_s), 0);
    m_clock->advance(1s);
    QVERIFY(!alice->next(u"client_update"_s).header.isEmpty());
    pass(*alice, 100s); // far beyond the first token's end
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    pass(*alice, 80s);
    QCOMPARE(status(alice->next(u"close"_s).header), 410);
}

void tst_LocalServiceTwilsock::refusesUpdates_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("ttl");
    QTest::addColumn<int>("expected");
    QTest::newRow("another user's") << QByteArray("bob") << 600 << 51215;
    QTest::newRow("expired") << QByteArray("alice") << -1 << 20104;
    QTest::newRow("garbage") << QByteArray() << 0 << 20101;
}

void tst_LocalServiceTwilsock::refusesUpdates()
{
    QFETCH(QByteArray, name);
    QFETCH(int, ttl);
    QFETCH(int, expected);
    const auto alice = client("alice");
    QVERIFY(alice);
    const QJsonObject reply
        = alice->update(name.isEmpty() ? QByteArray("garbage") : token(name, ttl));
    QCOMPARE(status(reply), 401);
    QCOMPARE(errorCode(reply), expected);
    m_clock->advance(1s);
    QVERIFY(alice->waitClosed());
}

void tst_LocalServiceTwilsock::refusesRequestsOfAnExpiredToken()
{
    const auto alice = client("alice", 300);
    QVERIFY(alice);
    m_clock->suspend(400s); // the machine slept: no timer has run
    alice->send({ { u"method"_s, u"message"_s },
                  { u"id"_s, u"late"_s },
                  { u"http_request"_s,
                    QJsonObject { { u"path"_s, u"/Client/v2/Configuration"_s },
                                  { u"method"_s, u"GET"_s } } } });
    QCOMPARE(status(alice->next(u"close"_s).header), 410);
    QCOMPARE(alice->count(u"reply"_s), 0);
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

void tst_LocalServiceTwilsock::expiresTokensNow()
{
    test::RawClient raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    const QByteArray jwt = token("alice");
    QCOMPARE(status(raw.init(jwt)), 200);
    m_service->expireTokensNow();
    QCOMPARE(status(raw.next(u"close"_s).header), 410);
    test::RawClient again(m_service->serviceUrl());
    QVERIFY(again.waitOpen());
    QCOMPARE(errorCode(again.init(jwt)), 20104); // as if it had run out
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
