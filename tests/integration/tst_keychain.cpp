// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"
#include "programs.h"
#include "support/testtoken.h"

#include <QTcpSocket>

#include <QTest>

using namespace parley::test;
using namespace Qt::StringLiterals;

/// Saved sign-ins, with a real keychain; see with-keyring.sh.
class tst_Keychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void remembersTheSignIn();
    void savesNothingWhenToldSo();
    void twoProgramsTakeTurns();

private:
    [[nodiscard]] QByteArray search() const;
    void start(Client &client, const QString &password, const QStringList &arguments = {})
    {
        client.useTheUsersHome();
        client.start(m_service.tokenUrl(), m_service.serviceUrl(), u"alice"_s, password, arguments);
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
    QVERIFY(m_service.start({ u"--no-demo-data"_s, u"--account"_s,
                              u"alice:"_s + QString::fromLatin1(markerPassword()) }));
}

QByteArray tst_Keychain::search() const
{
    QProcess tool;
    tool.start(u"secret-tool"_s, { u"search"_s, u"--all"_s, u"server"_s, u"parley"_s });
    tool.waitForFinished(10000);
    return tool.readAllStandardOutput() + tool.readAllStandardError();
}

void tst_Keychain::remembersTheSignIn()
{
    {
        Client first;
        start(first, QString::fromLatin1(markerPassword()));
        QVERIFY(!first.waitForEvent(u"initialized"_s).isEmpty());
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
        QVERIFY(!second.waitForEvent(u"initialized"_s).isEmpty());
        QCOMPARE(second.count(u"signedIn"_s), 1);
        waitForTheNextSecond();
        const QJsonObject refreshed = second.ask(u"refreshToken"_s); // by the saved session
        QVERIFY2(refreshed.value(u"ok"_s).toBool(), QJsonDocument(refreshed).toJson().constData());
        second.endInput();
        QCOMPARE(second.waitForEnd(), 0);
    }
    {
        Client third;
        start(third, QString());
        const QJsonObject out = third.ask(u"signOut"_s);
        QVERIFY(out.value(u"ok"_s).toBool());
        QCOMPARE(third.waitForEnd(), 0);
    }
    QVERIFY2(!search().contains("alice"), search().constData());
    Client fourth;
    start(fourth, QString());
    QCOMPARE(fourth.waitForEnd(), 3);
    QCOMPARE(fourth.waitForEvent(u"signInFailed"_s, 0).value(u"code"_s).toString(),
             u"noCredential"_s);
}

void tst_Keychain::savesNothingWhenToldSo()
{
    Client client;
    start(client, QString::fromLatin1(markerPassword()), { u"--no-keychain"_s });
    QVERIFY(!client.waitForEvent(u"initialized"_s).isEmpty());
    client.endInput();
    QCOMPARE(client.waitForEnd(), 0);
    QVERIFY2(!search().contains("alice"), search().constData());
}

/// Two programs, one saved sign-in, and a back end that takes each session once.
void tst_Keychain::twoProgramsTakeTurns()
{
    int session = 0;
    int refused = 0;
    BareHttpServer backEnd([&](QTcpSocket &socket, const HttpAsked &asked) {
        if (asked.method == "DELETE") {
            answering(httpResponse("text/plain", {}, "204 No Content"))(socket, asked);
            return;
        }
        const QByteArray expected = "Bearer s-" + QByteArray::number(session);
        if (session > 0 && asked.authorization != expected) {
            ++refused;
            answering(httpResponse("text/plain", {}, "401 Unauthorized"))(socket, asked);
            return;
        }
        TokenSpec spec;
        spec.issuedAt = parley::SystemClock().wallNow();
        spec.serial = ++session;
        const QJsonObject answer { { u"token"_s, QString::fromLatin1(makeJwt(spec)) },
                                   { u"session"_s, u"s-%1"_s.arg(session) } };
        later(std::chrono::milliseconds(700),
              answering(httpResponse("application/json", QJsonDocument(answer).toJson())))(socket,
                                                                                           asked);
    });
    TwilsockPeer service;
    const auto launch = [&](Client &client, const QString &password) {
        client.useTheUsersHome();
        client.start(backEnd.url(), service.url(), u"alice"_s, password);
    };
    const auto expiry = [](const QJsonObject &result) {
        return result.value(u"data"_s).toObject().value(u"expiresAt"_s);
    };

    Client first;
    launch(first, u"demo"_s);
    QVERIFY(!first.waitForEvent(u"tokenUpdated"_s).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(search().contains("/token"), 15000);
    Client second;
    launch(second, {});
    QVERIFY(!second.waitForEvent(u"tokenUpdated"_s).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(service.clients(), 2, 15000);
    QCOMPARE(backEnd.count(), 1); // the second one has found the token of the first

    for (int round = 1; round <= 4; ++round) {
        (void)waitUntil([] { return false; }, 1500); // a later second, and all has been saved
        Client &one = round % 2 == 0 ? first : second;
        Client &other = round % 2 == 0 ? second : first;
        const QString asked = one.send(u"refreshToken"_s);
        const QString askedToo = other.send(u"refreshToken"_s); // at the same time
        const QJsonObject result = one.waitForResult(asked);
        const QJsonObject resultToo = other.waitForResult(askedToo);
        QVERIFY2(result.value(u"ok"_s).toBool(), one.output().constData());
        QVERIFY2(resultToo.value(u"ok"_s).toBool(), other.output().constData());
        QCOMPARE(expiry(resultToo), expiry(result));
        QCOMPARE(backEnd.count(), 1 + round);
    }
    QCOMPARE(refused, 0);

    // One that dies in the middle of a request does not keep the other from its own.
    (void)waitUntil([] { return false; }, 1500);
    first.send(u"refreshToken"_s);
    QTRY_COMPARE_WITH_TIMEOUT(backEnd.count(), 6, 15000);
    first.kill();
    session = 5; // what it was given was lost with it
    QVERIFY(second.ask(u"refreshToken"_s).value(u"ok"_s).toBool());
    QCOMPARE(backEnd.count(), 7);
    QCOMPARE(refused, 0);
    QVERIFY(second.ask(u"signOut"_s).value(u"ok"_s).toBool());
}

QTEST_GUILESS_MAIN(tst_Keychain)
#include "tst_keychain.moc"
