// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outboxstore.h"

#include "chat/logging.h"
#include "chat/wire/chatparsing.h"
#include "token/utc.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <functional>

namespace parley::chat {

namespace {

constexpr int SchemaVersion = 2; // 2: attachments

class SqliteOutboxStore final : public OutboxStore
{
public:
    SqliteOutboxStore()
        : m_connectionName(QStringLiteral("parley-outbox-%1").arg(QUuid::createUuid().toString()))
    { }

    ~SqliteOutboxStore() override
    {
        {
            QSqlDatabase database = QSqlDatabase::database(m_connectionName, false);
            database.close();
        } // no handle may live when the connection goes
        QSqlDatabase::removeDatabase(m_connectionName);
    }

    [[nodiscard]] bool open(const QString &path, OutboxOpening opening, OutboxProblem *problem);

    [[nodiscard]] std::vector<OutboxEntry> entries() const override;
    bool append(const OutboxEntry &entry) override;
    bool update(const OutboxEntry &entry) override;
    bool remove(const QString &localId) override;
    [[nodiscard]] QByteArray attachmentData(const QString &localId, size_t place) const override;
    [[nodiscard]] QString draft(const QString &conversationSid) const override;
    [[nodiscard]] QHash<QString, QString> drafts() const override;
    bool setDraft(const QString &conversationSid, const QString &text) override;

private:
    [[nodiscard]] QSqlQuery query() const
    {
        return QSqlQuery(QSqlDatabase::database(m_connectionName, false));
    }
    [[nodiscard]] bool prepareSchema(OutboxProblem *problem);
    [[nodiscard]] bool isSound(OutboxProblem *problem);
    [[nodiscard]] bool insertEntry(const OutboxEntry &entry);
    [[nodiscard]] bool insertAttachment(const QString &localId, size_t place,
                                        const OutboxAttachment &attachment);
    [[nodiscard]] std::vector<OutboxAttachment> attachmentsOf(const QString &localId) const;
    /// Both or nothing, also over a crash.
    [[nodiscard]] bool inTransaction(const std::function<bool()> &changes);
    [[nodiscard]] static bool run(QSqlQuery &query);
    void clearLog() const;

    QString m_connectionName;
};

// The file holds what the user typed. It is made for the user alone before SQLite opens it; SQLite
// gives its side files the same mode.
bool makePrivateFile(const QString &path, OutboxProblem *problem)
{
    const QString folder = QFileInfo(path).absolutePath();
    constexpr auto ForUserAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder)) {
            problem->detail = QStringLiteral("the folder of the outbox cannot be made");
            return false;
        }
        QFile::setPermissions(folder, ForUserAlone | QFileDevice::ExeOwner);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.setPermissions(ForUserAlone)) {
        problem->detail
            = QStringLiteral("the outbox cannot be written: %1").arg(file.errorString());
        return false;
    }
    return true;
}

OutboxProblem problemOf(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    return { .detail = error.text(),
             .isDamaged = code == QLatin1String("11") || code == QLatin1String("26") }; // of SQLite
}

bool SqliteOutboxStore::open(const QString &path, OutboxOpening opening, OutboxProblem *problem)
{
    if (!makePrivateFile(path, problem))
        return false;
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connectionName);
    database.setDatabaseName(path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    if (!database.open()) {
        *problem = problemOf(database.lastError());
        return false;
    }
    return opening == OutboxOpening::EvenIfDamaged || (prepareSchema(problem) && isSound(problem));
}

/// Damage must not look like an outbox in which nothing waits.
bool SqliteOutboxStore::isSound(OutboxProblem *problem)
{
    QSqlQuery check = query();
    if (!check.exec(QStringLiteral("PRAGMA quick_check(1)")) || !check.next()) {
        *problem = problemOf(check.lastError());
        return false;
    }
    const QString verdict = check.value(0).toString();
    if (verdict != QLatin1String("ok"))
        *problem = { .detail = verdict, .isDamaged = true };
    return !problem->isDamaged;
}

bool SqliteOutboxStore::prepareSchema(OutboxProblem *problem)
{
    QSqlQuery statement = query();
    const auto execute = [&statement, problem](const char *sql) {
        if (statement.exec(QLatin1String(sql)))
            return true;
        *problem = problemOf(statement.lastError());
        return false;
    };
    // FULL: what append() has confirmed must outlive a power cut, not only a crash.
    if (!execute("PRAGMA journal_mode=WAL") || !execute("PRAGMA synchronous=FULL")
        || !execute("PRAGMA secure_delete=ON") || !execute("PRAGMA user_version"))
        return false;
    const int version = statement.next() ? statement.value(0).toInt() : 0;
    statement.finish();
    if (version > SchemaVersion) {
        problem->detail = QStringLiteral("the outbox was written by a newer version");
        return false;
    }
    return execute(
               "CREATE TABLE IF NOT EXISTS outbox ("
               "position INTEGER PRIMARY KEY AUTOINCREMENT, local_id TEXT NOT NULL UNIQUE, "
               "conversation TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, "
               "created TEXT NOT NULL, attempted INTEGER NOT NULL, after_index INTEGER NOT NULL, "
               "failure_code TEXT NOT NULL, failure_detail TEXT NOT NULL)")
        && execute("CREATE TABLE IF NOT EXISTS drafts (conversation TEXT PRIMARY KEY, text TEXT "
                   "NOT NULL)")
        && execute("CREATE TABLE IF NOT EXISTS attachments ("
                   "local_id TEXT NOT NULL, place INTEGER NOT NULL, path TEXT NOT NULL, "
                   "size INTEGER NOT NULL, modified INTEGER NOT NULL, filename TEXT NOT NULL, "
                   "content_type TEXT NOT NULL, media_sid TEXT NOT NULL, data BLOB, "
                   "PRIMARY KEY (local_id, place)) WITHOUT ROWID")
        && execute("PRAGMA user_version=2");
}

bool SqliteOutboxStore::run(QSqlQuery &query)
{
    if (query.exec())
        return true;
    qCWarning(lcChat) << "the outbox database failed with" << query.lastError().nativeErrorCode();
    return false;
}

/// What has been sent or thrown away stays readable in SQLite's log until that is emptied. Once
/// nothing waits any more it is worth the effort.
void SqliteOutboxStore::clearLog() const
{
    QSqlQuery left = query();
    left.prepare(QStringLiteral("SELECT 1 FROM outbox LIMIT 1"));
    if (!run(left) || left.next())
        return;
    left.finish();
    QSqlQuery clear = query();
    clear.prepare(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    static_cast<void>(run(clear)); // the next time then
}

std::vector<OutboxEntry> SqliteOutboxStore::entries() const
{
    QSqlQuery select = query();
    select.prepare(
        QStringLiteral("SELECT local_id, conversation, body, attributes, created, attempted, "
                       "after_index, failure_code, failure_detail FROM outbox ORDER BY position"));
    std::vector<OutboxEntry> entries;
    if (!run(select))
        return entries;
    while (select.next()) {
        entries.push_back(
            { .localId = select.value(0).toString(),
              .conversationSid = select.value(1).toString(),
              .body = select.value(2).toString(),
              .attributes = QJsonDocument::fromJson(select.value(3).toString().toUtf8()).object(),
              .created = QDateTime::fromString(select.value(4).toString(), Qt::ISODateWithMs),
              .attempted = select.value(5).toBool(),
              .afterIndex = select.value(6).toLongLong(),
              .failureCode = select.value(7).toString(),
              .failureDetail = select.value(8).toString() });
    }
    for (OutboxEntry &entry : entries)
        entry.attachments = attachmentsOf(entry.localId);
    return entries;
}

std::vector<OutboxAttachment> SqliteOutboxStore::attachmentsOf(const QString &localId) const
{
    QSqlQuery select = query();
    select.prepare(QStringLiteral("SELECT path, size, modified, filename, content_type, media_sid "
                                  "FROM attachments WHERE local_id = ? ORDER BY place"));
    select.addBindValue(localId);
    std::vector<OutboxAttachment> attachments;
    if (!run(select))
        return attachments;
    while (select.next()) {
        attachments.push_back(
            { .filePath = select.value(0).toString(),
              .size = select.value(1).toLongLong(),
              .modified = QDateTime::fromMSecsSinceEpoch(select.value(2).toLongLong(), Utc),
              .filename = select.value(3).toString(),
              .contentType = select.value(4).toString(),
              .mediaSid = select.value(5).toString() });
    }
    return attachments;
}

// An absent text is the empty one: the driver would write NULL for a null QString.
QString notNull(const QString &text)
{
    return text.isNull() ? QLatin1String("") : text;
}

bool SqliteOutboxStore::inTransaction(const std::function<bool()> &changes)
{
    QSqlDatabase database = QSqlDatabase::database(m_connectionName, false);
    if (!database.transaction())
        return false;
    if (changes() && database.commit())
        return true;
    database.rollback();
    return false;
}

bool SqliteOutboxStore::append(const OutboxEntry &entry)
{
    if (entry.attachments.empty())
        return insertEntry(entry);
    return inTransaction([this, &entry] {
        if (!insertEntry(entry))
            return false;
        for (size_t i = 0; i < entry.attachments.size(); ++i) {
            if (!insertAttachment(entry.localId, i, entry.attachments[i]))
                return false;
        }
        return true;
    });
}

bool SqliteOutboxStore::insertEntry(const OutboxEntry &entry)
{
    QSqlQuery insert = query();
    insert.prepare(
        QStringLiteral("INSERT INTO outbox (local_id, conversation, body, attributes, created, "
                       "attempted, after_index, failure_code, failure_detail) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.addBindValue(notNull(entry.localId));
    insert.addBindValue(notNull(entry.conversationSid));
    insert.addBindValue(notNull(entry.body));
    insert.addBindValue(jsonText(entry.attributes));
    insert.addBindValue(notNull(entry.created.toUTC().toString(Qt::ISODateWithMs)));
    insert.addBindValue(entry.attempted);
    insert.addBindValue(entry.afterIndex);
    insert.addBindValue(notNull(entry.failureCode));
    insert.addBindValue(notNull(entry.failureDetail));
    return run(insert);
}

bool SqliteOutboxStore::insertAttachment(const QString &localId, size_t place,
                                         const OutboxAttachment &attachment)
{
    QSqlQuery insert = query();
    insert.prepare(QStringLiteral(
        "INSERT INTO attachments (local_id, place, path, size, modified, filename, content_type, "
        "media_sid, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.addBindValue(localId);
    insert.addBindValue(qint64(place));
    insert.addBindValue(notNull(attachment.filePath));
    insert.addBindValue(attachment.size);
    insert.addBindValue(attachment.modified.toMSecsSinceEpoch());
    insert.addBindValue(notNull(attachment.filename));
    insert.addBindValue(notNull(attachment.contentType));
    insert.addBindValue(notNull(attachment.mediaSid));
    insert.addBindValue(attachment.filePath.isEmpty() ? QVariant(attachment.data) : QVariant());
    return run(insert);
}

// Body, attributes and place never change; of attachments only what they have become.
bool SqliteOutboxStore::update(const OutboxEntry &entry)
{
    const auto changeEntry = [this, &entry] {
        QSqlQuery change = query();
        change.prepare(
            QStringLiteral("UPDATE outbox SET attempted = ?, after_index = ?, failure_code = ?, "
                           "failure_detail = ? WHERE local_id = ?"));
        change.addBindValue(entry.attempted);
        change.addBindValue(entry.afterIndex);
        change.addBindValue(notNull(entry.failureCode));
        change.addBindValue(notNull(entry.failureDetail));
        change.addBindValue(entry.localId);
        return run(change) && change.numRowsAffected() == 1;
    };
    if (entry.attachments.empty())
        return changeEntry();
    return inTransaction([this, &entry, changeEntry] {
        for (size_t i = 0; i < entry.attachments.size(); ++i) {
            QSqlQuery change = query();
            change.prepare(QStringLiteral(
                "UPDATE attachments SET media_sid = ? WHERE local_id = ? AND place = ?"));
            change.addBindValue(notNull(entry.attachments[i].mediaSid));
            change.addBindValue(entry.localId);
            change.addBindValue(qint64(i));
            if (!run(change))
                return false;
        }
        return changeEntry();
    });
}

bool SqliteOutboxStore::remove(const QString &localId)
{
    const bool isErased = inTransaction([this, &localId] {
        QSqlQuery erase = query();
        erase.prepare(QStringLiteral("DELETE FROM attachments WHERE local_id = ?"));
        erase.addBindValue(localId);
        if (!run(erase))
            return false;
        erase.prepare(QStringLiteral("DELETE FROM outbox WHERE local_id = ?"));
        erase.addBindValue(localId);
        return run(erase) && erase.numRowsAffected() == 1;
    });
    if (isErased)
        clearLog();
    return isErased;
}

QByteArray SqliteOutboxStore::attachmentData(const QString &localId, size_t place) const
{
    QSqlQuery select = query();
    select.prepare(QStringLiteral("SELECT data FROM attachments WHERE local_id = ? AND place = ?"));
    select.addBindValue(localId);
    select.addBindValue(qint64(place));
    return run(select) && select.next() ? select.value(0).toByteArray() : QByteArray();
}

QString SqliteOutboxStore::draft(const QString &conversationSid) const
{
    QSqlQuery select = query();
    select.prepare(QStringLiteral("SELECT text FROM drafts WHERE conversation = ?"));
    select.addBindValue(conversationSid);
    return run(select) && select.next() ? select.value(0).toString() : QString();
}

QHash<QString, QString> SqliteOutboxStore::drafts() const
{
    QHash<QString, QString> drafts;
    QSqlQuery select = query();
    select.prepare(QStringLiteral("SELECT conversation, text FROM drafts"));
    if (run(select)) {
        while (select.next())
            drafts.insert(select.value(0).toString(), select.value(1).toString());
    }
    return drafts;
}

bool SqliteOutboxStore::setDraft(const QString &conversationSid, const QString &text)
{
    QSqlQuery change = query();
    if (text.isEmpty()) {
        change.prepare(QStringLiteral("DELETE FROM drafts WHERE conversation = ?"));
        change.addBindValue(conversationSid);
    } else {
        change.prepare(
            QStringLiteral("INSERT OR REPLACE INTO drafts (conversation, text) VALUES (?, ?)"));
        change.addBindValue(conversationSid);
        change.addBindValue(text);
    }
    const bool isKept = run(change);
    change.finish();
    if (isKept && text.isEmpty())
        clearLog();
    return isKept;
}

} // namespace

std::unique_ptr<OutboxStore> openOutboxStore(const QString &path, OutboxProblem *problem,
                                             OutboxOpening opening)
{
    OutboxProblem found;
    auto store = std::make_unique<SqliteOutboxStore>();
    const bool isOpen = store->open(path, opening, &found);
    if (problem != nullptr)
        *problem = found;
    return isOpen ? std::move(store) : nullptr;
}

} // namespace parley::chat
