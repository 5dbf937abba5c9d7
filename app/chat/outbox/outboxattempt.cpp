// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/conversationregistry.h"
#include "chat/logging.h"
#include "chat/media/attachments.h"
#include "chat/media/mediaclient.h"
#include "chat/messages/messagestream.h"
#include "chat/outbox/outboxsender.h"
#include "chat/wire/chatparsing.h"
#include "twilsock/backoff.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

// The part of OutboxSender that is one attempt to send one message.

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

constexpr auto FirstBackOff = std::chrono::milliseconds(1000);
constexpr auto LongestBackOff = std::chrono::milliseconds(60000);
constexpr int MaxVainUploads = 3;

/// Of an upload whose file went out as a whole: after a few of them the next is not worth it.
bool isInVain(const ChatError &error, bool isWholeSent)
{
    return error.httpStatus == 401 || (error.code == ChatError::Code::Timeout && isWholeSent);
}

} // namespace

void OutboxSender::lookUp(const QString &conversationSid)
{
    QObject *attempt = m_queues.at(conversationSid).attempt.get();
    m_registry.whenOpen(
        conversationSid, attempt, [this, conversationSid](const std::optional<ChatError> &error) {
            if (error)
                return upload(conversationSid); // not readable for us: the service decides
            OutboxQueue &queue = m_queues.at(conversationSid);
            const OutboxEntry &entry = queue.currentItem().entry;
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
        return upload(conversationSid);
    }
    const auto &found = std::get<std::optional<Message>>(outcome);
    if (found)
        confirm(conversationSid, *found);
    else
        upload(conversationSid);
}

void OutboxSender::upload(const QString &conversationSid)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    OutboxEntry &entry = queue.currentItem().entry;
    const auto next
        = std::ranges::find_if(entry.attachments, &QString::isEmpty, &OutboxAttachment::mediaSid);
    queue.isUploading = next != entry.attachments.end();
    queue.isWholeSent = false;
    if (!queue.isUploading)
        return send(conversationSid);
    const auto place = size_t(next - entry.attachments.begin());
    const MediaClient::Content file {
        .open
        = [this, localId = entry.localId, place,
           attachment = *next] { return openAttachment(m_store, localId, place, attachment); },
        .size = next->size,
        .filename = next->filename,
        .contentType = next->contentType,
    };
    tellUploading(conversationSid, place, 0);
    m_media.upload(
        file, queue.attempt.get(),
        [this, conversationSid, place](qint64 sent, qint64 total) {
            m_queues.at(conversationSid).isWholeSent = sent == total;
            tellUploading(conversationSid, place, sent);
        },
        [this, conversationSid, place](const Outcome<Media> &outcome) {
            uploaded(conversationSid, place, outcome);
        });
}

void OutboxSender::tellUploading(const QString &conversationSid, size_t place, qint64 sentOfIt)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    const OutboxEntry &entry = queue.currentItem().entry;
    qint64 sent = 0;
    qint64 total = 0;
    for (size_t i = 0; i < entry.attachments.size(); ++i) {
        const OutboxAttachment &attachment = entry.attachments[i];
        total += attachment.size;
        if (i == place)
            sent += std::min(sentOfIt, attachment.size);
        else if (!attachment.mediaSid.isEmpty())
            sent += attachment.size;
    }
    Q_EMIT uploading(conversationSid, entry.localId, sent, total);
}

// Kept at once: what is uploaded is not uploaded again, whatever comes between.
void OutboxSender::uploaded(const QString &conversationSid, size_t place,
                            const Outcome<Media> &outcome)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    OutboxItem &item = queue.currentItem();
    if (const auto *error = std::get_if<ChatError>(&outcome)) {
        if (isInVain(*error, queue.isWholeSent))
            ++item.vainUploads;
        if (isPassing(*error) && item.vainUploads < MaxVainUploads)
            return waitAndPump(conversationSid);
        return fail(conversationSid, *error);
    }
    item.vainUploads = 0;
    OutboxEntry &entry = item.entry;
    entry.attachments[place].mediaSid = std::get<Media>(outcome).sid;
    m_store.update(entry);
    tellUploading(conversationSid, place, entry.attachments[place].size);
    upload(conversationSid);
}

void OutboxSender::send(const QString &conversationSid)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    OutboxItem &item = queue.currentItem();
    OutboxEntry &entry = item.entry;
    const bool wasNotedAhead = std::exchange(item.isNotedAhead, false);
    const bool wasAttempted = entry.attempted && !wasNotedAhead;
    if (!entry.attempted) {
        noteAttempt(entry);
        // On disk before it leaves: a crash from here on means 'fate unknown'.
        m_store.update(entry);
    }
    m_context.rest.post(m_context.messagesUrl(conversationSid), bodyOf(entry), entry.localId,
                        RestClient::Repeat::Once, queue.attempt.get(),
                        [this, conversationSid, wasAttempted](const Outcome<RestAnswer> &outcome) {
                            answered(conversationSid, wasAttempted, outcome);
                        });
}

void OutboxSender::noteAttempt(OutboxEntry &entry) const
{
    const Conversation *conversation = m_registry.find(entry.conversationSid);
    const qint64 known = conversation != nullptr ? conversation->lastMessageIndex.value_or(-1) : -1;
    entry.attempted = true;
    entry.afterIndex = std::max(known, m_messages.lastIndexOf(entry.conversationSid));
}

QJsonObject OutboxSender::bodyOf(const OutboxEntry &entry) const
{
    QJsonObject body { { u"attributes"_s, jsonText(withMarker(entry.attributes, entry.localId)) } };
    if (!entry.body.isEmpty())
        body.insert(u"body"_s, entry.body);
    QJsonArray media;
    for (const OutboxAttachment &attachment : entry.attachments)
        media.append(attachment.mediaSid);
    if (!media.isEmpty())
        body.insert(u"media_sids"_s, media);
    return body;
}

void OutboxSender::answered(const QString &conversationSid, bool wasAttempted,
                            const Outcome<RestAnswer> &outcome)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    OutboxItem &item = queue.currentItem();
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
    Message message = item.toMessage(m_context.identity());
    message.delivery = Message::Delivery::Sent;
    message.sid = body.value("sid"_L1).toString();
    message.index = parseIndex(body.value("index"_L1)).value_or(-1);
    const QDateTime created = parseDate(body.value("date_created"_L1).toString());
    if (created.isValid())
        message.dateCreated = created;
    message.dateUpdated = message.dateCreated;
    confirm(conversationSid, message);
}

void OutboxSender::waitAndPump(const QString &conversationSid)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    OutboxItem &item = queue.currentItem();
    using twilsock::BackOff;
    const auto wait = BackOff::withJitter(
        BackOff::doubled(FirstBackOff, LongestBackOff, ++item.troubles), m_context.random());
    item.delivery = Message::Delivery::Waiting;
    queue.attempt = std::make_unique<QObject>();
    queue.isBackingOff = true;
    m_context.clock.callAfter(wait, queue.attempt.get(), [this, conversationSid] {
        m_queues.at(conversationSid).endAttempt();
        pump(conversationSid);
    });
    Q_EMIT changed(conversationSid, queue.current);
}

void OutboxSender::confirm(const QString &conversationSid, const Message &message)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    const QString localId = message.localId;
    const auto done = drop(queue, localId);
    eraseLater(localId);
    if (done)
        done(message);
    Q_EMIT confirmed(conversationSid, message);
    Q_EMIT changed(conversationSid, localId);
    pump(conversationSid);
}

void OutboxSender::fail(const QString &conversationSid, const ChatError &error)
{
    OutboxQueue &queue = m_queues.at(conversationSid);
    const QString localId = queue.current;
    OutboxItem &item = *queue.find(localId);
    queue.endAttempt();
    item.fail(error);
    m_store.update(item.entry);
    qCWarning(lcChat) << "a message was refused:" << codeName(error);
    if (item.done)
        item.done(error);
    Q_EMIT changed(conversationSid, localId);
    pump(conversationSid);
}

} // namespace parley::chat
