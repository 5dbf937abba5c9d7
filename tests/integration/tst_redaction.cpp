// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"
#include "secrets.h"
#include "support/testtoken.h"
#include "tee.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

using namespace parley::test;

/// Situation 120: a whole run with marked secrets, and none of them anywhere it can be found later.
class tst_Redaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void situation120_nothingIsLeftOfASecret_data();
    void situation120_nothingIsLeftOfASecret();
    void situation120_theWindowLeavesNoSecretEither();
    void takesThePasswordOutOfItsEnvironment();
    void leavesNoCore();

private:
    void talk(Client &client);
    void goThroughTroubles(Client &client, Service &service);
    void checkProcess(const Program &program) const;
    [[nodiscard]] QString home(const Client &client) const
    {
        return m_hasKeyring ? qEnvironmentVariable("PARLEY_PRIVATE_HOME") : client.home();
    }

    bool m_hasKeyring = false;
    Secrets m_credentials; ///< passwords, sessions, tokens: nowhere at all
    Secrets m_contents; ///< bodies and attributes: where the user reads them, and nowhere else
};

namespace {

// Long enough for slices, and with characters that some encodings change.
const char *const Password = "marker+Password/7f3a-9c2e&longer than a slice";
const char *const FirstBody = "marker-body-one-that-no-other-user-may-ever-read";
const char *const EditedBody = "marker-body-two-that-came-with-an-edit-of-it";
const char *const ReceivedBody = "marker-body-four-that-another-user-has-written";
const char *const WaitingBody = "marker-body-three-that-has-to-wait-for-a-while";
const char *const Attribute = "marker-attribute-value-that-is-private-too";

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// parley itself, where it has been built.
class Window final : public Program
{
public:
    [[nodiscard]] static QString path() { return qEnvironmentVariable("PARLEY_WINDOW"); }
    void start(const QStringList &arguments) { Program::start(path(), arguments); }
};

/// Signed with another key: the service refuses it.
QByteArray foreignToken()
{
    TokenSpec spec;
    spec.issuedAt = parley::SystemClock().wallNow();
    spec.life = std::chrono::hours(3);
    return makeJwt(spec, "the key of another service");
}

} // namespace

void tst_Redaction::initTestCase()
{
    m_hasKeyring = qEnvironmentVariableIsSet("PARLEY_PRIVATE_HOME");
    Secrets control;
    control.add(FirstBody);
    QCOMPARE(control.indexIn("xx no-other-user-may-ever-read"), 3);
    QCOMPARE(control.indexIn(QByteArray("x") + QByteArray(FirstBody).toBase64()), 1);
    QCOMPARE(control.indexIn("marker-body-one"), -1);
}

void tst_Redaction::situation120_nothingIsLeftOfASecret_data()
{
    QTest::addColumn<QString>("auth");
    QTest::newRow("basic, with the back end's session") << QStringLiteral("basic");
    QTest::newRow("query, with the password in the URL") << QStringLiteral("query");
}

void tst_Redaction::situation120_nothingIsLeftOfASecret()
{
    QFETCH(QString, auth);
    m_credentials = {};
    m_credentials.add(Password);
    m_credentials.add(QByteArray("alice:") + Password);
    m_credentials.add(foreignToken());
    m_contents = {};
    for (const char *text : { FirstBody, EditedBody, WaitingBody, Attribute })
        m_contents.add(text);

    const QTemporaryDir folder;
    const QString database = folder.filePath(QStringLiteral("service.sqlite"));
    Service service;
    service.setEnvironment(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    QVERIFY(service.startWith(database,
                              { QStringLiteral("--no-demo-data"), QStringLiteral("--account"),
                                QStringLiteral("alice:") + QLatin1String(Password) }));
    Tee tee(QUrl(service.tokenUrl()));
    Client client;
    if (m_hasKeyring)
        client.useTheUsersHome();
    client.setEnvironment(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    const QString eventLog = folder.filePath(QStringLiteral("events.jsonl"));
    const QString trace = folder.filePath(QStringLiteral("trace.jsonl"));
    QStringList arguments { QStringLiteral("--token-auth"), auth,
                            QStringLiteral("--event-log"),  eventLog,
                            QStringLiteral("--trace"),      trace };
    if (!m_hasKeyring)
        arguments.append(QStringLiteral("--no-keychain"));
    client.start(tee.url(), service.serviceUrl(), QStringLiteral("alice"), QLatin1String(Password),
                 arguments);
    QVERIFY(!client.waitForEvent(QStringLiteral("initialized")).isEmpty());
    talk(client);
    goThroughTroubles(client, service);
    checkProcess(client);
    if (m_hasKeyring) {
        QVERIFY(isOk(client.ask(QStringLiteral("signOut"))));
    } else {
        client.endInput();
    }
    QCOMPARE(client.waitForEnd(), 0);

    const QList<QByteArray> tokens = tee.tokens();
    QVERIFY(tokens.size() >= 2);
    for (const QByteArray &token : tokens)
        m_credentials.add(token);
    const QList<QByteArray> sessions = tee.values("session");
    QCOMPARE(sessions.isEmpty(), auth == QLatin1String("query"));
    for (const QByteArray &session : sessions)
        m_credentials.add(session);

    QVERIFY(client.errors().size() > 1000); // there was something to search
    QVERIFY(read(eventLog).contains("messageAdded"));
    QVERIFY(read(trace).contains("\"kind\":"));
    for (const Secrets *secrets : { &m_credentials, &m_contents }) {
        const qsizetype place = secrets->indexIn(client.errors());
        QVERIFY2(place < 0,
                 client.errors().mid(std::max<qsizetype>(place - 200, 0), 300).constData());
        QCOMPARE(secrets->indexIn(service.output()), -1);
        QCOMPARE(secrets->indexIn(read(eventLog)), -1);
        QCOMPARE(secrets->indexIn(read(trace)), -1);
        QCOMPARE(secrets->filesIn(home(client)), QStringList());
    }
    QCOMPARE(m_credentials.indexIn(client.output()), -1);
    service.kill();
    QCOMPARE(m_credentials.filesIn(folder.path()), QStringList());
}

/// Sends, edits, deletes, and leaves nothing of a message that had to wait on disk.
void tst_Redaction::talk(Client &client)
{
    const QJsonObject created
        = client.ask(QStringLiteral("createConversation"),
                     { { QStringLiteral("uniqueName"), QStringLiteral("room") } });
    QVERIFY(isOk(created));
    const QJsonObject room { { QStringLiteral("conversation"), QStringLiteral("room") } };
    const auto with = [&room](std::initializer_list<std::pair<QString, QJsonValue>> more) {
        QJsonObject arguments = room;
        for (const auto &[key, value] : more)
            arguments.insert(key, value);
        return arguments;
    };
    const QJsonObject attributes { { QStringLiteral("note"), QLatin1String(Attribute) } };
    QVERIFY(isOk(client.ask(QStringLiteral("send"),
                            with({ { QStringLiteral("body"), QLatin1String(FirstBody) },
                                   { QStringLiteral("attributes"), attributes } }))));
    QVERIFY(isOk(client.ask(QStringLiteral("edit"),
                            with({ { QStringLiteral("index"), 0 },
                                   { QStringLiteral("body"), QLatin1String(EditedBody) } }))));
    QVERIFY(isOk(client.ask(QStringLiteral("history"), room)));
    QVERIFY(isOk(client.ask(QStringLiteral("disconnect"))));
    const QString waiting = client.send(
        QStringLiteral("send"), with({ { QStringLiteral("body"), QLatin1String(WaitingBody) } }));
    // While it waits it is on disk, or a crash would lose it. So the search would find one.
    QTRY_VERIFY_WITH_TIMEOUT(!m_contents.filesIn(home(client)).isEmpty(), 15000);
    QVERIFY(isOk(client.ask(QStringLiteral("connect"))));
    QVERIFY(isOk(client.waitForResult(waiting)));
    QTRY_COMPARE_WITH_TIMEOUT(m_contents.filesIn(home(client)), QStringList(), 15000);
    QVERIFY(isOk(client.ask(QStringLiteral("delete"), with({ { QStringLiteral("index"), 0 } }))));
}

/// A refresh, one that fails, a token that the service refuses, a lost connection.
void tst_Redaction::goThroughTroubles(Client &client, Service &service)
{
    waitForTheNextSecond();
    QVERIFY(isOk(client.ask(QStringLiteral("refreshToken"))));
    service.toggleTokenEndpoint();
    QVERIFY(!isOk(client.ask(QStringLiteral("refreshToken"))));
    service.toggleTokenEndpoint();
    QVERIFY(!isOk(client.ask(QStringLiteral("updateToken"),
                             { { QStringLiteral("token"), QLatin1String(foreignToken()) } })));
    QVERIFY(!isOk(client.ask(QStringLiteral("updateToken"),
                             { { QStringLiteral("token"), QLatin1String(Password) } })));
    service.dropConnections();
    QVERIFY(!client.waitForEvent(QStringLiteral("connectionError")).isEmpty());
    client.sendLine(QByteArray("{\"command\":\"send\",\"body\":\"") + FirstBody); // broken JSON
    QVERIFY(isOk(client.ask(QStringLiteral("tokenStatus"))));
}

void tst_Redaction::checkProcess(const Program &program) const
{
    const QString process = QStringLiteral("/proc/%1/").arg(program.processId());
    if (!QFile::exists(process))
        return;
    for (const char *name : { "cmdline", "environ" }) {
        const QByteArray content = read(process + QLatin1String(name));
        QCOMPARE(m_credentials.indexIn(content), -1);
        QCOMPARE(m_contents.indexIn(content), -1);
    }
    QVERIFY(read(process + QStringLiteral("cmdline")).contains("--token-url"));
}

/// The window takes up the sign-in that parley-cli has saved, receives a message, loses its
/// connection and its back end. Only what it keeps for its next start has words of the message.
void tst_Redaction::situation120_theWindowLeavesNoSecretEither()
{
    if (Window::path().isEmpty())
        QSKIP("the window has not been built");
    if (!m_hasKeyring)
        QSKIP("the window takes its sign-in from a keyring");
    m_credentials = {};
    m_credentials.add(Password);
    m_contents = {};
    m_contents.add(ReceivedBody);
    const QTemporaryDir folder;
    Service service;
    QVERIFY(service.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--account"),
                            QStringLiteral("alice:") + QLatin1String(Password),
                            QStringLiteral("--account"), QStringLiteral("bob:demo") }));
    Tee tee(QUrl(service.tokenUrl()));
    {
        Client first;
        first.useTheUsersHome();
        first.start(tee.url(), service.serviceUrl(), QStringLiteral("alice"),
                    QLatin1String(Password));
        QVERIFY(!first.waitForEvent(QStringLiteral("initialized")).isEmpty());
        first.endInput();
        QCOMPARE(first.waitForEnd(), 0);
    }

    Window window;
    window.useTheUsersHome();
    window.setEnvironment(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    window.setEnvironment(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    const QString eventLog = folder.filePath(QStringLiteral("events.jsonl"));
    window.start({ QStringLiteral("--token-url"), tee.url(), QStringLiteral("--service-url"),
                   service.serviceUrl(), QStringLiteral("--user"), QStringLiteral("alice"),
                   QStringLiteral("--event-log"), eventLog });
    const auto hasSeen = [&eventLog](const char *text) { return read(eventLog).contains(text); };
    QVERIFY2(waitUntil([&] { return hasSeen("\"initialized\""); }, 30000),
             window.errors().right(2000).constData());

    Client bob;
    bob.start(service, QStringLiteral("bob"), { QStringLiteral("--no-keychain") });
    const QJsonObject room { { QStringLiteral("conversation"), QStringLiteral("room") } };
    QVERIFY(isOk(bob.ask(QStringLiteral("createConversation"),
                         { { QStringLiteral("uniqueName"), QStringLiteral("room") } })));
    QJsonObject alice = room;
    alice.insert(QStringLiteral("identity"), QStringLiteral("alice"));
    QVERIFY(isOk(bob.ask(QStringLiteral("addParticipant"), alice)));
    QVERIFY(waitUntil([&] { return hasSeen("conversationJoined"); }, 20000));
    QJsonObject message = room;
    message.insert(QStringLiteral("body"), QLatin1String(ReceivedBody));
    QVERIFY(isOk(bob.ask(QStringLiteral("send"), message)));
    QVERIFY(waitUntil([&] { return hasSeen("messageAdded"); }, 20000));
    service.dropConnections();
    QVERIFY(waitUntil([&] { return hasSeen("connectionError"); }, 20000));

    for (const QByteArray &token : tee.tokens())
        m_credentials.add(token);
    for (const QByteArray &session : tee.values("session"))
        m_credentials.add(session);
    QVERIFY(tee.tokens().size() >= 1);
    checkProcess(window);
    window.kill();
    QVERIFY(window.errors().size() > 1000);
    for (const Secrets *secrets : { &m_credentials, &m_contents }) {
        const qsizetype place = secrets->indexIn(window.output());
        QVERIFY2(place < 0,
                 window.output().mid(std::max<qsizetype>(place - 200, 0), 300).constData());
        QCOMPARE(secrets->indexIn(read(eventLog)), -1);
    }
    const QString home = qEnvironmentVariable("PARLEY_PRIVATE_HOME");
    QCOMPARE(m_credentials.filesIn(home), QStringList());
    // Of a remembered sign-in the last messages are kept, for the user alone.
    const QStringList withContents = m_contents.filesIn(home);
    for (const QString &place : withContents) {
        const QString path = place.section(QStringLiteral(" at "), 0, -2);
        QVERIFY2(QFileInfo(path).fileName().startsWith(QStringLiteral("kept-")), qPrintable(path));
        const QFile::Permissions others
            = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY2(!(QFileInfo(path).permissions() & others), qPrintable(path));
    }
}

void tst_Redaction::takesThePasswordOutOfItsEnvironment()
{
    Service service;
    QVERIFY(service.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--account"),
                            QStringLiteral("alice:") + QLatin1String(Password) }));
    Client client;
    client.setEnvironment(QStringLiteral("PARLEY_TEST_PASSWORD"), QLatin1String(Password));
    client.start(service.tokenUrl(), service.serviceUrl(), QStringLiteral("alice"), {},
                 { QStringLiteral("--no-keychain"), QStringLiteral("--password-env"),
                   QStringLiteral("PARLEY_TEST_PASSWORD") });
    QVERIFY(!client.waitForEvent(QStringLiteral("signedIn")).isEmpty());
    const QString path = QStringLiteral("/proc/%1/environ").arg(client.processId());
    if (!QFile::exists(path))
        QSKIP("no /proc on this system");
    m_credentials = {};
    m_credentials.add(Password);
    QCOMPARE(m_credentials.indexIn(read(path)), -1);
}

void tst_Redaction::leavesNoCore()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer has to look into the process");
#endif
    const QTemporaryDir folder;
    Service service;
    QVERIFY(service.start({ QStringLiteral("--no-demo-data") }));
    Client client;
    client.setWorkingDirectory(folder.path());
    client.start(service, QStringLiteral("alice"), { QStringLiteral("--no-keychain") });
    QVERIFY(!client.waitForEvent(QStringLiteral("signedIn")).isEmpty());
    const QByteArray limits = read(QStringLiteral("/proc/%1/limits").arg(client.processId()));
    if (!limits.isEmpty())
        QVERIFY2(limits.contains("Max core file size        0                    0"),
                 limits.constData());
    client.signal(SIGABRT);
    QCOMPARE(client.waitForEnd(), -1);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
}

QTEST_GUILESS_MAIN(tst_Redaction)
#include "tst_redaction.moc"
