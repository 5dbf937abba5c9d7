// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include "localservice/http/loopbackserver.h"
#include "localservice/media/mediaservice.h"
#include "localservice/tokens/tokenissuer.h"
#include "localservice/tokens/tokenvalidator.h"

#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What one client can cost.
class tst_LocalServiceLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodiesCountUntilTheirConnectionEnds();
    void announcedBodiesTakeNoRoom();
    void answersCountUntilTheyAreTaken();
    void lengthsAreChecked_data();
    void lengthsAreChecked();
    void lineEndsDoNotLeaveInHeaders_data();
    void lineEndsDoNotLeaveInHeaders();
    void takesOneRequestOnly_data();
    void takesOneRequestOnly();
    void dropsTheAnswerOfAClientThatLeft();
    void onlyUploadsMayBeLarge_data();
    void onlyUploadsMayBeLarge();
    void unsentFilesAreBounded();
    void downloadsAreReadAsTheyAreTaken();
};

namespace {

constexpr qint64 megabyte = 1024LL * 1024;

/// A server that answers each request alike, with room for 16 MB. The path is the user.
struct Server
{
    explicit Server(HttpResponse response)
        : answer(std::move(response))
        , http(
              clock, [this](const HttpRequest &, const HttpReply &reply) { reply(answer); },
              [](HttpRequest &head) {
                  head.user = head.path.mid(1);
                  return std::optional<HttpResponse>();
              },
              16 * megabyte)
    {
        const bool listens = http.listenOn(0);
        Q_ASSERT(listens);
    }
    /// Sends the head of a request with so long a body, and \a body of it.
    [[nodiscard]] std::unique_ptr<QTcpSocket> post(const QByteArray &length, const QByteArray &body,
                                                   const QByteArray &path = "/") const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(u"127.0.0.1"_s, http.port());
        socket->write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length
                      + "\r\n\r\n" + body);
        return socket;
    }

    test::FakeClock clock;
    HttpResponse answer;
    LoopbackServer http;
};

/// The media service without sockets.
struct Media
{
    Media()
        : validator(stack.installation)
        , service(stack.database, stack.media, *stack.store, validator, stack.installation,
                  stack.clock)
        , token(TokenIssuer(stack.installation).issue(u"alice"_s, 1h, stack.clock.wallNow()))
    { }
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QString &path) const
    {
        HttpRequest request;
        request.method = method;
        request.path = u"/v1/Services/%1/%2"_s.arg(stack.installation.serviceSid, path);
        request.host = "localhost";
        request.twilioToken = token;
        request.contentType = "text/plain";
        return request;
    }
    [[nodiscard]] HttpResponse handle(const HttpRequest &request)
    {
        HttpResponse response;
        service.handle(request, [&response](const HttpResponse &answer) { response = answer; });
        return response;
    }
    [[nodiscard]] HttpResponse upload(const QByteArray &body)
    {
        HttpRequest all = request("POST", u"Media"_s);
        all.body = body;
        return handle(all);
    }

    test::ServiceStack stack;
    TokenValidator validator;
    MediaService service;
    QByteArray token;
};

QJsonObject jsonOf(const HttpResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

} // namespace

void tst_LocalServiceLimits::bodiesCountUntilTheirConnectionEnds()
{
    Server server({ 200, "text/plain", "done", {} });
    const QByteArray part(3 * megabyte, 'x');
    const QByteArray length = QByteArray::number(4 * megabyte);
    const auto first = server.post(length, part, "/alice");
    QTRY_VERIFY_WITH_TIMEOUT(server.http.bytesInFlight() > 3 * megabyte, 30'000);

    // There is room for it, but not in the share of the same user.
    const auto refused = server.post(QByteArray::number(6 * megabyte), "x", "/alice");
    QTRY_VERIFY_WITH_TIMEOUT(refused->bytesAvailable() > 12, 30'000);
    QCOMPARE(refused->peek(12), QByteArray("HTTP/1.1 503"));
    const auto second = server.post(length, part, "/bob");
    QTRY_VERIFY_WITH_TIMEOUT(server.http.bytesInFlight() > 6 * megabyte, 30'000);
    const auto small = server.post("1", "x"); // who asks for a token is not kept waiting
    QTRY_VERIFY_WITH_TIMEOUT(small->bytesAvailable() > 12, 30'000);
    QCOMPARE(small->peek(12), QByteArray("HTTP/1.1 200"));
    first->write(part.left(megabyte)); // the rest
    QTRY_VERIFY_WITH_TIMEOUT(first->bytesAvailable() > 12, 30'000);
    QCOMPARE(first->peek(12), QByteArray("HTTP/1.1 200"));

    second->abort();
    QTRY_COMPARE_WITH_TIMEOUT(server.http.bytesInFlight("bob"_L1), 0, 30'000);
}

void tst_LocalServiceLimits::announcedBodiesTakeNoRoom()
{
    Server server({ 200, "text/plain", "done", {} });
    const QByteArray length = QByteArray::number(4 * megabyte);
    std::vector<std::unique_ptr<QTcpSocket>> open;
    for (int i = 0; i < 10; ++i) // of which none sends more
        open.push_back(server.post(length, "x", "/alice"));
    for (const auto &socket : open)
        QTRY_VERIFY_WITH_TIMEOUT(socket->bytesToWrite() == 0, 30'000);
    const auto whole = server.post(length, QByteArray(4 * megabyte, 'x'), "/alice");
    QTRY_VERIFY_WITH_TIMEOUT(whole->bytesAvailable() > 12, 30'000);
    QCOMPARE(whole->peek(12), QByteArray("HTTP/1.1 200"));
    whole->abort();
    QTRY_VERIFY_WITH_TIMEOUT(server.http.bytesInFlight() < megabyte, 30'000);

    // All send it at once.
    for (const auto &socket : open)
        socket->write(QByteArray(3 * megabyte, 'x'));
    const auto isRefused = [](const std::unique_ptr<QTcpSocket> &socket) {
        return socket->peek(12) == "HTTP/1.1 503";
    };
    QTRY_VERIFY_WITH_TIMEOUT(std::count_if(open.begin(), open.end(), isRefused) == 8, 30'000);
    QVERIFY(server.http.bytesInFlight() <= 8 * megabyte);
}

void tst_LocalServiceLimits::answersCountUntilTheyAreTaken()
{
    Server server({ 200, "text/plain", QByteArray(32 * megabyte, 'x'), {} });
    auto socket = server.post("1", "x");
    socket->setReadBufferSize(1024);
    // The rest is in the buffers of the system.
    QTRY_VERIFY_WITH_TIMEOUT(server.http.bytesInFlight() > 8 * megabyte, 30'000);
    socket.reset();
    QTRY_COMPARE_WITH_TIMEOUT(server.http.bytesInFlight(), 0, 30'000);
}

void tst_LocalServiceLimits::lengthsAreChecked_data()
{
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("as it is") << QByteArray("1") << QByteArray("200");
    QTest::newRow("negative") << QByteArray("-1") << QByteArray("400");
    QTest::newRow("no number") << QByteArray("0x10") << QByteArray("400");
    QTest::newRow("almost too large to add to")
        << QByteArray("9223372036854775807") << QByteArray("400");
    QTest::newRow("too large for a number")
        << QByteArray("9223372036854775808") << QByteArray("400");
    QTest::newRow("more than there is room for")
        << QByteArray("1099511627776") << QByteArray("503");
}

void tst_LocalServiceLimits::lengthsAreChecked()
{
    QFETCH(QByteArray, length);
    Server server({ 200, "text/plain", "done", {} });
    const auto socket = server.post(length, "x");
    QTRY_VERIFY_WITH_TIMEOUT(socket->bytesAvailable() > 12, 30'000);
    QTEST(socket->peek(12).mid(9), "status");
}

void tst_LocalServiceLimits::lineEndsDoNotLeaveInHeaders_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("in the type") << QByteArray("text/plain;\rX-Evil: 1") << QByteArray("a");
    QTest::newRow("in a value") << QByteArray("text/plain") << QByteArray("a\r\nX-Evil: 1");
}

void tst_LocalServiceLimits::lineEndsDoNotLeaveInHeaders()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, value);
    QTest::ignoreMessage(QtCriticalMsg, "a header of an answer has a line end in it");
    Server server({ 200, type, "done", { { "X-Good", value } } });
    const auto socket = server.post("1", "x");
    QTRY_VERIFY_WITH_TIMEOUT(socket->state() == QAbstractSocket::UnconnectedState, 30'000);
    const QByteArray all = socket->readAll();
    QVERIFY2(all.startsWith("HTTP/1.1 500"), all.constData());
    QVERIFY(!all.contains("X-Evil"));
}

void tst_LocalServiceLimits::takesOneRequestOnly_data()
{
    const QByteArray request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx";
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("start"); // of the answer
    QTest::newRow("one") << request << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("two at once") << request + request << QByteArray();
    QTest::newRow("no version") << QByteArray("POST /\r\n\r\n") << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("another protocol")
        << QByteArray("POST / GOPHER/1\r\n\r\n") << QByteArray("HTTP/1.1 400 ");
}

void tst_LocalServiceLimits::takesOneRequestOnly()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, start);
    Server server({ 200, "text/plain", "done", {} });
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, server.http.port());
    QVERIFY(socket.waitForConnected());
    socket.write(sent);
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30'000);
    const QByteArray all = socket.readAll();
    QVERIFY2(start.isEmpty() ? all.isEmpty() : all.startsWith(start), all.constData());
}

void tst_LocalServiceLimits::dropsTheAnswerOfAClientThatLeft()
{
    test::FakeClock clock;
    HttpReply waiting;
    std::shared_ptr<const std::atomic_bool> hasLeft;
    LoopbackServer http(
        clock,
        [&](const HttpRequest &request, const HttpReply &reply) {
            waiting = reply;
            hasLeft = request.hasLeft;
        },
        [](const HttpRequest &) { return std::optional<HttpResponse>(); });
    QVERIFY(http.listenOn(0));
    QTcpSocket leaving;
    leaving.connectToHost(u"127.0.0.1"_s, http.port());
    leaving.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx");
    QTRY_VERIFY_WITH_TIMEOUT(waiting, 30'000);
    QVERIFY(!*hasLeft);
    leaving.abort();
    QTRY_VERIFY_WITH_TIMEOUT(*hasLeft, 30'000); // so that nothing is done for it any more
    QTRY_COMPARE_WITH_TIMEOUT(http.bytesInFlight(), 0, 30'000);
    waiting({ 200, "text/plain", "done", {} });
    waiting = {};
}

void tst_LocalServiceLimits::onlyUploadsMayBeLarge_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("code"); // 0: taken
    const auto row
        = [](const char *name, const char *method, const QString &path, qint64 size, int code) {
              QTest::newRow(name) << QByteArray(method) << path << size << code;
          };
    row("an upload", "POST", u"Media"_s, MediaService::MaxFileBytes, 0);
    row("too large a file", "POST", u"Media"_s, MediaService::MaxFileBytes + megabyte, 50512);
    row("look-up of many", "POST", u"MediaSet"_s, megabyte, 20413);
    row("no way that is known", "POST", u"Other"_s, megabyte, 20413);
    row("not posted", "GET", u"Media"_s, megabyte, 20413);
}

void tst_LocalServiceLimits::onlyUploadsMayBeLarge()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(qint64, size);
    Media media;
    HttpRequest head = media.request(method, path);
    head.bodyBytes = size;
    const std::optional<HttpResponse> refusal = media.service.refuseLarge(head);
    if (!refusal)
        QCOMPARE(head.user, u"alice"_s);
    QTEST(refusal ? jsonOf(*refusal).value(u"code"_s).toInt() : 0, "code");
    if (refusal)
        QCOMPARE(refusal->status, 413);
}

void tst_LocalServiceLimits::unsentFilesAreBounded()
{
    Media media;
    const auto pretend = [&media](const QString &sid, qint64 size) {
        Statement(media.stack.database, u"UPDATE media SET size=? WHERE sid=?"_s, { size, sid });
    };
    const HttpResponse first = media.upload("x");
    QCOMPARE(first.status, 201);
    const QString sid = jsonOf(first).value(u"sid"_s).toString();
    pretend(sid, MediaService::MaxUnsentBytes - 1);
    const HttpResponse refused = media.upload("xy");
    QCOMPARE(refused.status, 413);
    QCOMPARE(jsonOf(refused).value(u"code"_s).toInt(), 50512);
    QCOMPARE(media.upload("x").status, 201); // just fits
    QCOMPARE(media.upload("x").status, 413);

    media.token
        = TokenIssuer(media.stack.installation).issue(u"bob"_s, 1h, media.stack.clock.wallNow());
    QCOMPARE(media.upload("x").status, 201); // each has an own account
    media.token
        = TokenIssuer(media.stack.installation).issue(u"alice"_s, 1h, media.stack.clock.wallNow());
    Statement(media.stack.database, u"UPDATE media SET message='IM1' WHERE sid=?"_s, { sid });
    QCOMPARE(media.upload("xy").status, 201); // what was sent does not count
}

void tst_LocalServiceLimits::downloadsAreReadAsTheyAreTaken()
{
    QTemporaryFile stored;
    QVERIFY(stored.open());
    QByteArray bytes;
    for (int i = 0; i < 12 * megabyte; i += 8)
        bytes += QByteArray::number(10'000'000 + i);
    stored.write(bytes);
    QVERIFY(stored.flush());
    const auto file = std::make_shared<QFile>(stored.fileName());
    QVERIFY(file->open(QIODevice::ReadOnly));
    Server server({ 200, "text/plain", {}, {}, file });
    const auto socket = server.post("1", "x");
    socket->setReadBufferSize(1024);
    QTRY_VERIFY_WITH_TIMEOUT(file->pos() > 0, 30'000);
    QTest::qWait(50); // as much as the system takes: real sockets
    QVERIFY2(server.http.bytesInFlight() < megabyte,
             qPrintable(QString::number(server.http.bytesInFlight())));
    QByteArray taken;
    socket->setReadBufferSize(0);
    QTRY_VERIFY_WITH_TIMEOUT(
        (taken += socket->readAll(), socket->state() == QAbstractSocket::UnconnectedState), 30'000);
    QVERIFY(taken.contains("Content-Length: " + QByteArray::number(bytes.size())));
    QVERIFY(taken.endsWith("\r\n\r\n" + bytes));
}

QTEST_GUILESS_MAIN(tst_LocalServiceLimits)
#include "tst_localservice_limits.moc"
