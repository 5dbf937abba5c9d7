// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/kept/keptvalues.h"

#include "token/utc.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

QJsonValue ofDate(const QDateTime &date)
{
    return date.isValid() ? QJsonValue(date.toMSecsSinceEpoch()) : QJsonValue();
}

QDateTime toDate(const QJsonValue &value)
{
    return value.isDouble() ? QDateTime::fromMSecsSinceEpoch(value.toInteger(), Utc) : QDateTime();
}

template <typename Number> QJsonValue ofNumber(const std::optional<Number> &number)
{
    return number ? QJsonValue(qint64(*number)) : QJsonValue();
}

template <typename Number> std::optional<Number> toNumber(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(Number(value.toInteger())) : std::nullopt;
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray keptBytes(const Conversation &conversation)
{
    const QJsonValue direct = conversation.attributes[u"parley"][u"direct"];
    QJsonObject attributes;
    if (direct.isArray())
        attributes.insert(u"parley"_s, QJsonObject { { u"direct"_s, direct } });
    return bytesOf({ { u"sid"_s, conversation.sid },
                     { u"uniqueName"_s, conversation.uniqueName },
                     { u"friendlyName"_s, conversation.friendlyName },
                     { u"createdBy"_s, conversation.createdBy },
                     { u"created"_s, ofDate(conversation.dateCreated) },
                     { u"updated"_s, ofDate(conversation.dateUpdated) },
                     { u"attributes"_s, attributes },
                     { u"muted"_s, conversation.muted },
                     { u"lastRead"_s, ofNumber(conversation.lastReadMessageIndex) },
                     { u"last"_s, ofNumber(conversation.lastMessageIndex) },
                     { u"lastDate"_s, ofDate(conversation.lastMessageDate) },
                     { u"unread"_s, ofNumber(conversation.unreadCount) } });
}

std::optional<Conversation> keptConversation(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    Conversation conversation;
    conversation.sid = object[u"sid"].toString();
    conversation.uniqueName = object[u"uniqueName"].toString();
    conversation.friendlyName = object[u"friendlyName"].toString();
    conversation.createdBy = object[u"createdBy"].toString();
    conversation.dateCreated = toDate(object[u"created"]);
    conversation.dateUpdated = toDate(object[u"updated"]);
    conversation.attributes = object[u"attributes"].toObject();
    conversation.muted = object[u"muted"].toBool();
    conversation.lastReadMessageIndex = toNumber<qint64>(object[u"lastRead"]);
    conversation.lastMessageIndex = toNumber<qint64>(object[u"last"]);
    conversation.lastMessageDate = toDate(object[u"lastDate"]);
    conversation.unreadCount = toNumber<int>(object[u"unread"]);
    conversation.loading = Conversation::Loading::Kept;
    return conversation.sid.isEmpty() ? std::nullopt : std::optional(conversation);
}

QByteArray keptBytes(const Message &message)
{
    QJsonArray media;
    for (const Media &file : message.media)
        media.append(QJsonObject { { u"sid"_s, file.sid },
                                   { u"category"_s, file.category },
                                   { u"filename"_s, file.filename },
                                   { u"contentType"_s, file.contentType },
                                   { u"size"_s, file.size } });
    return bytesOf({ { u"sid"_s, message.sid },
                     { u"localId"_s, message.localId },
                     { u"index"_s, message.index },
                     { u"author"_s, message.author },
                     { u"body"_s, message.body },
                     { u"created"_s, ofDate(message.dateCreated) },
                     { u"updated"_s, ofDate(message.dateUpdated) },
                     { u"updatedBy"_s, message.lastUpdatedBy },
                     { u"attributes"_s, message.attributes },
                     { u"media"_s, media },
                     { u"participant"_s, message.participantSid } });
}

std::optional<Message> keptMessage(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    Message message;
    message.sid = object[u"sid"].toString();
    message.localId = object[u"localId"].toString();
    message.index = object[u"index"].toInteger(-1);
    message.author = object[u"author"].toString();
    message.body = object[u"body"].toString();
    message.dateCreated = toDate(object[u"created"]);
    message.dateUpdated = toDate(object[u"updated"]);
    message.lastUpdatedBy = object[u"updatedBy"].toString();
    message.attributes = object[u"attributes"].toObject();
    const QJsonArray media = object[u"media"].toArray();
    for (const auto &each : media) {
        const QJsonObject file = each.toObject();
        message.media.append({ .sid = file[u"sid"].toString(),
                               .category = file[u"category"].toString(),
                               .filename = file[u"filename"].toString(),
                               .contentType = file[u"contentType"].toString(),
                               .size = file[u"size"].toInteger() });
    }
    message.participantSid = object[u"participant"].toString();
    return message.index < 0 ? std::nullopt : std::optional(message);
}

} // namespace parley::chat
