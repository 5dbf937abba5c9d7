// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace parley;
using namespace Qt::StringLiterals;

class tst_LocalServiceProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsOneReadyLine();
    void endsCleanly_data();
    void endsCleanly();
    void cutsConnectionsOnSigUsr1();
    void togglesTheTokenEndPointOnSigUsr2();
    void takesItsOptions();
    void takesAccountsFromAFile();
    void hidesPasswordsInTheListOfProcesses();
    void offersToSetADamagedDatabaseAside();
    void showsABusyService();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void failsWhenItCannotStart();
    void printsHelpAndVersion();
    void logsNoSecrets();
    void logsBadRequestsWithoutTheirContent();

private:
    [[nodiscard]] std::unique_ptr<QProcess> run(const QStringList &arguments);
    /// Starts it on any ports, in memory, and reads the ready line.
    [[nodiscard]] std::unique_ptr<QProcess> ready(const QStringList &more = {});
    static void kill(const QProcess &process, int number)
    {
        ::kill(pid_t(process.processId()), number);
    }

    QJsonObject m_ready;
    QByteArray m_output;
    QNetworkAccessManager m_network;
};

std::unique_ptr<QProcess> tst_LocalServiceProgram::run(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProgram(QStringLiteral(PARLEY_LOCAL_SERVICE));
    process->setArguments(arguments);
    process->start();
    return process;
}

std::unique_ptr<QProcess> tst_LocalServiceProgram::ready(const QStringList &more)
{
    auto process = run(QStringList { u"--database"_s, u":memory:"_s } + more);
    m_network.clearConnectionCache();
    const bool came = process->waitForStarted()
        && test::waitUntil([&process] { return process->canReadLine(); });
    m_output = came ? process->readLine() : process->readAllStandardError();
    m_ready = QJsonDocument::fromJson(m_output).object();
    return process;
}

void tst_LocalServiceProgram::printsOneReadyLine()
{
    const auto process = ready();
    QVERIFY2(m_output.startsWith("{\"event\":\"ready\",\"tokenUrl\":\"http://127.0.0.1:"),
             m_output.constData());
    QCOMPARE(m_ready.keys(), (QStringList { u"event"_s, u"serviceUrl"_s, u"tokenUrl"_s }));
    QVERIFY(m_ready.value(u"serviceUrl"_s).toString().endsWith(u"/v3/wsconnect"_s));
    const auto answer
        = test::request(m_network, "POST", QUrl(m_ready.value(u"tokenUrl"_s).toString()),
                        test::basic("alice", "demo"));
    QCOMPARE(answer.status, 200);
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
    QVERIFY(process->readAllStandardOutput().isEmpty());
}

void tst_LocalServiceProgram::endsCleanly_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("interrupted") << SIGINT;
    QTest::newRow("terminated") << SIGTERM;
}

void tst_LocalServiceProgram::endsCleanly()
{
    QFETCH(int, number);
    const auto process = ready();
    QVERIFY(!m_ready.isEmpty());
    kill(*process, number);
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
}

void tst_LocalServiceProgram::cutsConnectionsOnSigUsr1()
{
    const auto process = ready();
    QUrl url(m_ready.value(u"tokenUrl"_s).toString());
    url.setQuery(u"identity=alice&password=demo"_s);
    const QByteArray jwt = test::request(m_network, "GET", url).body;
    test::RawClient raw(QUrl(m_ready.value(u"serviceUrl"_s).toString()));
    QVERIFY(raw.waitOpen());
    QVERIFY(!raw.init(jwt).isEmpty());
    kill(*process, SIGUSR1);
    QVERIFY(raw.waitClosed());
    QCOMPARE(process->state(), QProcess::Running);
    test::RawClient again(QUrl(m_ready.value(u"serviceUrl"_s).toString()));
    QVERIFY(again.waitOpen());
    QVERIFY(!again.init(jwt).isEmpty());
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
}

void tst_LocalServiceProgram::togglesTheTokenEndPointOnSigUsr2()
{
    const auto process = ready();
    const QUrl url(m_ready.value(u"tokenUrl"_s).toString());
    kill(*process, SIGUSR2);
    QTRY_COMPARE(test::request(m_network, "POST", url).status, 0);
    kill(*process, SIGUSR2);
    QTRY_COMPARE(test::request(m_network, "POST", url).status, 401);
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
}

void tst_LocalServiceProgram::takesItsOptions()
{
    const QTemporaryDir folder;
    const auto process = run({ u"--database"_s, folder.filePath(u"x/y.sqlite"_s), u"--account"_s,
                               u"dora:se:cret"_s, u"--account"_s, u"emil:x"_s, u"--token-ttl"_s,
                               u"77"_s, u"--about-to-expire-lead"_s, u"5"_s, u"--no-demo-data"_s,
                               u"--token-port"_s, u"0"_s, u"--service-port"_s, u"0"_s });
    QVERIFY(test::waitUntil([&process] { return process->canReadLine(); }));
    const QUrl url(
        QJsonDocument::fromJson(process->readLine()).object().value(u"tokenUrl"_s).toString());
    const auto answer = test::request(m_network, "POST", url, test::basic("dora", "se:cret"));
    QCOMPARE(answer.status, 200);
    const QByteArray claims = QByteArray::fromBase64(
        answer.json.value(u"token"_s).toString().toLatin1().split('.').at(1),
        QByteArray::Base64UrlEncoding);
    const QJsonObject payload = QJsonDocument::fromJson(claims).object();
    QCOMPARE(payload.value(u"exp"_s).toInteger() - payload.value(u"iat"_s).toInteger(), 77);
    QCOMPARE(test::request(m_network, "POST", url, test::basic("alice", "demo")).status, 401);
    kill(*process, SIGINT);
    QVERIFY(process->waitForFinished());
}

void tst_LocalServiceProgram::takesAccountsFromAFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"accounts"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("dora:se:cret\r\n\nemil:x\n");
    file.close();
    const QStringList arguments { u"--database"_s, u":memory:"_s, u"--accounts-file"_s,
                                  file.fileName() };
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const auto refused = run(arguments);
    QVERIFY(refused->waitForFinished());
    QCOMPARE(refused->exitCode(), 2);
    QVERIFY(refused->readAllStandardError().contains("chmod 600"));

    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    const auto process = ready(arguments);
    const QUrl url(m_ready.value(u"tokenUrl"_s).toString());
    QCOMPARE(test::request(m_network, "POST", url, test::basic("dora", "se:cret")).status, 200);
    QCOMPARE(test::request(m_network, "POST", url, test::basic("emil", "x")).status, 200);
    QCOMPARE(test::request(m_network, "POST", url, test::basic("alice", "demo")).status, 401);
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
}

void tst_LocalServiceProgram::hidesPasswordsInTheListOfProcesses()
{
    const auto process
        = ready({ u"--account"_s, u"dora:marker-one"_s, u"--account=emil:marker-two"_s });
    QFile arguments(u"/proc/%1/cmdline"_s.arg(process->processId()));
    if (!arguments.open(QIODevice::ReadOnly))
        QSKIP("this system has no /proc");
    const QByteArray line = arguments.readAll();
    QVERIFY(line.contains("dora:"));
    QVERIFY(line.contains("emil:"));
    QVERIFY(!line.contains("marker"));
    const QUrl url(m_ready.value(u"tokenUrl"_s).toString());
    QCOMPARE(test::request(m_network, "POST", url, test::basic("dora", "marker-one")).status, 200);
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
}

void tst_LocalServiceProgram::offersToSetADamagedDatabaseAside()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"service.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    const auto refused = run({ u"--database"_s, file.fileName() });
    QVERIFY(refused->waitForFinished());
    QCOMPARE(refused->exitCode(), 1);
    const QByteArray error = refused->readAllStandardError();
    QVERIFY(error.contains("damaged"));
    QVERIFY(error.contains(file.fileName().toUtf8()));
    QVERIFY(error.contains("--set-damaged-aside"));
    const auto process = run({ u"--database"_s, file.fileName(), u"--set-damaged-aside"_s });
    QVERIFY(test::waitUntil([&process] { return process->canReadLine(); }));
    QCOMPARE(QDir(folder.path()).entryList({ u"*.damaged-*"_s }, QDir::Files).size(), 1);
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
}

void tst_LocalServiceProgram::showsABusyService()
{
    const auto process = ready(
        { u"--no-demo-data"_s, u"--demo-conversations"_s, u"3"_s, u"--demo-traffic"_s, u"100"_s });
    QUrl url(m_ready.value(u"tokenUrl"_s).toString());
    url.setQuery(u"identity=alice&password=demo"_s);
    test::RawClient raw(QUrl(m_ready.value(u"serviceUrl"_s).toString()));
    QVERIFY(raw.waitOpen());
    QVERIFY(!raw.init(test::request(m_network, "GET", url).body).isEmpty());
    const QJsonObject links = raw.ask("GET", u"/Client/v2/Configuration"_s)
                                  .payloadObject()
                                  .value(u"links"_s)
                                  .toObject();
    const auto path
        = [&links](const QString &name) { return QUrl(links.value(name).toString()).path(); };
    const QJsonArray rooms = raw.ask("GET", path(u"my_conversations"_s))
                                 .payloadObject()
                                 .value(u"conversations"_s)
                                 .toArray();
    QCOMPARE(rooms.size(), 3);
    for (const auto room : rooms) {
        const QString one
            = path(u"conversations"_s) + u'/' + room.toObject().value(u"sid"_s).toString();
        QTRY_VERIFY(raw.ask("GET", one).payloadObject().value(u"messages_count"_s).toInt() > 10);
    }
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
}

void tst_LocalServiceProgram::refusesWrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList { u"--colour"_s };
    QTest::newRow("an argument too many") << QStringList { u"now"_s };
    QTest::newRow("a port that is no number") << QStringList { u"--token-port"_s, u"http"_s };
    QTest::newRow("a port that is too large") << QStringList { u"--service-port"_s, u"70000"_s };
    QTest::newRow("no life") << QStringList { u"--token-ttl"_s, u"0"_s };
    QTest::newRow("a life longer than the service takes")
        << QStringList { u"--token-ttl"_s, u"90000"_s };
    QTest::newRow("a negative lead") << QStringList { u"--about-to-expire-lead"_s, u"-1"_s };
    QTest::newRow("an account without a password")
        << QStringList { u"--account"_s, u"secretive"_s };
    QTest::newRow("no file of accounts") << QStringList { u"--accounts-file"_s, u"/dev/null"_s };
    QTest::newRow("an account without a name") << QStringList { u"--account"_s, u":secretive"_s };
    QTest::newRow("traffic that is no number") << QStringList { u"--demo-traffic"_s, u"much"_s };
    QTest::newRow("negative traffic") << QStringList { u"--demo-traffic"_s, u"-1"_s };
    QTest::newRow("traffic without end") << QStringList { u"--demo-traffic"_s, u"inf"_s };
    QTest::newRow("more rooms than a user may be in")
        << QStringList { u"--demo-conversations"_s, u"1000"_s };
    QTest::newRow("no database") << QStringList { u"--database"_s, QString() };
}

void tst_LocalServiceProgram::refusesWrongUse()
{
    QFETCH(QStringList, arguments);
    const auto process = run(arguments);
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 2);
    QVERIFY(process->readAllStandardOutput().isEmpty());
    const QByteArray error = process->readAllStandardError();
    QVERIFY(error.startsWith("parley-local-service: "));
    QVERIFY(!error.contains("secretive"));
}

void tst_LocalServiceProgram::failsWhenItCannotStart()
{
    const auto process = run({ u"--database"_s, u"/dev/null/x/y.sqlite"_s });
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 1);
    QVERIFY(process->readAllStandardOutput().isEmpty());
    QVERIFY(process->readAllStandardError().contains("/dev/null/x/y.sqlite"));
}

void tst_LocalServiceProgram::printsHelpAndVersion()
{
    const auto help = run({ u"--help"_s });
    QVERIFY(help->waitForFinished());
    QCOMPARE(help->exitCode(), 0);
    const QByteArray text = help->readAllStandardOutput();
    for (const char *const word :
         { "--token-port", "--service-port", "--database", "--account", "--token-ttl",
           "--about-to-expire-lead", "--no-demo-data", "SIGUSR1", "SIGUSR2" })
        QVERIFY2(text.contains(word), word);
    const auto version = run({ u"--version"_s });
    QVERIFY(version->waitForFinished());
    QCOMPARE(version->exitCode(), 0);
    QVERIFY(version->readAllStandardOutput().startsWith("parley-local-service "));
}

void tst_LocalServiceProgram::logsNoSecrets()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_LOGGING_RULES"_s, u"parley.*=true"_s);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PARLEY_LOCAL_SERVICE),
                  { u"--database"_s, u":memory:"_s, u"--no-demo-data"_s, u"--account"_s,
                    u"markername:markerpassword"_s });
    QVERIFY(test::waitUntil([&process] { return process.canReadLine(); }));
    const QJsonObject addresses = QJsonDocument::fromJson(process.readLine()).object();
    const QUrl url(addresses.value(u"tokenUrl"_s).toString());
    const auto answer
        = test::request(m_network, "POST", url, test::basic("markername", "markerpassword"));
    const QByteArray jwt = answer.json.value(u"token"_s).toString().toLatin1();
    test::RawClient raw(QUrl(addresses.value(u"serviceUrl"_s).toString()));
    QVERIFY(raw.waitOpen());
    QVERIFY(!raw.init(jwt).isEmpty());
    const QJsonObject links = raw.ask("GET", u"/Client/v2/Configuration"_s)
                                  .payloadObject()
                                  .value(u"links"_s)
                                  .toObject();
    const QString base = QUrl(links.value(u"conversations"_s).toString()).path();
    const QString sid = raw.ask("POST", base, { { u"friendly_name"_s, u"markertitle"_s } })
                            .payloadObject()
                            .value(u"sid"_s)
                            .toString();
    QVERIFY(!raw.ask("POST", base + u'/' + sid + u"/Participants"_s,
                     { { u"identity"_s, u"markername"_s } })
                 .header.isEmpty());
    QVERIFY(!raw.ask("POST", base + u'/' + sid + u"/Messages"_s, { { u"body"_s, u"markerbody"_s } })
                 .header.isEmpty());
    raw.sendBytes("markergarbage");
    QVERIFY(!raw.next(u"close"_s).header.isEmpty());
    process.terminate();
    QVERIFY(process.waitForFinished());
    const QByteArray log = process.readAllStandardError();
    QVERIFY(log.contains("parley.localservice"));
    QVERIFY2(!log.contains("marker"), log.constData());
    QVERIFY(!log.contains(jwt.mid(jwt.lastIndexOf('.') + 1)));
    QVERIFY(!log.contains(answer.json.value(u"session"_s).toString().toLatin1()));
}

void tst_LocalServiceProgram::logsBadRequestsWithoutTheirContent()
{
    const QString marker = u"mArKeRmArKeR"_s;
    const auto process = ready();
    QUrl url(m_ready.value(u"tokenUrl"_s).toString());
    url.setQuery(u"identity=alice&password=demo"_s);
    test::RawClient raw(QUrl(m_ready.value(u"serviceUrl"_s).toString()));
    QVERIFY(raw.waitOpen());
    QVERIFY(!raw.init(test::request(m_network, "GET", url).body).isEmpty());
    const QJsonObject links = raw.ask("GET", u"/Client/v2/Configuration"_s)
                                  .payloadObject()
                                  .value(u"links"_s)
                                  .toObject();
    const QString conversations = QUrl(links.value(u"conversations"_s).toString()).path();
    const QJsonObject body { { u"body"_s, marker }, { u"attributes"_s, u"{"_s + marker } };
    const auto code = [&](const QByteArray &method, const QString &path) {
        return raw.ask(method, path, body).payloadObject().value(u"code"_s).toInt();
    };
    QCOMPARE(code("POST", conversations + u'/' + marker + u"/Messages"_s), 50350);
    QCOMPARE(code("POST", conversations + u"/general/Messages"_s), 50304);
    QCOMPARE(code("BREW", conversations + u'/' + marker), 20004);
    QUrl media(links.value(u"media_service"_s).toString() + u'/' + marker);
    media.setQuery(u"Filename="_s + marker);
    QCOMPARE(test::request(m_network, "GET", media).status, 401);
    QUrl wrong(m_ready.value(u"tokenUrl"_s).toString());
    wrong.setQuery(u"identity=%1&password=%1"_s.arg(marker));
    QCOMPARE(test::request(m_network, "GET", wrong).status, 401);
    kill(*process, SIGTERM);
    QVERIFY(process->waitForFinished());
    const QByteArray log = process->readAllStandardError();
    QCOMPARE(log.count("is refused a"), 3);
    QVERIFY(log.contains("media:"));
    QVERIFY(!log.toLower().contains(marker.toLower().toLatin1()));
}

QTEST_GUILESS_MAIN(tst_LocalServiceProgram)
#include "tst_localservice_program.moc"
