// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <variant>

namespace parley::chat {
Q_NAMESPACE

/// Why a chat command failed.
struct ChatError
{
    enum class Code {
        Offline, ///< not connected and it cannot wait
        ConnectionLost, ///< sent, fate unknown
        Timeout, ///< no reply in time, fate unknown
        Refused, ///< the service said no; httpStatus and serviceCode say why
        NotFound, ///< no such conversation, participant or message
        TooLong, ///< the body is over the service's limit; nothing was sent
        Invalid, ///< an argument cannot be right; nothing was sent
        BadAnswer, ///< the service's answer cannot be understood
        Cancelled, ///< signed out meanwhile
    };
    Code code = Code::Offline;
    int httpStatus = 0;
    int serviceCode = 0; ///< Twilio's number (50430 …), 0: none
    QString detail {}; ///< English, for logs and programs; no bodies
};
/// `offline`, `connectionLost` …, or the service's number as text.
[[nodiscard]] QString codeName(const ChatError &error);

struct Nothing
{
    bool operator==(const Nothing &) const = default;
};
template <typename T> using Outcome = std::variant<T, ChatError>;
/// Called exactly once, later, unless the context it was given with is destroyed first.
template <typename T> using Callback = std::function<void(const Outcome<T> &)>;

/// Names and types follow Twilio's Message resource; all dates are UTC.
struct Message
{
    enum class Delivery {
        Sent, ///< the service has it
        Waiting, ///< in the outbox: offline, or behind another one
        Sending, ///< handed to the connection
        Failed, ///< refused; `failure` says why
    };
    QString sid {}; ///< IM…; empty until the service has confirmed
    QString localId {}; ///< client-made; own messages that this client sent, else empty
    qint64 index = -1; ///< the order inside the conversation, with gaps; -1 until confirmed
    QString author {}; ///< the identity
    QString body {};
    QDateTime dateCreated {};
    QDateTime dateUpdated {};
    QString lastUpdatedBy {};
    QJsonObject attributes {};
    Delivery delivery = Delivery::Sent;
    std::optional<ChatError> failure {};
};

struct Participant
{
    QString sid {}; ///< MB…
    QString identity {};
    QString type {}; ///< chat, sms, …
    QString roleSid {};
    QString userInfo {}; ///< name of the user's Sync map
    std::optional<qint64> lastReadMessageIndex {};
    QDateTime lastReadTimestamp {};
    QJsonObject attributes {};
};

struct Conversation
{
    enum class Status { Joined, NotParticipating };
    enum class Loading {
        NotLoaded, ///< known by name only
        Loaded, ///< document known
        Failed,
    };
    QString sid {}; ///< CH…
    QString uniqueName {};
    QString friendlyName {};
    QString createdBy {};
    QDateTime dateCreated {};
    QDateTime dateUpdated {};
    QJsonObject attributes {};
    Status status = Status::Joined;
    bool muted = false;
    std::optional<qint64> lastReadMessageIndex {}; ///< own horizon; empty: never set
    std::optional<qint64> lastMessageIndex {};
    QDateTime lastMessageDate {};
    std::optional<int> unreadCount {}; ///< empty: no horizon yet
    Loading loading = Loading::NotLoaded;

    [[nodiscard]] QString displayName() const; ///< friendly name, else unique name, else sid
};

/// The service's limits, checked before sending.
constexpr qsizetype MaxBodyBytes = 32 * 1024;
constexpr qsizetype MaxNameCharacters = 256;
constexpr qsizetype MaxAttributesBytes = 4 * 1024;

} // namespace parley::chat

Q_DECLARE_METATYPE(parley::chat::Message)
Q_DECLARE_METATYPE(parley::chat::Participant)
Q_DECLARE_METATYPE(parley::chat::Conversation)
