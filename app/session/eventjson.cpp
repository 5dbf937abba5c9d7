// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/eventjson.h"

namespace parley::eventjson {

QJsonValue time(const QDateTime &moment)
{
    if (!moment.isValid())
        return QJsonValue::Null;
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

QJsonValue time(std::optional<WallTime> moment)
{
    if (!moment)
        return QJsonValue::Null;
    return time(QDateTime::fromMSecsSinceEpoch(moment->time_since_epoch().count(), Qt::UTC));
}

QJsonObject conversation(const chat::Conversation &conversation)
{
    return {
        { QStringLiteral("conversation"), conversation.sid },
        { QStringLiteral("friendlyName"), conversation.friendlyName },
        { QStringLiteral("uniqueName"), conversation.uniqueName },
    };
}

QJsonObject message(const QString &conversationSid, const chat::Message &message)
{
    return {
        { QStringLiteral("conversation"), conversationSid },
        { QStringLiteral("sid"), message.sid },
        { QStringLiteral("index"), message.index },
        { QStringLiteral("author"), message.author },
        { QStringLiteral("body"), message.body },
        { QStringLiteral("dateCreated"), time(message.dateCreated) },
        { QStringLiteral("attributes"), message.attributes },
    };
}

QJsonObject participant(const QString &conversationSid, const chat::Participant &participant)
{
    const auto index = participant.lastReadMessageIndex;
    return {
        { QStringLiteral("conversation"), conversationSid },
        { QStringLiteral("identity"), participant.identity },
        { QStringLiteral("lastReadMessageIndex"), index ? QJsonValue(*index) : QJsonValue::Null },
    };
}

QJsonObject tokenStatus(const TokenManager &tokens)
{
    const auto token = tokens.token();
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(tokens.timeLeft());
    return {
        { QStringLiteral("state"), name(tokens.state()) },
        { QStringLiteral("identity"), token ? QJsonValue(token->identity()) : QJsonValue::Null },
        { QStringLiteral("issuedAt"), time(token ? token->issuedAt() : std::nullopt) },
        { QStringLiteral("expiresAt"), time(tokens.expiresAt()) },
        { QStringLiteral("secondsLeft"), qint64(left.count()) },
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
    return text;
}

} // namespace parley::eventjson
