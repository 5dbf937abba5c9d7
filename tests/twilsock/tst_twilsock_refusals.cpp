// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"

#include <QTest>

using namespace parley;
using namespace parley::twilsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using parley::test::ConnectionBench;
using State = ConnectionState;
using Offer = ConnectionBench::Offer;

/// Tokens that the service does not take, or not now.
class tst_twilsock_refusals final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameTokenAsTheRefusedOneFails();
    void tokenThatWasTooEarlyMayComeAgain();
    void tokenOfAnotherUserIsNotSent();
    void refusedUpdates_data();
    void refusedUpdates();
    void refusalBringsTheAcceptedTokenBack();
    void refusedWhileANewerOneWaits();
    void throttledUpdateIsRepeatedOnce();
    void throttledUpdateIsNotRepeatedAtOnce();
    void throttledUpdateSendsTheNewest();
    void failedUpdateIsRetriedWithBackOff();
    void failedUpdateYieldsToANewerToken();
    void forbiddenUpdateRestoresTheFirstToken();
    void protocolRefusalKeepsTheToken();
    void tokenGivenInsideTheRefusalEndsIt();
};

void tst_twilsock_refusals::sameTokenAsTheRefusedOneFails()
{
    ConnectionBench bench;
    bench.openWith(1);
    bench.answerInit(401, 20101);
    bench.takeLog();
    bench.offer(ConnectionBench::token(1), 2);
    bench.clock.settle();
    QCOMPARE(bench.takeLog(), QStringList { u"rejected 2 refused 401/20101"_s });
    QCOMPARE(bench.transports.count(), 1);
    QCOMPARE(bench.state(), State::Denied);
}

void tst_twilsock_refusals::tokenThatWasTooEarlyMayComeAgain()
{
    ConnectionBench bench;
    bench.openWith(1);
    bench.answerInit(401, 20105);
    bench.offer(ConnectionBench::token(1), 2);
    QCOMPARE(bench.transports.count(), 2);
    bench.link().accept();
    bench.answerInit();
    QVERIFY(bench.takeLog().contains(u"accepted 2"_s));
}

void tst_twilsock_refusals::tokenOfAnotherUserIsNotSent()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(ConnectionBench::token(2, u"bob"_s), 2);
    QCOMPARE(bench.takeLog(), QStringList { u"rejected 2 refused 401/51215"_s });
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
    QCOMPARE(bench.state(), State::Connected);
    bench.offer(3);
    bench.answerUpdate();
    QCOMPARE(bench.takeLog(), QStringList { u"accepted 3"_s });
}

void tst_twilsock_refusals::refusedUpdates_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("errorCode");
    QTest::addColumn<QString>("kind");
    QTest::newRow("bad token") << 401 << 20101 << u"refused"_s;
    QTest::newRow("bad signature") << 401 << 20107 << u"refused"_s;
    QTest::newRow("expired token") << 401 << 20104 << u"expired"_s;
    QTest::newRow("another user's token") << 401 << 51215 << u"refused"_s;
    QTest::newRow("not allowed") << 403 << 0 << u"refused"_s;
    QTest::newRow("gone, as 401") << 401 << 51207 << u"expired"_s;
    QTest::newRow("expired in yet other words") << 401 << 51119 << u"expired"_s;
    QTest::newRow("gone") << 410 << 51207 << u"expired"_s;
    QTest::newRow("not understood") << 406 << 51214 << u"protocol"_s;
}

void tst_twilsock_refusals::refusedUpdates()
{
    QFETCH(int, code);
    QFETCH(int, errorCode);
    QFETCH(QString, kind);
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.answerUpdate(code, errorCode);
    const QString numbers = u"%1/%2"_s.arg(code).arg(errorCode);
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Denied"_s, u"rejected 2 %1 %2"_s.arg(kind, numbers),
                            u"error %1 terminal"_s.arg(numbers) }));
    QCOMPARE(bench.link().frames(u"close"_s).size(), 1);
    QVERIFY(bench.link().hasEnded());
    bench.clock.advance(1h);
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_refusals::refusalBringsTheAcceptedTokenBack()
{
    for (const bool byOffer : { false, true }) {
        ConnectionBench bench;
        bench.connectWith(1);
        bench.offer(2);
        bench.answerUpdate(401, 51215);
        if (byOffer)
            bench.offer(ConnectionBench::token(1), 3);
        else
            bench.connection().connectToService();
        bench.link().accept();
        QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
        bench.takeLog();
        bench.answerInit();
        QCOMPARE(bench.takeLog().contains(u"accepted 3"_s), byOffer);
        QCOMPARE(bench.state(), State::Connected);
    }
}

void tst_twilsock_refusals::refusedWhileANewerOneWaits()
{
    for (const bool inInit : { true, false }) {
        ConnectionBench bench;
        bench.openWith(1);
        if (inInit) {
            bench.offer(2);
            bench.takeLog();
            bench.answerInit(401, 20104);
        } else {
            bench.answerInit();
            bench.offer(7);
            bench.offer(2);
            bench.takeLog();
            bench.answerUpdate(401, 20101);
        }
        QCOMPARE(bench.state(), State::Connecting);
        QVERIFY(!bench.connection().lastError()->terminal);
        bench.link().accept();
        QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
        bench.answerInit();
        QCOMPARE(bench.takeLog().filter(u"rejected"_s), QStringList()); // superseded
        QCOMPARE(bench.state(), State::Connected);
    }
}

void tst_twilsock_refusals::throttledUpdateIsRepeatedOnce()
{
    ConnectionBench bench;
    bench.random = 0.5;
    bench.connectWith(1);
    bench.offer(2);
    bench.answerUpdate(429, 51202, ConnectionBench::policy(1000, 4000));
    bench.link().deliver(u"notification"_s, {}); // messages flow meanwhile
    bench.connection().send(Request {}, this, [](const Response &) {});
    QCOMPARE(bench.link().frames(u"message"_s).size(), 1);
    bench.clock.advance(2499ms);
    QCOMPARE(bench.tokensSent().size(), 2);
    bench.clock.advance(1ms);
    QCOMPARE(bench.tokensSent(), (QStringList { u"init 1"_s, u"update 2"_s, u"update 2"_s }));
    bench.clock.advance(10s);
    QCOMPARE(bench.tokensSent().size(), 3);
    bench.answerUpdate();
    QCOMPARE(bench.takeLog(), (QStringList { u"notification  "_s, u"accepted 2"_s }));
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_refusals::throttledUpdateIsNotRepeatedAtOnce()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.answerUpdate(429, 51202, ConnectionBench::policy(0, 0));
    bench.clock.advance(499ms);
    QCOMPARE(bench.tokensSent().size(), 2);
    bench.clock.advance(1ms);
    QCOMPARE(bench.tokensSent().size(), 3);
}

void tst_twilsock_refusals::throttledUpdateSendsTheNewest()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.answerUpdate(429); // without a policy: 1 to 2 s
    bench.offer(3);
    bench.clock.advance(999ms);
    QCOMPARE(bench.tokensSent().size(), 2);
    bench.clock.advance(1ms);
    QCOMPARE(bench.tokensSent().constLast(), u"update 3"_s);
}

void tst_twilsock_refusals::failedUpdateIsRetriedWithBackOff()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    int sent = 2;
    for (const int seconds : { 2, 4, 8 }) {
        bench.answerUpdate(500);
        QCOMPARE(bench.state(), State::Connected);
        bench.clock.advance(std::chrono::seconds(seconds) - 1ms);
        QCOMPARE(bench.tokensSent().size(), sent);
        bench.clock.advance(1ms);
        QCOMPARE(bench.tokensSent().size(), ++sent);
        QCOMPARE(bench.tokensSent().constLast(), u"update 2"_s);
    }
    bench.answerUpdate();
    QCOMPARE(bench.takeLog(), QStringList { u"accepted 2"_s });
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_refusals::failedUpdateYieldsToANewerToken()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.answerUpdate(500);
    bench.offer(3);
    QCOMPARE(bench.tokensSent().constLast(), u"update 3"_s);
    bench.answerUpdate();
    bench.clock.advance(10s);
    QCOMPARE(bench.tokensSent().constLast(), u"update 3"_s);
    QCOMPARE(bench.tokensSent().size(), 3);
}

void tst_twilsock_refusals::forbiddenUpdateRestoresTheFirstToken()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.answerUpdate();
    bench.takeLog();
    bench.link().deliverClose(308, 51232); // only now the service minds
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Denied"_s, u"rejected 2 refused 308/51232"_s,
                            u"error 308/51232 terminal"_s }));
    QCOMPARE(bench.state(), State::Denied);
    bench.connection().connectToService();
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
}

void tst_twilsock_refusals::protocolRefusalKeepsTheToken()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.link().deliverClose(406, 51214);
    bench.takeLog();
    bench.connection().connectToService();
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
    bench.answerInit();
    QVERIFY(bench.takeLog().contains(u"accepted 1"_s)); // the verdict is lifted
}

/// The error is told while the new attempt is under way, and must not say that it is over.
void tst_twilsock_refusals::tokenGivenInsideTheRefusalEndsIt()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.answered = [&bench](int, OfferAnswer answer) {
        if (answer == OfferAnswer::Refused)
            bench.offer(2);
    };
    bench.link().deliverClose(401, 20101);
    QCOMPARE(bench.takeLog(),
             QStringList({ u"Denied"_s, u"rejected 1 refused 401/20101"_s, u"error 401/20101"_s,
                           u"Connecting"_s }));
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(bench.state(), ConnectionBench::State::Connected);
}

QTEST_GUILESS_MAIN(tst_twilsock_refusals)
#include "tst_twilsock_refusals.moc"
