// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/conversationstore.h"

#include "localservice/store/database.h"
#include "localservice/store/jsontext.h"
#include "localservice/store/secrets.h"
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

} // namespace

ConversationStore::ConversationStore(Database &database, SyncStore &sync,
                                     const Installation &installation)
    : m_database(database)
    , m_sync(sync)
    , m_installation(installation)
{
    m_database.onRollback([this] { m_inUse.clear(); });
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
    Statement row(m_database, u"SELECT 1 FROM conversations WHERE unique_name=?"_s, { uniqueName });
    return row.next();
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
    Statement(m_database,
              u"INSERT INTO conversations(sid, unique_name, friendly_name, attributes, created_by,"
              " created, updated, next_index, is_public) VALUES(?,?,?,?,?,?,?,0,?)"_s,
              { conversation.sid, orNull(conversation.uniqueName),
                orNull(conversation.friendlyName), conversation.attributes, conversation.createdBy,
                at, at, int(conversation.isPublic) });
    m_sync.create(SyncKind::Document, conversation.document(),
                  conversation.isPublic ? SyncScope::Everyone : SyncScope::ParticipantsAndCreator,
                  conversation.sid, documentData(conversation), at);
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
    m_sync.setDocument(conversation.document(), documentData(conversation), conversation.updated);
}

void ConversationStore::deleteConversation(const ConversationRecord &conversation,
                                           const QString &at)
{
    const QStringList identities
        = participantIdentities(conversation.sid) + invitedIdentities(conversation.sid);
    for (const QString &identity : identities)
        m_sync.removeMapItem(UserRecord::conversationsMap(identity), conversation.sid, at);
    m_sync.removeObject(conversation.document(), at);
    m_sync.removeObject(conversation.messagesList(), at);
    m_sync.removeObject(conversation.rosterMap(), at);
    Statement(m_database, u"DELETE FROM conversations WHERE sid=?"_s, { conversation.sid });
    m_inUse.remove(conversation.sid);
}

std::vector<ConversationRecord> ConversationStore::conversationsOf(const QString &identity,
                                                                   const QString &after, int limit)
{
    std::vector<ConversationRecord> records;
    Statement row(m_database,
                  selectConversation(u"participants p JOIN conversations c ON c.sid=p.conversation"
                                     " WHERE p.identity=? AND p.conversation>?"
                                     " ORDER BY p.conversation LIMIT ?"_s),
                  { identity, after.isNull() ? QString(u""_s) : after, limit });
    while (row.next())
        records.push_back(conversationOf(row));
    return records;
}

std::vector<ConversationRecord> ConversationStore::publicConversations(const QString &after,
                                                                       int limit)
{
    std::vector<ConversationRecord> records;
    Statement row(m_database,
                  selectConversation(u"conversations c WHERE c.is_public=1 AND c.sid>?"
                                     " ORDER BY c.sid LIMIT ?"_s),
                  { after.isNull() ? QString(u""_s) : after, limit });
    while (row.next())
        records.push_back(conversationOf(row));
    return records;
}

int ConversationStore::conversationCount(const QString &identity)
{
    Statement row(m_database, u"SELECT count(*) FROM participants WHERE identity=?"_s,
                  { identity });
    return row.next() ? int(row.number(0)) : 0;
}

QStringList ConversationStore::groupConversations(const QString &excluded)
{
    QStringList sids;
    Statement row(m_database,
                  u"SELECT conversation FROM participants WHERE identity IS NOT NULL"
                  " GROUP BY conversation HAVING count(*)>1 AND sum(identity=?)=0"_s,
                  { excluded });
    while (row.next())
        sids.append(row.text(0));
    return sids;
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

QJsonObject ConversationStore::lastMessageValue(const MessageRecord &message)
{
    return { { u"index"_s, message.index }, { u"timestamp"_s, message.created } };
}

QJsonObject ConversationStore::documentData(const ConversationRecord &conversation)
{
    const std::optional<MessageRecord> last = lastMessage(conversation.sid);
    return {
        { u"sid"_s, conversation.sid },
        { u"friendlyName"_s, textOrNull(conversation.friendlyName) },
        { u"uniqueName"_s, textOrNull(conversation.uniqueName) },
        // The text as it was sent: an object would lose the order of its members.
        { u"attributes"_s, conversation.attributes },
        { u"createdBy"_s, conversation.createdBy },
        { u"dateCreated"_s, conversation.created },
        { u"dateUpdated"_s, conversation.updated },
        { u"messages"_s, conversation.messagesList() },
        { u"roster"_s, conversation.rosterMap() },
        { u"lastMessage"_s, last ? QJsonValue(lastMessageValue(*last)) : QJsonValue::Null },
        { u"state"_s,
          QJsonObject { { u"current"_s, u"active"_s },
                        { u"dateUpdated"_s, conversation.created } } },
        { u"bindings"_s, QJsonObject() },
        { u"type"_s, conversation.type() }, // for Programmable Chat
    };
}

} // namespace parley::localservice
