// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/syncitems.h"

#include "localservice/store/jsontext.h"

#include <QJsonArray>

namespace parley::localservice::syncitems {

using namespace Qt::StringLiterals;

QJsonObject conversation(const ConversationRecord &conversation, const QJsonValue &lastMessage)
{
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
        { u"lastMessage"_s, lastMessage },
        { u"state"_s,
          QJsonObject { { u"current"_s, u"active"_s },
                        { u"dateUpdated"_s, conversation.created } } },
        { u"bindings"_s, QJsonObject() },
        { u"type"_s, conversation.type() }, // for Programmable Chat
    };
}

QJsonObject lastMessage(const MessageRecord &message)
{
    return { { u"index"_s, message.index }, { u"timestamp"_s, message.created } };
}

QJsonObject participant(const ParticipantRecord &participant, const std::optional<UserRecord> &user)
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
    if (user)
        data.insert(u"userInfo"_s, user->infoMap());
    else if (const auto binding = parseJson(participant.binding))
        data.insert(u"bindings"_s, QJsonObject { { participant.type, *binding } });
    return data;
}

QJsonObject ownConversation(const ConversationRecord &conversation, const ParticipantRecord &own,
                            const QString &status)
{
    return {
        { u"channel"_s, conversation.document() },
        { u"channel_sid"_s, conversation.sid },
        { u"status"_s, status },
        { u"notificationLevel"_s, own.notificationLevel },
        { u"lastConsumedMessageIndex"_s, numberOrNull(own.lastRead) },
        { u"messages"_s, conversation.messagesList() },
        { u"roster"_s, conversation.rosterMap() },
    };
}

void putMedia(QJsonObject &data, const std::vector<MediaRecord> &medias)
{
    if (medias.empty())
        return;
    QJsonArray items;
    for (const MediaRecord &media : medias) {
        items.append(QJsonObject { { u"sid"_s, media.sid },
                                   { u"category"_s, media.category },
                                   { u"filename"_s, textOrNull(media.fileName) },
                                   { u"contentType"_s, media.contentType },
                                   { u"size"_s, media.size } });
    }
    data.insert(u"type"_s, u"media"_s);
    data.insert(u"medias"_s, items);
    if (items.size() == 1) // Programmable Chat knows only one
        data.insert(u"media"_s, items.first());
}

} // namespace parley::localservice::syncitems
