// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include "localservice/mediaservice.h"
#include "support/fakeclock.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 megabyte = 1024LL * 1024;

} // namespace

class tst_LocalServiceMedia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void uploadsAndLooksUp();
    void takesAForm();
    void refusesUploads_data();
    void refusesUploads();
    void refusesTokens_data();
    void refusesTokens();
    void refusesLargeBodiesBeforeTheyCome_data();
    void refusesLargeBodiesBeforeTheyCome();
    void refusesBodiesOfUnknownLength();
    void messageCarriesMedia();
    void oldClientsSendOne();
    void refusesMessages_data();
    void refusesMessages();
    void othersSeeOnlyWhatWasSentToThem();
    void addressRunsOut();
    void addressIsGoodForOneFileOnly();
    void looksUpMany();
    void goesWithItsMessage();
    void goesWithItsConversation();
    void unsentMediaAreForgottenAfterADay();
    void foreignFilesStay_data();
    void foreignFilesStay();
    void filesAreForTheOwnerAlone();
    void strangePaths_data();
    void strangePaths();
    void webPagesMayAsk();

private:
    struct Answer
    {
        int status = 0;
        QByteArray body {};
        QJsonObject json {};
        QHash<QByteArray, QByteArray> headers {};

        [[nodiscard]] int code() const { return json.value(u"code"_s).toInt(); }
        [[nodiscard]] QString sid() const { return json.value(u"sid"_s).toString(); }
    };

    void start();
    [[nodiscard]] Answer http(const QByteArray &method, const QUrl &url,
                              const QByteArray &token = {}, const QByteArray &body = {},
                              const QByteArray &contentType = {});
    [[nodiscard]] Answer upload(const QByteArray &token, const QByteArray &bytes,
                                const QString &name = u"a.txt"_s,
                                const QByteArray &type = "text/plain");
    [[nodiscard]] QByteArray token(const QString &user);
    [[nodiscard]] QUrl at(const QString &path) const { return QUrl(m_base + path); }
    /// What the tunnel answers.
    [[nodiscard]] QJsonObject ask(test::RawClient &client, const QByteArray &method,
                                  const QString &path, const QJsonObject &body = {});
    [[nodiscard]] QStringList files() const;

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalService> m_service;
    QNetworkAccessManager m_network;
    std::unique_ptr<test::RawClient> m_alice;
    QByteArray m_aliceToken;
    QByteArray m_bobToken;
    QString m_base; // http://127.0.0.1:…
    QString m_media; // …/v1/Services/IS…/Media
    QString m_api; // /Client/v2/Services/IS…
    QString m_conversation;
};

void tst_LocalServiceMedia::init()
{
    m_clock = std::make_unique<test::FakeClock>();
    m_folder = std::make_unique<QTemporaryDir>();
    start();
    m_aliceToken = token(u"alice"_s);
    m_bobToken = token(u"bob"_s);
    m_alice = std::make_unique<test::RawClient>(m_service->serviceUrl());
    QVERIFY(m_alice->waitOpen());
    QCOMPARE(m_alice->init(m_aliceToken).value(u"status"_s).toObject().value(u"code"_s).toInt(),
             200);
    const QJsonObject configuration = ask(*m_alice, "GET", u"/Client/v2/Configuration"_s);
    const QJsonObject links = configuration.value(u"links"_s).toObject();
    m_media = links.value(u"media_service"_s).toString();
    QVERIFY(m_media.startsWith(m_base + u"/v1/Services/IS"_s));
    m_api = QUrl(links.value(u"users"_s).toString()).path().chopped(6);
    m_conversation = ask(*m_alice, "POST", m_api + u"/Conversations"_s).value(u"sid"_s).toString();
    static_cast<void>(ask(*m_alice, "POST",
                          m_api + u"/Conversations/"_s + m_conversation + u"/Participants"_s,
                          { { u"identity"_s, u"alice"_s } }));
}

void tst_LocalServiceMedia::start()
{
    m_service.reset();
    Config config;
    config.databasePath = m_folder->filePath(u"data/service.sqlite"_s);
    config.accounts = { { u"alice"_s, u"secret"_s }, { u"bob"_s, u"secret"_s } };
    config.demoData = false;
    config.tokenTtl = 24h;
    m_service = std::make_unique<LocalService>(config, *m_clock);
    QVERIFY2(m_service->start(), qPrintable(m_service->errorString()));
    m_base = u"http://127.0.0.1:%1"_s.arg(m_service->tokenUrl().port());
}

void tst_LocalServiceMedia::cleanup()
{
    m_alice.reset();
    m_service.reset();
    m_network.clearConnectionCache();
    m_folder.reset();
    m_clock.reset();
}

QByteArray tst_LocalServiceMedia::token(const QString &user)
{
    QUrl url = m_service->tokenUrl();
    url.setQuery(u"identity=%1&password=secret"_s.arg(user));
    return test::request(m_network, "GET", url).body;
}

tst_LocalServiceMedia::Answer tst_LocalServiceMedia::http(const QByteArray &method, const QUrl &url,
                                                          const QByteArray &token,
                                                          const QByteArray &body,
                                                          const QByteArray &contentType)
{
    QNetworkRequest call(url);
    if (!token.isEmpty())
        call.setRawHeader("X-Twilio-Token", token);
    if (!contentType.isEmpty())
        call.setRawHeader("Content-Type", contentType);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(call, method, body));
    Answer answer;
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(30'000))
        return answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    answer.json = QJsonDocument::fromJson(answer.body).object();
    const auto pairs = reply->rawHeaderPairs();
    for (const auto &pair : pairs)
        answer.headers.insert(pair.first.toLower(), pair.second);
    return answer;
}

tst_LocalServiceMedia::Answer tst_LocalServiceMedia::upload(const QByteArray &token,
                                                            const QByteArray &bytes,
                                                            const QString &name,
                                                            const QByteArray &type)
{
    QUrl url(m_media);
    url.setQuery(u"Category=media&Filename="_s + QString::fromLatin1(QUrl::toPercentEncoding(name)),
                 QUrl::StrictMode);
    return http("POST", url, token, bytes, type);
}

QJsonObject tst_LocalServiceMedia::ask(test::RawClient &client, const QByteArray &method,
                                       const QString &path, const QJsonObject &body)
{
    return client.ask(method, path, body).payloadObject();
}

QStringList tst_LocalServiceMedia::files() const
{
    return QDir(m_folder->filePath(u"data/service.sqlite.media"_s)).entryList(QDir::Files);
}

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
    QTest::newRow("a second header in the type")
        << u""_s << QByteArray("x") << QByteArray("text/plain\x7f") << 400 << 50511;
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

void tst_LocalServiceMedia::messageCarriesMedia()
{
    const QString first = upload(m_aliceToken, "one", u"1.txt"_s).sid();
    const QString second = upload(m_aliceToken, "second", u"2.png"_s, "image/png").sid();
    const QString path = m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s;
    const QJsonObject answer
        = ask(*m_alice, "POST", path,
              { { u"body"_s, u"see"_s }, { u"media_sids"_s, QJsonArray { first, second } } });
    const QString message = answer.value(u"sid"_s).toString();
    QVERIFY(message.startsWith(u"IM"_s));
    const QJsonObject item
        = ask(*m_alice, "GET", u"/v3/Lists/%1.messages/Items/0"_s.arg(m_conversation))
              .value(u"data"_s)
              .toObject();
    QCOMPARE(item.value(u"type"_s).toString(), u"media"_s);
    QCOMPARE(item.value(u"text"_s).toString(), u"see"_s);
    QVERIFY(!item.contains(u"media"_s)); // one only
    const QJsonArray medias = item.value(u"medias"_s).toArray();
    QCOMPARE(medias.size(), 2);
    const QJsonObject picture = medias.at(1).toObject();
    QCOMPARE(picture,
             (QJsonObject { { u"sid"_s, second },
                            { u"category"_s, u"media"_s },
                            { u"filename"_s, u"2.png"_s },
                            { u"contentType"_s, u"image/png"_s },
                            { u"size"_s, 6 } }));
    const Answer record = http("GET", QUrl(m_media + u'/' + first), m_aliceToken);
    QCOMPARE(record.json.value(u"message_sid"_s).toString(), message);
    QCOMPARE(record.json.value(u"channel_sid"_s).toString(), m_conversation);
}

void tst_LocalServiceMedia::oldClientsSendOne()
{
    const QString sid = upload(m_aliceToken, "one", u"1.txt"_s).sid();
    static_cast<void>(ask(*m_alice, "POST",
                          m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s,
                          { { u"media_sid"_s, sid } }));
    const QJsonObject item
        = ask(*m_alice, "GET", u"/v3/Lists/%1.messages/Items/0"_s.arg(m_conversation))
              .value(u"data"_s)
              .toObject();
    QCOMPARE(item.value(u"media"_s).toObject().value(u"sid"_s).toString(), sid);
    QCOMPARE(item.value(u"medias"_s).toArray().size(), 1);
    QVERIFY(item.value(u"text"_s).isNull());
}

void tst_LocalServiceMedia::refusesMessages_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<int>("code");
    QTest::newRow("unknown") << QStringList { u"ME0ed1a0000ed1a0000ed1a0000ed1a000"_s } << 50507;
    QTest::newRow("of somebody else") << QStringList { u"{bob}"_s } << 50507;
    QTest::newRow("sent already") << QStringList { u"{sent}"_s } << 50508;
    QTest::newRow("twice in one") << QStringList { u"{new}"_s, u"{new}"_s } << 50508;
    QTest::newRow("no sid at all") << QStringList { u"../service.sqlite"_s } << 50507;
    QTest::newRow("too many") << QStringList(11, u"{new}"_s) << 50512;
}

void tst_LocalServiceMedia::refusesMessages()
{
    QFETCH(QStringList, names);
    const QString path = m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s;
    const QString sent = upload(m_aliceToken, "sent").sid();
    static_cast<void>(ask(*m_alice, "POST", path, { { u"media_sids"_s, QJsonArray { sent } } }));
    names.replaceInStrings(u"{bob}"_s, upload(m_bobToken, "bob's").sid());
    names.replaceInStrings(u"{sent}"_s, sent);
    names.replaceInStrings(u"{new}"_s, upload(m_aliceToken, "new").sid());
    const QJsonObject answer
        = ask(*m_alice, "POST", path, { { u"media_sids"_s, QJsonArray::fromStringList(names) } });
    QTEST(answer.value(u"code"_s).toInt(), "code");
    const QJsonObject page
        = ask(*m_alice, "GET", u"/v3/Lists/%1.messages/Items"_s.arg(m_conversation));
    QCOMPARE(page.value(u"items"_s).toArray().size(), 1);
}

void tst_LocalServiceMedia::othersSeeOnlyWhatWasSentToThem()
{
    const QString sid = upload(m_aliceToken, "x").sid();
    const QUrl url(m_media + u'/' + sid);
    QCOMPARE(http("GET", url, m_bobToken).status, 404);
    const QString path = m_api + u"/Conversations/"_s + m_conversation;
    static_cast<void>(
        ask(*m_alice, "POST", path + u"/Messages"_s, { { u"media_sids"_s, QJsonArray { sid } } }));
    QCOMPARE(http("GET", url, m_bobToken).status, 404); // in a foreign conversation
    static_cast<void>(
        ask(*m_alice, "POST", path + u"/Participants"_s, { { u"identity"_s, u"bob"_s } }));
    QCOMPARE(http("GET", url, m_bobToken).status, 200);
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

void tst_LocalServiceMedia::goesWithItsMessage()
{
    const QString path = m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s;
    const Answer made = upload(m_aliceToken, "x");
    const QString message
        = ask(*m_alice, "POST", path, { { u"media_sids"_s, QJsonArray { made.sid() } } })
              .value(u"sid"_s)
              .toString();
    QCOMPARE(files(), QStringList { made.sid() });
    static_cast<void>(m_alice->ask("DELETE", path + u'/' + message));
    QCOMPARE(files(), QStringList());
    QCOMPARE(http("GET", QUrl(m_media + u'/' + made.sid()), m_aliceToken).status, 404);
    const QString direct
        = made.json.value(u"links"_s).toObject().value(u"content_direct_temporary"_s).toString();
    QCOMPARE(http("GET", QUrl(direct)).status, 404);
}

void tst_LocalServiceMedia::goesWithItsConversation()
{
    const QString path = m_api + u"/Conversations/"_s + m_conversation;
    const QString sid = upload(m_aliceToken, "x").sid();
    static_cast<void>(
        ask(*m_alice, "POST", path + u"/Messages"_s, { { u"media_sids"_s, QJsonArray { sid } } }));
    QCOMPARE(files(), QStringList { sid });
    static_cast<void>(m_alice->ask("DELETE", path));
    QCOMPARE(files(), QStringList());
}

void tst_LocalServiceMedia::unsentMediaAreForgottenAfterADay()
{
    const QString unsent = upload(m_aliceToken, "x").sid();
    const QString sent = upload(m_aliceToken, "y").sid();
    static_cast<void>(ask(*m_alice, "POST",
                          m_api + u"/Conversations/"_s + m_conversation + u"/Messages"_s,
                          { { u"media_sids"_s, QJsonArray { sent } } }));
    m_clock->advance(23h);
    QCOMPARE(files().size(), 2);
    m_clock->advance(2h);
    QCOMPARE(files(), QStringList { sent });
    // What a crash has left behind goes at the next start; what is known stays.
    QFile orphan(
        m_folder->filePath(u"data/service.sqlite.media/ME0ed1a0000ed1a0000ed1a0000ed1a000"_s));
    QVERIFY(orphan.open(QIODevice::WriteOnly));
    orphan.close();
    m_alice.reset();
    start();
    QCOMPARE(files(), QStringList { sent });
    QCOMPARE(
        http("GET", QUrl(m_base + QUrl(m_media).path() + u'/' + sent), token(u"alice"_s)).status,
        200);
}

void tst_LocalServiceMedia::foreignFilesStay_data()
{
    QTest::addColumn<QString>("name"); // below the service's folder
    QTest::addColumn<bool>("stays");
    const QString folder = u"data/service.sqlite.media/"_s;
    QTest::newRow("half written") << folder + u"ME0ed1a0000ed1a0000ed1a0000ed1a000.aB3xYz"_s
                                  << false;
    QTest::newRow("begins like ours") << folder + u"MEmories.mp4"_s << true;
    QTest::newRow("in small letters") << folder + u"meadow.jpg"_s << true;
    QTest::newRow("longer than ours") << folder + u"ME0ed1a0000ed1a0000ed1a0000ed1a0001"_s << true;
    QTest::newRow("of a database with another ending")
        << u"data/service.db.media/ME0ed1a0000ed1a0000ed1a0000ed1a000"_s << true;
    QTest::newRow("of a folder without ending")
        << u"data/service.media/ME0ed1a0000ed1a0000ed1a0000ed1a000"_s << true;
}

void tst_LocalServiceMedia::foreignFilesStay()
{
    QFETCH(QString, name);
    const QFileInfo place(m_folder->filePath(name));
    QVERIFY(QDir().mkpath(place.path()));
    QFile file(place.filePath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_alice.reset();
    start();
    QTEST(QFileInfo::exists(place.filePath()), "stays");
}

void tst_LocalServiceMedia::filesAreForTheOwnerAlone()
{
    const QString sid = upload(m_aliceToken, "x").sid();
    const QString folder = m_folder->filePath(u"data/service.sqlite.media"_s);
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(folder).permissions() & others));
    QVERIFY(!(QFileInfo(folder + u'/' + sid).permissions() & (others | QFile::ExeOwner)));
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
