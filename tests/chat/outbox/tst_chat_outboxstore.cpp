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

namespace {

OutboxEntry entry(const QString &id)
{
    return { .localId = id,
             .conversationSid = QStringLiteral("CH1"),
             .body = QStringLiteral("grüß ☃ ") + id,
             .attributes = { { QStringLiteral("a"), 1 } },
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
        auto store
            = openOutboxStore(m_folder.filePath(QStringLiteral("%1.db").arg(++m_serial)), &problem);
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
        QVERIFY(store->remove(QStringLiteral("a")));
        QVERIFY(!store->remove(QStringLiteral("a")));
        QVERIFY(store->append(entry(QStringLiteral("a"))));
        QCOMPARE(idsOf(*store),
                 QStringList({ QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a") }));
    }

    void updates_data() { bothKinds(); }
    void updates()
    {
        QFETCH(bool, onDisk);
        const auto store = make(onDisk);
        OutboxEntry changed = entry(QStringLiteral("x"));
        QVERIFY(!store->update(changed));
        QVERIFY(store->append(changed));
        changed.attempted = true;
        changed.afterIndex = 41;
        changed.failureCode = QStringLiteral("50430");
        changed.failureDetail = QStringLiteral("not a participant");
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
        OutboxEntry whole = entry(QStringLiteral("x"));
        const QDateTime modified(QDate(2026, 1, 2), QTime(3, 4, 5, 678), parley::Utc);
        whole.attachments = { { .filePath = QStringLiteral("/home/ada/a.txt"),
                                .size = 7,
                                .modified = modified,
                                .filename = QStringLiteral("a.txt"),
                                .contentType = QStringLiteral("text/plain") },
                              { .size = 3,
                                .filename = QStringLiteral("b.png"),
                                .contentType = QStringLiteral("image/png"),
                                .data = QByteArray("a\0b", 3) } };
        QVERIFY(store->append(whole));
        for (OutboxAttachment &attachment : whole.attachments)
            attachment.data.clear();
        whole.attachments[1].mediaSid = QStringLiteral("ME1");
        QVERIFY(store->update(whole));
        const std::vector<OutboxAttachment> read = store->entries().front().attachments;
        QCOMPARE(read.size(), size_t(2));
        QCOMPARE(read[0].filePath, QStringLiteral("/home/ada/a.txt"));
        QCOMPARE(read[0].size, 7);
        QCOMPARE(read[0].modified, modified);
        QCOMPARE(read[0].contentType, QStringLiteral("text/plain"));
        QCOMPARE(read[0].mediaSid, QString());
        QCOMPARE(read[1].filePath, QString());
        QCOMPARE(read[1].filename, QStringLiteral("b.png"));
        QCOMPARE(read[1].mediaSid, QStringLiteral("ME1"));
        QCOMPARE(store->attachmentData(QStringLiteral("x"), 1), QByteArray("a\0b", 3));
        QCOMPARE(store->attachmentData(QStringLiteral("x"), 0), QByteArray());
        QCOMPARE(store->attachmentData(QStringLiteral("x"), 2), QByteArray());
        QVERIFY(store->remove(QStringLiteral("x")));
        QCOMPARE(store->attachmentData(QStringLiteral("x"), 1), QByteArray());
        QVERIFY(store->append(entry(QStringLiteral("x")))); // nothing of it is left
        QVERIFY(store->entries().front().attachments.empty());
    }

    void anOutboxOfTheFirstVersionIsTakenOver()
    {
        const QString path = m_folder.filePath(QStringLiteral("old.db"));
        {
            QSqlDatabase old
                = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
            old.setDatabaseName(path);
            QVERIFY(old.open());
            QSqlQuery query(old);
            QVERIFY(query.exec(QStringLiteral(
                "CREATE TABLE outbox (position INTEGER PRIMARY KEY AUTOINCREMENT, local_id TEXT "
                "NOT NULL UNIQUE, conversation TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT "
                "NOT NULL, created TEXT NOT NULL, attempted INTEGER NOT NULL, after_index INTEGER "
                "NOT NULL, failure_code TEXT NOT NULL, failure_detail TEXT NOT NULL)")));
            QVERIFY(query.exec(
                QStringLiteral("INSERT INTO outbox VALUES (1, 'x', 'CH1', 'typed', '{}', "
                               "'2026-01-02T03:04:05.678Z', 0, -1, '', '')")));
            QVERIFY(query.exec(QStringLiteral("PRAGMA user_version=1")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("old"));
        DatabaseProblem problem;
        const auto store = openOutboxStore(path, &problem);
        QVERIFY2(store, qPrintable(problem.detail));
        QCOMPARE(store->entries().front().body, QStringLiteral("typed"));
        OutboxEntry next = entry(QStringLiteral("y"));
        next.attachments = { { .size = 1, .data = "z" } };
        QVERIFY(store->append(next));
        QCOMPARE(store->attachmentData(QStringLiteral("y"), 0), QByteArray("z"));
    }

    void theFileOfAnotherProgramIsLeftAsItIs_data()
    {
        QTest::addColumn<QString>("tables");
        QTest::newRow("its own") << QStringLiteral("CREATE TABLE notes (text TEXT)");
        QTest::newRow("one of ours too")
            << QStringLiteral("CREATE TABLE drafts (text TEXT); CREATE TABLE notes (text TEXT)");
    }

    void theFileOfAnotherProgramIsLeftAsItIs()
    {
        QFETCH(QString, tables);
        const QString path = m_folder.filePath(QStringLiteral("foreign.db"));
        QFile::remove(path);
        {
            QSqlDatabase other
                = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            other.setDatabaseName(path);
            QVERIFY(other.open());
            QSqlQuery query(other);
            for (const QString &table : tables.split(u';'))
                QVERIFY(query.exec(table));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
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
        const QString sid = QStringLiteral("CH1");
        QCOMPARE(store->draft(sid), QString());
        QVERIFY(store->setDraft(sid, QStringLiteral("half a thou")));
        QVERIFY(store->setDraft(sid, QStringLiteral("half a thought")));
        QCOMPARE(store->draft(sid), QStringLiteral("half a thought"));
        QVERIFY(store->setDraft(sid, {}));
        QCOMPARE(store->draft(sid), QString());
    }

    void survivesReopening()
    {
        const QString path = m_folder.filePath(QStringLiteral("kept.db"));
        {
            const auto store = openOutboxStore(path, nullptr);
            QVERIFY(store);
            QVERIFY(store->append(entry(QStringLiteral("one"))));
            QVERIFY(store->append(entry(QStringLiteral("two"))));
            QVERIFY(store->setDraft(QStringLiteral("CH1"), QStringLiteral("draft")));
        }
        const auto store = openOutboxStore(path, nullptr);
        QVERIFY(store);
        QCOMPARE(idsOf(*store), QStringList({ QStringLiteral("one"), QStringLiteral("two") }));
        QCOMPARE(store->draft(QStringLiteral("CH1")), QStringLiteral("draft"));
    }

    void isForTheUserAlone()
    {
        const QString path = m_folder.filePath(QStringLiteral("new folder/private.db"));
        const auto store = openOutboxStore(path, nullptr);
        QVERIFY(store);
        QVERIFY(store->append(entry(QStringLiteral("secret"))));
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
        const QString path = m_folder.filePath(QStringLiteral("open.db"));
        QVERIFY(openOutboxStore(path, nullptr));
        QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFileDevice::ReadOther));
        QVERIFY(openOutboxStore(path, nullptr));
        QVERIFY(!(QFile::permissions(path) & QFileDevice::ReadOther));
    }

    void whatIsNoDatabaseIsRefused_data()
    {
        QTest::addColumn<QString>("path");
        QFile file(m_folder.filePath(QStringLiteral("text")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        QTest::newRow("a text file") << file.fileName();
        QTest::newRow("a folder") << m_folder.path();
        QTest::newRow("below a file") << QString(file.fileName() + QStringLiteral("/below.db"));
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
