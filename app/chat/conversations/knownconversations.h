// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatparsing.h"

#include <map>
#include <vector>

namespace parley::chat {

/// One of the user's conversations, and how far its Sync objects are opened.
struct KnownConversation
{
    enum class Phase { Idle, Opening, Open, Failed, Interrupted };

    Conversation value {};
    ConversationObjects names {};
    sync::ObjectInfo document {};
    sync::ObjectInfo messages {};
    sync::ObjectInfo roster {};
    Phase phase = Phase::Idle;
    qint64 mapEventId = -1; // of the map item that was applied last
    bool isAdded = false; // announced
    bool isJoined = false; // announced

    [[nodiscard]] bool isMember() const { return value.status == Conversation::Status::Joined; }
};

/// The conversations that the service has told of, by SID, and those that an earlier run has kept
/// and the service has not told of.
class KnownConversations
{
public:
    /// Null: unknown. Kept ones are not among them.
    [[nodiscard]] KnownConversation *find(const QString &sid);
    [[nodiscard]] const KnownConversation *find(const QString &sid) const;
    /// Made if it is unknown, from what was kept.
    [[nodiscard]] KnownConversation &entry(const QString &sid);
    void remove(const QString &sid) { m_known.erase(sid); }
    /// True: there is no room for one more conversation, \a sid.
    [[nodiscard]] bool isFull(const QString &sid) const;
    /// Of a SID or unique name; empty if unknown.
    [[nodiscard]] QString sidOf(const QString &id) const;
    [[nodiscard]] std::map<QString, KnownConversation> &all() { return m_known; }
    /// Those that have been announced.
    [[nodiscard]] std::vector<Conversation> announced() const;

    void keep(const std::vector<Conversation> &conversations);
    [[nodiscard]] bool isKept(const QString &sid) const { return m_kept.contains(sid); }
    void forgetKept(const QString &sid) { m_kept.erase(sid); }
    [[nodiscard]] std::map<QString, Conversation> takeKept();
    /// Those that have not been announced.
    [[nodiscard]] std::vector<Conversation> kept() const;
    [[nodiscard]] const Conversation *findKept(const QString &sid) const;

    void clear();

private:
    std::map<QString, KnownConversation> m_known;
    std::map<QString, Conversation> m_kept;
};

} // namespace parley::chat
