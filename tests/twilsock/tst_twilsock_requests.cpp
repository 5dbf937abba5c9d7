// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::twilsock;
using namespace std::chrono_literals;
using parley::test::ConnectionBench;
using parley::test::FakeTransport;
using State = ConnectionState;
using Failure = Response::Failure;

/// The life of tunnelled requests: waiting, order, repetition, and that each ends exactly once.
class tst_twilsock_requests final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsInOrderUntilConnected();
    void timesOut();
    void waitsForAConnectionSoLong();
    void doesNotWaitIfToldSo();
    void failsAtOnceWhenDenied();
    void droppedLinkRepeatsInOrder();
    void poisonIsNotRepeatedForEver();
    void throttleHoldsTheChannel();
    void throttledForEverEnds();
    void expiredTokenInAReply();
    void expiredTokenInAReplyWhileANewerOneIsOnItsWay();
    void expiredTokenInAReplyToAnOlderRequest();
    void refusedRequestDoubtsTheToken_data();
    void refusedRequestDoubtsTheToken();
    void leavingEndsEverything_data();
    void leavingEndsEverything();
    void expiryKeepsWhatWaits();
    void contextsMayDie();
    void destructionEndsEverything();
    void callbackMayDestroyTheConnection();
    void callbackMaySendAgain();
    void lateAndForeignRepliesAreIgnored();
    void endsEachRequestOnceWhateverHappens();

private:
    /// Sends a request named \a name and notes how it ended in m_ended.
    void send(ConnectionBench &bench, const QString &name, bool repeatable = false,
              std::chrono::milliseconds queueLimit = 20s, QObject *context = nullptr);
    static QStringList namesSent(FakeTransport &link);

    QStringList m_ended;
};

namespace {

QString failureName(Failure failure)
{
    switch (failure) {
    case Failure::None:
        return QStringLiteral("ok");
    case Failure::NotConnected:
        return QStringLiteral("notConnected");
    case Failure::ConnectionLost:
        return QStringLiteral("lost");
    case Failure::Timeout:
        return QStringLiteral("timeout");
    case Failure::Transport:
        return QStringLiteral("transport");
    }
    Q_UNREACHABLE();
}

} // namespace

void tst_twilsock_requests::send(ConnectionBench &bench, const QString &name, bool repeatable,
                                 std::chrono::milliseconds queueLimit, QObject *context)
{
    Request request;
    request.url = QUrl(QStringLiteral("https://aim.example/") + name);
    request.repeatable = repeatable;
    request.queueLimit = queueLimit;
    const auto hasReturned = std::make_shared<bool>(false);
    bench.connection().send(
        request, context ? context : this, [this, name, hasReturned](const Response &response) {
            m_ended.append(name + u' ' + failureName(response.failure)
                           + (*hasReturned ? QString() : QStringLiteral(" too early")));
        });
    *hasReturned = true;
}

QStringList tst_twilsock_requests::namesSent(FakeTransport &link)
{
    QStringList names;
    const QList<Frame> frames = link.frames(QStringLiteral("message"));
    for (const Frame &frame : frames) {
        names.append(frame.header.value(QLatin1String("http_request"))
                         .toObject()
                         .value(QLatin1String("path"))
                         .toString()
                         .mid(1));
    }
    return names;
}

void tst_twilsock_requests::waitsInOrderUntilConnected()
{
    m_ended.clear();
    ConnectionBench bench;
    for (const char *name : { "a", "b", "c" })
        send(bench, QString::fromLatin1(name));
    bench.openWith(1);
    QCOMPARE(namesSent(bench.link()), QStringList());
    send(bench, QStringLiteral("d"));
    QObject::connect(&bench.connection(), &Connection::initialized, this,
                     [&] { send(bench, QStringLiteral("e")); });
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()).join(u' '), QStringLiteral("a b c d e"));
    const QList<Frame> sent = bench.link().frames(QStringLiteral("message"));
    for (const int i : { 4, 0, 2, 1, 3 })
        bench.link().replyHttp(sent.at(i), 200);
    QCOMPARE(m_ended.join(u','), QStringLiteral("e ok,a ok,c ok,b ok,d ok"));
}

void tst_twilsock_requests::timesOut()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"));
    bench.clock.advance(10s);
    send(bench, QStringLiteral("b"), true);
    const QList<Frame> sent = bench.link().frames(QStringLiteral("message"));
    bench.clock.advance(20s - 1ms);
    bench.link().deliver(QStringLiteral("ping"), {});
    QCOMPARE(m_ended, QStringList());
    bench.clock.advance(1ms);
    QCOMPARE(m_ended, QStringList { QStringLiteral("a timeout") });
    bench.clock.advance(10s);
    QCOMPARE(m_ended.last(), QStringLiteral("b timeout"));
    for (const Frame &frame : sent)
        bench.link().replyHttp(frame, 200);
    QCOMPARE(m_ended.size(), 2);
    QCOMPARE(bench.state(), State::Connected);
}

void tst_twilsock_requests::waitsForAConnectionSoLong()
{
    m_ended.clear();
    ConnectionBench bench;
    send(bench, QStringLiteral("a"), true, 20s);
    send(bench, QStringLiteral("b"), false, 5s);
    bench.clock.advance(5s - 1ms);
    QCOMPARE(m_ended, QStringList());
    bench.clock.advance(1ms);
    QCOMPARE(m_ended, QStringList { QStringLiteral("b notConnected") });
    bench.clock.advance(15s);
    QCOMPARE(m_ended.last(), QStringLiteral("a notConnected"));
    bench.connectWith(1);
    QCOMPARE(namesSent(bench.link()), QStringList());
}

void tst_twilsock_requests::doesNotWaitIfToldSo()
{
    m_ended.clear();
    ConnectionBench bench;
    send(bench, QStringLiteral("a"), true, 0ms);
    QCOMPARE(m_ended, QStringList()); // never before send() has returned
    bench.clock.settle();
    QCOMPARE(m_ended, QStringList { QStringLiteral("a notConnected") });
    bench.connectWith(1);
    send(bench, QStringLiteral("b"), true, 0ms);
    QCOMPARE(namesSent(bench.link()), QStringList { QStringLiteral("b") });
    bench.link().end();
    bench.clock.settle();
    QCOMPARE(m_ended.last(), QStringLiteral("b lost"));
}

void tst_twilsock_requests::failsAtOnceWhenDenied()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.openWith(1);
    send(bench, QStringLiteral("a"));
    bench.answerInit(401, 20101);
    send(bench, QStringLiteral("b"));
    QCOMPARE(m_ended, QStringList());
    bench.clock.settle();
    QCOMPARE(m_ended.join(u','), QStringLiteral("a notConnected,b notConnected"));
}

void tst_twilsock_requests::droppedLinkRepeatsInOrder()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    send(bench, QStringLiteral("b"), false);
    send(bench, QStringLiteral("c"), true);
    bench.link().replyHttp(bench.link().frames(QStringLiteral("message")).at(0), 200);
    send(bench, QStringLiteral("d"), true);
    bench.link().end();
    send(bench, QStringLiteral("e"), false);
    bench.clock.settle();
    QCOMPARE(m_ended.join(u','), QStringLiteral("a ok,b lost"));
    bench.clock.advance(1s);
    bench.link().accept();
    send(bench, QStringLiteral("f"), true);
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()).join(u' '), QStringLiteral("c d e f"));
}

void tst_twilsock_requests::poisonIsNotRepeatedForEver()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("poison"), true);
    for (int i = 0; i < 6 && m_ended.isEmpty(); ++i) {
        bench.link().end();
        bench.clock.advance(5s);
        bench.link().accept();
        bench.answerInit();
    }
    QCOMPARE(m_ended, QStringList { QStringLiteral("poison lost") });
}

void tst_twilsock_requests::throttleHoldsTheChannel()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.random = 0.5;
    bench.connectWith(1);
    for (const char *name : { "a", "b", "c" }) // b too: it was not carried out
        send(bench, QString::fromLatin1(name), *name != 'b');
    const QList<Frame> sent = bench.link().frames(QStringLiteral("message"));
    bench.link().reply(sent.at(2), 429, 51202, {}, ConnectionBench::policy(1000, 3000));
    bench.link().reply(sent.at(0), 429, 51202, {}, ConnectionBench::policy(1000, 3000));
    bench.link().reply(sent.at(1), 429, 51202);
    QCOMPARE(m_ended, QStringList());
    send(bench, QStringLiteral("d"), false);
    bench.link().deliver(QStringLiteral("notification"), {}); // still read and acknowledged
    QCOMPARE(bench.link().frames(QStringLiteral("reply")).size(), 1);
    bench.offer(2); // and the token is not held
    QCOMPARE(bench.link().frames(QStringLiteral("update")).size(), 1);
    bench.clock.advance(2s - 1ms);
    QCOMPARE(namesSent(bench.link()).size(), 3);
    bench.clock.advance(1ms);
    QCOMPARE(namesSent(bench.link()).mid(3).join(u' '), QStringLiteral("a b c d"));
    QCOMPARE(bench.state(), State::Connected);
}

void tst_twilsock_requests::throttledForEverEnds()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    for (int i = 0; i < 20 && m_ended.isEmpty(); ++i) {
        bench.link().reply(bench.link().lastFrame(QStringLiteral("message")), 429);
        bench.clock.advance(1s);
    }
    QCOMPARE(m_ended, QStringList { QStringLiteral("a transport") });
    QVERIFY(namesSent(bench.link()).size() < 10);
}

void tst_twilsock_requests::expiredTokenInAReply()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    send(bench, QStringLiteral("b"), false);
    bench.link().reply(bench.link().frames(QStringLiteral("message")).at(0), 401, 20104);
    QCOMPARE(bench.takeLog(),
             (QStringList { QStringLiteral("Disconnecting"),
                            QStringLiteral("rejected 1 expired 401/20104"),
                            QStringLiteral("Disconnected") }));
    const std::optional<ConnectionError> reason = bench.connection().lastError();
    QVERIFY(reason && reason->terminal);
    QCOMPARE(reason->errorCode, 20104);
    bench.clock.settle();
    QCOMPARE(m_ended, QStringList { QStringLiteral("b lost") });
    bench.offer(2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()), QStringList { QStringLiteral("a") });
}

void tst_twilsock_requests::expiredTokenInAReplyWhileANewerOneIsOnItsWay()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    send(bench, QStringLiteral("b"), false);
    bench.offer(2);
    const QList<Frame> sent = bench.link().frames(QStringLiteral("message"));
    bench.link().reply(sent.at(0), 401, 20104);
    bench.link().reply(sent.at(1), 401, 20104);
    QCOMPARE(bench.takeLog(), QStringList());
    bench.answerUpdate();
    bench.clock.advance(1s);
    QCOMPARE(m_ended, QStringList());
    QCOMPARE(namesSent(bench.link()).join(u' '), QStringLiteral("a b a b"));
    QCOMPARE(bench.takeLog(), QStringList { QStringLiteral("accepted 2") });
}

void tst_twilsock_requests::expiredTokenInAReplyToAnOlderRequest()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    send(bench, QStringLiteral("b"), false);
    const QList<Frame> sent = bench.link().frames(QStringLiteral("message"));
    bench.offer(2);
    bench.answerUpdate();
    bench.takeLog();
    for (const Frame &frame : sent)
        bench.link().reply(frame, 401, 20104); // judged while token 1 was in use
    QCOMPARE(bench.takeLog(), QStringList());
    QCOMPARE(bench.state(), State::Connected);
    QCOMPARE(m_ended, QStringList());
    QCOMPARE(namesSent(bench.link()).join(u' '), QStringLiteral("a b a b"));
    bench.link().reply(bench.link().lastFrame(QStringLiteral("message")), 401, 20104); // of token 2
    QCOMPARE(bench.takeLog(),
             (QStringList { QStringLiteral("Disconnecting"),
                            QStringLiteral("rejected 2 expired 401/20104"),
                            QStringLiteral("Disconnected") }));
}

void tst_twilsock_requests::refusedRequestDoubtsTheToken_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("errorCode");
    QTest::addColumn<bool>("older");
    QTest::addColumn<int>("doubts");
    QTest::addColumn<QStringList>("ended");
    const QStringList failed { QStringLiteral("a transport") };
    QTest::newRow("no authentication") << 401 << 51123 << false << 1 << failed;
    QTest::newRow("of an older token") << 401 << 51123 << true << 0 << failed;
    QTest::newRow("not allowed") << 403 << 0 << false << 0 << failed;
    QTest::newRow("server fault") << 500 << 0 << false << 0 << failed;
    QTest::newRow("expired") << 401 << 20104 << false << 0 << QStringList(); // that is certain
}

void tst_twilsock_requests::refusedRequestDoubtsTheToken()
{
    QFETCH(int, code);
    QFETCH(int, errorCode);
    QFETCH(bool, older);
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    QList<QByteArray> doubted;
    connect(&bench.consumer(), &TokenConsumer::tokenDoubted, this,
            [&doubted](const AccessToken &token) { doubted.append(token.jwt()); });
    send(bench, QStringLiteral("a"), false);
    if (older) {
        bench.offer(2);
        bench.answerUpdate();
    }
    bench.link().reply(bench.link().lastFrame(QStringLiteral("message")), code, errorCode);
    QTEST(m_ended, "ended");
    QTEST(int(doubted.size()), "doubts");
    if (!doubted.isEmpty())
        QCOMPARE(doubted.first(), ConnectionBench::token(1).jwt());
}

void tst_twilsock_requests::leavingEndsEverything_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("disconnected by the user") << 0;
    QTest::newRow("token withdrawn") << 1;
    QTest::newRow("forgotten") << 2;
    QTest::newRow("denied") << 3;
}

void tst_twilsock_requests::leavingEndsEverything()
{
    QFETCH(int, way);
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    bench.link().reply(bench.link().lastFrame(QStringLiteral("message")), 429); // waits again
    bench.clock.advance(1s);
    send(bench, QStringLiteral("b"), false);
    bench.link().reply(bench.link().frames(QStringLiteral("message")).at(1), 429);
    if (way == 0)
        bench.connection().disconnectFromService();
    else if (way == 1)
        bench.consumer().withdrawToken();
    else if (way == 2)
        bench.connection().forget();
    else
        bench.link().deliverClose(401);
    QCOMPARE(m_ended, QStringList());
    bench.clock.settle();
    QCOMPARE(m_ended.join(u','), QStringLiteral("b lost,a notConnected"));
    bench.clock.advance(1h);
    QCOMPARE(m_ended.size(), 2);
}

void tst_twilsock_requests::expiryKeepsWhatWaits()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    bench.link().deliverClose(410, 51207);
    send(bench, QStringLiteral("b"), false);
    bench.clock.advance(10s);
    bench.offer(2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()).join(u' '), QStringLiteral("a b"));
    QCOMPARE(m_ended, QStringList());
}

void tst_twilsock_requests::contextsMayDie()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    auto context = std::make_unique<QObject>();
    send(bench, QStringLiteral("a"), true, 20s, context.get());
    send(bench, QStringLiteral("b"), false, 20s, context.get());
    send(bench, QStringLiteral("c"), false);
    const QList<Frame> sent = bench.link().frames(QStringLiteral("message"));
    context.reset();
    bench.link().replyHttp(sent.at(0), 200);
    bench.link().end();
    bench.clock.advance(2s);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(m_ended, QStringList { QStringLiteral("c lost") });
    QCOMPARE(namesSent(bench.link()), QStringList());

    auto late = std::make_unique<QObject>();
    bench.connection().disconnectFromService();
    send(bench, QStringLiteral("d"), false, 0ms, late.get());
    late.reset(); // between the failure and its report
    bench.clock.advance(1h);
    QCOMPARE(m_ended.size(), 1);
}

void tst_twilsock_requests::destructionEndsEverything()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"), true);
    send(bench, QStringLiteral("b"), false);
    bench.destroy();
    QCOMPARE(m_ended, QStringList());
    bench.clock.settle();
    QCOMPARE(m_ended.join(u','), QStringLiteral("a lost,b lost"));
    bench.clock.advance(1h);
    QCOMPARE(m_ended.size(), 2);
    QCOMPARE(bench.clock.pendingCalls(), 0);
}

void tst_twilsock_requests::callbackMayDestroyTheConnection()
{
    for (const bool byFailure : { false, true }) {
        m_ended.clear();
        ConnectionBench bench;
        bench.connectWith(1);
        bench.connection().send(Request {}, this, [&](const Response &) { bench.destroy(); });
        send(bench, QStringLiteral("other"));
        FakeTransport &link = bench.link();
        const Frame first = link.frames(QStringLiteral("message")).at(0);
        if (byFailure)
            link.reply(first, 500);
        else
            link.replyHttp(first, 200);
        bench.clock.settle();
        QCOMPARE(m_ended, QStringList { QStringLiteral("other lost") });
    }
}

void tst_twilsock_requests::callbackMaySendAgain()
{
    ConnectionBench bench;
    bench.connectWith(1);
    int rounds = 0;
    std::function<void(const Response &)> again = [&](const Response &) {
        if (++rounds < 100)
            bench.connection().send(Request {}, this, again);
    };
    bench.connection().send(Request {}, this, again);
    while (rounds < 100)
        bench.link().replyHttp(bench.link().lastFrame(QStringLiteral("message")), 200);
    QCOMPARE(bench.link().frames(QStringLiteral("message")).size(), 100);
}

void tst_twilsock_requests::lateAndForeignRepliesAreIgnored()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, QStringLiteral("a"));
    const Frame sent = bench.link().lastFrame(QStringLiteral("message"));
    bench.answerInit(401, 20101); // the init of this session again
    bench.link().replyHttp(sent, 200);
    bench.link().replyHttp(sent, 200);
    bench.link().deliver(
        QStringLiteral("reply"),
        { { QStringLiteral("status"), QJsonObject { { QStringLiteral("code"), 401 } } } });
    QCOMPARE(m_ended, QStringList { QStringLiteral("a ok") });
    QCOMPARE(bench.state(), State::Connected);
    QCOMPARE(bench.link().frames(QStringLiteral("reply")).size(),
             0); // replies are not acknowledged
}

void tst_twilsock_requests::endsEachRequestOnceWhateverHappens()
{
    // A long walk through replies, drops, throttles, tokens and farewells, the same each time.
    quint32 seed = 20260101;
    const auto pick = [&seed](quint32 n) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 8) % n;
    };
    QHash<int, int> ends;
    int sentCount = 0;
    ConnectionBench bench;
    bench.connectWith(1);
    int serial = 1;
    for (int step = 0; step < 5000; ++step) {
        FakeTransport &link = bench.link();
        const QList<Frame> frames = link.frames(QStringLiteral("message"));
        switch (pick(12)) {
        case 0:
        case 1:
        case 2:
        case 3: {
            Request request;
            request.repeatable = pick(2) == 0;
            request.queueLimit = std::chrono::seconds(pick(4) * 10);
            const int number = sentCount++;
            bench.connection().send(request, this,
                                    [&ends, number](const Response &) { ++ends[number]; });
            break;
        }
        case 4:
        case 5:
            if (!frames.isEmpty())
                link.replyHttp(frames.at(pick(quint32(frames.size()))), 200);
            break;
        case 6:
            if (!frames.isEmpty())
                link.reply(frames.last(), pick(2) == 0 ? 429 : 401, pick(2) == 0 ? 20104 : 51202);
            break;
        case 7:
            bench.clock.advance(std::chrono::milliseconds(pick(8000)));
            break;
        case 8:
            link.end();
            break;
        case 9:
            bench.offer(++serial);
            break;
        case 10:
            if (pick(5) == 0)
                bench.connection().disconnectFromService();
            else
                bench.connection().connectToService();
            break;
        default:
            link.accept();
            bench.answerInit(pick(6) == 0 ? 401 : 200);
            bench.answerUpdate(pick(6) == 0 ? 500 : 200);
        }
    }
    bench.destroy();
    bench.clock.settle();
    QVERIFY(sentCount > 1000);
    QCOMPARE(ends.size(), sentCount);
    for (const int count : std::as_const(ends))
        QCOMPARE(count, 1);
}

QTEST_GUILESS_MAIN(tst_twilsock_requests)
#include "tst_twilsock_requests.moc"
