// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/syncstore.h"

#include "localservice/store/database.h"
#include "localservice/store/secrets.h"
#include "twilsock/sid.h"

#include <QJsonDocument>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype EventEnvelope = 2048; // around the data of an event that is told again

QLatin1String sidPrefix(SyncKind kind)
{
    switch (kind) {
    case SyncKind::Document:
        return "ET"_L1;
    case SyncKind::Map:
        return "MP"_L1;
    case SyncKind::List:
        return "ES"_L1;
    }
    return {};
}

QByteArray toJson(const QJsonObject &data)
{
    return QJsonDocument(data).toJson(QJsonDocument::Compact);
}

QJsonObject fromText(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

// Columns: key, event, data, created, updated.
SyncItem itemOf(const Statement &row)
{
    return { row.value(0), row.number(1), fromText(row.text(2)), row.text(3), row.text(4) };
}

} // namespace

SyncStore::SyncStore(Database &database)
    : m_database(database)
{
    m_database.onRollback([this] {
        m_events.clear();
        m_objects.clear();
    });
}

void SyncStore::create(SyncKind kind, const QString &name, SyncScope scope, const QString &scopeId,
                       const QJsonObject &data, const QString &at)
{
    const auto object = std::make_shared<SyncObject>(
        SyncObject { 0, newSid(sidPrefix(kind)), kind, name, scope, scopeId, -1, data, at, at });
    const QVariant text
        = kind == SyncKind::Document ? QVariant(QString::fromUtf8(toJson(data))) : QVariant();
    Statement insert(m_database,
                     u"INSERT INTO sync_objects(sid, kind, name, scope, scope_id, last_event, data,"
                     " created, updated) VALUES(?,?,?,?,?,-1,?,?,?)"_s,
                     { object->sid, int(kind), name, int(scope),
                       scopeId.isNull() ? QString(u""_s) : scopeId, text, at, at });
    object->id = insert.insertedId();
    keep(object);
}

std::optional<SyncObject> SyncStore::find(const QString &sidOrName)
{
    const Object object = load(sidOrName);
    return object ? std::optional(*object) : std::nullopt;
}

SyncStore::Object SyncStore::load(const QString &sidOrName)
{
    if (const Object known = m_objects.value(sidOrName))
        return known;
    Statement row(m_database,
                  u"SELECT id, sid, kind, name, scope, scope_id, last_event, data, created, updated"
                  " FROM sync_objects WHERE "_s
                      + (looksLikeSid(sidOrName) ? "sid=?"_L1 : "name=?"_L1),
                  { sidOrName });
    if (!row.next())
        return nullptr;
    const auto object = std::make_shared<SyncObject>(SyncObject {
        row.number(0), row.text(1), SyncKind(row.number(2)), row.text(3), SyncScope(row.number(4)),
        row.text(5), row.number(6), fromText(row.text(7)), row.text(8), row.text(9) });
    catchUp(*object);
    keep(object);
    return object;
}

// The row of an object stays as it was made: what has changed since, its last event says, which is
// never trimmed. That saves a write for each event.
void SyncStore::catchUp(SyncObject &object)
{
    Statement last(m_database,
                   u"SELECT event, at, data FROM sync_events WHERE object=? AND event>?"
                   " ORDER BY event DESC LIMIT 1"_s,
                   { object.id, object.lastEvent });
    if (!last.next())
        return;
    object.lastEvent = last.number(0);
    object.updated = last.text(1);
    if (object.kind == SyncKind::Document)
        object.data = fromText(last.text(2));
}

void SyncStore::keep(const Object &object)
{
    constexpr qsizetype Most = 8192; // some megabytes; then what is in use comes back soon
    if (m_objects.size() >= Most)
        m_objects.clear();
    m_objects.insert(object->name, object);
    m_objects.insert(object->sid, object);
}

void SyncStore::record(SyncObject &object, SyncEventType type, const QVariant &key,
                       const QByteArray &data, const QString &text, const QString &at)
{
    ++object.lastEvent;
    object.updated = at;
    Statement(m_database,
              u"INSERT INTO sync_events(object, event, type, key, data, at) VALUES(?,?,?,?,?,?)"_s,
              { object.id, object.lastEvent, int(type), key, text, at });
    // Trimmed now and then only: a delete for each event would cost as much as the event.
    constexpr qint64 Slack = 128;
    if (object.lastEvent > 0 && object.lastEvent % Slack == 0) {
        Statement(m_database, u"DELETE FROM sync_events WHERE object=? AND event<=?"_s,
                  { object.id, object.lastEvent - MinimumLog });
    }
    m_events.push_back(
        { type, object.kind, object.sid, object.name, object.lastEvent, key, data, at });
}

void SyncStore::setDocument(const QString &name, const QJsonObject &data, const QString &at)
{
    const Object object = load(name);
    if (!object)
        return;
    object->data = data;
    const QByteArray json = toJson(data);
    record(*object, SyncEventType::DocumentUpdated, {}, json, QString::fromUtf8(json), at);
}

void SyncStore::putItem(const QString &name, const QVariant &key, const QJsonObject &data,
                        const QString &at, Known known)
{
    const Object object = load(name);
    if (!object)
        return;
    const bool exists = known == Known::Perhaps && item(*object, key);
    const QByteArray json = toJson(data);
    const QString text = QString::fromUtf8(json); // shared by both rows
    record(*object, exists ? SyncEventType::ItemUpdated : SyncEventType::ItemAdded, key, json, text,
           at);
    if (exists) {
        Statement(m_database,
                  u"UPDATE sync_items SET event=?, data=?, updated=? WHERE object=? AND key=?"_s,
                  { object->lastEvent, text, at, object->id, key });
    } else {
        Statement(m_database,
                  u"INSERT OR REPLACE INTO sync_items(object, key, event, data, created, updated)"
                  " VALUES(?,?,?,?,?,?)"_s,
                  { object->id, key, object->lastEvent, text, at, at });
    }
}

void SyncStore::removeItem(const QString &name, const QVariant &key, const QString &at)
{
    const Object object = load(name);
    const std::optional<SyncItem> last = object ? item(*object, key) : std::nullopt;
    if (!last)
        return;
    const QByteArray json = toJson(last->data);
    record(*object, SyncEventType::ItemRemoved, key, json, QString::fromUtf8(json), at);
    Statement(m_database,
              u"UPDATE sync_items SET event=?, data=NULL, updated=? WHERE object=? AND key=?"_s,
              { object->lastEvent, at, object->id, key });
}

void SyncStore::removeObject(const QString &name, const QString &at)
{
    const Object object = load(name);
    if (!object)
        return;
    m_objects.remove(object->name);
    m_objects.remove(object->sid);
    Statement(m_database, u"DELETE FROM sync_objects WHERE id=?"_s, { object->id });
    m_events.push_back({ SyncEventType::ObjectRemoved,
                         object->kind,
                         object->sid,
                         object->name,
                         object->lastEvent + 1,
                         {},
                         toJson(object->data),
                         at });
}

std::optional<SyncItem> SyncStore::item(const QString &name, const QVariant &key)
{
    const Object object = load(name);
    return object ? item(*object, key) : std::nullopt;
}

std::optional<SyncItem> SyncStore::item(const SyncObject &object, const QVariant &key)
{
    Statement row(m_database,
                  u"SELECT key, event, data, created, updated FROM sync_items"
                  " WHERE object=? AND key=? AND data IS NOT NULL"_s,
                  { object.id, key });
    return row.next() ? std::optional(itemOf(row)) : std::nullopt;
}

SyncPage SyncStore::query(const SyncObject &object, const SyncQuery &query)
{
    SyncPage page;
    if (query.key.isValid()) {
        if (const std::optional<SyncItem> found = item(object, query.key))
            page.items.push_back(*found);
        return page;
    }
    QString sql = u"SELECT key, event, data, created, updated FROM sync_items"
                  " WHERE object=? AND data IS NOT NULL"_s;
    QVariantList values { object.id };
    if (query.from.isValid()) {
        sql += query.descending ? u" AND key<"_s : u" AND key>"_s;
        sql += query.inclusive ? u"=?"_s : u"?"_s;
        values << query.from;
    }
    sql += query.descending ? u" ORDER BY key DESC LIMIT ?"_s : u" ORDER BY key ASC LIMIT ?"_s;
    values << query.pageSize + 1;
    Statement row(m_database, sql, values);
    PageBudget budget;
    while (row.next()) {
        if (int(page.items.size()) == query.pageSize || !budget.takes(row.bytes(2).size())) {
            page.hasNext = true;
            break;
        }
        page.items.push_back(itemOf(row));
    }
    if (query.from.isValid() && !page.items.empty()) {
        page.hasPrevious
            = m_database.number(
                  u"SELECT 1 FROM sync_items WHERE object=? AND data IS NOT NULL AND key"_s
                      + (query.descending ? ">? LIMIT 1"_L1 : "<? LIMIT 1"_L1),
                  { object.id, page.items.front().key })
            > 0;
    }
    return page;
}

std::vector<SyncEvent> SyncStore::eventsAfter(const SyncObject &object, qint64 lastEvent,
                                              PageBudget &budget, const QString &readableSince)
{
    if (lastEvent >= object.lastEvent)
        return {};
    std::vector<SyncEvent> events = loggedEvents(object, lastEvent, budget, readableSince);
    return events.empty() ? stateEvents(object, lastEvent, budget) : events;
}

std::vector<SyncEvent> SyncStore::loggedEvents(const SyncObject &object, qint64 lastEvent,
                                               PageBudget &budget, const QString &readableSince)
{
    std::vector<SyncEvent> events;
    Statement row(m_database,
                  u"SELECT event, type, key, data, at FROM sync_events WHERE object=? AND event>?"
                  " ORDER BY event"_s,
                  { object.id, lastEvent });
    while (row.next()) {
        const bool isWhole
            = !events.empty() || (row.number(0) == lastEvent + 1 && row.text(4) >= readableSince);
        if (!isWhole || !budget.takes(row.bytes(3).size() + EventEnvelope))
            break;
        events.push_back({ SyncEventType(row.number(1)), object.kind, object.sid, object.name,
                           row.number(0), row.value(2), row.text(3).toUtf8(), row.text(4) });
    }
    return events;
}

std::vector<SyncEvent> SyncStore::stateEvents(const SyncObject &object, qint64 lastEvent,
                                              PageBudget &budget)
{
    if (object.kind == SyncKind::Document) {
        const QByteArray data = toJson(object.data);
        if (!budget.takes(data.size()))
            return {};
        return { { SyncEventType::DocumentUpdated,
                   object.kind,
                   object.sid,
                   object.name,
                   object.lastEvent,
                   {},
                   data,
                   object.updated } };
    }
    std::vector<SyncEvent> events;
    Statement row(m_database,
                  u"SELECT key, event, data, updated FROM sync_items WHERE object=? AND event>?"
                  " ORDER BY event"_s,
                  { object.id, lastEvent });
    while (row.next() && budget.takes(row.bytes(2).size() + EventEnvelope)) {
        const bool isRemoved = row.isNull(2);
        events.push_back({ isRemoved ? SyncEventType::ItemRemoved : SyncEventType::ItemAdded,
                           object.kind, object.sid, object.name, row.number(1), row.value(0),
                           isRemoved ? "{}"_ba : row.text(2).toUtf8(), row.text(3) });
    }
    return events;
}

std::vector<SyncEvent> SyncStore::takeEvents()
{
    return std::exchange(m_events, {});
}

} // namespace parley::localservice
