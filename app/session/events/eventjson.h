// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "token/accesstoken.h"
#include "token/tokenmanager.h"

#include <QJsonObject>

#include <vector>

/// The fields that events and the results of commands share.
namespace parley::eventjson {

/// \a event as one line of JSON, without its end. A terminal draws all of it: what could command
/// it, or change the order of its letters, is written as an escape.
[[nodiscard]] QByteArray line(const QJsonObject &event);

/// ISO 8601 in UTC with milliseconds; null for an invalid date.
[[nodiscard]] QJsonValue time(const QDateTime &moment);
[[nodiscard]] QJsonValue time(std::optional<WallTime> moment);

[[nodiscard]] QJsonObject conversation(const chat::Conversation &conversation);
[[nodiscard]] QJsonObject message(const QString &conversationSid, const chat::Message &message);
[[nodiscard]] QJsonObject participant(const QString &conversationSid,
                                      const chat::Participant &participant);
/// What is in the outbox: `conversation`, `localId`, `body`, `attributes`, `media`, `delivery`
/// (`waiting`, `sending`, `failed`), `error` {`code`, `message`} or null.
[[nodiscard]] QJsonObject outboxMessage(const QString &conversationSid,
                                        const chat::Message &message);
/// `identity`, `friendlyName`, `attributes`, `online`, `notifiable`; null where the service has not
/// told.
[[nodiscard]] QJsonObject user(const chat::User &user);
/// `state`, `identity`, `issuedAt`, `expiresAt`, `secondsLeft`, `explanation` (the sentences of
/// explain()). \a now is this computer's clock.
[[nodiscard]] QJsonObject tokenStatus(const TokenManager &tokens, WallTime now);

/// The `code` of a token error: the service's number as text where it has one, else codeName().
[[nodiscard]] QString code(const TokenError &error);
/// What happened and what to do about it, in English for programs; never empty.
[[nodiscard]] QString sentence(const TokenError &error);

} // namespace parley::eventjson
