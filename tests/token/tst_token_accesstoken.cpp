// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/testtoken.h"
#include "token/accesstoken.h"

#include <QDebug>
#include <QJsonArray>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Malformation = TokenError::Malformation;

namespace {

QByteArray encode(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A token with that payload text under a good header.
QByteArray withPayload(const QByteArray &payload)
{
    return encode(R"({"alg":"HS256","typ":"JWT","cty":"twilio-fpa;v=1"})") + '.' + encode(payload)
        + ".c2ln";
}

QByteArray withClaim(const char *name, const QJsonValue &value)
{
    TokenSpec spec;
    spec.extraClaims.insert(QLatin1String(name), value);
    return makeJwt(spec);
}

WallTime at(qint64 seconds)
{
    return WallTime(std::chrono::seconds(seconds));
}

} // namespace

class tst_token_accesstoken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverythingOfAGoodToken()
    {
        TokenSpec spec;
        spec.extraHeader.insert("twr"_L1, "ie1"_L1);
        spec.extraClaims.insert("nbf"_L1, 1767225590);
        const AccessToken token = makeToken(spec);
        QCOMPARE(token.jwt(), makeJwt(spec));
        QCOMPARE(token.algorithm(), u"HS256"_s);
        QCOMPARE(token.contentType(), u"twilio-fpa;v=1"_s);
        QCOMPARE(token.region(), u"ie1"_s);
        QCOMPARE(token.keySid(), u"SK00000000000000000000000000000001"_s);
        QCOMPARE(token.accountSid(), spec.accountSid);
        QCOMPARE(token.identity(), u"alice"_s);
        QCOMPARE(token.serviceSid(), spec.serviceSid);
        QCOMPARE(token.grantNames(), QStringList(u"chat"_s));
        QVERIFY(token.issuedAt() == at(1767225600));
        QVERIFY(token.notBefore() == at(1767225590));
        QVERIFY(token.expiresAt() == at(1767229200));
        QVERIFY(token.lifetime() == 1h);
        QCOMPARE(token.fingerprint().size(), 8);
    }

    void readsTheOlderNameOfTheChatGrant()
    {
        TokenSpec spec;
        spec.extraClaims.insert(
            "grants"_L1,
            QJsonObject { { u"identity"_s, u"bob"_s },
                          { u"ip_messaging"_s, QJsonObject { { u"service_sid"_s, u"IS1"_s } } } });
        QCOMPARE(makeToken(spec).serviceSid(), u"IS1"_s);
    }

    void hasNoLifetimeWithoutIssueTime()
    {
        const auto parsed = AccessToken::parse(withClaim("iat", QJsonValue::Null));
        QVERIFY(!std::get<AccessToken>(parsed).lifetime());
    }

    void namesEachMalformation_data()
    {
        QTest::addColumn<QByteArray>("jwt");
        QTest::addColumn<Malformation>("expected");
        const QByteArray good = makeJwt({});
        const QList<QByteArray> parts = good.split('.');

        QTest::newRow("empty") << QByteArray() << Malformation::NotAToken;
        QTest::newRow("null") << QByteArray("null") << Malformation::NotAToken;
        QTest::newRow("undefined") << QByteArray("undefined") << Malformation::NotAToken;
        QTest::newRow("two parts")
            << parts.at(0) + '.' + parts.at(1) << Malformation::NotThreeParts;
        QTest::newRow("four parts") << good + ".x" << Malformation::NotThreeParts;
        QTest::newRow("a word") << QByteArray("token") << Malformation::NotThreeParts;
        QTest::newRow("in double quotes") << '"' + good + '"' << Malformation::Quoted;
        QTest::newRow("in single quotes") << '\'' + good + '\'' << Malformation::Quoted;
        QTest::newRow("JSON array around it") << "[\"" + good + "\"]" << Malformation::NotAnObject;
        QTest::newRow("bad header base64")
            << "!!." + parts.at(1) + '.' + parts.at(2) << Malformation::BadBase64;
        QTest::newRow("impossible base64 length")
            << parts.at(0) + "." + encode("{}") + "a.aaaaa" << Malformation::BadBase64;
        QTest::newRow("padding") << parts.at(0) + '.' + parts.at(1) + ".c2ln="
                                 << Malformation::Padded;
        QTest::newRow("padding of the payload")
            << parts.at(0) + '.' + parts.at(1) + "==.c2ln" << Malformation::Padded;
        QTest::newRow("padding of the header")
            << parts.at(0) + "=." + parts.at(1) + ".c2ln" << Malformation::Padded;
        QTest::newRow("standard base64 alphabet")
            << parts.at(0) + '.' + parts.at(1) + ".+/+/" << Malformation::BadBase64;
        QTest::newRow("blank inside")
            << parts.at(0) + ". " + parts.at(1) + '.' + parts.at(2) << Malformation::BadBase64;
        QTest::newRow("bad signature base64")
            << parts.at(0) + '.' + parts.at(1) + ".a*b" << Malformation::BadBase64;
        QTest::newRow("header is no JSON")
            << encode("hello") + '.' + parts.at(1) + ".c2ln" << Malformation::BadJson;
        QTest::newRow("payload is no JSON") << withPayload("{\"exp\":") << Malformation::BadJson;
        QTest::newRow("payload is empty") << withPayload("") << Malformation::BadJson;
        QTest::newRow("two payloads") << withPayload("{},{}") << Malformation::BadJson;
        QTest::newRow("payload is an array") << withPayload("[1]") << Malformation::NotAnObject;
        QTest::newRow("payload is null") << withPayload("null") << Malformation::NotAnObject;
        QTest::newRow("payload is a string") << withPayload("\"x\"") << Malformation::NotAnObject;
        QTest::newRow("payload is a number") << withPayload("17") << Malformation::NotAnObject;
        QTest::newRow("header is an array")
            << encode("[]") + '.' + parts.at(1) + ".c2ln" << Malformation::NotAnObject;
        QTest::newRow("no exp") << withClaim("exp", QJsonValue::Null) << Malformation::NoExpiry;
        QTest::newRow("exp is null")
            << withPayload(R"({"exp":null,"grants":{"identity":"a"}})") << Malformation::BadExpiry;
        QTest::newRow("exp as text")
            << withClaim("exp", u"1767229200"_s) << Malformation::BadExpiry;
        QTest::newRow("exp of the year 1")
            << withClaim("exp", -62135596800.0) << Malformation::BadExpiry;
        QTest::newRow("exp in milliseconds")
            << withClaim("exp", 1767229200000.0) << Malformation::BadExpiry;
        QTest::newRow("exp is huge")
            << withPayload(R"({"exp":1e300,"grants":{"identity":"a"}})") << Malformation::BadExpiry;
        QTest::newRow("exp is true") << withClaim("exp", true) << Malformation::BadExpiry;
        QTest::newRow("iat as text") << withClaim("iat", u"now"_s) << Malformation::BadIssueTime;
        QTest::newRow("iat is true") << withClaim("iat", true) << Malformation::BadIssueTime;
        QTest::newRow("nbf before 1970") << withClaim("nbf", -1.5) << Malformation::BadNotBefore;
        QTest::newRow("nbf in milliseconds")
            << withClaim("nbf", 1767229200000.0) << Malformation::BadNotBefore;
        QTest::newRow("no grants")
            << withClaim("grants", QJsonValue::Null) << Malformation::BadGrants;
        QTest::newRow("grants is an array")
            << withClaim("grants", QJsonArray()) << Malformation::BadGrants;
        QTest::newRow("no identity")
            << withClaim("grants", QJsonObject()) << Malformation::NoIdentity;
        QTest::newRow("empty identity")
            << withClaim("grants", QJsonObject { { u"identity"_s, QString() } })
            << Malformation::NoIdentity;
        QTest::newRow("identity is a number")
            << withClaim("grants", QJsonObject { { u"identity"_s, 7 } })
            << Malformation::NoIdentity;
    }

    void namesEachMalformation()
    {
        QFETCH(QByteArray, jwt);
        QFETCH(Malformation, expected);
        const auto parsed = AccessToken::parse(jwt);
        QVERIFY(std::holds_alternative<TokenError>(parsed));
        const auto &error = std::get<TokenError>(parsed);
        QCOMPARE(error.code, TokenError::Code::Malformed);
        QCOMPARE(malformationName(error.malformation), malformationName(expected));
        QVERIFY(!error.detail.isEmpty());
        QVERIFY(jwt.size() < 12 || !error.detail.contains(QString::fromLatin1(jwt)));
    }

    void acceptsDatesAtTheEdges_data()
    {
        QTest::addColumn<QByteArray>("exp");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("last of 32 bits") << QByteArray("2147483647") << qint64(2147483647);
        QTest::newRow("first beyond 32 bits") << QByteArray("2147483648") << qint64(2147483648);
        QTest::newRow("beyond unsigned 32 bits") << QByteArray("4294967296") << qint64(4294967296);
        QTest::newRow("float with point") << QByteArray("1767229200.0") << qint64(1767229200);
        QTest::newRow("float with exponent") << QByteArray("1.7672292e9") << qint64(1767229200);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("end of the year 9999") << QByteArray("253402300799") << qint64(253402300799);
    }

    void acceptsDatesAtTheEdges()
    {
        QFETCH(QByteArray, exp);
        QFETCH(qint64, seconds);
        const auto parsed = AccessToken::parse(
            withPayload("{\"exp\":" + exp + ",\"grants\":{\"identity\":\"a\"}}"));
        QVERIFY(std::holds_alternative<AccessToken>(parsed));
        QVERIFY(std::get<AccessToken>(parsed).expiresAt() == at(seconds));
    }

    void takesAFractionOfASecondInEachDate_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("three digits") << QByteArray("1767229200.753") << qint64(1767229200753);
        QTest::newRow("as Python's time() gives it")
            << QByteArray("1767229200.7532148") << qint64(1767229200753);
        QTest::newRow("half") << QByteArray("1767229200.5") << qint64(1767229200500);
        QTest::newRow("with exponent") << QByteArray("1.7672292005e9") << qint64(1767229200500);
        QTest::newRow("tiny") << QByteArray("1767229200.000001") << qint64(1767229200000);
    }

    void takesAFractionOfASecondInEachDate()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, milliseconds);
        const auto parsed
            = AccessToken::parse(withPayload("{\"exp\":" + text + ",\"iat\":" + text + ",\"nbf\":"
                                             + text + ",\"grants\":{\"identity\":\"a\"}}"));
        QVERIFY(std::holds_alternative<AccessToken>(parsed));
        const auto &token = std::get<AccessToken>(parsed);
        const WallTime expected { std::chrono::milliseconds(milliseconds) };
        QVERIFY(token.expiresAt() == expected);
        QVERIFY(token.issuedAt() == expected);
        QVERIFY(token.notBefore() == expected);
    }

    void takesAnOptionalDateThatIsNullAsMissing()
    {
        const auto parsed = AccessToken::parse(
            withPayload(R"({"exp":1767229200,"iat":null,"nbf":null,"grants":{"identity":"a"}})"));
        QVERIFY(std::holds_alternative<AccessToken>(parsed));
        QVERIFY(!std::get<AccessToken>(parsed).issuedAt());
        QVERIFY(!std::get<AccessToken>(parsed).notBefore());
    }

    void knowsTheGrantsOfEachProduct()
    {
        const auto parsed = AccessToken::parse(withPayload(R"({"exp":1767229200,"grants":{
            "identity":"a","voice":{"incoming":{"allow":true}},"video":{"room":"r"},
            "data_sync":{"service_sid":"IS2"},"chat":{}}})"));
        const auto &token = std::get<AccessToken>(parsed);
        for (const auto grant : { TokenGrant::None, TokenGrant::Chat, TokenGrant::Voice,
                                  TokenGrant::Video, TokenGrant::Sync })
            QVERIFY(token.hasGrant(grant));
        QCOMPARE(token.serviceSidOf(TokenGrant::Sync), u"IS2"_s);
        QCOMPARE(token.serviceSidOf(TokenGrant::Chat), QString());
        QCOMPARE(token.serviceSidOf(TokenGrant::Voice), QString());
        QCOMPARE(token.grantNames().join(QLatin1Char(' ')), u"chat data_sync video voice"_s);
        QVERIFY(!makeToken({}).hasGrant(TokenGrant::Voice));
        QVERIFY(makeToken({}).hasGrant(TokenGrant::None));
    }

    void refusesATokenOfMoreThanEightKilobytes()
    {
        TokenSpec spec;
        spec.extraClaims.insert("filler"_L1, QString(9 * 1024, QLatin1Char('x')));
        const auto parsed = AccessToken::parse(makeJwt(spec));
        QCOMPARE(std::get<TokenError>(parsed).code, TokenError::Code::TooLarge);
    }

    void parsesUnsignedTokensSoThatAdmissionCanNameThem()
    {
        const QByteArray jwt = encode(R"({"alg":"none"})") + '.'
            + encode(R"({"exp":1767229200,"grants":{"identity":"a"}})") + '.';
        QCOMPARE(std::get<AccessToken>(AccessToken::parse(jwt)).algorithm(), u"none"_s);
    }

    void hasNoPrintableSecret()
    {
        const AccessToken token = makeToken({});
        QString printed;
        QDebug(&printed) << token;
        QVERIFY(printed.contains(u"alice"_s));
        QVERIFY(printed.contains(token.fingerprint()));
        for (const QByteArray &part : token.jwt().split('.'))
            QVERIFY(!printed.contains(QString::fromLatin1(part.left(20))));
    }

    void tellsTokensApartByFingerprint()
    {
        TokenSpec other;
        other.serial = 1;
        QVERIFY(makeToken({}).fingerprint() != makeToken(other).fingerprint());
        QVERIFY(makeToken({}) == makeToken({}));
    }
};

QTEST_APPLESS_MAIN(tst_token_accesstoken)
#include "tst_token_accesstoken.moc"
