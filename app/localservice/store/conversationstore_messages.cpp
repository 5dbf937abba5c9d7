// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// The messages' part of ConversationStore.
#include "localservice/store/conversationstore.h"

#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/secrets.h"
#include "localservice/store/syncstore.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

MessageRecord messageOf(const Statement &row)
{
    return { row.text(0), row.number(1), row.text(2), row.text(3), row.text(4) };
}

} // namespace

std::optional<MessageRecord> ConversationStore::message(const QString &conversationSid,
                                                        const QString &sid)
{
    Statement row(m_database,
                  u"SELECT conversation, position, sid, author, created FROM messages"
                  " WHERE sid=? AND conversation=?"_s,
                  { sid, conversationSid });
    return row.next() ? std::optional(messageOf(row)) : std::nullopt;
}

std::optional<MessageRecord> ConversationStore::lastMessage(const QString &conversationSid)
{
    Statement row(m_database,
                  u"SELECT conversation, position, sid, author, created FROM messages"
                  " WHERE conversation=? ORDER BY position DESC LIMIT 1"_s,
                  { conversationSid });
    return row.next() ? std::optional(messageOf(row)) : std::nullopt;
}

QJsonObject ConversationStore::messageData(const MessageRecord &message)
{
    const auto item = m_sync.listItem(message.conversation + ".messages"_L1, message.index);
    return item ? item->data : QJsonObject();
}

void ConversationStore::putMedia(QJsonObject &data, const std::vector<MediaRecord> &medias)
{
    if (medias.empty())
        return;
    const QJsonArray items = MediaStore::toItems(medias);
    data.insert(u"type"_s, u"media"_s);
    data.insert(u"medias"_s, items);
    if (items.size() == 1) // Programmable Chat knows only one
        data.insert(u"media"_s, items.first());
}

MessageRecord ConversationStore::addMessage(ConversationRecord &conversation, const QString &author,
                                            QJsonObject &data, const QString &at)
{
    const MessageRecord message { conversation.sid, conversation.nextIndex++, newSid("IM"_L1),
                                  author, at };
    Statement(
        m_database,
        u"INSERT INTO messages(conversation, position, sid, author, created) VALUES(?,?,?,?,?)"_s,
        { conversation.sid, message.index, message.sid, author, at });
    if (const auto known = m_inUse.find(conversation.sid); known != m_inUse.end())
        known->record.nextIndex = conversation.nextIndex;
    data.insert(u"sid"_s, message.sid);
    data.insert(u"author"_s, author);
    data.insert(u"timestamp"_s, at);
    data.insert(u"dateUpdated"_s, at);
    data.insert(u"lastUpdatedBy"_s, QJsonValue::Null);
    if (!data.contains("type"_L1))
        data.insert(u"type"_s, u"text"_s);
    m_sync.appendListItem(conversation.messagesList(), message.index, data, at);
    noteLastMessage(conversation, message, at);
    return message;
}

// All else in the document is as it was: it need not be made again for each message.
void ConversationStore::noteLastMessage(const ConversationRecord &conversation,
                                        const MessageRecord &message, const QString &at)
{
    const std::optional<SyncObject> document = m_sync.find(conversation.document());
    if (!document)
        return;
    QJsonObject data = document->data;
    data.insert(u"lastMessage"_s, lastMessageValue(message));
    m_sync.setDocument(document->name, data, at);
}

void ConversationStore::setMessageData(const ConversationRecord &conversation,
                                       const MessageRecord &message, const QJsonObject &data,
                                       const QString &at)
{
    m_sync.putListItem(conversation.messagesList(), message.index, data, at);
}

void ConversationStore::removeMessage(const ConversationRecord &conversation,
                                      const MessageRecord &message, const QString &at)
{
    const std::optional<MessageRecord> last = lastMessage(conversation.sid);
    const bool isLast = last && last->index == message.index;
    if (isLast) {
        Statement(m_database, u"UPDATE conversations SET next_index=? WHERE sid=?"_s,
                  { conversation.nextIndex, conversation.sid });
    }
    Statement(m_database, u"DELETE FROM messages WHERE conversation=? AND position=?"_s,
              { conversation.sid, message.index });
    m_sync.removeListItem(conversation.messagesList(), message.index, at);
    if (isLast)
        m_sync.setDocument(conversation.document(), documentData(conversation), at);
}

int ConversationStore::messageCount(const QString &conversationSid)
{
    Statement row(m_database, u"SELECT count(*) FROM messages WHERE conversation=?"_s,
                  { conversationSid });
    return row.next() ? int(row.number(0)) : 0;
}

int ConversationStore::unreadCount(const QString &conversationSid, qint64 horizon)
{
    Statement row(m_database,
                  u"SELECT count(*) FROM messages WHERE conversation=? AND position>?"_s,
                  { conversationSid, horizon });
    return row.next() ? int(row.number(0)) : 0;
}

} // namespace parley::localservice
