// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outboxstore.h"

#include "chat/store/userdatabase.h"
#include "chat/wire/chatparsing.h"
#include "token/utc.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

class MemoryOutboxStore final : public OutboxStore
{
public:
    [[nodiscard]] std::vector<OutboxEntry> entries() const override { return m_entries; }

    bool append(const OutboxEntry &entry) override
    {
        m_entries.push_back(entry);
        return true;
    }

    bool update(const OutboxEntry &entry) override
    {
        const auto it = std::ranges::find(m_entries, entry.localId, &OutboxEntry::localId);
        if (it == m_entries.end())
            return false;
        std::vector<OutboxAttachment> kept = std::move(it->attachments);
        *it = entry;
        for (size_t i = 0; i < kept.size() && i < entry.attachments.size(); ++i)
            kept[i].mediaSid = entry.attachments[i].mediaSid;
        it->attachments = std::move(kept); // with their bytes, which an update leaves out
        return true;
    }

    bool remove(const QStringList &localIds) override
    {
        const auto found = std::erase_if(m_entries, [&localIds](const OutboxEntry &entry) {
            return localIds.contains(entry.localId);
        });
        return found == std::size_t(localIds.size());
    }

    [[nodiscard]] QByteArray attachmentData(const QString &localId, size_t place) const override
    {
        const auto it = std::ranges::find(m_entries, localId, &OutboxEntry::localId);
        return it != m_entries.end() && place < it->attachments.size() ? it->attachments[place].data
                                                                       : QByteArray();
    }

    [[nodiscard]] QString draft(const QString &conversationSid) const override
    {
        return m_drafts.value(conversationSid);
    }

    [[nodiscard]] QHash<QString, QString> drafts() const override { return m_drafts; }

    bool setDraft(const QString &conversationSid, const QString &text) override
    {
        if (text.isEmpty())
            m_drafts.remove(conversationSid);
        else
            m_drafts.insert(conversationSid, text);
        return true;
    }

private:
    std::vector<OutboxEntry> m_entries;
    QHash<QString, QString> m_drafts;
};

constexpr qint32 FileMark = 0x50726f62; // "Prob"

class SqliteOutboxStore final : public OutboxStore
{
public:
    [[nodiscard]] bool open(const QString &path, OutboxOpening opening, DatabaseProblem *problem);

    [[nodiscard]] std::vector<OutboxEntry> entries() const override;
    bool append(const OutboxEntry &entry) override;
    bool update(const OutboxEntry &entry) override;
    bool remove(const QStringList &localIds) override;
    [[nodiscard]] QByteArray attachmentData(const QString &localId, size_t place) const override;
    [[nodiscard]] QString draft(const QString &conversationSid) const override;
    [[nodiscard]] QHash<QString, QString> drafts() const override;
    bool setDraft(const QString &conversationSid, const QString &text) override;

private:
    [[nodiscard]] bool insertEntry(const OutboxEntry &entry);
    [[nodiscard]] bool insertAttachment(const QString &localId, size_t place,
                                        const OutboxAttachment &attachment);
    [[nodiscard]] std::vector<OutboxAttachment> attachmentsOf(const QString &localId) const;
    void clearLogIfEmpty() const;

    UserDatabase m_database { u"outbox"_s };
};

bool SqliteOutboxStore::open(const QString &path, OutboxOpening opening, DatabaseProblem *problem)
{
    if (!m_database.open(path, problem))
        return false;
    if (opening == OutboxOpening::EvenIfDamaged)
        return true;
    return m_database.prepare(
               { .version = 2, // 2: attachments
                 .mark = FileMark,
                 .unmarked = "'outbox', 'drafts', 'attachments'",
                 .tables
                 = { "CREATE TABLE IF NOT EXISTS outbox ("
                     "position INTEGER PRIMARY KEY AUTOINCREMENT, local_id TEXT NOT NULL UNIQUE, "
                     "conversation TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, "
                     "created TEXT NOT NULL, attempted INTEGER NOT NULL, "
                     "after_index INTEGER NOT NULL, "
                     "failure_code TEXT NOT NULL, failure_detail TEXT NOT NULL)",
                     "CREATE TABLE IF NOT EXISTS drafts (conversation TEXT PRIMARY KEY, text TEXT "
                     "NOT NULL)",
                     "CREATE TABLE IF NOT EXISTS attachments ("
                     "local_id TEXT NOT NULL, place INTEGER NOT NULL, path TEXT NOT NULL, "
                     "size INTEGER NOT NULL, modified INTEGER NOT NULL, filename TEXT NOT NULL, "
                     "content_type TEXT NOT NULL, media_sid TEXT NOT NULL, data BLOB, "
                     "PRIMARY KEY (local_id, place)) WITHOUT ROWID" } },
               problem)
        && m_database.isSound(problem);
}

/// Once nothing waits any more it is worth the effort.
void SqliteOutboxStore::clearLogIfEmpty() const
{
    QSqlQuery left = m_database.prepared("SELECT 1 FROM outbox LIMIT 1");
    if (!m_database.run(left) || left.next())
        return;
    left.finish();
    m_database.clearLog();
}

std::vector<OutboxEntry> SqliteOutboxStore::entries() const
{
    QSqlQuery select = m_database.prepared(
        "SELECT local_id, conversation, body, attributes, created, attempted, "
        "after_index, failure_code, failure_detail FROM outbox ORDER BY position");
    std::vector<OutboxEntry> entries;
    if (!m_database.run(select))
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
    QSqlQuery select
        = m_database.prepared("SELECT path, size, modified, filename, content_type, media_sid "
                              "FROM attachments WHERE local_id = ? ORDER BY place");
    select.addBindValue(localId);
    std::vector<OutboxAttachment> attachments;
    if (!m_database.run(select))
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

bool SqliteOutboxStore::append(const OutboxEntry &entry)
{
    if (entry.attachments.empty())
        return insertEntry(entry);
    return m_database.inTransaction([this, &entry] {
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
    QSqlQuery insert = m_database.prepared(
        "INSERT INTO outbox (local_id, conversation, body, attributes, created, "
        "attempted, after_index, failure_code, failure_detail) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.addBindValue(notNull(entry.localId));
    insert.addBindValue(notNull(entry.conversationSid));
    insert.addBindValue(notNull(entry.body));
    insert.addBindValue(jsonText(entry.attributes));
    insert.addBindValue(notNull(entry.created.toUTC().toString(Qt::ISODateWithMs)));
    insert.addBindValue(entry.attempted);
    insert.addBindValue(entry.afterIndex);
    insert.addBindValue(notNull(entry.failureCode));
    insert.addBindValue(notNull(entry.failureDetail));
    return m_database.run(insert);
}

bool SqliteOutboxStore::insertAttachment(const QString &localId, size_t place,
                                         const OutboxAttachment &attachment)
{
    QSqlQuery insert = m_database.prepared(
        "INSERT INTO attachments (local_id, place, path, size, modified, filename, content_type, "
        "media_sid, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.addBindValue(localId);
    insert.addBindValue(qint64(place));
    insert.addBindValue(notNull(attachment.filePath));
    insert.addBindValue(attachment.size);
    insert.addBindValue(attachment.modified.toMSecsSinceEpoch());
    insert.addBindValue(notNull(attachment.filename));
    insert.addBindValue(notNull(attachment.contentType));
    insert.addBindValue(notNull(attachment.mediaSid));
    insert.addBindValue(attachment.filePath.isEmpty() ? QVariant(attachment.data) : QVariant());
    return m_database.run(insert);
}

// Body, attributes and place never change; of attachments only what they have become.
bool SqliteOutboxStore::update(const OutboxEntry &entry)
{
    const auto changeEntry = [this, &entry] {
        QSqlQuery change = m_database.prepared(
            "UPDATE outbox SET attempted = ?, after_index = ?, failure_code = ?, "
            "failure_detail = ? WHERE local_id = ?");
        change.addBindValue(entry.attempted);
        change.addBindValue(entry.afterIndex);
        change.addBindValue(notNull(entry.failureCode));
        change.addBindValue(notNull(entry.failureDetail));
        change.addBindValue(entry.localId);
        return m_database.run(change) && change.numRowsAffected() == 1;
    };
    if (entry.attachments.empty())
        return changeEntry();
    return m_database.inTransaction([this, &entry, changeEntry] {
        for (size_t i = 0; i < entry.attachments.size(); ++i) {
            QSqlQuery change = m_database.prepared(
                "UPDATE attachments SET media_sid = ? WHERE local_id = ? AND place = ?");
            change.addBindValue(notNull(entry.attachments[i].mediaSid));
            change.addBindValue(entry.localId);
            change.addBindValue(qint64(i));
            if (!m_database.run(change))
                return false;
        }
        return changeEntry();
    });
}

bool SqliteOutboxStore::remove(const QStringList &localIds)
{
    int found = 0;
    const auto erase = [this](const char *sql, const QString &localId) {
        QSqlQuery statement = m_database.prepared(sql);
        statement.addBindValue(localId);
        return m_database.run(statement) ? statement.numRowsAffected() : -1;
    };
    const bool isErased = m_database.inTransaction([&erase, &found, &localIds] {
        for (const QString &localId : localIds) {
            const int rows = erase("DELETE FROM outbox WHERE local_id = ?", localId);
            if (rows < 0 || erase("DELETE FROM attachments WHERE local_id = ?", localId) < 0)
                return false;
            found += rows;
        }
        return true;
    });
    if (isErased)
        clearLogIfEmpty();
    return isErased && found == localIds.size();
}

QByteArray SqliteOutboxStore::attachmentData(const QString &localId, size_t place) const
{
    QSqlQuery select
        = m_database.prepared("SELECT data FROM attachments WHERE local_id = ? AND place = ?");
    select.addBindValue(localId);
    select.addBindValue(qint64(place));
    return m_database.run(select) && select.next() ? select.value(0).toByteArray() : QByteArray();
}

QString SqliteOutboxStore::draft(const QString &conversationSid) const
{
    QSqlQuery select = m_database.prepared("SELECT text FROM drafts WHERE conversation = ?");
    select.addBindValue(conversationSid);
    return m_database.run(select) && select.next() ? select.value(0).toString() : QString();
}

QHash<QString, QString> SqliteOutboxStore::drafts() const
{
    QHash<QString, QString> drafts;
    QSqlQuery select = m_database.prepared("SELECT conversation, text FROM drafts");
    if (m_database.run(select)) {
        while (select.next())
            drafts.insert(select.value(0).toString(), select.value(1).toString());
    }
    return drafts;
}

bool SqliteOutboxStore::setDraft(const QString &conversationSid, const QString &text)
{
    QSqlQuery change = m_database.prepared(
        text.isEmpty() ? "DELETE FROM drafts WHERE conversation = ?"
                       : "INSERT OR REPLACE INTO drafts (conversation, text) VALUES (?, ?)");
    change.addBindValue(conversationSid);
    if (!text.isEmpty())
        change.addBindValue(text);
    const bool isKept = m_database.run(change);
    change.finish();
    if (isKept && text.isEmpty())
        clearLogIfEmpty();
    return isKept;
}

} // namespace

std::unique_ptr<OutboxStore> openOutboxStore(const QString &path, DatabaseProblem *problem,
                                             OutboxOpening opening)
{
    DatabaseProblem found;
    auto store = std::make_unique<SqliteOutboxStore>();
    const bool isOpen = store->open(path, opening, &found);
    if (problem != nullptr)
        *problem = found;
    return isOpen ? std::move(store) : nullptr;
}

std::unique_ptr<OutboxStore> makeMemoryOutboxStore()
{
    return std::make_unique<MemoryOutboxStore>();
}

} // namespace parley::chat
