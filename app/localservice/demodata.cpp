// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/demodata.h"

#include "localservice/conversationstore.h"
#include "localservice/database.h"
#include "localservice/jsontext.h"
#include "localservice/moment.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

class Seeder
{
public:
    Seeder(ConversationStore &store, WallTime now)
        : m_store(store)
        , m_now(now)
    { }

    void addUser(const QJsonObject &entry)
    {
        UserRecord user = m_store.ensureUser(entry.value("identity"_L1).toString(), ago(firstDay));
        user.friendlyName = entry.value("friendlyName"_L1).toString();
        user.attributes = compactJson(entry.value("attributes"_L1).toObject());
        m_store.saveUser(user);
    }

    void addConversation(const QJsonObject &entry, const QStringList &participants)
    {
        const QJsonArray messages = entry.value("messages"_L1).toArray();
        const qint64 start = messages.first().toObject().value("minutesAgo"_L1).toInteger(60) + 30;
        ConversationRecord conversation;
        conversation.friendlyName = entry.value("friendlyName"_L1).toString();
        if (entry.contains("uniqueName"_L1))
            conversation.uniqueName = entry.value("uniqueName"_L1).toString();
        conversation.createdBy = participants.first();
        conversation.attributes = compactJson(entry.value("attributes"_L1).toObject());
        m_store.createConversation(conversation, ago(start));

        const QJsonObject unread = entry.value("unread"_L1).toObject();
        for (const QString &identity : participants) {
            ParticipantRecord participant;
            participant.identity = identity;
            const qint64 last = qint64(messages.size()) - 1 - unread.value(identity).toInteger(0);
            if (last >= 0)
                participant.lastRead = last;
            participant.lastReadAt = ago(start);
            m_store.addParticipant(conversation, participant, ago(start));
        }
        for (const auto value : messages)
            addMessage(conversation, value.toObject());
    }

private:
    static constexpr qint64 firstDay = 7 * 24 * 60;

    void addMessage(ConversationRecord &conversation, const QJsonObject &entry)
    {
        const QString author = entry.value("author"_L1).toString();
        const auto participant = m_store.participant(conversation.sid, author);
        const QJsonObject data {
            { u"memberSid"_s,
              participant ? QJsonValue(participant->sid) : QJsonValue(QJsonValue::Null) },
            { u"text"_s, entry.value("body"_L1) },
            { u"subject"_s, QJsonValue::Null },
            { u"contentSid"_s, QJsonValue::Null },
            { u"attributes"_s, u"{}"_s },
        };
        m_store.addMessage(conversation, author, data,
                           ago(entry.value("minutesAgo"_L1).toInteger()));
    }

    [[nodiscard]] QString ago(qint64 minutes) const
    {
        return isoDate(m_now - std::chrono::minutes(minutes));
    }

    ConversationStore &m_store;
    WallTime m_now;
};

QStringList participantsOf(const QJsonObject &entry, const QStringList &known,
                           const QStringList &accounts)
{
    QStringList participants;
    const QJsonArray listed = entry.value("participants"_L1).toArray();
    for (const auto value : listed)
        participants.append(value.toString());
    if (entry.value("open"_L1).toBool()) {
        for (const QString &account : accounts) {
            if (!known.contains(account))
                participants.append(account);
        }
    }
    return participants;
}

/// In the assistant's conversation the texts are written for `{user}`.
QJsonObject forUser(const QJsonObject &entry, const QString &account)
{
    QJsonArray messages;
    const QJsonArray original = entry.value("messages"_L1).toArray();
    for (const auto value : original) {
        QJsonObject message = value.toObject();
        if (message.value("author"_L1).toString() == "{user}"_L1)
            message.insert(u"author"_s, account);
        messages.append(message);
    }
    QJsonObject result = entry;
    result.insert(u"messages"_s, messages);
    return result;
}

} // namespace

bool seedDemoData(Database &database, ConversationStore &store, const QStringList &accounts,
                  WallTime now)
{
    const QString marker = u"demo_data"_s;
    if (!database.meta(marker).isEmpty())
        return true;
    QFile file(u":/parley/demo/demo.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QJsonObject demo = QJsonDocument::fromJson(file.readAll()).object();

    Transaction transaction(database);
    Seeder seeder(store, now);
    QStringList known;
    const QJsonArray users = demo.value("users"_L1).toArray();
    for (const auto value : users) {
        seeder.addUser(value.toObject());
        known.append(value.toObject().value("identity"_L1).toString());
    }
    const QJsonArray conversations = demo.value("conversations"_L1).toArray();
    for (const auto value : conversations)
        seeder.addConversation(value.toObject(), participantsOf(value.toObject(), known, accounts));
    const QJsonObject withAssistant = demo.value("assistantConversation"_L1).toObject();
    for (const QString &account : accounts) {
        if (account != DemoAssistantAccount::identity()) {
            seeder.addConversation(forUser(withAssistant, account),
                                   { account, DemoAssistantAccount::identity() });
        }
    }
    database.setMeta(marker, "1");
    return transaction.commit();
}

} // namespace parley::localservice
