// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messages/messagestream.h"

#include "chat/logging.h"
#include "chat/wire/chatparsing.h"

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

using sync::Change;
using sync::Item;
using sync::ObjectInfo;
using sync::Page;

namespace {

/// A message may take 200 KB as JSON, and an answer has a limit of bytes.
constexpr int MissedPageSize = 25;
/// Older ones than that are read when the user scrolls there.
constexpr std::size_t MaxMissed = 10'000;
constexpr int SearchPageSize = 25;
constexpr int MaxSearched = 1000;

ChatError notOpen()
{
    return { .code = ChatError::Code::NotFound,
             .detail = u"not one of the user's conversations"_s };
}

} // namespace

MessageStream::MessageStream(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_run(std::make_unique<QObject>())
{
    connect(&context.sync, &sync::SyncClient::objectChanged, this, &MessageStream::handleChange);
    connect(&context.sync, &sync::SyncClient::resyncRequired, this, &MessageStream::resync);
}

MessageStream::~MessageStream() = default;

void MessageStream::open(const QString &conversationSid, const ObjectInfo &messages,
                         std::optional<qint64> lastIndex)
{
    m_lists.insert(messages.sid, { conversationSid, messages, lastIndex.value_or(-1) });
    m_listSids.insert(conversationSid, messages.sid);
}

void MessageStream::close(const QString &conversationSid)
{
    m_lists.remove(m_listSids.take(conversationSid));
}

void MessageStream::reset()
{
    m_run = std::make_unique<QObject>();
    m_lists.clear();
    m_listSids.clear();
}

qint64 MessageStream::lastIndexOf(const QString &conversationSid) const
{
    const auto it = m_lists.constFind(m_listSids.value(conversationSid));
    return it != m_lists.constEnd() ? it->lastIndex : -1;
}

const ObjectInfo *MessageStream::listOf(const QString &conversationSid) const
{
    const auto it = m_lists.constFind(m_listSids.value(conversationSid));
    return it != m_lists.constEnd() ? &it->info : nullptr;
}

Message MessageStream::read(const Item &item)
{
    Message message = parseMessage(item, m_context.identity());
    Q_EMIT authorSeen(message.author);
    return message;
}

void MessageStream::history(const QString &conversationSid, int count, std::optional<qint64> before,
                            QObject *context, Callback<History> done)
{
    const ObjectInfo *list = listOf(conversationSid);
    if (list == nullptr)
        return done(notOpen());
    sync::SyncClient::ItemQuery query;
    query.descending = true;
    query.pageSize = std::clamp(count, 1, 1000);
    query.fromIndex = before;
    query.inclusive = false;
    m_context.sync.queryItems(*list, query, context,
                              [this, conversationSid, before, done = std::move(done)](
                                  const sync::SyncClient::Outcome<Page> &outcome) {
                                  const auto *page = std::get_if<Page>(&outcome);
                                  if (page == nullptr)
                                      return done(errorOf(std::get<sync::SyncError>(outcome)));
                                  History history { .hasOlder = page->hasNext };
                                  for (auto item = page->items.rbegin(); item != page->items.rend();
                                       ++item) {
                                      if (!before || item->index < *before)
                                          history.messages.push_back(read(*item));
                                  }
                                  if (!before)
                                      Q_EMIT newestRead(conversationSid, history);
                                  done(history);
                              });
}

void MessageStream::historyAfter(const QString &conversationSid, int count, qint64 after,
                                 QObject *context, Callback<History> done)
{
    const ObjectInfo *list = listOf(conversationSid);
    if (list == nullptr)
        return done(notOpen());
    sync::SyncClient::ItemQuery query;
    query.pageSize = std::clamp(count, 1, 1000);
    query.fromIndex = std::max<qint64>(after + 1, 0);
    m_context.sync.queryItems(
        *list, query, context,
        [this, after, done = std::move(done)](const sync::SyncClient::Outcome<Page> &outcome) {
            const auto *page = std::get_if<Page>(&outcome);
            if (page == nullptr)
                return done(errorOf(std::get<sync::SyncError>(outcome)));
            History history { .hasNewer = page->hasNext };
            for (const Item &item : page->items) {
                if (item.index > after)
                    history.messages.push_back(read(item));
            }
            done(history);
        });
}

void MessageStream::find(const QString &conversationSid, qint64 index, QObject *context,
                         Callback<Message> done)
{
    findItem(conversationSid, index, context,
             [this, done = std::move(done)](const Outcome<Item> &outcome) {
                 if (const auto *item = std::get_if<Item>(&outcome))
                     done(read(*item));
                 else
                     done(std::get<ChatError>(outcome));
             });
}

// By a page of one rather than by 'Index': not every service takes an index of 0 there.
void MessageStream::findItem(const QString &conversationSid, qint64 index, QObject *context,
                             Callback<Item> done)
{
    const ObjectInfo *list = listOf(conversationSid);
    if (list == nullptr)
        return done(notOpen());
    sync::SyncClient::ItemQuery query;
    query.pageSize = 1;
    query.fromIndex = index;
    m_context.sync.queryItems(
        *list, query, context,
        [index, done = std::move(done)](const sync::SyncClient::Outcome<Page> &outcome) {
            const auto *page = std::get_if<Page>(&outcome);
            if (page == nullptr)
                return done(errorOf(std::get<sync::SyncError>(outcome)));
            if (page->items.empty() || page->items.front().index != index)
                return done(ChatError { .code = ChatError::Code::NotFound,
                                        .detail = u"no message with that index"_s });
            done(Item(page->items.front()));
        });
}

void MessageStream::findOwn(const QString &conversationSid, const QString &localId,
                            qint64 afterIndex, const QDateTime &created, QObject *context,
                            Callback<std::optional<Message>> done)
{
    const ObjectInfo *list = listOf(conversationSid);
    if (list == nullptr)
        return done(notOpen());
    search(*list, std::nullopt, { localId, afterIndex, created, 0, std::move(done) }, context);
}

void MessageStream::search(const ObjectInfo &list, std::optional<qint64> before, Search search,
                           const QPointer<QObject> &context)
{
    if (context.isNull())
        return;
    sync::SyncClient::ItemQuery query;
    query.descending = true;
    query.pageSize = SearchPageSize;
    query.fromIndex = before;
    query.inclusive = false;
    m_context.sync.queryItems(
        list, query, context,
        [this, list, search = std::move(search),
         context](const sync::SyncClient::Outcome<Page> &outcome) mutable {
            const auto *page = std::get_if<Page>(&outcome);
            if (page == nullptr)
                return search.done(errorOf(std::get<sync::SyncError>(outcome)));
            for (const Item &item : page->items) {
                const Message message = read(item);
                if (message.localId == search.localId)
                    return search.done(std::optional(message));
            }
            search.seen += int(page->items.size());
            bool isOver = !page->hasNext || page->items.empty() || search.seen >= MaxSearched;
            if (!isOver) {
                const Message oldest = read(page->items.back());
                isOver = search.afterIndex >= 0
                    ? oldest.index <= search.afterIndex
                    : oldest.dateCreated < search.created.addSecs(-3600);
            }
            if (isOver)
                return search.done(std::optional<Message>());
            const qint64 oldestIndex = page->items.back().index;
            this->search(list, oldestIndex, std::move(search), context);
        });
}

void MessageStream::handleChange(const Change &change)
{
    const auto list = m_lists.find(change.objectSid);
    if (list == m_lists.end() || change.kind == Change::Kind::ObjectRemoved)
        return;
    const QString conversationSid = list->conversationSid;
    const Message message = read(change.item);
    if (change.kind != Change::Kind::ItemRemoved)
        list->lastIndex = std::max(list->lastIndex, message.index);
    switch (change.kind) {
    case Change::Kind::ItemAdded:
        Q_EMIT added(conversationSid, message);
        break;
    case Change::Kind::ItemUpdated:
        Q_EMIT updated(conversationSid, message);
        break;
    case Change::Kind::ItemRemoved:
        Q_EMIT removed(conversationSid, message);
        break;
    case Change::Kind::Updated:
    case Change::Kind::ObjectRemoved:
        break;
    }
}

// Events were lost for good: what is new is read from the list instead, newest page first, until a
// page reaches back to what is known.
void MessageStream::resync(const QString &objectSid)
{
    if (!m_lists.contains(objectSid))
        return;
    qCInfo(lcChat) << "reading the messages that were missed in"
                   << m_lists[objectSid].conversationSid;
    m_context.sync.open(sync::ObjectType::List, objectSid, m_run.get(),
                        [this](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                            if (const auto *info = std::get_if<ObjectInfo>(&outcome))
                                readMissed(*info, {});
                        });
}

void MessageStream::readMissed(const ObjectInfo &info, std::vector<Item> missed)
{
    sync::SyncClient::ItemQuery query;
    query.descending = true;
    query.pageSize = MissedPageSize;
    if (!missed.empty())
        query.fromIndex = missed.back().index;
    query.inclusive = false;
    m_context.sync.queryItems(
        info, query, m_run.get(),
        [this, info,
         missed = std::move(missed)](const sync::SyncClient::Outcome<Page> &outcome) mutable {
            const auto *page = std::get_if<Page>(&outcome);
            const auto list = m_lists.constFind(info.sid);
            if (page == nullptr || list == m_lists.constEnd())
                return; // the next link asks for the events again
            // No page may stay where the last one was, or go on for ever.
            const bool isOlder = missed.empty() || page->items.empty()
                || page->items.back().index < missed.back().index;
            missed.insert(missed.end(), page->items.begin(), page->items.end());
            const bool isReached = page->items.empty() || !isOlder || missed.size() >= MaxMissed
                || page->items.back().index <= list->lastIndex
                || !m_context.sync.isNews(info.sid, page->items.back());
            if (page->hasNext && !isReached)
                return readMissed(info, std::move(missed));
            tellMissed(info, missed);
        });
}

void MessageStream::tellMissed(const ObjectInfo &info, const std::vector<Item> &missed)
{
    struct News
    {
        Message message;
        bool isAdded;
    };
    List &list = m_lists[info.sid];
    std::vector<News> news;
    for (auto item = missed.rbegin(); item != missed.rend(); ++item) {
        if (!m_context.sync.isNews(info.sid, *item))
            continue;
        const bool isKnown
            = m_context.sync.isKnownItem(info.sid, *item) || item->index <= list.lastIndex;
        m_context.sync.noteItem(info.sid, *item);
        news.push_back({ read(*item), !isKnown });
    }
    for (const News &item : news)
        list.lastIndex = std::max(list.lastIndex, item.message.index);
    const QString conversationSid = list.conversationSid;
    m_context.sync.subscribe(info);
    for (const News &item : news) {
        if (item.isAdded)
            Q_EMIT added(conversationSid, item.message);
        else
            Q_EMIT updated(conversationSid, item.message);
    }
    Q_EMIT this->missed(conversationSid);
}

} // namespace parley::chat
