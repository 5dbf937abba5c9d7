// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>

namespace parley::twilsock {
Q_NAMESPACE

/// Where one connection stands, in Twilio's public words.
enum class ConnectionState {
    Disconnected, ///< not wanted, or the token ran out (then a new token connects again)
    Connecting, ///< opening, initialising, or waiting to retry
    Connected,
    Disconnecting,
    Denied, ///< the token was refused, or the service refuses our protocol; lastError() says why
};
Q_ENUM_NS(ConnectionState)

/// Why a connection ended or could not be made.
struct ConnectionError
{
    bool terminal = false; ///< true: no retry without a new token or an explicit connect
    QString message {}; ///< English, for logs
    int httpStatusCode = 0; ///< the Twilsock status, 0: none (socket error)
    int errorCode = 0; ///< Twilio's code, 0: none

    bool operator==(const ConnectionError &) const = default;
};

/// A tunnelled HTTP request.
struct Request
{
    QByteArray method { "GET" };
    /// Scheme is not transmitted; path and query go out percent-encoded.
    QUrl url {};
    QByteArray body {};
    QHash<QString, QString> headers {}; ///< `Content-Type` becomes payload_type
    /// May be sent again by the connection if the link breaks before the reply (GET, or a mutation
    /// that carries a mutation id). Otherwise such a request ends with Failure::ConnectionLost.
    /// What the service turns away by its rate or for an expired token was not carried out, and is
    /// sent again in any case.
    bool repeatable = false;
    /// How long it may wait for a connection before it is sent; zero: fail at once when offline.
    std::chrono::milliseconds queueLimit = std::chrono::seconds(20);
};

/// The answer to a request, or why there is none. Exactly one per request.
struct Response
{
    enum class Failure {
        None, ///< the service answered: httpStatus says what
        NotConnected, ///< not sent: offline for longer than queueLimit, or denied
        ConnectionLost, ///< sent, then the link broke: unknown whether it was carried out
        Timeout, ///< sent, no reply in 30 s: unknown whether it was carried out
        Transport, ///< the tunnel did not deliver: `status` and `errorCode` say why
    };
    Failure failure = Failure::None;
    int httpStatus = 0;
    QJsonObject headers {};
    QByteArray body {};
    int status = 0;
    int errorCode = 0;
    QString detail {}; ///< English, for logs

    [[nodiscard]] bool isSuccess() const
    {
        return failure == Failure::None && httpStatus >= 200 && httpStatus < 300;
    }
    [[nodiscard]] QJsonObject object() const;
};

using ResponseCallback = std::function<void(const Response &)>;

/// Everything that does not change while a connection lives.
struct ConnectionConfig
{
    QUrl url {}; ///< ws(s)://…/v3/wsconnect
    QJsonObject metadata {};
    /// `registrations` of init; see PROTOCOL.md, 'Registrations'.
    QJsonArray registrations {};
    QStringList capabilities { QStringLiteral("client_update") };

    std::chrono::milliseconds openLimit = std::chrono::seconds(30);
    std::chrono::milliseconds initLimit = std::chrono::seconds(10);
    std::chrono::milliseconds updateLimit = std::chrono::seconds(30);
    std::chrono::milliseconds requestLimit = std::chrono::seconds(30);
    std::chrono::milliseconds silenceLimit = std::chrono::seconds(45);
};

} // namespace parley::twilsock
