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
using namespace Qt::StringLiterals;

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
    QTest::newRow("basic, with the back end's session") << u"basic"_s;
    QTest::newRow("query, with the password in the URL") << u"query"_s;
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
    const QString database = folder.filePath(u"service.sqlite"_s);
    Service service;
    service.setEnvironment(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    QVERIFY(service.startWith(
        database, { u"--no-demo-data"_s, u"--account"_s, u"alice:"_s + QLatin1String(Password) }));
    Tee tee(QUrl(service.tokenUrl()));
    Client client;
    if (m_hasKeyring)
        client.useTheUsersHome();
    client.setEnvironment(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    const QString eventLog = folder.filePath(u"events.jsonl"_s);
    const QString trace = folder.filePath(u"trace.jsonl"_s);
    QStringList arguments {
        u"--token-auth"_s, auth, u"--event-log"_s, eventLog, u"--trace"_s, trace
    };
    if (!m_hasKeyring)
        arguments.append(u"--no-keychain"_s);
    client.start(tee.url(), service.serviceUrl(), u"alice"_s, QLatin1String(Password), arguments);
    QVERIFY(!client.waitForEvent(u"initialized"_s).isEmpty());
    talk(client);
    goThroughTroubles(client, service);
    checkProcess(client);
    if (m_hasKeyring) {
        QVERIFY(isOk(client.ask(u"signOut"_s)));
    } else {
        client.endInput();
    }
    QCOMPARE(client.waitForEnd(), 0);

    const QList<QByteArray> tokens = tee.tokens();
    QVERIFY(tokens.size() >= 2);
    for (const QByteArray &token : tokens)
        m_credentials.add(token);
    const QList<QByteArray> sessions = tee.values("session");
    QCOMPARE(sessions.isEmpty(), auth == "query"_L1);
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
        = client.ask(u"createConversation"_s, { { u"uniqueName"_s, u"room"_s } });
    QVERIFY(isOk(created));
    const QJsonObject room { { u"conversation"_s, u"room"_s } };
    const auto with = [&room](std::initializer_list<std::pair<QString, QJsonValue>> more) {
        QJsonObject arguments = room;
        for (const auto &[key, value] : more)
            arguments.insert(key, value);
        return arguments;
    };
    const QJsonObject attributes { { u"note"_s, QLatin1String(Attribute) } };
    QVERIFY(isOk(client.ask(
        u"send"_s,
        with({ { u"body"_s, QLatin1String(FirstBody) }, { u"attributes"_s, attributes } }))));
    QVERIFY(isOk(client.ask(
        u"edit"_s, with({ { u"index"_s, 0 }, { u"body"_s, QLatin1String(EditedBody) } }))));
    QVERIFY(isOk(client.ask(u"history"_s, room)));
    QVERIFY(isOk(client.ask(u"disconnect"_s)));
    const QString waiting
        = client.send(u"send"_s, with({ { u"body"_s, QLatin1String(WaitingBody) } }));
    // While it waits it is on disk, or a crash would lose it. So the search would find one.
    QTRY_VERIFY_WITH_TIMEOUT(!m_contents.filesIn(home(client)).isEmpty(), 15000);
    QVERIFY(isOk(client.ask(u"connect"_s)));
    QVERIFY(isOk(client.waitForResult(waiting)));
    QTRY_COMPARE_WITH_TIMEOUT(m_contents.filesIn(home(client)), QStringList(), 15000);
    QVERIFY(isOk(client.ask(u"delete"_s, with({ { u"index"_s, 0 } }))));
}

/// A refresh, one that fails, a token that the service refuses, a lost connection.
void tst_Redaction::goThroughTroubles(Client &client, Service &service)
{
    waitForTheNextSecond();
    QVERIFY(isOk(client.ask(u"refreshToken"_s)));
    service.toggleTokenEndpoint();
    QVERIFY(!isOk(client.ask(u"refreshToken"_s)));
    service.toggleTokenEndpoint();
    QVERIFY(!isOk(client.ask(u"updateToken"_s, { { u"token"_s, QLatin1String(foreignToken()) } })));
    QVERIFY(!isOk(client.ask(u"updateToken"_s, { { u"token"_s, QLatin1String(Password) } })));
    service.dropConnections();
    QVERIFY(!client.waitForEvent(u"connectionError"_s).isEmpty());
    client.sendLine(QByteArray("{\"command\":\"send\",\"body\":\"") + FirstBody); // broken JSON
    QVERIFY(isOk(client.ask(u"tokenStatus"_s)));
}

void tst_Redaction::checkProcess(const Program &program) const
{
    const QString process = u"/proc/%1/"_s.arg(program.processId());
    if (!QFile::exists(process))
        return;
    for (const char *name : { "cmdline", "environ" }) {
        const QByteArray content = read(process + QLatin1String(name));
        QCOMPARE(m_credentials.indexIn(content), -1);
        QCOMPARE(m_contents.indexIn(content), -1);
    }
    QVERIFY(read(process + u"cmdline"_s).contains("--token-url"));
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
    QVERIFY(
        service.start({ u"--no-demo-data"_s, u"--account"_s, u"alice:"_s + QLatin1String(Password),
                        u"--account"_s, u"bob:demo"_s }));
    Tee tee(QUrl(service.tokenUrl()));
    {
        Client first;
        first.useTheUsersHome();
        first.start(tee.url(), service.serviceUrl(), u"alice"_s, QLatin1String(Password));
        QVERIFY(!first.waitForEvent(u"initialized"_s).isEmpty());
        first.endInput();
        QCOMPARE(first.waitForEnd(), 0);
    }

    Window window;
    window.useTheUsersHome();
    window.setEnvironment(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    window.setEnvironment(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const QString eventLog = folder.filePath(u"events.jsonl"_s);
    window.start({ u"--token-url"_s, tee.url(), u"--service-url"_s, service.serviceUrl(),
                   u"--user"_s, u"alice"_s, u"--event-log"_s, eventLog });
    const auto hasSeen = [&eventLog](const char *text) { return read(eventLog).contains(text); };
    QVERIFY2(waitUntil([&] { return hasSeen("\"initialized\""); }, 30000),
             window.errors().right(2000).constData());

    Client bob;
    bob.start(service, u"bob"_s, { u"--no-keychain"_s });
    const QJsonObject room { { u"conversation"_s, u"room"_s } };
    QVERIFY(isOk(bob.ask(u"createConversation"_s, { { u"uniqueName"_s, u"room"_s } })));
    QJsonObject alice = room;
    alice.insert(u"identity"_s, u"alice"_s);
    QVERIFY(isOk(bob.ask(u"addParticipant"_s, alice)));
    QVERIFY(waitUntil([&] { return hasSeen("conversationJoined"); }, 20000));
    QJsonObject message = room;
    message.insert(u"body"_s, QLatin1String(ReceivedBody));
    QVERIFY(isOk(bob.ask(u"send"_s, message)));
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
        const QString path = place.section(u" at "_s, 0, -2);
        QVERIFY2(QFileInfo(path).fileName().startsWith(u"kept-"_s), qPrintable(path));
        const QFile::Permissions others
            = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY2(!(QFileInfo(path).permissions() & others), qPrintable(path));
    }
}

void tst_Redaction::takesThePasswordOutOfItsEnvironment()
{
    Service service;
    QVERIFY(service.start(
        { u"--no-demo-data"_s, u"--account"_s, u"alice:"_s + QLatin1String(Password) }));
    Client client;
    client.setEnvironment(u"PARLEY_TEST_PASSWORD"_s, QLatin1String(Password));
    client.start(service.tokenUrl(), service.serviceUrl(), u"alice"_s, {},
                 { u"--no-keychain"_s, u"--password-env"_s, u"PARLEY_TEST_PASSWORD"_s });
    QVERIFY(!client.waitForEvent(u"signedIn"_s).isEmpty());
    const QString path = u"/proc/%1/environ"_s.arg(client.processId());
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
    QVERIFY(service.start({ u"--no-demo-data"_s }));
    Client client;
    client.setWorkingDirectory(folder.path());
    client.start(service, u"alice"_s, { u"--no-keychain"_s });
    QVERIFY(!client.waitForEvent(u"signedIn"_s).isEmpty());
    const QByteArray limits = read(u"/proc/%1/limits"_s.arg(client.processId()));
    if (!limits.isEmpty())
        QVERIFY2(limits.contains("Max core file size        0                    0"),
                 limits.constData());
    client.signal(SIGABRT);
    QCOMPARE(client.waitForEnd(), -1);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
}

QTEST_GUILESS_MAIN(tst_Redaction)
#include "tst_redaction.moc"
