// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/syncparsing.h"

#include "token/enumname.h"
#include "twilsock/boundedjson.h"
#include "twilsock/servertext.h"

#include <QJsonArray>

namespace parley::sync {

using namespace Qt::StringLiterals;

namespace {

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

qint64 number(const QJsonObject &object, const char *name, qint64 otherwise)
{
    return twilsock::parseIndex(object.value(QLatin1String(name))).value_or(otherwise);
}

struct EventKind
{
    const char *name;
    Change::Kind kind;
    ObjectType type;
};

constexpr EventKind EventKinds[] = {
    { "list_item_added", Change::Kind::ItemAdded, ObjectType::List },
    { "list_item_updated", Change::Kind::ItemUpdated, ObjectType::List },
    { "list_item_removed", Change::Kind::ItemRemoved, ObjectType::List },
    { "list_removed", Change::Kind::ObjectRemoved, ObjectType::List },
    { "map_item_added", Change::Kind::ItemAdded, ObjectType::Map },
    { "map_item_updated", Change::Kind::ItemUpdated, ObjectType::Map },
    { "map_item_removed", Change::Kind::ItemRemoved, ObjectType::Map },
    { "map_removed", Change::Kind::ObjectRemoved, ObjectType::Map },
    { "document_updated", Change::Kind::Updated, ObjectType::Document },
    { "document_removed", Change::Kind::ObjectRemoved, ObjectType::Document },
};

Item itemOf(const QJsonObject &event)
{
    return { .key = text(event, "item_key"),
             .index = number(event, "item_index", -1),
             .lastEventId = number(event, "id", -1),
             .data = event.value("item_data"_L1).toObject() };
}

} // namespace

std::optional<Notification> parseNotification(const QString &messageType, const QByteArray &payload)
{
    const bool replayed = messageType == "twilio.sync.event"_L1;
    if (!replayed && !messageType.startsWith("com.twilio.rtd.cds."_L1))
        return std::nullopt;
    const QJsonObject object = twilsock::parseJson(payload).object();
    Notification notification { .eventType = text(object, "event_type"), .replayed = replayed };
    if (notification.eventType.isEmpty())
        return std::nullopt;
    const QJsonValue correlation = object.value("correlation_id"_L1);
    if (correlation.isDouble() || correlation.isString())
        notification.correlationId = number(object, "correlation_id", 0);
    const QJsonArray events = object.value("events"_L1).toArray();
    for (const QJsonValue &event : events)
        notification.events.push_back(event.toObject());
    const QJsonValue single = object.value("event"_L1); // event protocol version 3
    if (notification.events.empty() && single.isObject())
        notification.events.push_back(single.toObject());
    return notification;
}

QString objectSidOf(const QJsonObject &event)
{
    for (const char *name : { "list_sid", "map_sid", "document_sid", "object_sid" }) {
        const QString sid = text(event, name);
        if (!sid.isEmpty())
            return sid;
    }
    return {};
}

std::optional<Change> parseChange(const QString &eventType, const QJsonObject &event)
{
    for (const EventKind &known : EventKinds) {
        if (eventType != QLatin1String(known.name))
            continue;
        const QString type = enumName(known.type);
        Change change { .kind = known.kind,
                        .type = known.type,
                        .objectSid = event.value(type + "_sid"_L1).toString(),
                        .eventId = number(event, "id", -1),
                        .documentData = event.value("document_data"_L1).toObject() };
        if (known.type != ObjectType::Document)
            change.item = itemOf(event);
        return change;
    }
    return std::nullopt;
}

std::optional<ObjectInfo> parseDescriptor(ObjectType type, const QJsonObject &object,
                                          const QUrl &requestUrl)
{
    ObjectInfo info { .sid = text(object, "sid"),
                      .uniqueName = text(object, "unique_name"),
                      .type = type,
                      .lastEventId = number(object, "last_event_id", -1),
                      .data = object.value("data"_L1).toObject() };
    if (info.sid.isEmpty())
        return std::nullopt;
    if (type == ObjectType::Document)
        return info;
    const QString items = text(object.value("links"_L1).toObject(), "items");
    if (!items.isEmpty()) {
        info.itemsUrl = requestUrl.resolved(QUrl(items));
        return info;
    }
    const QString url = text(object, "url");
    const QUrl own
        = url.isEmpty() ? requestUrl.adjusted(QUrl::RemoveQuery) : requestUrl.resolved(QUrl(url));
    info.itemsUrl = QUrl(own.toString(QUrl::FullyEncoded) + "/Items"_L1);
    return info;
}

std::optional<Item> parseItem(const QJsonObject &object)
{
    Item item { .key = text(object, "key"),
                .index = number(object, "index", -1),
                .lastEventId = number(object, "last_event_id", -1),
                .data = object.value("data"_L1).toObject() };
    if (item.key.isEmpty() && item.index < 0)
        return std::nullopt;
    return item;
}

std::vector<Item> parseItems(const QJsonObject &page)
{
    const QJsonArray array = page.value("items"_L1).toArray();
    std::vector<Item> items;
    items.reserve(size_t(array.size()));
    for (const QJsonValue &value : array) {
        if (auto item = parseItem(value.toObject()))
            items.push_back(std::move(*item));
    }
    return items;
}

std::optional<Page> parsePage(const QJsonObject &page)
{
    if (!page.value("items"_L1).isArray())
        return std::nullopt;
    const QJsonObject meta = page.value("meta"_L1).toObject();
    return Page { .items = parseItems(page), .hasNext = !text(meta, "next_token").isEmpty() };
}

SyncError errorOf(const twilsock::Response &response)
{
    if (response.failure == twilsock::Response::Failure::Transport)
        return { response.status, response.errorCode, response.detail };
    if (response.failure != twilsock::Response::Failure::None)
        return { 0, 0, response.detail };
    const QJsonObject body = response.object();
    return { response.httpStatus, int(number(body, "code", 0)), twilsock::serverMessage(body) };
}

} // namespace parley::sync
