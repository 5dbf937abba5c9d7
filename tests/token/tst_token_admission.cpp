// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/testtoken.h"
#include "token/tokenadmission.h"

#include <QJsonDocument>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = TokenError::Code;
using Origin = TokenAdmission::Origin;

namespace {

const WallTime Now(std::chrono::seconds(1767225600));
TokenPins pins()
{
    return TokenPins { u"alice"_s, u"AC00000000000000000000000000000001"_s,
                       u"IS00000000000000000000000000000001"_s };
}

QString outcome(const TokenAdmission::Verdict &verdict)
{
    if (const auto *error = std::get_if<TokenError>(&verdict))
        return codeName(error->code);
    if (const auto *hold = std::get_if<TokenAdmission::Hold>(&verdict))
        return u"hold %1"_s.arg((hold->until - Now).count() / 1000);
    return u"admit"_s;
}

TokenSpec withHeader(const char *name, const QString &value)
{
    TokenSpec spec;
    spec.extraHeader.insert(QLatin1String(name), value);
    return spec;
}

TokenSpec withNotBefore(std::chrono::seconds ahead)
{
    TokenSpec spec;
    spec.extraClaims.insert("nbf"_L1, qint64((Now.time_since_epoch() + ahead) / 1s));
    return spec;
}

TokenSpec living(std::chrono::seconds age, std::chrono::seconds life)
{
    TokenSpec spec;
    spec.issuedAt = Now - age;
    spec.life = life;
    return spec;
}

} // namespace

class tst_token_admission : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesATokenByItself_data()
    {
        QTest::addColumn<TokenSpec>("spec");
        QTest::addColumn<QString>("fetched");
        QTest::addColumn<QString>("given");
        const auto row
            = [](const char *name, const TokenSpec &spec, const char *fetched, const char *given) {
                  QTest::newRow(name)
                      << spec << QString::fromLatin1(fetched) << QString::fromLatin1(given);
              };
        row("good", {}, "admit", "admit");
        row("alg none", withHeader("alg", u"none"_s), "wrongAlgorithm", "wrongAlgorithm");
        row("alg RS256", withHeader("alg", u"RS256"_s), "wrongAlgorithm", "wrongAlgorithm");
        row("alg HS512", withHeader("alg", u"HS512"_s), "wrongAlgorithm", "wrongAlgorithm");
        row("no cty", withHeader("cty", QString()), "wrongAlgorithm", "wrongAlgorithm");
        row("other cty", withHeader("cty", u"twilio-sat;v=1"_s), "wrongAlgorithm",
            "wrongAlgorithm");
        row("later version of cty", withHeader("cty", u"twilio-fpa;v=2"_s), "admit", "admit");
        row("24 h", living(0s, 24h), "admit", "admit");
        row("24 h and a minute", living(0s, 24h + 60s), "admit", "admit");
        row("24 h and 61 s", living(0s, 24h + 61s), "lifetimeTooLong", "lifetimeTooLong");
        row("48 h", living(0s, 48h), "lifetimeTooLong", "lifetimeTooLong");
        row("30 s left", living(570s, 600s), "admit", "admit");
        row("29 s left", living(571s, 600s), "alreadyExpired", "admit");
        row("1 s left", living(599s, 600s), "alreadyExpired", "admit");
        row("over this very moment", living(600s, 600s), "alreadyExpired", "alreadyExpired");
        row("expired 10 s ago", living(610s, 600s), "alreadyExpired", "alreadyExpired");
        row("nbf past", withNotBefore(-10s), "admit", "admit");
        row("nbf 5 s ahead", withNotBefore(5s), "admit", "admit");
        row("nbf 6 s ahead", withNotBefore(6s), "hold 6", "hold 6");
        row("nbf 60 s ahead", withNotBefore(60s), "hold 60", "hold 60");
        row("nbf 61 s ahead", withNotBefore(61s), "notYetValid", "notYetValid");
        row("other identity", { .identity = u"bob"_s }, "wrongIdentity", "wrongIdentity");
        row("identity in other case", { .identity = u"Alice"_s }, "wrongIdentity", "wrongIdentity");
        row("other service", { .serviceSid = u"IS2"_s }, "wrongService", "wrongService");
        row("no service", { .serviceSid = QString() }, "wrongService", "wrongService");
        row("other account", { .accountSid = u"AC2"_s }, "wrongService", "wrongService");
    }

    void judgesATokenByItself()
    {
        QFETCH(TokenSpec, spec);
        QFETCH(QString, fetched);
        QFETCH(QString, given);
        QCOMPARE(outcome(TokenAdmission::judge(makeToken(spec), Origin::Fetched, pins(), {}, Now)),
                 fetched);
        QCOMPARE(outcome(TokenAdmission::judge(makeToken(spec), Origin::Given, pins(), {}, Now)),
                 given);
    }

    void takesAnyIdentityWhileNothingIsPinned()
    {
        const AccessToken token = makeToken({ .identity = u"bob"_s, .accountSid = u"AC9"_s });
        QCOMPARE(outcome(TokenAdmission::judge(token, Origin::Fetched, {}, {}, Now)), u"admit"_s);
    }

    void comparesWithTheCurrentToken_data()
    {
        QTest::addColumn<TokenSpec>("spec");
        QTest::addColumn<bool>("replaceable");
        QTest::addColumn<Origin>("origin");
        QTest::addColumn<QString>("expected");
        const QString admit = u"admit"_s;
        const QString notNewer = u"notNewer"_s;
        TokenSpec sameEnd;
        sameEnd.serial = 1;
        QTest::newRow("the same") << TokenSpec() << false << Origin::Fetched << notNewer;
        QTest::newRow("the same, although replaceable")
            << TokenSpec() << true << Origin::Fetched << notNewer;
        QTest::newRow("the same, given") << TokenSpec() << false << Origin::Given << notNewer;
        QTest::newRow("same end") << sameEnd << false << Origin::Fetched << notNewer;
        QTest::newRow("same end, current replaceable")
            << sameEnd << true << Origin::Fetched << admit;
        QTest::newRow("ends later") << living(-1s, 1h) << false << Origin::Fetched << admit;
        QTest::newRow("ends earlier, same life")
            << living(60s, 1h) << false << Origin::Fetched << notNewer;
        QTest::newRow("ends earlier, shorter life")
            << living(0s, 10min) << false << Origin::Fetched << admit;
        QTest::newRow("ends earlier, given") << living(60s, 1h) << false << Origin::Given << admit;
    }

    void comparesWithTheCurrentToken()
    {
        QFETCH(TokenSpec, spec);
        QFETCH(bool, replaceable);
        QFETCH(Origin, origin);
        QFETCH(QString, expected);
        const TokenAdmission::Current current { makeToken({}), 1h, replaceable };
        QCOMPARE(outcome(TokenAdmission::judge(makeToken(spec), origin, pins(), current, Now)),
                 expected);
    }

    void asksForTheGrantThatIsRequired_data()
    {
        QTest::addColumn<QJsonObject>("grants");
        QTest::addColumn<TokenRequirements>("requirements");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &grants,
                            const TokenRequirements &requirements, const char *expected) {
            QTest::newRow(name) << QJsonDocument::fromJson(grants).object() << requirements
                                << QString::fromLatin1(expected);
        };
        const QByteArray chat = R"({"identity":"alice","chat":{"service_sid":"IS1"}})";
        const QByteArray older = R"({"identity":"alice","ip_messaging":{"service_sid":"IS1"}})";
        const QByteArray voice = R"({"identity":"alice","voice":{"incoming":{"allow":true}}})";
        const QByteArray video = R"({"identity":"alice","video":{}})";
        const QByteArray sync = R"({"identity":"alice","data_sync":{"service_sid":"IS1"}})";
        const QByteArray none = R"({"identity":"alice"})";
        row("chat", chat, {}, "admit");
        row("chat under its older name", older, {}, "admit");
        row("chat, but voice needed", chat, { .grant = TokenGrant::Voice }, "wrongService");
        row("voice", voice, { .grant = TokenGrant::Voice }, "admit");
        row("voice, but chat needed", voice, {}, "wrongService");
        row("video", video, { .grant = TokenGrant::Video }, "admit");
        row("video, but voice needed", video, { .grant = TokenGrant::Voice }, "wrongService");
        row("sync", sync, { .grant = TokenGrant::Sync }, "admit");
        row("sync without a service", R"({"identity":"alice","data_sync":{}})",
            { .grant = TokenGrant::Sync }, "wrongService");
        row("sync, but chat needed", sync, {}, "wrongService");
        row("nothing needed", none, { .grant = TokenGrant::None }, "admit");
        row("no grant", none, {}, "wrongService");
        row("the service", chat, { .serviceSid = u"IS1"_s }, "admit");
        row("another service", chat, { .serviceSid = u"IS2"_s }, "wrongService");
        row("the account", chat, { .accountSid = u"AC00000000000000000000000000000001"_s },
            "admit");
        row("another account", chat, { .accountSid = u"AC2"_s }, "wrongService");
    }

    void asksForTheGrantThatIsRequired()
    {
        QFETCH(QJsonObject, grants);
        QFETCH(TokenRequirements, requirements);
        QFETCH(QString, expected);
        TokenSpec spec;
        spec.extraClaims.insert("grants"_L1, grants);
        QCOMPARE(outcome(TokenAdmission::judge(makeToken(spec), Origin::Fetched,
                                               { .identity = u"alice"_s }, {}, Now, requirements)),
                 expected);
    }

    void namesEverythingThatIsWrong()
    {
        TokenSpec spec { .identity = u"bob"_s, .serviceSid = QString() };
        spec.extraHeader.insert("alg"_L1, "none"_L1);
        spec.life = 48h;
        spec.extraClaims.insert("nbf"_L1, qint64(Now.time_since_epoch() / 1s) + 600);
        QStringList names;
        for (const TokenError &problem : TokenAdmission::problems(makeToken(spec), Origin::Fetched,
                                                                  { .identity = u"alice"_s }, Now))
            names.append(codeName(problem.code));
        QCOMPARE(names.join(QLatin1Char(' ')),
                 u"wrongAlgorithm lifetimeTooLong wrongIdentity wrongService notYetValid"_s);
        QVERIFY(TokenAdmission::problems(makeToken({}), Origin::Fetched, pins(), Now).empty());
    }

    void believesADateThatFitsTheToken()
    {
        const AccessToken token = makeToken({}); // issued now
        QVERIFY(TokenAdmission::isBelievableDate(Now, token));
        QVERIFY(TokenAdmission::isBelievableDate(Now - 5min, token));
        QVERIFY(!TokenAdmission::isBelievableDate(Now - 6min, token));
        QVERIFY(TokenAdmission::isBelievableDate(Now + 24h, token));
        QVERIFY(!TokenAdmission::isBelievableDate(Now + 25h, token));
    }

    void takesTheLifeFromReceiptWithoutIssueTime()
    {
        TokenSpec spec;
        spec.extraClaims.insert("iat"_L1, QJsonValue::Null);
        QVERIFY(TokenAdmission::lifeOf(makeToken(spec), Now + 10min) == 50min);
        QVERIFY(TokenAdmission::lifeOf(makeToken({}), Now + 10min) == 1h);
        spec.life = 48h;
        QCOMPARE(outcome(TokenAdmission::judge(makeToken(spec), Origin::Fetched, pins(), {}, Now)),
                 u"lifetimeTooLong"_s);
    }
};

QTEST_APPLESS_MAIN(tst_token_admission)
#include "tst_token_admission.moc"
