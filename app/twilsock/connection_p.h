// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/connection.h"
#include "twilsock/connectionsignals.h"
#include "twilsock/phase.h"
#include "twilsock/reconnection.h"
#include "twilsock/requestqueue.h"
#include "twilsock/servicesession.h"
#include "twilsock/tokenslots.h"

#include <memory>
#include <optional>

namespace parley::twilsock {

/// The inside of a Connection: decides when there is a session with the service, and what follows
/// the end of one. Call it inside a step of `tell`.
class Connection::Private
{
public:
    Private(Connection *connection, ConnectionConfig settings, TransportFactory factory,
            Clock &time, Reachability &network, RandomSource randomSource);
    ~Private();

    // What the owner asks for
    void want();
    void retry();
    void unwant();
    void forget();
    void send(const Request &request, QObject *context, ResponseCallback done);

    // What the token manager asks for
    void offerToken(const AccessToken &token, TokenReply reply);
    void withdrawToken();

    [[nodiscard]] Phase phase() const { return m_session ? m_session->phase() : m_rest; }

    const ConnectionConfig config;
    TokenSlots tokens {};
    std::optional<ConnectionError> error {};
    std::unique_ptr<TokenConsumer> consumer;
    ConnectionSignals tell;
    Reconnection reconnection;

private:
    class Consumer;

    void onReachabilityChanged(Reachability::State state);
    void connectIfPossible();
    /// By the token manager's clock: a token may expire while the connection waits to reconnect.
    [[nodiscard]] bool hasLiveToken() const;
    void openSession();
    void onEstablished();
    void onEnded(const SessionEnd &end);
    void reconnectAfter(const SessionEnd &end);
    void leaveAfterExpiry(const SessionEnd &end);
    void deny(const SessionEnd &end);
    void onLeft();
    /// Ends the session and every planned attempt; the state becomes Disconnected.
    void stop();
    /// There is no session any more; Idle, Waiting or Denied.
    void rest(Phase phase);
    void publish();
    void note(const SessionEnd &end, bool isTerminal);

    Connection *const q;
    const TransportFactory m_factory;
    Clock &m_clock;
    const RandomSource m_random;

    bool m_isWanted = false;
    bool m_isNotUnderstood = false; // why it was denied, if it was
    ConnectionState m_published = ConnectionState::Disconnected;
    Continuation m_continuation {};
    RequestQueue m_requests;
    Phase m_rest = Phase::Idle; // while there is no session
    std::unique_ptr<ServiceSession> m_session {};
};

} // namespace parley::twilsock
