// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/openingqueue.h"

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

/// Conversations that are opened at a time; each means up to three requests.
constexpr size_t MaxOpening = 16;

} // namespace

OpeningQueue::OpeningQueue(ChatContext &context, const KnownConversations &known, Opened opened)
    : m_context(context)
    , m_known(known)
    , m_opened(std::move(opened))
    , m_run(std::make_unique<QObject>())
{ }

void OpeningQueue::add(const QString &sid, Place place)
{
    m_waiting.insert(place == Place::First ? m_waiting.begin() : m_waiting.end(), sid);
    openLater();
}

void OpeningQueue::prefer(const QStringList &sids)
{
    std::stable_partition(m_waiting.begin(), m_waiting.end(),
                          [&sids](const QString &sid) { return sids.contains(sid); });
}

void OpeningQueue::drop(const QString &sid)
{
    std::erase(m_waiting, sid);
    if (m_open.erase(sid) > 0)
        openLater();
}

void OpeningQueue::reset()
{
    m_waiting.clear();
    m_open.clear();
    m_run = std::make_unique<QObject>();
}

/// The caller may still hold on to its entry, and a page of the list brings many.
void OpeningQueue::openLater()
{
    m_context.clock.callAfter(std::chrono::milliseconds(0), m_run.get(), [this] { openNext(); });
}

void OpeningQueue::openNext()
{
    while (m_open.size() < MaxOpening && !m_waiting.empty()) {
        const QString sid = m_waiting.front();
        m_waiting.pop_front();
        const KnownConversation &known = *m_known.find(sid);
        ConversationObjects objects = known.names;
        if (objects.document.isEmpty())
            objects.document = sid + ".channel"_L1;
        const auto context = m_open.insert_or_assign(sid, std::make_unique<QObject>()).first;
        using enum ConversationOpener::Scope;
        ConversationOpener::open(
            m_context.sync, objects, known.isMember() ? Everything : DocumentOnly,
            context->second.get(), [this, sid](const ConversationOpener::Result &result) {
                m_open.extract(sid).mapped().release()->deleteLater();
                openNext();
                m_opened(sid, result);
            });
    }
}

} // namespace parley::chat
