// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/pagebudget.h"
#include "localservice/store/synctypes.h"

#include <QHash>

#include <memory>

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

    SyncObject create(SyncKind kind, const QString &name, SyncScope scope, const QString &scopeId,
                      const QJsonObject &data, const QString &at);
    [[nodiscard]] std::optional<SyncObject> find(const QString &sidOrName);

    void setDocument(const QString &name, const QJsonObject &data, const QString &at);
    void putMapItem(const QString &name, const QString &key, const QJsonObject &data,
                    const QString &at);
    void putListItem(const QString &name, qint64 index, const QJsonObject &data, const QString &at);
    /// Likewise, but \a index was never there.
    void appendListItem(const QString &name, qint64 index, const QJsonObject &data,
                        const QString &at);
    /// False if there is no such item.
    bool removeMapItem(const QString &name, const QString &key, const QString &at);
    bool removeListItem(const QString &name, qint64 index, const QString &at);
    void removeObject(const QString &name, const QString &at);

    [[nodiscard]] std::optional<SyncItem> mapItem(const QString &name, const QString &key);
    [[nodiscard]] std::optional<SyncItem> listItem(const QString &name, qint64 index);
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
    enum class Known { New, Perhaps };
    using Object = std::shared_ptr<SyncObject>;

    [[nodiscard]] Object load(const QString &sidOrName);
    void keep(const Object &object);
    void putItem(const QString &name, const QVariant &key, const QJsonObject &data,
                 const QString &at, Known known);
    bool removeItem(const QString &name, const QVariant &key, const QString &at);
    [[nodiscard]] std::optional<SyncItem> item(const QString &name, const QVariant &key);
    [[nodiscard]] std::optional<SyncItem> item(const SyncObject &object, const QVariant &key);
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
    [[nodiscard]] bool hasNeighbour(const SyncObject &object, const QVariant &key, bool above);

    void rolledBack();

    Database &m_database;
    std::vector<SyncEvent> m_events;
    // What is in use, as it stands in the database; each object once by its name and by its sid.
    QHash<QString, Object> m_objects;
};

} // namespace parley::localservice
