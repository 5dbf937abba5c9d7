// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"
#include "programs.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace parley::test;

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
                                      const QString &user = QStringLiteral("alice")) const
    {
        return { QStringLiteral("--token-url"),      tokenUrl,
                 QStringLiteral("--service-url"),    m_service.serviceUrl(),
                 QStringLiteral("--user"),           user,
                 QStringLiteral("--password-stdin"), QStringLiteral("--no-keychain") };
    }
    Service m_service;
};

void tst_ExitStatus::initTestCase()
{
    QVERIFY(m_service.start({ QStringLiteral("--no-demo-data") }));
}

void tst_ExitStatus::tellsUsageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("an unknown option")
        << options(m_service.tokenUrl()) + QStringList(QStringLiteral("--fast"));
    QTest::newRow("plain http elsewhere") << options(QStringLiteral("http://example.org/token"));
    QTest::newRow("a variable that is not set")
        << QStringList { QStringLiteral("--token-url"),    m_service.tokenUrl(),
                         QStringLiteral("--user"),         QStringLiteral("alice"),
                         QStringLiteral("--password-env"), QStringLiteral("NOT_SET_AT_ALL") };
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
    for (const QString &option : { QStringLiteral("--help"), QStringLiteral("--version") }) {
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
    QTest::newRow("wrong password") << url << QStringLiteral("alice") << QByteArray("wrong")
                                    << QStringLiteral("credentialRejected");
    QTest::newRow("unknown user") << url << QStringLiteral("mallory") << QByteArray("demo")
                                  << QStringLiteral("credentialRejected");
    QTest::newRow("wrong path") << url + QStringLiteral("/nowhere") << QStringLiteral("alice")
                                << QByteArray("demo") << QStringLiteral("configuration");
    QTest::newRow("expired token") << url + QStringLiteral("?ttl=-10") << QStringLiteral("alice")
                                   << QByteArray("demo") << QStringLiteral("alreadyExpired");
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
    const QJsonObject failed = client.waitForEvent(QStringLiteral("signInFailed"), 0);
    QCOMPARE(failed.value(QStringLiteral("code")).toString(), code);
    QVERIFY(!failed.value(QStringLiteral("message")).toString().isEmpty());
    const auto results = client.events(QStringLiteral("result"));
    QCOMPARE(results.size(), size_t(1)); // what waited for the sign-in gets its answer too
    QVERIFY(!results[0].value(QStringLiteral("ok")).toBool(true));
    QVERIFY(!client.output().contains(QByteArray("\"") + password));
}

void tst_ExitStatus::takesThePasswordFromTheEnvironment()
{
    Client client;
    client.setEnvironment(QStringLiteral("CHAT_PASSWORD"), QStringLiteral("demo"));
    QStringList arguments = options(m_service.tokenUrl());
    arguments.replace(int(arguments.indexOf(QStringLiteral("--password-stdin"))),
                      QStringLiteral("--password-env=CHAT_PASSWORD"));
    client.startBare(arguments);
    client.endInput();
    QCOMPARE(client.waitForEnd(), 0);
    QCOMPARE(client.count(QStringLiteral("signedIn")), 1);
    QCOMPARE(client.count(QStringLiteral("initialized")), 1);
}

void tst_ExitStatus::tellsAConnectionThatWasDenied()
{
    // The token comes from one installation, the chat service is another one with another key.
    Service other;
    QVERIFY(other.start({ QStringLiteral("--no-demo-data") }));
    Client client;
    client.start(other.tokenUrl(), m_service.serviceUrl(), QStringLiteral("alice"));
    const QJsonObject error = client.waitFor([](const QJsonObject &event) {
        return event.value(QStringLiteral("event")).toString() == QLatin1String("connectionError")
            && event.value(QStringLiteral("terminal")).toBool();
    });
    QCOMPARE(error.value(QStringLiteral("httpStatusCode")).toInt(), 401);
    const QJsonObject denied = client.waitFor([](const QJsonObject &event) {
        return event.value(QStringLiteral("state")).toString() == QLatin1String("denied");
    });
    QVERIFY(!denied.isEmpty());
    QVERIFY(client.isRunning());
    client.endInput();
    QCOMPARE(client.waitForEnd(), 4);
}

void tst_ExitStatus::endsWhenTheCredentialIsRefusedLater()
{
    Service service;
    QVERIFY(service.start(
        { QStringLiteral("--no-demo-data"), QStringLiteral("--token-ttl"), QStringLiteral("34") }));
    // A proxy of the end point is not needed: the account is gone once another service has its
    // port.
    Client client;
    client.start(service, QStringLiteral("alice"));
    QVERIFY(!client.waitForEvent(QStringLiteral("initialized")).isEmpty());
    const QUrl tokenUrl(service.tokenUrl());
    service.kill();
    Service other;
    QVERIFY(other.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--account"),
                          QStringLiteral("zoe:zoe"), QStringLiteral("--token-port"),
                          QString::number(tokenUrl.port()) }));
    QCOMPARE(client.waitForEnd(60000), 3);
    QCOMPARE(client.count(QStringLiteral("tokenExpired")), 1);
    QVERIFY(client.count(QStringLiteral("tokenUpdateFailed")) >= 2);
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
    client.start(backEnd.url(), m_service.serviceUrl(), QStringLiteral("alice"));
    const QString waiting = client.send(QStringLiteral("conversations"));
    QVERIFY(waitUntil([&backEnd] { return backEnd.count() > 0; }, 15000));
    const QString id = client.send(QStringLiteral("signOut"));
    QCOMPARE(client.waitForEnd(4000), 0);
    QCOMPARE(client.count(QStringLiteral("result")), 2);
    QVERIFY(client.waitForResult(id, 0).value(QStringLiteral("ok")).toBool());
    QVERIFY(!client.waitForResult(waiting, 0).value(QStringLiteral("ok")).toBool(true));
    QCOMPARE(client.count(QStringLiteral("signedIn")), 0);
    QCOMPARE(backEnd.count(), 1);
}

/// What comes behind a sign-out would wait for a sign-in that never comes.
void tst_ExitStatus::signsOutBeforeOtherCommands()
{
    Client client;
    client.start(m_service, QStringLiteral("alice"));
    client.waitForEvent(QStringLiteral("initialized"));
    client.send(QStringLiteral("signOut"));
    client.send(QStringLiteral("tokenStatus"));
    client.send(QStringLiteral("conversations"));
    QCOMPARE(client.waitForEnd(4000), 0);
    QCOMPARE(client.count(QStringLiteral("result")), 3);
}

void tst_ExitStatus::tellsMessagesThatASignalLeavesBehind()
{
    Client client;
    client.start(m_service, QStringLiteral("alice"));
    client.waitForEvent(QStringLiteral("initialized"));
    client.ask(QStringLiteral("createConversation"),
               { { QStringLiteral("uniqueName"), QStringLiteral("left-behind") } });
    client.ask(QStringLiteral("disconnect"));
    client.send(QStringLiteral("send"),
                { { QStringLiteral("conversation"), QStringLiteral("left-behind") },
                  { QStringLiteral("body"), QStringLiteral("later") } });
    const QJsonObject outbox = client.ask(QStringLiteral("outbox"));
    QCOMPARE(outbox.value(QStringLiteral("data")).toArray().size(), 1);
    client.signal(SIGTERM);
    QCOMPARE(client.waitForEnd(4000), 1);
}

void tst_ExitStatus::checksAGoodEndPoint_data()
{
    QTest::addColumn<QString>("auth");
    QTest::newRow("basic") << QStringLiteral("basic");
    QTest::newRow("query") << QStringLiteral("query");
}

void tst_ExitStatus::checksAGoodEndPoint()
{
    QFETCH(QString, auth);
    Client client;
    client.startBare(options(m_service.tokenUrl())
                         + QStringList { QStringLiteral("--check-endpoint"),
                                         QStringLiteral("--token-auth"), auth },
                     "demo\n");
    QCOMPARE(client.waitForEnd(), 0);
    QStringList names;
    for (const QJsonObject &check : client.events()) {
        QCOMPARE(check.value(QStringLiteral("event")).toString(), QStringLiteral("check"));
        QVERIFY(check.value(QStringLiteral("ok")).toBool());
        QCOMPARE(check.value(QStringLiteral("fix")).toString(QStringLiteral("missing")), QString());
        names.append(check.value(QStringLiteral("name")).toString());
    }
    QCOMPARE(names.join(QLatin1Char(' ')),
             QStringLiteral(
                 "reached tls status contentType jwt algorithm prefixes grant identity lifetime "
                 "notBefore clock service"));
}

void tst_ExitStatus::checksABadEndPoint_data()
{
    QTest::addColumn<QString>("tokenUrl");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QStringList>("failed");
    const QString url = m_service.tokenUrl();
    QTest::newRow("wrong password")
        << url << QByteArray("wrong") << QStringList(QStringLiteral("status"));
    QTest::newRow("wrong path") << url + QStringLiteral("/nowhere") << QByteArray("demo")
                                << QStringList(QStringLiteral("status"));
    QTest::newRow("no server there")
        << QStringLiteral("http://127.0.0.1:1/token") << QByteArray("demo")
        << QStringList(QStringLiteral("reached"));
    QTest::newRow("plain http elsewhere")
        << QStringLiteral("http://example.org/token") << QByteArray("demo")
        << QStringList(QStringLiteral("tls"));
    QTest::newRow("https at a port for http")
        << QString(url).replace(QStringLiteral("http:"), QStringLiteral("https:"))
        << QByteArray("demo") << QStringList(QStringLiteral("tls"));
    QTest::newRow("a minute to live") << url + QStringLiteral("?ttl=60") << QByteArray("demo")
                                      << QStringList(QStringLiteral("lifetime"));
    QTest::newRow("a week to live")
        << url + QStringLiteral("?ttl=604800") << QByteArray("demo")
        << QStringList { QStringLiteral("lifetime"), QStringLiteral("service") };
}

void tst_ExitStatus::checksABadEndPoint()
{
    QFETCH(QString, tokenUrl);
    QFETCH(QByteArray, password);
    QFETCH(QStringList, failed);
    Client client;
    client.startBare(options(tokenUrl) + QStringList(QStringLiteral("--check-endpoint")),
                     password + '\n');
    QCOMPARE(client.waitForEnd(), 5);
    QStringList names;
    for (const QJsonObject &check : client.events()) {
        if (check.value(QStringLiteral("ok")).toBool())
            continue;
        names.append(check.value(QStringLiteral("name")).toString());
        QVERIFY(!check.value(QStringLiteral("fix")).toString().isEmpty());
    }
    QCOMPARE(names, failed);
}

QTEST_GUILESS_MAIN(tst_ExitStatus)
#include "tst_exitstatus.moc"
