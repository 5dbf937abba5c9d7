// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include "localservice/tokens/failurelimiter.h"
#include "support/fakeclock.h"
#include "token/accesstoken.h"

#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <memory>
#include <vector>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_LocalServiceEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersBasic();
    void answersBearerAndRotates();
    void keepsTheOldSessionUntilTheNewOneIsUsed();
    void repeatsTheAnswerForAnIdempotencyKey();
    void repeatsNoAnswerThatIsWorthNothing_data();
    void repeatsNoAnswerThatIsWorthNothing();
    void answersQueryWithTheBareToken();
    void takesTtl_data();
    void takesTtl();
    void endsSessions();
    void refuses_data();
    void refuses();
    void slowsDownGuessing();
    void guessesAtOnceKeepNoOwnerOut();
    void madeUpNamesCloseNothing();
    void pagesOfOtherSitesAreRefused_data();
    void pagesOfOtherSitesAreRefused();
    void doesNotSlowDownTheRightPassword();
    void saysTheDate();
    void faults_data();
    void faults();
    void hangs();
    void survivesClientsThatLeave();
    void goesDownAndComesBack();
    void cutsRequestsThatAreTooLarge();
    void answersToLoopbackNamesOnly_data();
    void answersToLoopbackNamesOnly();
    void headsHaveOneMeaning_data();
    void headsHaveOneMeaning();

private:
    [[nodiscard]] test::HttpAnswer post(const QByteArray &authorization, const QByteArray &key = {},
                                        const QString &query = {});
    [[nodiscard]] static std::optional<AccessToken> tokenOf(const QByteArray &jwt);
    [[nodiscard]] static QByteArray bearer(const test::HttpAnswer &answer)
    {
        return "Bearer " + answer.json.value(u"session"_s).toString().toLatin1();
    }

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<LocalService> m_service;
    QNetworkAccessManager m_network;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_networks;
};

void tst_LocalServiceEndpoint::init()
{
    m_clock = std::make_unique<test::FakeClock>();
    Config config;
    config.databasePath = u":memory:"_s;
    config.demoData = false;
    config.accounts = { { u"alice"_s, u"pass:word"_s }, { u"bØb"_s, u"ß"_s } };
    m_service = std::make_unique<LocalService>(config, *m_clock);
    QVERIFY2(m_service->start(), qPrintable(m_service->errorString()));
}

void tst_LocalServiceEndpoint::cleanup()
{
    m_network.clearConnectionCache();
    m_service.reset();
}

test::HttpAnswer tst_LocalServiceEndpoint::post(const QByteArray &authorization,
                                                const QByteArray &key, const QString &query)
{
    QUrl url = m_service->tokenUrl();
    url.setQuery(query);
    return test::request(m_network, "POST", url, authorization, key);
}

std::optional<AccessToken> tst_LocalServiceEndpoint::tokenOf(const QByteArray &jwt)
{
    const auto parsed = AccessToken::parse(jwt);
    const auto *const token = std::get_if<AccessToken>(&parsed);
    return token ? std::optional(*token) : std::nullopt;
}

void tst_LocalServiceEndpoint::answersBasic()
{
    const auto answer = post(test::basic("alice", "pass:word"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(answer.headers.value("cache-control"), QByteArray("no-store"));
    QCOMPARE(answer.json.value(u"identity"_s).toString(), u"alice"_s);
    QVERIFY(answer.json.value(u"session"_s).toString().size() >= 40);
    const auto token = tokenOf(answer.json.value(u"token"_s).toString().toLatin1());
    QVERIFY(token);
    QCOMPARE(token->identity(), u"alice"_s);
    QCOMPARE(token->lifetime(), std::optional<std::chrono::milliseconds>(1h));
    QCOMPARE(post(test::basic("b\xc3\x98"
                              "b",
                              "\xc3\x9f"))
                 .status,
             200);
}

void tst_LocalServiceEndpoint::answersBearerAndRotates()
{
    const auto first = post(test::basic("alice", "pass:word"));
    const auto second = post(bearer(first));
    QCOMPARE(second.status, 200);
    QCOMPARE(second.json.value(u"identity"_s).toString(), u"alice"_s);
    QVERIFY(bearer(second) != bearer(first));
    QVERIFY(second.json.value(u"token"_s) != first.json.value(u"token"_s));
}

void tst_LocalServiceEndpoint::keepsTheOldSessionUntilTheNewOneIsUsed()
{
    const auto first = post(test::basic("alice", "pass:word"));
    const auto lost = post(bearer(first)); // say its answer never arrived
    const auto second = post(bearer(first));
    QCOMPARE(second.status, 200);
    QCOMPARE(post(bearer(second)).status, 200); // first use: the old one and its other child end
    QCOMPARE(post(bearer(first)).status, 401);
    QCOMPARE(post(bearer(lost)).status, 401);
    QCOMPARE(post(bearer(second)).status, 200); // still the newest one that was used
}

void tst_LocalServiceEndpoint::repeatsTheAnswerForAnIdempotencyKey()
{
    const auto first = post(test::basic("alice", "pass:word"), "key-1");
    const auto again = post(test::basic("alice", "pass:word"), "key-1");
    QCOMPARE(again.body, first.body);
    QVERIFY(post(test::basic("alice", "pass:word"), "key-2").body != first.body);
    const auto third = post(bearer(first), "key-3");
    QCOMPARE(post(bearer(first), "key-3").body, third.body);
    // A key opens nothing without the credential it was used with.
    QCOMPARE(post(test::basic("alice", "wrong"), "key-1").status, 401);
    QVERIFY(post(test::basic("b\xc3\x98"
                             "b",
                             "\xc3\x9f"),
                 "key-1")
                .body
            != first.body);
    m_clock->advance(10min);
    QVERIFY(post(test::basic("alice", "pass:word"), "key-1").body != first.body);
}

void tst_LocalServiceEndpoint::repeatsNoAnswerThatIsWorthNothing_data()
{
    QTest::addColumn<QString>("meanwhile");
    QTest::newRow("signed out") << u"sign out"_s;
    QTest::newRow("its session was replaced, and the new one used") << u"rotate"_s;
    QTest::newRow("its token has expired") << u"wait"_s;
}

void tst_LocalServiceEndpoint::repeatsNoAnswerThatIsWorthNothing()
{
    QFETCH(QString, meanwhile);
    const auto ask = [this] { return post(test::basic("alice", "pass:word"), "key", u"ttl=60"_s); };
    const auto first = ask();
    if (meanwhile == u"sign out"_s) {
        const QUrl url = m_service->tokenUrl();
        QCOMPARE(test::request(m_network, "DELETE", url, bearer(first)).status, 204);
    } else if (meanwhile == u"rotate"_s) {
        QCOMPARE(post(bearer(post(bearer(first)))).status, 200);
    } else {
        m_clock->advance(60s);
    }
    const auto again = ask();
    QCOMPARE(again.status, 200);
    QVERIFY(bearer(again) != bearer(first));
    QVERIFY(again.json.value(u"token"_s) != first.json.value(u"token"_s));
    QCOMPARE(ask().body, again.body); // which is the answer for this key from now on
    QCOMPARE(post(bearer(again)).status, 200);
}

void tst_LocalServiceEndpoint::answersQueryWithTheBareToken()
{
    QUrl url = m_service->tokenUrl();
    url.setQuery(u"identity=b%C3%98b&password=%C3%9F&ttl=60"_s);
    const auto answer = test::request(m_network, "GET", url);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-type"), QByteArray("text/plain"));
    const auto token = tokenOf(answer.body);
    QVERIFY(token);
    QCOMPARE(token->identity(), u"bØb"_s);
    QCOMPARE(token->lifetime(), std::optional<std::chrono::milliseconds>(60s));
}

void tst_LocalServiceEndpoint::takesTtl_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("secondsLeft");
    QTest::newRow("the default") << QString() << 200 << 3600;
    QTest::newRow("a second") << u"ttl=1"_s << 200 << 1;
    QTest::newRow("expired already") << u"ttl=-10"_s << 200 << -10;
    QTest::newRow("longer than the service takes") << u"ttl=90000"_s << 200 << 90000;
    QTest::newRow("zero") << u"ttl=0"_s << 400 << 0;
    QTest::newRow("a word") << u"ttl=soon"_s << 400 << 0;
    QTest::newRow("nothing") << u"ttl="_s << 400 << 0;
    QTest::newRow("more than a number holds") << u"ttl=99999999999999999999"_s << 400 << 0;
    QTest::newRow("for ever") << u"ttl=4000000000"_s << 400 << 0;
}

void tst_LocalServiceEndpoint::takesTtl()
{
    QFETCH(QString, query);
    QFETCH(int, status);
    QFETCH(int, secondsLeft);
    const auto answer = post(test::basic("alice", "pass:word"), {}, query);
    QCOMPARE(answer.status, status);
    if (status != 200)
        return;
    const auto token = tokenOf(answer.json.value(u"token"_s).toString().toLatin1());
    QVERIFY(token);
    QCOMPARE(token->expiresAt() - m_clock->wallNow(),
             std::chrono::milliseconds(secondsLeft * 1000LL));
    QVERIFY(token->lifetime() > 0ms);
}

void tst_LocalServiceEndpoint::endsSessions()
{
    const auto first = post(test::basic("alice", "pass:word"));
    const auto second = post(bearer(first));
    const auto other = post(test::basic("alice", "pass:word")); // another sign-in stays
    QCOMPARE(test::request(m_network, "DELETE", m_service->tokenUrl(), bearer(first)).status, 204);
    QCOMPARE(post(bearer(first)).status, 401);
    QCOMPARE(post(bearer(second)).status, 401);
    QCOMPARE(post(bearer(other)).status, 200);
    QCOMPARE(test::request(m_network, "DELETE", m_service->tokenUrl(), bearer(first)).status, 204);
}

void tst_LocalServiceEndpoint::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<int>("status");

    const auto row = [](const char *name, const QByteArray &method, const QString &path,
                        const QByteArray &authorization, int status) {
        QTest::newRow(name) << method << path << authorization << status;
    };
    const QString token = u"/token"_s;
    row("no credential", "POST", token, {}, 401);
    row("wrong password", "POST", token, test::basic("alice", "pass"), 401);
    row("unknown user", "POST", token, test::basic("mallory", "pass:word"), 401);
    row("no user", "POST", token, test::basic("", "pass:word"), 401);
    row("SQL for a user", "POST", token, test::basic("alice' OR '1'='1", "x"), 401);
    row("unknown session", "POST", token, "Bearer AAAA", 401);
    row("another scheme", "POST", token, "Digest abc", 401);
    row("Basic that is no base64", "POST", token, "Basic ???", 400);
    row("Basic without a colon", "POST", token, "Basic " + QByteArray("alice").toBase64(), 400);
    row("delete without a session", "DELETE", token, {}, 401);
    row("delete with a password", "DELETE", token, test::basic("alice", "pass:word"), 401);
    row("query without a password", "GET", u"/token?identity=alice"_s, {}, 400);
    row("query without a user", "GET", u"/token?password=x"_s, {}, 400);
    row("query with a wrong password", "GET", u"/token?identity=alice&password=x"_s, {}, 401);
    row("another path", "POST", u"/tokens"_s, test::basic("alice", "pass:word"), 404);
    row("a path behind it", "POST", u"/token/x"_s, test::basic("alice", "pass:word"), 404);
    row("dots in the path", "GET", u"/token/../token"_s, {}, 404);
    row("another method", "PUT", token, test::basic("alice", "pass:word"), 405);
    row("patch", "PATCH", token, test::basic("alice", "pass:word"), 405);
}

void tst_LocalServiceEndpoint::refuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, authorization);
    QFETCH(int, status);
    QUrl url(u"http://127.0.0.1:%1%2"_s.arg(m_service->tokenUrl().port()).arg(path));
    const auto answer = test::request(m_network, method, url, authorization);
    // QNetworkAccessManager cleans paths up, so the dots may arrive as the end point itself.
    if (path.contains(u".."_s) && answer.status == 400)
        return;
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(answer.json.value(u"status"_s).toInt(), status);
    QVERIFY(!answer.json.value(u"message"_s).toString().isEmpty());
    QCOMPARE(answer.headers.contains("www-authenticate"), status == 401);
    QCOMPARE(answer.headers.contains("allow"), status == 405);
}

void tst_LocalServiceEndpoint::slowsDownGuessing()
{
    for (int i = 0; i < 10; ++i)
        QCOMPARE(post(test::basic("alice", "guess" + QByteArray::number(i))).status, 401);
    // From now on one is refused each 200 ms.
    const MonotonicTime before = m_clock->monotonicNow();
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this, [this] { m_clock->advance(10ms); });
    ticks.start(1ms);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(post(test::basic("alice", "guess")).status, 401);
    QVERIFY(m_clock->monotonicNow() - before >= 4 * FailureLimiter::Pace);
    ticks.stop();
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200); // the owner does not wait
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200); // and the count starts again
}

void tst_LocalServiceEndpoint::guessesAtOnceKeepNoOwnerOut()
{
    for (int i = 0; i < 10; ++i)
        QCOMPARE(post(test::basic("alice", "guess")).status, 401);
    QHash<int, int> statuses;
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    constexpr int Many = 30;
    for (int i = 0; i < Many; ++i) {
        QNetworkRequest call(m_service->tokenUrl());
        call.setRawHeader("Authorization", test::basic("alice", "guess"));
        // Each on a connection of its own.
        m_networks.push_back(std::make_unique<QNetworkAccessManager>());
        replies.emplace_back(m_networks.back()->post(call, QByteArray()));
        connect(replies.back().get(), &QNetworkReply::finished, this,
                [&statuses, reply = replies.back().get()] {
                    ++statuses[reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt()];
                });
    }
    QTRY_COMPARE_WITH_TIMEOUT(statuses.value(401), 1,
                              30'000); // the others have to wait, and time stands still
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200); // the owner has not
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this, [this] { m_clock->advance(100ms); });
    ticks.start(1ms);
    QTRY_COMPARE_WITH_TIMEOUT(statuses.value(401), Many, 30'000); // nothing else is answered
    replies.clear();
    m_networks.clear();
}

void tst_LocalServiceEndpoint::madeUpNamesCloseNothing()
{
    for (int i = 0; i < 15; ++i) // none of them waits: a pace would tell that they are made up
        QCOMPARE(post(test::basic("stranger" + QByteArray::number(i), "guess")).status, 401);
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200); // at once
    QCOMPARE(post(test::basic("alice", "wrong")).status, 401);
}

void tst_LocalServiceEndpoint::pagesOfOtherSitesAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    const QByteArray origin("Origin");
    const QByteArray site("Sec-Fetch-Site");
    QTest::newRow("a foreign page") << origin << QByteArray("https://evil.example") << 403;
    QTest::newRow("a sandboxed page") << origin << QByteArray("null") << 403;
    QTest::newRow("a page on this machine") << origin << QByteArray("http://localhost:3000") << 200;
    QTest::newRow("a picture in a foreign page") << site << QByteArray("cross-site") << 403;
    QTest::newRow("typed into the browser") << site << QByteArray("none") << 200;
    QTest::newRow("the same site") << site << QByteArray("same-origin") << 200;
}

void tst_LocalServiceEndpoint::pagesOfOtherSitesAreRefused()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QUrl url = m_service->tokenUrl();
    url.setQuery(u"identity=alice&password=pass:word"_s);
    QNetworkRequest call(url);
    call.setRawHeader(name, value);
    QTEST(test::request(m_network, "GET", call, {}, 5000).status, "status");
    url.setPath(u"/other"_s); // also where there is nothing
    call.setUrl(url);
    const int status = test::request(m_network, "GET", call, {}, 5000).status;
    QVERIFY(status == 403 || status == 404);
}

void tst_LocalServiceEndpoint::doesNotSlowDownTheRightPassword()
{
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 9; ++i)
            QCOMPARE(post(test::basic("alice", "guess")).status, 401);
        QCOMPARE(post(test::basic("alice", "pass:word")).status, 200); // and the count starts again
    }
}

void tst_LocalServiceEndpoint::saysTheDate()
{
    QCOMPARE(post({}).headers.value("date"), QByteArray("Thu, 01 Jan 2026 00:00:00 GMT"));
}

void tst_LocalServiceEndpoint::faults_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("unavailable") << int(Faults::Answer::Status) << 503;
    QTest::newRow("garbage") << int(Faults::Answer::Garbage) << 200;
    QTest::newRow("another user's token") << int(Faults::Answer::OtherIdentity) << 200;
}

void tst_LocalServiceEndpoint::faults()
{
    QFETCH(int, answer);
    QFETCH(int, status);
    Faults faults;
    faults.failNextTokens = 2;
    faults.answer = Faults::Answer(answer);
    faults.retryAfterSeconds = 7;
    m_service->setFaults(faults);
    for (int left = 1; left >= 0; --left) {
        const auto failed = post(test::basic("alice", "pass:word"));
        QCOMPARE(failed.status, status);
        QCOMPARE(m_service->faults().failNextTokens, left);
        const auto token = tokenOf(failed.json.value(u"token"_s).toString().toLatin1());
        if (faults.answer == Faults::Answer::Status)
            QCOMPARE(failed.headers.value("retry-after"), QByteArray("7"));
        else if (faults.answer == Faults::Answer::Garbage)
            QVERIFY(!token);
        else
            QVERIFY(token && token->identity() != u"alice"_s);
    }
    const auto good = post(test::basic("alice", "pass:word"));
    QCOMPARE(tokenOf(good.json.value(u"token"_s).toString().toLatin1())->identity(), u"alice"_s);

    Faults shortLived;
    shortLived.tokenTtl = 5s;
    m_service->setFaults(shortLived);
    const auto brief = post(test::basic("alice", "pass:word"));
    QCOMPARE(tokenOf(brief.json.value(u"token"_s).toString().toLatin1())->lifetime(),
             std::optional<std::chrono::milliseconds>(5s));
}

void tst_LocalServiceEndpoint::hangs()
{
    Faults faults;
    faults.failNextTokens = 2;
    faults.answer = Faults::Answer::Hang;
    m_service->setFaults(faults);
    QTcpSocket waiting;
    waiting.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(waiting.waitForConnected());
    waiting.write("POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(m_service->faults().failNextTokens, 1);
    QTcpSocket leaving; // a client that gives up must not hurt when the answer comes at last
    leaving.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(leaving.waitForConnected());
    leaving.write("POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(m_service->faults().failNextTokens, 0);
    leaving.abort();
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200); // others are not held up
    QCOMPARE(waiting.bytesAvailable(), 0);
    m_clock->advance(2min);
    QTRY_VERIFY(waiting.peek(100).startsWith("HTTP/1.1 504"));
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200);
}

void tst_LocalServiceEndpoint::survivesClientsThatLeave()
{
    // They go while their password is being checked; the answers find no client.
    for (int i = 0; i < 20; ++i) {
        QTcpSocket leaving;
        leaving.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
        QVERIFY(leaving.waitForConnected());
        leaving.write("POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                      "Authorization: "
                      + test::basic("alice", "pass:word") + "\r\n\r\n");
        QTRY_COMPARE(leaving.bytesToWrite(), 0);
        leaving.abort();
    }
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200);
}

void tst_LocalServiceEndpoint::goesDownAndComesBack()
{
    const QUrl url = m_service->tokenUrl();
    m_service->setTokenEndpointUp(false);
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 0);
    m_service->setTokenEndpointUp(true);
    QCOMPARE(m_service->tokenUrl(), url);
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200);
}

void tst_LocalServiceEndpoint::cutsRequestsThatAreTooLarge()
{
    const auto large
        = test::request(m_network, "POST", m_service->tokenUrl(), test::basic("alice", "pass:word"),
                        {}, QByteArray(65 * 1024, 'x'));
    QVERIFY(large.status == 413 || large.status == 0); // the cut may overtake the answer
    const auto fitting
        = test::request(m_network, "POST", m_service->tokenUrl(), test::basic("alice", "pass:word"),
                        {}, QByteArray(60 * 1024, 'x'));
    QCOMPARE(fitting.status, 200);

    QTcpSocket endless;
    endless.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(endless.waitForConnected());
    endless.write("POST /token HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nX: "
                  + QByteArray(200'000, 'y'));
    QTRY_COMPARE(endless.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(post(test::basic("alice", "pass:word")).status, 200);
}

void tst_LocalServiceEndpoint::answersToLoopbackNamesOnly_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("address") << QByteArray("127.0.0.1:80") << QByteArray("401");
    QTest::newRow("name") << QByteArray("LocalHost") << QByteArray("401");
    QTest::newRow("a web site's name") << QByteArray("evil.example:80") << QByteArray("421");
    QTest::newRow("a name that begins well")
        << QByteArray("127.0.0.1.evil.example") << QByteArray("421");
    QTest::newRow("a name behind an address")
        << QByteArray("[::1]evil.example") << QByteArray("421");
    QTest::newRow("a name for a port") << QByteArray("localhost:evil.example") << QByteArray("421");
}

void tst_LocalServiceEndpoint::answersToLoopbackNamesOnly()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, status);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(socket.waitForConnected());
    socket.write("POST /token HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n");
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    QCOMPARE(socket.read(12).mid(9), status);
}

void tst_LocalServiceEndpoint::headsHaveOneMeaning_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("status");
    const QByteArray start("POST /token HTTP/1.1\r\nHost: localhost\r\n");
    const auto row = [](const char *name, const QByteArray &head, const QByteArray &status) {
        QTest::newRow(name) << head << status;
    };
    row("an ordinary one", start + "X: y z\r\nContent-Length: 0", "401");
    row("HTTP/1.0", "POST /token HTTP/1.0\r\nHost: localhost", "401");
    row("a whole URL", "POST http://localhost/token HTTP/1.1\r\nHost: localhost", "401");
    row("the URL of another host", "POST http://evil.example/token HTTP/1.1\r\nHost: localhost",
        "421");
    row("two lengths", start + "Content-Length: 5\r\nContent-Length: 0", "400");
    row("a length with a sign", start + "Content-Length: +0", "400");
    row("a negative length", start + "Content-Length: -0", "400");
    row("a blank before the colon", start + "Transfer-Encoding : chunked", "400");
    row("a tab behind the colon", start + "Transfer-Encoding:\tchunked", "411");
    row("a field over two lines", start + "X: y\r\n Transfer-Encoding: chunked", "400");
    row("CR in a value", start + "X: y\rTransfer-Encoding: chunked", "400");
    row("LF alone", start + "X: y\nOrigin: http://localhost", "400");
    row("NUL in a value", start + QByteArray("X: a\0b", 6), "400");
    row("a line without a name", start + ": y", "400");
    row("a line without a colon", start + "Authorization", "400");
    row("two hosts", start + "Host: evil.example", "400");
    row("two origins", start + "Origin: http://evil.example\r\nOrigin: http://localhost", "400");
    row("two sites", start + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: none", "400");
    row("two credentials", start + "Authorization: Basic eDp5\r\nAuthorization: Basic eDp5", "400");
    row("a strange version", "POST /token HTTP/1.evil\r\nHost: localhost", "400");
}

void tst_LocalServiceEndpoint::headsHaveOneMeaning()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, status);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(m_service->tokenUrl().port()));
    QVERIFY(socket.waitForConnected());
    socket.write(head + "\r\n\r\n");
    QTRY_VERIFY(socket.bytesAvailable() > 12);
    QCOMPARE(socket.read(12).mid(9), status);
}

QTEST_GUILESS_MAIN(tst_LocalServiceEndpoint)
#include "tst_localservice_endpoint.moc"
