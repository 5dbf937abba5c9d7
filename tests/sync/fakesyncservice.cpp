// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/fakesyncservice.h"
#include "token/utc.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace parley::test {

using twilsock::Frame;

namespace {

QString decoded(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toLatin1());
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

FakeSyncService::Call callOf(const Frame &frame)
{
    const QJsonObject request = frame.header.value(QLatin1String("http_request")).toObject();
    FakeSyncService::Call call { .method = request.value(QLatin1String("method")).toString(),
                                 .headers = request.value(QLatin1String("headers")).toObject(),
                                 .rawBody = frame.payload,
                                 .body = frame.payloadObject(),
                                 .frame = frame };
    const QStringList segments
        = request.value(QLatin1String("path")).toString().split(u'/', Qt::SkipEmptyParts);
    for (const QString &segment : segments)
        call.path.append(decoded(segment));
    const QJsonObject params = request.value(QLatin1String("params")).toObject();
    for (auto it = params.begin(); it != params.end(); ++it)
        call.params.insert(it.key(), decoded(it->toString()));
    return call;
}

QJsonObject errorBody(int status, int code)
{
    return { { QStringLiteral("status"), status },
             { QStringLiteral("code"), code },
             { QStringLiteral("message"), QStringLiteral("scripted") } };
}

} // namespace

FakeSyncService::FakeSyncService(FakeClock &clock, FakeTransports &transports)
    : m_clock(clock)
    , m_transports(transports)
{
    transports.acceptByItself();
    transports.setService(
        [this](FakeTransport &transport, const Frame &frame) { onFrame(transport, frame); });
    pingLater();
}

void FakeSyncService::pingLater()
{
    m_clock.callAfter(std::chrono::seconds(20), &m_context, [this] {
        FakeTransport *transport = m_transports.last();
        if (transport != nullptr && transport->isOpen())
            transport->deliver(QStringLiteral("ping"), {});
        pingLater();
    });
}

QString FakeSyncService::now() const
{
    return QDateTime::fromMSecsSinceEpoch(m_clock.wallNow().time_since_epoch().count(), Utc)
        .toString(Qt::ISODateWithMs);
}

QString FakeSyncService::listKey(qint64 index)
{
    return QStringLiteral("%1").arg(index, 12, 10, QLatin1Char('0'));
}

FakeSyncService::Object &FakeSyncService::makeObject(const QString &type, const QString &uniqueName,
                                                     const QJsonObject &data)
{
    Object &object = m_objects[uniqueName];
    object = {};
    const QString prefix = type == QLatin1String("document") ? QStringLiteral("ET")
        : type == QLatin1String("map")                       ? QStringLiteral("MP")
                                                             : QStringLiteral("ES");
    object.sid = prefix + QStringLiteral("%1").arg(++m_serial, 32, 16, QLatin1Char('0'));
    object.uniqueName = uniqueName;
    object.type = type;
    object.data = data;
    return object;
}

FakeSyncService::Object *FakeSyncService::find(const QString &id)
{
    const auto it = std::ranges::find_if(m_objects, [&id](const auto &entry) {
        return entry.first == id || entry.second.sid == id;
    });
    return it != m_objects.end() ? &it->second : nullptr;
}

void FakeSyncService::setItem(const QString &map, const QString &key, const QJsonObject &data)
{
    Object &object = *find(map);
    const bool isNew = !object.items.contains(key);
    change(object, key,
           isNew ? QStringLiteral("map_item_added") : QStringLiteral("map_item_updated"), data);
}

qint64 FakeSyncService::addListItem(const QString &list, const QJsonObject &data)
{
    Object &object = *find(list);
    const qint64 index = object.nextIndex++;
    change(object, listKey(index), QStringLiteral("list_item_added"), data);
    return index;
}

void FakeSyncService::setListItem(const QString &list, qint64 index, const QJsonObject &data)
{
    change(*find(list), listKey(index), QStringLiteral("list_item_updated"), data);
}

void FakeSyncService::removeListItem(const QString &list, qint64 index)
{
    removeItem(list, listKey(index));
}

void FakeSyncService::removeItem(const QString &object, const QString &key)
{
    Object &target = *find(object);
    if (target.items.contains(key))
        change(target, key, target.type + QLatin1String("_item_removed"), target.items[key].data);
}

// By value: what is removed may be the very item that the arguments come from.
void FakeSyncService::change(Object &object, QString key, const QString &eventType,
                             QJsonObject data)
{
    if (eventType.endsWith(QLatin1String("removed")))
        object.items.erase(key);
    else
        object.items[key] = { data, object.lastEventId + 1, now() };
    QJsonObject body { { QStringLiteral("item_data"), data } };
    if (object.type == QLatin1String("list"))
        body.insert(QStringLiteral("item_index"), key.toLongLong());
    else
        body.insert(QStringLiteral("item_key"), key);
    emitEvent(object, eventType, body);
}

void FakeSyncService::setDocument(const QString &document, const QJsonObject &data)
{
    Object &object = *find(document);
    object.data = data;
    emitEvent(object, QStringLiteral("document_updated"),
              { { QStringLiteral("document_data"), data } });
}

void FakeSyncService::removeObject(const QString &id)
{
    Object *object = find(id);
    if (object == nullptr)
        return;
    emitEvent(*object, object->type + QLatin1String("_removed"), {});
    m_objects.erase(QString(object->uniqueName));
}

void FakeSyncService::emitEvent(Object &object, const QString &type, QJsonObject body)
{
    ++object.lastEventId;
    body.insert(QStringLiteral("id"), object.lastEventId);
    body.insert(object.type + QLatin1String("_sid"), object.sid);
    body.insert(object.type + QLatin1String("_unique_name"), object.uniqueName);
    body.insert(QStringLiteral("date_created"), now());
    object.log.push_back({ object.lastEventId, type, body });
    if (!m_subscribed.contains(object.sid) || holdsLiveEvents)
        return;
    notify(QLatin1String("com.twilio.rtd.cds.") + object.type,
           { { QStringLiteral("event_type"), type },
             { QStringLiteral("event_protocol_version"), 4 },
             { QStringLiteral("events"), QJsonArray { body } } });
}

void FakeSyncService::cutLink()
{
    m_subscribed.clear();
    holdsLiveEvents = false;
    if (FakeTransport *transport = m_transports.last())
        transport->end();
}

void FakeSyncService::notify(const QString &messageType, const QJsonObject &payload)
{
    FakeTransport *transport = m_transports.last();
    if (transport != nullptr && transport->isOpen()) {
        transport->deliver(QStringLiteral("notification"),
                           { { QStringLiteral("message_type"), messageType } }, compact(payload));
    }
}

void FakeSyncService::replyTo(const Call &call, int httpStatus, const QJsonObject &body,
                              const QJsonObject &headers)
{
    FakeTransport *transport = m_transports.last();
    if (transport != nullptr)
        transport->replyHttp(call.frame, httpStatus, compact(body), headers);
}

int FakeSyncService::countCalls(const QString &method, const QString &pathPart) const
{
    return int(std::ranges::count_if(calls, [&](const Call &call) {
        return call.method == method && call.path.join(u'/').contains(pathPart);
    }));
}

const FakeSyncService::Call *FakeSyncService::lastCall(const QString &method,
                                                       const QString &pathPart) const
{
    for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
        if (call->method == method && call->path.join(u'/').contains(pathPart))
            return &*call;
    }
    return nullptr;
}

bool FakeSyncService::isSubscribed(const QString &object)
{
    const Object *known = find(object);
    return known != nullptr && m_subscribed.contains(known->sid);
}

void FakeSyncService::onFrame(FakeTransport &transport, const Frame &frame)
{
    if (frame.method() == QLatin1String("message")) {
        handle(callOf(frame));
        return;
    }
    if (frame.method() == QLatin1String("init"))
        m_subscribed.clear();
    FakeTransports::welcome(transport, frame);
}

void FakeSyncService::handle(const Call &call)
{
    calls.push_back(call);
    const auto script = intercept; // a copy: it may take itself away
    if (script && script(call))
        return;
    if (call.path.contains(QLatin1String("Subscriptions")))
        return subscribe(call);
    const bool isSync = call.path.value(0) == QLatin1String("v3");
    if (!isSync)
        return handleOther(call);
    if (call.path.last() != QLatin1String("Items"))
        return openObject(call);
    Object *object = find(call.path.value(call.path.size() - 2));
    if (object == nullptr)
        return replyTo(call, 404, errorBody(404, 54300));
    queryItems(call, *object);
}

void FakeSyncService::handleOther(const Call &call)
{
    replyTo(call, 404, errorBody(404, 20404));
}

QJsonObject FakeSyncService::descriptorOf(const Object &object) const
{
    const QString folder = object.type.left(1).toUpper() + object.type.mid(1) + u's';
    const QString url = QStringLiteral("https://cds.us1.twilio.com/v3/Services/IS1/%1/%2")
                            .arg(folder, object.sid);
    QJsonObject descriptor { { QStringLiteral("sid"), object.sid },
                             { QStringLiteral("unique_name"), object.uniqueName },
                             { QStringLiteral("url"), url },
                             { QStringLiteral("revision"),
                               QString::number(object.lastEventId + 1, 16) },
                             { QStringLiteral("last_event_id"), object.lastEventId },
                             { QStringLiteral("date_updated"), now() } };
    if (object.type == QLatin1String("document"))
        descriptor.insert(QStringLiteral("data"), object.data);
    else
        descriptor.insert(
            QStringLiteral("links"),
            QJsonObject { { QStringLiteral("items"), url + QLatin1String("/Items") } });
    return descriptor;
}

QJsonObject FakeSyncService::itemOf(const Object &object, const QString &key,
                                    const Item &item) const
{
    QJsonObject result { { QStringLiteral("last_event_id"), item.lastEventId },
                         { QStringLiteral("revision"), QString::number(item.lastEventId, 16) },
                         { QStringLiteral("date_updated"), item.dateUpdated },
                         { QStringLiteral("data"), item.data } };
    if (object.type == QLatin1String("list"))
        result.insert(QStringLiteral("index"), key.toLongLong());
    else
        result.insert(QStringLiteral("key"), key);
    return result;
}

void FakeSyncService::openObject(const Call &call)
{
    Object *object = find(call.path.last());
    if (object == nullptr)
        return replyTo(call, 404, errorBody(404, 54300));
    QJsonObject descriptor = descriptorOf(*object);
    if (call.params.value(QStringLiteral("Include")) == QLatin1String("items")) {
        QJsonArray items;
        for (const auto &[key, item] : object->items)
            items.append(itemOf(*object, key, item));
        descriptor.insert(QStringLiteral("items"), items);
    }
    replyTo(call, 200, descriptor);
}

void FakeSyncService::queryItems(const Call &call, Object &object)
{
    const bool isDescending = call.params.value(QStringLiteral("Order")) == QLatin1String("desc");
    const bool isExclusive
        = call.params.value(QStringLiteral("Bounds")) == QLatin1String("exclusive");
    const int pageSize
        = call.params.value(QStringLiteral("PageSize"), QStringLiteral("50")).toInt();
    QString from = call.params.value(QStringLiteral("From"));
    if (!from.isEmpty() && object.type == QLatin1String("list"))
        from = listKey(from.toLongLong());
    std::vector<std::pair<QString, Item>> found;
    for (const auto &[key, item] : object.items) {
        const bool isIn = from.isEmpty() || (key == from && !isExclusive)
            || (isDescending ? key < from : key > from);
        if (isIn)
            found.emplace_back(key, item);
    }
    if (isDescending)
        std::ranges::reverse(found);
    QJsonArray items;
    for (size_t i = 0; i < std::min(found.size(), size_t(pageSize)); ++i)
        items.append(itemOf(object, found[i].first, found[i].second));
    const bool hasNext = found.size() > size_t(pageSize);
    replyTo(call, 200,
            { { QStringLiteral("items"), items },
              { QStringLiteral("meta"),
                QJsonObject { { QStringLiteral("next_token"),
                                hasNext ? QJsonValue(QStringLiteral("n")) : QJsonValue() } } } });
}

void FakeSyncService::subscribe(const Call &call)
{
    const QJsonObject answer { { QStringLiteral("estimated_delivery_in_ms"), 10000 },
                               { QStringLiteral("max_batch_size"), maxBatchSize },
                               { QStringLiteral("ttl_in_s"), ttlSeconds } };
    const QJsonValue correlation = call.body.value(QLatin1String("correlation_id"));
    const bool isCancel = call.body.value(QLatin1String("action")) == QLatin1String("cancel");
    const bool isSilent = silentRequests > 0;
    silentRequests = std::max(0, silentRequests - 1);
    if (!resultsBeforeAnswer)
        replyTo(call, 202, answer);
    const QJsonArray requests = call.body.value(QLatin1String("requests")).toArray();
    for (const QJsonValue &value : requests) {
        const QJsonObject request = value.toObject();
        if (isCancel)
            m_subscribed.remove(request.value(QLatin1String("object_sid")).toString());
        else if (!isSilent)
            establish(request, correlation);
    }
    if (resultsBeforeAnswer)
        replyTo(call, 202, answer);
}

void FakeSyncService::establish(const QJsonObject &request, const QJsonValue &correlation)
{
    const QString sid = request.value(QLatin1String("object_sid")).toString();
    const auto tell = [this, &correlation](const QString &type, const QJsonObject &event) {
        notify(QStringLiteral("twilio.sync.event"),
               { { QStringLiteral("event_type"), type },
                 { QStringLiteral("correlation_id"), correlation },
                 { QStringLiteral("event_protocol_version"), 4 },
                 { QStringLiteral("events"), QJsonArray { event } } });
    };
    QJsonObject result { { QStringLiteral("object_sid"), sid },
                         { QStringLiteral("object_type"),
                           request.value(QLatin1String("object_type")) } };
    const Object *object = find(sid);
    if (object == nullptr) {
        result.insert(QStringLiteral("error"), errorBody(404, 54100));
        return tell(QStringLiteral("subscription_failed"), result);
    }
    if (QJsonArray &errors = failures[object->uniqueName]; !errors.isEmpty()) {
        result.insert(QStringLiteral("error"), errors.takeAt(0));
        return tell(QStringLiteral("subscription_failed"), result);
    }
    if (int &left = interruptions[object->uniqueName]; left > 0) {
        --left;
        result.insert(QStringLiteral("replay_status"), QStringLiteral("interrupted"));
        result.insert(QStringLiteral("last_event_id"),
                      request.value(QLatin1String("last_event_id")));
        return tell(QStringLiteral("subscription_established"), result);
    }
    const qint64 last = request.value(QLatin1String("last_event_id")).toInteger();
    const std::vector<Event> log = object->log;
    result.insert(QStringLiteral("replay_status"), QStringLiteral("completed"));
    result.insert(QStringLiteral("last_event_id"), object->lastEventId);
    m_subscribed.insert(sid);
    for (const Event &event : log) {
        if (event.id > last)
            tell(event.type, event.body);
    }
    tell(QStringLiteral("subscription_established"), result);
}

} // namespace parley::test
