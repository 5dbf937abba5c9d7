// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/wire/chatparsing.h"

#include "chat/wire/ownattributes.h"
#include "token/utc.h"
#include "twilsock/servertext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String MarkerId("id");

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

void takeText(QString &target, const QJsonObject &object, const char *name)
{
    const QJsonValue value = object.value(QLatin1String(name));
    if (!value.isUndefined())
        target = value.toString();
}

void takeDate(QDateTime &target, const QJsonObject &object, const char *name)
{
    const QDateTime date = parseDate(text(object, name));
    if (date.isValid())
        target = date;
}

void takeName(QString &target, const QString &name)
{
    if (!name.isEmpty())
        target = name;
}

Conversation::Status statusOf(const QString &word)
{
    return word == "joined"_L1 ? Conversation::Status::Joined
                               : Conversation::Status::NotParticipating;
}

} // namespace

void ConversationObjects::take(const ConversationObjects &other)
{
    takeName(document, other.document);
    takeName(messages, other.messages);
    takeName(roster, other.roster);
}

ConversationObjects listedObjects(const QJsonObject &answer)
{
    const QJsonObject objects = answer.value("sync_objects"_L1).toObject();
    return { text(objects, "conversation"), text(objects, "messages"),
             text(objects, "participants") };
}

ConversationObjects mappedObjects(const QJsonObject &data)
{
    return { text(data, "channel"), text(data, "messages"), text(data, "roster") };
}

QJsonObject parseAttributes(const QJsonValue &value)
{
    if (value.isString())
        return twilsock::parseJson(value.toString().toUtf8()).object();
    return value.toObject();
}

namespace {

/// The number that these decimal digits are; -1: there is something else.
int digits(QStringView text)
{
    int number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return -1;
        number = number * 10 + (c.unicode() - u'0');
    }
    return number;
}

} // namespace

QDateTime parseDate(const QString &iso)
{
    // The form that the service writes, 2026-01-31T12:34:56.789Z, is read by hand: five such dates
    // come with every message, and Qt's reader of all forms is slow.
    const QStringView text(iso);
    if (text.size() == 24 && text[4] == u'-' && text[7] == u'-' && text[10] == u'T'
        && text[13] == u':' && text[16] == u':' && text[19] == u'.' && text[23] == u'Z') {
        const QDate date(digits(text.mid(0, 4)), digits(text.mid(5, 2)), digits(text.mid(8, 2)));
        const QTime time(digits(text.mid(11, 2)), digits(text.mid(14, 2)), digits(text.mid(17, 2)),
                         digits(text.mid(20, 3)));
        if (date.isValid() && date.year() > 0 && time.isValid())
            return QDateTime(date, time, Utc);
    }
    return QDateTime::fromString(iso, Qt::ISODateWithMs).toUTC();
}

std::optional<int> parseUnread(const QJsonValue &value)
{
    constexpr qint64 Max = 100'000; // so that the sum over all conversations is a number still
    const std::optional<qint64> unread = parseIndex(value);
    return unread ? std::optional(int(std::min(*unread, Max))) : std::nullopt;
}

namespace {

Media parseMedia(const QJsonObject &object)
{
    Media media { .sid = text(object, "sid"),
                  .category = text(object, "category"),
                  .filename = text(object, "filename"),
                  .contentType = text(object, "contentType"),
                  .size = parseIndex(object.value("size"_L1)).value_or(0) };
    if (media.category.isEmpty())
        media.category = u"media"_s;
    if (media.contentType.isEmpty())
        media.contentType = u"application/octet-stream"_s;
    return media;
}

// Old messages have one, under another name (PROTOCOL.md, 'Messages list').
MediaList mediaOf(const QJsonObject &data)
{
    MediaList list;
    const QJsonValue many = data.value("medias"_L1);
    if (many.isArray()) {
        const QJsonArray array = many.toArray();
        for (const QJsonValue &entry : array)
            list.append(parseMedia(entry.toObject()));
    } else if (const QJsonValue one = data.value("media"_L1); one.isObject()) {
        list.append(parseMedia(one.toObject()));
    }
    list.removeIf([](const Media &media) { return media.sid.isEmpty(); });
    return list;
}

} // namespace

Message parseMessage(const sync::Item &item, const QString &ownIdentity)
{
    const QJsonObject attributes = parseAttributes(item.data.value("attributes"_L1));
    Message message { .sid = text(item.data, "sid"),
                      .index = item.index,
                      .author = text(item.data, "author"),
                      .body = text(item.data, "text"),
                      .dateCreated = parseDate(text(item.data, "timestamp")),
                      .dateUpdated = parseDate(text(item.data, "dateUpdated")),
                      .lastUpdatedBy = text(item.data, "lastUpdatedBy"),
                      .attributes = withoutMarker(attributes),
                      .media = mediaOf(item.data),
                      .participantSid = text(item.data, "memberSid") };
    if (!ownIdentity.isEmpty() && message.author == ownIdentity)
        message.localId = markerOf(attributes);
    return message;
}

namespace {

/// Source: participants map, `bindings` with an object for each type; the Participants resource has
/// the same as `messaging_binding`.
void takeAddress(Participant &participant, const QJsonObject &data)
{
    const QJsonObject bindings = data.value("bindings"_L1).toObject();
    const QJsonObject ofType = bindings.value(participant.type).toObject();
    const QJsonObject other = data.value("messaging_binding"_L1).toObject();
    for (const QJsonObject &binding : { ofType, other }) {
        for (const char *name : { "address", "projected_address", "name" }) {
            const QString address = text(binding, name);
            if (!address.isEmpty()) {
                participant.address = address;
                return;
            }
        }
    }
}

} // namespace

void applyParticipant(Participant &participant, const sync::Item &item)
{
    const QJsonObject &data = item.data;
    participant.sid = item.key;
    if (data.isEmpty())
        return;
    takeText(participant.identity, data, "identity");
    takeText(participant.type, data, "type");
    if (participant.type.isEmpty())
        participant.type = u"chat"_s;
    takeAddress(participant, data);
    takeText(participant.roleSid, data, "roleSid");
    takeText(participant.userInfo, data, "userInfo");
    if (const QJsonValue horizon = data.value("lastConsumedMessageIndex"_L1);
        !horizon.isUndefined())
        participant.lastReadMessageIndex = parseIndex(horizon);
    takeDate(participant.lastReadTimestamp, data, "lastConsumptionTimestamp");
    if (const QJsonValue attributes = data.value("attributes"_L1); !attributes.isUndefined())
        participant.attributes = parseAttributes(attributes);
}

void applyDocument(Conversation &conversation, const QJsonObject &data)
{
    conversation.friendlyName = text(data, "friendlyName");
    conversation.uniqueName = text(data, "uniqueName");
    takeText(conversation.createdBy, data, "createdBy");
    takeDate(conversation.dateCreated, data, "dateCreated");
    takeDate(conversation.dateUpdated, data, "dateUpdated");
    conversation.attributes = parseAttributes(data.value("attributes"_L1));
    const QJsonObject last = data.value("lastMessage"_L1).toObject();
    conversation.lastMessageIndex = parseIndex(last.value("index"_L1));
    conversation.lastMessageDate = parseDate(text(last, "timestamp"));
    conversation.loading = Conversation::Loading::Loaded;
}

void applyDescription(Conversation &conversation, const QJsonObject &answer)
{
    takeText(conversation.friendlyName, answer, "friendly_name");
    takeText(conversation.uniqueName, answer, "unique_name");
    takeText(conversation.createdBy, answer, "created_by");
    takeDate(conversation.dateCreated, answer, "date_created");
    takeDate(conversation.dateUpdated, answer, "date_updated");
    if (const QJsonValue attributes = answer.value("attributes"_L1); !attributes.isUndefined())
        conversation.attributes = parseAttributes(attributes);
}

void applyListEntry(Conversation &conversation, const QJsonObject &entry)
{
    conversation.status = statusOf(text(entry, "status"));
    conversation.muted = text(entry, "notification_level") == "muted"_L1;
    conversation.lastReadMessageIndex = parseIndex(entry.value("last_read_message_index"_L1));
}

void applyMapItem(Conversation &conversation, const QJsonObject &data)
{
    conversation.status = statusOf(text(data, "status"));
    if (const QJsonValue level = data.value("notificationLevel"_L1); level.isString())
        conversation.muted = level.toString() == "muted"_L1;
    if (const QJsonValue horizon = data.value("lastConsumedMessageIndex"_L1);
        !horizon.isUndefined())
        conversation.lastReadMessageIndex = parseIndex(horizon);
}

ChatError errorOf(const twilsock::Response &response)
{
    using Failure = twilsock::Response::Failure;
    switch (response.failure) {
    case Failure::NotConnected:
        return { .code = ChatError::Code::Offline, .detail = response.detail };
    case Failure::ConnectionLost:
        return { .code = ChatError::Code::ConnectionLost, .detail = response.detail };
    case Failure::Timeout:
        return { .code = ChatError::Code::Timeout, .detail = response.detail };
    case Failure::Transport:
        return { ChatError::Code::Refused, response.status, response.errorCode, response.detail };
    case Failure::None:
        break;
    }
    const QJsonObject body = response.object();
    const int serviceCode = body.value("code"_L1).toInt();
    return { response.httpStatus == 404 ? ChatError::Code::NotFound : ChatError::Code::Refused,
             response.httpStatus, serviceCode, twilsock::serverMessage(body) };
}

ChatError errorOf(const sync::SyncError &error)
{
    if (error.isUnreadable)
        return { .code = ChatError::Code::BadAnswer, .detail = error.detail };
    if (error.httpStatus == 0)
        return { .code = ChatError::Code::Offline, .detail = error.detail };
    return { error.isNotFound() ? ChatError::Code::NotFound : ChatError::Code::Refused,
             error.httpStatus, error.code, error.detail };
}

bool isPassing(const ChatError &error)
{
    switch (error.code) {
    case ChatError::Code::Offline:
    case ChatError::Code::ConnectionLost:
    case ChatError::Code::Timeout:
        return true;
    case ChatError::Code::Refused:
        return error.httpStatus == 401 || error.httpStatus == 408 || error.httpStatus == 425
            || error.httpStatus == 429 || error.httpStatus >= 500;
    case ChatError::Code::NotFound:
    case ChatError::Code::TooLong:
    case ChatError::Code::Invalid:
    case ChatError::Code::BadAnswer:
    case ChatError::Code::TooLarge:
    case ChatError::Code::TooMany:
    case ChatError::Code::FileMissing:
    case ChatError::Code::FileNotWritten:
    case ChatError::Code::Cancelled:
        return false;
    }
    return false;
}

bool isConcurrentChange(const ChatError &error)
{
    return error.serviceCode == 50391 || error.serviceCode == 50449 || error.serviceCode == 50419
        || error.httpStatus == 412;
}

bool isParticipantAlready(const ChatError &error)
{
    return error.serviceCode == 50433 || error.serviceCode == 50404;
}

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject withMarker(const QJsonObject &attributes, const QString &localId)
{
    QJsonObject part = ownPart(attributes);
    part.insert(MarkerId, localId);
    return withOwnPart(attributes, part);
}

QString markerOf(const QJsonObject &attributes)
{
    const QString id = ownPart(attributes).value(MarkerId).toString();
    return QUuid::fromString(id).isNull() ? QString() : id;
}

QJsonObject withoutMarker(const QJsonObject &attributes)
{
    if (markerOf(attributes).isEmpty())
        return attributes;
    QJsonObject part = ownPart(attributes);
    part.remove(MarkerId);
    return withOwnPart(attributes, part);
}

} // namespace parley::chat
