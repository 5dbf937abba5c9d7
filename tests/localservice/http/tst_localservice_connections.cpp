// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawsocket.h"
#include "servicefixture.h"

#include "localservice/http/boundedserver.h"

#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 Megabyte = 1024LL * 1024;
/// Codes of WebSocket frames (RFC 6455, section 5.2).
constexpr int PartFrame = 0;
constexpr int BinaryFrame = 2;
constexpr int PingFrame = 9;
constexpr int PongFrame = 10;

/// Sends a megabyte for each byte that comes behind the head.
class Amplifier final : public BoundedServer
{
public:
    Amplifier(Clock &clock, const ConnectionLimits &limits)
        : BoundedServer(clock, limits)
    { }

protected:
    void takeOver(QTcpSocket *socket, const HttpRequest &, const QByteArray &) override
    {
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            const qint64 count = socket->skip(socket->bytesAvailable());
            socket->write(QByteArray(count * Megabyte, 'x'));
        });
    }
};

} // namespace

/// What a connection can cost before, and after, anything is known of its client.
class tst_LocalServiceConnections : public test::ServiceFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void silentClientsAreCut_data();
    void silentClientsAreCut();
    void slowBodiesAreCut();
    void endlessHeadsAreRefused_data();
    void endlessHeadsAreRefused();
    void handshakesAreChecked_data();
    void handshakesAreChecked();
    void largeFramesAreNotTaken_data();
    void largeFramesAreNotTaken();
    void largeFramesOfKnownClientsAre();
    void connectionsAreCounted();
    void waitingClientsDoNotKeepOthersOut();
    void idleClientsMakeRoom_data();
    void idleClientsMakeRoom();
    void clientsWithoutATokenMakeRoom();
    void guessersMakeRoom();
    void transfersKeepTheirPlace();
    void oneUserDoesNotTakeAllConnections();
    void endedConnectionsDoNotCount();
    void framesWithoutAMessageEndTheConnection_data();
    void framesWithoutAMessageEndTheConnection();
    void aFewFramesWithoutAMessageAreTaken();
    void pingsWhoseAnswersAreNotReadEndTheConnection();
    void halfAFrameEndsWhileOthersTalk();
    void clientsThatDoNotReadAreCut();
    void repliesThatAreNotReadEndTheConnection();
    void busyClientsDoNotHoldUpOthers();
    void whatWasSentBeforeLeavingIsDone();
    void longMethodsAreRefused();
    void answersTellBrowsersWhatTheyMayDo();
};

void tst_LocalServiceConnections::silentClientsAreCut_data()
{
    QTest::addColumn<bool>("isChat");
    QTest::addColumn<QByteArray>("sent");
    for (const bool isChat : { false, true }) {
        const char *const port = isChat ? "chat" : "token";
        QTest::addRow("%s port, nothing", port) << isChat << QByteArray();
        QTest::addRow("%s port, half a head", port)
            << isChat << QByteArray("GET /token HTTP/1.1\r\n");
        if (!isChat)
            QTest::addRow("%s port, half a body", port)
                << isChat
                << QByteArray("POST /token HTTP/1.1\r\nHost: localhost\r\n"
                              "Content-Length: 1000\r\n\r\nhalf");
    }
}

void tst_LocalServiceConnections::silentClientsAreCut()
{
    QFETCH(bool, isChat);
    QFETCH(QByteArray, sent);
    test::RawSocket raw(isChat ? m_service->serviceUrl() : m_service->tokenUrl());
    QVERIFY(raw.waitOpen());
    raw.send(sent);
    QTest::qWait(50); // no sign tells a client that the service has accepted it: real sockets
    m_clock->advance(9s);
    QVERIFY(!QTest::qWaitFor([&] { return !raw.isOpen(); }, 50)); // not cut yet
    m_clock->advance(2s);
    QVERIFY(raw.waitClosed());
}

void tst_LocalServiceConnections::slowBodiesAreCut()
{
    test::RawSocket raw(m_service->tokenUrl());
    QVERIFY(raw.waitOpen());
    raw.send("POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
    for (int second = 0; second < 12; second += 2) {
        raw.send("x");
        QTest::qWait(20); // no sign tells that the service has read it: real sockets
        m_clock->advance(2s);
    }
    QVERIFY(raw.waitClosed());
}

void tst_LocalServiceConnections::endlessHeadsAreRefused_data()
{
    QTest::addColumn<bool>("isChat");
    QTest::newRow("token port") << false;
    QTest::newRow("chat port") << true;
}

void tst_LocalServiceConnections::endlessHeadsAreRefused()
{
    QFETCH(bool, isChat);
    test::RawSocket raw(isChat ? m_service->serviceUrl() : m_service->tokenUrl());
    QVERIFY(raw.waitOpen());
    QCOMPARE(raw.ask("/token", "X: " + QByteArray(200 * 1024, 'x') + "\r\n"), 431);
}

void tst_LocalServiceConnections::handshakesAreChecked_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const QByteArray path("/v3/wsconnect");
    const QByteArray upgrade("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
                             "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    QTest::newRow("a program") << path << upgrade << 101;
    QTest::newRow("a page on this machine") << path << upgrade + "Origin: http://localhost:3000\r\n"
                                            << 101;
    QTest::newRow("another loopback page") << path << upgrade + "Origin: http://[::1]:1\r\n" << 101;
    QTest::newRow("a foreign page") << path << upgrade + "Origin: https://evil.example\r\n" << 403;
    QTest::newRow("a page with a lookalike name")
        << path << upgrade + "Origin: http://localhost.evil.example\r\n"
        << 403;
    QTest::newRow("a page without origin") << path << upgrade + "Origin: null\r\n" << 403;
    QTest::newRow("a foreign host") << path << upgrade + "Host: evil.example\r\n" << 421;
    QTest::newRow("another path") << QByteArray("/v2/wsconnect") << upgrade << 404;
    QTest::newRow("no handshake") << path << QByteArray() << 400;
}

void tst_LocalServiceConnections::handshakesAreChecked()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, headers);
    test::RawSocket raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QTEST(raw.ask(path, headers), "status");
}

void tst_LocalServiceConnections::largeFramesAreNotTaken_data()
{
    QTest::addColumn<qint64>("announced");
    QTest::newRow("600 MiB") << 600 * Megabyte;
    QTest::newRow("70 KiB") << qint64(70 * 1024);
}

void tst_LocalServiceConnections::largeFramesAreNotTaken()
{
    QFETCH(qint64, announced);
    test::RawSocket raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QVERIFY(raw.shakeHands());
    raw.sendFrame(BinaryFrame, "x", announced);
    QVERIFY(raw.waitClosed());
}

void tst_LocalServiceConnections::largeFramesOfKnownClientsAre()
{
    const auto alice = client("alice");
    const QString path = u"/Client/v2/Services/"_s + serviceSid(*alice) + u"/Conversations"_s;
    QCOMPARE(
        test::httpStatus(alice->ask("POST", path, { { u"padding"_s, QString(Megabyte, u'x') } })),
        201);
}

void tst_LocalServiceConnections::connectionsAreCounted()
{
    Config config;
    config.databasePath = u":memory:"_s;
    config.demoData = false;
    config.maxConnections = 6; // of which 3 may wait
    LocalService service(config, *m_clock);
    QVERIFY(service.start());
    std::vector<std::unique_ptr<test::RawSocket>> sockets;
    for (int i = 0; i < 8; ++i) {
        sockets.push_back(std::make_unique<test::RawSocket>(service.serviceUrl()));
        QVERIFY(test::waitUntil([&] {
            return sockets.back()->isOpen()
                || sockets.back()->socket().state() == QAbstractSocket::UnconnectedState;
        }));
    }
    const auto open = [&sockets] {
        return std::count_if(sockets.begin(), sockets.end(),
                             [](const auto &socket) { return socket->isOpen(); });
    };
    QVERIFY(test::waitUntil([&open] { return open() == 3; }));
    m_clock->advance(11s);
    QVERIFY(test::waitUntil([&open] { return open() == 0; }));
    test::RawSocket next(service.serviceUrl());
    QVERIFY(next.waitOpen());
    QVERIFY(next.shakeHands());
}

void tst_LocalServiceConnections::waitingClientsDoNotKeepOthersOut()
{
    const auto alice = client("alice");
    std::vector<std::unique_ptr<test::RawSocket>> sockets;
    for (int i = 0; i < 250; ++i) // more than may wait
        sockets.push_back(std::make_unique<test::RawSocket>(m_service->serviceUrl()));
    QVERIFY(!serviceSid(*alice).isEmpty()); // is served
    m_clock->advance(11s);
    QVERIFY(client("bob"));
}

void tst_LocalServiceConnections::idleClientsMakeRoom_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("GET /token HTTP/1.1\r\n");
    QTest::newRow("half a body") << QByteArray(
        "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf");
}

void tst_LocalServiceConnections::idleClientsMakeRoom()
{
    QFETCH(QByteArray, sent);
    std::vector<std::unique_ptr<test::RawSocket>> sockets;
    for (int i = 0; i < 250; ++i) { // more than there are places
        sockets.push_back(std::make_unique<test::RawSocket>(m_service->tokenUrl()));
        QVERIFY(sockets.back()->waitOpen());
        sockets.back()->send(sent);
    }
    QVERIFY(!token("alice").isEmpty());
    QTRY_VERIFY(!sockets.front()->isOpen()); // the oldest one has gone
    QVERIFY(sockets.back()->isOpen());
}

void tst_LocalServiceConnections::clientsWithoutATokenMakeRoom()
{
    std::vector<std::unique_ptr<test::RawSocket>> sockets;
    for (int i = 0; i < 250; ++i) {
        sockets.push_back(std::make_unique<test::RawSocket>(m_service->serviceUrl()));
        QVERIFY(sockets.back()->waitOpen());
        QVERIFY(sockets.back()->shakeHands());
    }
    QVERIFY(client("alice"));
    QTRY_VERIFY(!sockets.front()->isOpen());
}

void tst_LocalServiceConnections::guessersMakeRoom()
{
    QVERIFY(!token("alice").isEmpty()); // her password can be checked
    const QByteArray guess = "GET /token?identity=alice&password=guess HTTP/1.1\r\n"
                             "Host: localhost\r\n\r\n";
    std::vector<std::unique_ptr<test::RawSocket>> sockets;
    const auto flood = [&] {
        for (int i = 0; i < 250; ++i) {
            sockets.push_back(std::make_unique<test::RawSocket>(m_service->tokenUrl()));
            QVERIFY(sockets.back()->waitOpen());
            sockets.back()->send(guess);
        }
    };
    flood();
    QVERIFY(!token("bob").isEmpty());
    flood();

    test::RawSocket owner(m_service->tokenUrl(), u"127.0.0.2"_s);
    QVERIFY(owner.waitOpen());
    owner.send("GET /token?identity=alice&password=demo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    flood();
    QVERIFY(owner.isOpen());
    QVERIFY(test::waitUntil([&] {
        m_clock->advance(20ms); // the pace of the refusals; the checks take real time
        return owner.socket().canReadLine();
    }));
    QCOMPARE(owner.socket().readLine().split(' ').value(1), QByteArray("200"));
}

void tst_LocalServiceConnections::transfersKeepTheirPlace()
{
    const auto alice = client("alice");
    const QByteArray head = "POST /v1/Services/" + serviceSid(*alice).toLatin1()
        + "/Media HTTP/1.1\r\n" + "Host: localhost\r\nX-Twilio-Token: " + token("alice") + "\r\n"
        + "Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\n";
    test::RawSocket upload(m_service->tokenUrl());
    QVERIFY(upload.waitOpen());
    upload.send(head + QByteArray(50'000, 'x'));
    QTest::qWait(50); // no sign tells that the service has read it: real sockets
    std::vector<std::unique_ptr<test::RawSocket>> sockets;
    for (int i = 0; i < 250; ++i) {
        sockets.push_back(std::make_unique<test::RawSocket>(m_service->tokenUrl()));
        QVERIFY(sockets.back()->waitOpen());
    }
    upload.send(QByteArray(50'000, 'x'));
    QVERIFY(test::waitUntil([&] { return upload.socket().canReadLine(); }));
    QCOMPARE(upload.socket().readLine().split(' ').value(1), QByteArray("201"));
}

void tst_LocalServiceConnections::oneUserDoesNotTakeAllConnections()
{
    Config config;
    config.databasePath = u":memory:"_s;
    config.demoData = false;
    config.maxConnections = 8; // of which 4 may be of one user
    config.accounts = { { u"alice"_s, u"demo"_s }, { u"bob"_s, u"demo"_s } };
    stop();
    m_service = std::make_unique<LocalService>(config, *m_clock);
    QVERIFY(m_service->start());
    std::vector<std::unique_ptr<test::RawClient>> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(client("alice"));
        QVERIFY(clients.back());
    }
    test::RawClient more(m_service->serviceUrl());
    QVERIFY(more.waitOpen());
    const QJsonObject refused = more.init(token("alice"));
    QCOMPARE(test::status(refused), 429);
    QCOMPARE(test::errorCode(refused), 51202);
    m_clock->advance(1s);
    QVERIFY(more.waitClosed());
    QVERIFY(client("bob"));
    clients.pop_back();
    QTRY_VERIFY(client("alice"));
}

void tst_LocalServiceConnections::endedConnectionsDoNotCount()
{
    Config config;
    config.databasePath = u":memory:"_s;
    config.demoData = false;
    config.maxConnections = 2;
    LocalService service(config, *m_clock);
    QVERIFY(service.start());
    for (int i = 0; i < 10; ++i) {
        test::RawSocket raw(service.serviceUrl());
        QVERIFY(raw.waitOpen());
        QVERIFY2(raw.shakeHands(), qPrintable(QString::number(i)));
        raw.socket().abort();
        QTest::qWait(20); // no sign tells that the service has seen the end: real sockets
    }
}

void tst_LocalServiceConnections::framesWithoutAMessageEndTheConnection_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("pings") << PingFrame << QByteArray();
    QTest::newRow("long pings") << PingFrame << QByteArray(125, 'x');
    QTest::newRow("pongs") << PongFrame << QByteArray();
    QTest::newRow("empty parts") << PartFrame << QByteArray();
    QTest::newRow("tiny parts") << PartFrame << QByteArray("x");
}

void tst_LocalServiceConnections::framesWithoutAMessageEndTheConnection()
{
    QFETCH(int, code);
    QFETCH(QByteArray, payload);
    test::RawSocket raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QVERIFY(raw.shakeHands());
    if (code == PartFrame)
        raw.sendPart(BinaryFrame, payload); // the first part says what it is
    const auto flood = [&] {
        for (int i = 0; i < 500 && raw.isOpen(); ++i)
            code == PartFrame ? raw.sendPart(code, payload) : raw.sendFrame(code, payload);
        return !raw.isOpen();
    };
    QVERIFY(test::waitUntil(flood));
}

void tst_LocalServiceConnections::aFewFramesWithoutAMessageAreTaken()
{
    test::RawSocket raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QVERIFY(raw.shakeHands());
    const auto send = [&raw](const QJsonObject &header) {
        raw.sendFrame(BinaryFrame, twilsock::encodeFrame({ header, {} }));
    };
    send({ { u"method"_s, u"init"_s },
           { u"id"_s, u"1"_s },
           { u"token"_s, QString::fromLatin1(token("alice")) } });
    QByteArray answers;
    for (int turn = 0; turn < 20; ++turn) {
        for (int i = 0; i < 100; ++i) {
            raw.sendFrame(PingFrame, QByteArray(100, 'x'));
            raw.sendFrame(PongFrame, {});
        }
        send({ { u"method"_s, u"ping"_s }, { u"id"_s, u"turn %1"_s.arg(turn) } });
        const QByteArray last = "turn " + QByteArray::number(turn) + '"';
        QVERIFY(test::waitUntil([&] {
            answers += raw.socket().readAll();
            return answers.contains(last);
        }));
    }
    QVERIFY(raw.isOpen());
}

void tst_LocalServiceConnections::pingsWhoseAnswersAreNotReadEndTheConnection()
{
    test::RawSocket raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QVERIFY(raw.shakeHands());
    raw.socket().setReadBufferSize(1);
    QVERIFY(test::waitUntil([&] {
        for (int i = 0; i < 200; ++i)
            raw.sendFrame(PingFrame, QByteArray(125, 'x'));
        raw.socket().flush(); // without reading, only a write shows that the other end has gone
        return !raw.isOpen();
    }));
}

void tst_LocalServiceConnections::halfAFrameEndsWhileOthersTalk()
{
    const auto bob = client("bob");
    const QString base = u"/Client/v2/Services/"_s + serviceSid(*bob) + u"/Conversations"_s;
    const auto made = bob->ask("POST", base);
    const QString sid = made.payloadObject().value(u"sid"_s).toString();
    for (const QString &name : { u"alice"_s, u"bob"_s }) {
        QCOMPARE(test::httpStatus(bob->ask("POST", base + u'/' + sid + u"/Participants"_s,
                                           { { u"identity"_s, name } })),
                 201);
    }
    const auto alice = client("alice");
    follow(*alice, u"Lists"_s, sid + u".messages"_s);
    alice->acknowledges = false;
    for (int i = 0; i < 9; ++i) {
        QVERIFY(alice->isOpen());
        QCOMPARE(test::httpStatus(bob->ask("POST", base + u'/' + sid + u"/Messages"_s,
                                           { { u"body"_s, u"so that no ping is due"_s } })),
                 201);
        QVERIFY(!alice->next(u"notification"_s).header.isEmpty());
        m_clock->advance(8s);
    }
    QVERIFY(alice->waitClosed());
    QVERIFY(bob->isOpen());
}

void tst_LocalServiceConnections::clientsThatDoNotReadAreCut()
{
    Amplifier server(*m_clock, { 10, 10, 4 * Megabyte });
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    test::RawSocket raw(QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort())));
    QVERIFY(raw.waitOpen());
    raw.socket().setReadBufferSize(1);
    raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(QTest::qWaitFor([&] {
        raw.send("x");
        return server.openConnections() == 0;
    }));
}

void tst_LocalServiceConnections::repliesThatAreNotReadEndTheConnection()
{
    const auto alice = client("alice");
    const QString base = u"/Client/v2/Services/"_s + serviceSid(*alice) + u"/Conversations"_s;
    const QString sid = alice->ask("POST", base).payloadObject().value(u"sid"_s).toString();
    static_cast<void>(alice->ask("POST", base + u'/' + sid + u"/Participants"_s,
                                 { { u"identity"_s, u"alice"_s } }));
    for (int i = 0; i < 32; ++i) {
        QCOMPARE(test::httpStatus(alice->ask("POST", base + u'/' + sid + u"/Messages"_s,
                                             { { u"body"_s, QString(32 * 1024, u'x') } })),
                 201);
    }

    test::RawSocket raw(m_service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QVERIFY(raw.shakeHands());
    raw.socket().setReadBufferSize(1);
    const auto send = [&raw](const QJsonObject &header) {
        raw.sendFrame(BinaryFrame, twilsock::encodeFrame({ header, {} }));
    };
    send({ { u"method"_s, u"init"_s },
           { u"id"_s, u"1"_s },
           { u"token"_s, QString::fromLatin1(token("alice")) } });
    const QJsonObject read { { u"path"_s, u"/v3/Lists/"_s + sid + u".messages/Items"_s },
                             { u"method"_s, u"GET"_s } };
    for (int i = 0; i < 300; ++i) { // of one megabyte each
        send({ { u"method"_s, u"message"_s },
               { u"id"_s, QString::number(i) },
               { u"http_request"_s, read } });
    }
    QVERIFY(test::waitUntil(
        [&raw, &send] {
            // Without reading, only a write shows that the other end has gone.
            send({ { u"method"_s, u"reply"_s }, { u"id"_s, u"none"_s } });
            raw.socket().flush();
            return !raw.isOpen();
        },
        20000));
}

void tst_LocalServiceConnections::busyClientsDoNotHoldUpOthers()
{
    const auto alice = client("alice");
    const auto bob = client("bob");
    const QString path = u"/Client/v2/Services/"_s + serviceSid(*alice) + u"/Conversations"_s;
    constexpr int Many = 1000;
    for (int i = 0; i < Many; ++i) {
        alice->send({ { u"method"_s, u"message"_s },
                      { u"id"_s, QString::number(i) },
                      { u"http_request"_s,
                        QJsonObject { { u"path"_s, path }, { u"method"_s, u"POST"_s } } } });
    }
    QVERIFY(!serviceSid(*bob).isEmpty());
    const int before = alice->count(u"reply"_s);
    QVERIFY2(before < Many / 2, qPrintable(QString::number(before)));
    QVERIFY(test::waitUntil([&alice] { return alice->count(u"reply"_s) == Many; }, 20000));
}

void tst_LocalServiceConnections::whatWasSentBeforeLeavingIsDone()
{
    const auto alice = client("alice");
    const QString path = u"/Client/v2/Services/"_s + serviceSid(*alice) + u"/Conversations"_s;
    {
        const auto other = client("alice");
        for (int i = 0; i < 50; ++i) {
            other->send({ { u"method"_s, u"message"_s },
                          { u"id"_s, QString::number(i) },
                          { u"http_request"_s,
                            QJsonObject { { u"path"_s, path }, { u"method"_s, u"POST"_s } } } },
                        QJsonDocument(QJsonObject { { u"type"_s, u"public"_s } }).toJson());
        }
        other->leave();
    }
    QTRY_COMPARE(alice->ask("GET", path).payloadObject().value(u"conversations"_s).toArray().size(),
                 50);
}

void tst_LocalServiceConnections::longMethodsAreRefused()
{
    test::RawSocket raw(m_service->tokenUrl());
    QVERIFY(raw.waitOpen());
    raw.send(QByteArray(900, 'A') + " /token HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(test::waitUntil([&raw] { return raw.socket().canReadLine(); }));
    QCOMPARE(raw.socket().readLine().split(' ').value(1), QByteArray("400"));

    const auto alice = client("alice");
    alice->send({ { u"method"_s, u"message"_s },
                  { u"id"_s, u"long"_s },
                  { u"http_request"_s,
                    QJsonObject { { u"path"_s, u"/Client/v2/Configuration"_s },
                                  { u"method"_s, QString(900'000, u'A') } } } });
    QCOMPARE(test::status(alice->next(u"reply"_s).header), 400);
}

void tst_LocalServiceConnections::answersTellBrowsersWhatTheyMayDo()
{
    const auto refused = test::request(m_network, "POST", m_service->tokenUrl());
    QCOMPARE(refused.headers.value("x-content-type-options"), QByteArray("nosniff"));
    QCOMPARE(refused.headers.value("cross-origin-resource-policy"), QByteArray("same-origin"));
    const auto given
        = test::request(m_network, "POST", m_service->tokenUrl(), test::basic("alice", "demo"));
    QCOMPARE(given.status, 200);
    QCOMPARE(given.headers.value("x-content-type-options"), QByteArray("nosniff"));
    QCOMPARE(given.headers.value("cross-origin-resource-policy"), QByteArray("same-origin"));
}

QTEST_GUILESS_MAIN(tst_LocalServiceConnections)
#include "tst_localservice_connections.moc"
