// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"
#include "programs.h"
#include "twilsock/frame.h"

#include <QElapsedTimer>
#include <QTest>
#include <QWebSocket>

using namespace parley::test;
using namespace parley;

/// Whatever a back end or a service sends, parley-cli says so within its limit and goes on.
class tst_BadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsASignInThatCannotWork_data();
    void endsASignInThatCannotWork();
    void keepsTryingWhereNobodyAnswers_data();
    void keepsTryingWhereNobodyAnswers();
    void survivesAService_data();
    void survivesAService();
    void survivesABackEndThatTurnsBad();
};

namespace {

using OnClient = BareSocketServer::OnClient;
using OnMessage = BareSocketServer::OnMessage;

/// Answers `init` and `update` and nothing else; does \a then after the first.
OnMessage afterInit(const OnClient &then)
{
    return [then](QWebSocket &socket, const QByteArray &message) {
        const auto decoded = twilsock::decodeFrame(message);
        const auto *frame = std::get_if<twilsock::Frame>(&decoded);
        if (frame == nullptr)
            return;
        const bool isInit = frame->method() == QLatin1String("init");
        if (isInit || frame->method() == QLatin1String("update"))
            socket.sendBinaryMessage(twilsock::encodeAck(frame->id()));
        if (isInit)
            then(socket);
    };
}

} // namespace

void tst_BadInput::endsASignInThatCannotWork_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("code");
    QTest::newRow("HTML") << httpResponse("text/html", "<!doctype html><title>marker</title>",
                                          "200 OK")
                          << QStringLiteral("notOurService");
    QTest::newRow("HTML that says JSON")
        << httpResponse("application/json", "<html>marker</html>", "200 OK")
        << QStringLiteral("notOurService");
    QTest::newRow("404") << httpResponse("text/html", "marker", "404 Not Found")
                         << QStringLiteral("configuration");
    QTest::newRow("403") << httpResponse("text/plain", "marker", "403 Forbidden")
                         << QStringLiteral("accessRefused");
    QTest::newRow("nothing") << httpResponse("application/json", "", "200 OK")
                             << QStringLiteral("emptyAnswer");
    QTest::newRow("100 KiB") << httpResponse("application/json", QByteArray(100 * 1024, 'x'),
                                             "200 OK")
                             << QStringLiteral("tooLarge");
    QTest::newRow("the word null")
        << httpResponse("application/json", "{\"token\":\"null\"}", "200 OK")
        << QStringLiteral("malformed");
}

void tst_BadInput::endsASignInThatCannotWork()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, code);
    BareHttpServer backEnd(answer);
    Client client;
    client.start(backEnd.url(), QStringLiteral("ws://127.0.0.1:1/"), QStringLiteral("alice"));
    QCOMPARE(client.waitForEnd(10000), 3);
    QCOMPARE(client.waitForEvent(QStringLiteral("signInFailed"), 0)
                 .value(QStringLiteral("code"))
                 .toString(),
             code);
    QVERIFY(!client.output().contains("marker")); // an answer's body is not for logs
}

void tst_BadInput::keepsTryingWhereNobodyAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("limit");
    QTest::newRow("no server listens") << QByteArray() << QStringLiteral("http://127.0.0.1:1/token")
                                       << QStringLiteral("offline") << 5000;
    QTest::newRow("no such host") << QByteArray()
                                  << QStringLiteral("https://no-such-host.invalid/token")
                                  << QStringLiteral("offline") << 16000;
    QTest::newRow("503") << httpResponse("text/plain", "marker", "503 Service Unavailable")
                         << QString() << QStringLiteral("serverError") << 5000;
    QTest::newRow("silence") << QByteArray() << QString() << QStringLiteral("timeout") << 17000;
}

void tst_BadInput::keepsTryingWhereNobodyAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, url);
    QFETCH(QString, code);
    QFETCH(int, limit);
    BareHttpServer backEnd(answer);
    Client client;
    client.start(url.isEmpty() ? backEnd.url() : url, QStringLiteral("ws://127.0.0.1:1/"),
                 QStringLiteral("alice"));
    const QJsonObject failed = client.waitForEvent(QStringLiteral("tokenUpdateFailed"), limit);
    QCOMPARE(failed.value(QStringLiteral("code")).toString(), code);
    QVERIFY(failed.value(QStringLiteral("retryInSeconds")).isDouble());
    QVERIFY(client.isRunning());
    QVERIFY(isOk(client.ask(QStringLiteral("shutdown"))));
    QCOMPARE(client.waitForEnd(4000), 0);
}

void tst_BadInput::survivesAService_data()
{
    QTest::addColumn<OnClient>("onClient");
    QTest::addColumn<OnMessage>("onMessage");
    QTest::addColumn<int>("limit");
    const OnClient noClient;
    const OnMessage noMessage;
    QTest::newRow("init is never answered") << noClient << noMessage << 12000;
    QTest::newRow("garbage at once") << OnClient([](QWebSocket &socket) {
        for (int i = 0; i < 5; ++i)
            socket.sendBinaryMessage(QByteArray("this is no Twilsock at all\r\n\0\xff\xfe", 31));
    }) << noMessage << 12000;
    QTest::newRow("garbage after init") << noClient << afterInit([](QWebSocket &socket) {
        for (int i = 0; i < 5; ++i)
            socket.sendBinaryMessage(QByteArray("TWILSOCK V3.0 99999999999999999999\r\n{}"));
    }) << 12000;
    QTest::newRow("a frame of 100 MiB") << OnClient([](QWebSocket &socket) {
        socket.sendBinaryMessage(QByteArray(100 * 1024 * 1024, 'x'));
    }) << noMessage << 12000;
    QTest::newRow("a frame of 100 MiB after init") << noClient << afterInit([](QWebSocket &socket) {
        socket.sendBinaryMessage(QByteArray(100 * 1024 * 1024, 'x'));
    }) << 12000;
    QTest::newRow("text") << OnClient([](QWebSocket &socket) {
        socket.sendTextMessage(QStringLiteral("hello"));
    }) << noMessage << 12000;
    QTest::newRow("closes at once")
        << OnClient([](QWebSocket &socket) { socket.close(); }) << noMessage << 5000;
}

void tst_BadInput::survivesAService()
{
    QFETCH(OnClient, onClient);
    QFETCH(OnMessage, onMessage);
    QFETCH(int, limit);
    BareHttpServer backEnd(tokenResponse());
    BareSocketServer service(onClient, onMessage);
    Client client;
    client.start(backEnd.url(), service.url(), QStringLiteral("alice"));
    QVERIFY(!client.waitForEvent(QStringLiteral("signedIn")).isEmpty());
    const QJsonObject error = client.waitForEvent(QStringLiteral("connectionError"), limit);
    QVERIFY2(!error.isEmpty(), client.output().constData());
    QVERIFY(!error.value(QStringLiteral("terminal")).toBool(true));
    QVERIFY(!error.value(QStringLiteral("message")).toString().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(service.clients() >= 2, 20000); // it tries again
    QVERIFY(isOk(client.ask(QStringLiteral("tokenStatus"))));
    QVERIFY(client.isRunning());
    client.endInput();
    QVERIFY(client.waitForEnd(10000) >= 0);
}

void tst_BadInput::survivesABackEndThatTurnsBad()
{
    BareHttpServer backEnd(tokenResponse());
    BareSocketServer chat({}, afterInit([](QWebSocket &) {}));
    Client client;
    client.start(backEnd.url(), chat.url(), QStringLiteral("alice"));
    QVERIFY(!client.waitForEvent(QStringLiteral("signedIn")).isEmpty());
    backEnd.setAnswer(httpResponse("text/html", "<html>marker</html>"));
    const QJsonObject refused = client.ask(QStringLiteral("refreshToken"));
    QVERIFY(!isOk(refused));
    QCOMPARE(client.waitForEvent(QStringLiteral("tokenUpdateFailed"))
                 .value(QStringLiteral("code"))
                 .toString(),
             QStringLiteral("notOurService"));
    backEnd.setAnswer(tokenResponse(std::chrono::hours(2)));
    QVERIFY2(!client.waitForEvent(QStringLiteral("tokenUpdateRecovered"), 45000).isEmpty(),
             client.output().constData());
    QVERIFY(client.isRunning());
    QVERIFY(!client.output().contains("marker"));
}

QTEST_GUILESS_MAIN(tst_BadInput)
#include "tst_badinput.moc"
