// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/installation.h"
#include "localservice/store/records.h"

#include <QJsonObject>

#include <optional>

namespace parley::localservice {

/// What the Conversations half answers: the Configuration and the resources, with their addresses.
/// Version 2 is Conversations, version 1 Programmable Chat, which has other names for some fields.
class ApiJson final
{
public:
    ApiJson(const Installation &installation, int version);

    /// Where media are; the default is Twilio's own address.
    void setMediaBase(const QString &base) { m_mediaBase = base; }
    [[nodiscard]] QJsonObject configuration(const UserRecord &user) const;

    [[nodiscard]] QString conversationUrl(const QString &sid) const;
    [[nodiscard]] QString ownConversationUrl(const UserRecord &user, const QString &sid) const;
    [[nodiscard]] QString participantUrl(const ParticipantRecord &participant) const;
    [[nodiscard]] QString messageUrl(const MessageRecord &message) const;
    [[nodiscard]] QString userUrl(const QString &identity) const;

    [[nodiscard]] QJsonObject conversation(const ConversationRecord &conversation) const;
    /// The same with what concerns one participant. \a unread is empty while there is no horizon.
    [[nodiscard]] QJsonObject ownConversation(const ConversationRecord &conversation,
                                              const ParticipantRecord &own,
                                              std::optional<int> unread) const;
    [[nodiscard]] QJsonObject participant(const ParticipantRecord &participant) const;
    [[nodiscard]] QJsonObject message(const MessageRecord &message, const QJsonObject &data) const;
    [[nodiscard]] QJsonObject user(const UserRecord &user, bool online) const;

private:
    [[nodiscard]] QString readIndexName() const;

    Installation m_installation;
    int m_version;
    QString m_base; // https://aim…/Client/v2/Services/IS…
    QString m_mediaBase { QStringLiteral("https://mcs.us1.twilio.com") };
};

} // namespace parley::localservice
