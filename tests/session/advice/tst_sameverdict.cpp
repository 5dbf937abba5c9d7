// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/endpointdoctor.h"
#include "sessionbench.h"
#include "token/tinyhttpserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QStringConverter>
#include <QTest>
#include <QTimer>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The endpoint doctor and the sign-in get the same answers of a real HTTP server, and must come to
/// the same verdict: never 'all is well' where no user can sign in, or the other way round.
class tst_SameVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onEachAnswer_data();
    void onEachAnswer();

private:
    struct Verdict
    {
        bool isTaken = false;
        QString reason {}; ///< error code, or the name of the failed check
    };
    static SessionParts realParts(SessionBench &bench, QNetworkAccessManager &network);
    static Verdict ofSignIn(SessionBench &bench, TinyHttpServer &server);
    static Verdict ofDoctor(SessionBench &bench, TinyHttpServer &server);
    static void runUntil(SessionBench &bench, TinyHttpServer &server, QSignalSpy &spy);
};

namespace {

constexpr WallTime Start(1767225600s); // of the fake clock

QByteArray jwtWith(const QJsonObject &claims, const QJsonObject &header = {})
{
    TokenSpec spec;
    spec.extraClaims = claims;
    spec.extraHeader = header;
    return makeJwt(spec);
}

QByteArray jwtLiving(std::chrono::seconds age, std::chrono::seconds life)
{
    TokenSpec spec;
    spec.issuedAt = Start - age;
    spec.life = life;
    return makeJwt(spec);
}

QByteArray inJson(const QByteArray &jwt, const QByteArray &key = "token")
{
    return "{\"" + key + "\":\"" + jwt + "\"}";
}

QByteArray encodedAs(QStringConverter::Encoding encoding, const QByteArray &text)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
    return encoder(QString::fromLatin1(text));
}

/// What Twilio advises, but neither it nor the sign-in insists on.
bool isAdvice(const EndpointDoctor::Check &check)
{
    using enum EndpointDoctor::Finding;
    switch (check.finding) {
    case AccountSidWrong:
    case KeySidWrong:
    case ServiceSidWrong:
    case LifeTooShort:
    case ComputerAhead:
    case ComputerBehind:
        return true;
    default:
        return false;
    }
}

} // namespace

void tst_SameVerdict::onEachAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isTaken");
    const QByteArray good = makeJwt({});
    const QByteArray json = inJson(good);
    const QByteArray mark = "\xEF\xBB\xBF";
    const auto body
        = [](const char *name, const QByteArray &content, bool isTaken,
             const QByteArray &type = "application/json", const QByteArray &headers = {}) {
              QTest::newRow(name) << TinyHttpServer::reply(200, content, type, headers) << isTaken;
          };
    const auto jwt = [&body](const char *name, const QByteArray &token, bool isTaken) {
        body(name, inJson(token), isTaken);
    };
    const auto status = [&json](int code, bool isTaken) {
        QTest::addRow("status %d", code)
            << TinyHttpServer::reply(code, json, "application/json") << isTaken;
    };

    // How the token stands in the body, and what the body says of itself.
    body("JSON", json, true);
    body("accessToken", inJson(good, "accessToken"), true);
    body("access_token", inJson(good, "access_token"), true);
    body("jwt", inJson(good, "jwt"), true);
    body("another key", inJson(good, "value"), false);
    body("the first key is empty", "{\"token\":\"\",\"jwt\":\"" + good + "\"}", true);
    body("the first key is null", "{\"token\":null,\"jwt\":\"" + good + "\"}", true);
    body("the first key is an object", "{\"token\":{},\"accessToken\":\"" + good + "\"}", true);
    body("no key has a text", R"({"token":null,"jwt":7})", false);
    body("nested", "{\"data\":" + json + "}", false);
    body("JSON array", "[\"" + good + "\"]", false);
    body("JSON string", '"' + good + '"', false);
    body("broken JSON", json.chopped(1), false);
    body("raw", good, true, "text/plain");
    body("raw with a line end", good + "\r\n", true, "text/plain");
    body("raw as JSON", good, true);
    body("raw without a type", good, true, "");
    body("raw as HTML", good, true, "text/html; charset=utf-8");
    body("raw as octets", good, true, "application/octet-stream");
    body("JSON as HTML", json, true, "text/html");
    body("JSON as text", json, true, "text/plain");
    body("JSON without a type", json, true, "");
    body("a page", "<!doctype html><title>Sign in</title>", false, "text/html");
    body("a page as text", "<html>" + good + "</html>", false, "text/plain");
    body("a page with the token", "<pre>" + good + "</pre>", false, "text/html");
    body("a sentence", "Your token is " + good, false, "text/plain");
    body("nothing", "", false);
    body("blanks", " \r\n", false, "text/plain");
    body("the word null", "null", false);
    body("the word undefined", "undefined", false, "text/plain");
    body("Bearer before it", "Bearer " + good, false, "text/plain");
    body("two tokens", good + "\n" + good, false, "text/plain");
    body("a mark before JSON", mark + json, true);
    body("a mark before the token", mark + good, true, "text/plain");
    body("two marks", mark + mark + json, true, "text/html");
    body("a mark in the string", inJson(mark + good), true);
    body("blanks in the string", inJson(" " + good + "\\n"), true);
    body("UTF-16", encodedAs(QStringConverter::Utf16LE, json), true);
    body("64 KiB", json + QByteArray(64 * 1024 - json.size(), ' '), true);
    body("64 KiB and a byte", json + QByteArray(64 * 1024 + 1 - json.size(), ' '), false);
    body("deflate", qCompress(json).mid(4), true, "application/json",
         "Content-Encoding: deflate\r\n");
    body("deflate of 1 MiB", qCompress(QByteArray(1024 * 1024, ' ')).mid(4), false,
         "application/json", "Content-Encoding: deflate\r\n");
    body("not what its encoding says", json, false, "application/json",
         "Content-Encoding: gzip\r\n");

    for (const int code : { 200, 201, 202, 203 })
        status(code, true);
    for (const int code : { 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 415, 429, 500, 503 })
        status(code, false);
    QTest::newRow("cut in the middle")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + json) << false;
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << false;

    // What the token says.
    const qint64 start = Start.time_since_epoch() / 1s;
    const auto one = [](const char *name, const QJsonValue &value) {
        return QJsonObject { { QLatin1String(name), value } };
    };
    const auto grants = [](const QJsonObject &chat, const QString &identity) {
        return QJsonObject { { u"grants"_s,
                               QJsonObject { { u"identity"_s, identity }, { u"chat"_s, chat } } } };
    };
    const QJsonObject service { { u"service_sid"_s, TokenSpec().serviceSid } };
    const QList<QByteArray> parts = good.split('.');
    jwt("fraction in iat", jwtWith(one("iat", double(start) - 0.25)), true);
    jwt("fraction in exp", jwtWith(one("exp", double(start) + 3600.5)), true);
    jwt("fraction in nbf", jwtWith(one("nbf", double(start) - 1.5)), true);
    jwt("iat as text", jwtWith(one("iat", u"1767225600"_s)), false);
    jwt("exp as text", jwtWith(one("exp", u"1767225600"_s)), false);
    jwt("nbf as text", jwtWith(one("nbf", u"1767225600"_s)), false);
    jwt("exp in milliseconds", jwtWith(one("exp", double(start) * 1000)), false);
    jwt("no exp", jwtWith(one("exp", QJsonValue::Null)), false);
    jwt("no iat", jwtWith(one("iat", QJsonValue::Null)), true);
    jwt("padding", parts.at(0) + '.' + parts.at(1) + "=." + parts.at(2), false);
    jwt("padded signature", good + '=', false);
    jwt("standard base64", parts.at(0) + '.' + parts.at(1) + ".+/+/", false);
    jwt("two parts", parts.at(0) + '.' + parts.at(1), false);
    jwt("four parts", good + ".x", false);
    jwt("9 KiB", jwtWith(one("filler", QString(9 * 1024, u'x'))), false);
    jwt("payload is an array", parts.at(0) + ".W10." + parts.at(2), false);
    jwt("alg none", jwtWith({}, one("alg", u"none"_s)), false);
    jwt("alg RS256", jwtWith({}, one("alg", u"RS256"_s)), false);
    jwt("no cty", jwtWith({}, one("cty", QJsonValue::Null)), false);
    jwt("another cty", jwtWith({}, one("cty", u"twilio-fpax"_s)), false);
    jwt("a later version of cty", jwtWith({}, one("cty", u"twilio-fpa;v=2"_s)), true);
    jwt("another user", jwtWith(grants(service, u"bob"_s)), false);
    jwt("other capitals", jwtWith(grants(service, u"Alice"_s)), false);
    jwt("no identity", jwtWith(grants(service, {})), false);
    jwt("no grants", jwtWith(one("grants", QJsonValue::Null)), false);
    jwt("grants is an array", jwtWith(one("grants", QJsonArray())), false);
    jwt("no service", jwtWith(grants({}, u"alice"_s)), false);
    jwt("service is a number", jwtWith(grants(one("service_sid", 7), u"alice"_s)), false);
    jwt("account and key swapped", jwtWith({ { u"sub"_s, u"SK1"_s }, { u"iss"_s, u"AC1"_s } }),
        true);
    jwt("two minutes", jwtLiving(0s, 2min), true);
    jwt("24 h", jwtLiving(0s, 24h), true);
    jwt("24 h and a minute", jwtLiving(0s, 24h + 60s), true);
    jwt("24 h and 61 s", jwtLiving(0s, 24h + 61s), false);
    jwt("48 h", jwtLiving(0s, 48h), false);
    jwt("35 s left", jwtLiving(565s, 600s), true);
    jwt("29 s left", jwtLiving(571s, 600s), false);
    jwt("ended", jwtLiving(2h, 1h), false);
    jwt("nbf now", jwtWith(one("nbf", start)), true);
    jwt("nbf in 20 s", jwtWith(one("nbf", start + 20)), true);
    jwt("nbf in 60 s", jwtWith(one("nbf", start + 60)), true);
    jwt("nbf in 70 s", jwtWith(one("nbf", start + 70)), false);

    // What the server's clock says.
    body("Date of now", json, true, "application/json", "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n");
    body("Date past the end of the token", json, false, "application/json",
         "Date: Thu, 01 Jan 2026 02:00:00 GMT\r\n");
    body("Date long before the token", json, true, "application/json",
         "Date: Wed, 31 Dec 2025 12:00:00 GMT\r\n");
    body("no date", json, true, "application/json", "Date: yesterday\r\n");
}

SessionParts tst_SameVerdict::realParts(SessionBench &bench, QNetworkAccessManager &network)
{
    SessionParts parts = bench.parts();
    return { .network = network,
             .store = parts.store,
             .clock = parts.clock,
             .reachability = parts.reachability,
             .transports = parts.transports,
             .random = parts.random };
}

/// Time stands still until the answer has left, so that no deadline comes before it. A second
/// connection asks what the port speaks.
void tst_SameVerdict::runUntil(SessionBench &bench, TinyHttpServer &server, QSignalSpy &spy)
{
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, &ticks, [&] {
        const bool isServed = !server.requests().isEmpty()
            && (server.openConnections() == 0 || server.connections() > 1);
        bench.clock.advance(isServed ? 200ms : 0ms);
    });
    ticks.start(1);
    QVERIFY(!spy.isEmpty() || spy.wait(10000));
}

tst_SameVerdict::Verdict tst_SameVerdict::ofSignIn(SessionBench &bench, TinyHttpServer &server)
{
    QNetworkAccessManager network;
    Session session(bench.config, realParts(bench, network));
    Verdict verdict;
    QObject ending;
    QSignalSpy ended(&ending, &QObject::objectNameChanged);
    connect(&session, &Session::signedIn, &ending, [&] {
        verdict.isTaken = true;
        ending.setObjectName(u"signed in"_s);
    });
    connect(&session.tokens(), &TokenManager::tokenUpdateFailed, &ending,
            [&](const TokenError &error) {
                verdict.reason = codeName(error.code);
                ending.setObjectName(u"failed"_s);
            });
    session.signIn(u"demo"_s, false);
    runUntil(bench, server, ended);
    return verdict;
}

tst_SameVerdict::Verdict tst_SameVerdict::ofDoctor(SessionBench &bench, TinyHttpServer &server)
{
    QNetworkAccessManager network;
    EndpointDoctor doctor(bench.config, realParts(bench, network));
    Verdict verdict { .isTaken = true };
    connect(&doctor, &EndpointDoctor::checked, &doctor, [&](const EndpointDoctor::Check &check) {
        if (check.ok || isAdvice(check))
            return;
        verdict.isTaken = false;
        verdict.reason += check.name + u' ';
    });
    QSignalSpy finished(&doctor, &EndpointDoctor::finished);
    doctor.run(u"demo"_s);
    runUntil(bench, server, finished);
    return verdict;
}

void tst_SameVerdict::onEachAnswer()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, isTaken);
    const auto verdictOf = [&answer](auto judge) {
        SessionBench bench;
        TinyHttpServer server;
        server.answer = [&answer](const HttpRequest &) { return answer; };
        bench.config.tokenUrl = server.url();
        return judge(bench, server);
    };
    const Verdict signIn = verdictOf(&tst_SameVerdict::ofSignIn);
    const Verdict doctor = verdictOf(&tst_SameVerdict::ofDoctor);
    QVERIFY2(signIn.isTaken == isTaken, qPrintable(u"sign-in: "_s + signIn.reason));
    QVERIFY2(doctor.isTaken == isTaken, qPrintable(u"doctor: "_s + doctor.reason));
    QCOMPARE(signIn.reason.isEmpty(), doctor.reason.isEmpty());
}

QTEST_GUILESS_MAIN(tst_SameVerdict)
#include "tst_sameverdict.moc"
