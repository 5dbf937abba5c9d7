// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/models/messagelistmodel_p.h"

#include "chat/keptstore.h"
#include "chat/wire/chatparsing.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <utility>

namespace parley::chat {

namespace {

/// So many rows go at once, so that a busy conversation does not lose one with each message.
constexpr int TrimmedRows = 50;

} // namespace

MessageListModel::Private::Private(MessageListModel *model, ChatClient &chatClient,
                                   const QString &conversationSid)
    : q(model)
    , client(chatClient)
    , sid(conversationSid)
    , rows(*model, chatClient, conversationSid)
    , loader(chatClient.messages(), conversationSid,
             [this](const Load &load, const Outcome<History> &outcome) { loaded(load, outcome); })
{ }

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
        std::erase_if(page.messages, [&waiting](const Message &message) {
            return !message.localId.isEmpty() // its row is that of the outbox
                && std::ranges::find(waiting, message.localId, &Message::localId) != waiting.end();
        });
        rows.merge(page.messages);
    }
    rows.insertWaiting(rows.count(), waiting);
}

void MessageListModel::Private::loadParticipants()
{
    client.participants().load(sid, q, [this](const Outcome<std::vector<Participant>> &outcome) {
        if (std::holds_alternative<std::vector<Participant>>(outcome))
            updateReadHorizon();
    });
}

void MessageListModel::Private::load(const Load &load)
{
    const bool wasBusy = loader.isBusy();
    loader.start(load);
    if (!wasBusy)
        Q_EMIT q->loadingChanged(true);
}

void MessageListModel::Private::loaded(const Load &load, const Outcome<History> &outcome)
{
    const auto *error = std::get_if<ChatError>(&outcome);
    if (error != nullptr)
        takeFailure(load.kind, *error);
    else
        take(load, std::get<History>(outcome));
    // The service's rows have taken the place of those that were kept, or none will.
    const bool endsKept = keptSince.isValid()
        && (error != nullptr ? !hasFailed : load.kind == Kind::Newest || load.kind == Kind::Around);
    loader.end();
    const QPointer<MessageListModel> self(q);
    Q_EMIT q->loadingChanged(false);
    if (self && endsKept) {
        keptSince = {};
        Q_EMIT q->keptReplaced();
    }
    if (self && error != nullptr)
        Q_EMIT q->loadFailed(*error);
    if (self && error == nullptr && load.kind == Kind::Around)
        Q_EMIT q->aroundLoaded(load.from);
    if (self && loader.takeAgainDue())
        compare();
}

void MessageListModel::Private::take(const Load &load, const History &history)
{
    switch (load.kind) {
    case Kind::Newest:
        return takeNewest(history);
    case Kind::Older:
        rows.merge(history.messages);
        rows.setHasOlder(history.hasOlder);
        return trimNewest();
    case Kind::Newer:
        rows.merge(history.messages);
        if (!history.hasNewer)
            rows.merge(loader.newsBehind(rows.lastIndex()));
        setHasNewer(history.hasNewer);
        return trimOldest();
    case Kind::Around:
        return showWindow(history);
    case Kind::Again:
        return takeComparison(history, load.to);
    }
}

void MessageListModel::Private::takeNewest(const History &history)
{
    hasFailed = false;
    if (hasNewer)
        return showWindow(history);
    // A page that ends before the oldest known row says nothing about what is still before that
    // row.
    const bool reachesStart = keptSince.isValid() || !rows.firstIndex() || history.messages.empty()
        || history.messages.front().index <= *rows.firstIndex();
    // What was kept of before the page is left out, since it may have changed.
    if (keptSince.isValid())
        removeMissing(history.messages, rows.lastIndex());
    rows.merge(history.messages);
    if (reachesStart)
        rows.setHasOlder(history.hasOlder);
}

// Row by row: what is gone is removed, what has changed is replaced; the rest stays untouched.
void MessageListModel::Private::takeComparison(History history, qint64 last)
{
    removeMissing(history.messages, last);
    if (hasNewer) // the others come with their page
        std::erase_if(history.messages,
                      [this](const Message &message) { return message.index > rows.lastIndex(); });
    rows.merge(history.messages);
}

void MessageListModel::Private::takeFailure(Kind kind, const ChatError &error)
{
    hasFailed = (kind == Kind::Newest || keptSince.isValid()) && isPassing(error);
    if (keptSince.isValid() && !hasFailed) // the service will not give others in their place
        rows.remove(0, rows.confirmed());
}

void MessageListModel::Private::retryLoading()
{
    if (std::exchange(hasFailed, false) && !loader.isBusy())
        load({ .kind = Kind::Newest });
}

void MessageListModel::Private::compare()
{
    if (loader.isBusy()) // what the user has asked for comes first
        loader.setAgainDue();
    else if (const auto first = rows.firstIndex())
        load({ .kind = Kind::Again, .from = *first, .to = rows.lastIndex() });
}

void MessageListModel::Private::showWindow(const History &history)
{
    rows.remove(0, rows.confirmed());
    if (history.hasNewer)
        setHasNewer(true); // hides the outbox first
    rows.merge(history.messages);
    if (!history.hasNewer)
        rows.merge(loader.newsBehind(rows.lastIndex()));
    setHasNewer(history.hasNewer);
    rows.setHasOlder(history.hasOlder);
}

void MessageListModel::Private::removeMissing(const std::vector<Message> &page, qint64 last)
{
    QSet<qint64> present;
    for (const Message &message : page)
        present.insert(message.index);
    for (int row = rows.confirmed() - 1; row >= 0; --row) {
        const qint64 index = rows.message(row).index;
        if (index <= last && !present.contains(index) && !loader.hasNews(index))
            rows.remove(row, 1);
    }
}

void MessageListModel::Private::setHasNewer(bool newer)
{
    if (std::exchange(hasNewer, newer) == newer)
        return;
    if (newer) {
        rows.remove(rows.confirmed(), rows.count() - rows.confirmed());
    } else {
        std::vector<Message> waiting = client.outbox().messages(sid);
        std::erase_if(
            waiting, [this](const Message &entry) { return rows.outboxRowOf(entry.localId) >= 0; });
        rows.insertWaiting(rows.count(), waiting);
    }
    Q_EMIT q->hasNewerChanged();
}

void MessageListModel::Private::trimOldest()
{
    if (rows.confirmed() <= MaxRows)
        return;
    rows.remove(0, std::max(TrimmedRows, rows.confirmed() - MaxRows));
    rows.setHasOlder(true);
}

void MessageListModel::Private::trimNewest()
{
    if (rows.confirmed() <= MaxRows)
        return;
    setHasNewer(true); // hides the outbox first
    rows.remove(MaxRows, rows.confirmed() - MaxRows);
}

void MessageListModel::Private::messageAdded(const Message &message)
{
    loader.noteNews(message);
    const int outboxRow = rows.outboxRowOf(message.localId);
    if (outboxRow >= 0)
        return rows.settle(outboxRow, message);
    const bool isBefore
        = rows.hasOlder() && rows.firstIndex() && message.index < *rows.firstIndex();
    if (isBefore || (hasNewer && message.index > rows.lastIndex()))
        return; // comes with its page
    rows.merge({ message });
    trimOldest();
}

void MessageListModel::Private::messageUpdated(const Message &message)
{
    loader.noteNews(message);
    const int row = rows.rowOf(message.index);
    if (row >= 0)
        rows.replace(row, message);
}

void MessageListModel::Private::messageRemoved(const Message &message)
{
    loader.noteRemoved(message.index);
    const int row = rows.rowOf(message.index);
    if (row >= 0)
        rows.remove(row, 1);
}

void MessageListModel::Private::messageConfirmed(const Message &message)
{
    if (message.index < 0)
        return;
    if (!loader.isToldOf(message.index)) // else an event has told more
        loader.noteNews(message);
    const int outboxRow = rows.outboxRowOf(message.localId);
    if (outboxRow >= 0)
        rows.settle(outboxRow, message);
}

void MessageListModel::Private::outboxChanged(const QString &localId)
{
    const std::vector<Message> outbox = client.outbox().messages(sid);
    const auto entry = std::ranges::find(outbox, localId, &Message::localId);
    const int row = rows.outboxRowOf(localId);
    if (entry == outbox.end() || entry->delivery != Message::Delivery::Sending)
        rows.forgetUpload(localId);
    if (entry == outbox.end()) {
        if (row >= 0)
            rows.remove(row, 1);
        return;
    }
    if (hasNewer)
        return; // they have no rows now
    if (row >= 0)
        return rows.replace(row, *entry);
    // Behind those of the outbox before it that are rows already.
    const auto before = std::count_if(outbox.begin(), entry, [this](const Message &other) {
        return rows.outboxRowOf(other.localId) >= 0;
    });
    rows.insertWaiting(rows.confirmed() + int(before), { *entry });
}

void MessageListModel::Private::updateReadHorizon()
{
    qint64 furthest = -1;
    for (const Participant &participant : client.participants().of(sid)) {
        if (participant.identity != client.identity())
            furthest = std::max(furthest, participant.lastReadMessageIndex.value_or(-1));
    }
    rows.setOthersHorizon(furthest);
}

} // namespace parley::chat
