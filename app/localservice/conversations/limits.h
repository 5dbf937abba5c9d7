// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/twilsock/tunnel.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

/// The service's limits (app/chat/PROTOCOL.md, 'Limits') and the answers to what goes beyond them.
namespace parley::localservice::limits {

constexpr qsizetype NameCharacters = 256;
constexpr qsizetype IdentityCharacters = 256;
constexpr qsizetype BodyBytes = 32 * 1024;
constexpr qsizetype ConversationAttributesBytes = 16 * 1024;
constexpr qsizetype AttributesBytes = 4 * 1024; ///< of messages, participants, users
constexpr qsizetype MutationIdCharacters = 256;
constexpr int Participants = 1000;
constexpr int OtherParticipants = 50; ///< those that are no chat participants
constexpr int ConversationsPerIdentity = 1000;
constexpr int MediaPerMessage = 10;
constexpr qint64 MediaBytesPerMessage = 100LL * 1024 * 1024;

/// Reads a name from \a body into \a name: untouched if it is not there, null if it is null or
/// empty. The answer that refuses it, or nothing.
[[nodiscard]] std::optional<TunnelResponse> readFriendlyName(const QJsonObject &body,
                                                             QString &name);
[[nodiscard]] std::optional<TunnelResponse> readUniqueName(const QJsonObject &body, QString &name);
/// Half a surrogate pair is no text: what becomes of it differs between readers.
[[nodiscard]] inline bool isText(const QJsonValue &value)
{
    return value.toString().isValidUtf16();
}
/// Likewise; attributes are a text that holds JSON.
[[nodiscard]] std::optional<TunnelResponse> readAttributes(const QJsonObject &body,
                                                           qsizetype maxBytes, QString &attributes);
[[nodiscard]] std::optional<TunnelResponse> checkIdentity(const QString &identity);

} // namespace parley::localservice::limits
