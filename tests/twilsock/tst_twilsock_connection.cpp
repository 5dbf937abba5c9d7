// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"
#include "twilsock/phase.h"

#include <QEventLoop>
#include <QTest>

using namespace parley;
using namespace parley::twilsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using parley::test::ConnectionBench;
using parley::test::FakeTransport;
using State = ConnectionState;

/// The life of a connection when all goes well, and when its owner ends it.
class tst_twilsock_connection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void phasesHavePublicStates();
    void connectsInOrder();
    void initCarriesEverything();
    void initOfAFewWordsIsEnough();
    void continuesItsEndPoint();
    void doesNotContinueForAnotherUser();
    void waitsForATokenAndForTheWish();
    void acknowledgesBeforeActing_data();
    void acknowledgesBeforeActing();
    void disconnectsPolitely();
    void disconnectsFromEveryState_data();
    void disconnectsFromEveryState();
    void socketThatNeverClosesIsLeft();
    void forgetsEverything();
    void survivesItsOwnDestruction_data();
    void survivesItsOwnDestruction();
    void slotThatDisconnectsIsTheLastWord();
    void slotMayRunAnEventLoop();
    void transportThatFailsInsideACall();
};

void tst_twilsock_connection::phasesHavePublicStates()
{
    QCOMPARE(publicState(Phase::Waiting), State::Connecting);
    QCOMPARE(publicState(Phase::Updating), State::Connected);
    QCOMPARE(publicState(Phase::Leaving), State::Disconnecting);
}

void tst_twilsock_connection::connectsInOrder()
{
    ConnectionBench bench;
    QCOMPARE(bench.state(), State::Disconnected);
    bench.openWith(1);
    QCOMPARE(bench.state(), State::Connecting);
    QCOMPARE(bench.link().url(), ConnectionBench::defaultConfig().url);
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
    bench.answerInit();
    QCOMPARE(bench.takeLog(),
             (QStringList { u"Connecting"_s, u"accepted 1"_s, u"Connected"_s, u"initialized"_s }));
    QVERIFY(!bench.connection().lastError());
    QVERIFY(!bench.connection().retryIn());
}

void tst_twilsock_connection::initCarriesEverything()
{
    ConnectionBench bench;
    bench.openWith(1);
    const QJsonObject init = bench.link().lastFrame(u"init"_s).header;
    QCOMPARE(init.value("token"_L1).toString(),
             QString::fromLatin1(ConnectionBench::token(1).jwt()));
    QCOMPARE(init.value("metadata"_L1).toObject(), ConnectionBench::defaultConfig().metadata);
    QCOMPARE(init.value("registrations"_L1).toArray(),
             ConnectionBench::defaultConfig().registrations);
    QCOMPARE(init.value("capabilities"_L1).toArray(), QJsonArray { u"client_update"_s });
    QCOMPARE(init.value("payload_size"_L1).toInt(-1), 0);
    QVERIFY(!init.contains("continuation_token"_L1));
}

void tst_twilsock_connection::initOfAFewWordsIsEnough()
{
    ConnectionBench bench;
    bench.openWith(1);
    const QString id = bench.link().lastFrame(u"init"_s).id();
    const QByteArray header
        = R"({"method":"reply","id":")" + id.toLatin1() + R"(","status":{"code":200}})";
    bench.link().deliver("TWILSOCK V3.0 " + QByteArray::number(header.size()) + "\r\n" + header);
    QCOMPARE(bench.state(), State::Connected);
}

void tst_twilsock_connection::continuesItsEndPoint()
{
    ConnectionBench bench;
    bench.openWith(1);
    bench.link().reply(bench.link().lastFrame(u"init"_s), 200, 0,
                       { { u"continuation_token"_s, u"ct-1"_s } });
    for (int i = 0; i < 2; ++i) { // an answer without one keeps the old one
        bench.link().end();
        bench.clock.advance(2s);
        bench.link().accept();
        QCOMPARE(bench.link().lastFrame(u"init"_s).header.value("continuation_token"_L1).toString(),
                 u"ct-1"_s);
        bench.answerInit();
    }
}

void tst_twilsock_connection::doesNotContinueForAnotherUser()
{
    ConnectionBench bench;
    bench.openWith(1);
    bench.link().reply(bench.link().lastFrame(u"init"_s), 200, 0,
                       { { u"continuation_token"_s, u"ct-1"_s } });
    bench.consumer().withdrawToken();
    bench.offer(ConnectionBench::token(2, u"bob"_s), 2);
    bench.link().accept();
    QVERIFY(!bench.link().lastFrame(u"init"_s).header.contains("continuation_token"_L1));
}

void tst_twilsock_connection::waitsForATokenAndForTheWish()
{
    ConnectionBench wanted;
    wanted.connection().connectToService();
    QCOMPARE(wanted.state(), State::Disconnected);
    QCOMPARE(wanted.transports.count(), 0);
    QCOMPARE(wanted.offer(1), ConnectionBench::Offer::AnswerFollows);
    QCOMPARE(wanted.state(), State::Connecting);

    ConnectionBench offered;
    QCOMPARE(offered.offer(1), ConnectionBench::Offer::Kept);
    QCOMPARE(offered.transports.count(), 0);
    offered.connection().connectToService();
    QCOMPARE(offered.state(), State::Connecting);
    offered.link().accept();
    offered.answerInit();
    QVERIFY(offered.takeLog().contains(u"accepted 1"_s));
}

void tst_twilsock_connection::acknowledgesBeforeActing_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QJsonObject>("header");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("said");
    QTest::newRow("ping") << u"ping"_s << QJsonObject() << QByteArray() << QString();
    QTest::newRow("unknown method") << u"dance"_s << QJsonObject() << QByteArray("x") << QString();
    QTest::newRow("notification") << u"notification"_s
                                  << QJsonObject { { u"message_type"_s, u"a.b"_s } }
                                  << QByteArray("{\"x\":1}") << u"notification a.b {\"x\":1}"_s;
    QTest::newRow("notification with a broken payload")
        << u"notification"_s << QJsonObject { { u"message_type"_s, u"a.b"_s } }
        << QByteArray("{\"x") << u"notification a.b {\"x"_s;
    QTest::newRow("about to expire")
        << u"client_update"_s
        << QJsonObject { { u"client_update_type"_s, u"token_about_to_expire"_s } } << QByteArray()
        << u"push"_s;
    QTest::newRow("client update that we do not know")
        << u"client_update"_s << QJsonObject { { u"client_update_type"_s, u"weather"_s } }
        << QByteArray() << QString();
}

void tst_twilsock_connection::acknowledgesBeforeActing()
{
    QFETCH(QString, method);
    QFETCH(QJsonObject, header);
    QFETCH(QByteArray, payload);
    QFETCH(QString, said);
    ConnectionBench bench;
    bench.connectWith(1);
    qsizetype acknowledgedAtSignal = -1;
    const auto note = [&] { acknowledgedAtSignal = bench.link().frames(u"reply"_s).size(); };
    QObject::connect(&bench.connection(), &Connection::notificationReceived, this, note);
    QObject::connect(&bench.consumer(), &TokenConsumer::expiryAnnounced, this, note);
    const QString id = bench.link().deliver(method, header, payload);
    const QList<Frame> acks = bench.link().frames(u"reply"_s);
    QCOMPARE(acks.size(), 1);
    QCOMPARE(acks.first().id(), id);
    QCOMPARE(acks.first().header.value("status"_L1).toObject().value("code"_L1).toInt(), 200);
    QCOMPARE(bench.takeLog(), said.isEmpty() ? QStringList() : QStringList { said });
    QCOMPARE(acknowledgedAtSignal, said.isEmpty() ? -1 : 1);
    QCOMPARE(bench.state(), State::Connected);
}

void tst_twilsock_connection::disconnectsPolitely()
{
    ConnectionBench bench;
    bench.transports.answerClose(false);
    bench.connectWith(1);
    bench.connection().disconnectFromService();
    QCOMPARE(bench.link().frames(u"close"_s).size(), 1);
    QVERIFY(bench.link().closeRequested());
    QCOMPARE(bench.takeLog(), QStringList { u"Disconnecting"_s });
    bench.link().end();
    QCOMPARE(bench.takeLog(), QStringList { u"Disconnected"_s });
    bench.clock.advance(1h);
    QCOMPARE(bench.transports.count(), 1);
    bench.connection().connectToService(); // the token was kept
    bench.link().accept();
    QCOMPARE(bench.tokensSent(), QStringList { u"init 1"_s });
}

void tst_twilsock_connection::disconnectsFromEveryState_data()
{
    QTest::addColumn<int>("steps");
    QTest::newRow("opening") << 1;
    QTest::newRow("initialising") << 2;
    QTest::newRow("waiting") << 3;
    QTest::newRow("denied") << 4;
    QTest::newRow("updating") << 5;
}

void tst_twilsock_connection::disconnectsFromEveryState()
{
    QFETCH(int, steps);
    ConnectionBench bench;
    bench.connection().connectToService();
    bench.offer(1);
    if (steps >= 2)
        bench.link().accept();
    if (steps == 3)
        bench.link().end();
    if (steps == 4)
        bench.answerInit(401, 20101);
    if (steps == 5) {
        bench.answerInit();
        bench.offer(2);
    }
    bench.connection().disconnectFromService();
    QCOMPARE(bench.state(), State::Disconnected);
    QVERIFY(bench.link().hasEnded());
    bench.clock.advance(10s);
    QCOMPARE(bench.clock.pendingCalls(), 0);
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_connection::socketThatNeverClosesIsLeft()
{
    ConnectionBench bench;
    bench.transports.answerClose(false);
    bench.connectWith(1);
    bench.connection().disconnectFromService();
    bench.connection().connectToService(); // waits for the old socket
    QCOMPARE(bench.transports.count(), 1);
    bench.clock.advance(3s - 1ms);
    QCOMPARE(bench.state(), State::Disconnecting);
    bench.clock.advance(1ms);
    QCOMPARE(bench.transports.count(), 2);
    QCOMPARE(bench.state(), State::Connecting);
}

void tst_twilsock_connection::forgetsEverything()
{
    ConnectionBench bench;
    bench.openWith(1);
    bench.link().reply(bench.link().lastFrame(u"init"_s), 200, 0,
                       { { u"continuation_token"_s, u"ct-1"_s } });
    bench.connection().forget();
    QCOMPARE(bench.state(), State::Disconnected);
    bench.connection().connectToService();
    QCOMPARE(bench.transports.count(), 1); // no token any more
    QCOMPARE(bench.offer(2), ConnectionBench::Offer::AnswerFollows);
    bench.link().accept();
    QVERIFY(!bench.link().lastFrame(u"init"_s).header.contains("continuation_token"_L1));
}

void tst_twilsock_connection::survivesItsOwnDestruction_data()
{
    QTest::addColumn<int>("moment");
    QTest::newRow("state changed to connecting") << 0;
    QTest::newRow("token accepted") << 1;
    QTest::newRow("initialized") << 2;
    QTest::newRow("notification") << 3;
    QTest::newRow("error") << 4;
    QTest::newRow("token rejected") << 5;
    QTest::newRow("state changed to denied") << 6;
}

void tst_twilsock_connection::survivesItsOwnDestruction()
{
    QFETCH(int, moment);
    ConnectionBench bench;
    Connection *const c = &bench.connection();
    bool destroyed = false;
    const auto destroy = [&] {
        destroyed = true;
        bench.destroy();
    };
    if (moment == 0)
        QObject::connect(c, &Connection::stateChanged, this, destroy);
    const auto destroyOn = [&](OfferAnswer expected) {
        bench.answered = [=](int, OfferAnswer answer) { answer == expected ? destroy() : void(); };
    };
    if (moment == 1)
        destroyOn(OfferAnswer::Accepted);
    if (moment == 2)
        QObject::connect(c, &Connection::initialized, this, destroy);
    if (moment == 3)
        QObject::connect(c, &Connection::notificationReceived, this, destroy);
    if (moment == 4)
        QObject::connect(c, &Connection::errorOccurred, this, destroy);
    if (moment == 5)
        destroyOn(OfferAnswer::Refused);
    if (moment == 6) {
        QObject::connect(c, &Connection::stateChanged, this,
                         [=](State state) { state == State::Denied ? destroy() : void(); });
    }
    c->connectToService();
    bench.offer(1);
    const QPointer<FakeTransport> link = bench.transports.last();
    QVERIFY(link); // it may have been its own signal that led to the slot
    link->accept();
    if (link->frames().isEmpty())
        QCOMPARE(moment, 0);
    else
        link->reply(link->lastFrame(u"init"_s));
    link->deliver(u"notification"_s, {});
    link->deliverClose(401);
    QVERIFY(destroyed);
    bench.clock.advance(1h);
    QCOMPARE(bench.transports.count(), 1);
}

void tst_twilsock_connection::slotThatDisconnectsIsTheLastWord()
{
    ConnectionBench bench;
    QObject::connect(&bench.connection(), &Connection::stateChanged, this, [&](State state) {
        if (state == State::Connected)
            bench.connection().disconnectFromService();
    });
    bench.openWith(1);
    bench.takeLog();
    bench.answerInit();
    QCOMPARE(
        bench.takeLog(),
        (QStringList { u"accepted 1"_s, u"Connected"_s, u"Disconnecting"_s, u"Disconnected"_s }));
}

/// A dialog, for example: what is due is told while it is open.
void tst_twilsock_connection::slotMayRunAnEventLoop()
{
    ConnectionBench bench;
    QObject::connect(&bench.connection(), &Connection::stateChanged, this, [&](State state) {
        if (state != State::Connected)
            return;
        QEventLoop dialog;
        QMetaObject::invokeMethod(&dialog, &QEventLoop::quit, Qt::QueuedConnection);
        dialog.exec();
        bench.link().deliver(u"notification"_s, {});
        bench.note(u"dialog closed"_s);
    });
    bench.openWith(1);
    bench.takeLog();
    bench.answerInit();
    QCOMPARE(bench.takeLog(),
             (QStringList { u"accepted 1"_s, u"Connected"_s, u"initialized"_s, u"dialog closed"_s,
                            u"notification  "_s }));
}

void tst_twilsock_connection::transportThatFailsInsideACall()
{
    ConnectionBench bench;
    bench.connectWith(1);
    FakeTransport &first = bench.link();
    first.breakAtNextSend();
    first.deliver(u"notification"_s, {}); // its acknowledgement is what fails
    QCOMPARE(bench.takeLog(), QStringList { u"notification  "_s });
    bench.clock.settle();
    QCOMPARE(bench.takeLog(), (QStringList { u"Connecting"_s, u"error 0/0"_s }));
    bench.clock.advance(1s);
    QCOMPARE(bench.transports.count(), 2);

    bench.link().breakAtNextSend();
    bench.link().accept(); // now it is init
    bench.clock.advance(2s);
    QCOMPARE(bench.transports.count(), 3);

    bench.link().accept();
    bench.answerInit();
    bench.link().breakAtNextSend();
    bench.connection().disconnectFromService(); // and now the goodbye
    QCOMPARE(bench.state(), State::Disconnected);
}

QTEST_GUILESS_MAIN(tst_twilsock_connection)
#include "tst_twilsock_connection.moc"
