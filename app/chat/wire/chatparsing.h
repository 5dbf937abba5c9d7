// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "sync/syncclient.h"
#include "twilsock/boundedjson.h"
#include "twilsock/connection.h"

#include <QJsonObject>

#include <chrono>

namespace parley::chat {

/// Names of the Sync objects of one conversation; empty ones come from its document.
struct ConversationObjects
{
    QString document {};
    QString messages {};
    QString roster {};

    /// What \a other does not name stays.
    void take(const ConversationObjects &other);
};
/// From a REST answer or an entry of the REST list.
[[nodiscard]] ConversationObjects listedObjects(const QJsonObject &answer);
/// From an item of the map of own conversations.
[[nodiscard]] ConversationObjects mappedObjects(const QJsonObject &data);

/// `attributes` come as an object or as a string that holds one; broken ones count as empty.
[[nodiscard]] QJsonObject parseAttributes(const QJsonValue &value);
[[nodiscard]] QDateTime parseDate(const QString &iso);
using twilsock::parseIndex;
/// How many messages are unread; a number that is beyond belief counts as many.
[[nodiscard]] std::optional<int> parseUnread(const QJsonValue &value);

/// From an item of the messages list; `localId` only if \a ownIdentity wrote it.
[[nodiscard]] Message parseMessage(const sync::Item &item, const QString &ownIdentity);
/// Takes over what a participants item says; what it leaves out stays (PROTOCOL.md, 'Participants
/// map').
void applyParticipant(Participant &participant, const sync::Item &item);
/// Take over what the REST list (snake_case), or the map of own conversations (camelCase), says of
/// the user's part in a conversation: status, mute, horizon.
void applyListEntry(Conversation &conversation, const QJsonObject &entry);
void applyMapItem(Conversation &conversation, const QJsonObject &data);
/// Takes over the data of a conversation document (camelCase).
void applyDocument(Conversation &conversation, const QJsonObject &data);
/// Takes over the describing fields of a REST answer (snake_case): names, dates, attributes.
void applyDescription(Conversation &conversation, const QJsonObject &answer);

[[nodiscard]] ChatError errorOf(const twilsock::Response &response);
[[nodiscard]] ChatError errorOf(const sync::SyncError &error);
/// Whether the same request may well succeed later: no answer, 429, 5xx.
[[nodiscard]] bool isPassing(const ChatError &error);
/// Another client changed the same thing at the same time: repeat (PROTOCOL.md, 'Error codes').
[[nodiscard]] bool isConcurrentChange(const ChatError &error);
/// The one to be added takes part already (also in the words of Programmable Chat).
[[nodiscard]] bool isParticipantAlready(const ChatError &error);
/// As the service wants attributes: a text that holds JSON.
[[nodiscard]] QString jsonText(const QJsonObject &object);
/// Between two tries of something that the client needs and the service does not give just now.
constexpr auto PassingTroubleWait = std::chrono::seconds(30);

/// The mark by which an own message is found again: attribute "parley": {"id": localId}. It joins
/// an object that is there; another value under that name is the user's and stays as it is.
[[nodiscard]] QJsonObject withMarker(const QJsonObject &attributes, const QString &localId);
[[nodiscard]] QString markerOf(const QJsonObject &attributes);
[[nodiscard]] QJsonObject withoutMarker(const QJsonObject &attributes);

} // namespace parley::chat
