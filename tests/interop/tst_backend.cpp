// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "../integration/programs.h"
#include "inspector/tokenfindings.h"
#include "token/httptokenprovider.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;

namespace {

/// resources/backend/server.js.
class BackEnd final : public Program
{
public:
    void run(const QString &node) { start(node, { QStringLiteral(PARLEY_BACKEND_SERVER) }); }
};

/// Of the local service's installation, which stands for a Twilio account.
struct Account
{
    QString accountSid {};
    QString keySid {};
    QString serviceSid {};
};

/// Reads the invented account and gives it an API secret that can be typed, as Twilio's can.
std::optional<Account> adopt(const QString &database, const QByteArray &secret)
{
    Account account;
    const QString name = u"backend-test"_s;
    bool isGood = false;
    {
        QSqlDatabase file = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        file.setDatabaseName(database);
        isGood = file.open();
        QSqlQuery query(file);
        const auto read = [&query, &isGood](const QString &key) {
            query.prepare(u"SELECT value FROM meta WHERE key = ?"_s);
            query.addBindValue(key);
            isGood = isGood && query.exec() && query.next();
            return isGood ? query.value(0).toString() : QString();
        };
        account = { read(u"account_sid"_s), read(u"key_sid"_s), read(u"service_sid"_s) };
        query.prepare(u"UPDATE meta SET value = ? WHERE key = 'key_secret'"_s);
        query.addBindValue(secret);
        isGood = isGood && query.exec() && query.numRowsAffected() == 1;
    }
    QSqlDatabase::removeDatabase(name);
    return isGood ? std::optional(account) : std::nullopt;
}

} // namespace

/// The token server that a team starts from. Its tokens are made by Twilio's own helper library, so
/// what Parley takes here is the format that Twilio's cloud gives.
class tst_Backend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void itsTokenIsAdmittedAndShown();
    void theDoctorFindsNothingWrong();
    void itConnects();
    void itRefusesAWrongPassword();

private:
    [[nodiscard]] QStringList failedChecks(const QString &password);

    const QString m_user = u"ada @1"_s;
    const QString m_password = u"pässword: 1"_s;
    std::unique_ptr<Service> m_service;
    std::unique_ptr<BackEnd> m_backEnd;
    QTemporaryDir m_folder;
    QUrl m_url;
    Account m_account;
};

void tst_Backend::initTestCase()
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty() || !QFile::exists(QStringLiteral(PARLEY_BACKEND_MODULES "/.installed")))
        QSKIP("needs Node.js and Twilio's helper library");
    const QByteArray secret = "an-invented-secret-0123456789abcdef";
    const QString database = m_folder.filePath(u"service.sqlite"_s);
    m_service = std::make_unique<Service>();
    QVERIFY(m_service->startWith(database));
    m_service->signal(15);
    QCOMPARE(m_service->waitForEnd(), 0);
    const auto account = adopt(database, secret);
    QVERIFY(account);
    m_account = *account;
    m_service = std::make_unique<Service>();
    QVERIFY(m_service->startWith(database, { u"--account"_s, m_user + u":unused"_s }));

    m_backEnd = std::make_unique<BackEnd>();
    const QJsonObject users { { m_user, m_password } };
    const std::pair<QString, QString> environment[] = {
        { u"NODE_PATH"_s, QStringLiteral(PARLEY_BACKEND_MODULES) },
        { u"PORT"_s, u"0"_s },
        { u"TWILIO_ACCOUNT_SID"_s, account->accountSid },
        { u"TWILIO_API_KEY"_s, account->keySid },
        { u"TWILIO_API_SECRET"_s, QString::fromLatin1(secret) },
        { u"TWILIO_SERVICE_SID"_s, account->serviceSid },
        { u"USERS"_s, QString::fromUtf8(QJsonDocument(users).toJson()) },
    };
    for (const auto &[name, value] : environment)
        m_backEnd->setEnvironment(name, value);
    m_backEnd->run(node);
    m_url = QUrl(m_backEnd->waitForEvent(u"ready"_s)[u"tokenUrl"_s].toString());
    QVERIFY2(m_url.isValid() && !m_url.isEmpty(), m_backEnd->output().constData());
}

void tst_Backend::cleanupTestCase()
{
    if (m_backEnd)
        m_backEnd->kill();
    m_service.reset();
}

void tst_Backend::itsTokenIsAdmittedAndShown()
{
    QNetworkAccessManager network;
    HttpTokenProvider provider(network, m_url, TokenAuth::Basic);
    provider.setCredential({ .user = m_user, .secret = m_password });
    std::optional<FetchOutcome> outcome;
    provider.fetchToken("key", this, [&outcome](const FetchOutcome &result) { outcome = result; });
    QTRY_VERIFY(outcome);
    const auto *fetched = std::get_if<AccessToken>(&outcome->result);
    QVERIFY(fetched != nullptr);
    const AccessToken &token = *fetched;
    QCOMPARE(token.identity(), m_user);
    QCOMPARE(token.accountSid(), m_account.accountSid);
    QCOMPARE(token.keySid(), m_account.keySid);
    QCOMPARE(token.serviceSid(), m_account.serviceSid);
    QVERIFY(token.lifetime() == std::chrono::hours(1));

    const WallTime now = SystemClock().wallNow();
    const auto verdict = TokenAdmission::judge(token, TokenAdmission::Origin::Fetched,
                                               { .identity = m_user }, {}, now);
    QVERIFY(std::holds_alternative<TokenAdmission::Admit>(verdict));
    const auto findings = ui::TokenFindings::of(token, { .expectedIdentity = m_user, .now = now });
    QCOMPARE(findings.size(), size_t(1));
    QCOMPARE(findings.front().weight, ui::Finding::Weight::Fine);
}

QStringList tst_Backend::failedChecks(const QString &password)
{
    Client client;
    client.setEnvironment(u"PARLEY_TEST_PASSWORD"_s, password);
    client.startBare({ u"--check-endpoint"_s, u"--no-keychain"_s, u"--token-url"_s,
                       m_url.toString(), u"--service-url"_s, m_service->serviceUrl(), u"--user"_s,
                       m_user, u"--password-env"_s, u"PARLEY_TEST_PASSWORD"_s });
    QStringList failed { QString::number(client.waitForEnd()) };
    for (const QJsonObject &check : client.events(u"check"_s)) {
        if (!check[u"ok"_s].toBool())
            failed.append(check[u"name"_s].toString());
    }
    failed.append(QString::number(client.count(u"check"_s)));
    return failed;
}

void tst_Backend::theDoctorFindsNothingWrong()
{
    QCOMPARE(failedChecks(m_password), QStringList({ u"0"_s, u"13"_s }));
}

void tst_Backend::itConnects()
{
    Client client;
    client.start(m_url.toString(), m_service->serviceUrl(), m_user, m_password,
                 { u"--no-keychain"_s });
    QVERIFY2(!client.waitForEvent(u"initialized"_s).isEmpty(), client.output().constData());
    waitForTheNextSecond();
    QVERIFY(isOk(client.ask(u"refreshToken"_s)));
    client.endInput();
    QCOMPARE(client.waitForEnd(), 0);
}

void tst_Backend::itRefusesAWrongPassword()
{
    QCOMPARE(failedChecks(m_password + u"x"_s), QStringList({ u"5"_s, u"status"_s, u"3"_s }));
}

QTEST_GUILESS_MAIN(tst_Backend)
#include "tst_backend.moc"
