// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"
#include "token/clock.h"
#include "token/reachability.h"
#include "token/tokenconsumer.h"
#include "twilsock/connectiontypes.h"
#include "twilsock/transport.h"

#include <QObject>

#include <memory>
#include <optional>

namespace parley::twilsock {

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

    using ResponseCallback = twilsock::ResponseCallback;
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
