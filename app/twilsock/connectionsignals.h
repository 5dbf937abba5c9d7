// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/connection.h"
#include "twilsock/tokenslots.h"

#include <deque>
#include <functional>

namespace parley::twilsock {

/// All that one connection tells: its signals, those of its token consumer, and the answers to
/// tokens and requests. A step (one call, one message, one alarm) only queues them. They go out
/// after the step, in the order of their causes, so that no slot runs inside a step. A slot may
/// call back, or destroy the connection.
class ConnectionSignals
{
public:
    /// \a connection owns this object and \a consumer.
    ConnectionSignals(Connection &connection, TokenConsumer &consumer)
        : m_connection(connection)
        , m_consumer(consumer)
    { }

    /// Every way into the connection: carries out \a change, then tells what it has queued. What a
    /// step inside another one queues, or a step that a slot causes, is told after what was due
    /// before. May destroy the connection, so nothing may come after it.
    void step(const std::function<void()> &change);
    /// Whether a slot is running.
    [[nodiscard]] bool isTelling() const { return m_level >= 0; }

    /// Calls \a function after the step.
    void later(std::function<void()> function) { m_queue.push_back(std::move(function)); }
    /// A terminal error is told as one only if the connection is still denied by then: a slot may
    /// have given it another token.
    void errorOccurred(const ConnectionError &error);
    /// Not told if the connection has been left by then.
    void initialized();
    void notificationReceived(const QString &messageType, const QByteArray &payload);
    void expiryAnnounced()
    {
        later([this] { Q_EMIT m_consumer.expiryAnnounced(); });
    }
    /// Answers what is owed for the token; where nothing is owed any more, the consumer tells it.
    void tokenAccepted(const OfferedToken &accepted);
    void tokenRefused(const OfferedToken &refused, const TokenRejection &rejection);
    void tokenDoubted(const AccessToken &token)
    {
        later([this, token] { Q_EMIT m_consumer.tokenDoubted(token); });
    }

private:
    void tell();
    void postTell();

    Connection &m_connection;
    TokenConsumer &m_consumer;
    std::deque<std::function<void()>> m_queue {};
    int m_steps = 0; // that are running, one inside the other
    int m_level = -1; // of the event loop in which a slot runs; -1: none does
    bool m_isPosted = false; // tell() is on its way through the event queue
};

} // namespace parley::twilsock
