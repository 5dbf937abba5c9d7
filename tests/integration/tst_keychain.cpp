// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QTest>

using namespace parley::test;

/// Saved sign-ins, with a real keychain; see with-keyring.sh.
class tst_Keychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void remembersTheSignIn();
    void savesNothingWhenToldSo();

private:
    [[nodiscard]] QByteArray search() const;
    void start(Client &client, const QString &password, const QStringList &arguments = {})
    {
        client.useTheUsersHome();
        client.start(m_service.tokenUrl(), m_service.serviceUrl(), QStringLiteral("alice"),
                     password, arguments);
    }

    Service m_service;
};

namespace {
QByteArray markerPassword()
{
    return "marker-password-7f3a";
}
} // namespace

void tst_Keychain::initTestCase()
{
    if (qEnvironmentVariableIsSet("PARLEY_NO_KEYRING"))
        QSKIP(qgetenv("PARLEY_NO_KEYRING").constData());
    if (!qEnvironmentVariableIsSet("PARLEY_PRIVATE_HOME"))
        QSKIP("run this test through with-keyring.sh: it must not touch the user's own keychain");
    QVERIFY(m_service.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--account"),
                              QStringLiteral("alice:") + QString::fromLatin1(markerPassword()) }));
}

QByteArray tst_Keychain::search() const
{
    QProcess tool;
    tool.start(QStringLiteral("secret-tool"),
               { QStringLiteral("search"), QStringLiteral("--all"), QStringLiteral("server"),
                 QStringLiteral("parley") });
    tool.waitForFinished(10000);
    return tool.readAllStandardOutput() + tool.readAllStandardError();
}

void tst_Keychain::remembersTheSignIn()
{
    {
        Client first;
        start(first, QString::fromLatin1(markerPassword()));
        QVERIFY(!first.waitForEvent(QStringLiteral("initialized")).isEmpty());
        first.endInput();
        QCOMPARE(first.waitForEnd(), 0);
        QVERIFY2(!first.output().contains("marker"), first.output().constData());
    }
    QVERIFY2(search().contains("alice"), search().constData());
    // The back end's session is kept, the password nowhere; nothing of either in plain.
    const QString home = qEnvironmentVariable("PARLEY_PRIVATE_HOME");
    QCOMPARE(
        fileWith(home, { markerPassword(), markerPassword().toBase64(), "\"session\"", "eyJ" }),
        QString());

    {
        Client second; // inside the token's life: no request is needed, no password either
        start(second, QString());
        QVERIFY(!second.waitForEvent(QStringLiteral("initialized")).isEmpty());
        QCOMPARE(second.count(QStringLiteral("signedIn")), 1);
        waitForTheNextSecond();
        const QJsonObject refreshed
            = second.ask(QStringLiteral("refreshToken")); // by the saved session
        QVERIFY2(refreshed.value(QStringLiteral("ok")).toBool(),
                 QJsonDocument(refreshed).toJson().constData());
        second.endInput();
        QCOMPARE(second.waitForEnd(), 0);
    }
    {
        Client third;
        start(third, QString());
        const QJsonObject out = third.ask(QStringLiteral("signOut"));
        QVERIFY(out.value(QStringLiteral("ok")).toBool());
        QCOMPARE(third.waitForEnd(), 0);
    }
    QVERIFY2(!search().contains("alice"), search().constData());
    Client fourth;
    start(fourth, QString());
    QCOMPARE(fourth.waitForEnd(), 3);
    QCOMPARE(fourth.waitForEvent(QStringLiteral("signInFailed"), 0)
                 .value(QStringLiteral("code"))
                 .toString(),
             QStringLiteral("noCredential"));
}

void tst_Keychain::savesNothingWhenToldSo()
{
    Client client;
    start(client, QString::fromLatin1(markerPassword()), { QStringLiteral("--no-keychain") });
    QVERIFY(!client.waitForEvent(QStringLiteral("initialized")).isEmpty());
    client.endInput();
    QCOMPARE(client.waitForEnd(), 0);
    QVERIFY2(!search().contains("alice"), search().constData());
}

QTEST_GUILESS_MAIN(tst_Keychain)
#include "tst_keychain.moc"
