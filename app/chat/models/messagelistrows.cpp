// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messageattributes.h"
#include "chat/models/messagelistmodel_p.h"
#include "chat/wire/chatparsing.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace parley::chat {

MessageListModel::Private::Private(MessageListModel *model, ChatClient &chatClient,
                                   const QString &conversationSid)
    : q(model)
    , client(chatClient)
    , sid(conversationSid)
{ }

void MessageListModel::Private::messageAdded(const Message &message)
{
    noteNews(message);
    const int outboxRow = outboxRowOf(message.localId);
    if (outboxRow >= 0)
        return settle(outboxRow, message);
    if (hasOlder && firstIndex() && message.index < *firstIndex())
        return; // comes with its page
    if (hasNewer && message.index > lastIndex())
        return; // likewise
    const QPointer<MessageListModel> self(q);
    merge({ message });
    if (self)
        trimOldest();
}

void MessageListModel::Private::messageUpdated(const Message &message)
{
    noteNews(message);
    const int row = placeOf(message.index);
    if (isAt(row, message.index))
        replace(row, message);
}

void MessageListModel::Private::messageRemoved(const Message &message)
{
    if (load)
        news[message.index] = std::nullopt;
    const int row = placeOf(message.index);
    if (isAt(row, message.index))
        removeRows(row, 1);
}

void MessageListModel::Private::messageConfirmed(const Message &message)
{
    if (message.index < 0)
        return;
    if (!news.contains(message.index)) // else an event has told more
        noteNews(message);
    const int outboxRow = outboxRowOf(message.localId);
    if (outboxRow >= 0)
        settle(outboxRow, message);
}

void MessageListModel::Private::outboxChanged(const QString &localId)
{
    const std::vector<Message> outbox = client.outbox().messages(sid);
    const auto entry = std::ranges::find(outbox, localId, &Message::localId);
    const int row = outboxRowOf(localId);
    if (entry == outbox.end() || entry->delivery != Message::Delivery::Sending)
        uploads.remove(localId);
    if (entry == outbox.end()) {
        if (row >= 0)
            removeRows(row, 1);
        return;
    }
    if (hasNewer)
        return; // they have no rows now
    if (row >= 0)
        return replace(row, *entry);
    // Behind those of the outbox before it that are rows already.
    int place = confirmed;
    for (auto other = outbox.begin(); other != entry; ++other)
        place += outboxRowOf(other->localId) >= 0 ? 1 : 0;
    q->beginInsertRows({}, place, place);
    rows.insert(rows.begin() + place, *entry);
    q->endInsertRows();
}

void MessageListModel::Private::uploadMoved(const QString &localId, qint64 sent, qint64 total)
{
    const int row = outboxRowOf(localId);
    if (row < 0)
        return;
    uploads.insert(localId, total > 0 ? double(sent) / double(total) : 0);
    Q_EMIT q->dataChanged(q->index(row), q->index(row), { UploadProgressRole });
}

void MessageListModel::Private::nameChanged(const QString &identity)
{
    const QPointer<MessageListModel> self(q);
    for (int row = 0; self && row < int(rows.size()); ++row) {
        if (names(rows[size_t(row)], identity))
            Q_EMIT q->dataChanged(q->index(row), q->index(row), { AuthorNameRole });
    }
}

std::optional<Reply> MessageListModel::Private::replyIn(const Message &message) const
{
    const std::optional<Reply> reply = replyOf(message);
    const int row = reply ? q->rowOfIndex(reply->index) : -1;
    return row < 0 ? reply : quotationOf(rows[size_t(row)]);
}

bool MessageListModel::Private::names(const Message &message, const QString &identity) const
{
    const std::optional<Reply> reply = replyIn(message);
    return message.author == identity || (reply && reply->author == identity)
        || hasMarked(message, identity);
}

void MessageListModel::Private::tellQuotations(qint64 first, qint64 last)
{
    const QPointer<MessageListModel> self(q);
    for (int row = 0; self && row < int(rows.size()); ++row) {
        const std::optional<Reply> reply = replyOf(rows[size_t(row)]);
        if (reply && reply->index >= first && reply->index <= last)
            Q_EMIT q->dataChanged(q->index(row), q->index(row), { ReplyRole });
    }
}

void MessageListModel::Private::updateReadHorizon()
{
    qint64 furthest = -1;
    for (const Participant &participant : client.participants().of(sid)) {
        if (participant.identity != client.identity())
            furthest = std::max(furthest, participant.lastReadMessageIndex.value_or(-1));
    }
    const qint64 before = std::exchange(othersHorizon, furthest);
    const int first = placeOf(std::min(before, furthest) + 1);
    const int last = placeOf(std::max(before, furthest) + 1) - 1;
    if (first <= last)
        Q_EMIT q->dataChanged(q->index(first), q->index(last), { ReadByOthersRole });
}

void MessageListModel::Private::merge(const std::vector<Message> &page)
{
    const QPointer<MessageListModel> self(q);
    for (auto message = page.begin(); message != page.end() && self;) {
        // The same message may wait in the outbox still: its row is the one.
        const int outboxRow = outboxRowOf(message->localId);
        const int place = placeOf(message->index);
        if (outboxRow >= 0) {
            settle(outboxRow, *message++);
        } else if (isAt(place, message->index)) {
            replace(place, *message++);
        } else {
            const auto first = message;
            const auto belongsHere = [this, place](const Message &next) {
                return outboxRowOf(next.localId) < 0 && placeOf(next.index) == place
                    && !isAt(place, next.index);
            };
            message = std::find_if_not(first, page.end(), belongsHere);
            q->beginInsertRows({}, place, place + int(message - first) - 1);
            rows.insert(rows.begin() + place, first, message);
            confirmed += int(message - first);
            q->endInsertRows();
            if (self)
                tellQuotations(first->index, std::prev(message)->index);
        }
    }
}

// A row of the outbox becomes a message: it stays where it is if that is its place, else it moves
// there.
void MessageListModel::Private::settle(int outboxRow, const Message &message)
{
    const int place = placeOf(message.index);
    if (isAt(place, message.index)) {
        removeRows(outboxRow, 1);
        return replace(place, message);
    }
    if (place != outboxRow) {
        q->beginMoveRows({}, outboxRow, outboxRow, {}, place);
        std::rotate(rows.begin() + place, rows.begin() + outboxRow, rows.begin() + outboxRow + 1);
        ++confirmed;
        q->endMoveRows();
    } else {
        ++confirmed;
    }
    replace(place, message);
}

void MessageListModel::Private::keepOmitted(Message &next, const Message &old)
{
    if (next.author.isEmpty())
        next.author = old.author;
    if (next.localId.isEmpty())
        next.localId = old.localId;
}

void MessageListModel::Private::replace(int row, Message next)
{
    Message &old = rows[size_t(row)];
    keepOmitted(next, old);
    QList<int> roles;
    const auto compare = [&roles](bool isSame, std::initializer_list<int> concerned) {
        if (!isSame)
            roles.append(QList<int>(concerned));
    };
    compare(old.body == next.body, { BodyRole, Qt::DisplayRole });
    compare(old.sid == next.sid, { SidRole });
    compare(old.localId == next.localId, { LocalIdRole });
    compare(old.index == next.index, { IndexRole, ReadByOthersRole, UploadProgressRole });
    if (next.index >= 0)
        uploads.remove(next.localId); // the service has the files
    compare(old.author == next.author, { AuthorRole, AuthorNameRole, OwnRole });
    compare(old.dateCreated == next.dateCreated, { DateCreatedRole });
    compare(old.dateUpdated == next.dateUpdated && old.lastUpdatedBy == next.lastUpdatedBy,
            { DateUpdatedRole, EditedRole });
    compare(old.delivery == next.delivery, { DeliveryRole, UploadProgressRole });
    compare(old.media == next.media, { MediaRole });
    compare(old.attributes == next.attributes, { ReactionsRole, ReplyRole, EditedRole });
    compare(bool(old.failure) == bool(next.failure), { FailureRole });
    compare(roles.isEmpty(), { MessageRole });
    noteChange(old, next);
    old = std::move(next);
    const qint64 index = old.index;
    const QPointer<MessageListModel> self(q);
    if (!roles.isEmpty())
        Q_EMIT q->dataChanged(q->index(row), q->index(row), roles);
    if (self && index >= 0 && (roles.contains(BodyRole) || roles.contains(IndexRole)))
        tellQuotations(index, index);
}

void MessageListModel::Private::removeRows(int first, int count)
{
    if (count <= 0)
        return;
    const qint64 from = rows[size_t(first)].index;
    const qint64 to = rows[size_t(first + count) - 1].index;
    const QPointer<MessageListModel> self(q);
    q->beginRemoveRows({}, first, first + count - 1);
    rows.erase(rows.begin() + first, rows.begin() + first + count);
    confirmed -= std::clamp(confirmed - first, 0, count);
    q->endRemoveRows();
    if (self)
        tellQuotations(from, to); // none for the outbox, which has no indexes
}

int MessageListModel::Private::outboxRowOf(const QString &localId) const
{
    if (localId.isEmpty())
        return -1;
    const auto it
        = std::find_if(rows.begin() + confirmed, rows.end(),
                       [&localId](const Message &message) { return message.localId == localId; });
    return it != rows.end() ? int(it - rows.begin()) : -1;
}

int MessageListModel::Private::placeOf(qint64 index) const
{
    const auto it = std::lower_bound(
        rows.begin(), rows.begin() + confirmed, index,
        [](const Message &message, qint64 value) { return message.index < value; });
    return int(it - rows.begin());
}

bool MessageListModel::Private::isAt(int row, qint64 index) const
{
    return row < confirmed && rows[size_t(row)].index == index;
}

std::optional<qint64> MessageListModel::Private::firstIndex() const
{
    return confirmed > 0 ? std::optional(rows.front().index) : std::nullopt;
}

qint64 MessageListModel::Private::lastIndex() const
{
    return confirmed > 0 ? rows[size_t(confirmed) - 1].index : -1;
}

void MessageListModel::Private::noteChange(const Message &old, const Message &next)
{
    const bool hasSameWords = old.body == next.body && old.media == next.media;
    if (old.index >= 0 && (!hasSameWords || old.dateUpdated != next.dateUpdated))
        changes.insert(next.index, { next.dateUpdated, !hasSameWords || isEdited(old) });
}

// The service dates every change of a message, also a reaction, and does not say what was changed.
// For a change that came while the message was in the list, the model has compared the bodies. An
// earlier change counts as an edit if the user who made it may edit the body and has not marked the
// message.
bool MessageListModel::Private::isEdited(const Message &message) const
{
    const QString &by = message.lastUpdatedBy;
    if (by.isEmpty()) // no user has edited: the service only writes the sent text in its own form
        return false;
    const auto seen = changes.constFind(message.index);
    if (seen != changes.constEnd() && seen->at == message.dateUpdated)
        return seen->isEdited;
    if (message.dateUpdated <= message.dateCreated)
        return false;
    const auto conversation = client.conversations().find(sid);
    const bool mayEdit = by == message.author || (conversation && by == conversation->createdBy);
    return mayEdit && !hasMarked(message, by);
}

bool MessageListModel::Private::isOwn(const Message &message) const
{
    return message.delivery != Message::Delivery::Sent || message.author == client.identity();
}

} // namespace parley::chat
