// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/database.h"
#include "localservice/store/moment.h"
#include "localservice/tokens/tokenissuer.h"
#include "localservice/tokens/tokenvalidator.h"
#include "support/fakeclock.h"
#include "support/testtoken.h"
#include "token/accesstoken.h"

#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_LocalServiceJwt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void acceptsWhatItIssues();
    void issuesTokensThatDiffer();
    void issuesTokensThatParleyReads();
    void refuses_data();
    void refuses();
    void refusesWhatIsNoJwt_data();
    void refusesWhatIsNoJwt();
    void expiresATokenOnDemand();
    void everyInstallationHasItsOwnKey();

private:
    [[nodiscard]] test::TokenSpec goodSpec() const;
    [[nodiscard]] int errorOf(const QByteArray &jwt) const;

    Installation m_installation;
    WallTime m_now = test::FakeClock().wallNow();
};

void tst_LocalServiceJwt::initTestCase()
{
    Database database;
    QVERIFY(database.open(u":memory:"_s));
    m_installation = Installation::loadOrCreate(database);
    QCOMPARE(m_installation.keySecret.size(), 32);
}

test::TokenSpec tst_LocalServiceJwt::goodSpec() const
{
    test::TokenSpec spec;
    spec.serviceSid = m_installation.serviceSid;
    spec.accountSid = m_installation.accountSid;
    spec.issuedAt = m_now;
    spec.extraClaims.insert(u"iss"_s, m_installation.keySid);
    return spec;
}

int tst_LocalServiceJwt::errorOf(const QByteArray &jwt) const
{
    const auto outcome = TokenValidator(m_installation).validate(jwt, m_now);
    const auto *const refusal = std::get_if<TokenRefusal>(&outcome);
    return refusal ? refusal->errorCode : 0;
}

void tst_LocalServiceJwt::acceptsWhatItIssues()
{
    const QByteArray jwt = TokenIssuer(m_installation).issue(u"ada"_s, 60s, m_now);
    const auto outcome = TokenValidator(m_installation).validate(jwt, m_now);
    const auto *const claims = std::get_if<TokenClaims>(&outcome);
    QVERIFY(claims);
    QCOMPARE(claims->identity, u"ada"_s);
    QCOMPARE(claims->serviceSid, m_installation.serviceSid);
    QCOMPARE(claims->expiresAt, m_now + 60s);
    QCOMPARE(errorOf(TokenIssuer(m_installation).issue(u"ada"_s, -1s, m_now)), 20104);
}

void tst_LocalServiceJwt::issuesTokensThatDiffer()
{
    const TokenIssuer issuer(m_installation);
    QVERIFY(issuer.issue(u"ada"_s, 60s, m_now) != issuer.issue(u"ada"_s, 60s, m_now));
}

void tst_LocalServiceJwt::issuesTokensThatParleyReads()
{
    const auto parsed
        = AccessToken::parse(TokenIssuer(m_installation).issue(u"ådå @1"_s, 3600s, m_now));
    const auto *const token = std::get_if<AccessToken>(&parsed);
    QVERIFY(token);
    QCOMPARE(token->identity(), u"ådå @1"_s);
    QCOMPARE(token->algorithm(), u"HS256"_s);
    QCOMPARE(token->contentType(), u"twilio-fpa;v=1"_s);
    QVERIFY(token->keySid().startsWith(u"SK"_s));
    QVERIFY(token->accountSid().startsWith(u"AC"_s));
    QVERIFY(token->serviceSid().startsWith(u"IS"_s));
    QCOMPARE(token->lifetime(), std::optional<std::chrono::milliseconds>(1h));
}

void tst_LocalServiceJwt::refuses_data()
{
    QTest::addColumn<QJsonObject>("claims");
    QTest::addColumn<QJsonObject>("header");
    QTest::addColumn<int>("errorCode");

    const qint64 now = epochSeconds(m_now);
    const auto claim = [](const char *row, const QString &name, const QJsonValue &value, int code) {
        QTest::newRow(row) << QJsonObject { { name, value } } << QJsonObject() << code;
    };
    const auto header = [](const char *row, const QString &name, const QJsonValue &value) {
        QTest::newRow(row) << QJsonObject() << QJsonObject { { name, value } } << 20101;
    };
    QTest::newRow("nothing wrong") << QJsonObject() << QJsonObject() << 0;
    header("algorithm none", u"alg"_s, u"none"_s);
    header("algorithm of another strength", u"alg"_s, u"HS512"_s);
    header("no algorithm", u"alg"_s, QJsonValue::Null);
    header("another type", u"typ"_s, u"JWE"_s);
    header("no Twilio content type", u"cty"_s, QJsonValue::Null);
    claim("another key", u"iss"_s, u"SK00000000000000000000000000000000"_s, 20101);
    claim("another account", u"sub"_s, u"AC00000000000000000000000000000000"_s, 20101);
    claim("not valid yet", u"nbf"_s, now + 1, 20101);
    claim("valid from now", u"nbf"_s, now, 0);
    claim("expired this very second", u"exp"_s, now, 20104);
    claim("expired long ago", u"exp"_s, now - 100'000, 20104);
    claim("a whole day", u"exp"_s, now + 24 * 3600, 0);
    claim("longer than a day", u"exp"_s, now + 24 * 3600 + 1, 20104);
    claim("no expiry", u"exp"_s, QJsonValue::Null, 20101);
    claim("expiry is a text", u"exp"_s, u"4102444800"_s, 20101);
    claim("no issue time", u"iat"_s, QJsonValue::Null, 20101);
    claim("issue time with a fraction", u"iat"_s, double(now) - 0.25, 0);
    claim("expiry with a fraction", u"exp"_s, double(now) + 60.75, 0);
    claim("valid from a moment ago", u"nbf"_s, double(now) - 0.5, 0);
    claim("issue time before 1970", u"iat"_s, -1, 20101);
    claim("no grants", u"grants"_s, QJsonValue::Null, 20101);
    const QJsonObject chat { { u"service_sid"_s, m_installation.serviceSid } };
    claim("no identity", u"grants"_s, QJsonObject { { u"chat"_s, chat } }, 20101);
    claim("an empty identity", u"grants"_s,
          QJsonObject { { u"identity"_s, u""_s }, { u"chat"_s, chat } }, 20101);
    claim("no chat grant", u"grants"_s, QJsonObject { { u"identity"_s, u"ada"_s } }, 20101);
    claim("the old name of the grant", u"grants"_s,
          QJsonObject { { u"identity"_s, u"ada"_s }, { u"ip_messaging"_s, chat } }, 0);
    claim("a grant for another service", u"grants"_s,
          QJsonObject {
              { u"identity"_s, u"ada"_s },
              { u"chat"_s,
                QJsonObject { { u"service_sid"_s, u"IS00000000000000000000000000000000"_s } } } },
          20101);
}

void tst_LocalServiceJwt::refuses()
{
    QFETCH(QJsonObject, claims);
    QFETCH(QJsonObject, header);
    QFETCH(int, errorCode);

    test::TokenSpec spec = goodSpec();
    for (auto it = claims.begin(); it != claims.end(); ++it)
        spec.extraClaims.insert(it.key(), it.value());
    spec.extraHeader = header;
    QCOMPARE(errorOf(test::makeJwt(spec, m_installation.keySecret)), errorCode);
}

void tst_LocalServiceJwt::refusesWhatIsNoJwt_data()
{
    QTest::addColumn<QByteArray>("jwt");
    const QByteArray good = test::makeJwt(goodSpec(), m_installation.keySecret);
    const qsizetype dot = good.lastIndexOf('.');
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("token");
    QTest::newRow("two parts") << good.left(dot);
    QTest::newRow("four parts") << good + ".x";
    QTest::newRow("without signature") << good.left(dot + 1);
    QTest::newRow("with half a signature") << good.left(good.size() - 20);
    QTest::newRow("signed with another key") << test::makeJwt(goodSpec(), "another key");
    QTest::newRow("something behind the signature") << good + '=';
    QTest::newRow("one bit of the payload flipped") << [&good] {
        QByteArray bytes = good;
        const qsizetype middle = bytes.indexOf('.') + 10;
        bytes[middle] = bytes.at(middle) == 'A' ? 'B' : 'A';
        return bytes;
    }();
    QTest::newRow("larger than any token") << good + QByteArray(9000, 'A');
}

void tst_LocalServiceJwt::refusesWhatIsNoJwt()
{
    QFETCH(QByteArray, jwt);
    QCOMPARE(errorOf(jwt), 20101);
}

void tst_LocalServiceJwt::expiresATokenOnDemand()
{
    TokenValidator validator(m_installation);
    const QByteArray jwt = TokenIssuer(m_installation).issue(u"ada"_s, 3600s, m_now);
    const auto before = validator.validate(jwt, m_now);
    QVERIFY(std::holds_alternative<TokenClaims>(before));
    validator.expire(std::get<TokenClaims>(before).fingerprint);
    const auto after = validator.validate(jwt, m_now);
    QVERIFY(std::holds_alternative<TokenRefusal>(after));
    QCOMPARE(std::get<TokenRefusal>(after).errorCode, 20104);
}

void tst_LocalServiceJwt::everyInstallationHasItsOwnKey()
{
    Database other;
    QVERIFY(other.open(u":memory:"_s));
    const Installation foreign = Installation::loadOrCreate(other);
    QVERIFY(foreign.keySecret != m_installation.keySecret);
    QCOMPARE(errorOf(TokenIssuer(foreign).issue(u"ada"_s, 60s, m_now)), 20101);
    const Installation again = Installation::loadOrCreate(other);
    QCOMPARE(again.keySecret, foreign.keySecret);
    QCOMPARE(again.serviceSid, foreign.serviceSid);
}

QTEST_GUILESS_MAIN(tst_LocalServiceJwt)
#include "tst_localservice_jwt.moc"
