// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/keptstore.h"
#include "chat/models/messagelistmodel_p.h"
#include "chat/wire/chatparsing.h"

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
    isRefreshDue = std::exchange(isRefreshing, false) || isRefreshDue; // the load takes its place
    load = std::make_unique<QObject>();
    news.clear();
    const QPointer<QObject> context(load.get());
    if (!std::exchange(isShown, true))
        Q_EMIT q->loadingChanged(true);
    return context; // null: a slot of the signal has ended the load
}

Callback<History> MessageListModel::Private::taking(Take take)
{
    return [this, take](const Outcome<History> &outcome) {
        if (const auto *error = std::get_if<ChatError>(&outcome))
            return failLoad(*error, take == &Private::newestLoaded);
        History history = std::get<History>(outcome);
        applyNews(history.messages);
        (this->*take)(history);
    };
}

void MessageListModel::Private::endLoad(const std::function<void()> &tell)
{
    load.release()->deleteLater(); // we may be in one of its calls
    news.clear();
    isRefreshing = false;
    const QPointer<MessageListModel> self(q);
    if (std::exchange(isShown, false))
        Q_EMIT q->loadingChanged(false);
    if (self && tell)
        tell();
    if (self && std::exchange(isRefreshDue, false))
        refresh();
}

void MessageListModel::Private::failLoad(const ChatError &error, bool isNewest)
{
    const bool isKept = keptSince.isValid();
    hasFailed = (isNewest || isKept) && isPassing(error);
    const bool endsKept = isKept && !hasFailed; // the service will not give others in their place
    const QPointer<MessageListModel> self(q);
    if (endsKept)
        removeRows(0, confirmed);
    if (!self)
        return;
    endLoad([this, self, endsKept, copy = error] {
        if (endsKept)
            endKept();
        if (self)
            Q_EMIT q->loadFailed(copy);
    });
}

void MessageListModel::Private::showKept()
{
    KeptPage page = client.messages().kept(sid);
    const std::vector<Message> waiting = client.outbox().messages(sid);
    const auto conversation = client.conversations().find(sid);
    // Where the service is there, its own page comes in a moment.
    const bool isOffline = !client.connection().isConnected()
        || (conversation && conversation->loading == Conversation::Loading::Kept);
    if (isOffline && page.asOf.isValid() && !page.messages.empty()) {
        keptSince = page.asOf;
        rows = std::move(page.messages);
        std::erase_if(rows, [&waiting](const Message &message) { // its row is that of the outbox
            return !message.localId.isEmpty()
                && std::ranges::find(waiting, message.localId, &Message::localId) != waiting.end();
        });
    }
    confirmed = int(rows.size());
    rows.insert(rows.end(), waiting.begin(), waiting.end());
}

void MessageListModel::Private::endKept()
{
    if (std::exchange(keptSince, QDateTime()).isValid())
        Q_EMIT q->keptReplaced();
}

void MessageListModel::Private::loadNewest()
{
    if (QObject *context = beginLoad())
        client.messages().history(sid, PageSize, std::nullopt, context,
                                  taking(&Private::newestLoaded));
}

void MessageListModel::Private::newestLoaded(const History &history)
{
    hasFailed = false;
    const QPointer<MessageListModel> self(q);
    if (hasNewer) {
        showWindow(history.messages, history.hasOlder, false);
    } else if (keptSince.isValid()) {
        // Row by row: what has not changed stays untouched. What is kept of before the page is left
        // out, since it may have changed.
        removeMissing(history.messages, lastIndex());
        if (self)
            merge(history.messages);
        if (self)
            hasOlder = history.hasOlder;
    } else {
        // A page that ends before the oldest known row says nothing about what is still before that
        // row.
        const bool reachesStart = !firstIndex() || history.messages.empty()
            || history.messages.front().index <= *firstIndex();
        merge(history.messages);
        if (self && reachesStart)
            hasOlder = history.hasOlder;
    }
    if (self)
        endLoad([this] { endKept(); });
}

void MessageListModel::Private::loadOlder()
{
    if (QObject *context = beginLoad())
        client.messages().history(sid, PageSize, firstIndex(), context,
                                  taking(&Private::olderLoaded));
}

void MessageListModel::Private::olderLoaded(const History &history)
{
    const QPointer<MessageListModel> self(q);
    merge(history.messages);
    if (self)
        hasOlder = history.hasOlder;
    if (self)
        trimNewest();
    if (self)
        endLoad();
}

void MessageListModel::Private::loadNewer()
{
    if (QObject *context = beginLoad())
        client.messages().historyAfter(sid, PageSize, lastIndex(), context,
                                       taking(&Private::newerLoaded));
}

void MessageListModel::Private::newerLoaded(const History &history)
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
    const auto failed = [this](const Outcome<History> &outcome) {
        const auto *error = std::get_if<ChatError>(&outcome);
        if (error != nullptr)
            failLoad(*error, false);
        return error != nullptr;
    };
    client.messages().history(
        sid, PageSize / 2, index + 1, context,
        [this, index, failed](const Outcome<History> &outcome) {
            if (failed(outcome))
                return;
            client.messages().historyAfter(
                sid, PageSize / 2, index, load.get(),
                [this, index, failed,
                 older = std::get<History>(outcome)](const Outcome<History> &second) mutable {
                    if (failed(second))
                        return;
                    const auto &newer = std::get<History>(second);
                    older.messages.insert(older.messages.end(), newer.messages.begin(),
                                          newer.messages.end());
                    applyNews(older.messages);
                    const QPointer<MessageListModel> self(q);
                    showWindow(older.messages, older.hasOlder, newer.hasNewer);
                    if (self)
                        endLoad([this, index] {
                            const QPointer<MessageListModel> alive(q);
                            endKept();
                            if (alive)
                                Q_EMIT q->aroundLoaded(index);
                        });
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
        hasOlder = older;
}

void MessageListModel::Private::noteNews(const Message &message)
{
    if (!load)
        return;
    std::optional<Message> &known = news[message.index];
    Message next = message;
    if (known)
        keepOmitted(next, *known);
    known = next;
}

void MessageListModel::Private::applyNews(std::vector<Message> &page) const
{
    std::erase_if(page, [this](const Message &message) {
        const auto it = news.find(message.index);
        return it != news.end() && !it->second;
    });
    for (Message &message : page) {
        const auto it = news.find(message.index);
        if (it == news.end())
            continue;
        Message next = *it->second;
        keepOmitted(next, message);
        message = next;
    }
}

void MessageListModel::Private::mergeLateArrivals()
{
    std::vector<Message> late;
    for (auto it = news.upper_bound(lastIndex()); it != news.end(); ++it) {
        if (it->second)
            late.push_back(*it->second);
    }
    merge(late);
}

void MessageListModel::Private::refresh()
{
    isRefreshDue = load != nullptr; // what the user has asked for comes first
    if (isRefreshDue || confirmed == 0)
        return;
    const qint64 first = *firstIndex();
    if (beginLoad() == nullptr)
        return;
    isRefreshing = true;
    refreshFrom(first, {});
}

// In pages, as an answer has a limit; compared once all are there.
void MessageListModel::Private::refreshFrom(qint64 first, std::vector<Message> read)
{
    const qint64 after = read.empty() ? first - 1 : read.back().index;
    client.messages().historyAfter(
        sid, PageSize, after, load.get(),
        [this, first, read = std::move(read)](const Outcome<History> &outcome) mutable {
            if (const auto *error = std::get_if<ChatError>(&outcome))
                return failLoad(*error, false);
            const auto &page = std::get<History>(outcome);
            read.insert(read.end(), page.messages.begin(), page.messages.end());
            const bool hasMore = page.hasNewer && !page.messages.empty();
            if (hasMore && read.back().index < lastIndex())
                return refreshFrom(first, std::move(read));
            refreshed({ .messages = std::move(read), .hasNewer = hasMore });
        });
}

// Row by row: what is gone is removed, what has changed is replaced; the rest stays untouched.
void MessageListModel::Private::refreshed(const History &history)
{
    const QPointer<MessageListModel> self(q);
    const qint64 last = history.hasNewer ? history.messages.back().index : lastIndex();
    std::vector<Message> known = history.messages;
    applyNews(known);
    removeMissing(known, last);
    if (!self)
        return;
    if (hasNewer) // the others come with their page
        std::erase_if(known,
                      [this](const Message &message) { return message.index > lastIndex(); });
    merge(known);
    if (self)
        endLoad();
}

void MessageListModel::Private::removeMissing(const std::vector<Message> &page, qint64 last)
{
    const QPointer<MessageListModel> self(q);
    QSet<qint64> present;
    for (const Message &message : page)
        present.insert(message.index);
    for (const auto &[index, message] : news) {
        if (message)
            present.insert(index);
    }
    for (int row = confirmed - 1; self && row >= 0; --row) {
        const qint64 index = rows[size_t(row)].index;
        if (index <= last && !present.contains(index))
            removeRows(row, 1);
    }
}

void MessageListModel::Private::retryLoading()
{
    if (std::exchange(hasFailed, false) && !load)
        loadNewest();
}

void MessageListModel::Private::loadParticipants()
{
    client.participants().load(sid, q, [this](const Outcome<std::vector<Participant>> &outcome) {
        if (std::holds_alternative<std::vector<Participant>>(outcome))
            updateReadHorizon();
    });
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
        hasOlder = true;
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
    std::vector<Message> waiting = client.outbox().messages(sid);
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
