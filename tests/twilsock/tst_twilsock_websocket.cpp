// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakereachability.h"
#include "support/testtoken.h"
#include "twilsock/connection.h"
#include "twilsock/frame.h"

#include <QProcess>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace parley;
using namespace parley::twilsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = ConnectionState;

/// A service on loopback that answers what a test tells it to.
class LoopbackService final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(QWebSocket &, const Frame &)>;

    explicit LoopbackService(QWebSocketServer::SslMode mode = QWebSocketServer::NonSecureMode)
        : m_server(u"service"_s, mode)
    {
        connect(&m_server, &QWebSocketServer::newConnection, this,
                &LoopbackService::takeConnection);
    }

    void setTls(const QSslConfiguration &configuration)
    {
        m_server.setSslConfiguration(configuration);
    }
    bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] QUrl url() const
    {
        QUrl url = m_server.serverUrl();
        url.setPath(u"/v3/wsconnect"_s);
        return url;
    }

    Answer answer = welcome;
    int connections = 0;
    QList<Frame> frames;
    int textMessages = 0;

    static void reply(QWebSocket &socket, const Frame &frame, const QJsonObject &extra = {},
                      const QByteArray &payload = {})
    {
        QJsonObject header { { u"method"_s, u"reply"_s },
                             { u"id"_s, frame.id() },
                             { u"status"_s, QJsonObject { { u"code"_s, 200 } } } };
        for (auto it = extra.begin(); it != extra.end(); ++it)
            header.insert(it.key(), it.value());
        socket.sendBinaryMessage(encodeFrame({ header, payload }));
    }
    /// Accepts every token and gives every request its own body back.
    static void welcome(QWebSocket &socket, const Frame &frame)
    {
        if (frame.method() == "message"_L1) {
            reply(socket, frame, { { u"http_status"_s, QJsonObject { { u"code"_s, 200 } } } },
                  frame.payload);
        } else if (frame.method() == "init"_L1 || frame.method() == "update"_L1) {
            reply(socket, frame);
        }
    }

private:
    void takeConnection()
    {
        QWebSocket *const socket = m_server.nextPendingConnection();
        socket->setParent(this);
        ++connections;
        connect(socket, &QWebSocket::textMessageReceived, this, [this] { ++textMessages; });
        connect(socket, &QWebSocket::binaryMessageReceived, this,
                [this, socket](const QByteArray &bytes) {
                    const auto decoded = decodeFrame(bytes);
                    frames.append(std::get<Frame>(decoded));
                    answer(*socket, frames.last());
                });
    }

    QWebSocketServer m_server;
};

/// A service that takes the handshake by hand, and then sends the bytes of a test, which no library
/// would send.
class HandmadeService final : public QTcpServer
{
    Q_OBJECT

public:
    HandmadeService()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            peer = nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, this, [this] { take(peer->readAll()); });
        });
    }
    [[nodiscard]] QUrl url() const
    {
        return QUrl(u"ws://127.0.0.1:%1/v3/wsconnect"_s.arg(serverPort()));
    }

    QPointer<QTcpSocket> peer;
    std::function<void()> shaken; ///< hands, in each connection

private:
    void take(const QByteArray &request)
    {
        const qsizetype start = request.toLower().indexOf("sec-websocket-key: ");
        if (start < 0)
            return;
        const QByteArray key = request.mid(start + 19, request.indexOf("\r\n", start) - start - 19);
        const QByteArray accept
            = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                       QCryptographicHash::Sha1)
                  .toBase64();
        peer->write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: "
            + accept + "\r\n\r\n");
        shaken();
    }
};

/// The real transport against real sockets on loopback.
class tst_twilsock_websocket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectsAndEchoes();
    void sendsBinaryMessagesOnly();
    void saysGoodbye();
    void dropsTextMessages();
    void troublesEndInAnErrorAndARetry_data();
    void troublesEndInAnErrorAndARetry();
    void oversizedFrameIsNotTaken();
    void framesWithoutAMessageEndTheConnection_data();
    void framesWithoutAMessageEndTheConnection();
    void pingsBetweenMessagesAreAnswered();
    void halfAFrameEndsByTime();
    void refusedPortAndBadUrls_data();
    void refusedPortAndBadUrls();
    void saysWhatIsWrongWithTheHandshake_data();
    void saysWhatIsWrongWithTheHandshake();
    void aHeadWithoutEndIsNotKept_data();
    void aHeadWithoutEndIsNotKept();
    void neverTrustsASelfSignedCertificate();
    void manyNotificationsAreAcknowledgedInOrder();

private:
    struct Client
    {
        explicit Client(const QUrl &url, std::chrono::milliseconds initLimit = 10s)
            : connection(config(url, initLimit), webSocketTransports(), clock, network,
                         [] { return 0.01; })
            , errors(&connection, &Connection::errorOccurred)
        {
            connection.tokenConsumer()->offerToken(test::makeToken({}), TokenReply());
            connection.connectToService();
        }
        static ConnectionConfig config(const QUrl &url, std::chrono::milliseconds initLimit)
        {
            ConnectionConfig made;
            made.url = url;
            made.initLimit = initLimit;
            return made;
        }
        [[nodiscard]] QString firstError() const
        {
            return errors.isEmpty() ? QString()
                                    : errors.first().first().value<ConnectionError>().message;
        }
        SystemClock clock;
        test::FakeReachability network;
        Connection connection;
        QSignalSpy errors;
    };
};

void tst_twilsock_websocket::connectsAndEchoes()
{
    LoopbackService service;
    QVERIFY(service.listen());
    Client client(service.url());
    QTRY_COMPARE(client.connection.state(), State::Connected);
    for (const QByteArray &body : { QByteArray("{}"), QByteArray("{\"x\":\"Grüße ☃ 🙂\"}"),
                                    QByteArray(3 * 1024 * 1024, 'x') }) {
        std::optional<Response> answer;
        Request request;
        request.method = "POST";
        request.body = body;
        client.connection.send(request, this, [&](const Response &response) { answer = response; });
        QTRY_VERIFY(answer);
        QVERIFY(answer->isSuccess());
        QCOMPARE(answer->body, body);
    }
    QCOMPARE(service.connections, 1);
    QVERIFY(client.errors.isEmpty());
}

void tst_twilsock_websocket::sendsBinaryMessagesOnly()
{
    LoopbackService service;
    QVERIFY(service.listen());
    Client client(service.url());
    QTRY_COMPARE(client.connection.state(), State::Connected);
    QCOMPARE(service.textMessages, 0);
    QCOMPARE(service.frames.first().method(), u"init"_s);
}

void tst_twilsock_websocket::saysGoodbye()
{
    LoopbackService service;
    QVERIFY(service.listen());
    quint16 closeCode = 0;
    service.answer = [&](QWebSocket &socket, const Frame &frame) {
        connect(&socket, &QWebSocket::disconnected, this,
                [&] { closeCode = quint16(socket.closeCode()); });
        LoopbackService::welcome(socket, frame);
    };
    Client client(service.url());
    QTRY_COMPARE(client.connection.state(), State::Connected);
    QList<State> states;
    connect(&client.connection, &Connection::stateChanged, this,
            [&](State state) { states.append(state); });
    client.connection.disconnectFromService();
    QTRY_COMPARE(client.connection.state(), State::Disconnected);
    QCOMPARE(states, (QList { State::Disconnecting, State::Disconnected }));
    QTRY_COMPARE(service.frames.last().method(), u"close"_s);
    QTRY_COMPARE(closeCode, quint16(1000));
    QVERIFY(client.errors.isEmpty());
}

void tst_twilsock_websocket::dropsTextMessages()
{
    LoopbackService service;
    QVERIFY(service.listen());
    service.answer = [](QWebSocket &socket, const Frame &frame) {
        for (int i = 0; i < 10; ++i)
            socket.sendTextMessage(u"TWILSOCK V3.0 2\r\n{}\r\n"_s);
        LoopbackService::welcome(socket, frame);
    };
    Client client(service.url());
    QTRY_COMPARE(client.connection.state(), State::Connected);
    QVERIFY(client.errors.isEmpty());
}

void tst_twilsock_websocket::troublesEndInAnErrorAndARetry_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("init is never answered") << QByteArray("silent") << u"did not answer"_s;
    QTest::newRow("garbage instead of frames") << QByteArray("garbage") << u"no Twilsock"_s;
    QTest::newRow("socket closed at once") << QByteArray("close") << u"was lost"_s;
    QTest::newRow("socket cut without a word") << QByteArray("cut") << u"was lost"_s;
    QTest::newRow("text instead of bytes") << QByteArray("text") << u"nothing but text"_s;
    QTest::newRow("500 to init") << QByteArray("500") << u"500: broken"_s;
}

void tst_twilsock_websocket::troublesEndInAnErrorAndARetry()
{
    QFETCH(QByteArray, kind);
    QFETCH(QString, words);
    LoopbackService service;
    QVERIFY(service.listen());
    service.answer = [&](QWebSocket &socket, const Frame &frame) {
        if (service.connections > 1) {
            LoopbackService::welcome(socket, frame);
        } else if (kind == "garbage") {
            for (int i = 0; i < 3; ++i)
                socket.sendBinaryMessage(QByteArray(1000, char(i)));
        } else if (kind == "text") {
            for (int i = 0; i < 101; ++i)
                socket.sendTextMessage(u"TWILSOCK V3.0 2\r\n{}\r\n"_s);
            LoopbackService::welcome(socket, frame);
        } else if (kind == "close") {
            socket.close(QWebSocketProtocol::CloseCodeGoingAway, u"restart"_s);
        } else if (kind == "cut") {
            socket.abort();
        } else if (kind == "500") {
            LoopbackService::reply(
                socket, frame,
                { { u"status"_s,
                    QJsonObject { { u"code"_s, 500 }, { u"status"_s, u"broken"_s } } } });
        }
    };
    Client client(service.url(), 500ms);
    QTRY_COMPARE(client.errors.size(), 1);
    QVERIFY2(client.firstError().contains(words), qPrintable(client.firstError()));
    QVERIFY(client.firstError().endsWith(u'.'));
    QTRY_COMPARE(client.connection.state(), State::Connected); // the next attempt is a good one
    QCOMPARE(service.connections, 2);
}

void tst_twilsock_websocket::oversizedFrameIsNotTaken()
{
    HandmadeService service;
    QVERIFY(service.listen(QHostAddress::LocalHost));
    service.shaken = [&service] {
        // FIN, binary, 64-bit length of 100 MiB, and no more than its beginning.
        service.peer->write(QByteArray::fromHex("827f0000000006400000") + QByteArray(1000, 'x'));
    };
    Client client(service.url());
    QTRY_VERIFY(!client.errors.isEmpty());
    QVERIFY2(client.firstError().contains(u"was lost"_s), qPrintable(client.firstError()));
    QCOMPARE(client.connection.state(), State::Connecting);
}

void tst_twilsock_websocket::framesWithoutAMessageEndTheConnection_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("pings") << QByteArray() << QByteArray::fromHex("8900");
    QTest::newRow("long pings") << QByteArray()
                                << QByteArray::fromHex("897d") + QByteArray(125, 'x');
    QTest::newRow("pongs") << QByteArray() << QByteArray::fromHex("8a00");
    QTest::newRow("empty parts") << QByteArray::fromHex("0200") << QByteArray::fromHex("0000");
    QTest::newRow("tiny parts") << QByteArray::fromHex("0200") << QByteArray::fromHex("000178");
    QTest::newRow("tiny parts of text")
        << QByteArray::fromHex("0100") << QByteArray::fromHex("000178");
}

void tst_twilsock_websocket::framesWithoutAMessageEndTheConnection()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, frame);
    HandmadeService service;
    QVERIFY(service.listen(QHostAddress::LocalHost));
    const auto flood = [&] {
        if (service.peer)
            service.peer->write(frame.repeated(2000));
    };
    service.shaken = [&] {
        service.peer->write(first);
        connect(service.peer, &QTcpSocket::bytesWritten, &service, flood,
                Qt::QueuedConnection); // what is queued goes with the service
        flood();
    };
    Client client(service.url());
    QTRY_VERIFY(!client.errors.isEmpty());
    QVERIFY2(client.firstError().contains(u"frames without a message"_s),
             qPrintable(client.firstError()));
}

void tst_twilsock_websocket::pingsBetweenMessagesAreAnswered()
{
    LoopbackService service;
    QVERIFY(service.listen());
    int answered = 0;
    service.answer = [&](QWebSocket &socket, const Frame &frame) {
        if (frame.method() == "init"_L1)
            connect(&socket, &QWebSocket::pong, this, [&answered] { ++answered; });
        for (int i = 0; i < 100; ++i)
            socket.ping(QByteArray(100, 'x'));
        LoopbackService::welcome(socket, frame);
    };
    Client client(service.url());
    QTRY_COMPARE(client.connection.state(), State::Connected);
    for (int i = 0; i < 20; ++i) {
        bool isAnswered = false;
        Request request;
        request.method = "POST";
        request.body = QByteArray(100'000, 'x'); // more than one byte for the length of the frame
        client.connection.send(request, this,
                               [&isAnswered](const Response &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
    }
    QTRY_VERIFY(answered >= 2100);
    QVERIFY(client.errors.isEmpty());
    QCOMPARE(service.connections, 1);
}

void tst_twilsock_websocket::halfAFrameEndsByTime()
{
    HandmadeService service;
    QVERIFY(service.listen(QHostAddress::LocalHost));
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&service] {
        if (service.peer)
            service.peer->write("x");
    });
    service.shaken = [&] {
        service.peer->write(QByteArray::fromHex("827f0000000000100000")); // 1 MiB is to come
        drip.start(20ms);
    };
    Client client(service.url(), 500ms);
    QTRY_VERIFY(!client.errors.isEmpty());
    QVERIFY2(client.firstError().contains(u"did not answer"_s), qPrintable(client.firstError()));
}

void tst_twilsock_websocket::refusedPortAndBadUrls_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("words");
    QTest::newRow("no server listens")
        << QUrl(u"ws://127.0.0.1:1/v3/wsconnect"_s) << u"nothing listens there"_s;
    QTest::newRow("no scheme of ours") << QUrl(u"http://127.0.0.1:1/"_s) << QString();
    QTest::newRow("empty") << QUrl() << QString();
}

void tst_twilsock_websocket::refusedPortAndBadUrls()
{
    QFETCH(QUrl, url);
    QFETCH(QString, words);
    Client client(url);
    QTRY_VERIFY(!client.errors.isEmpty());
    QVERIFY2(client.firstError().contains(u"could not be opened"_s),
             qPrintable(client.firstError()));
    QVERIFY2(client.firstError().contains(words), qPrintable(client.firstError()));
    QVERIFY(!client.errors.first().first().value<ConnectionError>().terminal);
    QCOMPARE(client.connection.state(), State::Connecting);
}

void tst_twilsock_websocket::saysWhatIsWrongWithTheHandshake_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("words");
    QTest::newRow("a page") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/html\r\n\r\nhi")
                            << u"HTTP status 200"_s;
    QTest::newRow("403") << QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                         << u"HTTP status 403"_s;
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n")
                             << u"no WebSocket handshake"_s;
    // No library takes that one: the proxy has dropped a header.
    QTest::newRow("a proxy in between")
        << QByteArray("HTTP/1.1 101 Switching Protocols\r\nConnection: keep-alive\r\n"
                      "Upgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n")
        << u"a proxy on the way must pass the headers 'Connection: Upgrade'"_s;
    QTest::newRow("closes") << QByteArray() << u"the server closed the connection"_s;
}

void tst_twilsock_websocket::saysWhatIsWrongWithTheHandshake()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, words);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *const peer = server.nextPendingConnection();
        connect(peer, &QTcpSocket::readyRead, peer, [peer, answer] {
            peer->readAll();
            peer->write(answer);
            if (answer.isEmpty())
                peer->disconnectFromHost();
        });
    });
    QUrl url(u"ws://127.0.0.1/"_s);
    url.setPort(server.serverPort());
    Client client(url);
    QTRY_VERIFY(!client.errors.isEmpty());
    QVERIFY2(client.firstError().contains(u"could not be opened"_s),
             qPrintable(client.firstError()));
    QVERIFY2(client.firstError().contains(words), qPrintable(client.firstError()));
}

void tst_twilsock_websocket::aHeadWithoutEndIsNotKept_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("a status line") << QByteArray("HTTP/1.1 101 ");
    QTest::newRow("a header") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nX: ");
}

void tst_twilsock_websocket::aHeadWithoutEndIsNotKept()
{
    QFETCH(QByteArray, start);
    constexpr qint64 Megabyte = 1024LL * 1024;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket *peer = nullptr;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        peer = server.nextPendingConnection();
        peer->write(start);
        peer->write(QByteArray(80 * Megabyte, 'x'));
    });
    const auto transport = webSocketTransports()();
    transport->open(QUrl(u"ws://127.0.0.1:%1"_s.arg(server.serverPort())));
    QTRY_VERIFY(peer != nullptr);
    QTest::qWait(500); // no sign tells that it takes no more: real sockets
    // What it does not take stays with the peer; the buffers of the system hold some of it.
    QVERIFY2(peer->state() != QAbstractSocket::ConnectedState
                 || peer->bytesToWrite() > 40 * Megabyte,
             qPrintable(QString::number(peer->bytesToWrite())));
}

void tst_twilsock_websocket::neverTrustsASelfSignedCertificate()
{
    // Made on the spot: a private key has no place in a repository, not even a worthless one.
    const QTemporaryDir folder;
    const QString keyName = folder.filePath(u"key.pem"_s);
    const QString certificateName = folder.filePath(u"certificate.pem"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  { u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                    u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-subj"_s, u"/CN=127.0.0.1"_s,
                    u"-keyout"_s, keyName, u"-out"_s, certificateName });
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        QSKIP("needs the openssl tool to make a certificate");
    QFile certificateFile(certificateName);
    QFile keyFile(keyName);
    QVERIFY(certificateFile.open(QIODevice::ReadOnly));
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    QSslConfiguration configuration;
    configuration.setLocalCertificate(QSslCertificate(&certificateFile));
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
    LoopbackService service(QWebSocketServer::SecureMode);
    service.setTls(configuration);
    QVERIFY(service.listen());

    Client client(service.url());
    QTRY_COMPARE(client.errors.size(), 1);
    QVERIFY2(client.firstError().contains(u"not from an authority"_s),
             qPrintable(client.firstError()));
    QVERIFY(client.connection.retryIn() > 30s); // a soon retry cannot mend it
    QVERIFY(service.frames.isEmpty()); // above all, no token went out
}

void tst_twilsock_websocket::manyNotificationsAreAcknowledgedInOrder()
{
    constexpr int Count = 4000;
    LoopbackService service;
    QVERIFY(service.listen());
    service.answer = [&](QWebSocket &socket, const Frame &frame) {
        LoopbackService::welcome(socket, frame);
        if (frame.method() != "init"_L1)
            return;
        for (int i = 0; i < Count; ++i) {
            socket.sendBinaryMessage(
                encodeFrame({ QJsonObject { { u"method"_s, u"notification"_s },
                                            { u"id"_s, u"TM%1"_s.arg(i) },
                                            { u"message_type"_s, u"twilio.sync.event"_s },
                                            { u"payload_type"_s, u"application/json"_s } },
                              QByteArray::number(i) }));
        }
    };
    Client client(service.url());
    QList<QByteArray> payloads;
    connect(&client.connection, &Connection::notificationReceived, this,
            [&](const QString &, const QByteArray &payload) { payloads.append(payload); });
    QTRY_COMPARE_WITH_TIMEOUT(payloads.size(), Count, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(service.frames.size(), Count + 1, 30000);
    for (int i = 0; i < Count; ++i) {
        QCOMPARE(payloads.at(i), QByteArray::number(i));
        QCOMPARE(service.frames.at(i + 1).id(), u"TM%1"_s.arg(i));
    }
}

QTEST_GUILESS_MAIN(tst_twilsock_websocket)
#include "tst_twilsock_websocket.moc"
