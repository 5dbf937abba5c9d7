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

/// What the service does about the end of a token; see
/// app/twilsock/PROTOCOL.md, 'The end of a token'.
class tst_LocalServiceTokenLife : public test::ServiceFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void warnsBeforeTheEnd();
    void warnsAtOnceWhenLittleIsLeft();
    void warnsOnlyWhoAsked();
    void closesAtTheEnd();
    void closesTheSocketOfWhoStays();
    void updateArmsBothTimersAgain();
    void refusesUpdates_data();
    void refusesUpdates();
    void refusesRequestsOfAnExpiredToken();
    void expiresTokensNow();
};

void tst_LocalServiceTokenLife::warnsBeforeTheEnd()
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
}

void tst_LocalServiceTokenLife::warnsAtOnceWhenLittleIsLeft()
{
    test::RawClient raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QCOMPARE(status(raw.init(token("alice", 60))), 200);
    QVERIFY(!raw.next(u"client_update"_s).header.isEmpty());
    QCOMPARE(status(raw.update(token("alice", 50))), 200);
    QVERIFY(!raw.next(u"client_update"_s).header.isEmpty());
}

void tst_LocalServiceTokenLife::warnsOnlyWhoAsked()
{
    const auto alice = client("alice", 60, { { u"capabilities"_s, QJsonArray() } });
    QVERIFY(alice);
    QCOMPARE(httpStatus(alice->ask("GET", u"/Client/v2/Configuration"_s)), 200);
    QCOMPARE(alice->count(u"client_update"_s), 0);
}

void tst_LocalServiceTokenLife::closesAtTheEnd()
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

void tst_LocalServiceTokenLife::closesTheSocketOfWhoStays()
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

void tst_LocalServiceTokenLife::updateArmsBothTimersAgain()
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

void tst_LocalServiceTokenLife::refusesUpdates_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("ttl");
    QTest::addColumn<int>("expected");
    QTest::newRow("another user's") << QByteArray("bob") << 600 << 51215;
    QTest::newRow("expired") << QByteArray("alice") << -1 << 20104;
    QTest::newRow("garbage") << QByteArray() << 0 << 20101;
}

void tst_LocalServiceTokenLife::refusesUpdates()
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

void tst_LocalServiceTokenLife::refusesRequestsOfAnExpiredToken()
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

void tst_LocalServiceTokenLife::expiresTokensNow()
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

QTEST_GUILESS_MAIN(tst_LocalServiceTokenLife)
#include "tst_localservice_tokenlife.moc"
