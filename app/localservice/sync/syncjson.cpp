// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/sync/syncjson.h"

#include "localservice/store/jsontext.h"

#include <QJsonArray>
#include <QUrl>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

QString collectionName(SyncKind kind)
{
    switch (kind) {
    case SyncKind::Document:
        return u"Documents"_s;
    case SyncKind::Map:
        return u"Maps"_s;
    case SyncKind::List:
        return u"Lists"_s;
    }
    return {};
}

QString eventName(SyncKind kind, SyncEventType type)
{
    const QString prefix = SyncJson::kindName(kind);
    switch (type) {
    case SyncEventType::DocumentUpdated:
        return u"document_updated"_s;
    case SyncEventType::ItemAdded:
        return prefix + "_item_added"_L1;
    case SyncEventType::ItemUpdated:
        return prefix + "_item_updated"_L1;
    case SyncEventType::ItemRemoved:
        return prefix + "_item_removed"_L1;
    case SyncEventType::ObjectRemoved:
        return prefix + "_removed"_L1;
    }
    return {};
}

QString hex(qint64 number)
{
    return QString::number(number, 16);
}

} // namespace

SyncJson::SyncJson(QString accountSid, QString serviceSid)
    : m_accountSid(std::move(accountSid))
    , m_serviceSid(std::move(serviceSid))
    , m_base(u"https://cds.us1.twilio.com/v3/Services/"_s + m_serviceSid)
{ }

QString SyncJson::kindName(SyncKind kind)
{
    switch (kind) {
    case SyncKind::Document:
        return u"document"_s;
    case SyncKind::Map:
        return u"map"_s;
    case SyncKind::List:
        return u"list"_s;
    }
    return {};
}

QString SyncJson::messageType(SyncKind kind)
{
    return u"com.twilio.rtd.cds."_s + kindName(kind);
}

QString SyncJson::objectUrl(SyncKind kind, const QString &sid) const
{
    return m_base + u'/' + collectionName(kind) + u'/' + sid;
}

QString SyncJson::itemUrl(SyncKind kind, const QString &sid, const QVariant &key) const
{
    return objectUrl(kind, sid) + "/Items/"_L1
        + QString::fromLatin1(QUrl::toPercentEncoding(key.toString()));
}

QJsonObject SyncJson::descriptor(const SyncObject &object) const
{
    const QString url = objectUrl(object.kind, object.sid);
    QJsonObject json {
        { u"sid"_s, object.sid },
        { u"unique_name"_s, object.name },
        { u"account_sid"_s, m_accountSid },
        { u"service_sid"_s, m_serviceSid },
        { u"url"_s, url },
        { u"revision"_s, hex(object.lastEvent + 1) },
        { u"last_event_id"_s, object.lastEvent },
        { u"date_created"_s, object.created },
        { u"date_updated"_s, object.updated },
        { u"date_expires"_s, QJsonValue::Null },
        { u"created_by"_s, u"system"_s },
    };
    if (object.kind == SyncKind::Document) {
        json.insert(u"data"_s, object.data);
    } else {
        QJsonObject links { { u"items"_s, url + "/Items"_L1 } };
        if (object.kind == SyncKind::List)
            links.insert(u"context"_s, url + "/Context"_L1);
        json.insert(u"links"_s, links);
    }
    return json;
}

QJsonObject SyncJson::item(const SyncObject &object, const SyncItem &item) const
{
    QJsonObject json {
        { u"account_sid"_s, m_accountSid },
        { u"service_sid"_s, m_serviceSid },
        { u"url"_s, itemUrl(object.kind, object.sid, item.key) },
        { u"revision"_s, hex(item.event) },
        { u"last_event_id"_s, item.event },
        { u"date_created"_s, item.created },
        { u"date_updated"_s, item.updated },
        { u"date_expires"_s, QJsonValue::Null },
        { u"created_by"_s, u"system"_s },
        { u"data"_s, item.data },
    };
    if (object.kind == SyncKind::List) {
        json.insert(u"index"_s, item.key.toLongLong());
        json.insert(u"list_sid"_s, object.sid);
    } else {
        json.insert(u"key"_s, item.key.toString());
        json.insert(u"map_sid"_s, object.sid);
    }
    return json;
}

QJsonObject SyncJson::page(const SyncObject &object, const SyncPage &page) const
{
    QJsonArray items;
    for (const SyncItem &entry : page.items)
        items.append(item(object, entry));
    // A token is a direction and the key it starts behind; clients mostly use it as a yes or no.
    const auto token = [](bool there, char direction, const SyncItem &edge) {
        return there ? QJsonValue(QString::fromLatin1(
                   direction
                   + edge.key.toString().toUtf8().toBase64(QByteArray::Base64UrlEncoding
                                                           | QByteArray::OmitTrailingEquals)))
                     : QJsonValue(QJsonValue::Null);
    };
    QJsonObject meta { { u"previous_token"_s, QJsonValue::Null },
                       { u"next_token"_s, QJsonValue::Null } };
    if (!page.items.empty()) {
        meta.insert(u"next_token"_s, token(page.hasNext, 'n', page.items.back()));
        meta.insert(u"previous_token"_s, token(page.hasPrevious, 'p', page.items.front()));
    }
    return { { u"items"_s, items }, { u"meta"_s, meta } };
}

QByteArray SyncJson::eventPayload(const SyncEvent &event, const QJsonValue &correlationId) const
{
    const QByteArray prefix = kindName(event.kind).toLatin1();
    JsonWriter fields;
    fields.number("id", event.event)
        .text(prefix + "_sid", event.objectSid)
        .text(prefix + "_unique_name", event.objectName)
        .text(prefix + "_revision", hex(event.event + 1))
        .text("date_created", event.at)
        .json("date_expires", "null");
    if (event.kind == SyncKind::Document) {
        fields.json("document_data", event.data);
    } else if (event.type != SyncEventType::ObjectRemoved) {
        if (event.kind == SyncKind::List)
            fields.number("item_index", event.key.toLongLong());
        else
            fields.text("item_key", event.key.toString());
        fields.text("item_url", itemUrl(event.kind, event.objectSid, event.key))
            .text("item_revision", hex(event.event))
            .json("item_data", event.data);
    }
    JsonWriter payload;
    payload.text("event_type", eventName(event.kind, event.type))
        .number("event_protocol_version", 4)
        .json("events", '[' + fields.object() + ']');
    if (!correlationId.isUndefined())
        payload.json("correlation_id", jsonText(correlationId));
    return payload.object();
}

QJsonObject SyncJson::configuration() const
{
    return { { u"links"_s,
               QJsonObject {
                   { u"subscriptions"_s, u"https://cds.us1.twilio.com/v4/Subscriptions"_s },
                   { u"maps"_s, m_base + "/Maps"_L1 },
                   { u"map"_s, m_base + "/Maps/{id}"_L1 },
                   { u"map_items"_s, m_base + "/Maps/{mapId}/Items"_L1 },
                   { u"map_item"_s, m_base + "/Maps/{mapId}/Items/{itemId}"_L1 },
                   { u"lists"_s, m_base + "/Lists"_L1 },
                   { u"list"_s, m_base + "/Lists/{id}"_L1 },
                   { u"list_items"_s, m_base + "/Lists/{listId}/Items"_L1 },
                   { u"list_item"_s, m_base + "/Lists/{listId}/Items/{itemId}"_L1 },
                   { u"documents"_s, m_base + "/Documents"_L1 },
                   { u"document"_s, m_base + "/Documents/{id}"_L1 },
                   { u"streams"_s, m_base + "/Streams"_L1 },
                   { u"stream"_s, m_base + "/Streams/{streamId}"_L1 },
                   { u"stream_messages"_s, m_base + "/Streams/{streamId}/Messages"_L1 },
                   { u"insights_items"_s, m_base + "/Insights/{indexName}/Items"_L1 },
               } } };
}

} // namespace parley::localservice
