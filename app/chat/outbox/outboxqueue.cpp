// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outbox/outboxqueue.h"

#include "chat/media/attachments.h"

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

OutboxItem OutboxItem::restored(OutboxEntry entry)
{
    OutboxItem item;
    if (!entry.failureCode.isEmpty()) {
        item.delivery = Message::Delivery::Failed;
        item.failure = storedFailure(entry);
    }
    item.entry = std::move(entry);
    return item;
}

void OutboxItem::fail(const ChatError &error)
{
    delivery = Message::Delivery::Failed;
    failure = error;
    entry.attempted = false; // the service has not got it, that is certain
    entry.failureCode = codeName(error);
    entry.failureDetail = error.detail;
}

void OutboxItem::retry()
{
    if (failure && isAboutMedia(*failure)) {
        for (OutboxAttachment &attachment : entry.attachments)
            attachment.mediaSid.clear();
    }
    delivery = Message::Delivery::Waiting;
    failure.reset();
    troubles = 0;
    vainUploads = 0;
    entry.failureCode.clear();
    entry.failureDetail.clear();
}

Message OutboxItem::toMessage(const QString &author) const
{
    MediaList media;
    for (const OutboxAttachment &attachment : entry.attachments)
        media.append(mediaOf(attachment));
    return { .localId = entry.localId,
             .author = author,
             .body = entry.body,
             .dateCreated = entry.created,
             .dateUpdated = entry.created,
             .attributes = entry.attributes,
             .media = media,
             .delivery = delivery,
             .failure = failure };
}

OutboxItem *OutboxQueue::find(const QString &localId)
{
    const auto it = std::ranges::find_if(
        items, [&localId](const OutboxItem &item) { return item.entry.localId == localId; });
    return it != items.end() ? &*it : nullptr;
}

OutboxItem *OutboxQueue::next()
{
    const auto it
        = std::ranges::find_if(items, [](const OutboxItem &item) { return !item.failure; });
    return it != items.end() ? &*it : nullptr;
}

bool OutboxQueue::isOnItsWay(const QString &localId) const
{
    return current == localId && !isBackingOff && !isUploading;
}

void OutboxQueue::endAttempt()
{
    attempt.reset();
    current.clear();
    isBackingOff = false;
    isUploading = false;
}

void OutboxQueue::remove(const QString &localId)
{
    std::erase_if(items,
                  [&localId](const OutboxItem &item) { return item.entry.localId == localId; });
}

} // namespace parley::chat
