// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/events/eventjson.h"

#include "session/advice/tokenexplanation.h"
#include "session/advice/tokensentence.h"
#include "token/enumname.h"
#include "token/isotime.h"
#include "twilsock/servertext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace parley::eventjson {

using namespace Qt::StringLiterals;

QByteArray line(const QJsonObject &event)
{
    const QByteArray json = QJsonDocument(event).toJson(QJsonDocument::Compact);
    const auto isPrintable = [](char c) { return c >= ' ' && c < '\x7F'; };
    if (std::ranges::all_of(json, isPrintable))
        return json; // nearly always
    QString safe;
    for (const QChar c : QString::fromUtf8(json)) {
        if (twilsock::isObeyedByTerminals(c))
            safe += u"\\u%1"_s.arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            safe += c;
    }
    return safe.toUtf8();
}

QJsonValue time(const QDateTime &moment)
{
    if (!moment.isValid())
        return QJsonValue::Null;
    return isoTime(WallTime(std::chrono::milliseconds(moment.toMSecsSinceEpoch())));
}

QJsonValue time(std::optional<WallTime> moment)
{
    if (!moment)
        return QJsonValue::Null;
    return isoTime(*moment);
}

namespace {

template <typename T> QJsonValue orNull(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue::Null;
}

QJsonArray media(const chat::MediaList &list)
{
    QJsonArray array;
    for (const chat::Media &one : list)
        array.append(QJsonObject { { u"sid"_s, one.sid },
                                   { u"category"_s, one.category },
                                   { u"filename"_s, one.filename },
                                   { u"contentType"_s, one.contentType },
                                   { u"size"_s, one.size } });
    return array;
}

} // namespace

QJsonObject conversation(const chat::Conversation &conversation)
{
    QJsonValue lastMessage = QJsonValue::Null;
    if (conversation.lastMessageIndex)
        lastMessage = QJsonObject { { u"index"_s, *conversation.lastMessageIndex },
                                    { u"dateCreated"_s, time(conversation.lastMessageDate) } };
    return {
        { u"conversation"_s, conversation.sid },
        { u"friendlyName"_s, conversation.friendlyName },
        { u"uniqueName"_s, conversation.uniqueName },
        { u"attributes"_s, conversation.attributes },
        { u"notificationLevel"_s, conversation.muted ? u"muted"_s : u"default"_s },
        { u"lastReadMessageIndex"_s, orNull(conversation.lastReadMessageIndex) },
        { u"unreadCount"_s, orNull(conversation.unreadCount) },
        { u"lastMessage"_s, lastMessage },
        { u"createdBy"_s, conversation.createdBy },
        { u"dateCreated"_s, time(conversation.dateCreated) },
        { u"dateUpdated"_s, time(conversation.dateUpdated) },
    };
}

QJsonObject message(const QString &conversationSid, const chat::Message &message)
{
    return {
        { u"conversation"_s, conversationSid },
        { u"sid"_s, message.sid },
        { u"index"_s, message.index },
        { u"author"_s, message.author },
        { u"participant"_s, message.participantSid },
        { u"body"_s, message.body },
        { u"dateCreated"_s, time(message.dateCreated) },
        { u"dateUpdated"_s, time(message.dateUpdated) },
        { u"attributes"_s, message.attributes },
        { u"media"_s, media(message.media) },
    };
}

QJsonObject outboxMessage(const QString &conversationSid, const chat::Message &message)
{
    QJsonValue error = QJsonValue::Null;
    if (message.failure)
        error = QJsonObject { { u"code"_s, chat::codeName(*message.failure) },
                              { u"message"_s, message.failure->detail } };
    return {
        { u"conversation"_s, conversationSid },
        { u"localId"_s, message.localId },
        { u"body"_s, message.body },
        { u"attributes"_s, message.attributes },
        { u"media"_s, media(message.media) },
        { u"delivery"_s, enumName(message.delivery) },
        { u"error"_s, error },
    };
}

QJsonObject participant(const QString &conversationSid, const chat::Participant &participant)
{
    return {
        { u"conversation"_s, conversationSid },
        { u"identity"_s, participant.identity },
        { u"lastReadMessageIndex"_s, orNull(participant.lastReadMessageIndex) },
        { u"lastReadTimestamp"_s, time(participant.lastReadTimestamp) },
        { u"roleSid"_s, participant.roleSid },
        { u"attributes"_s, participant.attributes },
    };
}

QJsonObject user(const chat::User &user)
{
    return {
        { u"identity"_s, user.identity },
        { u"friendlyName"_s, user.friendlyName },
        { u"attributes"_s, user.attributes },
        { u"online"_s, orNull(user.online) },
        { u"notifiable"_s, orNull(user.notifiable) },
    };
}

QJsonObject tokenStatus(const TokenManager &tokens, WallTime now)
{
    const auto token = tokens.token();
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(tokens.timeLeft());
    return {
        { u"state"_s, enumName(tokens.state()) },
        { u"identity"_s, token ? QJsonValue(token->identity()) : QJsonValue::Null },
        { u"issuedAt"_s, time(token ? token->issuedAt() : std::nullopt) },
        { u"expiresAt"_s, time(tokens.expiresAt()) },
        { u"secondsLeft"_s, qint64(left.count()) },
        { u"explanation"_s, QJsonArray::fromStringList(english(explain(tokens.snapshot(), now))) },
    };
}

QString code(const TokenError &error)
{
    return error.serviceCode != 0 ? QString::number(error.serviceCode) : codeName(error.code);
}

QString sentence(const TokenError &error)
{
    QString text = error.detail.isEmpty() ? codeName(error.code) : error.detail;
    if (error.httpStatus != 0 && !text.contains(QString::number(error.httpStatus)))
        text += u" (HTTP %1)"_s.arg(error.httpStatus);
    if (const QString advice = english(TokenSentence::advice(error)); !advice.isEmpty())
        text += QLatin1String(text.endsWith(u'.') ? " " : ". ") + advice;
    return text;
}

} // namespace parley::eventjson
