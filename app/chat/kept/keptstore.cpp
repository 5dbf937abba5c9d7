// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/keptstore.h"

#include "chat/kept/keptvalues.h"
#include "chat/store/userdatabase.h"
#include "token/utc.h"

#include <QVariant>

#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 FileMark = 0x50726b70; // "Prkp"
constexpr qint64 NoNumber = -1;
constexpr auto OwnerKey = "owner"_L1;
constexpr auto AsOfKey = "asOf"_L1;

QDateTime toTime(qint64 milliseconds)
{
    return milliseconds > 0 ? QDateTime::fromMSecsSinceEpoch(milliseconds, Utc) : QDateTime();
}

/// By this the quietest conversation is found.
qint64 activityOf(const Conversation &conversation)
{
    const QDateTime &last = conversation.lastMessageDate;
    return (last.isValid() ? last : conversation.dateCreated).toMSecsSinceEpoch();
}

QSqlQuery bound(QSqlQuery query, const QVariantList &values)
{
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query;
}

} // namespace

KeptStore::KeptStore(Limits limits)
    : m_limits(limits)
    , m_database(std::make_unique<UserDatabase>(u"kept conversations"_s))
{ }

KeptStore::~KeptStore() = default;

std::unique_ptr<KeptStore> KeptStore::open(const QString &path, const QString &owner,
                                           DatabaseProblem *problem, Limits limits)
{
    auto store = std::unique_ptr<KeptStore>(new KeptStore(limits));
    UserDatabase &database = *store->m_database;
    const bool isUsable = database.open(path, problem)
        && database.prepare(
            { .version = 1,
              .mark = FileMark,
              .durability = UserDatabase::Durability::Crash,
              .tables
              = { "CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT "
                  "NULL) WITHOUT ROWID",
                  "CREATE TABLE IF NOT EXISTS conversations (sid TEXT PRIMARY KEY, "
                  "activity INTEGER NOT NULL, data BLOB NOT NULL)",
                  "CREATE TABLE IF NOT EXISTS pages (conversation TEXT PRIMARY KEY, as_of "
                  "INTEGER NOT NULL) WITHOUT ROWID",
                  "CREATE TABLE IF NOT EXISTS messages (conversation TEXT NOT NULL, place "
                  "INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (conversation, place))",
                  "CREATE TABLE IF NOT EXISTS people (identity TEXT PRIMARY KEY, name TEXT "
                  "NOT NULL)" } },
            problem)
        && database.isSound(problem) && store->isOf(owner, problem);
    return isUsable ? std::move(store) : nullptr;
}

bool KeptStore::isOf(const QString &owner, DatabaseProblem *problem)
{
    const QString found = state(OwnerKey);
    if (found.isEmpty())
        return change([this, &owner] { setState(OwnerKey, owner); });
    if (found != owner)
        *problem = { .detail = u"the kept conversations are another user's"_s, .isForeign = true };
    return found == owner;
}

QString KeptStore::state(const QString &key) const
{
    QSqlQuery select
        = bound(m_database->prepared("SELECT value FROM state WHERE key = ?"), { key });
    return m_database->run(select) && select.next() ? select.value(0).toString() : QString();
}

void KeptStore::setState(const QString &key, const QString &value)
{
    run("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)", { key, notNull(value) });
}

void KeptStore::run(const char *sql, const QVariantList &values)
{
    QSqlQuery statement = bound(m_database->prepared(sql), values);
    m_hasFailed = !m_database->run(statement) || m_hasFailed;
}

qint64 KeptStore::number(const char *sql, const QVariantList &values) const
{
    QSqlQuery select = bound(m_database->prepared(sql), values);
    const bool isThere = m_database->run(select) && select.next() && !select.isNull(0);
    return isThere ? select.value(0).toLongLong() : NoNumber;
}

QDateTime KeptStore::asOf() const
{
    return toTime(state(AsOfKey).toLongLong());
}

void KeptStore::setAsOf(const QDateTime &time)
{
    setState(AsOfKey, QString::number(time.toMSecsSinceEpoch()));
}

std::vector<Conversation> KeptStore::conversations() const
{
    std::vector<Conversation> conversations;
    QSqlQuery select
        = m_database->prepared("SELECT data FROM conversations ORDER BY activity DESC");
    if (!m_database->run(select))
        return conversations;
    while (select.next()) {
        if (auto conversation = keptConversation(select.value(0).toByteArray()))
            conversations.push_back(std::move(*conversation));
    }
    return conversations;
}

KeptPage KeptStore::page(const QString &conversationSid) const
{
    KeptPage page { .asOf = toTime(number("SELECT as_of FROM pages WHERE conversation = ?",
                                          { conversationSid })) };
    QSqlQuery select = bound(
        m_database->prepared("SELECT data FROM messages WHERE conversation = ? ORDER BY place"),
        { conversationSid });
    if (!m_database->run(select))
        return page;
    while (select.next()) {
        if (auto message = keptMessage(select.value(0).toByteArray()))
            page.messages.push_back(std::move(*message));
    }
    return page;
}

std::optional<Message> KeptStore::newest(const QString &conversationSid) const
{
    QSqlQuery select
        = bound(m_database->prepared("SELECT data FROM messages WHERE conversation = ? "
                                     "ORDER BY place DESC LIMIT 1"),
                { conversationSid });
    return m_database->run(select) && select.next() ? keptMessage(select.value(0).toByteArray())
                                                    : std::nullopt;
}

QHash<QString, QString> KeptStore::names() const
{
    QHash<QString, QString> names;
    QSqlQuery select = m_database->prepared("SELECT identity, name FROM people");
    if (m_database->run(select)) {
        while (select.next())
            names.insert(select.value(0).toString(), select.value(1).toString());
    }
    return names;
}

bool KeptStore::change(const std::function<void()> &changes)
{
    m_hasFailed = false;
    return m_database->inTransaction([this, &changes] {
        changes();
        trim();
        return !m_hasFailed;
    });
}

void KeptStore::putConversation(const Conversation &conversation)
{
    run("INSERT OR REPLACE INTO conversations (sid, activity, data) VALUES (?, ?, ?)",
        { conversation.sid, activityOf(conversation), keptBytes(conversation) });
}

void KeptStore::removeConversation(const QString &sid)
{
    run("DELETE FROM conversations WHERE sid = ?", { sid });
    removePage(sid);
}

void KeptStore::removeAllBut(const QSet<QString> &sids)
{
    for (const Conversation &kept : conversations()) {
        if (!sids.contains(kept.sid))
            removeConversation(kept.sid);
    }
}

void KeptStore::putName(const QString &identity, const QString &friendlyName)
{
    if (friendlyName.isEmpty())
        run("DELETE FROM people WHERE identity = ?", { identity });
    else
        run("INSERT OR REPLACE INTO people (identity, name) VALUES (?, ?)",
            { identity, friendlyName });
}

void KeptStore::putPage(const QString &conversationSid, const std::vector<Message> &messages,
                        const QDateTime &asOf)
{
    removePage(conversationSid);
    for (const Message &message : messages)
        insert(conversationSid, message);
    setPageTime(conversationSid, asOf);
}

void KeptStore::addMessage(const QString &conversationSid, const Message &message, bool isFollowed,
                           const QDateTime &asOf)
{
    const qint64 oldest
        = number("SELECT min(place) FROM messages WHERE conversation = ?", { conversationSid });
    const qint64 newest
        = number("SELECT max(place) FROM messages WHERE conversation = ?", { conversationSid });
    if (newest != NoNumber && message.index < oldest)
        return;
    if (isFollowed || (newest != NoNumber && message.index <= newest))
        insert(conversationSid, message);
    else
        putPage(conversationSid, { message }, asOf);
}

void KeptStore::insert(const QString &conversationSid, const Message &message)
{
    run("INSERT OR REPLACE INTO messages (conversation, place, data) VALUES (?, ?, ?)",
        { conversationSid, message.index, keptBytes(message) });
    run("DELETE FROM messages WHERE conversation = ? AND place <= (SELECT place FROM messages "
        "WHERE conversation = ? ORDER BY place DESC LIMIT 1 OFFSET ?)",
        { conversationSid, conversationSid, m_limits.pageLength });
}

void KeptStore::updateMessage(const QString &conversationSid, Message message)
{
    QSqlQuery select = bound(
        m_database->prepared("SELECT data FROM messages WHERE conversation = ? AND place = ?"),
        { conversationSid, message.index });
    if (!m_database->run(select) || !select.next())
        return;
    const auto old = keptMessage(select.value(0).toByteArray());
    if (old && message.author.isEmpty())
        message.author = old->author;
    if (old && message.localId.isEmpty())
        message.localId = old->localId;
    select.finish();
    insert(conversationSid, message);
}

void KeptStore::removeMessage(const QString &conversationSid, qint64 index)
{
    run("DELETE FROM messages WHERE conversation = ? AND place = ?", { conversationSid, index });
}

void KeptStore::setPageTime(const QString &conversationSid, const QDateTime &asOf)
{
    run("INSERT OR REPLACE INTO pages (conversation, as_of) VALUES (?, ?)",
        { conversationSid, asOf.toMSecsSinceEpoch() });
}

void KeptStore::removePage(const QString &conversationSid)
{
    run("DELETE FROM messages WHERE conversation = ?", { conversationSid });
    run("DELETE FROM pages WHERE conversation = ?", { conversationSid });
}

void KeptStore::forgetPages()
{
    change([this] {
        run("DELETE FROM messages", {});
        run("DELETE FROM pages", {});
    });
    m_database->clearLog();
}

void KeptStore::trim()
{
    run("DELETE FROM people WHERE rowid IN (SELECT rowid FROM people ORDER BY rowid DESC LIMIT -1 "
        "OFFSET ?)",
        { m_limits.people });
    run("DELETE FROM conversations WHERE sid IN (SELECT sid FROM conversations ORDER BY activity "
        "DESC, sid LIMIT -1 OFFSET ?)",
        { m_limits.conversations });
    // A page without its conversation could not be shown.
    run("DELETE FROM messages WHERE conversation IN (SELECT conversation FROM pages WHERE "
        "conversation NOT IN (SELECT sid FROM conversations))",
        {});
    run("DELETE FROM pages WHERE conversation NOT IN (SELECT sid FROM conversations)", {});
    while (!m_hasFailed
           && number("SELECT total(length(data)) FROM messages") > m_limits.messageBytes) {
        QSqlQuery quietest = m_database->prepared(
            "SELECT sid FROM conversations WHERE sid IN (SELECT conversation FROM messages) "
            "ORDER BY activity, sid DESC LIMIT 1");
        if (!m_database->run(quietest) || !quietest.next())
            return;
        const QString sid = quietest.value(0).toString();
        quietest.finish();
        removePage(sid);
    }
}

} // namespace parley::chat
