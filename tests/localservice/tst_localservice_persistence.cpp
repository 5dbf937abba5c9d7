// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include "localservice/store/database.h"
#include "localservice/store/databasefile.h"

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
    void keepsOutAccountsThatAreNotNamedAgain();
    void keepsOutDemoAccountsOfEarlier();
    void takesAnotherDemoPassword();
    void takesChangedPasswords();
    void demoPasswordsDoNotComeBack();
    void storesNoSecretInPlain();
    void isForItsOwnerAlone();
    void repairsTheModeOfAnExistingFile();
    void refusesDatabases_data();
    void refusesDatabases();
    void changesNothingThatIsNotItsOwn_data();
    void changesNothingThatIsNotItsOwn();
    void leavesDatabasesOfOthersAlone_data();
    void leavesDatabasesOfOthersAlone();
    void tellsADamagedDatabase_data();
    void tellsADamagedDatabase();
    void setsADamagedDatabaseAsideByItself();
    void checksLargeDatabasesAfterACrashOnly_data();
    void checksLargeDatabasesAfterACrashOnly();
    void dataThatCannotBeReadIsNotTakenForNone();
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

void tst_LocalServicePersistence::keepsOutAccountsThatAreNotNamedAgain()
{
    QByteArray session;
    {
        const auto service = started({ { u"dora"_s, u"one"_s } }, false);
        const auto answer = signIn(*service, "dora", "one");
        QCOMPARE(answer.status, 200);
        session = "Bearer " + answer.json.value(u"session"_s).toString().toLatin1();
    }
    const auto service = started({ { u"emil"_s, u"two"_s } }, false);
    QCOMPARE(service->accountNames(), QStringList { u"emil"_s }); // only the given ones
    QCOMPARE(signIn(*service, "dora", "one").status, 401);
    QCOMPARE(test::request(m_network, "POST", service->tokenUrl(), session).status, 401);
    QCOMPARE(signIn(*service, "emil", "two").status, 200);
}

void tst_LocalServicePersistence::keepsOutDemoAccountsOfEarlier()
{
    {
        const auto service = started();
        QCOMPARE(signIn(*service, "alice", "demo").status, 200);
    }
    const auto service = started({ { u"emil"_s, u"two"_s } });
    QCOMPARE(signIn(*service, "alice", "demo").status, 401);
    QCOMPARE(signIn(*service, "emil", "two").status, 200);
}

void tst_LocalServicePersistence::takesAnotherDemoPassword()
{
    for (const bool isOld : { false, true }) {
        init();
        {
            const auto service = started({ { u"carol"_s, u"own"_s } });
            QCOMPARE(signIn(*service, "carol", "own").status, 200);
        }
        {
            const auto service = started();
            QCOMPARE(signIn(*service, "alice", "demo").status, 200);
        }
        if (isOld) { // a database of a Parley that did not note which passwords are its own
            Database database;
            QVERIFY(database.open(file()));
            Statement(database, u"DELETE FROM meta WHERE key LIKE 'demo_password%'"_s);
        }
        Config config;
        config.databasePath = file();
        config.demoPassword = u"random"_s;
        LocalService service(config);
        QVERIFY(service.start());
        QCOMPARE(signIn(service, "alice", "demo").status, 401);
        QCOMPARE(signIn(service, "alice", "random").status, 200);
        QCOMPARE(signIn(service, "carol", "random").status, 401);
        QCOMPARE(signIn(service, "carol", "own").status, 200);
    }
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

void tst_LocalServicePersistence::changesNothingThatIsNotItsOwn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("mode");
    QTest::newRow("a folder") << u"folder"_s << 0x7755;
    QTest::newRow("a shared folder") << u"folder"_s << 0x7777;
    QTest::newRow("a text") << u"text"_s << 0x6644;
    QTest::newRow("a device") << u"/dev/null"_s << 0x6666;
}

void tst_LocalServicePersistence::changesNothingThatIsNotItsOwn()
{
    QFETCH(QString, name);
    QFETCH(int, mode);
    Config config;
    config.databasePath = name.startsWith(u'/') ? name : m_folder->filePath(name);
    if (name == u"folder"_s) {
        QVERIFY(QDir().mkdir(config.databasePath));
    } else if (name == u"text"_s) {
        QFile text(config.databasePath);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("notes");
    }
    if (!name.startsWith(u'/'))
        QVERIFY(QFile::setPermissions(config.databasePath, QFile::Permissions(mode)));
    const QFile::Permissions before = QFileInfo(config.databasePath).permissions();
    LocalService service(config);
    QVERIFY(!service.start());
    QVERIFY(service.errorString().contains(config.databasePath));
    QCOMPARE(QFileInfo(config.databasePath).permissions(), before);
    QVERIFY(!QFileInfo::exists(config.databasePath + u".media"_s));
}

void tst_LocalServicePersistence::leavesDatabasesOfOthersAlone_data()
{
    QTest::addColumn<bool>("isMarked");
    QTest::newRow("without a mark") << false;
    QTest::newRow("with a mark of its own") << true;
}

void tst_LocalServicePersistence::leavesDatabasesOfOthersAlone()
{
    QFETCH(bool, isMarked);
    const QString path = m_folder->filePath(u"theirs.sqlite"_s);
    {
        QSqlDatabase theirs = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"theirs"_s);
        theirs.setDatabaseName(path);
        QVERIFY(theirs.open());
        QSqlQuery query(theirs);
        QVERIFY(query.exec(u"CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB)"_s));
        if (isMarked)
            QVERIFY(query.exec(u"PRAGMA application_id=4711"_s));
    }
    QSqlDatabase::removeDatabase(u"theirs"_s);
    QVERIFY(QFile::setPermissions(path, QFile::Permissions(0x6644)));
    const QFile::Permissions before = QFileInfo(path).permissions();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    file.close();

    Config config;
    config.databasePath = path;
    config.setsDamagedAside = true;
    LocalService service(config);
    QVERIFY(!service.start());
    QVERIFY(!service.isDatabaseDamaged());
    QVERIFY(service.errorString().contains(u"another program"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
    QCOMPARE(QFileInfo(path).permissions(), before);
}

void tst_LocalServicePersistence::tellsADamagedDatabase_data()
{
    QTest::addColumn<double>("from"); // the share of the file where the damage begins
    QTest::addColumn<double>("to");
    QTest::addColumn<bool>("isCut");
    QTest::newRow("all of it") << 0.0 << 1.0 << false;
    QTest::newRow("the start") << 0.0 << 0.01 << false;
    QTest::newRow("the middle") << 0.3 << 0.6 << false;
    QTest::newRow("the last third") << 0.67 << 1.0 << false;
    QTest::newRow("the second half is missing") << 0.5 << 1.0 << true;
    QTest::newRow("nearly all is missing") << 0.0005 << 1.0 << true;
}

void tst_LocalServicePersistence::tellsADamagedDatabase()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(bool, isCut);
    static_cast<void>(started());
    QFile database(file());
    QVERIFY(database.open(QIODevice::ReadWrite));
    const qint64 size = database.size();
    const auto start = qint64(double(size) * from);
    if (isCut) {
        QVERIFY(database.resize(start));
    } else {
        QVERIFY(database.seek(start));
        QByteArray noise;
        for (qint64 i = start; i < qint64(double(size) * to); ++i)
            noise += char((i * 7919) >> 3);
        QCOMPARE(database.write(noise), noise.size());
    }
    QVERIFY(database.seek(0));
    const QByteArray damaged = database.readAll();
    database.close();

    Config config;
    config.databasePath = file();
    LocalService service(config);
    QVERIFY(!service.start());
    QVERIFY2(service.errorString().contains(u"damaged"_s), qPrintable(service.errorString()));
    QVERIFY(service.isDatabaseDamaged());
    QVERIFY(service.errorString().contains(file()));
    const QString aside = service.setDatabaseAside();
    QVERIFY(!aside.isEmpty());
    QFile kept(aside);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), damaged);
    QVERIFY(QFileInfo::exists(aside + u".media"_s)); // which the next start would tidy up
    QVERIFY(service.start());
    QCOMPARE(signIn(service, "alice", "demo").status, 200);
}

void tst_LocalServicePersistence::setsADamagedDatabaseAsideByItself()
{
    static_cast<void>(started());
    for (int i = 0; i < 2; ++i) { // twice on one day
        QFile database(file());
        QVERIFY(database.open(QIODevice::WriteOnly));
        database.write(QByteArray(5000, 'x'));
        database.close();
        Config config;
        config.databasePath = file();
        config.setsDamagedAside = true;
        LocalService service(config);
        QVERIFY(service.start());
        QCOMPARE(service.errorString(), QString());
    }
    const QStringList names = QFileInfo(file()).dir().entryList({ u"*.damaged-*"_s }, QDir::Files);
    QCOMPARE(names.size(), 2);
}

void tst_LocalServicePersistence::checksLargeDatabasesAfterACrashOnly_data()
{
    QTest::addColumn<qint64>("mebibytes");
    QTest::addColumn<bool>("wasKilled");
    QTest::addColumn<bool>("needsCheck");
    QTest::newRow("small") << qint64(16) << false << true;
    QTest::newRow("small, after a crash") << qint64(16) << true << true;
    QTest::newRow("large") << qint64(17) << false << false;
    QTest::newRow("large, after a crash") << qint64(17) << true << true;
}

void tst_LocalServicePersistence::checksLargeDatabasesAfterACrashOnly()
{
    QFETCH(qint64, mebibytes);
    QFETCH(bool, wasKilled);
    const QString path = m_folder->filePath(u"service.sqlite"_s);
    QFile database(path);
    QVERIFY(database.open(QIODevice::WriteOnly));
    QVERIFY(database.resize(mebibytes * 1024 * 1024));
    QFile log(path + "-wal"_L1);
    QVERIFY(!wasKilled || log.open(QIODevice::WriteOnly));
    QTEST(DatabaseFile(path).needsCheck(), "needsCheck");
}

void tst_LocalServicePersistence::dataThatCannotBeReadIsNotTakenForNone()
{
    static_cast<void>(started());
    {
        Database database; // a part of it is gone, but not one that the start needs
        QVERIFY(database.open(file()));
        Statement(database, u"DROP TABLE invites"_s);
    }
    const auto service = started();
    const QByteArray jwt
        = signIn(*service, "alice", "demo").json.value(u"token"_s).toString().toLatin1();
    test::RawClient raw(service->serviceUrl());
    QVERIFY(raw.waitOpen());
    QVERIFY(!raw.init(jwt).isEmpty());
    const QJsonObject links = raw.ask("GET", u"/Client/v2/Configuration"_s)
                                  .payloadObject()
                                  .value(u"links"_s)
                                  .toObject();
    const QString path = QUrl(links.value(u"conversations"_s).toString()).path();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"statement failed"_s));
    const QJsonObject answer
        = raw.ask("GET", path + u"/general"_s).header.value(u"http_status"_s).toObject();
    QCOMPARE(answer.value(u"code"_s).toInt(), 500);
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
