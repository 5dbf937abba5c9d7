// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/models/messageloader.h"

#include "chat/chatclient.h"

#include <limits>
#include <utility>

namespace parley::chat {

namespace {

constexpr int PageSize = 50;

} // namespace

void keepOmitted(Message &next, const Message &old)
{
    if (next.author.isEmpty())
        next.author = old.author;
    if (next.localId.isEmpty())
        next.localId = old.localId;
}

MessageLoader::MessageLoader(ChatMessages &messages, const QString &conversationSid,
                             Listener listener)
    : m_messages(messages)
    , m_sid(conversationSid)
    , m_listener(std::move(listener))
{ }

MessageLoader::~MessageLoader() = default;

void MessageLoader::start(const Load &load)
{
    if (isBusy() && m_load.kind == Kind::Again)
        m_isAgainDue = true;
    m_load = load;
    m_context = std::make_unique<QObject>();
    m_news.clear();
    const auto handing = [this](const Outcome<History> &outcome) { hand(outcome); };
    const auto before = load.from < 0 ? std::nullopt : std::optional(load.from);
    switch (load.kind) {
    case Kind::Newest:
    case Kind::Older:
        return m_messages.history(m_sid, PageSize, before, m_context.get(), handing);
    case Kind::Newer:
        return m_messages.historyAfter(m_sid, PageSize, load.from, m_context.get(), handing);
    case Kind::Around:
        return readAround();
    case Kind::Again:
        return readAgain({});
    }
}

void MessageLoader::end()
{
    m_context.release()->deleteLater(); // we may be in one of its calls
    m_news.clear();
}

bool MessageLoader::takeAgainDue()
{
    return std::exchange(m_isAgainDue, false);
}

void MessageLoader::hand(const Outcome<History> &outcome)
{
    Outcome<History> result = outcome;
    if (auto *history = std::get_if<History>(&result))
        applyNews(history->messages);
    const Load load = m_load; // the listener may start another one
    m_listener(load, result);
}

void MessageLoader::readAround()
{
    const auto readBehind = [this](const Outcome<History> &outcome) {
        if (std::holds_alternative<ChatError>(outcome))
            return hand(outcome);
        m_messages.historyAfter(
            m_sid, PageSize / 2, m_load.from, m_context.get(),
            [this, all = std::get<History>(outcome)](const Outcome<History> &behind) mutable {
                const auto *newer = std::get_if<History>(&behind);
                if (newer == nullptr)
                    return hand(behind);
                all.messages.insert(all.messages.end(), newer->messages.begin(),
                                    newer->messages.end());
                all.hasNewer = newer->hasNewer;
                hand(all);
            });
    };
    m_messages.history(m_sid, PageSize / 2, m_load.from + 1, m_context.get(), readBehind);
}

/// In pages, as an answer has a limit. \a read: what has been read so far.
void MessageLoader::readAgain(std::vector<Message> read)
{
    const qint64 after = read.empty() ? m_load.from - 1 : read.back().index;
    m_messages.historyAfter(
        m_sid, PageSize, after, m_context.get(),
        [this, read = std::move(read)](const Outcome<History> &outcome) mutable {
            const auto *page = std::get_if<History>(&outcome);
            if (page == nullptr)
                return hand(outcome);
            read.insert(read.end(), page->messages.begin(), page->messages.end());
            const bool hasMore = page->hasNewer && !page->messages.empty();
            if (hasMore && read.back().index < m_load.to)
                return readAgain(std::move(read));
            m_load.to = hasMore ? read.back().index : std::numeric_limits<qint64>::max();
            hand(History { .messages = std::move(read) });
        });
}

void MessageLoader::noteNews(const Message &message)
{
    if (!isBusy())
        return;
    std::optional<Message> &known = m_news[message.index];
    Message next = message;
    if (known)
        keepOmitted(next, *known);
    known = next;
}

void MessageLoader::noteRemoved(qint64 index)
{
    if (isBusy())
        m_news[index] = std::nullopt;
}

bool MessageLoader::hasNews(qint64 index) const
{
    const auto it = m_news.find(index);
    return it != m_news.end() && it->second;
}

std::vector<Message> MessageLoader::newsBehind(qint64 index) const
{
    std::vector<Message> news;
    for (auto it = m_news.upper_bound(index); it != m_news.end(); ++it) {
        if (it->second)
            news.push_back(*it->second);
    }
    return news;
}

void MessageLoader::applyNews(std::vector<Message> &page) const
{
    std::erase_if(page, [this](const Message &message) {
        return isToldOf(message.index) && !hasNews(message.index);
    });
    for (Message &message : page) {
        if (!hasNews(message.index))
            continue;
        Message next = *m_news.at(message.index);
        keepOmitted(next, message);
        message = next;
    }
}

} // namespace parley::chat
