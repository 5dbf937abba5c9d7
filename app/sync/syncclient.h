// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/connection.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace parley::sync {
Q_NAMESPACE

enum class ObjectType { Document, Map, List };
Q_ENUM_NS(ObjectType)

/// Why a Sync request failed. `httpStatus` 0: no answer (`failure` of the response says why).
struct SyncError
{
    int httpStatus = 0; ///< 0: no answer came, or isUnreadable
    int code = 0; ///< Twilio's code (54100 …), 0: none
    QString detail {};
    bool isUnreadable = false; ///< an answer came that cannot be parsed; the next would be the same
    [[nodiscard]] bool isNotFound() const { return httpStatus == 404; }
};

/// The descriptor of an object as the service gave it.
struct ObjectInfo
{
    QString sid {};
    QString uniqueName {};
    ObjectType type = ObjectType::Document;
    QUrl itemsUrl {};
    qint64 lastEventId = -1;
    QJsonObject data {}; ///< documents only
};

struct Item
{
    QString key {}; ///< maps
    qint64 index = -1; ///< lists
    qint64 lastEventId = -1;
    QJsonObject data {};
};

struct Page
{
    std::vector<Item> items {};
    bool hasNext = false; ///< more items follow in the asked order
};

/// A change of one subscribed object, applied at most once per event id.
struct Change
{
    enum class Kind { Updated, ItemAdded, ItemUpdated, ItemRemoved, ObjectRemoved };
    Kind kind = Kind::Updated;
    ObjectType type = ObjectType::Document;
    QString objectSid {};
    qint64 eventId = -1;
    Item item {}; ///< with its data; removed items have the last data if the service sent it
    QJsonObject documentData {};
    bool replayed = false;
};

/// Sync over one Twilsock connection: opens objects, reads their items, keeps them subscribed over
/// reconnects and hands out each change once. Batches subscriptions (100 ms, at most 1000 a
/// request).
class SyncClient final : public QObject
{
    Q_OBJECT

public:
    template <typename T> using Outcome = std::variant<T, SyncError>;

    /// \a connection and \a clock must outlive this object.
    SyncClient(twilsock::Connection &connection, Clock &clock, RandomSource random = systemRandom(),
               QObject *parent = nullptr);
    ~SyncClient() override;

    /// As in cds.{region}.twilio.com; `us1` unless it is set.
    void setRegion(const QString &region);

    struct ItemQuery
    {
        std::optional<QString> fromKey {};
        std::optional<qint64> fromIndex {};
        bool inclusive = true;
        bool descending = false;
        int pageSize = 50;
    };

    /// Opens an existing object by SID or unique name (GET). \a done exactly once, later.
    void open(ObjectType type, const QString &id, QObject *context,
              std::function<void(const Outcome<ObjectInfo> &)> done);
    /// Opens a map together with all its items (`Include=items`).
    void openMapWithItems(
        const QString &id, QObject *context,
        std::function<void(const Outcome<std::pair<ObjectInfo, std::vector<Item>>> &)> done);
    /// Each attempt that gets no answer is followed by one for half as many, and so are the next
    /// pages of the object: a page may be smaller than asked for, and hasNext says whether there is
    /// more.
    void queryItems(const ObjectInfo &object, const ItemQuery &query, QObject *context,
                    std::function<void(const Outcome<Page> &)> done);

    /// Subscribes from \a object.lastEventId on; changes come by objectChanged() until
    /// unsubscribe().
    void subscribe(const ObjectInfo &object);
    void unsubscribe(const QString &objectSid);
    [[nodiscard]] bool isEstablished(const QString &objectSid) const;
    /// Tells that a page (or a write's answer) has shown \a item as of its lastEventId, so that an
    /// older or equal event for it is not handed out again.
    void noteItem(const QString &objectSid, const Item &item);
    /// Whether \a item, read from a page, is newer than every event and page seen for it.
    [[nodiscard]] bool isNews(const QString &objectSid, const Item &item) const;
    /// Whether an event or noteItem() has shown \a item before (in bounded memory).
    [[nodiscard]] bool isKnownItem(const QString &objectSid, const Item &item) const;
    /// Forgets every subscription (sign-out).
    void reset();

Q_SIGNALS:
    void objectChanged(const parley::sync::Change &change);
    void subscriptionEstablished(const QString &objectSid);
    /// The service refuses to have the object followed. It is asked again later. 404 comes as
    /// ObjectRemoved instead.
    void subscriptionFailed(const QString &objectSid, const parley::sync::SyncError &error);
    /// Events were lost (PROTOCOL.md, 'Lost events'): re-read the object and subscribe again.
    void resyncRequired(const QString &objectSid);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::sync
