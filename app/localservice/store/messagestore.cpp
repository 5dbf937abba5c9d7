// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/messagestore.h"

#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "localservice/store/secrets.h"
#include "localservice/store/syncitems.h"
#include "localservice/store/syncstore.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

MessageRecord messageOf(const Statement &row)
{
    return { row.text(0), row.number(1), row.text(2), row.text(3), row.text(4) };
}

} // namespace

std::optional<MessageRecord> MessageStore::find(const QString &conversationSid,
                                                const QString &sid) const
{
    Statement row(m_database,
                  u"SELECT conversation, position, sid, author, created FROM messages"
                  " WHERE sid=? AND conversation=?"_s,
                  { sid, conversationSid });
    return row.next() ? std::optional(messageOf(row)) : std::nullopt;
}

std::optional<MessageRecord> MessageStore::last(const QString &conversationSid) const
{
    Statement row(m_database,
                  u"SELECT conversation, position, sid, author, created FROM messages"
                  " WHERE conversation=? ORDER BY position DESC LIMIT 1"_s,
                  { conversationSid });
    return row.next() ? std::optional(messageOf(row)) : std::nullopt;
}

QJsonObject MessageStore::data(const MessageRecord &message) const
{
    const auto item = m_sync.item(message.conversation + ".messages"_L1, message.index);
    return item ? item->data : QJsonObject();
}

int MessageStore::count(const QString &conversationSid) const
{
    return int(m_database.number(u"SELECT count(*) FROM messages WHERE conversation=?"_s,
                                 { conversationSid }));
}

std::optional<int> MessageStore::unreadCount(const ParticipantRecord &reader) const
{
    if (!reader.lastRead)
        return std::nullopt;
    return int(
        m_database.number(u"SELECT count(*) FROM messages WHERE conversation=? AND position>?"_s,
                          { reader.conversation, *reader.lastRead }));
}

MessageRecord MessageStore::add(ConversationRecord &conversation, const QString &author,
                                QJsonObject &data, const QString &at)
{
    const MessageRecord message { conversation.sid, m_conversations.takeIndex(conversation),
                                  newSid("IM"_L1), author, at };
    Statement(
        m_database,
        u"INSERT INTO messages(conversation, position, sid, author, created) VALUES(?,?,?,?,?)"_s,
        { conversation.sid, message.index, message.sid, author, at });
    data.insert(u"sid"_s, message.sid);
    data.insert(u"author"_s, author);
    data.insert(u"timestamp"_s, at);
    data.insert(u"dateUpdated"_s, at);
    data.insert(u"lastUpdatedBy"_s, QJsonValue::Null);
    if (!data.contains("type"_L1))
        data.insert(u"type"_s, u"text"_s);
    m_sync.putItem(conversation.messagesList(), message.index, data, at, SyncStore::Known::New);
    m_conversations.setLastMessage(conversation, message, at);
    return message;
}

void MessageStore::setData(const ConversationRecord &conversation, const MessageRecord &message,
                           const QJsonObject &data, const QString &at)
{
    m_sync.putItem(conversation.messagesList(), message.index, data, at);
}

void MessageStore::remove(const ConversationRecord &conversation, const MessageRecord &message,
                          const QString &at)
{
    const std::optional<MessageRecord> newest = last(conversation.sid);
    const bool isNewest = newest && newest->index == message.index;
    if (isNewest)
        m_conversations.keepNextIndex(conversation);
    Statement(m_database, u"DELETE FROM messages WHERE conversation=? AND position=?"_s,
              { conversation.sid, message.index });
    m_sync.removeItem(conversation.messagesList(), message.index, at);
    if (isNewest)
        m_conversations.setLastMessage(conversation, last(conversation.sid), at);
}

} // namespace parley::localservice
