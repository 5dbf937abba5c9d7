// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/models/messagelistrows.h"

#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "chat/models/messageloader.h"

#include <algorithm>
#include <utility>

namespace parley::chat {

MessageListModel::Rows::Rows(MessageListModel &model, ChatClient &client,
                             const QString &conversationSid)
    : m_model(model)
    , m_client(client)
    , m_edits(client.conversations(), conversationSid)
{ }

ListedMessage MessageListModel::Rows::at(int row) const
{
    const Message &message = m_messages[size_t(row)];
    const bool isConfirmed = message.index >= 0;
    const bool isOwn
        = message.delivery != Message::Delivery::Sent || message.author == m_client.identity();
    return { .message = message,
             .isFirst = row == 0 && !m_hasOlder,
             .isOwn = isOwn,
             .isEdited = m_edits.isEdited(message),
             .isReadByOthers = isOwn && isConfirmed && message.index <= m_othersHorizon,
             .reply = replyIn(message),
             .uploadProgress = isConfirmed ? -1 : m_uploads.value(message.localId, -1) };
}

std::optional<Reply> MessageListModel::Rows::replyIn(const Message &message) const
{
    const std::optional<Reply> reply = replyOf(message);
    const int row = reply ? rowOf(reply->index) : -1;
    return row < 0 ? reply : quotationOf(m_messages[size_t(row)]);
}

bool MessageListModel::Rows::names(const Message &message, const QString &identity) const
{
    const std::optional<Reply> reply = replyIn(message);
    return message.author == identity || (reply && reply->author == identity)
        || hasMarked(message, identity);
}

int MessageListModel::Rows::outboxRowOf(const QString &localId) const
{
    if (localId.isEmpty())
        return -1;
    const auto it
        = std::find_if(m_messages.begin() + m_confirmed, m_messages.end(),
                       [&localId](const Message &message) { return message.localId == localId; });
    return it != m_messages.end() ? int(it - m_messages.begin()) : -1;
}

int MessageListModel::Rows::placeOf(qint64 index) const
{
    const auto it = std::lower_bound(
        m_messages.begin(), m_messages.begin() + m_confirmed, index,
        [](const Message &message, qint64 value) { return message.index < value; });
    return int(it - m_messages.begin());
}

int MessageListModel::Rows::rowOf(qint64 index) const
{
    const int row = placeOf(index);
    return row < m_confirmed && message(row).index == index ? row : -1;
}

std::optional<qint64> MessageListModel::Rows::firstIndex() const
{
    return m_confirmed > 0 ? std::optional(m_messages.front().index) : std::nullopt;
}

qint64 MessageListModel::Rows::lastIndex() const
{
    return m_confirmed > 0 ? message(m_confirmed - 1).index : -1;
}

void MessageListModel::Rows::setHasOlder(bool hasOlder)
{
    if (std::exchange(m_hasOlder, hasOlder) != hasOlder && count() > 0)
        tellChange(0, 0);
}

void MessageListModel::Rows::merge(const std::vector<Message> &page)
{
    for (auto next = page.begin(); next != page.end();) {
        // The same message may wait in the outbox still: its row is the one.
        const int waiting = outboxRowOf(next->localId);
        const int known = rowOf(next->index);
        if (waiting >= 0) {
            settle(waiting, *next++);
        } else if (known >= 0) {
            replace(known, *next++);
        } else {
            const auto first = next;
            const int place = placeOf(first->index);
            next = std::find_if_not(first, page.end(), [this, place](const Message &message) {
                return outboxRowOf(message.localId) < 0 && placeOf(message.index) == place
                    && rowOf(message.index) < 0;
            });
            insert(place, { first, next }, int(next - first));
        }
    }
}

void MessageListModel::Rows::settle(int row, const Message &message)
{
    if (const int known = rowOf(message.index); known >= 0) {
        remove(row, 1);
        return replace(known, message);
    }
    const int place = placeOf(message.index);
    const auto first = m_messages.begin();
    const bool isMoved = place != row && m_model.beginMoveRows({}, row, row, {}, place);
    std::rotate(first + place, first + row, first + row + 1);
    ++m_confirmed;
    if (isMoved)
        m_model.endMoveRows();
    replace(place, message);
}

void MessageListModel::Rows::replace(int row, Message next)
{
    Message &old = m_messages[size_t(row)];
    keepOmitted(next, old);
    if (next == old)
        return;
    if (next.index >= 0)
        m_uploads.remove(next.localId); // the service has the files
    m_edits.note(old, next);
    const qint64 index = next.index;
    const bool isQuotedOtherwise
        = next.body != old.body || index != old.index || next.author != old.author;
    old = std::move(next);
    tellChange(row, row);
    if (isQuotedOtherwise)
        tellQuotations(index, index);
}

void MessageListModel::Rows::insertWaiting(int row, const std::vector<Message> &messages)
{
    if (!messages.empty())
        insert(row, messages, 0);
}

void MessageListModel::Rows::insert(int row, std::span<const Message> messages, int confirmed)
{
    m_model.beginInsertRows({}, row, row + int(messages.size()) - 1);
    m_messages.insert(m_messages.begin() + row, messages.begin(), messages.end());
    m_confirmed += confirmed;
    m_model.endInsertRows();
    tellQuotations(messages.front().index, messages.back().index);
}

void MessageListModel::Rows::remove(int first, int count)
{
    if (count <= 0)
        return;
    const qint64 from = message(first).index;
    const qint64 to = message(first + count - 1).index;
    m_model.beginRemoveRows({}, first, first + count - 1);
    m_messages.erase(m_messages.begin() + first, m_messages.begin() + first + count);
    m_confirmed -= std::clamp(m_confirmed - first, 0, count);
    m_model.endRemoveRows();
    tellQuotations(from, to);
}

void MessageListModel::Rows::setUpload(const QString &localId, double share)
{
    const int row = outboxRowOf(localId);
    if (row < 0)
        return;
    m_uploads.insert(localId, share);
    tellChange(row, row);
}

void MessageListModel::Rows::renew(const QString &identity)
{
    for (int row = 0; row < count(); ++row) {
        if (names(message(row), identity))
            tellChange(row, row);
    }
}

void MessageListModel::Rows::setOthersHorizon(qint64 index)
{
    const qint64 before = std::exchange(m_othersHorizon, index);
    const int first = placeOf(std::min(before, index) + 1);
    const int last = placeOf(std::max(before, index) + 1) - 1;
    if (first <= last)
        tellChange(first, last);
}

void MessageListModel::Rows::tellChange(int first, int last)
{
    Q_EMIT m_model.dataChanged(m_model.index(first), m_model.index(last));
}

void MessageListModel::Rows::tellQuotations(qint64 first, qint64 last)
{
    for (int row = 0; last >= 0 && row < count(); ++row) { // those of the outbox have no index
        const std::optional<Reply> reply = replyOf(message(row));
        if (reply && reply->index >= first && reply->index <= last)
            tellChange(row, row);
    }
}

} // namespace parley::chat
