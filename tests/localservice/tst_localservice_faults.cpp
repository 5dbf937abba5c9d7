// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include "support/fakeclock.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_LocalServiceFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void answersLate();
    void answersTheSameToken();
    void answersAnExpiredToken();
    void countsAndTells();
    void refusesCommands_data();
    void refusesCommands();
    void refusesTokens();
    void losesReplies();
    void delaysInOrder();
    void serviceGoesDownAndComesBack();
    void demoTrafficKeepsItsRate();
    void demoTrafficComesFromThoseWhoAreAway();

private:
    void start(bool demoData, double demoTraffic = 0);
    [[nodiscard]] QByteArray token();
    void connectAlice();
    [[nodiscard]] QString newConversation();
    [[nodiscard]] int messageCount(const QString &conversation);

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<LocalService> m_service;
    QNetworkAccessManager m_network;
    std::unique_ptr<test::RawClient> m_alice;
    QString m_api; // /Client/v2/Services/IS…
    QString m_own; // own conversations
};

void tst_LocalServiceFaults::init()
{
    m_clock = std::make_unique<test::FakeClock>();
    start(false);
}

void tst_LocalServiceFaults::start(bool demoData, double demoTraffic)
{
    Config config;
    config.databasePath = u":memory:"_s;
    config.accounts = { { u"alice"_s, u"secret"_s }, { u"bob"_s, u"secret"_s } };
    config.demoData = demoData;
    config.demoTraffic = demoTraffic;
    m_service = std::make_unique<LocalService>(config, *m_clock);
    QVERIFY(m_service->start());
}

void tst_LocalServiceFaults::cleanup()
{
    m_alice.reset();
    m_service.reset();
    m_network.clearConnectionCache();
    m_clock.reset();
}

QByteArray tst_LocalServiceFaults::token()
{
    QUrl url = m_service->tokenUrl();
    url.setQuery(u"identity=alice&password=secret"_s);
    return test::request(m_network, "GET", url).body;
}

void tst_LocalServiceFaults::connectAlice()
{
    m_alice = std::make_unique<test::RawClient>(m_service->serviceUrl());
    QVERIFY(m_alice->waitOpen());
    QVERIFY(!m_alice->init(token()).isEmpty());
    const QJsonObject links = m_alice->ask("GET", u"/Client/v2/Configuration"_s)
                                  .payloadObject()
                                  .value(u"links"_s)
                                  .toObject();
    m_api = QUrl(links.value(u"users"_s).toString()).path().chopped(6);
    m_own = QUrl(links.value(u"my_conversations"_s).toString()).path();
}

QString tst_LocalServiceFaults::newConversation()
{
    const QString sid = m_alice->ask("POST", m_api + u"/Conversations"_s)
                            .payloadObject()
                            .value(u"sid"_s)
                            .toString();
    static_cast<void>(m_alice->ask("POST", m_api + u"/Conversations/"_s + sid + u"/Participants"_s,
                                   { { u"identity"_s, u"alice"_s } }));
    return sid;
}

int tst_LocalServiceFaults::messageCount(const QString &conversation)
{
    return m_alice->ask("GET", m_api + u"/Conversations/"_s + conversation)
        .payloadObject()
        .value(u"messages_count"_s)
        .toInt(-1);
}

void tst_LocalServiceFaults::answersLate()
{
    Faults faults;
    faults.failNextTokens = 1;
    faults.answer = Faults::Answer::Late;
    faults.delay = 7s;
    m_service->setFaults(faults);
    QTcpSocket waiting;
    waiting.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(waiting.waitForConnected());
    waiting.write("GET /token?identity=alice&password=secret HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_COMPARE(m_service->faults().failNextTokens, 0);
    QVERIFY(token().count('.') == 2); // the next one is not late
    m_clock->advance(6s);
    QVERIFY(!waiting.waitForReadyRead(50));
    m_clock->advance(1s);
    QTRY_VERIFY(waiting.peek(100).startsWith("HTTP/1.1 200"));
}

void tst_LocalServiceFaults::answersTheSameToken()
{
    const QByteArray first = token();
    m_clock->advance(10s);
    Faults faults;
    faults.failNextTokens = 2;
    faults.answer = Faults::Answer::SameToken;
    m_service->setFaults(faults);
    QCOMPARE(token(), first);
    QCOMPARE(token(), first);
    QVERIFY(token() != first);
}

void tst_LocalServiceFaults::answersAnExpiredToken()
{
    Faults faults;
    faults.failNextTokens = 1;
    faults.answer = Faults::Answer::ExpiredToken;
    m_service->setFaults(faults);
    test::RawClient client(m_service->serviceUrl());
    QVERIFY(client.waitOpen());
    QCOMPARE(client.init(token()).value(u"status"_s).toObject().value(u"errorCode"_s).toInt(),
             20104);
    connectAlice();
}

void tst_LocalServiceFaults::countsAndTells()
{
    QSignalSpy spy(m_service.get(), &LocalService::faultsChanged);
    Faults faults;
    faults.failNextTokens = 2;
    m_service->setFaults(faults);
    QCOMPARE(spy.size(), 1);
    QVERIFY(token().contains("simulated_fault"));
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(m_service->faults().failNextTokens, 1);
    faults.failNextTokens = 1;
    QVERIFY(m_service->faults() == faults);
    QVERIFY(token().contains("simulated_fault"));
    QVERIFY(!token().contains("simulated_fault"));
    QTRY_COMPARE(spy.size(), 3);
}

void tst_LocalServiceFaults::refusesCommands_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::newRow("unavailable") << 503 << 20503;
    QTest::newRow("too fast") << 429 << 50063;
    QTest::newRow("not permitted") << 403 << 50107;
}

void tst_LocalServiceFaults::refusesCommands()
{
    QFETCH(int, status);
    QFETCH(int, code);
    connectAlice();
    const QString sid = newConversation();
    ServiceFaults faults;
    faults.failNextRequests = 1;
    faults.status = status;
    m_service->setServiceFaults(faults);
    const QString path = m_api + u"/Conversations/"_s + sid + u"/Messages"_s;
    QCOMPARE(messageCount(sid), 0); // reads are not concerned
    const twilsock::Frame refused = m_alice->ask("POST", path, { { u"body"_s, u"x"_s } });
    QCOMPARE(refused.header.value(u"http_status"_s).toObject().value(u"code"_s).toInt(), status);
    QCOMPARE(refused.payloadObject().value(u"code"_s).toInt(), code);
    QCOMPARE(messageCount(sid), 0);
    QCOMPARE(m_service->serviceFaults().failNextRequests, 0);
    const twilsock::Frame taken = m_alice->ask("POST", path, { { u"body"_s, u"x"_s } });
    QCOMPARE(taken.payloadObject().value(u"index"_s).toInt(-1), 0);
}

void tst_LocalServiceFaults::refusesTokens()
{
    ServiceFaults faults;
    faults.refuseNextTokens = 1;
    m_service->setServiceFaults(faults);
    const QByteArray jwt = token();
    test::RawClient first(m_service->serviceUrl());
    QVERIFY(first.waitOpen());
    QCOMPARE(first.init(jwt)["status"_L1]["errorCode"_L1].toInt(), 20101);
    QCOMPARE(m_service->serviceFaults().refuseNextTokens, 0);
    test::RawClient second(m_service->serviceUrl());
    QVERIFY(second.waitOpen());
    QCOMPARE(second.init(jwt)["status"_L1]["code"_L1].toInt(), 200); // the same token is good
}

void tst_LocalServiceFaults::losesReplies()
{
    connectAlice();
    const QString sid = newConversation();
    ServiceFaults faults;
    faults.loseNextReplies = 1;
    m_service->setServiceFaults(faults);
    m_alice->send(
        { { u"method"_s, u"message"_s },
          { u"id"_s, u"TM1"_s },
          { u"payload_type"_s, u"application/json"_s },
          { u"http_request"_s,
            QJsonObject { { u"method"_s, u"POST"_s },
                          { u"path"_s, m_api + u"/Conversations/"_s + sid + u"/Messages"_s } } } },
        R"({"body":"lost"})");
    QVERIFY(m_alice->waitClosed());
    QCOMPARE(m_alice->count(u"reply"_s), 0);
    connectAlice();
    QCOMPARE(messageCount(sid), 1); // it was carried out
}

void tst_LocalServiceFaults::delaysInOrder()
{
    connectAlice();
    ServiceFaults faults;
    faults.latency = 3s;
    m_service->setServiceFaults(faults);
    const auto ask = [this](const QString &id) {
        m_alice->send({ { u"method"_s, u"message"_s },
                        { u"id"_s, id },
                        { u"http_request"_s,
                          QJsonObject { { u"method"_s, u"GET"_s }, { u"path"_s, m_own } } } });
    };
    ask(u"TM1"_s);
    ask(u"TM2"_s);
    static_cast<void>(token()); // time enough for what must not come
    QCOMPARE(m_alice->count(u"reply"_s), 0);
    m_clock->advance(1s);
    faults.latency = 0s;
    m_service->setServiceFaults(faults);
    ask(u"TM3"_s); // not before what waits
    static_cast<void>(token());
    QCOMPARE(m_alice->count(u"reply"_s), 0);
    m_clock->advance(2s);
    QTRY_COMPARE(m_alice->count(u"reply"_s), 3);
    QCOMPARE(m_alice->frames.at(0).id(), u"TM1"_s);
    QCOMPARE(m_alice->frames.at(1).id(), u"TM2"_s);
    QCOMPARE(m_alice->frames.at(2).id(), u"TM3"_s);
}

void tst_LocalServiceFaults::serviceGoesDownAndComesBack()
{
    connectAlice();
    const QUrl url = m_service->serviceUrl();
    m_service->setServiceUp(false);
    QVERIFY(m_alice->waitClosed());
    test::RawClient refused(url);
    QVERIFY(refused.waitClosed());
    QCOMPARE(token().count('.'), qsizetype(2)); // the token end point stays
    m_service->setServiceUp(true);
    QCOMPARE(m_service->serviceUrl(), url);
    connectAlice();
}

void tst_LocalServiceFaults::demoTrafficKeepsItsRate()
{
    start(true, 50);
    connectAlice();
    const auto total = [this] {
        int count = 0;
        const QJsonArray list
            = m_alice->ask("GET", m_own).payloadObject().value(u"conversations"_s).toArray();
        for (const auto value : list)
            count += messageCount(value.toObject().value(u"sid"_s).toString());
        return count;
    };
    const int before = total();
    for (int i = 0; i < 100; ++i)
        m_clock->advance(20ms);
    // General, Random, the hike and the conversation of alice and bob: all in which alice is.
    QVERIFY2(std::abs(total() - before - 100) <= 2, qPrintable(QString::number(total() - before)));
    const int kept = total();
    m_clock->stall(2s); // is not made up for
    m_clock->advance(20ms);
    QVERIFY2(total() - kept <= 10, qPrintable(QString::number(total() - kept)));
}

void tst_LocalServiceFaults::demoTrafficComesFromThoseWhoAreAway()
{
    start(true, 100);
    connectAlice();
    const QJsonArray list
        = m_alice->ask("GET", m_own).payloadObject().value(u"conversations"_s).toArray();
    for (int i = 0; i < 50; ++i)
        m_clock->advance(20ms);
    for (const auto value : list) {
        const QString sid = value.toObject().value(u"sid"_s).toString();
        const QJsonArray items = m_alice->ask("GET", u"/v3/Lists/"_s + sid + u".messages/Items"_s)
                                     .payloadObject()
                                     .value(u"items"_s)
                                     .toArray();
        // From here on: what was said before is older than this moment.
        for (const auto item : items) {
            const QJsonObject data = item.toObject().value(u"data"_s).toObject();
            if (data.value(u"timestamp"_s).toString() > u"2026-01-01"_s)
                QVERIFY(data.value(u"author"_s).toString() != u"alice"_s);
        }
    }
}

QTEST_GUILESS_MAIN(tst_LocalServiceFaults)
#include "tst_localservice_faults.moc"
