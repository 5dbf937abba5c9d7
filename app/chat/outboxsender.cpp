// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outboxsender.h"

#include "chat/chatparsing.h"
#include "chat/conversationregistry.h"
#include "chat/logging.h"
#include "chat/messagestream.h"

#include <QJsonDocument>
#include <QPointer>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace std::chrono_literals;

namespace {

constexpr auto FirstBackOff = std::chrono::milliseconds(1000);
constexpr auto LongestBackOff = std::chrono::milliseconds(60000);

/// 'Somebody else changed it at the same time, repeat' (the protocol's section 13).
bool isConcurrentChange(const ChatError &error)
{
    return error.serviceCode == 50391 || error.serviceCode == 50449 || error.serviceCode == 50419;
}

ChatError storedFailure(const OutboxEntry &entry)
{
    return { .code = ChatError::Code::Refused,
             .serviceCode = entry.failureCode.toInt(),
             .detail = entry.failureDetail };
}

} // namespace

OutboxSender::OutboxSender(ChatContext &context, OutboxStore &store, ConversationRegistry &registry,
                           MessageStream &messages, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_store(store)
    , m_registry(registry)
    , m_messages(messages)
{ }

OutboxSender::~OutboxSender() = default;

void OutboxSender::load()
{
    if (std::exchange(m_isLoaded, true))
        return;
    for (OutboxEntry &entry : m_store.entries()) {
        Item item;
        if (!entry.failureCode.isEmpty()) {
            item.delivery = Message::Delivery::Failed;
            item.failure = storedFailure(entry);
        }
        item.entry = std::move(entry);
        m_queues[item.entry.conversationSid].items.push_back(std::move(item));
    }
}

void OutboxSender::resume()
{
    const QPointer<OutboxSender> self(this);
    QStringList conversations;
    for (auto &[sid, queue] : m_queues) {
        if (queue.isBackingOff)
            endAttempt(queue);
        conversations.append(sid);
    }
    for (const QString &sid : std::as_const(conversations)) {
        pump(sid);
        if (self.isNull())
            return;
    }
}

void OutboxSender::reset()
{
    m_queues.clear();
    m_isLoaded = false;
}

QString OutboxSender::add(const QString &conversationSid, const QString &body,
                          const QJsonObject &attributes, Callback<Message> done)
{
    Item item;
    item.entry = { .localId = QUuid::createUuid().toString(QUuid::WithoutBraces),
                   .conversationSid = conversationSid,
                   .body = body,
                   .attributes = attributes,
                   .created = QDateTime::fromMSecsSinceEpoch(
                       m_context.clock.wallNow().time_since_epoch().count(), Qt::UTC) };
    if (!m_store.append(item.entry)) {
        qCCritical(lcChat) << "a message cannot be kept in the outbox";
        done(ChatError { .code = ChatError::Code::Invalid,
                         .detail = QStringLiteral("the outbox cannot be written") });
        return {};
    }
    item.done = std::move(done);
    const QString localId = item.entry.localId;
    m_queues[conversationSid].items.push_back(std::move(item));
    const QPointer<OutboxSender> self(this);
    Q_EMIT changed(conversationSid, localId);
    if (self)
        pump(conversationSid);
    return localId;
}

void OutboxSender::retry(const QString &localId)
{
    const QString conversationSid = conversationOf(localId);
    if (conversationSid.isEmpty())
        return;
    Item *item = find(m_queues.at(conversationSid), localId);
    if (item->delivery != Message::Delivery::Failed)
        return;
    item->delivery = Message::Delivery::Waiting;
    item->failure.reset();
    item->troubles = 0;
    item->entry.failureCode.clear();
    item->entry.failureDetail.clear();
    m_store.update(item->entry);
    const QPointer<OutboxSender> self(this);
    Q_EMIT changed(conversationSid, localId);
    if (self)
        pump(conversationSid);
}

void OutboxSender::discard(const QString &localId)
{
    const QString conversationSid = conversationOf(localId);
    if (conversationSid.isEmpty())
        return;
    Queue &queue = m_queues.at(conversationSid);
    if (queue.current == localId && !queue.isBackingOff)
        return; // on its way, nobody can call it back
    if (queue.current == localId)
        endAttempt(queue);
    const auto done = find(queue, localId)->done;
    std::erase_if(queue.items,
                  [&localId](const Item &item) { return item.entry.localId == localId; });
    m_store.remove(localId);
    if (done)
        done(ChatError { .code = ChatError::Code::Cancelled,
                         .detail = QStringLiteral("discarded") });
    const QPointer<OutboxSender> self(this);
    Q_EMIT changed(conversationSid, localId);
    if (self)
        pump(conversationSid);
}

void OutboxSender::noteMessage(const QString &conversationSid, const Message &message)
{
    const auto queue = m_queues.find(conversationSid);
    if (message.localId.isEmpty() || queue == m_queues.end()
        || find(queue->second, message.localId) == nullptr)
        return;
    confirm(conversationSid, message);
}

std::vector<Message> OutboxSender::values(const QString &conversationSid) const
{
    std::vector<Message> messages;
    const auto queue = m_queues.find(conversationSid);
    if (queue == m_queues.end())
        return messages;
    for (const Item &item : queue->second.items)
        messages.push_back(toMessage(item));
    return messages;
}

bool OutboxSender::isEmpty() const
{
    return std::ranges::all_of(m_queues, [](const auto &entry) {
        return std::ranges::all_of(entry.second.items,
                                   [](const Item &item) { return item.failure.has_value(); });
    });
}

// One message at a time per conversation; what was refused does not hold up the others.
void OutboxSender::pump(const QString &conversationSid)
{
    const auto it = m_queues.find(conversationSid);
    if (it == m_queues.end() || it->second.attempt || m_context.identity().isEmpty()
        || !m_context.connection.isConnected())
        return;
    Queue &queue = it->second;
    const auto next
        = std::ranges::find_if(queue.items, [](const Item &item) { return !item.failure; });
    if (next == queue.items.end())
        return;
    // Not before its list is open: it may have to be looked up, and its arrival is to be told.
    const bool isUnknown = m_registry.find(conversationSid) == nullptr;
    if ((isUnknown && !m_registry.isLoaded()) || m_registry.isOpening(conversationSid))
        return; // resumeConversation() or resume() comes
    queue.attempt = std::make_unique<QObject>();
    queue.current = next->entry.localId;
    next->delivery = Message::Delivery::Sending;
    const QPointer<QObject> attempt(queue.attempt.get());
    const bool hasToLookUp = next->entry.attempted;
    Q_EMIT changed(conversationSid, QString(queue.current));
    if (attempt.isNull())
        return;
    if (hasToLookUp)
        lookUp(conversationSid);
    else
        send(conversationSid);
}

void OutboxSender::lookUp(const QString &conversationSid)
{
    QObject *attempt = m_queues.at(conversationSid).attempt.get();
    m_registry.whenOpen(
        conversationSid, attempt, [this, conversationSid](const std::optional<ChatError> &error) {
            if (error)
                return send(conversationSid); // not readable for us: the service decides
            Queue &queue = m_queues.at(conversationSid);
            const OutboxEntry &entry = find(queue, queue.current)->entry;
            m_messages.findOwn(
                conversationSid, entry.localId, entry.afterIndex, entry.created,
                queue.attempt.get(),
                [this, conversationSid](const Outcome<std::optional<Message>> &outcome) {
                    lookedUp(conversationSid, outcome);
                });
        });
}

void OutboxSender::lookedUp(const QString &conversationSid,
                            const Outcome<std::optional<Message>> &outcome)
{
    if (const auto *error = std::get_if<ChatError>(&outcome)) {
        if (isPassing(*error))
            return waitAndPump(conversationSid);
        return send(conversationSid);
    }
    const auto &found = std::get<std::optional<Message>>(outcome);
    if (found)
        confirm(conversationSid, *found);
    else
        send(conversationSid);
}

void OutboxSender::send(const QString &conversationSid)
{
    Queue &queue = m_queues.at(conversationSid);
    OutboxEntry &entry = find(queue, queue.current)->entry;
    const bool wasAttempted = entry.attempted;
    if (!wasAttempted) {
        const Conversation *conversation = m_registry.find(conversationSid);
        const qint64 known
            = conversation != nullptr ? conversation->lastMessageIndex.value_or(-1) : -1;
        entry.attempted = true;
        entry.afterIndex = std::max(known, m_messages.lastIndexOf(conversationSid));
        // On disk before it leaves: a crash from here on means 'fate unknown'.
        m_store.update(entry);
    }
    const QByteArray attributes
        = QJsonDocument(withMarker(entry.attributes, entry.localId)).toJson(QJsonDocument::Compact);
    m_context.rest.post(
        withSegment(m_context.conversationUrl(conversationSid), QStringLiteral("Messages")),
        { { QStringLiteral("body"), entry.body },
          { QStringLiteral("attributes"), QString::fromUtf8(attributes) } },
        entry.localId, RestClient::Repeat::Once, queue.attempt.get(),
        [this, conversationSid, wasAttempted](const Outcome<RestAnswer> &outcome) {
            answered(conversationSid, wasAttempted, outcome);
        });
}

void OutboxSender::answered(const QString &conversationSid, bool wasAttempted,
                            const Outcome<RestAnswer> &outcome)
{
    Queue &queue = m_queues.at(conversationSid);
    Item &item = *find(queue, queue.current);
    if (const auto *error = std::get_if<ChatError>(&outcome)) {
        if (error->code == ChatError::Code::Offline && !wasAttempted) {
            item.entry.attempted = false; // it never left
            m_store.update(item.entry);
        }
        if (isPassing(*error) || isConcurrentChange(*error))
            return waitAndPump(conversationSid);
        return fail(conversationSid, *error);
    }
    const QJsonObject &body = std::get<RestAnswer>(outcome).body;
    Message message = toMessage(item);
    message.delivery = Message::Delivery::Sent;
    message.sid = body.value(QLatin1String("sid")).toString();
    message.index = parseIndex(body.value(QLatin1String("index"))).value_or(-1);
    const QDateTime created = parseDate(body.value(QLatin1String("date_created")).toString());
    if (created.isValid())
        message.dateCreated = created;
    message.dateUpdated = message.dateCreated;
    confirm(conversationSid, message);
}

void OutboxSender::waitAndPump(const QString &conversationSid)
{
    Queue &queue = m_queues.at(conversationSid);
    Item &item = *find(queue, queue.current);
    const auto doubled = FirstBackOff * (1LL << std::min(item.troubles++, 10));
    const auto wait = std::min<std::chrono::milliseconds>(doubled, LongestBackOff);
    const auto jitter
        = std::chrono::milliseconds(qint64(double(wait.count()) * 0.2 * m_context.random()));
    item.delivery = Message::Delivery::Waiting;
    queue.attempt = std::make_unique<QObject>();
    queue.isBackingOff = true;
    m_context.clock.callAfter(wait + jitter, queue.attempt.get(), [this, conversationSid] {
        endAttempt(m_queues.at(conversationSid));
        pump(conversationSid);
    });
    Q_EMIT changed(conversationSid, QString(queue.current));
}

void OutboxSender::confirm(const QString &conversationSid, const Message &message)
{
    Queue &queue = m_queues.at(conversationSid);
    const QString localId = message.localId;
    if (queue.current == localId)
        endAttempt(queue);
    const auto done = find(queue, localId)->done;
    std::erase_if(queue.items,
                  [&localId](const Item &item) { return item.entry.localId == localId; });
    m_store.remove(localId);
    if (done)
        done(message);
    const QPointer<OutboxSender> self(this);
    const Message copy = message;
    Q_EMIT confirmed(conversationSid, copy);
    if (self)
        Q_EMIT changed(conversationSid, localId);
    if (self)
        pump(conversationSid);
}

void OutboxSender::fail(const QString &conversationSid, const ChatError &error)
{
    Queue &queue = m_queues.at(conversationSid);
    const QString localId = queue.current;
    Item &item = *find(queue, localId);
    endAttempt(queue);
    item.delivery = Message::Delivery::Failed;
    item.failure = error;
    item.entry.attempted = false; // the service has not got it, that is certain
    item.entry.failureCode = codeName(error);
    item.entry.failureDetail = error.detail;
    m_store.update(item.entry);
    qCWarning(lcChat) << "a message was refused:" << codeName(error);
    if (item.done)
        item.done(error);
    const QPointer<OutboxSender> self(this);
    Q_EMIT changed(conversationSid, localId);
    if (self)
        pump(conversationSid);
}

void OutboxSender::endAttempt(Queue &queue)
{
    queue.attempt.reset(); // nothing of it may come any more
    queue.current.clear();
    queue.isBackingOff = false;
}

OutboxSender::Item *OutboxSender::find(Queue &queue, const QString &localId)
{
    const auto it = std::ranges::find_if(
        queue.items, [&localId](const Item &item) { return item.entry.localId == localId; });
    return it != queue.items.end() ? &*it : nullptr;
}

QString OutboxSender::conversationOf(const QString &localId) const
{
    for (const auto &[sid, queue] : m_queues) {
        const auto isIt = [&localId](const Item &item) { return item.entry.localId == localId; };
        if (std::ranges::any_of(queue.items, isIt))
            return sid;
    }
    return {};
}

Message OutboxSender::toMessage(const Item &item) const
{
    return { .localId = item.entry.localId,
             .author = m_context.identity(),
             .body = item.entry.body,
             .dateCreated = item.entry.created,
             .dateUpdated = item.entry.created,
             .attributes = item.entry.attributes,
             .delivery = item.delivery,
             .failure = item.failure };
}

} // namespace parley::chat
