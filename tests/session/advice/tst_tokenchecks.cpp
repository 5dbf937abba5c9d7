// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokenchecks.h"
#include "session/advice/tokenremarks.h"
#include "support/testtoken.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the endpoint doctor says of an exchange.
class tst_TokenChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explainsEachError_data();
    void explainsEachError();
    void judgesTheStatus_data();
    void judgesTheStatus();
    void tellsTheContentTypeOnly_data();
    void tellsTheContentTypeOnly();
    void likesAGoodToken();
    void findsWhatIsWrong_data();
    void findsWhatIsWrong();
    void namesTheClaimThatKeepsATokenFromBeingRead_data();
    void namesTheClaimThatKeepsATokenFromBeingRead();
    void remarksWhatIsUnusual();
    void measuresTheClock();
    void doesNotBelieveADateThatCannotBe();
};

namespace {

const TokenSpec Good {};

TokenExchangeResult resultOf(const TokenSpec &spec)
{
    return { .token = AccessToken::parse(makeJwt(spec)),
             .serverTime = Good.issuedAt,
             .status = 200,
             .contentType = "text/plain" };
}

std::vector<tokenchecks::Check> checksOf(const TokenExchangeResult &result,
                                         std::chrono::milliseconds localOffset = 0ms)
{
    return tokenchecks::checks(result,
                               { .url = QUrl(u"https://example.org/token"_s),
                                 .identity = u"alice"_s,
                                 .localNow = Good.issuedAt + localOffset });
}

QStringList failedNames(const std::vector<tokenchecks::Check> &checks)
{
    QStringList names;
    for (const auto &check : checks) {
        if (!check.ok)
            names.append(check.name);
        // A finding says what to do; a good one needs nothing.
        if (check.ok != check.fix.isEmpty() || check.detail.isEmpty())
            names.append(u"fix of "_s + check.name);
        // The arguments of a finding are those that stand in its English words.
        for (const QString &argument : check.arguments) {
            if (check.name != "reached"_L1 && !argument.isEmpty()
                && !(check.detail + check.fix).contains(argument))
                names.append(u"argument of "_s + check.name);
        }
    }
    return names;
}

QStringList namesOf(const std::vector<tokenchecks::Check> &checks)
{
    QStringList names;
    for (const auto &check : checks)
        names.append((check.ok ? QString() : u"!"_s) + check.name);
    return names;
}

QJsonObject grants(const QJsonObject &chat, const QString &identity = u"alice"_s)
{
    return { { u"grants"_s, QJsonObject { { u"identity"_s, identity }, { u"chat"_s, chat } } } };
}

} // namespace

void tst_TokenChecks::explainsEachError_data()
{
    using Code = TokenError::Code;
    QTest::addColumn<Code>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *name, Code code, int status, const char *names) {
        QTest::newRow(name) << code << status << QString::fromLatin1(names);
    };
    const char *const noToken = "reached tls status contentType !jwt";
    row("not reached", Code::Offline, 0, "!reached");
    row("no answer", Code::Timeout, 0, "!reached");
    row("certificate", Code::Tls, 0, "reached !tls");
    row("http at a port for https", Code::PortSpeaksHttp, 0, "reached !tls");
    row("https at a port for http", Code::PortSpeaksHttps, 0, "reached !tls");
    row("https at a port for http, with 400", Code::PortSpeaksHttps, 400, "reached !tls");
    row("a proxy", Code::Configuration, 407, "reached tls !status");
    row("401", Code::CredentialRejected, 401, "reached tls !status");
    row("500", Code::ServerError, 500, "reached tls !status");
    row("a page", Code::NotOurService, 200, noToken);
    row("nothing", Code::EmptyAnswer, 204, noToken);
    row("too much", Code::TooLarge, 200, noToken);
    row("broken", Code::Malformed, 200, noToken);
    row("cut", Code::Offline, 200, noToken);
    row("slow", Code::Timeout, 200, noToken);
}

void tst_TokenChecks::explainsEachError()
{
    QFETCH(TokenError::Code, code);
    QFETCH(int, status);
    QFETCH(QString, names);
    const TokenExchangeResult result {
        .token = TokenError { .code = code, .detail = u"the reason"_s },
        .status = status,
        .networkError = QNetworkReply::UnknownNetworkError,
    };
    const auto checks = checksOf(result);
    QCOMPARE(namesOf(checks).join(QLatin1Char(' ')), names);
    QCOMPARE(failedNames(checks).size(), 1);
}

void tst_TokenChecks::judgesTheStatus_data()
{
    QTest::addColumn<int>("status");
    for (const int status : { 302, 400, 401, 403, 404, 405, 429, 500, 503 })
        QTest::addRow("%d", status) << status;
}

void tst_TokenChecks::judgesTheStatus()
{
    QFETCH(int, status);
    const TokenExchangeResult result { .token = TokenError {}, .status = status };
    const auto check = checksOf(result).back();
    QCOMPARE(check.name, u"status"_s);
    QVERIFY(!check.ok);
    QVERIFY(check.detail.contains(QString::number(status)));
}

void tst_TokenChecks::tellsTheContentTypeOnly_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("detail");
    QTest::newRow("JSON") << QByteArray("application/json; charset=utf-8") << u"application/json"_s;
    QTest::newRow("HTML") << QByteArray("text/html; charset=utf-8") << u"text/html"_s;
    QTest::newRow("none") << QByteArray() << u"No Content-Type"_s;
    QTest::newRow("nonsense") << QByteArray("x\x01y") << u"No Content-Type"_s;
}

void tst_TokenChecks::tellsTheContentTypeOnly()
{
    QFETCH(QByteArray, type);
    QFETCH(QString, detail);
    TokenExchangeResult result = resultOf(Good);
    result.contentType = type;
    const auto check = checksOf(result).at(3);
    QCOMPARE(check.name, u"contentType"_s);
    QVERIFY(check.ok);
    QVERIFY2(check.detail.contains(detail), qPrintable(check.detail));
}

void tst_TokenChecks::likesAGoodToken()
{
    const auto checks = checksOf(resultOf(Good));
    QCOMPARE(failedNames(checks), QStringList());
    QCOMPARE(namesOf(checks).join(QLatin1Char(' ')),
             u"reached tls status contentType jwt algorithm prefixes grant identity "
             "lifetime notBefore clock"_s);
    TokenExchangeResult created = resultOf(Good);
    created.status = 201;
    QCOMPARE(failedNames(checksOf(created)), QStringList());
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
        return QJsonObject { { u"exp"_s, start + seconds } };
    };
    const QJsonObject service { { u"service_sid"_s, Good.serviceSid } };

    QTest::newRow("RS256") << QJsonObject { { u"alg"_s, u"RS256"_s } } << none << one("algorithm");
    QTest::newRow("alg none") << QJsonObject { { u"alg"_s, u"none"_s } } << none
                              << one("algorithm");
    QTest::newRow("no cty") << QJsonObject { { u"cty"_s, QJsonValue::Null } } << none
                            << one("algorithm");
    QTest::newRow("key and account swapped")
        << none
        << QJsonObject { { u"sub"_s, u"SK00000000000000000000000000000001"_s },
                         { u"iss"_s, u"AC00000000000000000000000000000001"_s } }
        << one("prefixes");
    QTest::newRow("account as issuer")
        << none << QJsonObject { { u"iss"_s, Good.accountSid } } << one("prefixes");
    QTest::newRow("a chat service of another kind")
        << none << grants({ { u"service_sid"_s, u"CH123"_s } }) << one("prefixes");
    QTest::newRow("no chat grant")
        << none << QJsonObject { { u"grants"_s, QJsonObject { { u"identity"_s, u"alice"_s } } } }
        << one("grant");
    QTest::newRow("a grant without service") << none << grants({}) << one("grant");
    QTest::newRow("another user") << none << grants(service, u"bob"_s) << one("identity");
    QTest::newRow("other capitals") << none << grants(service, u"Alice"_s) << one("identity");
    QTest::newRow("2 min 59 s") << none << life(179) << one("lifetime");
    QTest::newRow("3 min") << none << life(180) << QStringList();
    QTest::newRow("24 h") << none << life(86400) << QStringList();
    QTest::newRow("24 h 1 min") << none << life(86460) << QStringList(); // as a sign-in has it
    QTest::newRow("24 h 1 min 1 s") << none << life(86461) << one("lifetime");
    QTest::newRow("a fraction") << none
                                << QJsonObject { { u"iat"_s, double(start) + 0.75 },
                                                 { u"exp"_s, double(start) + 600.5 } }
                                << QStringList();
    QTest::newRow("ends in 20 s") << none
                                  << QJsonObject { { u"iat"_s, start - 580 },
                                                   { u"exp"_s, start + 20 } }
                                  << one("lifetime");
    QTest::newRow("ended an hour ago")
        << none << QJsonObject { { u"iat"_s, start - 7200 }, { u"exp"_s, start - 3600 } }
        << one("lifetime");
    QTest::newRow("nbf in a minute") // a sign-in waits for it
        << none << QJsonObject { { u"nbf"_s, start + 60 } } << QStringList();
    QTest::newRow("nbf in more than a minute")
        << none << QJsonObject { { u"nbf"_s, start + 61 } } << one("notBefore");
    QTest::newRow("nbf now") << none << QJsonObject { { u"nbf"_s, start } } << QStringList();
}

void tst_TokenChecks::findsWhatIsWrong()
{
    QFETCH(QJsonObject, header);
    QFETCH(QJsonObject, claims);
    QFETCH(QStringList, failed);
    TokenSpec spec;
    spec.extraHeader = header;
    spec.extraClaims = claims;
    QCOMPARE(failedNames(checksOf(resultOf(spec))), failed);
}

void tst_TokenChecks::namesTheClaimThatKeepsATokenFromBeingRead_data()
{
    QTest::addColumn<QJsonObject>("claims");
    QTest::addColumn<QString>("names"); // behind `contentType`
    const auto row = [](const char *name, const QJsonObject &claims, const char *names) {
        QTest::newRow(name) << claims << QString::fromLatin1(names);
    };
    const QJsonObject service { { u"service_sid"_s, Good.serviceSid } };
    row("no identity", grants(service, QString()), "jwt !identity");
    row("grants as text", { { u"grants"_s, u"chat"_s } }, "jwt !grant");
    row("iat as text", { { u"iat"_s, u"now"_s } }, "jwt !lifetime");
    row("nbf as text", { { u"nbf"_s, u"now"_s } }, "jwt !notBefore");
    row("exp as text", { { u"exp"_s, u"soon"_s } }, "!jwt");
    row("no exp", { { u"exp"_s, QJsonValue::Null } }, "!jwt");
}

void tst_TokenChecks::namesTheClaimThatKeepsATokenFromBeingRead()
{
    QFETCH(QJsonObject, claims);
    QFETCH(QString, names);
    TokenSpec spec;
    spec.extraClaims = claims;
    const auto checks = checksOf(resultOf(spec));
    QCOMPARE(namesOf(checks).mid(4).join(QLatin1Char(' ')), names);
    QCOMPARE(failedNames(checks).size(), 1);
}

void tst_TokenChecks::remarksWhatIsUnusual()
{
    QVERIFY(tokenRemarks(makeToken({}), Good.issuedAt).empty());
    TokenSpec spec { .serviceSid = u"IS1"_s, .accountSid = u"XX"_s };
    spec.life = 179s;
    QVERIFY(tokenRemarks(makeToken(spec), Good.issuedAt)
            == std::vector<TokenRemark>({ TokenRemark::AccountSidForm, TokenRemark::ServiceSidForm,
                                          TokenRemark::ShortLife }));
}

void tst_TokenChecks::measuresTheClock()
{
    QCOMPARE(failedNames(checksOf(resultOf(Good), 5s)), QStringList());
    QCOMPARE(failedNames(checksOf(resultOf(Good), -5s)), QStringList());
    QCOMPARE(failedNames(checksOf(resultOf(Good), 10min)), QStringList(u"clock"_s));
    QCOMPARE(failedNames(checksOf(resultOf(Good), -24h * 365)), QStringList(u"clock"_s));
}

/// The token would seem to have ended long ago, or not to have begun.
void tst_TokenChecks::doesNotBelieveADateThatCannotBe()
{
    TokenExchangeResult result = resultOf(Good);
    for (const auto off : { std::chrono::milliseconds(-1h), std::chrono::milliseconds(48h) }) {
        result.serverTime = Good.issuedAt + off;
        QVERIFY(tokenchecks::serverNow(result, Good.issuedAt) == Good.issuedAt);
        QCOMPARE(failedNames(checksOf(result)), QStringList());
    }
}

QTEST_GUILESS_MAIN(tst_TokenChecks)
#include "tst_tokenchecks.moc"
