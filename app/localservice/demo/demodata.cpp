// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/demo/demodata.h"

#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "localservice/store/jsontext.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/messagestore.h"
#include "localservice/store/syncitems.h"
#include "token/isotime.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

QByteArray readFile(const QString &name)
{
    QFile file(u":/parley/demo/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject readDemo()
{
    return QJsonDocument::fromJson(readFile(u"demo.json"_s)).object();
}

class Seeder
{
public:
    Seeder(const DemoTarget &target, WallTime now)
        : m_target(target)
        , m_now(now)
    { }

    void addUser(const QJsonObject &entry)
    {
        UserRecord user = m_target.conversations.users().ensure(
            entry.value("identity"_L1).toString(), ago(FirstDay));
        user.friendlyName = entry.value("friendlyName"_L1).toString();
        user.attributes = compactJson(entry.value("attributes"_L1).toObject());
        m_target.conversations.users().save(user);
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
        conversation.isPublic = entry.value("open"_L1).toBool();
        conversation.attributes = compactJson(entry.value("attributes"_L1).toObject());
        m_target.conversations.createConversation(conversation, ago(start));

        const QJsonObject unread = entry.value("unread"_L1).toObject();
        for (const QString &identity : participants) {
            ParticipantRecord participant;
            participant.identity = identity;
            const qint64 last = qint64(messages.size()) - 1 - unread.value(identity).toInteger(0);
            if (last >= 0)
                participant.lastRead = last;
            participant.lastReadAt = ago(start);
            m_target.conversations.addParticipant(conversation, participant, ago(start));
        }
        std::vector<MessageRecord> made;
        for (const auto value : messages)
            made.push_back(addMessage(conversation, value.toObject(), made));
    }

private:
    static constexpr qint64 FirstDay = 7 * 24 * 60;
    static constexpr qsizetype ExcerptCharacters = 100;

    /// What Parley keeps in a message's attributes. `reply` is the position of an \a earlier one.
    [[nodiscard]] QString attributesOf(const QJsonObject &entry,
                                       const std::vector<MessageRecord> &earlier)
    {
        QJsonObject ours;
        if (entry.contains("reactions"_L1))
            ours.insert(u"reactions"_s, entry.value("reactions"_L1));
        const auto position
            = std::size_t(entry.value("reply"_L1).toInteger(qint64(earlier.size())));
        if (position < earlier.size()) {
            const MessageRecord &original = earlier.at(position);
            QString text = m_target.messages.data(original).value("text"_L1).toString();
            if (text.size() > ExcerptCharacters)
                text = text.left(ExcerptCharacters) + u'\u2026';
            ours.insert(u"reply"_s,
                        QJsonObject { { u"sid"_s, original.sid },
                                      { u"index"_s, original.index },
                                      { u"author"_s, original.author },
                                      { u"text"_s, text } });
        }
        return ours.isEmpty() ? u"{}"_s : compactJson({ { u"parley"_s, ours } });
    }

    MessageRecord addMessage(ConversationRecord &conversation, const QJsonObject &entry,
                             const std::vector<MessageRecord> &earlier)
    {
        const QString author = entry.value("author"_L1).toString();
        const auto participant = m_target.conversations.participant(conversation.sid, author);
        const QString at = ago(entry.value("minutesAgo"_L1).toInteger());
        const auto body = entry.constFind("body"_L1);
        QJsonObject data {
            { u"memberSid"_s,
              participant ? QJsonValue(participant->sid) : QJsonValue(QJsonValue::Null) },
            { u"text"_s, body == entry.constEnd() ? QJsonValue(QJsonValue::Null) : *body },
            { u"subject"_s, QJsonValue::Null },
            { u"contentSid"_s, QJsonValue::Null },
            { u"attributes"_s, attributesOf(entry, earlier) },
        };
        std::vector<MediaRecord> medias;
        if (entry.contains("file"_L1)) {
            if (const auto media = addFile(entry.value("file"_L1).toObject(), author, at))
                medias.push_back(*media);
        }
        syncitems::putMedia(data, medias);
        const MessageRecord message = m_target.messages.add(conversation, author, data, at);
        for (const MediaRecord &media : medias)
            m_target.media.attach(media, message);
        return message;
    }

    [[nodiscard]] std::optional<MediaRecord> addFile(const QJsonObject &entry,
                                                     const QString &author, const QString &at)
    {
        const bool isPicture = !entry.contains("text"_L1);
        MediaRecord media;
        media.author = author;
        media.fileName = entry.value("name"_L1).toString();
        media.contentType = isPicture ? u"image/png"_s : u"text/plain; charset=utf-8"_s;
        const QByteArray bytes
            = isPicture ? readFile(media.fileName) : entry.value("text"_L1).toString().toUtf8();
        return m_target.media.add(media, bytes, at) ? std::optional(media) : std::nullopt;
    }

    [[nodiscard]] QString ago(qint64 minutes) const
    {
        return isoTime(m_now - std::chrono::minutes(minutes));
    }

    DemoTarget m_target;
    WallTime m_now;
};

QStringList participantsOf(const QJsonObject &entry, const QStringList &known,
                           const QStringList &accounts)
{
    QStringList participants = strings(entry.value("participants"_L1));
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
    QString text = compactJson(entry);
    text.replace(u"\"{user}\""_s, QString::fromUtf8(jsonText(account)));
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

} // namespace

bool seedDemoData(const DemoTarget &target, const QStringList &accounts, WallTime now)
{
    const QString marker = u"demo_data"_s;
    if (!target.database.meta(marker).isEmpty())
        return true;
    const QJsonObject demo = readDemo();
    if (demo.isEmpty())
        return false;

    Transaction transaction(target.database);
    Seeder seeder(target, now);
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
    target.database.setMeta(marker, "1");
    return transaction.commit();
}

bool seedDemoRooms(const DemoTarget &target, const QStringList &accounts, int count, WallTime now)
{
    const QString marker = u"demo_rooms"_s;
    const int present = target.database.meta(marker).toInt();
    if (present >= count || accounts.isEmpty())
        return true;
    const QStringList lines = demoLines();
    const QJsonArray topics = readDemo().value("roomNames"_L1).toArray();
    Transaction transaction(target.database);
    Seeder seeder(target, now);
    for (int room = present; room < count; ++room) {
        constexpr int MessageCount = 6;
        QJsonArray messages;
        for (int i = 0; i < MessageCount; ++i) {
            const int turn = room * MessageCount + i;
            messages.append(
                QJsonObject { { u"author"_s, accounts.at(turn % accounts.size()) },
                              { u"minutesAgo"_s, 7 * (room + 1) + 3 * (MessageCount - i) },
                              { u"body"_s, lines.at(turn % lines.size()) } });
        }
        const QString topic = topics.at(room % int(topics.size())).toString();
        seeder.addConversation({ { u"friendlyName"_s, u"%1 %2"_s.arg(topic).arg(room + 1) },
                                 { u"unread"_s, QJsonObject { { accounts.first(), room % 4 } } },
                                 { u"messages"_s, messages } },
                               accounts);
    }
    target.database.setMeta(marker, QByteArray::number(count));
    return transaction.commit();
}

QStringList demoLines()
{
    return strings(readDemo().value("lines"_L1));
}

} // namespace parley::localservice
