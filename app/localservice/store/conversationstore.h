// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/installation.h"
#include "localservice/store/records.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace parley::localservice {

class Database;
class SyncStore;

/// Users, conversations, participants and messages, and what of them stands in Sync: each change
/// here changes the Sync objects in the same transaction, which callers hold. Checks no rights.
///
/// Nothing else writes these tables, so conversations in use and the places of users in them stay
/// in memory as they were read, until they are written or a transaction is rolled back.
class ConversationStore final
{
public:
    /// \a database and \a sync must outlive this object.
    ConversationStore(Database &database, SyncStore &sync, const Installation &installation);

    // Users
    /// The user, made if new.
    UserRecord ensureUser(const QString &identity, const QString &at);
    [[nodiscard]] std::optional<UserRecord> user(const QString &identityOrSid);
    [[nodiscard]] std::vector<UserRecord> usersOf(const QString &conversationSid);
    void saveUser(const UserRecord &user);
    void setOnline(const UserRecord &user, bool online, const QString &at);

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
    [[nodiscard]] int conversationCount(const QString &identity);
    /// SIDs of those with at least two chat participants, without those that \a excluded is in.
    [[nodiscard]] QStringList groupConversations(const QString &excluded);
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
    [[nodiscard]] bool isInvited(const QString &conversationSid, const QString &identity);
    [[nodiscard]] QStringList invitedIdentities(const QString &conversationSid);
    /// The user is made if new, and sees the conversation as one to join or to decline.
    void invite(const ConversationRecord &conversation, const QString &identity, const QString &at);
    /// \a identity has declined.
    void endInvitation(const ConversationRecord &conversation, const QString &identity,
                       const QString &at);

    // Messages
    [[nodiscard]] std::optional<MessageRecord> message(const QString &conversationSid,
                                                       const QString &sid);
    [[nodiscard]] std::optional<MessageRecord> lastMessage(const QString &conversationSid);
    /// The Sync item's data; empty if there is none.
    [[nodiscard]] QJsonObject messageData(const MessageRecord &message);
    /// Puts what a message carries into its item's \a data.
    static void putMedia(QJsonObject &data, const std::vector<MediaRecord> &medias);
    /// Appends; \a data is the Sync item's, and gets its sid and dates. The index counts up.
    MessageRecord addMessage(ConversationRecord &conversation, const QString &author,
                             QJsonObject &data, const QString &at);
    void setMessageData(const ConversationRecord &conversation, const MessageRecord &message,
                        const QJsonObject &data, const QString &at);
    void removeMessage(const ConversationRecord &conversation, const MessageRecord &message,
                       const QString &at);
    [[nodiscard]] int messageCount(const QString &conversationSid);
    [[nodiscard]] int unreadCount(const QString &conversationSid, qint64 horizon);

private:
    [[nodiscard]] QJsonObject documentData(const ConversationRecord &conversation);
    [[nodiscard]] static QJsonObject lastMessageValue(const MessageRecord &message);
    void noteLastMessage(const ConversationRecord &conversation, const MessageRecord &message,
                         const QString &at);
    void forgetInvitation(const QString &conversationSid, const QString &identity);
    [[nodiscard]] QJsonObject rosterData(const ParticipantRecord &participant);
    [[nodiscard]] static QJsonObject ownData(const ConversationRecord &conversation,
                                             const ParticipantRecord &participant,
                                             const QString &status);

    struct InUse
    {
        ConversationRecord record {};
        QHash<QString, ParticipantRecord> participants {}; // by identity; not all
    };
    [[nodiscard]] InUse *inUse(const QString &conversationSid);
    void forgetParticipant(const ParticipantRecord &participant);

    Database &m_database;
    SyncStore &m_sync;
    Installation m_installation;
    QHash<QString, InUse> m_inUse; // by the conversation's sid
};

} // namespace parley::localservice
