// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"
#include "twilsock/clientframes.h"

#include <QTest>

using namespace parley;
using namespace parley::twilsock;
using namespace std::chrono_literals;
using parley::test::ConnectionBench;
using State = ConnectionState;
using Failure = Response::Failure;

/// Tunnelled requests on the wire: what is written, and how replies are read.
class tst_twilsock_tunnel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheRequest();
    void writesParams_data();
    void writesParams();
    void keepsPercentEncoding();
    void readsTheReply();
    void readsThinReplies_data();
    void readsThinReplies();
    void passesRefusalsOfTheTargetOn();
    void transportFailureCostsOnlyThatRequest();
};

namespace {

QUrl urlOf(const QString &text)
{
    return QUrl(text, QUrl::StrictMode);
}

} // namespace

void tst_twilsock_tunnel::writesTheRequest()
{
    ConnectionBench bench;
    bench.connectWith(1);
    Request request;
    request.method = "POST";
    request.url = urlOf(
        QStringLiteral("https://aim.us1.twilio.com/Client/v2/Services/IS1/Messages?Order=asc"));
    request.body = QByteArray("{\"body\":\"Grüße ☃\"}");
    request.headers.insert(QStringLiteral("content-type"),
                           QStringLiteral("application/json; charset=utf-8"));
    request.headers.insert(QStringLiteral("X-Twilio-Mutation-Id"), QStringLiteral("m1"));
    bench.connection().send(request, this, [](const Response &) {});
    const Frame sent = bench.link().lastFrame(QStringLiteral("message"));
    QVERIFY(sent.id().startsWith(QStringLiteral("TM")));
    QJsonObject expected {
        { QStringLiteral("method"), QStringLiteral("message") },
        { QStringLiteral("id"), sent.id() },
        { QStringLiteral("active_grant"), QStringLiteral("ip_messaging") },
        { QStringLiteral("payload_size"), 22 },
        { QStringLiteral("payload_type"), QStringLiteral("application/json; charset=utf-8") },
        { QStringLiteral("http_request"),
          QJsonObject {
              { QStringLiteral("host"), QStringLiteral("aim.us1.twilio.com") },
              { QStringLiteral("path"), QStringLiteral("/Client/v2/Services/IS1/Messages") },
              { QStringLiteral("method"), QStringLiteral("POST") },
              { QStringLiteral("params"),
                QJsonObject { { QStringLiteral("Order"), QStringLiteral("asc") } } },
              { QStringLiteral("headers"),
                QJsonObject { { QStringLiteral("content-type"),
                                QStringLiteral("application/json; charset=utf-8") },
                              { QStringLiteral("X-Twilio-Mutation-Id"), QStringLiteral("m1") } } },
          } },
    };
    QCOMPARE(sent.header, expected);
    QCOMPARE(sent.payload, request.body);

    request.headers.clear();
    QCOMPARE(requestFrame(request, QStringLiteral("1"))
                 .header.value(QLatin1String("payload_type"))
                 .toString(),
             QStringLiteral("application/json"));
    request.body.clear();
    request.url = urlOf(QStringLiteral("https://h.example:8443"));
    const QJsonObject bare = requestFrame(request, QStringLiteral("1")).header;
    QVERIFY(!bare.contains(QLatin1String("payload_type")));
    const QJsonObject http = bare.value(QLatin1String("http_request")).toObject();
    QCOMPARE(http.value(QLatin1String("path")).toString(), QStringLiteral("/"));
    QCOMPARE(http.value(QLatin1String("host")).toString(), QStringLiteral("h.example:8443"));
    QCOMPARE(http.value(QLatin1String("params")), QJsonValue(QJsonObject()));
}

void tst_twilsock_tunnel::writesParams_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QJsonObject>("params");
    const QString a = QStringLiteral("a");
    QTest::newRow("none") << QString() << QJsonObject();
    QTest::newRow("one") << QStringLiteral("?a=1") << QJsonObject { { a, QStringLiteral("1") } };
    QTest::newRow("two of a name")
        << QStringLiteral("?a=1&b=x&a=2")
        << QJsonObject { { a, QJsonArray { QStringLiteral("1"), QStringLiteral("2") } },
                         { QStringLiteral("b"), QStringLiteral("x") } };
    QTest::newRow("three of a name")
        << QStringLiteral("?a=1&a=2&a=3")
        << QJsonObject {
               { a, QJsonArray { QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3") } }
           };
    QTest::newRow("no value") << QStringLiteral("?a") << QJsonObject { { a, QStringLiteral("") } };
    QTest::newRow("empty value") << QStringLiteral("?a=")
                                 << QJsonObject { { a, QStringLiteral("") } };
    QTest::newRow("equals in the value")
        << QStringLiteral("?a=b=c") << QJsonObject { { a, QStringLiteral("b=c") } };
    QTest::newRow("percent-encoded")
        << QStringLiteral("?a=a%20key%26%3D%2B%C3%A9")
        << QJsonObject { { a, QStringLiteral("a%20key%26%3D%2B%C3%A9") } };
    QTest::newRow("percent-encoded name")
        << QStringLiteral("?a%20b=1")
        << QJsonObject { { QStringLiteral("a%20b"), QStringLiteral("1") } };
}

void tst_twilsock_tunnel::writesParams()
{
    QFETCH(QString, query);
    QFETCH(QJsonObject, params);
    QCOMPARE(paramsOf(urlOf(QStringLiteral("https://h.example/p") + query)), params);
}

void tst_twilsock_tunnel::keepsPercentEncoding()
{
    Request request;
    request.url
        = urlOf(QStringLiteral("https://h.example/Participants/a%40b.example/x%2Fy%20z/%C3%A9"));
    const QJsonObject http
        = requestFrame(request, {}).header.value(QLatin1String("http_request")).toObject();
    QCOMPARE(http.value(QLatin1String("path")).toString(),
             QStringLiteral("/Participants/a%40b.example/x%2Fy%20z/%C3%A9"));
}

void tst_twilsock_tunnel::readsTheReply()
{
    ConnectionBench bench;
    bench.connectWith(1);
    std::optional<Response> answer;
    bench.connection().send(Request {}, this, [&](const Response &response) { answer = response; });
    QVERIFY(!answer);
    bench.link().replyHttp(bench.link().lastFrame(QStringLiteral("message")), 201,
                           "{\"sid\":\"IM1\"}",
                           { { QStringLiteral("Content-Type"), QStringLiteral("application/json") },
                             { QStringLiteral("etag"), QStringLiteral("7") } });
    QVERIFY(answer);
    QVERIFY(answer->isSuccess());
    QCOMPARE(answer->httpStatus, 201);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->headers,
             (QJsonObject { { QStringLiteral("content-type"), QStringLiteral("application/json") },
                            { QStringLiteral("etag"), QStringLiteral("7") } }));
    QCOMPARE(answer->object().value(QLatin1String("sid")).toString(), QStringLiteral("IM1"));
}

void tst_twilsock_tunnel::readsThinReplies_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("httpStatus");
    QTest::newRow("no http_status") << QByteArray(R"("status":{"code":200})") << 200;
    QTest::newRow("nothing at all") << QByteArray(R"("x":null)") << 200;
    QTest::newRow("no status") << QByteArray(R"("http_status":{"code":404})") << 404;
    QTest::newRow("http_status as a number")
        << QByteArray(R"("status":{"code":200},"http_status":204)") << 204;
    QTest::newRow("no text in status")
        << QByteArray(R"("status":{"code":200},"http_status":{"code":404})") << 404;
}

void tst_twilsock_tunnel::readsThinReplies()
{
    QFETCH(QByteArray, fields);
    QFETCH(int, httpStatus);
    ConnectionBench bench;
    bench.connectWith(1);
    std::optional<Response> answer;
    bench.connection().send(Request {}, this, [&](const Response &response) { answer = response; });
    const QByteArray header = R"({"method":"reply","id":")"
        + bench.link().lastFrame(QStringLiteral("message")).id().toLatin1() + "\"," + fields + "}";
    bench.link().deliver("TWILSOCK V3.0 " + QByteArray::number(header.size()) + "\r\n" + header
                         + "\r\n");
    QVERIFY(answer);
    QCOMPARE(answer->failure, Failure::None);
    QCOMPARE(answer->httpStatus, httpStatus);
}

void tst_twilsock_tunnel::passesRefusalsOfTheTargetOn()
{
    ConnectionBench bench;
    bench.connectWith(1);
    std::optional<Response> answer;
    bench.connection().send(Request {}, this, [&](const Response &response) { answer = response; });
    bench.link().replyHttp(bench.link().lastFrame(QStringLiteral("message")), 429,
                           "{\"code\":50350}",
                           { { QStringLiteral("retry-after"), QStringLiteral("3") } });
    QVERIFY(answer);
    QCOMPARE(answer->failure,
             Failure::None); // the tunnel delivered; what the target says is not for us
    QVERIFY(!answer->isSuccess());
    QCOMPARE(answer->httpStatus, 429);
}

void tst_twilsock_tunnel::transportFailureCostsOnlyThatRequest()
{
    for (const int code : { 400, 401, 403, 404, 500, 502, 0 }) {
        ConnectionBench bench;
        bench.connectWith(1);
        std::optional<Response> answer;
        Request request;
        request.repeatable = true;
        bench.connection().send(request, this,
                                [&](const Response &response) { answer = response; });
        bench.link().reply(bench.link().lastFrame(QStringLiteral("message")), code, 51123);
        QVERIFY(answer);
        QCOMPARE(answer->failure, Failure::Transport);
        QCOMPARE(answer->status, code);
        QCOMPARE(answer->errorCode, 51123);
        QCOMPARE(bench.state(), State::Connected);
        QCOMPARE(bench.takeLog(), QStringList());
    }
}

QTEST_GUILESS_MAIN(tst_twilsock_tunnel)
#include "tst_twilsock_tunnel.moc"
