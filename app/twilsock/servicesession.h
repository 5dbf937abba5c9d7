// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "twilsock/connectionsignals.h"
#include "twilsock/framelink.h"
#include "twilsock/phase.h"
#include "twilsock/requestqueue.h"
#include "twilsock/tokenslots.h"

#include <functional>
#include <memory>
#include <optional>

namespace parley::twilsock {

/// How a session has ended, and what the connection has to do about it.
struct SessionEnd
{
    enum class Kind {
        Lost, ///< connect again by the back-off
        Fatal, ///< connect again, but not soon
        SentAway, ///< connect again after `wait`
        TokenRefused, ///< the service does not take the token `judged`
        TokenExpired, ///< the same; our side has to leave
        NotUnderstood, ///< the service cannot read us, and no token helps
        Left, ///< the socket is closed after leave()
    };
    Kind kind = Kind::Lost;
    QString message {}; ///< English, for logs
    Status status {};
    std::chrono::milliseconds wait {};
    std::optional<OfferedToken> judged {};
    TokenRejection rejection {};
};

/// By what the service knows a client again after a reconnect, and whose it is.
struct Continuation
{
    QString token {}; ///< opaque, from the reply to `init`
    QString owner {}; ///< account, service and identity
};

/// What a session shares with those before and after it. All must outlive the session.
struct SessionParts
{
    const ConnectionConfig &config;
    Clock &clock;
    const RandomSource &random;
    TokenSlots &tokens;
    RequestQueue &requests;
    Continuation &continuation;
    ConnectionSignals &tell;
};

/// One conversation with the service, over one socket: `init`, then requests, notifications and
/// token updates, until one side ends it. It decides what each message of the service means; what
/// comes after its end is the connection's decision.
class ServiceSession
{
public:
    struct Listener
    {
        std::function<void()> established {}; ///< `init` is accepted
        /// Once, or a second time with Left after leave(). May destroy the session.
        std::function<void(const SessionEnd &end)> ended {};
    };

    /// \a owner becomes the parent of \a transport.
    ServiceSession(const SessionParts &parts, std::unique_ptr<Transport> transport, QObject *owner,
                   Listener listener);

    [[nodiscard]] Phase phase() const { return m_phase; }
    /// Requests can be sent.
    [[nodiscard]] bool isLive() const;
    /// It has been live for so long that its end is not one more failure in a row.
    [[nodiscard]] bool wasGood() const;

    void open();
    /// Sends what waits, if the session is live.
    void sendRequests();
    /// Sends the token that waits, unless there is none or this is not the time for it.
    void updateToken();
    /// Says goodbye to the service; false when the socket has failed over it.
    bool sendClose();
    /// The token in flight got no verdict: it waits again, unless a newer one does. Then no answer
    /// comes for it.
    void putBackToken();
    /// The same, and ends all that goes on. The socket closes by close().
    void leave();
    void close();
    /// Ends it from our side as lost.
    void drop(const QString &message);

private:
    using Kind = SessionEnd::Kind;

    void moveTo(Phase next);
    void end(const SessionEnd &how);

    void onLinkEnded(const QString &message, bool isFatal);
    void handle(const Frame &frame);
    void handleReply(const Frame &frame);
    void handleRequestReply(const Frame &frame, RequestQueue::Pending pending);
    void finish(const RequestQueue::Pending &pending, const Response &response);
    void handleClose(const Frame &frame);
    void handleClientUpdate(const Frame &frame);
    /// 1 to 2 s where \a frame names none.
    [[nodiscard]] std::chrono::milliseconds waitNamedBy(const Frame &frame) const;

    void sendInit();
    void handleInitReply(const Frame &frame);
    void becomeConnected(const Frame &frame);
    void handleUpdateReply(const Frame &frame);
    void repeatUpdate();
    void holdUpdate(std::chrono::milliseconds wait, bool isOrdered);

    void refuseToken(const Status &status);
    void refuseProtocol(const Status &status);
    void tokenExpired(const Status &status);

    const SessionParts m_parts;
    const Listener m_listener;
    FrameLink m_link;
    Phase m_phase = Phase::Opening;
    MonotonicTime m_connectedAt {};
    quint64 m_acceptances = 0; // numbers the tokens that the service took
    QString m_initId {};
    OneShot m_initLimit;
    QString m_updateId {}; // of the update that is under way
    OneShot m_updateLimit;
    OneShot m_updateHold; // until the next update may go
    bool m_isHoldOrdered = false; // by the service
    int m_updateFailures = 0; // in a row
};

} // namespace parley::twilsock
