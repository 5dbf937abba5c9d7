// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatparsing.h"
#include "chat/messagelistmodel_p.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <utility>

// Which rows a MessageListModel has: pages, jumps, and the bound on their number.

namespace parley::chat {

namespace {

constexpr int PageSize = 50;

} // namespace

QObject *MessageListModel::Private::beginLoad()
{
    load = std::make_unique<QObject>();
    lateArrivals.clear();
    const QPointer<QObject> context(load.get());
    if (!std::exchange(isShown, true))
        Q_EMIT q->loadingChanged(true);
    return context; // null: whoever was told has ended it
}

Callback<ChatClient::History> MessageListModel::Private::taking(Take take)
{
    return [this, take](const Outcome<ChatClient::History> &outcome) {
        if (const auto *history = std::get_if<ChatClient::History>(&outcome))
            (this->*take)(*history);
        else
            failLoad(std::get<ChatError>(outcome), take == &Private::newestLoaded);
    };
}

void MessageListModel::Private::endLoad()
{
    load.release()->deleteLater(); // we may be in one of its calls
    lateArrivals.clear();
    if (std::exchange(isShown, false))
        Q_EMIT q->loadingChanged(false);
}

void MessageListModel::Private::failLoad(const ChatError &error, bool isNewest)
{
    hasFailed = isNewest && isPassing(error);
    const ChatError copy = error;
    const QPointer<MessageListModel> self(q);
    endLoad();
    if (self)
        Q_EMIT q->loadFailed(copy);
}

void MessageListModel::Private::loadNewest()
{
    if (QObject *context = beginLoad())
        client.history(sid, PageSize, std::nullopt, context, taking(&Private::newestLoaded));
}

void MessageListModel::Private::newestLoaded(const ChatClient::History &history)
{
    hasFailed = false;
    const QPointer<MessageListModel> self(q);
    if (hasNewer) {
        showWindow(history.messages, history.hasOlder, false);
    } else {
        // A page that ends before the oldest known row says nothing about what is still before that
        // row.
        const bool reachesStart = !firstIndex() || history.messages.empty()
            || history.messages.front().index <= *firstIndex();
        merge(history.messages);
        if (self && reachesStart)
            setHasOlder(history.hasOlder);
    }
    if (self)
        endLoad();
}

void MessageListModel::Private::loadOlder()
{
    if (QObject *context = beginLoad())
        client.history(sid, PageSize, firstIndex(), context, taking(&Private::olderLoaded));
}

void MessageListModel::Private::olderLoaded(const ChatClient::History &history)
{
    const QPointer<MessageListModel> self(q);
    merge(history.messages);
    if (self)
        setHasOlder(history.hasOlder);
    if (self)
        trimNewest();
    if (self)
        endLoad();
}

void MessageListModel::Private::loadNewer()
{
    if (QObject *context = beginLoad())
        client.historyAfter(sid, PageSize, lastIndex(), context, taking(&Private::newerLoaded));
}

void MessageListModel::Private::newerLoaded(const ChatClient::History &history)
{
    const QPointer<MessageListModel> self(q);
    merge(history.messages);
    if (self && !history.hasNewer)
        mergeLateArrivals();
    if (self)
        setHasNewer(history.hasNewer);
    if (self)
        trimOldest();
    if (self)
        endLoad();
}

// Half a page before it and half a page behind, then the rows are exchanged at once.
void MessageListModel::Private::loadAround(qint64 index)
{
    QObject *const context = beginLoad();
    if (context == nullptr)
        return;
    const auto failed = [this](const Outcome<ChatClient::History> &outcome) {
        const auto *error = std::get_if<ChatError>(&outcome);
        if (error != nullptr)
            failLoad(*error, false);
        return error != nullptr;
    };
    client.history(sid, PageSize / 2, index + 1, context,
                   [this, index, failed](const Outcome<ChatClient::History> &outcome) {
                       if (failed(outcome))
                           return;
                       client.historyAfter(
                           sid, PageSize / 2, index, load.get(),
                           [this, index, failed, older = std::get<ChatClient::History>(outcome)](
                               const Outcome<ChatClient::History> &second) mutable {
                               if (failed(second))
                                   return;
                               const auto &newer = std::get<ChatClient::History>(second);
                               older.messages.insert(older.messages.end(), newer.messages.begin(),
                                                     newer.messages.end());
                               const QPointer<MessageListModel> self(q);
                               showWindow(older.messages, older.hasOlder, newer.hasNewer);
                               if (self)
                                   endLoad();
                               if (self)
                                   Q_EMIT q->aroundLoaded(index);
                           });
                   });
}

// Other rows altogether: those of the outbox stay if the window still ends at the newest message.
void MessageListModel::Private::showWindow(const std::vector<Message> &messages, bool older,
                                           bool newer)
{
    const QPointer<MessageListModel> self(q);
    removeRows(0, confirmed);
    if (self && newer)
        setHasNewer(true); // hides the outbox first
    if (self)
        merge(messages);
    if (self && !newer)
        mergeLateArrivals();
    if (self)
        setHasNewer(newer);
    if (self)
        setHasOlder(older);
}

void MessageListModel::Private::mergeLateArrivals()
{
    std::vector<Message> late = std::exchange(lateArrivals, {});
    std::erase_if(late, [this](const Message &message) { return message.index <= lastIndex(); });
    std::ranges::sort(late, {}, &Message::index);
    merge(late);
}

void MessageListModel::Private::refresh()
{
    if (confirmed == 0)
        return;
    if (QObject *context = beginLoad())
        client.historyAfter(sid, confirmed + PageSize, *firstIndex() - 1, context,
                            taking(&Private::refreshed));
}

// Row by row: what is gone is removed, what has changed is replaced; the rest stays untouched.
void MessageListModel::Private::refreshed(const ChatClient::History &history)
{
    const QPointer<MessageListModel> self(q);
    QSet<qint64> present;
    for (const Message &message : history.messages)
        present.insert(message.index);
    for (const Message &late : lateArrivals)
        present.insert(late.index);
    const qint64 last = history.hasNewer && !history.messages.empty()
        ? history.messages.back().index
        : lastIndex();
    for (int row = confirmed - 1; self && row >= 0; --row) {
        const qint64 index = rows[size_t(row)].index;
        if (index <= last && !present.contains(index))
            removeRow(row);
    }
    if (!self)
        return;
    std::vector<Message> known = history.messages;
    if (hasNewer) // the others come with their page
        std::erase_if(known,
                      [this](const Message &message) { return message.index > lastIndex(); });
    merge(known);
    if (self)
        endLoad();
}

void MessageListModel::Private::retryLoading()
{
    if (std::exchange(hasFailed, false) && !load)
        loadNewest();
}

void MessageListModel::Private::loadParticipants()
{
    client.loadParticipants(sid, q, [this](const Outcome<std::vector<Participant>> &outcome) {
        if (std::holds_alternative<std::vector<Participant>>(outcome))
            updateReadHorizon();
    });
}

void MessageListModel::Private::setHasOlder(bool older)
{
    if (std::exchange(hasOlder, older) != older)
        Q_EMIT q->hasOlderChanged();
}

void MessageListModel::Private::setHasNewer(bool newer)
{
    if (hasNewer == newer)
        return;
    hasNewer = newer;
    const QPointer<MessageListModel> self(q);
    if (newer)
        hideOutbox();
    else
        showOutbox();
    if (self)
        Q_EMIT q->hasNewerChanged();
}

// A page at once, so that a busy conversation does not lose a row with each message.
void MessageListModel::Private::trimOldest()
{
    if (confirmed <= MaxRows)
        return;
    const QPointer<MessageListModel> self(q);
    removeRows(0, std::max(PageSize, confirmed - MaxRows));
    if (self)
        setHasOlder(true);
}

void MessageListModel::Private::trimNewest()
{
    if (confirmed <= MaxRows)
        return;
    const QPointer<MessageListModel> self(q);
    setHasNewer(true); // hides the outbox first
    if (self)
        removeRows(MaxRows, confirmed - MaxRows);
}

void MessageListModel::Private::hideOutbox()
{
    removeRows(confirmed, int(rows.size()) - confirmed);
}

void MessageListModel::Private::showOutbox()
{
    std::vector<Message> waiting = client.outbox(sid);
    std::erase_if(waiting,
                  [this](const Message &entry) { return outboxRowOf(entry.localId) >= 0; });
    if (waiting.empty())
        return;
    const int first = int(rows.size());
    q->beginInsertRows({}, first, first + int(waiting.size()) - 1);
    rows.insert(rows.end(), waiting.begin(), waiting.end());
    q->endInsertRows();
}

} // namespace parley::chat
