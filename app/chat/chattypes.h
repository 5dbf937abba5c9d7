// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"

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
    Q_GADGET

public:
    enum class Code {
        Offline, ///< not connected and it cannot wait
        ConnectionLost, ///< sent, fate unknown
        Timeout, ///< no reply in time, fate unknown
        Refused, ///< the service said no; httpStatus and serviceCode say why
        NotFound, ///< no such conversation, participant or message
        TooLong, ///< the body is over the service's limit; nothing was sent
        Invalid, ///< an argument cannot be right; nothing was sent
        BadAnswer, ///< the service's answer cannot be understood
        TooLarge, ///< a file, or all of a message together, is over the limit; nothing was sent
        TooMany, ///< more files than a message may have; nothing was sent
        FileMissing, ///< a file to be sent is gone, has changed, or cannot be read
        FileNotWritten, ///< a download cannot be saved where it was asked for
        Cancelled, ///< signed out or discarded meanwhile
    };
    Q_ENUM(Code)
    Code code = Code::Offline;
    int httpStatus = 0;
    int serviceCode = 0; ///< Twilio's number (50430 …), 0: none
    QString detail {}; ///< English, for logs and programs; no bodies

    bool operator==(const ChatError &) const = default;
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
/// Computes a message's new attributes from the current ones, or returns why it cannot. May be
/// called several times.
using AttributeChange = std::function<Outcome<QJsonObject>(const QJsonObject &)>;

/// Names and types follow Twilio's Message resource; all dates are UTC.
struct Message
{
    Q_GADGET

public:
    enum class Delivery {
        Sent, ///< the service has it
        Waiting, ///< in the outbox: offline, or behind another one
        Sending, ///< handed to the connection
        Failed, ///< refused; `failure` says why
    };
    Q_ENUM(Delivery)
    QString sid {}; ///< IM…; empty until the service has confirmed
    QString localId {}; ///< client-made; own messages that this client sent, else empty
    qint64 index = -1; ///< the order inside the conversation, with gaps; -1 until confirmed
    QString author {}; ///< the identity
    QString body {};
    QDateTime dateCreated {};
    QDateTime dateUpdated {};
    QString lastUpdatedBy {};
    QJsonObject attributes {}; ///< see messageattributes.h for what Parley keeps there
    MediaList media {};
    QString participantSid {}; ///< MB… of the author
    Delivery delivery = Delivery::Sent;
    std::optional<ChatError> failure {};

    bool operator==(const Message &) const = default;
};

struct Participant
{
    QString sid {}; ///< MB…
    QString identity {}; ///< empty: reached by `address`, not a user of the chat
    QString type {}; ///< chat, sms, …
    QString address {}; ///< phone number or mail address of one who is no user of the chat
    QString roleSid {};
    QString userInfo {}; ///< name of the user's Sync map
    std::optional<qint64> lastReadMessageIndex {};
    QDateTime lastReadTimestamp {};
    QJsonObject attributes {};

    bool operator==(const Participant &) const = default;
};

struct User
{
    QString identity {};
    QString friendlyName {}; ///< empty: none, or not known yet
    QJsonObject attributes {};
    /// Whether one of the user's clients is connected; empty: the service does not tell.
    std::optional<bool> online {};
    std::optional<bool> notifiable {}; ///< can be reached by push

    bool operator==(const User &) const = default;
};

struct Conversation
{
    enum class Status { Joined, NotParticipating };
    enum class Loading {
        Kept, ///< as an earlier run has kept it; the service has not told of it yet
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
    bool operator==(const Conversation &) const = default;
};

/// A page of messages, oldest first.
struct History
{
    std::vector<Message> messages {};
    bool hasOlder = false; ///< set by ChatMessages::history() only
    bool hasNewer = false; ///< set by ChatMessages::historyAfter() only
};

/// What ChatConversations::create() makes.
struct NewConversation
{
    QString friendlyName {};
    QString uniqueName {}; ///< empty: none
    QJsonObject attributes {};
};

/// What ChatConversations::update() changes; empty members stay as they are.
struct ConversationChange
{
    std::optional<QString> friendlyName {};
    std::optional<QString> uniqueName {}; ///< the empty text removes it
    std::optional<QJsonObject> attributes {};
};

/// The service's limits, checked before sending.
constexpr qsizetype MaxBodyBytes = 32 * 1024;
constexpr qsizetype MaxNameCharacters = 256;
constexpr qsizetype MaxAttributesBytes = 4 * 1024; ///< of messages, participants, users
constexpr qsizetype MaxConversationAttributesBytes = 16 * 1024;

} // namespace parley::chat

Q_DECLARE_METATYPE(parley::chat::Message)
Q_DECLARE_METATYPE(parley::chat::Participant)
Q_DECLARE_METATYPE(parley::chat::Conversation)
Q_DECLARE_METATYPE(parley::chat::User)
