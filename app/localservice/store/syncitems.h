// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/records.h"

#include <QJsonObject>

#include <vector>

/// What Sync shows of the records: the data of documents and items, whose names are those that
/// clients of Twilio read.
namespace parley::localservice::syncitems {

/// The document of \a conversation; \a lastMessage is null or what lastMessage() gives.
[[nodiscard]] QJsonObject conversation(const ConversationRecord &conversation,
                                       const QJsonValue &lastMessage);
[[nodiscard]] QJsonObject lastMessage(const MessageRecord &message);
/// The item in the roster of the conversation. \a user is the user of a chat participant.
[[nodiscard]] QJsonObject participant(const ParticipantRecord &participant,
                                      const std::optional<UserRecord> &user);
/// The item in the user's map of conversations; \a status is `joined` or `invited`.
[[nodiscard]] QJsonObject ownConversation(const ConversationRecord &conversation,
                                          const ParticipantRecord &own, const QString &status);
/// Puts what a message carries into its item's \a data.
void putMedia(QJsonObject &data, const std::vector<MediaRecord> &medias);

} // namespace parley::localservice::syncitems
