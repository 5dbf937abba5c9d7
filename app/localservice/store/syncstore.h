// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/pagebudget.h"
#include "localservice/store/synctypes.h"

#include <QHash>

#include <memory>
#include <optional>

namespace parley::localservice {

class Database;

/// Documents, maps and lists with their event counters and logs. Every change is one event; those
/// of the running transaction wait in takeEvents() until it is committed. Callers hold a
/// transaction around changes.
class SyncStore final
{
public:
    /// At least so many events are kept for replay; older clients get the state instead.
    static constexpr qint64 MinimumLog = 1000;

    explicit SyncStore(Database &database);

    void create(SyncKind kind, const QString &name, SyncScope scope, const QString &scopeId,
                const QJsonObject &data, const QString &at);
    [[nodiscard]] std::optional<SyncObject> find(const QString &sidOrName);

    void setDocument(const QString &name, const QJsonObject &data, const QString &at);
    enum class Known { New, Perhaps };
    /// Known::New: \a key was never there, and is not looked for.
    void putItem(const QString &name, const QVariant &key, const QJsonObject &data,
                 const QString &at, Known known = Known::Perhaps);
    void removeItem(const QString &name, const QVariant &key, const QString &at);
    void removeObject(const QString &name, const QString &at);

    [[nodiscard]] std::optional<SyncItem> item(const QString &name, const QVariant &key);
    [[nodiscard]] std::optional<SyncItem> item(const SyncObject &object, const QVariant &key);
    /// As many items as \a query wants, or as a PageBudget has room for.
    [[nodiscard]] SyncPage query(const SyncObject &object, const SyncQuery &query);
    /// What a client that has seen \a lastEvent has missed, oldest first. If the log does not reach
    /// back so far, or tells of what was before \a readableSince: the present state as added items
    /// and remembered removals. So a reader never gets a text that was changed before they came.
    /// Ends where \a budget ends; behind the last event that is returned, the rest can be asked
    /// for.
    [[nodiscard]] std::vector<SyncEvent> eventsAfter(const SyncObject &object, qint64 lastEvent,
                                                     PageBudget &budget,
                                                     const QString &readableSince = {});

    /// The changes since the last call, in order.
    [[nodiscard]] std::vector<SyncEvent> takeEvents();
    void dropEvents() { m_events.clear(); }

private:
    using Object = std::shared_ptr<SyncObject>;

    [[nodiscard]] Object load(const QString &sidOrName);
    void keep(const Object &object);
    void catchUp(SyncObject &object);
    /// One event more. \a text is \a data once more.
    void record(SyncObject &object, SyncEventType type, const QVariant &key, const QByteArray &data,
                const QString &text, const QString &at);
    /// None if the log does not reach back so far, or tells of what was before \a readableSince.
    [[nodiscard]] std::vector<SyncEvent> loggedEvents(const SyncObject &object, qint64 lastEvent,
                                                      PageBudget &budget,
                                                      const QString &readableSince);
    [[nodiscard]] std::vector<SyncEvent> stateEvents(const SyncObject &object, qint64 lastEvent,
                                                     PageBudget &budget);

    Database &m_database;
    std::vector<SyncEvent> m_events;
    // What is in use, as it stands in the database; each object once by its name and by its sid.
    QHash<QString, Object> m_objects;
};

} // namespace parley::localservice
