// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/sync/syncservice.h"

#include "localservice/store/conversationstore.h"
#include "localservice/sync/subscriptionhub.h"
#include "localservice/twilsock/subscriber.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>
#include <variant>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

std::optional<SyncKind> kindOf(const QString &collection)
{
    if (collection == "Documents"_L1)
        return SyncKind::Document;
    if (collection == "Maps"_L1)
        return SyncKind::Map;
    if (collection == "Lists"_L1)
        return SyncKind::List;
    return std::nullopt;
}

TunnelResponse noObject()
{
    return TunnelResponse::error(404, 54300, u"Unique name not found"_s);
}

TunnelResponse noPermission()
{
    return TunnelResponse::error(403, 54007, u"The identity may not change this object"_s);
}

TunnelResponse badParameter(int code, const QString &name)
{
    return TunnelResponse::error(400, code, u"Invalid query parameter "_s + name);
}

std::optional<qint64> number(const QString &text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

/// What a page token says: where the neighbouring page starts, and on which side it lies.
struct PageToken
{
    bool backwards = false;
    QString key {};
};

std::optional<PageToken> readToken(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.mid(1).toLatin1(),
        QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (!text.startsWith(u'n') && !text.startsWith(u'p')))
        return std::nullopt;
    return PageToken { text.startsWith(u'p'), QString::fromUtf8(decoded.decoded) };
}

/// The key that \a text means in such an object; invalid: it is no index of a list.
QVariant keyOf(SyncKind kind, const QString &text)
{
    if (kind == SyncKind::Map)
        return text;
    const std::optional<qint64> index = number(text);
    return index ? QVariant(*index) : QVariant();
}

/// A query, or the answer that refuses it.
std::variant<SyncQuery, TunnelResponse> readQuery(SyncKind kind, const TunnelRequest &request)
{
    SyncQuery query;
    const QString order = request.param("Order"_L1).toLower();
    if (!order.isEmpty() && order != "asc"_L1 && order != "desc"_L1)
        return badParameter(54451, u"Order"_s);
    query.descending = order == "desc"_L1;
    const QString bounds = request.param("Bounds"_L1).toLower();
    if (!bounds.isEmpty() && bounds != "inclusive"_L1 && bounds != "exclusive"_L1)
        return badParameter(54452, u"Bounds"_s);
    query.inclusive = bounds != "exclusive"_L1;
    if (request.params.contains(u"PageSize"_s)) {
        const std::optional<qint64> size = number(request.param("PageSize"_L1));
        if (!size || *size < 1 || *size > 1000)
            return badParameter(54454, u"PageSize"_s);
        query.pageSize = int(*size);
    }
    const QString keyName = kind == SyncKind::Map ? u"Key"_s : u"Index"_s;
    if (request.params.contains(keyName)) {
        query.key = keyOf(kind, request.params.value(keyName));
        if (!query.key.isValid())
            return badParameter(54458, keyName);
    }
    if (request.params.contains(u"From"_s)) {
        query.from = keyOf(kind, request.param("From"_L1));
        if (!query.from.isValid())
            return badParameter(54453, u"From"_s);
    }
    return query;
}

} // namespace

SyncService::SyncService(SyncStore &store, ConversationStore &conversations, SubscriptionHub &hub,
                         const SyncJson &json, QString serviceSid)
    : m_store(store)
    , m_conversations(conversations)
    , m_hub(hub)
    , m_json(json)
    , m_serviceSid(std::move(serviceSid))
{ }

TunnelResponse SyncService::handle(const Caller &caller, const TunnelRequest &request)
{
    const QStringList &path = request.path;
    if (path == QStringList { u"v4"_s, u"Subscriptions"_s })
        return request.method == "POST" ? subscriptions(caller, request)
                                        : TunnelResponse::wrongMethod();
    if (path == QStringList { u"v3"_s, u"Configuration"_s })
        return request.method == "GET" ? TunnelResponse::ok(m_json.configuration())
                                       : TunnelResponse::wrongMethod();
    if (path.value(0) != "v3"_L1)
        return TunnelResponse::notFound();
    if (path.value(1) == "Services"_L1)
        return path.value(2) == m_serviceSid ? object(caller, request, path.mid(3))
                                             : TunnelResponse::notFound();
    return object(caller, request, path.mid(1));
}

TunnelResponse SyncService::object(const Caller &caller, const TunnelRequest &request,
                                   const QStringList &path)
{
    const std::optional<SyncKind> kind = kindOf(path.value(0));
    if (!kind || path.size() > 4)
        return TunnelResponse::notFound();
    if (path.size() == 1)
        return request.method == "POST" ? noPermission() : TunnelResponse::wrongMethod();
    const std::optional<SyncObject> object = m_store.find(path.at(1));
    if (!object || object->kind != *kind || !mayRead(caller.identity, *object))
        return noObject();
    if (path.size() > 2 && (path.at(2) != "Items"_L1 || *kind == SyncKind::Document))
        return TunnelResponse::notFound();
    if (request.method != "GET") {
        const bool isWrite
            = request.method == "POST" || request.method == "PUT" || request.method == "DELETE";
        return isWrite ? noPermission() : TunnelResponse::wrongMethod();
    }
    if (path.size() == 2)
        return descriptor(*object, request);
    return path.size() == 3 ? items(*object, request) : oneItem(*object, path.at(3));
}

TunnelResponse SyncService::descriptor(const SyncObject &object, const TunnelRequest &request)
{
    QJsonObject json = m_json.descriptor(object);
    if (object.kind == SyncKind::Map && request.param("Include"_L1) == "items"_L1) {
        SyncQuery all;
        all.pageSize = 100'000; // more than any map here may have
        const SyncPage page = m_store.query(object, all);
        if (!page.hasNext) // else clients ask for what they need
            json.insert(u"items"_s, m_json.page(object, page).value("items"_L1));
    }
    return TunnelResponse::ok(json);
}

TunnelResponse SyncService::items(const SyncObject &object, const TunnelRequest &request)
{
    auto read = readQuery(object.kind, request);
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&read))
        return *refusal;
    SyncQuery query = std::get<SyncQuery>(read);
    if (!request.params.contains(u"PageToken"_s))
        return TunnelResponse::ok(m_json.page(object, m_store.query(object, query)));

    const std::optional<PageToken> token = readToken(request.param("PageToken"_L1));
    query.from = token ? keyOf(object.kind, token->key) : QVariant();
    if (!query.from.isValid())
        return badParameter(54450, u"PageToken"_s);
    query.inclusive = false;
    query.descending = query.descending != token->backwards;
    SyncPage page = m_store.query(object, query);
    if (token->backwards) { // read towards the start, shown in the asked order
        std::reverse(page.items.begin(), page.items.end());
        std::swap(page.hasNext, page.hasPrevious);
    }
    return TunnelResponse::ok(m_json.page(object, page));
}

TunnelResponse SyncService::oneItem(const SyncObject &object, const QString &key)
{
    if (const auto item = m_store.item(object, keyOf(object.kind, key)))
        return TunnelResponse::ok(m_json.item(object, *item));
    return object.kind == SyncKind::List
        ? TunnelResponse::error(404, 54151, u"List item not found"_s)
        : TunnelResponse::error(404, 54201, u"Map item not found"_s);
}

TunnelResponse SyncService::subscriptions(const Caller &caller, const TunnelRequest &request)
{
    const std::optional<QJsonObject> body = request.jsonBody();
    const QString action = body ? body->value("action"_L1).toString() : QString();
    const bool known = action == "establish"_L1 || action == "cancel"_L1;
    // It stands in each event of a replay, so it must be short.
    const QJsonValue correlationId = body ? body->value("correlation_id"_L1) : QJsonValue();
    const bool isShort = correlationId.isDouble() || correlationId.isNull()
        || correlationId.isUndefined()
        || (correlationId.isString() && correlationId.toString().size() <= MaxCorrelationId);
    if (!known || !isShort || !body->value("requests"_L1).isArray()
        || body->value("requests"_L1).toArray().size() > MaxBatch)
        return TunnelResponse::brokenBody();
    TunnelResponse response = TunnelResponse::ok({ { u"estimated_delivery_in_ms"_s, 10'000 },
                                                   { u"max_batch_size"_s, int(MaxBatch) },
                                                   { u"ttl_in_s"_s, 86'400 } },
                                                 202);
    // Behind the reply, in the same turn: nothing can change between the replay and the live
    // events.
    response.afterReply = [this, caller, request = *body, action] {
        if (action == "establish"_L1)
            establish(caller, request);
        else
            cancel(caller, request);
    };
    return response;
}

namespace {

void sendSyncEvent(Subscriber *subscriber, const QByteArray &payload)
{
    const Subscriber::Notification notification
        = Subscriber::notification(u"twilio.sync.event"_s, payload);
    subscriber->sendFrame(notification.frame, notification.id);
}

void sendResult(Subscriber *subscriber, const QString &type, const QJsonValue &correlationId,
                const QJsonArray &events)
{
    if (events.isEmpty())
        return;
    const QJsonObject payload { { u"event_type"_s, type },
                                { u"correlation_id"_s, correlationId },
                                { u"event_protocol_version"_s, 4 },
                                { u"events"_s, events } };
    sendSyncEvent(subscriber, QJsonDocument(payload).toJson(QJsonDocument::Compact));
}

QJsonObject failedEvent(const QJsonObject &entry, int status, int code, const QString &message)
{
    return { { u"object_sid"_s, entry.value("object_sid"_L1) },
             { u"object_type"_s, entry.value("object_type"_L1) },
             { u"error"_s, TunnelResponse::error(status, code, message).body } };
}

} // namespace

void SyncService::establish(const Caller &caller, const QJsonObject &request)
{
    const QJsonValue correlationId = request.value("correlation_id"_L1);
    const QJsonArray entries = request.value("requests"_L1).toArray();
    QJsonArray established;
    QJsonArray failed;
    QSet<QString> seen;
    PageBudget budget(MaxReplayBytes);
    for (const auto value : entries) {
        const QJsonObject entry = value.toObject();
        const QString sid = entry.value("object_sid"_L1).toString();
        if (seen.contains(sid))
            continue; // once for each object: a replay may be large
        seen.insert(sid);
        const std::optional<SyncObject> object = m_store.find(sid);
        // Only by SID, and only what the caller may see.
        if (!object || object->sid != sid || !mayRead(caller.identity, *object)) {
            failed.append(failedEvent(entry, 404, 54100, u"Document not found"_s));
            continue;
        }
        if (!m_hub.subscribe(caller.subscriber, sid)) {
            failed.append(failedEvent(entry, 429, 54419, u"Too many subscriptions"_s));
            continue;
        }
        constexpr qint64 Unknown = -2; // absent, null or no number: no replay
        const qint64 lastEvent = entry.value("last_event_id"_L1).toInteger(Unknown);
        qint64 told = object->lastEvent;
        if (lastEvent > Unknown && lastEvent < object->lastEvent) {
            const std::vector<SyncEvent> missed = m_store.eventsAfter(
                *object, lastEvent, budget, readableSince(caller.identity, *object));
            for (const SyncEvent &event : missed) {
                if (!caller.subscriber->isReady())
                    return; // cut: it did not take what it was sent
                sendSyncEvent(caller.subscriber, m_json.eventPayload(event, correlationId));
            }
            if (budget.isFull())
                told = missed.empty() ? lastEvent : missed.back().event;
        }
        const bool isWhole = told == object->lastEvent;
        if (!isWhole) // the client subscribes again from there; a live event would hide the gap
            m_hub.unsubscribe(caller.subscriber, sid);
        established.append(
            QJsonObject { { u"object_sid"_s, sid },
                          { u"object_type"_s, SyncJson::kindName(object->kind) },
                          { u"replay_status"_s, isWhole ? u"completed"_s : u"interrupted"_s },
                          { u"last_event_id"_s, told } });
    }
    sendResult(caller.subscriber, u"subscription_established"_s, correlationId, established);
    sendResult(caller.subscriber, u"subscription_failed"_s, correlationId, failed);
}

void SyncService::cancel(const Caller &caller, const QJsonObject &request)
{
    QJsonArray canceled;
    const QJsonArray entries = request.value("requests"_L1).toArray();
    for (const auto value : entries) {
        const QJsonObject entry = value.toObject();
        m_hub.unsubscribe(caller.subscriber, entry.value("object_sid"_L1).toString());
        canceled.append(QJsonObject { { u"object_sid"_s, entry.value("object_sid"_L1) },
                                      { u"object_type"_s, entry.value("object_type"_L1) } });
    }
    sendResult(caller.subscriber, u"subscription_canceled"_s, request.value("correlation_id"_L1),
               canceled);
}

bool SyncService::mayRead(const QString &identity, const SyncObject &object)
{
    switch (object.scope) {
    case SyncScope::Everyone:
        return true;
    case SyncScope::Identity:
        return object.scopeId == identity;
    case SyncScope::Participants:
        return m_conversations.isParticipant(object.scopeId, identity);
    case SyncScope::ParticipantsAndCreator:
        return m_conversations.isParticipant(object.scopeId, identity)
            || m_conversations.isCreator(object.scopeId, identity)
            || m_conversations.isInvited(object.scopeId, identity);
    }
    return false;
}

QString SyncService::readableSince(const QString &identity, const SyncObject &object)
{
    if (object.scope != SyncScope::Participants)
        return {};
    const std::optional<ParticipantRecord> reader
        = m_conversations.participant(object.scopeId, identity);
    return reader ? reader->created : QString();
}

} // namespace parley::localservice
