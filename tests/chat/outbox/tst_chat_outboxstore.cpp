// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outboxstore.h"
#include "token/utc.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace parley::chat;
using namespace Qt::StringLiterals;

namespace {

OutboxEntry entry(const QString &id)
{
    return { .localId = id,
             .conversationSid = u"CH1"_s,
             .body = u"grüß ☃ "_s + id,
             .attributes = { { u"a"_s, 1 } },
             .created = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), parley::Utc) };
}

QStringList idsOf(const OutboxStore &store)
{
    QStringList ids;
    for (const OutboxEntry &each : store.entries())
        ids.append(each.localId);
    return ids;
}

} // namespace

class tst_ChatOutboxStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OutboxStore> make(bool onDisk)
    {
        if (!onDisk)
            return makeMemoryOutboxStore();
        DatabaseProblem problem;
        auto store = openOutboxStore(m_folder.filePath(u"%1.db"_s.arg(++m_serial)), &problem);
        if (!store)
            qWarning("%s", qPrintable(problem.detail));
        return store;
    }

    void bothKinds()
    {
        QTest::addColumn<bool>("onDisk");
        QTest::newRow("in memory") << false;
        QTest::newRow("on disk") << true;
    }

    QTemporaryDir m_folder;
    int m_serial = 0;

private Q_SLOTS:
    void keepsTheOrder_data() { bothKinds(); }
    void keepsTheOrder()
    {
        QFETCH(bool, onDisk);
        const auto store = make(onDisk);
        QVERIFY(store);
        for (const char16_t id : { u'c', u'a', u'b' })
            QVERIFY(store->append(entry(QString(QChar(id)))));
        QVERIFY(store->remove({ u"a"_s }));
        QVERIFY(!store->remove({ u"a"_s }));
        QVERIFY(store->append(entry(u"a"_s)));
        QCOMPARE(idsOf(*store), QStringList({ u"c"_s, u"b"_s, u"a"_s }));
    }

    void updates_data() { bothKinds(); }
    void updates()
    {
        QFETCH(bool, onDisk);
        const auto store = make(onDisk);
        OutboxEntry changed = entry(u"x"_s);
        QVERIFY(!store->update(changed));
        QVERIFY(store->append(changed));
        changed.attempted = true;
        changed.afterIndex = 41;
        changed.failureCode = u"50430"_s;
        changed.failureDetail = u"not a participant"_s;
        QVERIFY(store->update(changed));
        const OutboxEntry read = store->entries().front();
        QVERIFY(read.attempted);
        QCOMPARE(read.afterIndex, qint64(41));
        QCOMPARE(read.failureCode, changed.failureCode);
        QCOMPARE(read.failureDetail, changed.failureDetail);
        QCOMPARE(read.body, changed.body);
        QCOMPARE(read.attributes, changed.attributes);
        QCOMPARE(read.created, changed.created);
    }

    void attachmentsAreKept_data() { bothKinds(); }
    void attachmentsAreKept()
    {
        QFETCH(bool, onDisk);
        const auto store = make(onDisk);
        OutboxEntry whole = entry(u"x"_s);
        const QDateTime modified(QDate(2026, 1, 2), QTime(3, 4, 5, 678), parley::Utc);
        whole.attachments = { { .filePath = u"/home/ada/a.txt"_s,
                                .size = 7,
                                .modified = modified,
                                .filename = u"a.txt"_s,
                                .contentType = u"text/plain"_s },
                              { .size = 3,
                                .filename = u"b.png"_s,
                                .contentType = u"image/png"_s,
                                .data = QByteArray("a\0b", 3) } };
        QVERIFY(store->append(whole));
        for (OutboxAttachment &attachment : whole.attachments)
            attachment.data.clear();
        whole.attachments[1].mediaSid = u"ME1"_s;
        QVERIFY(store->update(whole));
        const std::vector<OutboxAttachment> read = store->entries().front().attachments;
        QCOMPARE(read.size(), size_t(2));
        QCOMPARE(read[0].filePath, u"/home/ada/a.txt"_s);
        QCOMPARE(read[0].size, 7);
        QCOMPARE(read[0].modified, modified);
        QCOMPARE(read[0].contentType, u"text/plain"_s);
        QCOMPARE(read[0].mediaSid, QString());
        QCOMPARE(read[1].filePath, QString());
        QCOMPARE(read[1].filename, u"b.png"_s);
        QCOMPARE(read[1].mediaSid, u"ME1"_s);
        QCOMPARE(store->attachmentData(u"x"_s, 1), QByteArray("a\0b", 3));
        QCOMPARE(store->attachmentData(u"x"_s, 0), QByteArray());
        QCOMPARE(store->attachmentData(u"x"_s, 2), QByteArray());
        QVERIFY(store->remove({ u"x"_s }));
        QCOMPARE(store->attachmentData(u"x"_s, 1), QByteArray());
        QVERIFY(store->append(entry(u"x"_s))); // nothing of it is left
        QVERIFY(store->entries().front().attachments.empty());
    }

    void anOutboxOfTheFirstVersionIsTakenOver()
    {
        const QString path = m_folder.filePath(u"old.db"_s);
        {
            QSqlDatabase old = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"old"_s);
            old.setDatabaseName(path);
            QVERIFY(old.open());
            QSqlQuery query(old);
            QVERIFY(query.exec(
                u"CREATE TABLE outbox (position INTEGER PRIMARY KEY AUTOINCREMENT, local_id TEXT "
                "NOT NULL UNIQUE, conversation TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT "
                "NOT NULL, created TEXT NOT NULL, attempted INTEGER NOT NULL, after_index INTEGER "
                "NOT NULL, failure_code TEXT NOT NULL, failure_detail TEXT NOT NULL)"_s));
            QVERIFY(query.exec(u"INSERT INTO outbox VALUES (1, 'x', 'CH1', 'typed', '{}', "
                               "'2026-01-02T03:04:05.678Z', 0, -1, '', '')"_s));
            QVERIFY(query.exec(u"PRAGMA user_version=1"_s));
        }
        QSqlDatabase::removeDatabase(u"old"_s);
        DatabaseProblem problem;
        const auto store = openOutboxStore(path, &problem);
        QVERIFY2(store, qPrintable(problem.detail));
        QCOMPARE(store->entries().front().body, u"typed"_s);
        OutboxEntry next = entry(u"y"_s);
        next.attachments = { { .size = 1, .data = "z" } };
        QVERIFY(store->append(next));
        QCOMPARE(store->attachmentData(u"y"_s, 0), QByteArray("z"));
    }

    void theFileOfAnotherProgramIsLeftAsItIs_data()
    {
        QTest::addColumn<QString>("tables");
        QTest::newRow("its own") << u"CREATE TABLE notes (text TEXT)"_s;
        QTest::newRow("one of ours too")
            << u"CREATE TABLE drafts (text TEXT); CREATE TABLE notes (text TEXT)"_s;
    }

    void theFileOfAnotherProgramIsLeftAsItIs()
    {
        QFETCH(QString, tables);
        const QString path = m_folder.filePath(u"foreign.db"_s);
        QFile::remove(path);
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(path);
            QVERIFY(other.open());
            QSqlQuery query(other);
            for (const QString &table : tables.split(u';'))
                QVERIFY(query.exec(table));
        }
        QSqlDatabase::removeDatabase(u"other"_s);
        QFile file(path);
        QVERIFY(file.setPermissions(file.permissions() | QFileDevice::ReadOther));
        const QFileDevice::Permissions before = file.permissions();
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        DatabaseProblem problem;
        QVERIFY(!openOutboxStore(path, &problem));
        QVERIFY(problem.isForeign);
        QCOMPARE(QFile::permissions(path), before);
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), content);
    }

    void drafts_data() { bothKinds(); }
    void drafts()
    {
        QFETCH(bool, onDisk);
        const auto store = make(onDisk);
        const QString sid = u"CH1"_s;
        QCOMPARE(store->draft(sid), QString());
        QVERIFY(store->setDraft(sid, u"half a thou"_s));
        QVERIFY(store->setDraft(sid, u"half a thought"_s));
        QCOMPARE(store->draft(sid), u"half a thought"_s);
        QVERIFY(store->setDraft(sid, {}));
        QCOMPARE(store->draft(sid), QString());
    }

    void survivesReopening()
    {
        const QString path = m_folder.filePath(u"kept.db"_s);
        {
            const auto store = openOutboxStore(path, nullptr);
            QVERIFY(store);
            QVERIFY(store->append(entry(u"one"_s)));
            QVERIFY(store->append(entry(u"two"_s)));
            QVERIFY(store->setDraft(u"CH1"_s, u"draft"_s));
        }
        const auto store = openOutboxStore(path, nullptr);
        QVERIFY(store);
        QCOMPARE(idsOf(*store), QStringList({ u"one"_s, u"two"_s }));
        QCOMPARE(store->draft(u"CH1"_s), u"draft"_s);
    }

    void isForTheUserAlone()
    {
        const QString path = m_folder.filePath(u"new folder/private.db"_s);
        const auto store = openOutboxStore(path, nullptr);
        QVERIFY(store);
        QVERIFY(store->append(entry(u"secret"_s)));
        constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const char *suffix : { "", "-wal", "-shm" }) {
            const QFileInfo file(path + QLatin1String(suffix));
            QVERIFY2(file.exists(), suffix);
            QVERIFY2(!(file.permissions() & Others), suffix);
        }
        QVERIFY(!(QFileInfo(path).dir().exists()
                  && (QFile::permissions(QFileInfo(path).absolutePath()) & Others)));
    }

    void aFileThatWasOpenToAllIsClosed()
    {
        const QString path = m_folder.filePath(u"open.db"_s);
        QVERIFY(openOutboxStore(path, nullptr));
        QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFileDevice::ReadOther));
        QVERIFY(openOutboxStore(path, nullptr));
        QVERIFY(!(QFile::permissions(path) & QFileDevice::ReadOther));
    }

    void whatIsNoDatabaseIsRefused_data()
    {
        QTest::addColumn<QString>("path");
        QFile file(m_folder.filePath(u"text"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        QTest::newRow("a text file") << file.fileName();
        QTest::newRow("a folder") << m_folder.path();
        QTest::newRow("below a file") << QString(file.fileName() + u"/below.db"_s);
    }

    void whatIsNoDatabaseIsRefused()
    {
        QFETCH(QString, path);
        DatabaseProblem problem;
        QVERIFY(!openOutboxStore(path, &problem));
        QVERIFY(!problem.detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ChatOutboxStore)
#include "tst_chat_outboxstore.moc"
