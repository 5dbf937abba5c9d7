// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/testtoken.h"
#include "tinyhttpserver.h"
#include "token/httptokenprovider.h"

#include <QFile>
#include <QLoggingCategory>
#include <QProcess>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;
using Code = TokenError::Code;

namespace {

QString testPassword()
{
    return QStringLiteral("pass:w\u00f6rd+&=%20 ");
}

TokenCredential passwordOf(const QString &user)
{
    return { .user = user, .secret = testPassword() };
}

QByteArray bearer(const HttpRequest &request)
{
    const QByteArray header = request.headers.value("authorization");
    return header.startsWith("Bearer ") ? header.mid(7) : QByteArray();
}

} // namespace

/// HttpTokenProvider against a real server on loopback.
class tst_token_httpprovider : public QObject
{
    Q_OBJECT

private:
    struct Stage
    {
        explicit Stage(TokenAuth auth = TokenAuth::Basic)
            : provider(network, server.url(), auth)
        {
            provider.setCredential(passwordOf(QStringLiteral("alice")));
            server.answer
                = [this](const HttpRequest &) { return TinyHttpServer::reply(200, body); };
        }

        TinyHttpServer server;
        QNetworkAccessManager network;
        HttpTokenProvider provider;
        QByteArray body { "{\"token\":\"" + makeJwt({}) + "\"}" };
        std::optional<FetchOutcome> outcome;
        int calls = 0;

        void start(const QByteArray &key = "key-1")
        {
            outcome.reset();
            provider.fetchToken(key, &provider, [this](const FetchOutcome &result) {
                outcome = result;
                ++calls;
            });
        }
        [[nodiscard]] QString code() const
        {
            const auto *error = std::get_if<TokenError>(&outcome->result);
            return error == nullptr ? QStringLiteral("ok") : codeName(error->code);
        }
        [[nodiscard]] const TokenError &error() const
        {
            return std::get<TokenError>(outcome->result);
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(
            QStringLiteral("parley.token.*=false\nqt.network.ssl=false"));
    }

    void authenticatesWithUserAndPassword()
    {
        Stage stage;
        stage.start();
        QCOMPARE(stage.calls, 0);
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.code(), QStringLiteral("ok"));
        const HttpRequest request = stage.server.requests().at(0);
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.target, QByteArray("/token"));
        QCOMPARE(request.headers.value("authorization"),
                 "Basic " + QString(QStringLiteral("alice:") + testPassword()).toUtf8().toBase64());
        QCOMPARE(request.headers.value("idempotency-key"), QByteArray("key-1"));
        QVERIFY(!request.headers.contains("cookie"));
    }

    void authenticatesWithABearerSecret()
    {
        Stage stage(TokenAuth::Bearer);
        stage.provider.setCredential(
            { .user = QStringLiteral("alice"), .secret = QStringLiteral("s3cret") });
        stage.start();
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(bearer(stage.server.requests().at(0)), QByteArray("s3cret"));
    }

    void refusesASecretThatWouldSplitTheHeader()
    {
        Stage stage(TokenAuth::Bearer);
        stage.provider.setCredential({ .secret = QStringLiteral("x\r\nEvil: 1") });
        stage.start();
        QVERIFY(!stage.outcome);
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.code(), QStringLiteral("noCredential"));
        QVERIFY(stage.server.requests().isEmpty());
    }

    void authenticatesByQuery()
    {
        Stage stage(TokenAuth::Query);
        stage.start();
        QTRY_VERIFY(stage.outcome);
        const HttpRequest request = stage.server.requests().at(0);
        QCOMPARE(request.method, QByteArray("GET"));
        QVERIFY(!request.headers.contains("authorization"));
        QCOMPARE(request.target,
                 "/token?identity=alice&password=" + QUrl::toPercentEncoding(testPassword()));
    }

    void findsTheToken_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("type");
        for (const char *key : { "token", "accessToken", "access_token", "jwt" })
            QTest::newRow(key) << QByteArray("{\"identity\":\"alice\",\"") + key + "\":\""
                               << QByteArray("\"}")
                               << QByteArray("application/json; charset=utf-8");
        QTest::newRow("raw") << QByteArray() << QByteArray("\n") << QByteArray("text/plain");
        QTest::newRow("raw JWT type")
            << QByteArray() << QByteArray() << QByteArray("application/jwt");
    }

    void findsTheToken()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, type);
        Stage stage;
        stage.server.answer = [&](const HttpRequest &) {
            return TinyHttpServer::reply(200, before + makeJwt({}) + after, type,
                                         "Date: Thu, 01 Jan 2026 00:00:07 GMT\r\n");
        };
        stage.start();
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.code(), QStringLiteral("ok"));
        const auto &fetched = std::get<FetchedToken>(stage.outcome->result);
        QCOMPARE(fetched.token.jwt(), makeJwt({}));
        QVERIFY(fetched.serverTime == WallTime(1767225607s));
        QVERIFY(stage.outcome->serverTime == WallTime(1767225607s));
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("retryAfter"); // seconds, -1: none
        const auto row = [](const char *name, const QByteArray &answer, const char *code,
                            int retryAfter = -1) {
            QTest::newRow(name) << answer << QString::fromLatin1(code) << retryAfter;
        };
        const QByteArray date = "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n";
        row("401",
            TinyHttpServer::reply(401, "{}", "application/json",
                                  "WWW-Authenticate: Basic realm=\"x\"\r\n"),
            "credentialRejected");
        row("403", TinyHttpServer::reply(403, "{}"), "accessRefused");
        row("404", TinyHttpServer::reply(404, "no", "text/html"), "configuration");
        row("407", TinyHttpServer::reply(407, "no", "text/html", "Proxy-Authenticate: Basic\r\n"),
            "configuration");
        row("429 with seconds", TinyHttpServer::reply(429, "", "", "Retry-After: 120\r\n"),
            "rateLimited", 120);
        row("429 with a date",
            TinyHttpServer::reply(429, "", "",
                                  date + "Retry-After: Thu, 01 Jan 2026 00:01:30 GMT\r\n"),
            "rateLimited", 90);
        row("503 with seconds", TinyHttpServer::reply(503, "", "", "Retry-After: 7\r\n"),
            "serverError", 7);
        row("500", TinyHttpServer::reply(500, "oops", "text/plain"), "serverError");
        row("204", "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "emptyAnswer");
        row("empty", TinyHttpServer::reply(200, ""), "emptyAnswer");
        row("HTML", TinyHttpServer::reply(200, "<html>sign in</html>", "text/html"),
            "notOurService");
        row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "offline"); // Qt says no more than that
        row("malformed", TinyHttpServer::reply(200, "a.b", "text/plain"), "malformed");
        row("exactly 64 KiB", TinyHttpServer::reply(200, QByteArray(64 * 1024, 'x'), "text/plain"),
            "tooLarge");
        row("65 KiB", TinyHttpServer::reply(200, QByteArray(65 * 1024, 'x'), "text/html"),
            "tooLarge");
        row("a megabyte without a length",
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + QByteArray(1024 * 1024, 'x'),
            "tooLarge");
        row("cut in the middle", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc", "offline");
        row("closed without a word", " ", "offline");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, code);
        QFETCH(int, retryAfter);
        Stage stage(TokenAuth::Query);
        stage.server.answer = [answer](const HttpRequest &) { return answer; };
        stage.start();
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.code(), code);
        QCOMPARE(stage.error().retryAfter ? int(*stage.error().retryAfter / 1s) : -1, retryAfter);
        QVERIFY(!stage.error().detail.isEmpty());
        QVERIFY(!stage.error().detail.contains(QStringLiteral("pass"))); // neither URL nor body
        QVERIFY(!stage.error().detail.contains(QStringLiteral("identity=")));
        QCOMPARE(stage.calls, 1);
    }

    void followsNoRedirect()
    {
        TinyHttpServer elsewhere;
        Stage stage;
        stage.server.answer = [&elsewhere](const HttpRequest &) {
            return TinyHttpServer::reply(302, "", "",
                                         "Location: " + elsewhere.url().toEncoded() + "\r\n");
        };
        stage.start();
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.code(), QStringLiteral("redirect"));
        QCOMPARE(stage.error().httpStatus, 302);
        QVERIFY(elsewhere.requests().isEmpty());
    }

    void sendsNoCookieBack()
    {
        Stage stage;
        stage.server.answer = [&stage](const HttpRequest &) {
            return TinyHttpServer::reply(200, stage.body, "application/json",
                                         "Set-Cookie: spy=1\r\n");
        };
        for (int i = 0; i < 2; ++i) {
            stage.start();
            QTRY_VERIFY(stage.outcome);
        }
        QVERIFY(!stage.server.requests().at(1).headers.contains("cookie"));
    }

    void abortsAHangingAttempt()
    {
        Stage stage;
        stage.server.answer = {};
        stage.start();
        QTRY_COMPARE(stage.server.requests().size(), 1);
        QCOMPARE(stage.server.openConnections(), 1);
        stage.provider.abort();
        QTRY_COMPARE(stage.server.openConnections(), 0);
        QCOMPARE(stage.calls, 0);

        stage.server.answer
            = [&stage](const HttpRequest &) { return TinyHttpServer::reply(200, stage.body); };
        stage.start();
        QTRY_COMPARE(stage.calls, 1); // of the second one only
        QCOMPARE(stage.code(), QStringLiteral("ok"));
    }

    void callsNobodyWhoHasGone()
    {
        Stage stage;
        bool called = false;
        auto context = std::make_unique<QObject>();
        stage.provider.fetchToken("key", context.get(),
                                  [&called](const FetchOutcome &) { called = true; });
        context.reset();
        stage.start();
        QTRY_VERIFY(stage.outcome);
        QVERIFY(!called);
    }

    void needsACredential()
    {
        Stage stage;
        stage.provider.setCredential({});
        stage.start();
        QCOMPARE(stage.calls, 0);
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.code(), QStringLiteral("noCredential"));
        stage.start();
        stage.provider.abort();
        QCoreApplication::sendPostedEvents(); // where its answer would be
        QCOMPARE(stage.calls, 1);
    }

    void tellsARefusedConnection()
    {
        QUrl url;
        {
            TinyHttpServer closed;
            url = closed.url();
        }
        QNetworkAccessManager network;
        HttpTokenProvider provider(network, url, TokenAuth::Query);
        provider.setCredential(passwordOf(QStringLiteral("alice")));
        std::optional<FetchOutcome> outcome;
        provider.fetchToken("key", this,
                            [&outcome](const FetchOutcome &result) { outcome = result; });
        QTRY_VERIFY(outcome);
        const auto &error = std::get<TokenError>(outcome->result);
        QCOMPARE(error.code, Code::Offline);
        QVERIFY(error.detail.contains(QStringLiteral("127.0.0.1")));
        QVERIFY(!error.detail.contains(QStringLiteral("pass")));
    }

    void keepsAndRotatesTheSession()
    {
        Stage stage;
        QSignalSpy changed(&stage.provider, &HttpTokenProvider::credentialChanged);
        int serial = 0;
        stage.server.answer = [&](const HttpRequest &) {
            return TinyHttpServer::reply(200,
                                         "{\"token\":\"" + makeJwt({}) + "\",\"session\":\"session-"
                                             + QByteArray::number(++serial) + "\"}");
        };
        stage.start("key-1");
        QTRY_VERIFY(stage.outcome);
        QVERIFY(changed.isEmpty()); // not before its token was applied
        QVERIFY(stage.provider.credential().session.isEmpty());
        stage.start("key-1"); // a retry shows what the first attempt showed
        QTRY_VERIFY(stage.outcome);
        QVERIFY(stage.server.requests().at(1).headers.value("authorization").startsWith("Basic "));

        stage.provider.confirmCredential();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(stage.provider.credential().session, QStringLiteral("session-2"));
        stage.provider.confirmCredential();
        QCOMPARE(changed.size(), 1);

        stage.start("key-2");
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(bearer(stage.server.requests().at(2)), QByteArray("session-2"));
        stage.start("key-3"); // not confirmed, but the back end has rotated
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(bearer(stage.server.requests().at(3)), QByteArray("session-3"));
        stage.provider.confirmCredential();
        QCOMPARE(stage.provider.credential().session, QStringLiteral("session-4"));
        QCOMPARE(changed.size(), 2);
    }

    void usesTheSessionEvenWithQueryAuthentication()
    {
        Stage stage(TokenAuth::Query);
        stage.provider.setCredential(
            { .user = QStringLiteral("alice"), .session = QStringLiteral("kept") });
        stage.start();
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.server.requests().at(0).method, QByteArray("POST"));
        QCOMPARE(stage.server.requests().at(0).target, QByteArray("/token"));
        QCOMPARE(bearer(stage.server.requests().at(0)), QByteArray("kept"));
    }

    void dropsTheSessionOfAnotherUser()
    {
        Stage stage;
        TokenSpec bob;
        bob.identity = QStringLiteral("bob");
        stage.body = "{\"token\":\"" + makeJwt(bob) + "\",\"session\":\"bobs\"}";
        stage.start();
        QTRY_VERIFY(stage.outcome);
        stage.provider.confirmCredential();
        QVERIFY(stage.provider.credential().session.isEmpty());
    }

    void goesBackToTheOldSessionWhenTheNewOneIsRefused()
    {
        Stage stage;
        stage.provider.setCredential(
            { .user = QStringLiteral("alice"), .session = QStringLiteral("old") });
        stage.body = "{\"token\":\"" + makeJwt({}) + "\",\"session\":\"new\"}";
        stage.start("key-1");
        QTRY_VERIFY(stage.outcome);
        std::optional<bool> reloaded;
        stage.provider.reloadCredential(this, [&reloaded](bool now) { reloaded = now; });
        QVERIFY(!reloaded);
        QTRY_VERIFY(reloaded);
        QVERIFY(*reloaded);
        stage.start("key-2");
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(bearer(stage.server.requests().at(1)), QByteArray("old"));
    }

    void looksTheCredentialUp_data()
    {
        QTest::addColumn<int>("found"); // 0: nothing, 1: the same, 2: another
        QTest::addColumn<bool>("changed");
        QTest::newRow("nothing") << 0 << false;
        QTest::newRow("the same") << 1 << false;
        QTest::newRow("another") << 2 << true;
        QTest::newRow("no lookup") << 3 << false;
    }

    void looksTheCredentialUp()
    {
        QFETCH(int, found);
        QFETCH(bool, changed);
        Stage stage;
        if (found < 3)
            stage.provider.setCredentialLookup([&](QObject *, const auto &done) {
                if (found == 0)
                    done(std::nullopt);
                else
                    done(found == 1 ? stage.provider.credential()
                                    : TokenCredential { .user = QStringLiteral("alice"),
                                                        .session = QStringLiteral("other") });
            });
        std::optional<bool> result;
        stage.provider.reloadCredential(this, [&result](bool now) { result = now; });
        QVERIFY(!result); // also when the lookup answered at once
        QTRY_VERIFY(result);
        QCOMPARE(*result, changed);
        QCOMPARE(stage.provider.credential().session,
                 changed ? QStringLiteral("other") : QString());
    }

    void endsTheSessionWithDelete()
    {
        Stage stage;
        stage.provider.revokeSession(); // has none
        stage.provider.setCredential(
            { .user = QStringLiteral("alice"), .session = QStringLiteral("mine") });
        stage.server.answer = [](const HttpRequest &) { return TinyHttpServer::reply(204, ""); };
        stage.provider.revokeSession();
        QTRY_COMPARE(stage.server.requests().size(), 1);
        QCOMPARE(stage.server.requests().at(0).method, QByteArray("DELETE"));
        QCOMPARE(bearer(stage.server.requests().at(0)), QByteArray("mine"));
        QVERIFY(stage.provider.credential().isEmpty());
    }

    void judgesUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("ok");
        const auto row = [](const char *url, bool ok) {
            QTest::newRow(url) << QString::fromLatin1(url) << ok;
        };
        row("https://tokens.example/token", true);
        row("https://tokens.example/token?service=1", true);
        row("http://127.0.0.1:8080/token", true);
        row("http://127.9.9.9/token", true);
        row("http://[::1]:8080/token", true);
        row("http://localhost/token", true);
        row("http://tokens.example/token", false);
        row("http://localhost.example/token", false);
        row("http://192.168.1.4/token", false);
        row("https://user:pw@tokens.example/token", false);
        row("ftp://tokens.example/token", false);
        row("file:///etc/passwd", false);
        row("https:///token", false);
        row("tokens.example/token", false);
        row("", false);
    }

    void judgesUrls()
    {
        QFETCH(QString, url);
        QFETCH(bool, ok);
        for (const auto auth : { TokenAuth::Basic, TokenAuth::Bearer, TokenAuth::Query })
            QCOMPARE(HttpTokenProvider::urlProblem(QUrl(url), auth).isEmpty(), ok);
    }

    void sendsNothingOverPlainHttpElsewhere()
    {
        QNetworkAccessManager network;
        HttpTokenProvider provider(network, QUrl(QStringLiteral("http://192.0.2.1/token")),
                                   TokenAuth::Basic);
        provider.setCredential(passwordOf(QStringLiteral("alice")));
        std::optional<FetchOutcome> outcome;
        provider.fetchToken("key", this,
                            [&outcome](const FetchOutcome &result) { outcome = result; });
        QTRY_VERIFY(outcome);
        QCOMPARE(std::get<TokenError>(outcome->result).code, Code::Configuration);
    }

    void refusesACertificateThatNobodyKnows()
    {
        const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (openssl.isEmpty() || !QSslSocket::supportsSsl())
            QSKIP("needs openssl to make a certificate");
        QTemporaryDir folder;
        const QString keyFile = folder.filePath(QStringLiteral("key.pem"));
        const QString certificateFile = folder.filePath(QStringLiteral("certificate.pem"));
        QProcess process;
        process.start(
            openssl,
            QStringLiteral(
                "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -keyout %1 -out %2")
                .arg(keyFile, certificateFile)
                .split(QLatin1Char(' ')));
        QVERIFY(process.waitForFinished());
        QFile key(keyFile);
        QVERIFY(key.open(QFile::ReadOnly));
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
        configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificateFile));
        auto sslServer = std::make_unique<QSslServer>();
        sslServer->setSslConfiguration(configuration);
        TinyHttpServer server(std::move(sslServer));
        server.answer = [](const HttpRequest &) {
            return TinyHttpServer::reply(200, makeJwt({}), "text/plain");
        };

        QNetworkAccessManager network;
        HttpTokenProvider provider(network, server.url(QStringLiteral("https")), TokenAuth::Basic);
        provider.setCredential(passwordOf(QStringLiteral("alice")));
        std::optional<FetchOutcome> outcome;
        provider.fetchToken("key", this,
                            [&outcome](const FetchOutcome &result) { outcome = result; });
        QTRY_VERIFY(outcome);
        QCOMPARE(codeName(std::get<TokenError>(outcome->result).code), QStringLiteral("tls"));
        QVERIFY(server.requests().isEmpty()); // the credential was never sent
    }
};

QTEST_GUILESS_MAIN(tst_token_httpprovider)
#include "tst_token_httpprovider.moc"
