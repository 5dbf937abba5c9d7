// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"
#include "twilsock/clientframes.h"

#include <QTest>

using namespace parley;
using namespace parley::twilsock;
using namespace Qt::StringLiterals;
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
    request.url = urlOf(u"https://aim.us1.twilio.com/Client/v2/Services/IS1/Messages?Order=asc"_s);
    request.body = QByteArray("{\"body\":\"Grüße ☃\"}");
    request.headers.insert(u"content-type"_s, u"application/json; charset=utf-8"_s);
    request.headers.insert(u"X-Twilio-Mutation-Id"_s, u"m1"_s);
    bench.connection().send(request, this, [](const Response &) {});
    const Frame sent = bench.link().lastFrame(u"message"_s);
    QVERIFY(sent.id().startsWith(u"TM"_s));
    QJsonObject expected {
        { u"method"_s, u"message"_s },
        { u"id"_s, sent.id() },
        { u"active_grant"_s, u"ip_messaging"_s },
        { u"payload_size"_s, 22 },
        { u"payload_type"_s, u"application/json; charset=utf-8"_s },
        { u"http_request"_s,
          QJsonObject {
              { u"host"_s, u"aim.us1.twilio.com"_s },
              { u"path"_s, u"/Client/v2/Services/IS1/Messages"_s },
              { u"method"_s, u"POST"_s },
              { u"params"_s, QJsonObject { { u"Order"_s, u"asc"_s } } },
              { u"headers"_s,
                QJsonObject { { u"content-type"_s, u"application/json; charset=utf-8"_s },
                              { u"X-Twilio-Mutation-Id"_s, u"m1"_s } } },
          } },
    };
    QCOMPARE(sent.header, expected);
    QCOMPARE(sent.payload, request.body);

    request.headers.clear();
    QCOMPARE(requestFrame(request, u"1"_s).header.value("payload_type"_L1).toString(),
             u"application/json"_s);
    request.body.clear();
    request.url = urlOf(u"https://h.example:8443"_s);
    const QJsonObject bare = requestFrame(request, u"1"_s).header;
    QVERIFY(!bare.contains("payload_type"_L1));
    const QJsonObject http = bare.value("http_request"_L1).toObject();
    QCOMPARE(http.value("path"_L1).toString(), u"/"_s);
    QCOMPARE(http.value("host"_L1).toString(), u"h.example:8443"_s);
    QCOMPARE(http.value("params"_L1), QJsonValue(QJsonObject()));
}

void tst_twilsock_tunnel::writesParams_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QJsonObject>("params");
    const QString a = u"a"_s;
    QTest::newRow("none") << QString() << QJsonObject();
    QTest::newRow("one") << u"?a=1"_s << QJsonObject { { a, u"1"_s } };
    QTest::newRow("two of a name")
        << u"?a=1&b=x&a=2"_s
        << QJsonObject { { a, QJsonArray { u"1"_s, u"2"_s } }, { u"b"_s, u"x"_s } };
    QTest::newRow("three of a name")
        << u"?a=1&a=2&a=3"_s << QJsonObject { { a, QJsonArray { u"1"_s, u"2"_s, u"3"_s } } };
    QTest::newRow("no value") << u"?a"_s << QJsonObject { { a, u""_s } };
    QTest::newRow("empty value") << u"?a="_s << QJsonObject { { a, u""_s } };
    QTest::newRow("equals in the value") << u"?a=b=c"_s << QJsonObject { { a, u"b=c"_s } };
    QTest::newRow("percent-encoded")
        << u"?a=a%20key%26%3D%2B%C3%A9"_s << QJsonObject { { a, u"a%20key%26%3D%2B%C3%A9"_s } };
    QTest::newRow("percent-encoded name")
        << u"?a%20b=1"_s << QJsonObject { { u"a%20b"_s, u"1"_s } };
}

void tst_twilsock_tunnel::writesParams()
{
    QFETCH(QString, query);
    QFETCH(QJsonObject, params);
    QCOMPARE(paramsOf(urlOf(u"https://h.example/p"_s + query)), params);
}

void tst_twilsock_tunnel::keepsPercentEncoding()
{
    Request request;
    request.url = urlOf(u"https://h.example/Participants/a%40b.example/x%2Fy%20z/%C3%A9"_s);
    const QJsonObject http = requestFrame(request, {}).header.value("http_request"_L1).toObject();
    QCOMPARE(http.value("path"_L1).toString(), u"/Participants/a%40b.example/x%2Fy%20z/%C3%A9"_s);
}

void tst_twilsock_tunnel::readsTheReply()
{
    ConnectionBench bench;
    bench.connectWith(1);
    std::optional<Response> answer;
    bench.connection().send(Request {}, this, [&](const Response &response) { answer = response; });
    QVERIFY(!answer);
    bench.link().replyHttp(bench.link().lastFrame(u"message"_s), 201, "{\"sid\":\"IM1\"}",
                           { { u"Content-Type"_s, u"application/json"_s }, { u"etag"_s, u"7"_s } });
    QVERIFY(answer);
    QVERIFY(answer->isSuccess());
    QCOMPARE(answer->httpStatus, 201);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->headers,
             (QJsonObject { { u"content-type"_s, u"application/json"_s }, { u"etag"_s, u"7"_s } }));
    QCOMPARE(answer->object().value("sid"_L1).toString(), u"IM1"_s);
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
        + bench.link().lastFrame(u"message"_s).id().toLatin1() + "\"," + fields + "}";
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
    bench.link().replyHttp(bench.link().lastFrame(u"message"_s), 429, "{\"code\":50350}",
                           { { u"retry-after"_s, u"3"_s } });
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
        bench.link().reply(bench.link().lastFrame(u"message"_s), code, 51123);
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
