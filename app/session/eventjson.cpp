// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/eventjson.h"

#include "session/tokenadvice.h"
#include "session/tokenexplanation.h"
#include "token/enumname.h"
#include "token/isotime.h"
#include "twilsock/servertext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace parley::eventjson {

QByteArray line(const QJsonObject &event)
{
    const QByteArray json = QJsonDocument(event).toJson(QJsonDocument::Compact);
    const auto isPrintable = [](char c) { return c >= ' ' && c < '\x7F'; };
    if (std::ranges::all_of(json, isPrintable))
        return json; // nearly always
    QString safe;
    for (const QChar c : QString::fromUtf8(json)) {
        if (twilsock::isObeyedByTerminals(c))
            safe += QStringLiteral("\\u%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
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
        array.append(QJsonObject { { QStringLiteral("sid"), one.sid },
                                   { QStringLiteral("category"), one.category },
                                   { QStringLiteral("filename"), one.filename },
                                   { QStringLiteral("contentType"), one.contentType },
                                   { QStringLiteral("size"), one.size } });
    return array;
}

} // namespace

QJsonObject conversation(const chat::Conversation &conversation)
{
    QJsonValue lastMessage = QJsonValue::Null;
    if (conversation.lastMessageIndex)
        lastMessage
            = QJsonObject { { QStringLiteral("index"), *conversation.lastMessageIndex },
                            { QStringLiteral("dateCreated"), time(conversation.lastMessageDate) } };
    return {
        { QStringLiteral("conversation"), conversation.sid },
        { QStringLiteral("friendlyName"), conversation.friendlyName },
        { QStringLiteral("uniqueName"), conversation.uniqueName },
        { QStringLiteral("attributes"), conversation.attributes },
        { QStringLiteral("notificationLevel"),
          conversation.muted ? QStringLiteral("muted") : QStringLiteral("default") },
        { QStringLiteral("lastReadMessageIndex"), orNull(conversation.lastReadMessageIndex) },
        { QStringLiteral("unreadCount"), orNull(conversation.unreadCount) },
        { QStringLiteral("lastMessage"), lastMessage },
        { QStringLiteral("createdBy"), conversation.createdBy },
        { QStringLiteral("dateCreated"), time(conversation.dateCreated) },
        { QStringLiteral("dateUpdated"), time(conversation.dateUpdated) },
    };
}

QJsonObject message(const QString &conversationSid, const chat::Message &message)
{
    return {
        { QStringLiteral("conversation"), conversationSid },
        { QStringLiteral("sid"), message.sid },
        { QStringLiteral("index"), message.index },
        { QStringLiteral("author"), message.author },
        { QStringLiteral("participant"), message.participantSid },
        { QStringLiteral("body"), message.body },
        { QStringLiteral("dateCreated"), time(message.dateCreated) },
        { QStringLiteral("dateUpdated"), time(message.dateUpdated) },
        { QStringLiteral("attributes"), message.attributes },
        { QStringLiteral("media"), media(message.media) },
    };
}

QJsonObject outboxMessage(const QString &conversationSid, const chat::Message &message)
{
    QJsonValue error = QJsonValue::Null;
    if (message.failure)
        error = QJsonObject { { QStringLiteral("code"), chat::codeName(*message.failure) },
                              { QStringLiteral("message"), message.failure->detail } };
    return {
        { QStringLiteral("conversation"), conversationSid },
        { QStringLiteral("localId"), message.localId },
        { QStringLiteral("body"), message.body },
        { QStringLiteral("attributes"), message.attributes },
        { QStringLiteral("media"), media(message.media) },
        { QStringLiteral("delivery"), enumName(message.delivery) },
        { QStringLiteral("error"), error },
    };
}

QJsonObject participant(const QString &conversationSid, const chat::Participant &participant)
{
    return {
        { QStringLiteral("conversation"), conversationSid },
        { QStringLiteral("identity"), participant.identity },
        { QStringLiteral("lastReadMessageIndex"), orNull(participant.lastReadMessageIndex) },
        { QStringLiteral("lastReadTimestamp"), time(participant.lastReadTimestamp) },
        { QStringLiteral("roleSid"), participant.roleSid },
        { QStringLiteral("attributes"), participant.attributes },
    };
}

QJsonObject user(const chat::User &user)
{
    return {
        { QStringLiteral("identity"), user.identity },
        { QStringLiteral("friendlyName"), user.friendlyName },
        { QStringLiteral("attributes"), user.attributes },
        { QStringLiteral("online"), orNull(user.online) },
        { QStringLiteral("notifiable"), orNull(user.notifiable) },
    };
}

QJsonObject tokenStatus(const TokenManager &tokens, WallTime now)
{
    const auto token = tokens.token();
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(tokens.timeLeft());
    return {
        { QStringLiteral("state"), enumName(tokens.state()) },
        { QStringLiteral("identity"), token ? QJsonValue(token->identity()) : QJsonValue::Null },
        { QStringLiteral("issuedAt"), time(token ? token->issuedAt() : std::nullopt) },
        { QStringLiteral("expiresAt"), time(tokens.expiresAt()) },
        { QStringLiteral("secondsLeft"), qint64(left.count()) },
        { QStringLiteral("explanation"),
          QJsonArray::fromStringList(english(explain(tokens.snapshot(), now))) },
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
        text += QStringLiteral(" (HTTP %1)").arg(error.httpStatus);
    if (const QString advice = tokenAdvice(error); !advice.isEmpty())
        text += QLatin1String(text.endsWith(u'.') ? " " : ". ") + advice;
    return text;
}

} // namespace parley::eventjson
