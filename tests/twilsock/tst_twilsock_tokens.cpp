// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::twilsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using parley::test::ConnectionBench;
using State = ConnectionState;
using Offer = ConnectionBench::Offer;

/// Tokens on one connection: update in place, and every race of a new token with the socket.
class tst_twilsock_tokens final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void updatesInPlace();
    void whileOpeningInitCarriesTheNewest();
    void whileInitialisingUpdateFollows();
    void whileUpdatingTheNextOneFollows();
    void severalOffersSendOnlyTheNewest();
    void keptWhileNotWanted();
    void sameTokenSendsNothing_data();
    void sameTokenSendsNothing();
    void expiryWhileAnUpdateFailsReconnectsWithTheNewToken();
    void unansweredUpdateCostsNoConnection();
    void pushOfTheOldTokenIsIgnored();
    void offerWhileWaitingIsAnsweredLater();
    void disconnectKeepsTheToken();
    void lostUpdateIsDecidedByInit();
    void expiryHoldsTheNewTokenUntilTheSocketIsClosed();
    void expiredTokenIsNotUsedAgain();
    void newTokenAfterTheReconnectIsUpdated();
    void withdrawnTokenLeaves();
    void acceptedOnceForEachOffer();
    void answersAtOnceWhatIsKnown();
    void offersInsideSignals();
};

void tst_twilsock_tokens::updatesInPlace()
{
    ConnectionBench bench;
    bench.connectWith(1);
    QCOMPARE(bench.offer(2), Offer::AnswerFollows);
    QCOMPARE(bench.tokensSent(), (QStringList { u"init 1"_s, u"update 2"_s }));
    QCOMPARE(bench.takeLog(), QStringList()); // not before the service has said so
    bench.answerUpdate();
    QCOMPARE(bench.takeLog(), QStringList { u"accepted 2"_s });
    bench.clock.advance(31s); // the limit of the reply is gone
    QCOMPARE(bench.takeLog(), QStringList());
    bench.link().end();
    bench.clock.advance(1s);
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
}

void tst_twilsock_tokens::whileOpeningInitCarriesTheNewest()
{
    ConnectionBench bench;
    bench.connection().connectToService();
    bench.offer(1);
    bench.offer(2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Connecting"_s, u"accepted 2"_s, u"Connected"_s, u"initialized"_s }));
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_tokens::whileInitialisingUpdateFollows()
{
    ConnectionBench bench;
    bench.openWith(1);
    bench.offer(2);
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
    bench.answerInit();
    QCOMPARE(bench.tokensSent(), (QStringList { u"init 1"_s, u"update 2"_s }));
    bench.answerUpdate();
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Connecting"_s, u"accepted 1"_s, u"Connected"_s, u"initialized"_s,
                            u"accepted 2"_s }));
}

void tst_twilsock_tokens::whileUpdatingTheNextOneFollows()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.offer(3);
    QCOMPARE(bench.tokensSent().constLast(), u"update 2"_s);
    bench.answerUpdate();
    QCOMPARE(bench.tokensSent().constLast(), u"update 3"_s);
    bench.answerUpdate();
    QCOMPARE(bench.takeLog(), (QStringList { u"accepted 2"_s, u"accepted 3"_s }));
}

void tst_twilsock_tokens::severalOffersSendOnlyTheNewest()
{
    ConnectionBench bench;
    bench.connectWith(1);
    for (int serial = 2; serial <= 6; ++serial)
        bench.offer(serial);
    bench.answerUpdate();
    bench.answerUpdate();
    QCOMPARE(bench.tokensSent(), (QStringList { u"init 1"_s, u"update 2"_s, u"update 6"_s }));
    QCOMPARE(bench.takeLog(), (QStringList { u"accepted 2"_s, u"accepted 6"_s }));
}

void tst_twilsock_tokens::keptWhileNotWanted()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.connection().disconnectFromService();
    QCOMPARE(bench.offer(2), Offer::Kept);
    bench.clock.advance(1h);
    QCOMPARE(bench.transports.count(), 1);
    bench.connection().connectToService();
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
    bench.takeLog();
    bench.answerInit();
    QCOMPARE(bench.takeLog().constFirst(), u"accepted 2"_s);
}

void tst_twilsock_tokens::sameTokenSendsNothing_data()
{
    QTest::addColumn<bool>("connected");
    QTest::newRow("connected") << true;
    QTest::newRow("waiting to reconnect") << false;
}

void tst_twilsock_tokens::sameTokenSendsNothing()
{
    QFETCH(bool, connected);
    ConnectionBench bench;
    bench.random = 0.9;
    bench.connectWith(1);
    if (!connected)
        bench.link().end();
    bench.takeLog();
    QCOMPARE(bench.offer(ConnectionBench::token(1), 7), Offer::AnswerFollows);
    QCOMPARE(bench.takeLog(), QStringList { u"accepted 7"_s });
    QCOMPARE(bench.transports.count(), 1);
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
}

void tst_twilsock_tokens::expiryWhileAnUpdateFailsReconnectsWithTheNewToken()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.answerUpdate(500);
    bench.link().deliverClose(410, 51207);
    QCOMPARE(bench.transports.count(), 2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Disconnecting"_s, u"error 410/51207"_s, u"Connecting"_s,
                            u"accepted 2"_s, u"Connected"_s, u"initialized"_s }));
}

void tst_twilsock_tokens::unansweredUpdateCostsNoConnection()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    const Frame unanswered = bench.link().lastFrame(u"update"_s);
    bench.clock.advance(20s);
    bench.link().deliver(u"ping"_s, {}); // the link is alive
    bench.clock.advance(10s + 2s - 1ms);
    QCOMPARE(bench.tokensSent().size(), 2);
    bench.clock.advance(1ms);
    QCOMPARE(bench.tokensSent(), (QStringList { u"init 1"_s, u"update 2"_s, u"update 2"_s }));
    bench.link().reply(unanswered, 401, 20101); // too late: no update waits for it
    QCOMPARE(bench.takeLog(), QStringList());
    QCOMPARE(bench.state(), State::Connected);
    bench.answerUpdate();
    QCOMPARE(bench.takeLog(), QStringList { u"accepted 2"_s });
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_tokens::pushOfTheOldTokenIsIgnored()
{
    const QJsonObject push { { u"client_update_type"_s, u"token_about_to_expire"_s } };
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.link().deliver(u"client_update"_s, push); // the update is in flight
    bench.answerUpdate(500);
    bench.link().deliver(u"client_update"_s, push); // it is held
    QCOMPARE(bench.takeLog(), QStringList());
    bench.clock.advance(2s);
    bench.answerUpdate();
    bench.link().deliver(u"client_update"_s, push);
    QCOMPARE(bench.takeLog(), (QStringList { u"accepted 2"_s, u"push"_s }));
}

void tst_twilsock_tokens::offerWhileWaitingIsAnsweredLater()
{
    ConnectionBench bench;
    bench.random = 0.9;
    bench.connectWith(1);
    bench.link().end();
    bench.takeLog();
    QCOMPARE(bench.offer(2), Offer::AnswerLater);
    bench.link().end(); // still down
    QCOMPARE(bench.offer(3), Offer::AnswerLater);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(bench.takeLog().filter(u"accepted"_s), QStringList { u"accepted 3"_s });
}

void tst_twilsock_tokens::disconnectKeepsTheToken()
{
    ConnectionBench bench;
    bench.random = 0.9;
    bench.connectWith(1);
    bench.offer(2);
    QCOMPARE(bench.kept, 0);
    bench.connection().disconnectFromService();
    QCOMPARE(bench.kept, 1);
    bench.connection().connectToService();
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });

    auto doomed = std::make_unique<ConnectionBench>();
    doomed->connectWith(1);
    connect(&doomed->connection(), &Connection::stateChanged, this,
            [&doomed] { doomed->destroy(); });
    doomed->connection().disconnectFromService();
}

void tst_twilsock_tokens::lostUpdateIsDecidedByInit()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.link().end();
    bench.clock.advance(1s);
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
    bench.takeLog();
    bench.answerInit(401, 20101);
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Denied"_s, u"rejected 2 refused 401/20101"_s,
                            u"error 401/20101 terminal"_s }));
    bench.connection().connectToService(); // and the first token is still there
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
}

void tst_twilsock_tokens::expiryHoldsTheNewTokenUntilTheSocketIsClosed()
{
    ConnectionBench bench;
    bench.transports.answerClose(false);
    bench.connectWith(1);
    bench.link().deliverClose(410, 51207);
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Disconnecting"_s, u"rejected 1 expired 410/51207"_s }));
    QCOMPARE(bench.offer(2), Offer::AnswerFollows);
    QCOMPARE(bench.transports.count(), 1);
    bench.clock.advance(1s);
    bench.link().end();
    QCOMPARE(bench.transports.count(), 2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 2"_s });
    bench.clock.advance(30s);
    QCOMPARE(bench.transports.count(), 2); // once
}

void tst_twilsock_tokens::expiredTokenIsNotUsedAgain()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.link().deliverClose(410, 51207);
    bench.connection().connectToService();
    bench.connection().retryNow();
    bench.network.set(Reachability::State::Unreachable);
    bench.network.set(Reachability::State::Reachable);
    bench.clock.advance(1h);
    QCOMPARE(bench.transports.count(), 1);
    bench.takeLog();
    bench.offer(ConnectionBench::token(1), 2);
    bench.clock.settle();
    QCOMPARE(bench.takeLog(), QStringList { u"rejected 2 expired 410/51207"_s });
    QCOMPARE(bench.state(), State::Disconnected);
}

void tst_twilsock_tokens::newTokenAfterTheReconnectIsUpdated()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.link().end();
    bench.clock.advance(1s);
    bench.link().accept();
    bench.answerInit();
    bench.offer(2);
    QCOMPARE(bench.tokensSent(), (QStringList { u"init 1"_s, u"update 2"_s }));
}

void tst_twilsock_tokens::withdrawnTokenLeaves()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(2);
    bench.consumer().withdrawToken();
    QCOMPARE(bench.link().frames(u"close"_s).size(), 1);
    QCOMPARE(bench.takeLog(), (QStringList { u"Disconnecting"_s, u"Disconnected"_s }));
    bench.clock.advance(1h);
    QCOMPARE(bench.clock.pendingCalls(), 0);
    QCOMPARE(bench.transports.count(), 1);
    QCOMPARE(bench.offer(3), Offer::AnswerFollows); // still wanted
    QCOMPARE(bench.transports.count(), 2);
}

void tst_twilsock_tokens::acceptedOnceForEachOffer()
{
    ConnectionBench bench;
    bench.connectWith(1);
    for (int i = 0; i < 3; ++i) {
        bench.link().end();
        bench.clock.advance(2s);
        bench.link().accept();
        bench.answerInit();
    }
    QCOMPARE(bench.takeLog().filter(u"accepted"_s), QStringList());
}

void tst_twilsock_tokens::answersAtOnceWhatIsKnown()
{
    ConnectionBench bench;
    bench.connectWith(1);
    bench.offer(ConnectionBench::token(1), 2);
    QCOMPARE(bench.takeLog(), QStringList { u"accepted 2"_s });
    bench.offer(ConnectionBench::token(3, u"bob"_s), 3);
    QCOMPARE(bench.takeLog(), QStringList { u"rejected 3 refused 401/51215"_s });
    bench.offer(4);
    bench.clock.settle();
    QCOMPARE(bench.takeLog(), QStringList());
    bench.answerUpdate(401, 20101);
    bench.takeLog();
    bench.offer(ConnectionBench::token(4), 5);
    QCOMPARE(bench.takeLog(), QStringList { u"rejected 5 refused 401/20101"_s });
}

void tst_twilsock_tokens::offersInsideSignals()
{
    ConnectionBench bench;
    int next = 10;
    bench.answered = [&](int number, OfferAnswer answer) {
        if (answer == OfferAnswer::Refused || number == 10)
            bench.offer(next++);
    };
    bench.openWith(1);
    bench.answerInit(401, 20104); // refused: 10 is offered inside the signal
    bench.link().accept();
    bench.answerInit(); // accepted: 11 is offered inside the signal
    QCOMPARE(bench.tokensSent(), (QStringList { u"init 10"_s, u"update 11"_s }));
    bench.answerUpdate();
    bench.link().deliverClose(410, 51207); // expired: 12
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 12"_s });
    bench.answerInit();
    QCOMPARE(bench.state(), State::Connected);
    QCOMPARE(bench.transports.count(), 3);
}

QTEST_GUILESS_MAIN(tst_twilsock_tokens)
#include "tst_twilsock_tokens.moc"
