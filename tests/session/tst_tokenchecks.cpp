// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/tokenchecks.h"
#include "support/testtoken.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;

/// What the endpoint doctor thinks of an answer.
class tst_TokenChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheToken_data();
    void findsTheToken();
    void judgesTheStatus_data();
    void judgesTheStatus();
    void judgesTheContentType_data();
    void judgesTheContentType();
    void likesAGoodToken();
    void findsWhatIsWrong_data();
    void findsWhatIsWrong();
    void stopsAtWhatIsNoToken_data();
    void stopsAtWhatIsNoToken();
    void measuresTheClock();
};

namespace {

const TokenSpec Good {};

tokenchecks::Answer answerOf(const TokenSpec &spec)
{
    tokenchecks::Answer answer { .status = 200,
                                 .contentType = "text/plain",
                                 .body = makeJwt(spec) };
    answer.serverTime = Good.issuedAt;
    return answer;
}

QStringList failedNames(const std::vector<tokenchecks::Check> &checks)
{
    QStringList names;
    for (const auto &check : checks) {
        if (!check.ok)
            names.append(check.name);
        // A finding says what to do; a good one needs nothing.
        if (check.ok != check.fix.isEmpty() || check.detail.isEmpty())
            names.append(QStringLiteral("fix of ") + check.name);
        // The arguments of a finding are those that stand in its English words.
        for (const QString &argument : check.arguments) {
            if (!argument.isEmpty() && !(check.detail + check.fix).contains(argument))
                names.append(QStringLiteral("argument of ") + check.name);
        }
    }
    return names;
}

QJsonObject grants(const QJsonObject &chat, const QString &identity = QStringLiteral("alice"))
{
    return { { QStringLiteral("grants"),
               QJsonObject { { QStringLiteral("identity"), identity },
                             { QStringLiteral("chat"), chat } } } };
}

} // namespace

void tst_TokenChecks::findsTheToken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("jwt");
    QTest::newRow("raw") << QByteArray("a.b.c\n") << QByteArray("a.b.c");
    QTest::newRow("token") << QByteArray(R"({"token":"a.b.c"})") << QByteArray("a.b.c");
    QTest::newRow("accessToken") << QByteArray(R"({"accessToken":"a.b.c"})") << QByteArray("a.b.c");
    QTest::newRow("access_token") << QByteArray(R"({"access_token":"a.b.c"})")
                                  << QByteArray("a.b.c");
    QTest::newRow("jwt") << QByteArray(R"({"jwt":"a.b.c"})") << QByteArray("a.b.c");
    QTest::newRow("another name") << QByteArray(R"({"twilioToken":"a.b.c"})") << QByteArray();
}

void tst_TokenChecks::findsTheToken()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, jwt);
    QCOMPARE(tokenchecks::jwtOf({ .body = body }), jwt);
}

void tst_TokenChecks::judgesTheStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("ok");
    QTest::newRow("200") << 200 << true;
    for (const int status : { 201, 302, 400, 401, 403, 404, 405, 429, 500, 503 })
        QTest::addRow("%d", status) << status << false;
}

void tst_TokenChecks::judgesTheStatus()
{
    QFETCH(int, status);
    QFETCH(bool, ok);
    const auto check = tokenchecks::status({ .status = status });
    QCOMPARE(check.ok, ok);
    QCOMPARE(check.fix.isEmpty(), ok);
    QVERIFY(check.detail.contains(QString::number(status)));
}

void tst_TokenChecks::judgesTheContentType_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("ok");
    QTest::newRow("JSON") << QByteArray("application/json; charset=utf-8") << true;
    QTest::newRow("text") << QByteArray("text/plain") << true;
    QTest::newRow("JWT") << QByteArray("application/jwt") << true;
    QTest::newRow("HTML") << QByteArray("text/html; charset=utf-8") << false;
    QTest::newRow("none") << QByteArray() << false;
}

void tst_TokenChecks::judgesTheContentType()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, ok);
    QCOMPARE(tokenchecks::contentType({ .contentType = type }).ok, ok);
}

void tst_TokenChecks::likesAGoodToken()
{
    const auto checks = tokenchecks::token(answerOf(Good), QStringLiteral("alice"), Good.issuedAt);
    QCOMPARE(failedNames(checks), QStringList());
    QStringList names;
    for (const auto &check : checks)
        names.append(check.name);
    QCOMPARE(names,
             QStringList({ QStringLiteral("jwt"), QStringLiteral("algorithm"),
                           QStringLiteral("prefixes"), QStringLiteral("grant"),
                           QStringLiteral("identity"), QStringLiteral("lifetime"),
                           QStringLiteral("notBefore"), QStringLiteral("clock") }));
}

void tst_TokenChecks::findsWhatIsWrong_data()
{
    QTest::addColumn<QJsonObject>("header");
    QTest::addColumn<QJsonObject>("claims");
    QTest::addColumn<QStringList>("failed");
    const QJsonObject none;
    const auto one = [](const char *name) { return QStringList(QLatin1String(name)); };
    const qint64 start
        = std::chrono::duration_cast<std::chrono::seconds>(Good.issuedAt.time_since_epoch())
              .count();
    const auto life = [start](qint64 seconds) {
        return QJsonObject { { QStringLiteral("exp"), start + seconds } };
    };
    const QJsonObject service { { QStringLiteral("service_sid"), Good.serviceSid } };

    QTest::newRow("RS256") << QJsonObject { { QStringLiteral("alg"), QStringLiteral("RS256") } }
                           << none << one("algorithm");
    QTest::newRow("alg none") << QJsonObject { { QStringLiteral("alg"), QStringLiteral("none") } }
                              << none << one("algorithm");
    QTest::newRow("no cty") << QJsonObject { { QStringLiteral("cty"), QJsonValue::Null } } << none
                            << one("algorithm");
    QTest::newRow("key and account swapped")
        << none
        << QJsonObject { { QStringLiteral("sub"),
                           QStringLiteral("SK00000000000000000000000000000001") },
                         { QStringLiteral("iss"),
                           QStringLiteral("AC00000000000000000000000000000001") } }
        << one("prefixes");
    QTest::newRow("account as issuer")
        << none << QJsonObject { { QStringLiteral("iss"), Good.accountSid } } << one("prefixes");
    QTest::newRow("a chat service of another kind")
        << none << grants({ { QStringLiteral("service_sid"), QStringLiteral("CH123") } })
        << one("prefixes");
    QTest::newRow("no chat grant")
        << none
        << QJsonObject { { QStringLiteral("grants"),
                           QJsonObject {
                               { QStringLiteral("identity"), QStringLiteral("alice") } } } }
        << one("grant");
    QTest::newRow("a grant without service") << none << grants({}) << one("grant");
    QTest::newRow("another user") << none << grants(service, QStringLiteral("bob"))
                                  << one("identity");
    QTest::newRow("other capitals")
        << none << grants(service, QStringLiteral("Alice")) << one("identity");
    QTest::newRow("no identity") << none << grants(service, QString()) << one("identity");
    QTest::newRow("2 min 59 s") << none << life(179) << one("lifetime");
    QTest::newRow("3 min") << none << life(180) << QStringList();
    QTest::newRow("24 h") << none << life(86400) << QStringList();
    QTest::newRow("24 h 1 s") << none << life(86401) << one("lifetime");
    QTest::newRow("ended an hour ago") << none
                                       << QJsonObject { { QStringLiteral("iat"), start - 7200 },
                                                        { QStringLiteral("exp"), start - 3600 } }
                                       << one("lifetime");
    QTest::newRow("nbf in a minute")
        << none << QJsonObject { { QStringLiteral("nbf"), start + 60 } } << one("notBefore");
    QTest::newRow("nbf now") << none << QJsonObject { { QStringLiteral("nbf"), start } }
                             << QStringList();
    QTest::newRow("nbf as text") << none
                                 << QJsonObject { { QStringLiteral("nbf"), QStringLiteral("now") } }
                                 << one("notBefore");
}

void tst_TokenChecks::findsWhatIsWrong()
{
    QFETCH(QJsonObject, header);
    QFETCH(QJsonObject, claims);
    QFETCH(QStringList, failed);
    TokenSpec spec;
    spec.extraHeader = header;
    spec.extraClaims = claims;
    const auto checks = tokenchecks::token(answerOf(spec), QStringLiteral("alice"), Good.issuedAt);
    QCOMPARE(failedNames(checks), failed);
}

void tst_TokenChecks::stopsAtWhatIsNoToken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("two parts") << QByteArray("eyJhIjoxfQ.eyJhIjoxfQ");
    QTest::newRow("in quotation marks") << QByteArray('"' + makeJwt(Good) + '"');
    QTest::newRow("bad base64") << QByteArray("e*y.e*y.x");
    QTest::newRow("HTML") << QByteArray("<!doctype html><title>Sign in</title>");
    QTest::newRow("exp as text") << makeJwt(
        { .extraClaims = { { QStringLiteral("exp"), QStringLiteral("soon") } } });
    QTest::newRow("9 KiB") << QByteArray(9 * 1024, 'x');
}

void tst_TokenChecks::stopsAtWhatIsNoToken()
{
    QFETCH(QByteArray, body);
    const auto checks
        = tokenchecks::token({ .status = 200, .contentType = "text/plain", .body = body },
                             QStringLiteral("alice"), Good.issuedAt);
    QCOMPARE(checks.size(), size_t(1));
    QCOMPARE(failedNames(checks), QStringList(QStringLiteral("jwt")));
}

void tst_TokenChecks::measuresTheClock()
{
    const auto failedAt = [](std::chrono::milliseconds localOffset) {
        return failedNames(tokenchecks::token(answerOf(Good), QStringLiteral("alice"),
                                              Good.issuedAt + localOffset));
    };
    QCOMPARE(failedAt(5s), QStringList());
    QCOMPARE(failedAt(-5s), QStringList());
    QCOMPARE(failedAt(10min), QStringList(QStringLiteral("clock")));
    QCOMPARE(failedAt(-24h * 365), QStringList(QStringLiteral("clock")));
}

QTEST_GUILESS_MAIN(tst_TokenChecks)
#include "tst_tokenchecks.moc"
