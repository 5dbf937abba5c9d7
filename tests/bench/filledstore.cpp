// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "filledstore.h"

#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "localservice/store/messagestore.h"
#include "localservice/store/syncstore.h"

#include <utility>

namespace parley::bench {

using namespace Qt::StringLiterals;
using namespace localservice;

namespace {

QString moment()
{
    return u"2026-01-02T03:04:05.678Z"_s;
}

struct Stores
{
    explicit Stores(Database &database)
        : sync(database)
        , conversations(database, sync, Installation::loadOrCreate(database))
        , messages(database, sync, conversations)
    { }

    SyncStore sync;
    ConversationStore conversations;
    MessageStore messages;
};

class Filler
{
public:
    Filler(Database &database, const Filling &filling)
        : m_database(database)
        , m_filling(filling)
        , m_stores(database)
        , m_later(database)
    { }

    QString fill()
    {
        for (int i = 0; i < m_filling.conversations; ++i)
            addConversation(i);
        const QString first = m_sids.constFirst();
        addMessages(u"sid=?"_s, first, m_filling.messagesInFirst - 1);
        addMessages(u"sid<>?"_s, first, m_filling.messagesInOther - 1);
        addItems();
        for (const QString &sid : std::as_const(m_sids))
            addLastMessage(sid);
        return first;
    }

private:
    void addConversation(int number)
    {
        ConversationRecord conversation;
        conversation.friendlyName
            = number == 0 ? m_filling.nameOfFirst() : u"Conversation %1"_s.arg(number);
        conversation.createdBy = u"carol"_s;
        m_stores.conversations.createConversation(conversation, moment());
        const QStringList participants = number < m_filling.ofAlice
            ? QStringList { u"alice"_s, u"bob"_s, u"carol"_s }
            : QStringList { u"carol"_s };
        for (const QString &identity : participants) {
            ParticipantRecord participant;
            participant.identity = identity;
            m_stores.conversations.addParticipant(conversation, participant, moment());
        }
        m_stores.sync.dropEvents();
        m_sids.append(conversation.sid);
    }

    void addMessages(const QString &where, const QString &first, int count)
    {
        Statement(m_database,
                  u"WITH RECURSIVE numbers(i) AS"
                  " (SELECT 0 UNION ALL SELECT i+1 FROM numbers WHERE i+1 < ?)"
                  " INSERT INTO messages(conversation, position, sid, author, created)"
                  " SELECT sid, i, 'IM' || lower(hex(randomblob(16))), 'bob', ?"
                  " FROM conversations CROSS JOIN numbers WHERE "_s
                      + where,
                  { count, moment(), first });
    }

    /// The content of the messages, and what Sync remembers of their changes.
    void addItems()
    {
        const QString body = bodyOfFilledMessage(0).replace('0'_L1, "' || position || '"_L1);
        Statement(
            m_database,
            u"INSERT INTO sync_items(object, key, event, data, created, updated)"
            " SELECT object.id, position, position, '{\"attributes\":\"{}\",\"author\":"
            "\"bob\",\"contentSid\":null,\"dateUpdated\":\"' || message.created || "
            "'\",\"lastUpdatedBy\":"
            "null,\"memberSid\":null,\"sid\":\"' || message.sid || '\",\"subject\":null,"
            "\"text\":\"%1\",\"timestamp\":\"' || message.created || '\",\"type\":\"text\"}', "
            "message.created, message.created"
            " FROM messages message JOIN sync_objects object"
            " ON object.name = conversation || '.messages' ORDER BY object.id, position"_s.arg(
                body));
        Statement(m_database,
                  u"INSERT INTO sync_events(object, event, type, key, data, at)"
                  " SELECT item.object, item.event, ?, item.key, item.data, item.updated"
                  " FROM sync_items item JOIN sync_objects object ON object.id = item.object"
                  " WHERE object.kind = ? AND item.event >="
                  " (SELECT max(key) FROM sync_items WHERE object = item.object) - ?"_s,
                  { int(SyncEventType::ItemAdded), int(SyncKind::List), SyncStore::MinimumLog });
    }

    void addLastMessage(const QString &sid)
    {
        // The first stores remember the conversations without the messages that SQL made.
        auto conversation = m_later.conversations.conversation(sid);
        if (!conversation)
            return;
        QJsonObject data { { u"text"_s, u"The last one"_s }, { u"attributes"_s, u"{}"_s } };
        m_later.messages.add(*conversation, u"bob"_s, data, moment());
        m_later.sync.dropEvents();
    }

    Database &m_database;
    Filling m_filling;
    Stores m_stores;
    Stores m_later;
    QStringList m_sids;
};

} // namespace

QString bodyOfFilledMessage(int index)
{
    return u"Message %1 of many: it was the best of times, it was the worst of times."_s.arg(index);
}

QString fillStore(const QString &path, const Filling &filling)
{
    Database database;
    if (!database.open(path))
        return {};
    Statement(database, u"PRAGMA cache_size=-200000"_s); // KiB: the indexes stay in memory
    Filler filler(database, filling);
    Transaction transaction(database);
    const QString first = filler.fill();
    return transaction.commit() ? first : QString();
}

} // namespace parley::bench
