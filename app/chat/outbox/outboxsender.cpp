// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outbox/outboxsender.h"

#include "chat/conversations/conversationregistry.h"
#include "chat/logging.h"
#include "chat/media/attachments.h"
#include "chat/messages/messagestream.h"
#include "chat/wire/chatparsing.h"
#include "token/utc.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace parley::chat {

namespace {

ChatError storedFailure(const OutboxEntry &entry)
{
    for (int code = 0; code <= int(ChatError::Code::Cancelled); ++code) {
        const ChatError named { .code = ChatError::Code(code), .detail = entry.failureDetail };
        if (entry.failureCode == codeName(named))
            return named;
    }
    return { .code = ChatError::Code::Refused,
             .serviceCode = entry.failureCode.toInt(),
             .detail = entry.failureDetail };
}

/// The service does not take the uploaded files (any more): the next try uploads them again.
bool isAboutMedia(const ChatError &error)
{
    return error.serviceCode >= 50506 && error.serviceCode <= 50512;
}

} // namespace

OutboxSender::OutboxSender(ChatContext &context, OutboxStore &store, ConversationRegistry &registry,
                           MessageStream &messages, MediaClient &media, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_store(store)
    , m_registry(registry)
    , m_messages(messages)
    , m_media(media)
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
    QStringList conversations;
    for (auto &[sid, queue] : m_queues) {
        if (queue.isBackingOff)
            endAttempt(queue);
        conversations.append(sid);
    }
    for (const QString &sid : std::as_const(conversations))
        pump(sid);
}

void OutboxSender::reset()
{
    m_queues.clear();
    m_isLoaded = false;
}

QString OutboxSender::add(const QString &conversationSid, const QString &body,
                          const QJsonObject &attributes, std::vector<OutboxAttachment> attachments,
                          Callback<Message> done)
{
    Item item;
    item.entry = { .localId = QUuid::createUuid().toString(QUuid::WithoutBraces),
                   .conversationSid = conversationSid,
                   .body = body,
                   .attributes = attributes,
                   .attachments = std::move(attachments),
                   .created = QDateTime::fromMSecsSinceEpoch(
                       m_context.clock.wallNow().time_since_epoch().count(), Utc) };
    if (!m_store.append(item.entry)) {
        qCCritical(lcChat) << "a message cannot be kept in the outbox";
        done(ChatError { .code = ChatError::Code::Invalid,
                         .detail = QStringLiteral("the outbox cannot be written") });
        return {};
    }
    for (OutboxAttachment &attachment : item.entry.attachments)
        attachment.data.clear(); // the store has it
    item.done = std::move(done);
    const QString localId = item.entry.localId;
    m_queues[conversationSid].items.push_back(std::move(item));
    Q_EMIT changed(conversationSid, localId);
    pump(conversationSid);
    return localId;
}

bool OutboxSender::retry(const QString &localId)
{
    const QString conversationSid = conversationOf(localId);
    if (conversationSid.isEmpty())
        return false;
    Item *item = find(m_queues.at(conversationSid), localId);
    if (item->delivery != Message::Delivery::Failed)
        return false;
    if (item->failure && isAboutMedia(*item->failure)) {
        for (OutboxAttachment &attachment : item->entry.attachments)
            attachment.mediaSid.clear();
    }
    item->delivery = Message::Delivery::Waiting;
    item->failure.reset();
    item->troubles = 0;
    item->vainUploads = 0;
    item->entry.failureCode.clear();
    item->entry.failureDetail.clear();
    m_store.update(item->entry);
    Q_EMIT changed(conversationSid, localId);
    pump(conversationSid);
    return true;
}

Callback<Message> OutboxSender::drop(Queue &queue, const QString &localId)
{
    if (queue.current == localId)
        endAttempt(queue);
    Callback<Message> done = find(queue, localId)->done;
    std::erase_if(queue.items,
                  [&localId](const Item &item) { return item.entry.localId == localId; });
    m_store.remove(localId);
    return done;
}

bool OutboxSender::discard(const QString &localId)
{
    const QString conversationSid = conversationOf(localId);
    if (conversationSid.isEmpty())
        return false;
    Queue &queue = m_queues.at(conversationSid);
    if (queue.current == localId && !queue.isBackingOff && !queue.isUploading)
        return false; // the request is with the service
    if (const auto done = drop(queue, localId))
        done(ChatError { .code = ChatError::Code::Cancelled,
                         .detail = QStringLiteral("discarded") });
    Q_EMIT changed(conversationSid, localId);
    pump(conversationSid);
    return true;
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

QStringList OutboxSender::conversations() const
{
    QStringList sids;
    for (const auto &[sid, queue] : m_queues) {
        if (!queue.items.empty())
            sids.append(sid);
    }
    return sids;
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
    Q_EMIT changed(conversationSid, queue.current);
    if (next->entry.attempted)
        lookUp(conversationSid);
    else
        upload(conversationSid);
}

void OutboxSender::endAttempt(Queue &queue)
{
    queue.attempt.reset(); // nothing of it may come any more
    queue.current.clear();
    queue.isBackingOff = false;
    queue.isUploading = false;
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
    MediaList media;
    for (const OutboxAttachment &attachment : item.entry.attachments)
        media.append(mediaOf(attachment));
    return { .localId = item.entry.localId,
             .author = m_context.identity(),
             .body = item.entry.body,
             .dateCreated = item.entry.created,
             .dateUpdated = item.entry.created,
             .attributes = item.entry.attributes,
             .media = media,
             .delivery = item.delivery,
             .failure = item.failure };
}

} // namespace parley::chat
