// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/connection.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>

namespace parley::sync {

/// How often a request is worth repeating.
struct RetryPolicy
{
    int attempts = 6;
    std::chrono::milliseconds firstWait = std::chrono::seconds(1);
    std::chrono::milliseconds longestWait = std::chrono::seconds(30);
    /// Before the next attempt if there was no answer at all: it may have been too large. Asks for
    /// less, if there is less to ask for.
    std::function<void(twilsock::Request &)> lighten {};
};

/// Whether the answer says 'later' (429, 502, 503, 504, also of the tunnel), or there was none
/// though the request went out. For requests that may be repeated without harm.
[[nodiscard]] bool isWorthRepeating(const twilsock::Response &response);
/// Retry-After in seconds, if the service named one; at most a minute.
[[nodiscard]] std::chrono::milliseconds retryAfter(const twilsock::Response &response);

/// One request that is repeated while the answer says 'later'. Calls back once and goes.
class RetryingRequest final : public QObject
{
public:
    /// \a parent owns it; nothing is called any more once \a context is gone.
    static void send(twilsock::Connection &connection, Clock &clock, const RandomSource &random,
                     const twilsock::Request &request, const RetryPolicy &policy, QObject *parent,
                     QObject *context, twilsock::Connection::ResponseCallback done);

private:
    RetryingRequest(twilsock::Connection &connection, Clock &clock, RandomSource random,
                    twilsock::Request request, RetryPolicy policy, QObject *parent,
                    QObject *context, twilsock::Connection::ResponseCallback done);
    void attempt();
    void answered(const twilsock::Response &response);

    twilsock::Connection &m_connection;
    Clock &m_clock;
    RandomSource m_random;
    twilsock::Request m_request;
    RetryPolicy m_policy;
    QPointer<QObject> m_context;
    twilsock::Connection::ResponseCallback m_done;
    int m_attempt = 0;
};

} // namespace parley::sync
