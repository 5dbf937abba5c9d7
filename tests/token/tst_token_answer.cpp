// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/httpdate.h"
#include "token/http/tokenanswer.h"

#include <QStringConverter>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Millis = std::chrono::milliseconds;
using Code = TokenError::Code;

class tst_token_answer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheToken_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("jwt");
        QTest::addColumn<QString>("session");
        const auto row = [](const char *name, const char *type, const char *body, const char *jwt,
                            const char *session = "") {
            QTest::newRow(name) << QByteArray(type) << QByteArray(body) << QByteArray(jwt)
                                << QString::fromLatin1(session);
        };
        row("token", "application/json", R"({"token":"a.b.c"})", "a.b.c");
        row("accessToken", "application/json; charset=utf-8", R"({"accessToken":"a.b.c"})",
            "a.b.c");
        row("access_token", "APPLICATION/JSON", R"({"access_token":"a.b.c"})", "a.b.c");
        row("jwt", "application/vnd.x+json", R"({"identity":"alice","jwt":"a.b.c"})", "a.b.c");
        row("token goes first", "application/json", R"({"jwt":"no","token":"a.b.c"})", "a.b.c");
        row("with session", "application/json", R"({"token":"a.b.c","session":"s3cret"})", "a.b.c",
            "s3cret");
        row("session that would split a header", "application/json",
            "{\"token\":\"a.b.c\",\"session\":\"x\\r\\nEvil: 1\"}", "a.b.c");
        row("session that is no text", "application/json", R"({"token":"a.b.c","session":7})",
            "a.b.c");
        row("raw text", "text/plain", "a.b.c", "a.b.c");
        row("raw text with a line end", "text/plain; charset=utf-8", " a.b.c\r\n", "a.b.c");
        row("JWT type", "application/jwt", "a.b.c", "a.b.c");
        row("no type", "", "a.b.c", "a.b.c");
        row("JSON sent as text", "text/plain", R"({"token":"a.b.c"})", "a.b.c");
        row("raw sent as JSON", "application/json", "a.b.c", "a.b.c");
        row("null", "application/json", "null", "null"); // AccessToken says what that is
        row("quoted text", "text/plain", "\"a.b.c\"", "\"a.b.c\"");
        row("quoted HTML", "text/html", "\"a.b.c\"", "\"a.b.c\"");
        row("padded HTML", "text/html", "a==.b.c", "a==.b.c");

        row("HTML type, JWT", "text/html; charset=utf-8", "a.b.c", "a.b.c");
        row("HTML type, JWT and a line end", "text/html", "\r\na.b.c\n", "a.b.c");
        row("HTML type, JSON", "text/html", R"({"token":"a.b.c","session":"s"})", "a.b.c", "s");
        row("octets, JWT", "application/octet-stream", "a.b.c", "a.b.c");
        row("an unknown type, JSON", "x/y", R"({"jwt":"a.b.c"})", "a.b.c");

        row("mark before JSON", "application/json", "\xEF\xBB\xBF{\"token\":\"a.b.c\"}", "a.b.c");
        row("mark before raw text", "text/plain",
            "\xEF\xBB\xBF"
            "a.b.c",
            "a.b.c");
        row("two marks, as included PHP files give", "text/html",
            "\xEF\xBB\xBF\xEF\xBB\xBF\n{\"token\":\"a.b.c\"}", "a.b.c");
        row("blanks, then a mark", "text/plain",
            " \n\xEF\xBB\xBF"
            "a.b.c",
            "a.b.c");
        row("mark inside the string", "application/json",
            "{\"token\":\"\xEF\xBB\xBF"
            "a.b.c\"}",
            "a.b.c");
        row("no-break space", "text/plain",
            "\xC2\xA0"
            "a.b.c\xC2\xA0",
            "a.b.c");
        row("blanks in the string", "application/json", "{\"token\":\" \\n a.b.c\\r\\n\"}",
            "a.b.c");

        row("first is empty", "application/json", R"({"token":"","jwt":"a.b.c"})", "a.b.c");
        row("first is blank", "application/json", R"({"token":" ","jwt":"a.b.c"})", "a.b.c");
        row("first is null", "application/json", R"({"token":null,"accessToken":"a.b.c"})",
            "a.b.c");
        row("first is an object", "application/json",
            R"({"token":{"x":1},"access_token":"a.b.c","jwt":"no"})", "a.b.c");
        row("first is a number", "application/json", R"({"token":1,"jwt":"a.b.c"})", "a.b.c");
        for (const auto encoding : { QStringConverter::Utf16LE, QStringConverter::Utf16BE,
                                     QStringConverter::Utf32LE, QStringConverter::Utf32BE }) {
            QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
            const QByteArray body = encoder(uR"({"token":"a.b.c"})"_s);
            QTest::addRow("%s", QStringConverter::nameForEncoding(encoding))
                << QByteArray("application/json") << body << QByteArray("a.b.c") << QString();
        }
    }

    void findsTheToken()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, jwt);
        QFETCH(QString, session);
        const auto read = readTokenAnswer(type, body);
        QVERIFY(std::holds_alternative<TokenAnswer>(read));
        QCOMPARE(std::get<TokenAnswer>(read).jwt, jwt);
        QCOMPARE(std::get<TokenAnswer>(read).session, session);
    }

    void refusesWhatHoldsNone_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Code>("code");
        QTest::newRow("nothing") << QByteArray("application/json") << QByteArray()
                                 << Code::EmptyAnswer;
        QTest::newRow("blanks") << QByteArray("text/plain") << QByteArray(" \r\n\t")
                                << Code::EmptyAnswer;
        QTest::newRow("HTML") << QByteArray("text/html") << QByteArray("<html>secret")
                              << Code::NotOurService;
        QTest::newRow("HTML as text") << QByteArray("text/plain")
                                      << QByteArray("<!doctype html>secret") << Code::NotOurService;
        QTest::newRow("a picture")
            << QByteArray("image/png") << QByteArray("secret") << Code::NotOurService;
        QTest::newRow("a strange type")
            << QByteArray("x\x01\xff/\"y") << QByteArray("secret") << Code::NotOurService;
        QTest::newRow("other JSON") << QByteArray("application/json")
                                    << QByteArray(R"({"error":"secret"})") << Code::NotOurService;
        QTest::newRow("token null")
            << QByteArray("application/json") << QByteArray(R"({"token":null})") << Code::Malformed;
        QTest::newRow("token object")
            << QByteArray("application/json") << QByteArray(R"({"token":{"jwt":"secret"}})")
            << Code::Malformed;
        QTest::newRow("all empty")
            << QByteArray("application/json")
            << QByteArray(R"({"token":"","jwt":" ","accessToken":null})") << Code::Malformed;
        QTest::newRow("a mark alone")
            << QByteArray("text/plain") << QByteArray("\xEF\xBB\xBF") << Code::EmptyAnswer;
        QTest::newRow("a page after a mark")
            << QByteArray("text/html") << QByteArray("\xEF\xBB\xBF<html>secret</html>")
            << Code::NotOurService;
        QTest::newRow("a page of words")
            << QByteArray("text/html") << QByteArray("Welcome to secret. Sign in.")
            << Code::NotOurService;
        QTest::newRow("a page with a token inside")
            << QByteArray("text/html") << QByteArray("<pre>secret.b.c</pre>")
            << Code::NotOurService;
        QTest::newRow("a script") << QByteArray("text/html") << QByteArray("{ let secret = 1; }")
                                  << Code::NotOurService;
        QTest::newRow("other JSON as HTML")
            << QByteArray("text/html") << QByteArray(R"({"error":"secret"})")
            << Code::NotOurService;
        QTest::newRow("broken JSON") << QByteArray("application/json")
                                     << QByteArray("{\"token\":\"secret") << Code::Malformed;
    }

    void refusesWhatHoldsNone()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(Code, code);
        const auto read = readTokenAnswer(type, body);
        QVERIFY(std::holds_alternative<TokenError>(read));
        const auto &error = std::get<TokenError>(read);
        QCOMPARE(codeName(error.code), codeName(code));
        QVERIFY(!error.detail.isEmpty());
        QVERIFY(!error.detail.contains(u"secret"_s)); // no body in an error
    }

    void sortsTheStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Code>("code");
        const auto row
            = [](int status, Code code) { QTest::addRow("%d", status) << status << code; };
        row(301, Code::Redirect);
        row(302, Code::Redirect);
        row(304, Code::Redirect);
        row(400, Code::Configuration);
        row(401, Code::CredentialRejected);
        row(403, Code::AccessRefused);
        row(404, Code::Configuration);
        row(405, Code::Configuration);
        row(408, Code::ServerError);
        row(409, Code::Configuration);
        row(410, Code::Configuration);
        row(415, Code::Configuration);
        row(422, Code::Configuration);
        row(425, Code::ServerError);
        row(429, Code::RateLimited);
        row(500, Code::ServerError);
        row(503, Code::ServerError);
        row(599, Code::ServerError);
        row(100, Code::Configuration);
    }

    void sortsTheStatus()
    {
        QFETCH(int, status);
        QFETCH(Code, code);
        const TokenError error = errorOfStatus(status, "30", {});
        QCOMPARE(codeName(error.code), codeName(code));
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.retryAfter.has_value(),
                 code == Code::ServerError || code == Code::RateLimited);
    }

    void readsDates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds"); // -1: none
        QTest::newRow("IMF-fixdate")
            << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64(784111777);
        QTest::newRow("RFC 850") << QByteArray("Thursday, 01-Jan-26 00:00:00 GMT")
                                 << qint64(1767225600);
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << qint64(784111777);
        QTest::newRow("leap second")
            << QByteArray("Sat, 31 Dec 2016 23:59:60 GMT") << qint64(1483228799);
        QTest::newRow("beyond 32 bits")
            << QByteArray("Wed, 01 Jan 2110 00:00:00 GMT") << qint64(4417977600);
        for (const char *bad :
             { "", "yesterday", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:00:00 GMT",
               "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
               "n, 06 Nov 999000 00:9:37 GMT", "Sun, 06 Nov 994 08:49:37 GMT",
               "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET" })
            QTest::addRow("not '%s'", bad) << QByteArray(bad) << qint64(-1);
    }

    void readsDates()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, seconds);
        const auto date = parseHttpDate(text);
        QCOMPARE(date ? qint64(date->time_since_epoch() / 1s) : -1, seconds);
    }

    void readsRetryAfter_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("wait"); // seconds; -1: none
        QTest::newRow("seconds") << QByteArray("120") << qint64(120);
        QTest::newRow("seconds with blanks") << QByteArray(" 7 ") << qint64(7);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("date ahead") << QByteArray("Thu, 01 Jan 2026 00:01:30 GMT") << qint64(90);
        QTest::newRow("date past") << QByteArray("Wed, 31 Dec 2025 23:00:00 GMT") << qint64(0);
        QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
        QTest::newRow("fraction") << QByteArray("1.5") << qint64(-1);
        QTest::newRow("absurdly long") << QByteArray("99999999999999999999") << qint64(24 * 3600);
        QTest::newRow("empty") << QByteArray() << qint64(-1);
        QTest::newRow("word") << QByteArray("soon") << qint64(-1);
    }

    void readsRetryAfter()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, wait);
        const auto read = parseRetryAfter(text, WallTime(1767225600s));
        QCOMPARE(read ? qint64(*read / 1s) : -1, wait);
    }
};

QTEST_APPLESS_MAIN(tst_token_answer)
#include "tst_token_answer.moc"
