// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"
#include "programs.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace parley::test;
using namespace Qt::StringLiterals;

/// What parley-cli says of itself by its exit status, and the endpoint doctor.
class tst_ExitStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsUsageErrors_data();
    void tellsUsageErrors();
    void helpsOnStandardOutput();
    void tellsARefusedSignIn_data();
    void tellsARefusedSignIn();
    void takesThePasswordFromTheEnvironment();
    void tellsAConnectionThatWasDenied();
    void endsWhenTheCredentialIsRefusedLater();
    void signsOutWhileTheSignInWaits_data();
    void signsOutWhileTheSignInWaits();
    void signsOutBeforeOtherCommands();
    void tellsMessagesThatASignalLeavesBehind();
    void checksAGoodEndPoint_data();
    void checksAGoodEndPoint();
    void checksABadEndPoint_data();
    void checksABadEndPoint();

private:
    [[nodiscard]] QStringList options(const QString &tokenUrl,
                                      const QString &user = u"alice"_s) const
    {
        return { u"--token-url"_s, tokenUrl, u"--service-url"_s,    m_service.serviceUrl(),
                 u"--user"_s,      user,     u"--password-stdin"_s, u"--no-keychain"_s };
    }
    Service m_service;
};

void tst_ExitStatus::initTestCase()
{
    QVERIFY(m_service.start({ u"--no-demo-data"_s }));
}

void tst_ExitStatus::tellsUsageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("an unknown option") << options(m_service.tokenUrl()) + QStringList(u"--fast"_s);
    QTest::newRow("plain http elsewhere") << options(u"http://example.org/token"_s);
    QTest::newRow("a variable that is not set")
        << QStringList { u"--token-url"_s, m_service.tokenUrl(), u"--user"_s,
                         u"alice"_s,       u"--password-env"_s,  u"NOT_SET_AT_ALL"_s };
    QTest::newRow("no password in the input") << options(m_service.tokenUrl());
}

void tst_ExitStatus::tellsUsageErrors()
{
    QFETCH(QStringList, arguments);
    Client client;
    client.startBare(arguments);
    client.endInput();
    QCOMPARE(client.waitForEnd(), 2);
    QVERIFY(client.events().empty());
    QCOMPARE(client.strayLines(), 0); // the problem goes to standard error
    QVERIFY(client.output().contains("parley-cli: "));
}

void tst_ExitStatus::helpsOnStandardOutput()
{
    for (const QString &option : { u"--help"_s, u"--version"_s }) {
        Client client;
        client.startBare({ option });
        QCOMPARE(client.waitForEnd(), 0);
        QVERIFY(client.strayLines() > 0);
    }
}

void tst_ExitStatus::tellsARefusedSignIn_data()
{
    QTest::addColumn<QString>("tokenUrl");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("code");
    const QString url = m_service.tokenUrl();
    QTest::newRow("wrong password")
        << url << u"alice"_s << QByteArray("wrong") << u"credentialRejected"_s;
    QTest::newRow("unknown user") << url << u"mallory"_s << QByteArray("demo")
                                  << u"credentialRejected"_s;
    QTest::newRow("wrong path") << url + u"/nowhere"_s << u"alice"_s << QByteArray("demo")
                                << u"configuration"_s;
    QTest::newRow("expired token")
        << url + u"?ttl=-10"_s << u"alice"_s << QByteArray("demo") << u"alreadyExpired"_s;
}

void tst_ExitStatus::tellsARefusedSignIn()
{
    QFETCH(QString, tokenUrl);
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(QString, code);
    Client client;
    client.startBare(options(tokenUrl, user),
                     password + "\n" + R"({"id":1,"command":"conversations"})" + "\n");
    QCOMPARE(client.waitForEnd(4000), 3);
    const QJsonObject failed = client.waitForEvent(u"signInFailed"_s, 0);
    QCOMPARE(failed.value(u"code"_s).toString(), code);
    QVERIFY(!failed.value(u"message"_s).toString().isEmpty());
    const auto results = client.events(u"result"_s);
    QCOMPARE(results.size(), size_t(1)); // what waited for the sign-in gets its answer too
    QVERIFY(!results[0].value(u"ok"_s).toBool(true));
    QVERIFY(!client.output().contains(QByteArray("\"") + password));
}

void tst_ExitStatus::takesThePasswordFromTheEnvironment()
{
    Client client;
    client.setEnvironment(u"CHAT_PASSWORD"_s, u"demo"_s);
    QStringList arguments = options(m_service.tokenUrl());
    arguments.replace(int(arguments.indexOf(u"--password-stdin"_s)),
                      u"--password-env=CHAT_PASSWORD"_s);
    client.startBare(arguments);
    client.endInput();
    QCOMPARE(client.waitForEnd(), 0);
    QCOMPARE(client.count(u"signedIn"_s), 1);
    QCOMPARE(client.count(u"initialized"_s), 1);
}

void tst_ExitStatus::tellsAConnectionThatWasDenied()
{
    // The token comes from one installation, the chat service is another one with another key.
    Service other;
    QVERIFY(other.start({ u"--no-demo-data"_s }));
    Client client;
    client.start(other.tokenUrl(), m_service.serviceUrl(), u"alice"_s);
    const QJsonObject error = client.waitFor([](const QJsonObject &event) {
        return event.value(u"event"_s).toString() == "connectionError"_L1
            && event.value(u"terminal"_s).toBool();
    });
    QCOMPARE(error.value(u"httpStatusCode"_s).toInt(), 401);
    const QJsonObject denied = client.waitFor(
        [](const QJsonObject &event) { return event.value(u"state"_s).toString() == "denied"_L1; });
    QVERIFY(!denied.isEmpty());
    QVERIFY(client.isRunning());
    client.endInput();
    QCOMPARE(client.waitForEnd(), 4);
}

void tst_ExitStatus::endsWhenTheCredentialIsRefusedLater()
{
    Service service;
    QVERIFY(service.start({ u"--no-demo-data"_s, u"--token-ttl"_s, u"34"_s }));
    // A proxy of the end point is not needed: the account is gone once another service has its
    // port.
    Client client;
    client.start(service, u"alice"_s);
    QVERIFY(!client.waitForEvent(u"initialized"_s).isEmpty());
    const QUrl tokenUrl(service.tokenUrl());
    service.kill();
    Service other;
    QVERIFY(other.start({ u"--no-demo-data"_s, u"--account"_s, u"zoe:zoe"_s, u"--token-port"_s,
                          QString::number(tokenUrl.port()) }));
    QCOMPARE(client.waitForEnd(60000), 3);
    QCOMPARE(client.count(u"tokenExpired"_s), 1);
    QVERIFY(client.count(u"tokenUpdateFailed"_s) >= 2);
}

void tst_ExitStatus::signsOutWhileTheSignInWaits_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("for an answer") << QByteArray();
    QTest::newRow("for the next try") << httpResponse("text/plain", "down", "503 Out of order");
    QTest::newRow("for the time that it was told")
        << httpResponse("text/plain", "busy", "429 Too many", "Retry-After: 600\r\n");
}

/// The user can sign out at once, also while the back end does not answer.
void tst_ExitStatus::signsOutWhileTheSignInWaits()
{
    QFETCH(QByteArray, answer);
    BareHttpServer backEnd(answer.isEmpty() ? silent() : answering(answer));
    Client client;
    client.start(backEnd.url(), m_service.serviceUrl(), u"alice"_s);
    const QString waiting = client.send(u"conversations"_s);
    QVERIFY(waitUntil([&backEnd] { return backEnd.count() > 0; }, 15000));
    const QString id = client.send(u"signOut"_s);
    QCOMPARE(client.waitForEnd(4000), 0);
    QCOMPARE(client.count(u"result"_s), 2);
    QVERIFY(client.waitForResult(id, 0).value(u"ok"_s).toBool());
    QVERIFY(!client.waitForResult(waiting, 0).value(u"ok"_s).toBool(true));
    QCOMPARE(client.count(u"signedIn"_s), 0);
    QCOMPARE(backEnd.count(), 1);
}

/// What comes behind a sign-out would wait for a sign-in that never comes.
void tst_ExitStatus::signsOutBeforeOtherCommands()
{
    Client client;
    client.start(m_service, u"alice"_s);
    client.waitForEvent(u"initialized"_s);
    client.send(u"signOut"_s);
    client.send(u"tokenStatus"_s);
    client.send(u"conversations"_s);
    QCOMPARE(client.waitForEnd(4000), 0);
    QCOMPARE(client.count(u"result"_s), 3);
}

void tst_ExitStatus::tellsMessagesThatASignalLeavesBehind()
{
    Client client;
    client.start(m_service, u"alice"_s);
    client.waitForEvent(u"initialized"_s);
    client.ask(u"createConversation"_s, { { u"uniqueName"_s, u"left-behind"_s } });
    client.ask(u"disconnect"_s);
    client.send(u"send"_s, { { u"conversation"_s, u"left-behind"_s }, { u"body"_s, u"later"_s } });
    const QJsonObject outbox = client.ask(u"outbox"_s);
    QCOMPARE(outbox.value(u"data"_s).toArray().size(), 1);
    client.signal(SIGTERM);
    QCOMPARE(client.waitForEnd(4000), 1);
}

void tst_ExitStatus::checksAGoodEndPoint_data()
{
    QTest::addColumn<QString>("auth");
    QTest::newRow("basic") << u"basic"_s;
    QTest::newRow("query") << u"query"_s;
}

void tst_ExitStatus::checksAGoodEndPoint()
{
    QFETCH(QString, auth);
    Client client;
    client.startBare(options(m_service.tokenUrl())
                         + QStringList { u"--check-endpoint"_s, u"--token-auth"_s, auth },
                     "demo\n");
    QCOMPARE(client.waitForEnd(), 0);
    QStringList names;
    for (const QJsonObject &check : client.events()) {
        QCOMPARE(check.value(u"event"_s).toString(), u"check"_s);
        QVERIFY(check.value(u"ok"_s).toBool());
        QCOMPARE(check.value(u"fix"_s).toString(u"missing"_s), QString());
        names.append(check.value(u"name"_s).toString());
    }
    QCOMPARE(names.join(QLatin1Char(' ')),
             u"reached tls status contentType jwt algorithm prefixes grant identity lifetime "
             "notBefore clock service"_s);
}

void tst_ExitStatus::checksABadEndPoint_data()
{
    QTest::addColumn<QString>("tokenUrl");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QStringList>("failed");
    const QString url = m_service.tokenUrl();
    QTest::newRow("wrong password") << url << QByteArray("wrong") << QStringList(u"status"_s);
    QTest::newRow("wrong path") << url + u"/nowhere"_s << QByteArray("demo")
                                << QStringList(u"status"_s);
    QTest::newRow("no server there")
        << u"http://127.0.0.1:1/token"_s << QByteArray("demo") << QStringList(u"reached"_s);
    QTest::newRow("plain http elsewhere")
        << u"http://example.org/token"_s << QByteArray("demo") << QStringList(u"tls"_s);
    QTest::newRow("https at a port for http") << QString(url).replace(u"http:"_s, u"https:"_s)
                                              << QByteArray("demo") << QStringList(u"tls"_s);
    QTest::newRow("a minute to live")
        << url + u"?ttl=60"_s << QByteArray("demo") << QStringList(u"lifetime"_s);
    QTest::newRow("a week to live") << url + u"?ttl=604800"_s << QByteArray("demo")
                                    << QStringList { u"lifetime"_s, u"service"_s };
}

void tst_ExitStatus::checksABadEndPoint()
{
    QFETCH(QString, tokenUrl);
    QFETCH(QByteArray, password);
    QFETCH(QStringList, failed);
    Client client;
    client.startBare(options(tokenUrl) + QStringList(u"--check-endpoint"_s), password + '\n');
    QCOMPARE(client.waitForEnd(), 5);
    QStringList names;
    for (const QJsonObject &check : client.events()) {
        if (check.value(u"ok"_s).toBool())
            continue;
        names.append(check.value(u"name"_s).toString());
        QVERIFY(!check.value(u"fix"_s).toString().isEmpty());
    }
    QCOMPARE(names, failed);
}

QTEST_GUILESS_MAIN(tst_ExitStatus)
#include "tst_exitstatus.moc"
