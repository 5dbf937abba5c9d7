// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include "localservice/tokens/tokenissuer.h"
#include "localservice/tokens/tokenvalidator.h"
#include "localservice/twilsock/frameinbox.h"
#include "localservice/twilsock/twilsockserver.h"
#include "twilsock/frame.h"

#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the sessions of one user cost others: time, and memory.
class tst_LocalServiceSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void costlyFramesEndATurn();
    void cheapFramesAreCounted();
    void framesOfAClientThatLeftAreReadInTurns();
    void oneUserHasOneBudget();
};

namespace {

constexpr qint64 Megabyte = 1024LL * 1024;

/// A socket whose client reads nothing.
class DeafSocket final : public SessionSocket
{
public:
    void send(const QByteArray &frame) override { unsent += frame.size(); }
    void flush() override { }
    [[nodiscard]] qint64 bytesToWrite() const override { return unsent; }
    void setMaxIncoming(qsizetype) override { }
    void close() override { abort(); }
    void abort() override { unsent = 0; }

    qint64 unsent = 0;
};

} // namespace

void tst_LocalServiceSessions::costlyFramesEndATurn()
{
    test::FakeClock clock;
    int read = 0;
    FrameInbox inbox(clock, [&](const QByteArray &) {
        clock.stall(3ms);
        ++read;
    });
    for (int i = 0; i < 6; ++i)
        QVERIFY(inbox.add("x"));
    QCOMPARE(read, 2);
    int readBefore = 0; // what others in the event loop have waited for
    QMetaObject::invokeMethod(
        this, [&] { readBefore = read; }, Qt::QueuedConnection);
    QTRY_COMPARE(read, 6);
    QVERIFY(readBefore >= 2 && readBefore <= 4);
    QCOMPARE(inbox.waitingBytes(), 0);
}

void tst_LocalServiceSessions::cheapFramesAreCounted()
{
    test::FakeClock clock;
    int read = 0;
    FrameInbox inbox(clock, [&](const QByteArray &) { ++read; });
    for (int i = 0; i < 20; ++i)
        QVERIFY(inbox.add("x"));
    QCOMPARE(read, 8);
    QTRY_COMPARE(read, 20);
}

void tst_LocalServiceSessions::framesOfAClientThatLeftAreReadInTurns()
{
    test::FakeClock clock;
    int read = 0;
    int ends = 0;
    FrameInbox inbox(clock, [&](const QByteArray &) {
        clock.stall(3ms);
        ++read;
    });
    for (int i = 0; i < 500; ++i)
        QVERIFY(inbox.add("x"));
    inbox.finish([&ends] { ++ends; });
    QCOMPARE(read, 2);
    QTRY_COMPARE(ends, 1);
    QCOMPARE(read, 102); // a client that leaves has asked for enough
}

void tst_LocalServiceSessions::oneUserHasOneBudget()
{
    test::ServiceStack stack;
    TokenValidator validator(stack.installation);
    const TunnelResponse large = TunnelResponse::ok({ { u"x"_s, QString(Megabyte, u'x') } });
    TwilsockServer server(validator, stack.clock, 1min, 100,
                          [&large](const Caller &, const TunnelRequest &) { return large; });
    const auto connectAs = [&](const QString &identity) {
        auto owned = std::make_unique<DeafSocket>();
        DeafSocket *const socket = owned.get();
        server.adopt(std::move(owned));
        const QByteArray token
            = TokenIssuer(stack.installation).issue(identity, 1h, stack.clock.wallNow());
        Q_EMIT socket->received(
            twilsock::encodeFrame({ { { u"method"_s, u"init"_s },
                                      { u"id"_s, u"1"_s },
                                      { u"token"_s, QString::fromLatin1(token) } },
                                    {} }));
        return socket;
    };
    const QByteArray request = twilsock::encodeFrame(
        { { { u"method"_s, u"message"_s },
            { u"id"_s, u"2"_s },
            { u"http_request"_s,
              QJsonObject { { u"path"_s, u"/x"_s }, { u"method"_s, u"GET"_s } } } },
          {} });
    DeafSocket *const bob = connectAs(u"bob"_s);
    QList<QPointer<DeafSocket>> sockets;
    for (int i = 0; i < 10; ++i)
        sockets.append(connectAs(u"alice"_s));
    qint64 most = 0;
    for (int round = 0; round < 20; ++round) {
        qint64 sum = 0;
        for (const auto &socket : std::as_const(sockets)) {
            if (socket)
                Q_EMIT socket->received(request);
        }
        for (const auto &socket : std::as_const(sockets))
            sum += socket ? socket->unsent : 0;
        most = std::max(most, sum);
        Q_EMIT bob->received(request);
        const qint64 received = bob->unsent;
        QTest::qWait(0); // the next turn
        QVERIFY(bob->unsent >= received);
    }
    QVERIFY2(most > 50 * Megabyte && most < 70 * Megabyte, qPrintable(QString::number(most)));
    QTRY_VERIFY(sockets.contains(nullptr)); // cut
    QCOMPARE(bob->unsent / Megabyte, 20); // who shares nothing with them
}

QTEST_GUILESS_MAIN(tst_LocalServiceSessions)
#include "tst_localservice_sessions.moc"
