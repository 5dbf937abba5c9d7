// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/fakesyncservice.h"
#include "token/utc.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>
#include <iterator>

namespace parley::test {

using namespace Qt::StringLiterals;

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
    const QJsonObject request = frame.header.value("http_request"_L1).toObject();
    FakeSyncService::Call call { .method = request.value("method"_L1).toString(),
                                 .headers = request.value("headers"_L1).toObject(),
                                 .rawBody = frame.payload,
                                 .body = frame.payloadObject(),
                                 .frame = frame };
    const QStringList segments
        = request.value("path"_L1).toString().split(u'/', Qt::SkipEmptyParts);
    for (const QString &segment : segments)
        call.path.append(decoded(segment));
    const QJsonObject params = request.value("params"_L1).toObject();
    for (auto it = params.begin(); it != params.end(); ++it)
        call.params.insert(it.key(), decoded(it->toString()));
    return call;
}

QJsonObject errorBody(int status, int code)
{
    return { { u"status"_s, status }, { u"code"_s, code }, { u"message"_s, u"scripted"_s } };
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
            transport->deliver(u"ping"_s, {});
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
    return u"%1"_s.arg(index, 12, 10, QLatin1Char('0'));
}

FakeSyncService::Object &FakeSyncService::makeObject(const QString &type, const QString &uniqueName,
                                                     const QJsonObject &data)
{
    Object &object = m_objects[uniqueName];
    object = {};
    const QString prefix = type == "document"_L1 ? u"ET"_s : type == "map"_L1 ? u"MP"_s : u"ES"_s;
    object.sid = prefix + u"%1"_s.arg(++m_serial, 32, 16, QLatin1Char('0'));
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
    change(object, key, isNew ? u"map_item_added"_s : u"map_item_updated"_s, data);
}

qint64 FakeSyncService::addListItem(const QString &list, const QJsonObject &data)
{
    Object &object = *find(list);
    const qint64 index = object.nextIndex++;
    change(object, listKey(index), u"list_item_added"_s, data);
    return index;
}

void FakeSyncService::setListItem(const QString &list, qint64 index, const QJsonObject &data)
{
    change(*find(list), listKey(index), u"list_item_updated"_s, data);
}

void FakeSyncService::removeListItem(const QString &list, qint64 index)
{
    removeItem(list, listKey(index));
}

void FakeSyncService::removeItem(const QString &object, const QString &key)
{
    Object &target = *find(object);
    if (target.items.contains(key))
        change(target, key, target.type + "_item_removed"_L1, target.items[key].data);
}

// By value: what is removed may be the very item that the arguments come from.
void FakeSyncService::change(Object &object, QString key, const QString &eventType,
                             QJsonObject data)
{
    if (eventType.endsWith("removed"_L1))
        object.items.erase(key);
    else
        object.items[key] = { data, object.lastEventId + 1, now() };
    QJsonObject body { { u"item_data"_s, data } };
    if (object.type == "list"_L1)
        body.insert(u"item_index"_s, key.toLongLong());
    else
        body.insert(u"item_key"_s, key);
    emitEvent(object, eventType, body);
}

void FakeSyncService::setDocument(const QString &document, const QJsonObject &data)
{
    Object &object = *find(document);
    object.data = data;
    emitEvent(object, u"document_updated"_s, { { u"document_data"_s, data } });
}

void FakeSyncService::removeObject(const QString &id)
{
    Object *object = find(id);
    if (object == nullptr)
        return;
    emitEvent(*object, object->type + "_removed"_L1, {});
    m_objects.erase(QString(object->uniqueName));
}

void FakeSyncService::emitEvent(Object &object, const QString &type, QJsonObject body)
{
    ++object.lastEventId;
    body.insert(u"id"_s, object.lastEventId);
    body.insert(object.type + "_sid"_L1, object.sid);
    body.insert(object.type + "_unique_name"_L1, object.uniqueName);
    body.insert(u"date_created"_s, now());
    object.log.push_back({ object.lastEventId, type, body });
    if (!m_subscribed.contains(object.sid) || holdsLiveEvents)
        return;
    notify("com.twilio.rtd.cds."_L1 + object.type,
           { { u"event_type"_s, type },
             { u"event_protocol_version"_s, 4 },
             { u"events"_s, QJsonArray { body } } });
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
        transport->deliver(u"notification"_s, { { u"message_type"_s, messageType } },
                           compact(payload));
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
    if (frame.method() == "message"_L1) {
        handle(callOf(frame));
        return;
    }
    if (frame.method() == "init"_L1)
        m_subscribed.clear();
    FakeTransports::welcome(transport, frame);
}

void FakeSyncService::handle(const Call &call)
{
    calls.push_back(call);
    const auto script = intercept; // a copy: it may take itself away
    if (script && script(call))
        return;
    if (call.path.contains("Subscriptions"_L1))
        return subscribe(call);
    const bool isSync = call.path.value(0) == "v3"_L1;
    if (!isSync)
        return handleOther(call);
    if (call.path.last() != "Items"_L1)
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
    const QString url
        = u"https://cds.us1.twilio.com/v3/Services/IS1/%1/%2"_s.arg(folder, object.sid);
    QJsonObject descriptor { { u"sid"_s, object.sid },
                             { u"unique_name"_s, object.uniqueName },
                             { u"url"_s, url },
                             { u"revision"_s, QString::number(object.lastEventId + 1, 16) },
                             { u"last_event_id"_s, object.lastEventId },
                             { u"date_updated"_s, now() } };
    if (object.type == "document"_L1)
        descriptor.insert(u"data"_s, object.data);
    else
        descriptor.insert(u"links"_s, QJsonObject { { u"items"_s, url + "/Items"_L1 } });
    return descriptor;
}

QJsonObject FakeSyncService::itemOf(const Object &object, const QString &key,
                                    const Item &item) const
{
    QJsonObject result { { u"last_event_id"_s, item.lastEventId },
                         { u"revision"_s, QString::number(item.lastEventId, 16) },
                         { u"date_updated"_s, item.dateUpdated },
                         { u"data"_s, item.data } };
    if (object.type == "list"_L1)
        result.insert(u"index"_s, key.toLongLong());
    else
        result.insert(u"key"_s, key);
    return result;
}

void FakeSyncService::openObject(const Call &call)
{
    Object *object = find(call.path.last());
    if (object == nullptr)
        return replyTo(call, 404, errorBody(404, 54300));
    QJsonObject descriptor = descriptorOf(*object);
    if (call.params.value(u"Include"_s) == "items"_L1) {
        QJsonArray items;
        for (const auto &[key, item] : object->items)
            items.append(itemOf(*object, key, item));
        descriptor.insert(u"items"_s, items);
    }
    replyTo(call, 200, descriptor);
}

void FakeSyncService::queryItems(const Call &call, Object &object)
{
    const bool isDescending = call.params.value(u"Order"_s) == "desc"_L1;
    const bool isExclusive = call.params.value(u"Bounds"_s) == "exclusive"_L1;
    const int pageSize = call.params.value(u"PageSize"_s, u"50"_s).toInt();
    QString from = call.params.value(u"From"_s);
    if (!from.isEmpty() && object.type == "list"_L1)
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
    replyTo(
        call, 200,
        { { u"items"_s, items },
          { u"meta"_s,
            QJsonObject { { u"next_token"_s, hasNext ? QJsonValue(u"n"_s) : QJsonValue() } } } });
}

void FakeSyncService::subscribe(const Call &call)
{
    const QJsonObject answer { { u"estimated_delivery_in_ms"_s, 10000 },
                               { u"max_batch_size"_s, maxBatchSize },
                               { u"ttl_in_s"_s, ttlSeconds } };
    const QJsonValue correlation = call.body.value("correlation_id"_L1);
    const bool isCancel = call.body.value("action"_L1) == "cancel"_L1;
    const bool isSilent = silentRequests > 0;
    silentRequests = std::max(0, silentRequests - 1);
    if (!resultsBeforeAnswer)
        replyTo(call, 202, answer);
    const QJsonArray requests = call.body.value("requests"_L1).toArray();
    for (const QJsonValue &value : requests) {
        const QJsonObject request = value.toObject();
        if (isCancel)
            m_subscribed.remove(request.value("object_sid"_L1).toString());
        else if (!isSilent)
            establish(request, correlation);
    }
    if (resultsBeforeAnswer)
        replyTo(call, 202, answer);
}

void FakeSyncService::establish(const QJsonObject &request, const QJsonValue &correlation)
{
    const QString sid = request.value("object_sid"_L1).toString();
    const auto tell = [this, &correlation](const QString &type, const QJsonObject &event) {
        notify(u"twilio.sync.event"_s,
               { { u"event_type"_s, type },
                 { u"correlation_id"_s, correlation },
                 { u"event_protocol_version"_s, 4 },
                 { u"events"_s, QJsonArray { event } } });
    };
    QJsonObject result { { u"object_sid"_s, sid },
                         { u"object_type"_s, request.value("object_type"_L1) } };
    const Object *object = find(sid);
    if (object == nullptr) {
        result.insert(u"error"_s, errorBody(404, 54100));
        return tell(u"subscription_failed"_s, result);
    }
    if (QJsonArray &errors = failures[object->uniqueName]; !errors.isEmpty()) {
        result.insert(u"error"_s, errors.takeAt(0));
        return tell(u"subscription_failed"_s, result);
    }
    if (int &left = interruptions[object->uniqueName]; left > 0) {
        --left;
        result.insert(u"replay_status"_s, u"interrupted"_s);
        result.insert(u"last_event_id"_s, request.value("last_event_id"_L1));
        return tell(u"subscription_established"_s, result);
    }
    const qint64 last = request.value("last_event_id"_L1).toInteger();
    const std::vector<Event> log = object->log;
    std::vector<Event> missed;
    std::ranges::copy_if(log, std::back_inserter(missed),
                         [last](const Event &event) { return event.id > last; });
    const bool isWhole = missed.size() <= replayLimit;
    if (!isWhole)
        missed.resize(replayLimit);
    result.insert(u"replay_status"_s, isWhole ? u"completed"_s : u"interrupted"_s);
    result.insert(u"last_event_id"_s, isWhole ? object->lastEventId : missed.back().id);
    if (isWhole)
        m_subscribed.insert(sid);
    for (const Event &event : missed)
        tell(event.type, event.body);
    tell(u"subscription_established"_s, result);
}

} // namespace parley::test
