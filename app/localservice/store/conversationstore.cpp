// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/conversationstore.h"

#include "localservice/store/database.h"
#include "localservice/store/secrets.h"
#include "localservice/store/syncitems.h"
#include "localservice/store/syncstore.h"
#include "twilsock/sid.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

QString selectConversation(const QString &rest)
{
    // next_index is written only when the last message goes, as its index is not given out again.
    return u"SELECT c.sid, c.unique_name, c.friendly_name, c.attributes, c.created_by, c.created,"
           " c.updated, max(c.next_index, ifnull((SELECT max(m.position)+1 FROM messages m"
           " WHERE m.conversation=c.sid), 0)), c.is_public FROM "_s
        + rest;
}

ConversationRecord conversationOf(const Statement &row)
{
    ConversationRecord record;
    record.sid = row.text(0);
    record.uniqueName = row.nullableText(1);
    record.friendlyName = row.nullableText(2);
    record.attributes = row.text(3);
    record.createdBy = row.text(4);
    record.created = row.text(5);
    record.updated = row.text(6);
    record.nextIndex = row.number(7);
    record.isPublic = row.number(8) != 0;
    return record;
}

std::vector<ConversationRecord> allOf(Database &database, const QString &rest,
                                      const QVariantList &values)
{
    std::vector<ConversationRecord> records;
    Statement row(database, selectConversation(rest), values);
    while (row.next())
        records.push_back(conversationOf(row));
    return records;
}

QString selectParticipant(const QString &condition)
{
    return u"SELECT sid, conversation, identity, type, address, binding, attributes, role_sid, "
           u"last_read,"
           " last_read_at, notification_level, created, updated FROM participants"
           " WHERE conversation=? AND "_s
        + condition;
}

ParticipantRecord participantOf(const Statement &row)
{
    return { row.text(0),           row.text(1),         row.nullableText(2), row.text(3),
             row.nullableText(4),   row.nullableText(5), row.text(6),         row.text(7),
             row.optionalNumber(8), row.nullableText(9), row.text(10),        row.text(11),
             row.text(12) };
}

} // namespace

ConversationStore::ConversationStore(Database &database, SyncStore &sync,
                                     const Installation &installation)
    : m_database(database)
    , m_sync(sync)
    , m_users(database, sync)
    , m_installation(installation)
{
    m_database.onRollback([this] {
        m_inUse.clear();
        m_created.clear();
    });
}

std::optional<ConversationRecord> ConversationStore::conversation(const QString &sidOrUniqueName)
{
    if (isSid(sidOrUniqueName, "CH"_L1)) {
        const InUse *const known = inUse(sidOrUniqueName);
        return known != nullptr ? std::optional(known->record) : std::nullopt;
    }
    Statement row(m_database, selectConversation(u"conversations c WHERE c.unique_name=?"_s),
                  { sidOrUniqueName });
    return row.next() ? std::optional(conversationOf(row)) : std::nullopt;
}

ConversationStore::InUse *ConversationStore::inUse(const QString &conversationSid)
{
    if (const auto known = m_inUse.find(conversationSid); known != m_inUse.end())
        return &*known;
    Statement row(m_database, selectConversation(u"conversations c WHERE c.sid=?"_s),
                  { conversationSid });
    if (!row.next())
        return nullptr;
    constexpr qsizetype Most = 2048; // then what is in use comes back soon
    if (m_inUse.size() >= Most)
        m_inUse.clear();
    return &*m_inUse.insert(conversationSid, { conversationOf(row), {} });
}

bool ConversationStore::isUniqueNameTaken(const QString &uniqueName)
{
    return m_database.number(u"SELECT 1 FROM conversations WHERE unique_name=?"_s, { uniqueName })
        > 0;
}

bool ConversationStore::isCreator(const QString &conversationSid, const QString &identity)
{
    const InUse *const known = inUse(conversationSid);
    return known != nullptr && known->record.createdBy == identity;
}

void ConversationStore::createConversation(ConversationRecord &conversation, const QString &at)
{
    conversation.sid = newSid("CH"_L1);
    conversation.created = at;
    conversation.updated = at;
    if (const auto known = m_created.find(conversation.createdBy); known != m_created.end())
        ++*known;
    Statement(m_database,
              u"INSERT INTO conversations(sid, unique_name, friendly_name, attributes, created_by,"
              " created, updated, next_index, is_public) VALUES(?,?,?,?,?,?,?,0,?)"_s,
              { conversation.sid, orNull(conversation.uniqueName),
                orNull(conversation.friendlyName), conversation.attributes, conversation.createdBy,
                at, at, int(conversation.isPublic) });
    m_sync.create(SyncKind::Document, conversation.document(),
                  conversation.isPublic ? SyncScope::Everyone : SyncScope::ParticipantsAndCreator,
                  conversation.sid, syncitems::conversation(conversation, QJsonValue::Null), at);
    m_sync.create(SyncKind::List, conversation.messagesList(), SyncScope::Participants,
                  conversation.sid, {}, at);
    m_sync.create(SyncKind::Map, conversation.rosterMap(), SyncScope::Participants,
                  conversation.sid, {}, at);
}

void ConversationStore::saveConversation(const ConversationRecord &conversation)
{
    Statement(m_database,
              u"UPDATE conversations SET unique_name=?, friendly_name=?, attributes=?, updated=?"
              " WHERE sid=?"_s,
              { orNull(conversation.uniqueName), orNull(conversation.friendlyName),
                conversation.attributes, conversation.updated, conversation.sid });
    m_inUse.remove(conversation.sid);
    if (const std::optional<SyncObject> document = m_sync.find(conversation.document())) {
        m_sync.setDocument(
            document->name,
            syncitems::conversation(conversation, document->data.value("lastMessage"_L1)),
            conversation.updated);
    }
}

void ConversationStore::deleteConversation(const ConversationRecord &conversation,
                                           const QString &at)
{
    const QStringList identities = participantIdentities(conversation.sid)
        + m_database.texts(u"SELECT identity FROM invites WHERE conversation=?"_s,
                           { conversation.sid });
    for (const QString &identity : identities)
        m_sync.removeItem(UserRecord::conversationsMap(identity), conversation.sid, at);
    m_sync.removeObject(conversation.document(), at);
    m_sync.removeObject(conversation.messagesList(), at);
    m_sync.removeObject(conversation.rosterMap(), at);
    Statement(m_database, u"DELETE FROM conversations WHERE sid=?"_s, { conversation.sid });
    m_inUse.remove(conversation.sid);
    m_created.remove(conversation.createdBy);
}

std::vector<ConversationRecord> ConversationStore::conversationsOf(const QString &identity,
                                                                   const QString &after, int limit)
{
    return allOf(m_database,
                 u"participants p JOIN conversations c ON c.sid=p.conversation"
                 " WHERE p.identity=? AND p.conversation>? ORDER BY p.conversation LIMIT ?"_s,
                 { identity, after.isNull() ? QString(u""_s) : after, limit });
}

std::vector<ConversationRecord> ConversationStore::publicConversations(const QString &after,
                                                                       int limit)
{
    return allOf(m_database,
                 u"conversations c WHERE c.is_public=1 AND c.sid>? ORDER BY c.sid LIMIT ?"_s,
                 { after.isNull() ? QString(u""_s) : after, limit });
}

int ConversationStore::conversationCount(const QString &identity)
{
    return int(
        m_database.number(u"SELECT count(*) FROM participants WHERE identity=?"_s, { identity }));
}

int ConversationStore::invitationCount(const QString &identity)
{
    return int(m_database.number(u"SELECT count(*) FROM invites WHERE identity=?"_s, { identity }));
}

int ConversationStore::createdCount(const QString &identity)
{
    const auto known = m_created.constFind(identity);
    if (known != m_created.cend())
        return *known;
    return m_created[identity] = int(m_database.number(
               u"SELECT count(*) FROM conversations WHERE created_by=?"_s, { identity }));
}

QStringList ConversationStore::groupConversations(const QString &excluded)
{
    return m_database.texts(u"SELECT conversation FROM participants WHERE identity IS NOT NULL"
                            " GROUP BY conversation HAVING count(*)>1 AND sum(identity=?)=0"_s,
                            { excluded });
}

QStringList ConversationStore::participantObjects(const ConversationRecord &conversation)
{
    QStringList sids;
    for (const QString &name :
         { conversation.document(), conversation.messagesList(), conversation.rosterMap() }) {
        if (const std::optional<SyncObject> object = m_sync.find(name))
            sids.append(object->sid);
    }
    return sids;
}

qint64 ConversationStore::takeIndex(ConversationRecord &conversation)
{
    const qint64 index = conversation.nextIndex++;
    if (const auto known = m_inUse.find(conversation.sid); known != m_inUse.end())
        known->record.nextIndex = conversation.nextIndex;
    return index;
}

void ConversationStore::keepNextIndex(const ConversationRecord &conversation)
{
    Statement(m_database, u"UPDATE conversations SET next_index=? WHERE sid=?"_s,
              { conversation.nextIndex, conversation.sid });
}

// All else in the document is as it was: it need not be made again for each message.
void ConversationStore::setLastMessage(const ConversationRecord &conversation,
                                       const std::optional<MessageRecord> &message,
                                       const QString &at)
{
    const std::optional<SyncObject> document = m_sync.find(conversation.document());
    if (!document)
        return;
    QJsonObject data = document->data;
    data.insert(u"lastMessage"_s,
                message ? QJsonValue(syncitems::lastMessage(*message)) : QJsonValue::Null);
    m_sync.setDocument(document->name, data, at);
}

bool ConversationStore::isParticipant(const QString &conversationSid, const QString &identity)
{
    return bool(participant(conversationSid, identity));
}

std::optional<ParticipantRecord> ConversationStore::participant(const QString &conversationSid,
                                                                const QString &sidOrIdentity)
{
    InUse *const known = inUse(conversationSid);
    if (known == nullptr)
        return std::nullopt;
    if (const auto own = known->participants.constFind(sidOrIdentity);
        own != known->participants.cend())
        return *own;
    const bool bySid = isSid(sidOrIdentity, "MB"_L1);
    Statement row(m_database, selectParticipant(bySid ? u"sid=?"_s : u"identity=?"_s),
                  { conversationSid, sidOrIdentity });
    if (!row.next())
        return std::nullopt;
    const ParticipantRecord record = participantOf(row);
    if (!bySid)
        known->participants.insert(sidOrIdentity, record);
    return record;
}

void ConversationStore::forgetParticipant(const ParticipantRecord &participant)
{
    if (const auto known = m_inUse.find(participant.conversation); known != m_inUse.end())
        known->participants.remove(participant.identity);
}

std::optional<ParticipantRecord>
ConversationStore::participantByAddress(const QString &conversationSid, const QString &address)
{
    Statement row(m_database, selectParticipant(u"address=?"_s), { conversationSid, address });
    return row.next() ? std::optional(participantOf(row)) : std::nullopt;
}

QStringList ConversationStore::participantIdentities(const QString &conversationSid)
{
    return m_database.texts(
        u"SELECT identity FROM participants WHERE conversation=? AND identity IS NOT NULL"_s,
        { conversationSid });
}

int ConversationStore::participantCount(const QString &conversationSid, bool chatOnly)
{
    return int(m_database.number(
        chatOnly
            ? u"SELECT count(*) FROM participants WHERE conversation=? AND identity IS NOT NULL"_s
            : u"SELECT count(*) FROM participants WHERE conversation=?"_s,
        { conversationSid }));
}

void ConversationStore::addParticipant(const ConversationRecord &conversation,
                                       ParticipantRecord &participant, const QString &at)
{
    if (!participant.identity.isNull())
        m_users.ensure(participant.identity, at);
    participant.sid = newSid("MB"_L1);
    participant.conversation = conversation.sid;
    participant.roleSid = participant.identity == conversation.createdBy
        ? m_installation.creatorRoleSid
        : m_installation.participantRoleSid;
    participant.created = at;
    participant.updated = at;
    Statement(
        m_database,
        u"INSERT INTO participants(sid, conversation, identity, type, address, binding, attributes,"
        " role_sid, last_read, last_read_at, notification_level, created, updated)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"_s,
        { participant.sid, conversation.sid, orNull(participant.identity), participant.type,
          orNull(participant.address), orNull(participant.binding), participant.attributes,
          participant.roleSid, participant.lastRead ? QVariant(*participant.lastRead) : QVariant(),
          orNull(participant.lastReadAt), participant.notificationLevel, at, at });
    m_sync.putItem(conversation.rosterMap(), participant.sid, rosterItem(participant), at);
    if (!participant.identity.isNull()) {
        forgetInvitation(conversation.sid, participant.identity); // taken up
        m_sync.putItem(UserRecord::conversationsMap(participant.identity), conversation.sid,
                       syncitems::ownConversation(conversation, participant, u"joined"_s), at);
    }
}

void ConversationStore::saveParticipant(const ConversationRecord &conversation,
                                        const ParticipantRecord &participant, Shown shown,
                                        const QString &at)
{
    Statement(
        m_database,
        u"UPDATE participants SET attributes=?, last_read=?, last_read_at=?, notification_level=?,"
        " updated=? WHERE sid=?"_s,
        { participant.attributes,
          participant.lastRead ? QVariant(*participant.lastRead) : QVariant(),
          orNull(participant.lastReadAt), participant.notificationLevel, participant.updated,
          participant.sid });
    forgetParticipant(participant);
    if (shown != Shown::InRoster) {
        m_sync.putItem(UserRecord::conversationsMap(participant.identity), conversation.sid,
                       syncitems::ownConversation(conversation, participant, u"joined"_s), at);
    }
    if (shown != Shown::InOwnMap)
        m_sync.putItem(conversation.rosterMap(), participant.sid, rosterItem(participant), at);
}

void ConversationStore::removeParticipant(const ConversationRecord &conversation,
                                          const ParticipantRecord &participant, const QString &at)
{
    if (!participant.identity.isNull())
        m_sync.removeItem(UserRecord::conversationsMap(participant.identity), conversation.sid, at);
    m_sync.removeItem(conversation.rosterMap(), participant.sid, at);
    Statement(m_database, u"DELETE FROM participants WHERE sid=?"_s, { participant.sid });
    forgetParticipant(participant);
}

int ConversationStore::invitedCount(const QString &conversationSid)
{
    return int(m_database.number(u"SELECT count(*) FROM invites WHERE conversation=?"_s,
                                 { conversationSid }));
}

bool ConversationStore::isInvited(const QString &conversationSid, const QString &identity)
{
    return m_database.number(u"SELECT 1 FROM invites WHERE conversation=? AND identity=?"_s,
                             { conversationSid, identity })
        > 0;
}

void ConversationStore::invite(const ConversationRecord &conversation, const QString &identity,
                               const QString &at)
{
    m_users.ensure(identity, at);
    Statement(m_database, u"INSERT INTO invites(conversation, identity) VALUES(?,?)"_s,
              { conversation.sid, identity });
    m_sync.putItem(UserRecord::conversationsMap(identity), conversation.sid,
                   syncitems::ownConversation(conversation, {}, u"invited"_s), at);
}

void ConversationStore::endInvitation(const ConversationRecord &conversation,
                                      const QString &identity, const QString &at)
{
    forgetInvitation(conversation.sid, identity);
    m_sync.removeItem(UserRecord::conversationsMap(identity), conversation.sid, at);
}

void ConversationStore::forgetInvitation(const QString &conversationSid, const QString &identity)
{
    Statement(m_database, u"DELETE FROM invites WHERE conversation=? AND identity=?"_s,
              { conversationSid, identity });
}

QJsonObject ConversationStore::rosterItem(const ParticipantRecord &participant) const
{
    return syncitems::participant(
        participant,
        participant.identity.isNull() ? std::nullopt : m_users.find(participant.identity));
}

} // namespace parley::localservice
