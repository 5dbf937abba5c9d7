// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"
#include "programs.h"

#include <QElapsedTimer>
#include <QTest>
#include <QWebSocket>

using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// parley-cli from outside, when the chat service misbehaves: what the rules say must be seen.
class tst_FaultyService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void fetchesANewTokenWhenToldItHasExpired_data();
    void fetchesANewTokenWhenToldItHasExpired();
    void neverShowsARefusedTokenAgain();
    void stopsAfterTwoRefusedTokens();
    void keepsTheConnectionWhenAnUpdateIsNotTaken_data();
    void keepsTheConnectionWhenAnUpdateIsNotTaken();
    void fetchesOnceMoreWhenAnUpdateIsRefused();
    void comesBackWithTheSameToken_data();
    void comesBackWithTheSameToken();
    void waitsWhenItIsOneOfTooMany();
    void staysAwayWhenItIsNotUnderstood_data();
    void staysAwayWhenItIsNotUnderstood();
    void noticesALinkThatIsHalfOpen();
    void comesThroughExpiryAndOutageTogether();

private:
    void start();
    bool waitForState(const char *state, int from = 0)
    {
        return !m_client
                    ->waitFor(
                        [state](const QJsonObject &event) {
                            return event[u"state"_s] == QLatin1String(state)
                                && event.contains(u"event"_s);
                        },
                        20000, size_t(from))
                    .isEmpty();
    }
    [[nodiscard]] QString tokenState()
    {
        return m_client->ask(u"tokenStatus"_s)[u"data"_s][u"state"_s].toString();
    }

    std::unique_ptr<BareHttpServer> m_backEnd;
    std::unique_ptr<TwilsockPeer> m_service;
    std::unique_ptr<Client> m_client;
};

namespace {

QByteArray backOff(int least, int most)
{
    return "{\"backoff_policy\":{\"reconnect_min_ms\":" + QByteArray::number(least)
        + ",\"reconnect_max_ms\":" + QByteArray::number(most) + "}}";
}

} // namespace

void tst_FaultyService::init()
{
    m_backEnd = std::make_unique<BareHttpServer>(issuing(1h));
    m_service = std::make_unique<TwilsockPeer>();
    m_client = std::make_unique<Client>();
}

void tst_FaultyService::cleanup()
{
    m_client.reset();
    m_service.reset();
    m_backEnd.reset();
}

void tst_FaultyService::start()
{
    m_client->start(m_backEnd->url(), m_service->url(), key("alice"), key("demo"),
                    { key("--no-keychain") });
}

void tst_FaultyService::fetchesANewTokenWhenToldItHasExpired_data()
{
    QTest::addColumn<bool>("byClose");
    QTest::newRow("close 410/51207") << true;
    QTest::newRow("init refused with 401/20104") << false;
}

void tst_FaultyService::fetchesANewTokenWhenToldItHasExpired()
{
    QFETCH(bool, byClose);
    using Peer = TwilsockPeer;
    if (byClose)
        m_service->on(
            key("init"),
            { Peer::acknowledging([](QWebSocket &socket) { Peer::sendClose(socket, 410, 51207); }),
              Peer::acknowledging() });
    else
        m_service->on(key("init"), { Peer::refusing(401, 20104), Peer::acknowledging() });
    start();
    QVERIFY(!m_client->waitForEvent(key("tokenExpired")).isEmpty());
    const QJsonObject updated = m_client->waitFor([](const QJsonObject &event) {
        return event[key("event")] == key("tokenUpdated") && event[key("reason")] == key("expired");
    });
    QVERIFY2(!updated.isEmpty(), m_client->output().constData());
    QTRY_COMPARE_WITH_TIMEOUT(m_service->count(key("init")), 2, 15000);
    const QStringList tokens = m_service->tokens(key("init"));
    QVERIFY(tokens[0] != tokens[1]); // no second connect with the same token
    QCOMPARE(m_backEnd->count(), 2);
    QCOMPARE(m_client->count(key("tokenExpired")), 1);
    QTRY_COMPARE_WITH_TIMEOUT(tokenState(), key("ready"), 15000);
}

void tst_FaultyService::neverShowsARefusedTokenAgain()
{
    m_service->on(key("init"),
                  { TwilsockPeer::refusing(401, 20101), TwilsockPeer::acknowledging() });
    start();
    QTRY_COMPARE_WITH_TIMEOUT(m_service->count(key("init")), 2, 15000);
    const QStringList tokens = m_service->tokens(key("init"));
    QVERIFY(tokens[0] != tokens[1]);
    QCOMPARE(m_backEnd->count(), 2);
    QVERIFY(waitForState("denied"));
    QTRY_COMPARE_WITH_TIMEOUT(tokenState(), key("ready"), 15000);
}

void tst_FaultyService::stopsAfterTwoRefusedTokens()
{
    m_service->on(key("init"), { TwilsockPeer::refusing(401, 20101) });
    start();
    QTRY_COMPARE_WITH_TIMEOUT(m_service->count(key("init")), 2, 15000);
    QTRY_COMPARE_WITH_TIMEOUT(tokenState(), key("blocked"), 15000);
    (void)waitUntil([this] { return m_backEnd->count() > 2 || m_service->clients() > 2; }, 8000);
    QCOMPARE(m_backEnd->count(), 2); // the next one in five minutes
    QCOMPARE(m_service->clients(), 2);
    const auto errors = m_client->events(key("connectionError"));
    QVERIFY(!errors.empty());
    QVERIFY(errors.back()[key("terminal")].toBool());
    QCOMPARE(errors.back()[key("errorCode")].toInt(), 20101);
    m_client->endInput();
    QCOMPARE(m_client->waitForEnd(), 4);
}

void tst_FaultyService::keepsTheConnectionWhenAnUpdateIsNotTaken_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("limit");
    QTest::newRow("429 with a back-off") << 429 << backOff(1000, 2000) << 6000;
    QTest::newRow("429 without") << 429 << QByteArray() << 8000;
    QTest::newRow("500") << 500 << QByteArray() << 8000;
    QTest::newRow("no answer") << 0 << QByteArray() << 45000;
}

void tst_FaultyService::keepsTheConnectionWhenAnUpdateIsNotTaken()
{
    QFETCH(int, code);
    QFETCH(QByteArray, payload);
    QFETCH(int, limit);
    m_service->on(key("update"),
                  { code == 0 ? TwilsockPeer::ignoring() : TwilsockPeer::refusing(code, 0, payload),
                    TwilsockPeer::acknowledging() });
    start();
    QVERIFY(waitForState("connected"));
    const auto alive = [this] { // a service that says nothing at all would be taken for gone
        if (QWebSocket *socket = m_service->last())
            socket->sendBinaryMessage(parley::twilsock::encodeFrame(
                { .header = { { key("method"), key("ping") },
                              { key("id"), parley::twilsock::newMessageId() } } }));
    };
    m_client->send(key("refreshToken"));
    QElapsedTimer lastPing;
    lastPing.start();
    QVERIFY(waitUntil(
        [&] {
            if (lastPing.elapsed() > 10000) {
                lastPing.restart();
                alive();
            }
            return m_client->count(key("tokenUpdated")) == 2;
        },
        limit));
    QCOMPARE(m_service->count(key("update")), 2);
    const QStringList tokens = m_service->tokens(key("update"));
    QCOMPARE(tokens[0], tokens[1]);
    QCOMPARE(m_service->clients(), 1);
    QCOMPARE(m_client->count(key("connectionStateChanged")), 2);
    QCOMPARE(m_backEnd->count(), 2); // no further token is needed
}

void tst_FaultyService::fetchesOnceMoreWhenAnUpdateIsRefused()
{
    m_service->on(key("update"),
                  { TwilsockPeer::refusing(401, 20107), TwilsockPeer::acknowledging() });
    start();
    QVERIFY(waitForState("connected"));
    m_client->send(key("refreshToken"));
    QTRY_COMPARE_WITH_TIMEOUT(m_backEnd->count(), 3, 15000); // 5 s later
    QTRY_VERIFY_WITH_TIMEOUT(m_client->count(key("tokenUpdated")) >= 2, 15000);
    QTRY_COMPARE_WITH_TIMEOUT(tokenState(), key("ready"), 15000);
    QStringList shown = m_service->tokens(key("init")) + m_service->tokens(key("update"));
    QCOMPARE(shown.count(m_service->tokens(key("update")).constFirst()), 1);
}

void tst_FaultyService::comesBackWithTheSameToken_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("least");
    QTest::newRow("308") << 308 << QByteArray() << 0;
    QTest::newRow("308 with a back-off") << 308 << backOff(2000, 3000) << 2000;
    QTest::newRow("500") << 500 << QByteArray() << 0;
    QTest::newRow("an unknown code") << 799 << QByteArray() << 0;
}

void tst_FaultyService::comesBackWithTheSameToken()
{
    QFETCH(int, code);
    QFETCH(QByteArray, payload);
    QFETCH(int, least);
    QElapsedTimer timer;
    m_service->on(key("init"),
                  { TwilsockPeer::acknowledging([&](QWebSocket &socket) {
                        TwilsockPeer::sendClose(socket, code, 0, payload);
                        timer.start();
                    }),
                    TwilsockPeer::acknowledging() });
    start();
    QTRY_COMPARE_WITH_TIMEOUT(m_service->clients(), 2, 15000);
    QVERIFY2(timer.elapsed() >= least, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE_WITH_TIMEOUT(m_service->count(key("init")), 2, 15000);
    const QStringList tokens = m_service->tokens(key("init"));
    QCOMPARE(tokens[0], tokens[1]);
    QCOMPARE(m_backEnd->count(), 1);
}

void tst_FaultyService::waitsWhenItIsOneOfTooMany()
{
    QElapsedTimer timer;
    const auto refuse = TwilsockPeer::refusing(429, 51202, backOff(2500, 3500));
    m_service->on(key("init"),
                  { [&](QWebSocket &socket, const parley::twilsock::Frame &frame) {
                       refuse(socket, frame);
                       timer.start();
                   },
                    TwilsockPeer::acknowledging() });
    start();
    QTRY_COMPARE_WITH_TIMEOUT(m_service->clients(), 2, 15000);
    QVERIFY2(timer.elapsed() >= 2500, qPrintable(QString::number(timer.elapsed())));
    QTRY_VERIFY_WITH_TIMEOUT(waitForState("connected"), 15000);
    QCOMPARE(m_backEnd->count(), 1);
}

void tst_FaultyService::staysAwayWhenItIsNotUnderstood_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("406") << 406;
    QTest::newRow("417") << 417;
}

void tst_FaultyService::staysAwayWhenItIsNotUnderstood()
{
    QFETCH(int, code);
    m_service->on(key("init"), { TwilsockPeer::acknowledging([code](QWebSocket &socket) {
                      TwilsockPeer::sendClose(socket, code, 51214);
                  }) });
    start();
    const QJsonObject error = m_client->waitForEvent(key("connectionError"));
    QVERIFY(error[key("terminal")].toBool());
    QCOMPARE(error[key("httpStatusCode")].toInt(), code);
    (void)waitUntil([this] { return m_service->clients() > 1; }, 5000);
    QCOMPARE(m_service->clients(), 1);
    QCOMPARE(m_backEnd->count(), 1); // the token is good
    QCOMPARE(tokenState(), key("blocked"));
}

void tst_FaultyService::noticesALinkThatIsHalfOpen()
{
    start(); // the peer acknowledges and never pings
    QVERIFY(waitForState("connected"));
    QTRY_COMPARE_WITH_TIMEOUT(m_service->clients(), 2, 75000);
    QTRY_COMPARE_WITH_TIMEOUT(m_service->count(key("init")), 2, 15000);
    QVERIFY(m_client->count(key("connectionError")) >= 1);
    QVERIFY(!m_client->events(key("connectionError")).front()[key("terminal")].toBool(true));
    QCOMPARE(m_backEnd->count(), 1);
}

void tst_FaultyService::comesThroughExpiryAndOutageTogether()
{
    using Peer = TwilsockPeer;
    m_service->on(key("init"),
                  { Peer::acknowledging([this](QWebSocket &socket) {
                        m_backEnd->first(
                            { answering(httpResponse("text/plain", {}, "503 Service Unavailable")),
                              lostHalfway() });
                        Peer::sendClose(socket, 410, 51207);
                    }),
                    Peer::refusing(429, 51202, backOff(500, 1000)), Peer::acknowledging() });
    start();
    QVERIFY(!m_client->waitForEvent(key("tokenUpdateRecovered"), 30000).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(m_service->count(key("init")), 3, 15000);
    QTRY_COMPARE_WITH_TIMEOUT(tokenState(), key("ready"), 15000);
    QCOMPARE(m_backEnd->count(), 4); // sign-in, two failures, and the one that worked
    QCOMPARE(m_client->count(key("tokenUpdateFailed")), 2);
    QCOMPARE(m_client->count(key("tokenExpired")), 1);
    const QStringList tokens = m_service->tokens(key("init"));
    QVERIFY(tokens[0] != tokens[1]);
    QCOMPARE(tokens[1], tokens[2]);
}

QTEST_GUILESS_MAIN(tst_FaultyService)
#include "tst_faultyservice.moc"
