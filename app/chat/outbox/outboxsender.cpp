// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outbox/outboxsender.h"

#include "chat/conversations/conversationregistry.h"
#include "chat/logging.h"
#include "chat/messages/messagestream.h"
#include "token/utc.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

/// How long what was sent stays on the disk at most.
constexpr auto ErasePause = std::chrono::seconds(1);

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

OutboxSender::~OutboxSender()
{
    eraseSent();
}

void OutboxSender::load()
{
    if (std::exchange(m_isLoaded, true))
        return;
    for (OutboxEntry &entry : m_store.entries())
        m_queues[entry.conversationSid].items.push_back(OutboxItem::restored(std::move(entry)));
}

void OutboxSender::resume()
{
    QStringList conversations;
    for (auto &[sid, queue] : m_queues) {
        if (queue.isBackingOff)
            queue.endAttempt();
        conversations.append(sid);
    }
    for (const QString &sid : std::as_const(conversations))
        pump(sid);
}

void OutboxSender::reset()
{
    eraseSent();
    m_queues.clear();
    m_isLoaded = false;
}

QString OutboxSender::add(const QString &conversationSid, const QString &body,
                          const QJsonObject &attributes, std::vector<OutboxAttachment> attachments,
                          Callback<Message> done)
{
    OutboxItem item;
    item.entry = { .localId = QUuid::createUuid().toString(QUuid::WithoutBraces),
                   .conversationSid = conversationSid,
                   .body = body,
                   .attributes = attributes,
                   .attachments = std::move(attachments),
                   .created = QDateTime::fromMSecsSinceEpoch(
                       m_context.clock.wallNow().time_since_epoch().count(), Utc) };
    const auto queue = m_queues.find(conversationSid);
    const bool isNext = queue == m_queues.end() || queue->second.next() == nullptr;
    if (isNext && item.entry.attachments.empty() && isReady(conversationSid)) {
        noteAttempt(item.entry); // kept with the message: one write to the disk less
        item.isNotedAhead = true;
    }
    if (!m_store.append(item.entry)) {
        qCCritical(lcChat) << "a message cannot be kept in the outbox";
        done(ChatError { .code = ChatError::Code::Invalid,
                         .detail = u"the outbox cannot be written"_s });
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
    OutboxItem *item = m_queues.at(conversationSid).find(localId);
    if (item->delivery != Message::Delivery::Failed)
        return false;
    item->retry();
    m_store.update(item->entry);
    Q_EMIT changed(conversationSid, localId);
    pump(conversationSid);
    return true;
}

Callback<Message> OutboxSender::drop(OutboxQueue &queue, const QString &localId)
{
    if (queue.current == localId)
        queue.endAttempt();
    Callback<Message> done = queue.find(localId)->done;
    queue.remove(localId);
    return done;
}

// Later, so that no disk stands between the service's answer and the user, and together with those
// that follow. After a crash in between, the message is looked up and found.
void OutboxSender::eraseLater(const QString &localId)
{
    m_sent.append(localId);
    if (m_sent.size() == 1)
        m_context.clock.callAfter(ErasePause, this, [this] { eraseSent(); });
}

void OutboxSender::eraseSent()
{
    if (!m_sent.isEmpty())
        m_store.remove(std::exchange(m_sent, {}));
}

bool OutboxSender::discard(const QString &localId)
{
    const QString conversationSid = conversationOf(localId);
    if (conversationSid.isEmpty())
        return false;
    OutboxQueue &queue = m_queues.at(conversationSid);
    if (queue.isOnItsWay(localId))
        return false; // the request is with the service
    const auto done = drop(queue, localId);
    m_store.remove({ localId });
    if (done)
        done(ChatError { .code = ChatError::Code::Cancelled, .detail = u"discarded"_s });
    Q_EMIT changed(conversationSid, localId);
    pump(conversationSid);
    return true;
}

void OutboxSender::noteMessage(const QString &conversationSid, const Message &message)
{
    const auto queue = m_queues.find(conversationSid);
    if (message.localId.isEmpty() || queue == m_queues.end()
        || queue->second.find(message.localId) == nullptr)
        return;
    confirm(conversationSid, message);
}

std::vector<Message> OutboxSender::values(const QString &conversationSid) const
{
    std::vector<Message> messages;
    const auto queue = m_queues.find(conversationSid);
    if (queue == m_queues.end())
        return messages;
    for (const OutboxItem &item : queue->second.items)
        messages.push_back(item.toMessage(m_context.identity()));
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
                                   [](const OutboxItem &item) { return bool(item.failure); });
    });
}

// One message at a time per conversation; what was refused does not hold up the others.
void OutboxSender::pump(const QString &conversationSid)
{
    const auto it = m_queues.find(conversationSid);
    if (it == m_queues.end() || it->second.attempt)
        return;
    OutboxQueue &queue = it->second;
    OutboxItem *next = queue.next();
    if (next == nullptr || !isReady(conversationSid))
        return; // resumeConversation() or resume() comes
    queue.attempt = std::make_unique<QObject>();
    queue.current = next->entry.localId;
    next->delivery = Message::Delivery::Sending;
    Q_EMIT changed(conversationSid, queue.current);
    if (next->entry.attempted && !next->isNotedAhead)
        lookUp(conversationSid);
    else
        upload(conversationSid);
}

bool OutboxSender::isReady(const QString &conversationSid) const
{
    if (m_context.identity().isEmpty() || !m_context.connection.isConnected())
        return false;
    // Not before its list is open: it may have to be looked up, and its arrival is to be told.
    const bool isUnknown = m_registry.find(conversationSid) == nullptr;
    return !(isUnknown && !m_registry.isLoaded()) && !m_registry.isOpening(conversationSid);
}

QString OutboxSender::conversationOf(const QString &localId)
{
    for (auto &[sid, queue] : m_queues) {
        if (queue.find(localId) != nullptr)
            return sid;
    }
    return {};
}

} // namespace parley::chat
