// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include "localservice/store/database.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_LocalServicePersistence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void keepsEverythingOverARestart();
    void keepsAccountsThatAreNotNamedAgain();
    void takesChangedPasswords();
    void demoPasswordsDoNotComeBack();
    void storesNoSecretInPlain();
    void isForItsOwnerAlone();
    void repairsTheModeOfAnExistingFile();
    void refusesDatabases_data();
    void refusesDatabases();
    void refusesAFileThatIsInUse();
    void takesADatabaseOfTheFirstVersion();
    void saysWhenAPortIsTaken();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"data/service.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<LocalService> started(std::vector<Account> accounts = {},
                                                        bool demoData = true);
    [[nodiscard]] test::HttpAnswer signIn(const LocalService &service, const QByteArray &name,
                                          const QByteArray &password);

    std::unique_ptr<QTemporaryDir> m_folder;
    QNetworkAccessManager m_network;
};

void tst_LocalServicePersistence::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

std::unique_ptr<LocalService> tst_LocalServicePersistence::started(std::vector<Account> accounts,
                                                                   bool demoData)
{
    m_network.clearConnectionCache();
    Config config;
    config.databasePath = file();
    config.accounts = std::move(accounts);
    config.demoData = demoData;
    auto service = std::make_unique<LocalService>(config);
    if (!service->start())
        qWarning() << service->errorString();
    return service;
}

test::HttpAnswer tst_LocalServicePersistence::signIn(const LocalService &service,
                                                     const QByteArray &name,
                                                     const QByteArray &password)
{
    return test::request(m_network, "POST", service.tokenUrl(), test::basic(name, password));
}

void tst_LocalServicePersistence::keepsEverythingOverARestart()
{
    QByteArray session;
    QByteArray jwt;
    QString own;
    QJsonArray before;
    {
        const auto service = started();
        const auto answer = signIn(*service, "alice", "demo");
        QCOMPARE(answer.status, 200);
        session = "Bearer " + answer.json.value(u"session"_s).toString().toLatin1();
        jwt = answer.json.value(u"token"_s).toString().toLatin1();
        test::RawClient raw(service->serviceUrl());
        QVERIFY(raw.waitOpen());
        QVERIFY(!raw.init(jwt).isEmpty());
        const QJsonObject links = raw.ask("GET", u"/Client/v2/Configuration"_s)
                                      .payloadObject()
                                      .value(u"links"_s)
                                      .toObject();
        own = QUrl(links.value(u"my_conversations"_s).toString()).path();
        before = raw.ask("GET", own).payloadObject().value(u"conversations"_s).toArray();
        QCOMPARE(before.size(), 7);
    }
    const auto service = started();
    QCOMPARE(service->accountNames(), (QStringList { u"alice"_s, u"bob"_s, u"carol"_s }));
    test::RawClient raw(service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QCOMPARE(raw.init(jwt).value(u"status"_s).toObject().value(u"code"_s).toInt(),
             200); // the key is the same
    QCOMPARE(raw.ask("GET", own).payloadObject().value(u"conversations"_s).toArray(),
             before); // no second demo
    QCOMPARE(test::request(m_network, "POST", service->tokenUrl(), session).status, 200);
}

void tst_LocalServicePersistence::keepsAccountsThatAreNotNamedAgain()
{
    {
        const auto service = started({ { u"dora"_s, u"one"_s } }, false);
        QCOMPARE(signIn(*service, "dora", "one").status, 200);
    }
    const auto service = started({ { u"emil"_s, u"two"_s } }, false);
    QCOMPARE(service->accountNames(), (QStringList { u"dora"_s, u"emil"_s }));
    QCOMPARE(signIn(*service, "dora", "one").status, 200);
    QCOMPARE(signIn(*service, "emil", "two").status, 200);
}

void tst_LocalServicePersistence::takesChangedPasswords()
{
    QByteArray session;
    {
        const auto service = started({ { u"dora"_s, u"one"_s } }, false);
        session = "Bearer "
            + signIn(*service, "dora", "one").json.value(u"session"_s).toString().toLatin1();
    }
    const auto service = started({ { u"dora"_s, u"two"_s } }, false);
    QCOMPARE(signIn(*service, "dora", "one").status, 401);
    QCOMPARE(signIn(*service, "dora", "two").status, 200);
    QCOMPARE(test::request(m_network, "POST", service->tokenUrl(), session).status, 401);
}

void tst_LocalServicePersistence::demoPasswordsDoNotComeBack()
{
    {
        const auto service = started({ { u"alice"_s, u"own password"_s } });
        QCOMPARE(signIn(*service, "alice", "own password").status, 200);
    }
    const auto service = started(); // the demo accounts again
    QCOMPARE(signIn(*service, "alice", "demo").status, 401);
    QCOMPARE(signIn(*service, "alice", "own password").status, 200);
    QCOMPARE(signIn(*service, "bob", "demo").status, 200);
}

void tst_LocalServicePersistence::storesNoSecretInPlain()
{
    QByteArray session;
    QByteArray jwt;
    {
        const auto service = started({ { u"dora"_s, u"marker-password"_s } }, false);
        const auto answer = signIn(*service, "dora", "marker-password");
        session = answer.json.value(u"session"_s).toString().toLatin1();
        jwt = answer.json.value(u"token"_s).toString().toLatin1();
        QVERIFY(!session.isEmpty());
    }
    QByteArray everything;
    const QFileInfoList files = QFileInfo(file()).dir().entryInfoList(QDir::Files);
    for (const QFileInfo &info : files) {
        QFile content(info.filePath());
        QVERIFY(content.open(QIODevice::ReadOnly));
        everything += content.readAll();
    }
    QVERIFY(everything.contains("dora"));
    QVERIFY(!everything.contains("marker-password"));
    QVERIFY(!everything.contains(session));
    QVERIFY(!everything.contains(jwt.mid(jwt.lastIndexOf('.') + 1)));
}

void tst_LocalServicePersistence::isForItsOwnerAlone()
{
    const auto service = started();
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QFileInfo folder(QFileInfo(file()).path());
    QVERIFY(!(folder.permissions() & others));
    const QFileInfoList files = QDir(folder.filePath()).entryInfoList(QDir::Files);
    QVERIFY(!files.isEmpty());
    for (const QFileInfo &info : files)
        QVERIFY2(!(info.permissions() & (others | QFile::ExeOwner)), qPrintable(info.fileName()));
}

void tst_LocalServicePersistence::repairsTheModeOfAnExistingFile()
{
    static_cast<void>(started());
    QVERIFY(QFile::setPermissions(
        file(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    const auto service = started();
    QVERIFY(!(QFileInfo(file()).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void tst_LocalServicePersistence::refusesDatabases_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("a file that is no database") << u"notes.txt"_s << QByteArray(2000, 'x');
    QTest::newRow("a folder that cannot be made") << u"/dev/null/data/x.sqlite"_s << QByteArray();
}

void tst_LocalServicePersistence::refusesDatabases()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, content);
    Config config;
    config.databasePath = path.startsWith(u'/') ? path : m_folder->filePath(path);
    if (!content.isEmpty()) {
        QFile existing(config.databasePath);
        QVERIFY(existing.open(QIODevice::WriteOnly));
        existing.write(content);
        existing.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"statement failed"_s));
    }
    LocalService service(config);
    QVERIFY(!service.start());
    QVERIFY(!service.errorString().isEmpty());
    QVERIFY(service.tokenUrl().isEmpty());
    if (!content.isEmpty()) {
        QFile existing(config.databasePath);
        QVERIFY(existing.open(QIODevice::ReadOnly));
        QCOMPARE(existing.readAll(), content); // untouched
    }
}

void tst_LocalServicePersistence::refusesAFileThatIsInUse()
{
    const auto first = started();
    Config config;
    config.databasePath = file();
    LocalService second(config);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"statement failed"_s));
    QVERIFY(!second.start());
    QVERIFY(!second.errorString().isEmpty());
    QCOMPARE(signIn(*first, "alice", "demo").status, 200);
}

void tst_LocalServicePersistence::takesADatabaseOfTheFirstVersion()
{
    {
        const auto service = started();
        QCOMPARE(service->errorString(), QString());
    }
    {
        Database database; // back to what version 1 had
        QVERIFY(database.open(file()));
        for (const QString &sql :
             { u"DROP TABLE media"_s, u"DROP TABLE invites"_s,
               u"ALTER TABLE conversations DROP COLUMN is_public"_s, u"PRAGMA user_version=1"_s })
            Statement(database, sql);
    }
    const auto service = started();
    QCOMPARE(service->errorString(), QString());
    QCOMPARE(signIn(*service, "alice", "demo").status, 200);
}

void tst_LocalServicePersistence::saysWhenAPortIsTaken()
{
    const auto first = started();
    for (const bool tokenPort : { true, false }) {
        Config config;
        config.databasePath = u":memory:"_s;
        (tokenPort ? config.tokenPort : config.servicePort)
            = quint16(tokenPort ? first->tokenUrl().port() : first->serviceUrl().port());
        LocalService second(config);
        QVERIFY(!second.start());
        QVERIFY(second.errorString().contains(u"port"_s));
    }
}

QTEST_GUILESS_MAIN(tst_LocalServicePersistence)
#include "tst_localservice_persistence.moc"
