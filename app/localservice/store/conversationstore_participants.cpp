// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// The participants' part of ConversationStore.
#include "localservice/store/conversationstore.h"

#include "localservice/store/database.h"
#include "localservice/store/jsontext.h"
#include "localservice/store/secrets.h"
#include "localservice/store/syncstore.h"
#include "twilsock/sid.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

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
    QStringList identities;
    Statement row(
        m_database,
        u"SELECT identity FROM participants WHERE conversation=? AND identity IS NOT NULL"_s,
        { conversationSid });
    while (row.next())
        identities.append(row.text(0));
    return identities;
}

int ConversationStore::participantCount(const QString &conversationSid, bool chatOnly)
{
    Statement row(
        m_database,
        chatOnly
            ? u"SELECT count(*) FROM participants WHERE conversation=? AND identity IS NOT NULL"_s
            : u"SELECT count(*) FROM participants WHERE conversation=?"_s,
        { conversationSid });
    return row.next() ? int(row.number(0)) : 0;
}

void ConversationStore::addParticipant(const ConversationRecord &conversation,
                                       ParticipantRecord &participant, const QString &at)
{
    if (!participant.identity.isNull())
        ensureUser(participant.identity, at);
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
    m_sync.putMapItem(conversation.rosterMap(), participant.sid, rosterData(participant), at);
    if (!participant.identity.isNull()) {
        forgetInvitation(conversation.sid, participant.identity); // taken up
        m_sync.putMapItem(UserRecord::conversationsMap(participant.identity), conversation.sid,
                          ownData(conversation, participant, u"joined"_s), at);
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
        m_sync.putMapItem(UserRecord::conversationsMap(participant.identity), conversation.sid,
                          ownData(conversation, participant, u"joined"_s), at);
    }
    if (shown != Shown::InOwnMap)
        m_sync.putMapItem(conversation.rosterMap(), participant.sid, rosterData(participant), at);
}

void ConversationStore::removeParticipant(const ConversationRecord &conversation,
                                          const ParticipantRecord &participant, const QString &at)
{
    if (!participant.identity.isNull())
        m_sync.removeMapItem(UserRecord::conversationsMap(participant.identity), conversation.sid,
                             at);
    m_sync.removeMapItem(conversation.rosterMap(), participant.sid, at);
    Statement(m_database, u"DELETE FROM participants WHERE sid=?"_s, { participant.sid });
    forgetParticipant(participant);
}

bool ConversationStore::isInvited(const QString &conversationSid, const QString &identity)
{
    Statement row(m_database, u"SELECT 1 FROM invites WHERE conversation=? AND identity=?"_s,
                  { conversationSid, identity });
    return row.next();
}

QStringList ConversationStore::invitedIdentities(const QString &conversationSid)
{
    QStringList identities;
    Statement row(m_database, u"SELECT identity FROM invites WHERE conversation=?"_s,
                  { conversationSid });
    while (row.next())
        identities.append(row.text(0));
    return identities;
}

void ConversationStore::invite(const ConversationRecord &conversation, const QString &identity,
                               const QString &at)
{
    ensureUser(identity, at);
    Statement(m_database, u"INSERT INTO invites(conversation, identity) VALUES(?,?)"_s,
              { conversation.sid, identity });
    m_sync.putMapItem(UserRecord::conversationsMap(identity), conversation.sid,
                      ownData(conversation, {}, u"invited"_s), at);
}

void ConversationStore::endInvitation(const ConversationRecord &conversation,
                                      const QString &identity, const QString &at)
{
    forgetInvitation(conversation.sid, identity);
    m_sync.removeMapItem(UserRecord::conversationsMap(identity), conversation.sid, at);
}

void ConversationStore::forgetInvitation(const QString &conversationSid, const QString &identity)
{
    Statement(m_database, u"DELETE FROM invites WHERE conversation=? AND identity=?"_s,
              { conversationSid, identity });
}

QJsonObject ConversationStore::rosterData(const ParticipantRecord &participant)
{
    QJsonObject data {
        { u"identity"_s, textOrNull(participant.identity) },
        { u"type"_s, participant.type },
        { u"attributes"_s, participant.attributes },
        { u"dateCreated"_s, participant.created },
        { u"dateUpdated"_s, participant.updated },
        { u"roleSid"_s, participant.roleSid },
        { u"lastConsumedMessageIndex"_s, numberOrNull(participant.lastRead) },
        { u"lastConsumptionTimestamp"_s, textOrNull(participant.lastReadAt) },
    };
    if (!participant.identity.isNull()) {
        if (const std::optional<UserRecord> owner = user(participant.identity))
            data.insert(u"userInfo"_s, owner->infoMap());
    } else if (const auto binding = parseJson(participant.binding)) {
        data.insert(u"bindings"_s, QJsonObject { { participant.type, *binding } });
    }
    return data;
}

QJsonObject ConversationStore::ownData(const ConversationRecord &conversation,
                                       const ParticipantRecord &participant, const QString &status)
{
    return {
        { u"channel"_s, conversation.document() },
        { u"channel_sid"_s, conversation.sid },
        { u"status"_s, status },
        { u"notificationLevel"_s, participant.notificationLevel },
        { u"lastConsumedMessageIndex"_s, numberOrNull(participant.lastRead) },
        { u"messages"_s, conversation.messagesList() },
        { u"roster"_s, conversation.rosterMap() },
    };
}

} // namespace parley::localservice
