// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mediafixture.h"

#include "localservice/media/mediaservice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace parley;
using namespace parley::localservice;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 megabyte = 1024LL * 1024;

} // namespace

class tst_LocalServiceMedia : public MediaFixture
{
    Q_OBJECT

private Q_SLOTS:
    void uploadsAndLooksUp();
    void takesAForm();
    void refusesUploads_data();
    void refusesUploads();
    void refusesControlCharactersInTheType_data();
    void refusesControlCharactersInTheType();
    void refusesTokens_data();
    void refusesTokens();
    void refusesLargeBodiesBeforeTheyCome_data();
    void refusesLargeBodiesBeforeTheyCome();
    void refusesBodiesOfUnknownLength();
    void addressRunsOut();
    void addressIsGoodForOneFileOnly();
    void looksUpMany();
    void strangePaths_data();
    void strangePaths();
    void webPagesMayAsk();
};

void tst_LocalServiceMedia::uploadsAndLooksUp()
{
    const QByteArray bytes = QByteArray("\x00\x01\xff pixels", 10);
    const Answer made = upload(m_aliceToken, bytes, u"menü + 50%.png"_s, "image/png");
    QCOMPARE(made.status, 201);
    QVERIFY(made.headers.value("content-type").startsWith("application/json"));
    const QJsonObject record = made.json;
    QVERIFY(made.sid().startsWith(u"ME"_s));
    QCOMPARE(record.value(u"filename"_s).toString(), u"menü + 50%.png"_s);
    QCOMPARE(record.value(u"content_type"_s).toString(), u"image/png"_s);
    QCOMPARE(record.value(u"size"_s).toInt(), 10);
    QCOMPARE(record.value(u"author"_s).toString(), u"alice"_s);
    QVERIFY(record.value(u"message_sid"_s).isNull());

    const Answer again = http("GET", QUrl(m_media + u'/' + made.sid()), m_aliceToken);
    QCOMPARE(again.status, 200);
    const QJsonObject links = again.json.value(u"links"_s).toObject();
    const Answer direct = http("GET", QUrl(links.value(u"content_direct_temporary"_s).toString()));
    QCOMPARE(direct.status, 200);
    QCOMPARE(direct.body, bytes);
    QCOMPARE(direct.headers.value("content-type"), QByteArray("image/png"));
    QCOMPARE(direct.headers.value("x-content-type-options"), QByteArray("nosniff"));
    QVERIFY(direct.headers.value("content-disposition").startsWith("attachment; filename="));
    const Answer permanent = http("GET", at(links.value(u"content"_s).toString()), m_aliceToken);
    QCOMPARE(permanent.body, bytes);
    QCOMPARE(http("GET", at(links.value(u"content"_s).toString())).status, 401);

    const QByteArray large(qsizetype(MediaService::MaxFileBytes), 'x'); // as large as is allowed
    QCOMPARE(upload(m_aliceToken, large).status, 201);
}

void tst_LocalServiceMedia::takesAForm()
{
    const QByteArray form = "--limit\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello"
                            "\r\n--limit\r\nContent-Disposition: form-data; name=\"f\"; "
                            "filename=\"caf\xc3\xa9.txt\"\r\nContent-Type: text/plain\r\n\r\n"
                            "the file\r\nin lines\r\n--limit--\r\n";
    const Answer made = http("POST", QUrl(m_media + u"?Category=media"_s), m_aliceToken, form,
                             "multipart/form-data; boundary=limit");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json.value(u"filename"_s).toString(), u"café.txt"_s);
    QCOMPARE(made.json.value(u"content_type"_s).toString(), u"text/plain"_s);
    QCOMPARE(made.json.value(u"size"_s).toInt(), int(qstrlen("the file\r\nin lines")));
}

void tst_LocalServiceMedia::refusesUploads_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    const QByteArray text("text/plain");
    QTest::newRow("empty") << u""_s << QByteArray() << text << 400 << 50506;
    QTest::newRow("no type") << u""_s << QByteArray("x") << QByteArray("plain") << 400 << 50511;
    QTest::newRow("unknown category")
        << u"Category=secret"_s << QByteArray("x") << text << 400 << 50510;
    QTest::newRow("name too long")
        << u"Filename="_s + QString(300, u'n') << QByteArray("x") << text << 400 << 50509;
    QTest::newRow("a form without file")
        << u""_s << QByteArray("--b\r\n\r\n\r\n--b--")
        << QByteArray("multipart/form-data; boundary=b") << 400 << 50509;
    QTest::newRow("a form without boundary")
        << u""_s << QByteArray("x") << QByteArray("multipart/form-data") << 400 << 50509;
    QTest::newRow("a form that ends early")
        << u""_s << QByteArray("--b\r\nContent-Disposition: form-data; filename=\"x\"\r\n\r\nabc")
        << QByteArray("multipart/form-data; boundary=b") << 400 << 50509;
    QTest::newRow("too large") << u""_s
                               << QByteArray(qsizetype(MediaService::MaxFileBytes) + 1, 'x') << text
                               << 413 << 50512;
}

void tst_LocalServiceMedia::refusesUploads()
{
    QFETCH(QString, query);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    const Answer answer = http("POST", QUrl(m_media + u'?' + query), m_aliceToken, body, type);
    QTEST(answer.status, "status");
    QTEST(answer.code(), "code");
    QVERIFY(files().isEmpty());
}

/// Written by hand, since Qt's own client sends no such header.
void tst_LocalServiceMedia::refusesControlCharactersInTheType_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("start"); // of the answer
    QTest::newRow("none") << QByteArray("text/plain") << QByteArray("HTTP/1.1 201 ");
    QTest::newRow("delete") << QByteArray("text/plain\x7f") << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("bell") << QByteArray("text/plain; a=\x07") << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("a line end") << QByteArray("text/plain; a=\rX-Evil: 1")
                                << QByteArray("HTTP/1.1 400 ");
}

void tst_LocalServiceMedia::refusesControlCharactersInTheType()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, start);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(QUrl(m_media).port()));
    socket.write("POST " + QUrl(m_media).path().toLatin1()
                 + " HTTP/1.1\r\nHost: localhost\r\nX-Twilio-Token: " + m_aliceToken
                 + "\r\nContent-Type: " + type + "\r\nContent-Length: 1\r\n\r\nx");
    QTRY_VERIFY_WITH_TIMEOUT(socket.bytesAvailable() > start.size(), 30'000);
    QCOMPARE(socket.peek(start.size()), start);
    QCOMPARE(files().isEmpty(), !start.contains("201"));
}

void tst_LocalServiceMedia::refusesTokens_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("code");
    QTest::newRow("none") << u"none"_s << 20101;
    QTest::newRow("garbage") << u"garbage"_s << 20101;
    QTest::newRow("run out") << u"expired"_s << 20104;
}

void tst_LocalServiceMedia::refusesTokens()
{
    QFETCH(QString, kind);
    const Answer made = upload(m_aliceToken, "x");
    QByteArray used;
    if (kind == u"garbage"_s)
        used = "a.b.c";
    if (kind == u"expired"_s) {
        used = m_aliceToken;
        m_clock->advance(24h);
    }
    const Answer post = upload(used, "x");
    QCOMPARE(post.status, 401);
    QTEST(post.code(), "code");
    QCOMPARE(http("GET", QUrl(m_media + u'/' + made.sid()), used).status, 401);
    QCOMPARE(http("POST", QUrl(m_media + u"Set"_s), used, "{}", "application/json").status, 401);
    // The answer comes also when the body is so large that it is not read.
    const Answer large = upload(used, QByteArray(2 * megabyte, 'x'));
    QCOMPARE(large.status, 401);
    QTEST(large.code(), "code");
}

void tst_LocalServiceMedia::refusesLargeBodiesBeforeTheyCome_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("too large a file")
        << QByteArray("POST {M} HTTP/1.1\r\nX-Twilio-Token: {T}\r\n") << QByteArray("413");
    QTest::newRow("no token") << QByteArray("POST {M} HTTP/1.1\r\n") << QByteArray("401");
    QTest::newRow("token end point") << QByteArray("POST /token HTTP/1.1\r\n") << QByteArray("413");
    QTest::newRow("a body of a GET")
        << QByteArray("GET {M} HTTP/1.1\r\nX-Twilio-Token: {T}\r\n") << QByteArray("413");
}

void tst_LocalServiceMedia::refusesLargeBodiesBeforeTheyCome()
{
    QFETCH(QByteArray, head);
    head.replace("{M}", QUrl(m_media).path().toLatin1());
    head.replace("{T}", m_aliceToken);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(socket.waitForConnected());
    socket.write(head
                 + "Host: localhost\r\nContent-Type: text/plain\r\nContent-Length: 30000000"
                   "\r\n\r\nbeginning");
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    QTEST(socket.peek(12).mid(9), "status");
}

void tst_LocalServiceMedia::refusesBodiesOfUnknownLength()
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(socket.waitForConnected());
    socket.write("POST " + QUrl(m_media).path().toLatin1() + " HTTP/1.1\r\nX-Twilio-Token: "
                 + m_aliceToken + "\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    QCOMPARE(socket.peek(12).mid(9), QByteArray("411"));
}

void tst_LocalServiceMedia::addressRunsOut()
{
    const QJsonObject links = upload(m_aliceToken, "x").json.value(u"links"_s).toObject();
    const QUrl direct(links.value(u"content_direct_temporary"_s).toString());
    m_clock->advance(MediaService::AddressLife - 1s);
    QCOMPARE(http("GET", direct).status, 200);
    m_clock->advance(1s);
    QCOMPARE(http("GET", direct).status, 403);
    QUrl later = direct;
    QUrlQuery query(direct);
    query.removeQueryItem(u"Expires"_s);
    query.addQueryItem(u"Expires"_s, u"99999999999"_s);
    later.setQuery(query);
    QCOMPARE(http("GET", later).status, 403); // the moment is signed too
}

void tst_LocalServiceMedia::addressIsGoodForOneFileOnly()
{
    const Answer one = upload(m_aliceToken, "one");
    const Answer other = upload(m_aliceToken, "other");
    QUrl url(one.json.value(u"links"_s).toObject().value(u"content_direct_temporary"_s).toString());
    url.setPath(url.path().replace(one.sid(), other.sid()));
    QCOMPARE(http("GET", url).status, 403);
}

void tst_LocalServiceMedia::looksUpMany()
{
    const QString sid = upload(m_aliceToken, "one").sid();
    const QString foreign = upload(m_bobToken, "other").sid();
    const auto ask = [this](const QJsonObject &body) {
        return http("POST", QUrl(m_media + u"Set"_s), m_aliceToken, QJsonDocument(body).toJson(),
                    "application/json");
    };
    const Answer answer = ask({ { u"command"_s, u"get"_s },
                                { u"list"_s,
                                  QJsonArray { QJsonObject { { u"media_sid"_s, sid } },
                                               QJsonObject { { u"media_sid"_s, foreign } } } } });
    QCOMPARE(answer.status, 200);
    const QJsonArray list = QJsonDocument::fromJson(answer.body).array();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list.at(0).toObject().value(u"code"_s).toInt(), 200);
    QVERIFY(list.at(0)
                .toObject()
                .value(u"media_record"_s)
                .toObject()
                .value(u"links"_s)
                .toObject()
                .contains(u"content_direct_temporary"_s));
    QCOMPARE(list.at(1).toObject().value(u"code"_s).toInt(), 404);
    QCOMPARE(ask({ { u"command"_s, u"delete"_s } }).status, 400);
    QCOMPARE(
        http("POST", QUrl(m_media + u"Set"_s), m_aliceToken, "{broken", "application/json").status,
        400);
}

void tst_LocalServiceMedia::strangePaths_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path"); // behind /v1/Services/IS…
    QTest::addColumn<int>("status");
    QTest::newRow("delete") << QByteArray("DELETE") << u"/Media/{sid}"_s << 405;
    QTest::newRow("list of all") << QByteArray("GET") << u"/Media"_s << 405;
    QTest::newRow("way upwards") << QByteArray("GET") << u"/Media/%2e%2e%2fservice.sqlite"_s << 404;
    QTest::newRow("way upwards, content")
        << QByteArray("GET") << u"/Media/..%2Fservice.sqlite/Content"_s << 404;
    QTest::newRow("sql") << QByteArray("GET") << u"/Media/' OR '1'='1"_s << 404;
    QTest::newRow("nothing such") << QByteArray("GET") << u"/Files"_s << 404;
    QTest::newRow("too deep") << QByteArray("GET") << u"/Media/{sid}/Content/x"_s << 404;
    QTest::newRow("write to the content") << QByteArray("POST") << u"/Media/{sid}/Content"_s << 405;
    QTest::newRow("no sid") << QByteArray("GET") << u"/Media/"_s << 404;
}

void tst_LocalServiceMedia::strangePaths()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    path.replace(u"{sid}"_s, upload(m_aliceToken, "x").sid());
    const QString service = m_media.chopped(int(qstrlen("/Media")));
    const Answer answer = http(method, QUrl(service + path), m_aliceToken);
    QTEST(answer.status, "status");
    QCOMPARE(files().size(), 1);
    QCOMPARE(http("GET", QUrl(m_base + u"/v1/Services/IS0/Media"_s), m_aliceToken).status, 404);
}

void tst_LocalServiceMedia::webPagesMayAsk()
{
    const Answer asked = http("OPTIONS", QUrl(m_media));
    QCOMPARE(asked.status, 204);
    QCOMPARE(asked.headers.value("access-control-allow-origin"), QByteArray("*"));
    QVERIFY(asked.headers.value("access-control-allow-headers").contains("X-Twilio-Token"));
    QCOMPARE(upload(m_aliceToken, "x").headers.value("access-control-allow-origin"),
             QByteArray("*"));
}

QTEST_GUILESS_MAIN(tst_LocalServiceMedia)
#include "tst_localservice_media.moc"
