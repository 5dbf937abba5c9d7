// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "twilsock/backoff.h"
#include "twilsock/connection.h"
#include "twilsock/connectionsignals.h"
#include "twilsock/phase.h"
#include "twilsock/requestqueue.h"
#include "twilsock/tokenslots.h"

#include <QPointer>

#include <vector>

namespace parley::twilsock {

/// The inside of a Connection. All that it tells goes through ConnectionSignals.
class Connection::Private
{
public:
    Private(Connection *connection, ConnectionConfig settings, TransportFactory factory,
            Clock &time, Reachability &network, RandomSource randomSource);
    ~Private();

    // What the owner asks for (connection.cpp, connectionstates.cpp)
    void want();
    void retry();
    void unwant();
    void forget();
    void send(const Request &request, QObject *context, ResponseCallback done);
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryIn() const;

    // What the token manager asks for (connectiontokens.cpp)
    void offerToken(const AccessToken &token, TokenReply reply);
    void withdrawToken();

    const ConnectionConfig config;
    TokenSlots tokens;
    Phase phase = Phase::Idle;
    std::optional<ConnectionError> error;
    const std::unique_ptr<TokenConsumer> consumer;
    ConnectionSignals tell;

private:
    class Consumer;
    /// How an attempt that ended goes on.
    struct Retry
    {
        enum class Kind { BackOff, Rarely, Ordered };
        Kind kind = Kind::BackOff;
        std::chrono::milliseconds wait {}; ///< of Ordered
    };
    // connectionstates.cpp: the life of one socket after the other
    void moveTo(Phase next);
    void publish();
    void connectIfPossible();
    /// By the token manager's clock: a token may expire while the connection waits to reconnect.
    [[nodiscard]] bool hasLiveToken() const;
    /// Waits in Phase::Idle for a token that can be used.
    void awaitToken();
    void openSocket();
    void onOpened();
    void onClosed(const QString &detail, bool isFatal);
    void onReachabilityChanged(Reachability::State state);
    [[nodiscard]] bool isUnreachable() const;
    [[nodiscard]] bool isLive() const;
    /// The socket is of no use any more: its timers end, it closes and deletes itself on its own
    /// time.
    void retireSocket();
    /// Any end after which we come back by ourselves.
    void endSession(const QString &message, const Status &status, Retry how);
    void scheduleRetry(Retry how);
    /// Closes from our side and goes on once the socket is gone.
    void beginLeaving();
    void closeSocket();
    void finishLeaving();
    /// The token in flight got no verdict. A newer one may wait, and then no answer comes for it.
    void putBackToken();
    /// Ends whatever goes on, to Disconnected.
    void stop();
    void watchSilence(std::chrono::milliseconds left);
    [[nodiscard]] ConnectionError makeError(bool terminal, const QString &message,
                                            const Status &status) const;
    void note(const ConnectionError &what);
    void report(const ConnectionError &what);

    // connectionmessages.cpp: what comes in and goes out
    void sendFrame(const Frame &frame);
    void sendBytes(const QByteArray &bytes);
    void sendClose();
    void flushRequests();
    void onReceived(const QByteArray &bytes);
    void onBadFrame(const FrameError &problem);
    void handleReply(const Frame &frame);
    void handleRequestReply(const Frame &frame, RequestQueue::Pending pending);
    void handleClose(const Frame &frame);
    void handleClientUpdate(const Frame &frame);

    // connectiontokens.cpp: init, update, and what the service says of a token
    void sendInit();
    void handleInitReply(const Frame &frame);
    void becomeConnected(const Frame &frame);
    void startUpdate();
    void handleUpdateReply(const Frame &frame);
    void repeatUpdate();
    void holdUpdate(std::chrono::milliseconds wait, bool isOrdered);
    void refuseInFlight(const Status &status);
    void refuseAccepted(const Status &status, bool keepPrevious);
    void refuseProtocol(const Status &status);
    void tokenExpired(const Status &status);
    void deny(const ConnectionError &what, const std::optional<OfferedToken> &judged,
              const TokenRejection &rejection, bool tokenHelps);

    Connection *const q;
    const TransportFactory m_factory;
    Clock &m_clock;
    Reachability &m_reachability;
    const RandomSource m_random;

    bool m_isWanted = false;
    bool m_isNotUnderstood = false; // why it was denied, if it was
    ConnectionState m_published = ConnectionState::Disconnected;
    RequestQueue m_requests;
    BackOff m_backOff;
    QString m_continuation;
    QString m_continuationOwner;

    // One socket
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<QObject> m_session; // context of the socket's signals
    bool m_isSending = false;
    bool m_isClosed = false;
    QString m_initId;
    QString m_updateId;
    QString m_lastSent; // for the log, without content
    quint64 m_acceptances = 0; // numbers the tokens that the service took
    MonotonicTime m_connectedAt {};
    MonotonicTime m_lastHeard {};
    MonotonicTime m_notBefore {}; // the service asked not to come back earlier
    int m_badFrames = 0;
    int m_updateFailures = 0;
    bool m_isHoldOrdered = false;
    OneShot m_limit; // of the current phase: open, init, leave
    OneShot m_updateLimit;
    OneShot m_updateHold;
    OneShot m_silence;
    OneShot m_retry;

    std::vector<QPointer<Transport>> m_retired; // closing, on their own
};

} // namespace parley::twilsock
