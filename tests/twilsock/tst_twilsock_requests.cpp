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
        return u"ok"_s;
    case Failure::NotConnected:
        return u"notConnected"_s;
    case Failure::ConnectionLost:
        return u"lost"_s;
    case Failure::Timeout:
        return u"timeout"_s;
    case Failure::Transport:
        return u"transport"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

void tst_twilsock_requests::send(ConnectionBench &bench, const QString &name, bool repeatable,
                                 std::chrono::milliseconds queueLimit, QObject *context)
{
    Request request;
    request.url = QUrl(u"https://aim.example/"_s + name);
    request.repeatable = repeatable;
    request.queueLimit = queueLimit;
    const auto hasReturned = std::make_shared<bool>(false);
    bench.connection().send(request, context ? context : this,
                            [this, name, hasReturned](const Response &response) {
                                m_ended.append(name + u' ' + failureName(response.failure)
                                               + (*hasReturned ? QString() : u" too early"_s));
                            });
    *hasReturned = true;
}

QStringList tst_twilsock_requests::namesSent(FakeTransport &link)
{
    QStringList names;
    const QList<Frame> frames = link.frames(u"message"_s);
    for (const Frame &frame : frames) {
        names.append(
            frame.header.value("http_request"_L1).toObject().value("path"_L1).toString().mid(1));
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
    send(bench, u"d"_s);
    QObject::connect(&bench.connection(), &Connection::initialized, this,
                     [&] { send(bench, u"e"_s); });
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()).join(u' '), u"a b c d e"_s);
    const QList<Frame> sent = bench.link().frames(u"message"_s);
    for (const int i : { 4, 0, 2, 1, 3 })
        bench.link().replyHttp(sent.at(i), 200);
    QCOMPARE(m_ended.join(u','), u"e ok,a ok,c ok,b ok,d ok"_s);
}

void tst_twilsock_requests::timesOut()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s);
    bench.clock.advance(10s);
    send(bench, u"b"_s, true);
    const QList<Frame> sent = bench.link().frames(u"message"_s);
    bench.clock.advance(20s - 1ms);
    bench.link().deliver(u"ping"_s, {});
    QCOMPARE(m_ended, QStringList());
    bench.clock.advance(1ms);
    QCOMPARE(m_ended, QStringList { u"a timeout"_s });
    bench.clock.advance(10s);
    QCOMPARE(m_ended.last(), u"b timeout"_s);
    for (const Frame &frame : sent)
        bench.link().replyHttp(frame, 200);
    QCOMPARE(m_ended.size(), 2);
    QCOMPARE(bench.state(), State::Connected);
}

void tst_twilsock_requests::waitsForAConnectionSoLong()
{
    m_ended.clear();
    ConnectionBench bench;
    send(bench, u"a"_s, true, 20s);
    send(bench, u"b"_s, false, 5s);
    bench.clock.advance(5s - 1ms);
    QCOMPARE(m_ended, QStringList());
    bench.clock.advance(1ms);
    QCOMPARE(m_ended, QStringList { u"b notConnected"_s });
    bench.clock.advance(15s);
    QCOMPARE(m_ended.last(), u"a notConnected"_s);
    bench.connectWith(1);
    QCOMPARE(namesSent(bench.link()), QStringList());
}

void tst_twilsock_requests::doesNotWaitIfToldSo()
{
    m_ended.clear();
    ConnectionBench bench;
    send(bench, u"a"_s, true, 0ms);
    QCOMPARE(m_ended, QStringList()); // never before send() has returned
    bench.clock.settle();
    QCOMPARE(m_ended, QStringList { u"a notConnected"_s });
    bench.connectWith(1);
    send(bench, u"b"_s, true, 0ms);
    QCOMPARE(namesSent(bench.link()), QStringList { u"b"_s });
    bench.link().end();
    bench.clock.settle();
    QCOMPARE(m_ended.last(), u"b lost"_s);
}

void tst_twilsock_requests::failsAtOnceWhenDenied()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.openWith(1);
    send(bench, u"a"_s);
    bench.answerInit(401, 20101);
    send(bench, u"b"_s);
    QCOMPARE(m_ended, QStringList());
    bench.clock.settle();
    QCOMPARE(m_ended.join(u','), u"a notConnected,b notConnected"_s);
}

void tst_twilsock_requests::droppedLinkRepeatsInOrder()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s, true);
    send(bench, u"b"_s, false);
    send(bench, u"c"_s, true);
    bench.link().replyHttp(bench.link().frames(u"message"_s).at(0), 200);
    send(bench, u"d"_s, true);
    bench.link().end();
    send(bench, u"e"_s, false);
    bench.clock.settle();
    QCOMPARE(m_ended.join(u','), u"a ok,b lost"_s);
    bench.clock.advance(1s);
    bench.link().accept();
    send(bench, u"f"_s, true);
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()).join(u' '), u"c d e f"_s);
}

void tst_twilsock_requests::poisonIsNotRepeatedForEver()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"poison"_s, true);
    for (int i = 0; i < 6 && m_ended.isEmpty(); ++i) {
        bench.link().end();
        bench.clock.advance(5s);
        bench.link().accept();
        bench.answerInit();
    }
    QCOMPARE(m_ended, QStringList { u"poison lost"_s });
}

void tst_twilsock_requests::throttleHoldsTheChannel()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.random = 0.5;
    bench.connectWith(1);
    for (const char *name : { "a", "b", "c" }) // b too: it was not carried out
        send(bench, QString::fromLatin1(name), *name != 'b');
    const QList<Frame> sent = bench.link().frames(u"message"_s);
    bench.link().reply(sent.at(2), 429, 51202, {}, ConnectionBench::policy(1000, 3000));
    bench.link().reply(sent.at(0), 429, 51202, {}, ConnectionBench::policy(1000, 3000));
    bench.link().reply(sent.at(1), 429, 51202);
    QCOMPARE(m_ended, QStringList());
    send(bench, u"d"_s, false);
    bench.link().deliver(u"notification"_s, {}); // still read and acknowledged
    QCOMPARE(bench.link().frames(u"reply"_s).size(), 1);
    bench.offer(2); // and the token is not held
    QCOMPARE(bench.link().frames(u"update"_s).size(), 1);
    bench.clock.advance(2s - 1ms);
    QCOMPARE(namesSent(bench.link()).size(), 3);
    bench.clock.advance(1ms);
    QCOMPARE(namesSent(bench.link()).mid(3).join(u' '), u"a b c d"_s);
    QCOMPARE(bench.state(), State::Connected);
}

void tst_twilsock_requests::throttledForEverEnds()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s, true);
    for (int i = 0; i < 20 && m_ended.isEmpty(); ++i) {
        bench.link().reply(bench.link().lastFrame(u"message"_s), 429);
        bench.clock.advance(1s);
    }
    QCOMPARE(m_ended, QStringList { u"a transport"_s });
    QVERIFY(namesSent(bench.link()).size() < 10);
}

void tst_twilsock_requests::expiredTokenInAReply()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s, true);
    send(bench, u"b"_s, false);
    bench.link().reply(bench.link().frames(u"message"_s).at(0), 401, 20104);
    QCOMPARE(
        bench.takeLog(),
        (QStringList { u"Disconnecting"_s, u"rejected 1 expired 401/20104"_s, u"Disconnected"_s }));
    const std::optional<ConnectionError> reason = bench.connection().lastError();
    QVERIFY(reason && reason->terminal);
    QCOMPARE(reason->errorCode, 20104);
    bench.clock.settle();
    QCOMPARE(m_ended, QStringList { u"b lost"_s });
    bench.offer(2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()), QStringList { u"a"_s });
}

void tst_twilsock_requests::expiredTokenInAReplyWhileANewerOneIsOnItsWay()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s, true);
    send(bench, u"b"_s, false);
    bench.offer(2);
    const QList<Frame> sent = bench.link().frames(u"message"_s);
    bench.link().reply(sent.at(0), 401, 20104);
    bench.link().reply(sent.at(1), 401, 20104);
    QCOMPARE(bench.takeLog(), QStringList());
    bench.answerUpdate();
    bench.clock.advance(1s);
    QCOMPARE(m_ended, QStringList());
    QCOMPARE(namesSent(bench.link()).join(u' '), u"a b a b"_s);
    QCOMPARE(bench.takeLog(), QStringList { u"accepted 2"_s });
}

void tst_twilsock_requests::expiredTokenInAReplyToAnOlderRequest()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s, true);
    send(bench, u"b"_s, false);
    const QList<Frame> sent = bench.link().frames(u"message"_s);
    bench.offer(2);
    bench.answerUpdate();
    bench.takeLog();
    for (const Frame &frame : sent)
        bench.link().reply(frame, 401, 20104); // judged while token 1 was in use
    QCOMPARE(bench.takeLog(), QStringList());
    QCOMPARE(bench.state(), State::Connected);
    QCOMPARE(m_ended, QStringList());
    QCOMPARE(namesSent(bench.link()).join(u' '), u"a b a b"_s);
    bench.link().reply(bench.link().lastFrame(u"message"_s), 401, 20104); // of token 2
    QCOMPARE(
        bench.takeLog(),
        (QStringList { u"Disconnecting"_s, u"rejected 2 expired 401/20104"_s, u"Disconnected"_s }));
}

void tst_twilsock_requests::refusedRequestDoubtsTheToken_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("errorCode");
    QTest::addColumn<bool>("older");
    QTest::addColumn<int>("doubts");
    QTest::addColumn<QStringList>("ended");
    const QStringList failed { u"a transport"_s };
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
    send(bench, u"a"_s, false);
    if (older) {
        bench.offer(2);
        bench.answerUpdate();
    }
    bench.link().reply(bench.link().lastFrame(u"message"_s), code, errorCode);
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
    send(bench, u"a"_s, true);
    bench.link().reply(bench.link().lastFrame(u"message"_s), 429); // waits again
    bench.clock.advance(1s);
    send(bench, u"b"_s, false);
    bench.link().reply(bench.link().frames(u"message"_s).at(1), 429);
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
    QCOMPARE(m_ended.join(u','), u"b lost,a notConnected"_s);
    bench.clock.advance(1h);
    QCOMPARE(m_ended.size(), 2);
}

void tst_twilsock_requests::expiryKeepsWhatWaits()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s, true);
    bench.link().deliverClose(410, 51207);
    send(bench, u"b"_s, false);
    bench.clock.advance(10s);
    bench.offer(2);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(namesSent(bench.link()).join(u' '), u"a b"_s);
    QCOMPARE(m_ended, QStringList());
}

void tst_twilsock_requests::contextsMayDie()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    auto context = std::make_unique<QObject>();
    send(bench, u"a"_s, true, 20s, context.get());
    send(bench, u"b"_s, false, 20s, context.get());
    send(bench, u"c"_s, false);
    const QList<Frame> sent = bench.link().frames(u"message"_s);
    context.reset();
    bench.link().replyHttp(sent.at(0), 200);
    bench.link().end();
    bench.clock.advance(2s);
    bench.link().accept();
    bench.answerInit();
    QCOMPARE(m_ended, QStringList { u"c lost"_s });
    QCOMPARE(namesSent(bench.link()), QStringList());

    auto late = std::make_unique<QObject>();
    bench.connection().disconnectFromService();
    send(bench, u"d"_s, false, 0ms, late.get());
    late.reset(); // between the failure and its report
    bench.clock.advance(1h);
    QCOMPARE(m_ended.size(), 1);
}

void tst_twilsock_requests::destructionEndsEverything()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s, true);
    send(bench, u"b"_s, false);
    bench.destroy();
    QCOMPARE(m_ended, QStringList());
    bench.clock.settle();
    QCOMPARE(m_ended.join(u','), u"a lost,b lost"_s);
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
        send(bench, u"other"_s);
        FakeTransport &link = bench.link();
        const Frame first = link.frames(u"message"_s).at(0);
        if (byFailure)
            link.reply(first, 500);
        else
            link.replyHttp(first, 200);
        bench.clock.settle();
        QCOMPARE(m_ended, QStringList { u"other lost"_s });
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
        bench.link().replyHttp(bench.link().lastFrame(u"message"_s), 200);
    QCOMPARE(bench.link().frames(u"message"_s).size(), 100);
}

void tst_twilsock_requests::lateAndForeignRepliesAreIgnored()
{
    m_ended.clear();
    ConnectionBench bench;
    bench.connectWith(1);
    send(bench, u"a"_s);
    const Frame sent = bench.link().lastFrame(u"message"_s);
    bench.answerInit(401, 20101); // the init of this session again
    bench.link().replyHttp(sent, 200);
    bench.link().replyHttp(sent, 200);
    bench.link().deliver(u"reply"_s, { { u"status"_s, QJsonObject { { u"code"_s, 401 } } } });
    QCOMPARE(m_ended, QStringList { u"a ok"_s });
    QCOMPARE(bench.state(), State::Connected);
    QCOMPARE(bench.link().frames(u"reply"_s).size(),
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
        const QList<Frame> frames = link.frames(u"message"_s);
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
