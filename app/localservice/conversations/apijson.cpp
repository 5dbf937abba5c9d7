// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/apijson.h"

#include "localservice/conversations/limits.h"
#include "localservice/media/mediaservice.h"
#include "localservice/store/jsontext.h"

#include <QJsonArray>
#include <QUrl>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

const char *const apiHost = "https://aim.us1.twilio.com";
constexpr qint64 Megabyte = 1024LL * 1024;

QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

/// In answers the fields of media have REST's names.
QJsonValue mediaOf(const QJsonObject &data)
{
    QJsonArray list;
    const QJsonArray medias = data.value("medias"_L1).toArray();
    for (const auto value : medias) {
        QJsonObject media = value.toObject();
        media.insert(u"content_type"_s, media.take(u"contentType"_s));
        list.append(media);
    }
    return list.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(list);
}

} // namespace

ApiJson::ApiJson(const Installation &installation, int version)
    : m_installation(installation)
    , m_version(version)
    , m_base(u"%1/Client/v%2/Services/%3"_s.arg(QLatin1String(apiHost))
                 .arg(version)
                 .arg(installation.serviceSid))
{ }

QString ApiJson::readIndexName() const
{
    return m_version == 1 ? u"last_consumed_message_index"_s : u"last_read_message_index"_s;
}

QString ApiJson::conversationUrl(const QString &sid) const
{
    return m_base + "/Conversations/"_L1 + sid;
}

QString ApiJson::ownConversationUrl(const UserRecord &user, const QString &sid) const
{
    return m_base + "/Users/"_L1 + user.sid + "/Conversations/"_L1 + sid;
}

QString ApiJson::participantUrl(const ParticipantRecord &participant) const
{
    return conversationUrl(participant.conversation) + "/Participants/"_L1 + participant.sid;
}

QString ApiJson::messageUrl(const MessageRecord &message) const
{
    return conversationUrl(message.conversation) + "/Messages/"_L1 + message.sid;
}

QString ApiJson::userUrl(const QString &identity) const
{
    return m_base + "/Users/"_L1 + encoded(identity);
}

QJsonObject ApiJson::configuration(const UserRecord &user) const
{
    const QString users = m_base + "/Users"_L1;
    const QString own = users + u'/' + user.sid;
    const QString media = m_mediaBase + u"/v1/Services/%1/Media"_s.arg(m_installation.serviceSid);
    const QString typing
        = u"%1/v1/Instances/%2/Typing"_s.arg(QLatin1String(apiHost), m_installation.serviceSid);
    return {
        { u"identity"_s, user.identity },
        { u"service_sid"_s, m_installation.serviceSid },
        { u"links"_s,
          QJsonObject {
              { u"my_conversations"_s, own + "/Conversations"_L1 },
              { u"conversations"_s, m_base + "/Conversations"_L1 },
              { u"users"_s, users },
              { u"current_user"_s, own },
              { u"typing"_s, typing },
              { u"media_service"_s, media },
              { u"media_set_service"_s, media + "Set"_L1 },
              { u"messages_receipts"_s, m_base + "/Conversations/%s/Messages/%s/Receipts"_L1 },
          } },
        { u"options"_s,
          QJsonObject {
              { u"reachability_enabled"_s, true },
              { u"http_cache_interval"_s, u"PT1S"_s },
              { u"consumption_report_interval"_s, u"PT5S"_s },
              { u"user_infos_to_subscribe"_s, 100 },
              { u"media_attachments_count_limit"_s, limits::MediaPerMessage },
              { u"media_attachment_size_limit_in_mb"_s,
                int(MediaService::MaxFileBytes / Megabyte) },
              { u"media_attachments_total_size_limit_in_mb"_s,
                int(limits::MediaBytesPerMessage / Megabyte) },
              { u"email_bodies_allowed_mime_types"_s,
                QJsonArray { u"text/plain"_s, u"text/html"_s } },
              { u"email_histories_allowed_mime_types"_s, QJsonArray { u"text/plain"_s } },
          } },
        { u"sync_objects"_s,
          QJsonObject { { u"my_conversations"_s, UserRecord::conversationsMap(user.identity) },
                        { u"my_user_info"_s, user.infoMap() } } },
    };
}

QJsonObject ApiJson::conversation(const ConversationRecord &conversation) const
{
    const QString url = conversationUrl(conversation.sid);
    return {
        { u"sid"_s, conversation.sid },
        { u"conversation_sid"_s, conversation.sid },
        { u"url"_s, url },
        { u"type"_s, conversation.type() },
        { u"friendly_name"_s, textOrNull(conversation.friendlyName) },
        { u"unique_name"_s, textOrNull(conversation.uniqueName) },
        { u"attributes"_s, conversation.attributes },
        { u"created_by"_s, conversation.createdBy },
        { u"date_created"_s, conversation.created },
        { u"date_updated"_s, conversation.updated },
        { u"links"_s,
          QJsonObject { { u"messages"_s, url + "/Messages"_L1 },
                        { u"participants"_s, url + "/Participants"_L1 },
                        { u"invites"_s, url + "/Invites"_L1 } } },
        { u"sync_objects"_s,
          QJsonObject { { u"conversation"_s, conversation.document() },
                        { u"participants"_s, conversation.rosterMap() },
                        { u"messages"_s, conversation.messagesList() } } },
    };
}

QJsonObject ApiJson::ownConversation(const ConversationRecord &record, const ParticipantRecord &own,
                                     std::optional<int> unread) const
{
    QJsonObject json = conversation(record);
    json.insert(u"status"_s, u"joined"_s);
    json.insert(u"participant_sid"_s, own.sid);
    json.insert(u"notification_level"_s, own.notificationLevel);
    json.insert(readIndexName(), numberOrNull(own.lastRead));
    json.insert(u"unread_messages_count"_s, numberOrNull(unread));
    return json;
}

QJsonObject ApiJson::participant(const ParticipantRecord &participant) const
{
    return {
        { u"sid"_s, participant.sid },
        { u"conversation_sid"_s, participant.conversation },
        { u"identity"_s, textOrNull(participant.identity) },
        { u"attributes"_s, participant.attributes },
        { u"role_sid"_s, participant.roleSid },
        { u"messaging_binding"_s, parseJson(participant.binding).value_or(QJsonValue::Null) },
        { readIndexName(), numberOrNull(participant.lastRead) },
        { u"last_read_timestamp"_s, textOrNull(participant.lastReadAt) },
        { u"date_created"_s, participant.created },
        { u"date_updated"_s, participant.updated },
        { u"url"_s, participantUrl(participant) },
    };
}

QJsonObject ApiJson::message(const MessageRecord &message, const QJsonObject &data) const
{
    return {
        { u"sid"_s, message.sid },
        { u"conversation_sid"_s, message.conversation },
        { u"index"_s, message.index },
        { u"author"_s, message.author },
        { u"body"_s, data.value("text"_L1) },
        { u"subject"_s, data.value("subject"_L1) },
        { u"attributes"_s, data.value("attributes"_L1) },
        { u"media"_s, mediaOf(data) },
        { u"participant_sid"_s, data.value("memberSid"_L1) },
        { u"last_updated_by"_s, data.value("lastUpdatedBy"_L1) },
        { u"date_created"_s, message.created },
        { u"date_updated"_s, data.value("dateUpdated"_L1) },
        { u"url"_s, messageUrl(message) },
    };
}

QJsonObject ApiJson::user(const UserRecord &user, bool online) const
{
    return {
        { u"sid"_s, user.sid },
        { u"identity"_s, user.identity },
        { u"friendly_name"_s, textOrNull(user.friendlyName) },
        { u"attributes"_s, user.attributes },
        { u"is_online"_s, online },
        { u"is_notifiable"_s, false },
        { u"date_created"_s, user.created },
        { u"date_updated"_s, user.updated },
        { u"url"_s, userUrl(user.identity) },
        { u"sync_unique_name"_s, user.infoMap() },
        { u"sync_objects"_s, QJsonObject { { u"user_info_map"_s, user.infoMap() } } },
    };
}

} // namespace parley::localservice
