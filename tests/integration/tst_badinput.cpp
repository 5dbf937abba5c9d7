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
using namespace Qt::StringLiterals;

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
        const bool isInit = frame->method() == "init"_L1;
        if (isInit || frame->method() == "update"_L1)
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
                          << u"notOurService"_s;
    QTest::newRow("HTML that says JSON")
        << httpResponse("application/json", "<html>marker</html>", "200 OK") << u"notOurService"_s;
    QTest::newRow("404") << httpResponse("text/html", "marker", "404 Not Found")
                         << u"configuration"_s;
    QTest::newRow("403") << httpResponse("text/plain", "marker", "403 Forbidden")
                         << u"accessRefused"_s;
    QTest::newRow("nothing") << httpResponse("application/json", "", "200 OK") << u"emptyAnswer"_s;
    QTest::newRow("100 KiB") << httpResponse("application/json", QByteArray(100 * 1024, 'x'),
                                             "200 OK")
                             << u"tooLarge"_s;
    QTest::newRow("the word null")
        << httpResponse("application/json", "{\"token\":\"null\"}", "200 OK") << u"malformed"_s;
}

void tst_BadInput::endsASignInThatCannotWork()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, code);
    BareHttpServer backEnd(answer);
    Client client;
    client.start(backEnd.url(), u"ws://127.0.0.1:1/"_s, u"alice"_s);
    QCOMPARE(client.waitForEnd(10000), 3);
    QCOMPARE(client.waitForEvent(u"signInFailed"_s, 0).value(u"code"_s).toString(), code);
    QVERIFY(!client.output().contains("marker")); // an answer's body is not for logs
}

void tst_BadInput::keepsTryingWhereNobodyAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("limit");
    QTest::newRow("no server listens")
        << QByteArray() << u"http://127.0.0.1:1/token"_s << u"offline"_s << 5000;
    QTest::newRow("no such host") << QByteArray() << u"https://no-such-host.invalid/token"_s
                                  << u"offline"_s << 16000;
    QTest::newRow("503") << httpResponse("text/plain", "marker", "503 Service Unavailable")
                         << QString() << u"serverError"_s << 5000;
    QTest::newRow("silence") << QByteArray() << QString() << u"timeout"_s << 17000;
}

void tst_BadInput::keepsTryingWhereNobodyAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, url);
    QFETCH(QString, code);
    QFETCH(int, limit);
    BareHttpServer backEnd(answer);
    Client client;
    client.start(url.isEmpty() ? backEnd.url() : url, u"ws://127.0.0.1:1/"_s, u"alice"_s);
    const QJsonObject failed = client.waitForEvent(u"tokenUpdateFailed"_s, limit);
    QCOMPARE(failed.value(u"code"_s).toString(), code);
    QVERIFY(failed.value(u"retryInSeconds"_s).isDouble());
    QVERIFY(client.isRunning());
    QVERIFY(isOk(client.ask(u"shutdown"_s)));
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
        socket.sendTextMessage(u"hello"_s);
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
    client.start(backEnd.url(), service.url(), u"alice"_s);
    QVERIFY(!client.waitForEvent(u"signedIn"_s).isEmpty());
    const QJsonObject error = client.waitForEvent(u"connectionError"_s, limit);
    QVERIFY2(!error.isEmpty(), client.output().constData());
    QVERIFY(!error.value(u"terminal"_s).toBool(true));
    QVERIFY(!error.value(u"message"_s).toString().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(service.clients() >= 2, 20000); // it tries again
    QVERIFY(isOk(client.ask(u"tokenStatus"_s)));
    QVERIFY(client.isRunning());
    client.endInput();
    QVERIFY(client.waitForEnd(10000) >= 0);
}

void tst_BadInput::survivesABackEndThatTurnsBad()
{
    BareHttpServer backEnd(tokenResponse());
    BareSocketServer chat({}, afterInit([](QWebSocket &) {}));
    Client client;
    client.start(backEnd.url(), chat.url(), u"alice"_s);
    QVERIFY(!client.waitForEvent(u"signedIn"_s).isEmpty());
    backEnd.setAnswer(httpResponse("text/html", "<html>marker</html>"));
    const QJsonObject refused = client.ask(u"refreshToken"_s);
    QVERIFY(!isOk(refused));
    QCOMPARE(client.waitForEvent(u"tokenUpdateFailed"_s).value(u"code"_s).toString(),
             u"notOurService"_s);
    backEnd.setAnswer(tokenResponse(std::chrono::hours(2)));
    QVERIFY2(!client.waitForEvent(u"tokenUpdateRecovered"_s, 45000).isEmpty(),
             client.output().constData());
    QVERIFY(client.isRunning());
    QVERIFY(!client.output().contains("marker"));
}

QTEST_GUILESS_MAIN(tst_BadInput)
#include "tst_badinput.moc"
