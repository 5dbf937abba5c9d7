// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/installation.h"
#include "localservice/store/records.h"
#include "localservice/store/userstore.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace parley::localservice {

class Database;
class SyncStore;

/// The conversations and the users' places in them, as participants and as invited users, and what
/// of them stands in Sync: each change here changes the Sync objects in the same transaction, which
/// callers hold. Checks no rights.
///
/// Nothing else writes these tables, so conversations in use and the places of users in them stay
/// in memory as they were read, until they are written or a transaction is rolled back.
class ConversationStore final
{
public:
    /// \a database and \a sync must outlive this object.
    ConversationStore(Database &database, SyncStore &sync, const Installation &installation);

    [[nodiscard]] UserStore &users() { return m_users; }

    // Conversations
    [[nodiscard]] std::optional<ConversationRecord> conversation(const QString &sidOrUniqueName);
    [[nodiscard]] bool isUniqueNameTaken(const QString &uniqueName);
    [[nodiscard]] bool isCreator(const QString &conversationSid, const QString &identity);
    /// \a conversation gets its sid and its dates.
    void createConversation(ConversationRecord &conversation, const QString &at);
    void saveConversation(const ConversationRecord &conversation);
    void deleteConversation(const ConversationRecord &conversation, const QString &at);
    /// Those of \a identity in order of their sid, from behind \a after.
    [[nodiscard]] std::vector<ConversationRecord> conversationsOf(const QString &identity,
                                                                  const QString &after, int limit);
    /// The public ones of Programmable Chat, likewise.
    [[nodiscard]] std::vector<ConversationRecord> publicConversations(const QString &after,
                                                                      int limit);
    /// Those that it takes part in.
    [[nodiscard]] int conversationCount(const QString &identity);
    /// Those that it is invited to.
    [[nodiscard]] int invitationCount(const QString &identity);
    /// Those that it has made and that still exist.
    [[nodiscard]] int createdCount(const QString &identity);
    /// SIDs of those with at least two chat participants, without those that \a excluded is in.
    [[nodiscard]] QStringList groupConversations(const QString &excluded);
    /// The index of a new message. It counts up, and none is given out twice.
    qint64 takeIndex(ConversationRecord &conversation);
    /// Call it before the last message is removed, as its index shows from where to count.
    void keepNextIndex(const ConversationRecord &conversation);
    /// Empty: there is no message.
    void setLastMessage(const ConversationRecord &conversation,
                        const std::optional<MessageRecord> &message, const QString &at);
    /// SIDs of the Sync objects that only participants may follow.
    [[nodiscard]] QStringList participantObjects(const ConversationRecord &conversation);

    // Participants
    enum class Shown { InRoster, InOwnMap, InBoth };
    [[nodiscard]] bool isParticipant(const QString &conversationSid, const QString &identity);
    [[nodiscard]] std::optional<ParticipantRecord> participant(const QString &conversationSid,
                                                               const QString &sidOrIdentity);
    [[nodiscard]] std::optional<ParticipantRecord>
    participantByAddress(const QString &conversationSid, const QString &address);
    [[nodiscard]] QStringList participantIdentities(const QString &conversationSid);
    [[nodiscard]] int participantCount(const QString &conversationSid, bool chatOnly);
    /// \a participant gets its sid, role and dates; its user is made if new.
    void addParticipant(const ConversationRecord &conversation, ParticipantRecord &participant,
                        const QString &at);
    /// Writes it through to the roster, to its user's map of conversations, or to both.
    void saveParticipant(const ConversationRecord &conversation,
                         const ParticipantRecord &participant, Shown shown, const QString &at);
    void removeParticipant(const ConversationRecord &conversation,
                           const ParticipantRecord &participant, const QString &at);

    // Invitations (Programmable Chat)
    [[nodiscard]] int invitedCount(const QString &conversationSid);
    [[nodiscard]] bool isInvited(const QString &conversationSid, const QString &identity);
    /// The user is made if new, and sees the conversation as one to join or to decline.
    void invite(const ConversationRecord &conversation, const QString &identity, const QString &at);
    /// \a identity has declined.
    void endInvitation(const ConversationRecord &conversation, const QString &identity,
                       const QString &at);

private:
    struct InUse
    {
        ConversationRecord record {};
        QHash<QString, ParticipantRecord> participants {}; // by identity; not all
    };
    [[nodiscard]] InUse *inUse(const QString &conversationSid);
    void forgetParticipant(const ParticipantRecord &participant);
    void forgetInvitation(const QString &conversationSid, const QString &identity);
    [[nodiscard]] QJsonObject rosterItem(const ParticipantRecord &participant) const;

    Database &m_database;
    SyncStore &m_sync;
    UserStore m_users;
    Installation m_installation;
    QHash<QString, InUse> m_inUse; // by the conversation's sid
    QHash<QString, int> m_created; // see createdCount(), once it was counted
};

} // namespace parley::localservice
