// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"
#include "token/clock.h"
#include "token/reachability.h"
#include "token/tokenconsumer.h"
#include "twilsock/frame.h"
#include "twilsock/transport.h"

#include <QHash>
#include <QJsonArray>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

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

/// One Twilsock connection: kept open while it is wanted and has a token, with back-off, watchdog,
/// replies and the token updated in place. tokenConsumer() is how a TokenManager feeds it.
class Connection final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(parley::twilsock::ConnectionState state READ state NOTIFY stateChanged)

public:
    /// \a clock and \a reachability must outlive this object.
    Connection(ConnectionConfig config, TransportFactory transports, Clock &clock,
               Reachability &reachability, RandomSource random = systemRandom(),
               QObject *parent = nullptr);
    ~Connection() override;

    [[nodiscard]] ConnectionState state() const;
    [[nodiscard]] bool isConnected() const { return state() == ConnectionState::Connected; }
    [[nodiscard]] std::optional<ConnectionError> lastError() const;
    /// How long until the next attempt; empty: none is planned.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryIn() const;
    /// The service is on the loopback of this machine.
    [[nodiscard]] bool isServiceLocal() const;

    /// Owned by this object. Add it to a TokenManager, which offers it the tokens.
    [[nodiscard]] TokenConsumer *tokenConsumer() const;
    /// The token that the service has accepted and that counts, for requests beside the tunnel.
    [[nodiscard]] std::optional<AccessToken> acceptedToken() const;
    /// A request beside the tunnel was refused for want of authentication under \a token: perhaps a
    /// new one helps.
    void doubtToken(const AccessToken &token);

    using ResponseCallback = std::function<void(const Response &)>;
    /// Queues \a request (in order) and sends it once connected. \a done is called exactly once,
    /// never before this call has returned, unless \a context is destroyed first.
    void send(const Request &request, QObject *context, ResponseCallback done);

public Q_SLOTS:
    /// Wanted from now on: connects as soon as there is a token, and again after every drop.
    void connectToService();
    /// Not wanted any more until connectToService(); sends `close`. Tokens are kept for later.
    void disconnectFromService();
    /// Like connectToService(), without waiting for the back-off.
    void retryNow();
    /// Forgets token and continuation token too (sign-out).
    void forget();

Q_SIGNALS:
    void stateChanged(parley::twilsock::ConnectionState state);
    /// The connection ended without being asked to. Not emitted when the token has expired and no
    /// newer one waits: the token manager tells that, and lastError() has it too. As in Twilio's
    /// clients, this signal comes after the stateChanged() and the refusal of the token that belong
    /// to the same end.
    void errorOccurred(const parley::twilsock::ConnectionError &error);
    /// The service accepted a token, see acceptedToken(). Once for each offered token.
    void tokenAccepted();
    /// A new socket has been initialised: re-subscribe now. Comes after stateChanged(Connected).
    void initialized();
    /// `payload` is as it came; it was acknowledged before this.
    void notificationReceived(const QString &messageType, const QByteArray &payload);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::twilsock
