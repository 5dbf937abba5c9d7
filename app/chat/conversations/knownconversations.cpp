// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/knownconversations.h"

#include "chat/logging.h"
#include "chat/wire/mapreader.h"

#include <algorithm>
#include <utility>

namespace parley::chat {

KnownConversation *KnownConversations::find(const QString &sid)
{
    const auto it = m_known.find(sid);
    return it != m_known.end() ? &it->second : nullptr;
}

const KnownConversation *KnownConversations::find(const QString &sid) const
{
    const auto it = m_known.find(sid);
    return it != m_known.end() ? &it->second : nullptr;
}

KnownConversation &KnownConversations::entry(const QString &sid)
{
    KnownConversation &known = m_known[sid];
    if (known.value.sid.isEmpty()) {
        // What was kept stays in place, as the date that says where it stands in the list, until
        // the service has told that of today. A count of unread messages would be taken for told.
        if (const auto kept = m_kept.find(sid); kept != m_kept.end())
            known.value = kept->second;
        known.value.sid = sid;
        known.value.status = Conversation::Status::NotParticipating;
        known.value.loading = Conversation::Loading::NotLoaded;
        known.value.unreadCount.reset();
    }
    return known;
}

bool KnownConversations::isFull(const QString &sid) const
{
    if (std::ssize(m_known) < MapReader::MaxItems || m_known.contains(sid))
        return false;
    qCWarning(lcChat) << "more conversations than can be kept:" << sid << "is left out";
    return true;
}

QString KnownConversations::sidOf(const QString &id) const
{
    if (id.isEmpty() || m_known.contains(id) || m_kept.contains(id))
        return id;
    const auto it = std::ranges::find_if(
        m_known, [&id](const auto &known) { return known.second.value.uniqueName == id; });
    return it != m_known.end() ? it->first : QString();
}

std::vector<Conversation> KnownConversations::announced() const
{
    std::vector<Conversation> conversations;
    conversations.reserve(m_known.size());
    for (const auto &[sid, known] : m_known) {
        if (known.isAdded)
            conversations.push_back(known.value);
    }
    return conversations;
}

void KnownConversations::keep(const std::vector<Conversation> &conversations)
{
    for (const Conversation &conversation : conversations)
        m_kept.insert_or_assign(conversation.sid, conversation);
}

std::map<QString, Conversation> KnownConversations::takeKept()
{
    return std::exchange(m_kept, {});
}

std::vector<Conversation> KnownConversations::kept() const
{
    std::vector<Conversation> conversations;
    for (const auto &[sid, conversation] : m_kept) {
        if (findKept(sid) != nullptr)
            conversations.push_back(conversation);
    }
    return conversations;
}

const Conversation *KnownConversations::findKept(const QString &sid) const
{
    const KnownConversation *known = find(sid);
    const auto it = m_kept.find(sid);
    return it != m_kept.end() && (known == nullptr || !known->isAdded) ? &it->second : nullptr;
}

void KnownConversations::clear()
{
    m_known.clear();
    m_kept.clear();
}

} // namespace parley::chat
