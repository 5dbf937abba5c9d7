// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"

#include <QRandomGenerator>
#include <QTest>

using namespace parley;
using namespace parley::twilsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using parley::test::ConnectionBench;
using parley::test::FakeTransport;
using State = ConnectionState;

/// How a session ends that was not asked to end, and when the next attempt comes.
class tst_twilsock_endings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closeCodes_data();
    void closeCodes();
    void initRefusals_data();
    void initRefusals();
    void throttledInitWaitsInsideTheRange();
    void backsOffAndStartsAnewAfterTenSeconds();
    void limitsOfTime_data();
    void limitsOfTime();
    void silenceEndsTheSession();
    void threeBrokenFramesEndTheSession();
    void tlsFailureIsRetriedRarely();
    void networkLossAndReturn();
    void networkDownBeforeTheStart();
    void newTokenAndRetryDoNotWait();
};

void tst_twilsock_endings::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("errorCode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("retryMs"); // -1: no retry
    const auto row = [](const char *name, int code, int errorCode, const QByteArray &payload,
                        const char *said, int retry) {
        QTest::newRow(name) << code << errorCode << payload << QString::fromLatin1(said) << retry;
    };
    row("offload", 308, 0, {}, "Connecting,error 308/0", 500);
    row("offload with a wait", 308, 0, ConnectionBench::policy(1500, 6000),
        "Connecting,error 308/0", 3750);
    row("offload with a wait of nothing", 308, 0, ConnectionBench::policy(0, 0),
        "Connecting,error 308/0", 500);
    row("too many with a wait of nothing", 429, 51202, ConnectionBench::policy(0, 0),
        "Connecting,error 429/51202", 500);
    row("offload with an upside-down wait", 308, 0, ConnectionBench::policy(6000, 1500),
        "Connecting,error 308/0", 6000);
    row("update forbidden", 308, 51232, {},
        "Denied,rejected 1 refused 308/51232,error 308/51232 terminal", -1);
    row("authentication lost", 401, 0, {}, "Denied,rejected 1 refused 401/0,error 401/0 terminal",
        -1);
    row("not allowed", 403, 20403, {},
        "Denied,rejected 1 refused 403/20403,error 403/20403 terminal", -1);
    row("expired in the older words", 401, 20104, {},
        "Disconnecting,rejected 1 expired 401/20104,Disconnected", -1);
    row("message not acceptable", 406, 51214, {},
        "Denied,rejected 1 protocol 406/51214,error 406/51214 terminal", -1);
    row("acknowledgement not understood", 417, 0, {},
        "Denied,rejected 1 protocol 417/0,error 417/0 terminal", -1);
    row("token expired", 410, 51207, {}, "Disconnecting,rejected 1 expired 410/51207,Disconnected",
        -1);
    row("token expired without a number", 410, 0, {},
        "Disconnecting,rejected 1 expired 410/0,Disconnected", -1);
    row("too many", 429, 51201, {}, "Connecting,error 429/51201", 1500);
    row("too many with a wait", 429, 51202, ConnectionBench::policy(2000, 4000),
        "Connecting,error 429/51202", 3000);
    row("server fault", 500, 0, {}, "Connecting,error 500/0", 500);
    row("an unknown code", 777, 0, {}, "Connecting,error 777/0", 500);
    row("no code", 0, 0, {}, "Connecting,error 0/0", 500);
}

void tst_twilsock_endings::closeCodes()
{
    QFETCH(int, code);
    QFETCH(int, errorCode);
    QFETCH(QByteArray, payload);
    QFETCH(QString, said);
    QFETCH(int, retryMs);
    ConnectionBench bench;
    bench.random = 0.5;
    bench.connectWith(1);
    FakeTransport &first = bench.link();
    first.deliverClose(code, errorCode, payload);
    QCOMPARE(bench.takeLog().join(u','), said);
    QCOMPARE(first.frames(u"reply"_s).size(), 1); // acknowledged
    QVERIFY(first.closeRequested());
    const bool denied = bench.state() == State::Denied;
    QCOMPARE(first.frames(u"close"_s).size(), denied ? 1 : 0);
    QVERIFY(bench.connection().lastError());
    QCOMPARE(bench.connection().lastError()->httpStatusCode, code);

    if (retryMs < 0) {
        QVERIFY(!bench.connection().retryIn());
        bench.clock.advance(1h);
        QCOMPARE(bench.transports.count(), 1);
        bench.offer(2); // a new token starts again, if the token was to blame
        const bool isProtocol = code == 406 || code == 417;
        QCOMPARE(bench.transports.count(), isProtocol ? 1 : 2);
        if (isProtocol)
            bench.connection().connectToService();
        QCOMPARE(bench.transports.count(), 2);
        return;
    }
    QCOMPARE(bench.connection().retryIn(), std::optional(std::chrono::milliseconds(retryMs)));
    bench.clock.advance(std::chrono::milliseconds(retryMs - 1));
    QCOMPARE(bench.transports.count(), 1);
    bench.clock.advance(1ms);
    QCOMPARE(bench.transports.count(), 2);
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
    bench.answerInit();
    QCOMPARE(bench.takeLog(), (QStringList { u"Connected"_s, u"initialized"_s }));
}

void tst_twilsock_endings::initRefusals_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("errorCode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("retryMs");
    const auto row = [](const char *name, int code, int errorCode, const QByteArray &payload,
                        const char *said, int retry) {
        QTest::newRow(name) << code << errorCode << payload << QString::fromLatin1(said) << retry;
    };
    row("bad token", 401, 20101, {}, "Denied,rejected 1 refused 401/20101,error 401/20101 terminal",
        -1);
    row("expired token", 401, 20104, {},
        "Denied,rejected 1 expired 401/20104,error 401/20104 terminal", -1);
    row("not allowed", 403, 0, {}, "Denied,rejected 1 refused 403/0,error 403/0 terminal", -1);
    row("gone", 410, 0, {}, "Denied,rejected 1 expired 410/0,error 410/0 terminal", -1);
    row("not understood", 406, 51214, {},
        "Denied,rejected 1 protocol 406/51214,error 406/51214 terminal", -1);
    row("too many", 429, 51202, {}, "error 429/51202", 1500);
    row("too many with a wait", 429, 51202, ConnectionBench::policy(2000, 10000), "error 429/51202",
        6000);
    row("server fault", 500, 0, {}, "error 500/0", 500);
    row("no code", 0, 0, {}, "error 0/0", 500);
}

void tst_twilsock_endings::initRefusals()
{
    QFETCH(int, code);
    QFETCH(int, errorCode);
    QFETCH(QByteArray, payload);
    QFETCH(QString, said);
    QFETCH(int, retryMs);
    ConnectionBench bench;
    bench.random = 0.5;
    bench.openWith(1);
    bench.takeLog();
    bench.answerInit(code, errorCode, payload);
    QCOMPARE(bench.takeLog().join(u','), said);
    QVERIFY(bench.link().closeRequested());
    if (retryMs < 0) {
        bench.clock.advance(1h);
        QCOMPARE(bench.transports.count(), 1); // no second connect with the same token
        return;
    }
    bench.clock.advance(std::chrono::milliseconds(retryMs - 1));
    QCOMPARE(bench.transports.count(), 1);
    bench.clock.advance(1ms);
    QCOMPARE(bench.transports.count(), 2);
}

void tst_twilsock_endings::throttledInitWaitsInsideTheRange()
{
    for (quint32 seed = 0; seed < 500; ++seed) {
        ConnectionBench bench;
        QRandomGenerator generator(seed);
        bench.random = generator.generateDouble();
        bench.openWith(1);
        bench.answerInit(429, 51202, ConnectionBench::policy(2000, 10000));
        const auto wait = bench.connection().retryIn().value();
        QVERIFY(wait >= 2s && wait < 10s);
        bench.offer(2); // even a new token does not come earlier than the service allows
        bench.clock.advance(wait - 1ms);
        QCOMPARE(bench.transports.count(), 1);
        bench.clock.advance(1ms);
        QCOMPARE(bench.transports.count(), 2);
    }
}

void tst_twilsock_endings::backsOffAndStartsAnewAfterTenSeconds()
{
    ConnectionBench bench;
    bench.connectWith(1);
    for (const int seconds : { 0, 1, 1, 2, 3, 5 }) {
        bench.clock.advance(9s); // not long enough for a good connection
        bench.link().end();
        QCOMPARE(bench.connection().retryIn(),
                 std::optional<std::chrono::milliseconds>(std::chrono::seconds(seconds)));
        bench.clock.advance(std::chrono::seconds(seconds));
        bench.link().accept();
        bench.answerInit();
    }
    bench.clock.advance(10s);
    bench.link().end();
    QCOMPARE(bench.connection().retryIn(), std::optional<std::chrono::milliseconds>(0));
}

void tst_twilsock_endings::limitsOfTime_data()
{
    QTest::addColumn<bool>("opens");
    QTest::addColumn<int>("seconds");
    QTest::newRow("handshake never ends") << false << 30;
    QTest::newRow("init is never answered") << true << 10;
}

void tst_twilsock_endings::limitsOfTime()
{
    QFETCH(bool, opens);
    QFETCH(int, seconds);
    ConnectionBench bench;
    bench.connection().connectToService();
    bench.offer(1);
    if (opens)
        bench.link().accept();
    bench.clock.advance(std::chrono::seconds(seconds) - 1ms);
    QCOMPARE(bench.takeLog(), QStringList { u"Connecting"_s });
    bench.clock.advance(1ms);
    QCOMPARE(bench.takeLog(), QStringList { u"error 0/0"_s });
    QVERIFY(bench.transports.at(0)->closeRequested());
    bench.clock.advance(2s);
    QCOMPARE(bench.transports.count(), 2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(bench.state(), State::Connected);
}

void tst_twilsock_endings::silenceEndsTheSession()
{
    ConnectionBench bench;
    bench.connectWith(1);
    for (int i = 0; i < 20; ++i) {
        bench.clock.advance(44s);
        bench.link().deliver(u"ping"_s, {});
    }
    QCOMPARE(bench.state(), State::Connected);
    bench.clock.advance(45s - 1ms);
    QCOMPARE(bench.takeLog(), QStringList());
    bench.clock.advance(1ms);
    QCOMPARE(bench.takeLog(), (QStringList { u"Connecting"_s, u"error 0/0"_s }));
    QVERIFY(bench.transports.at(0)->closeRequested());
}

void tst_twilsock_endings::threeBrokenFramesEndTheSession()
{
    ConnectionBench bench;
    bench.connectWith(1);
    for (int i = 0; i < 5; ++i) {
        bench.link().deliver(QByteArray("garbage"));
        bench.link().deliver(QByteArray());
        bench.link().deliver(u"ping"_s, {}); // not in a row
    }
    QCOMPARE(bench.state(), State::Connected);
    bench.link().deliver(QByteArray("garbage"));
    bench.link().deliver(QByteArray("TWILSOCK V3.0 99999999\r\n"));
    QCOMPARE(bench.takeLog(), QStringList());
    bench.link().deliver(QByteArray("TWILSOCK V3.0 2\r\n[]"));
    QCOMPARE(bench.takeLog(), (QStringList { u"Connecting"_s, u"error 0/0"_s }));
    bench.clock.advance(1s);
    QCOMPARE(bench.transports.count(), 2);
}

void tst_twilsock_endings::tlsFailureIsRetriedRarely()
{
    ConnectionBench bench;
    bench.connection().connectToService();
    bench.offer(1);
    bench.link().end(u"The certificate is self-signed"_s, true);
    QCOMPARE(bench.state(), State::Connecting);
    QVERIFY(bench.connection().lastError()->message.contains(u"self-signed"_s));
    QCOMPARE(bench.connection().retryIn(), std::optional<std::chrono::milliseconds>(45s));
}

void tst_twilsock_endings::networkLossAndReturn()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.network.set(Reachability::State::Unreachable);
    QCOMPARE(bench.takeLog(), (QStringList { u"Connecting"_s, u"error 0/0"_s }));
    QVERIFY(!bench.connection().retryIn());
    bench.clock.advance(1h);
    QCOMPARE(bench.transports.count(), 1);
    bench.network.set(Reachability::State::Reachable);
    QCOMPARE(bench.transports.count(), 2);

    bench.link().end();
    for (int i = 0; i < 6; ++i) {
        bench.clock.advance(1min);
        bench.link().end();
    }
    QVERIFY(bench.connection().retryIn() > 2s);
    bench.network.set(Reachability::State::Unreachable); // the timer goes while we wait
    QVERIFY(!bench.connection().retryIn());
    bench.network.set(Reachability::State::Unknown); // counts as reachable
    bench.link().end();
    QVERIFY(bench.connection().retryIn() <= 1s); // and the back-off starts anew
}

void tst_twilsock_endings::networkDownBeforeTheStart()
{
    ConnectionBench bench;
    bench.network.set(Reachability::State::Unreachable);
    bench.connection().connectToService();
    bench.offer(1);
    QCOMPARE(bench.state(), State::Connecting);
    QCOMPARE(bench.transports.count(), 0);
    bench.network.set(Reachability::State::Reachable);
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_endings::newTokenAndRetryDoNotWait()
{
    ConnectionBench bench;
    bench.random = 0.5;
    bench.connectWith(1);
    bench.link().end();
    bench.connection().connectToService(); // changes nothing
    QCOMPARE(bench.connection().retryIn(), std::optional<std::chrono::milliseconds>(500ms));
    bench.connection().retryNow();
    QCOMPARE(bench.transports.count(), 2);
    bench.link().end();
    bench.offer(2);
    QCOMPARE(bench.transports.count(), 3);
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
}

QTEST_GUILESS_MAIN(tst_twilsock_endings)
#include "tst_twilsock_endings.moc"
