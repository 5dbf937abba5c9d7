// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/retryingrequest.h"

#include "sync/logging.h"
#include "twilsock/backoff.h"

#include <algorithm>

namespace parley::sync {

using namespace Qt::StringLiterals;

using twilsock::BackOff;
using twilsock::Response;

namespace {

bool saysLater(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

} // namespace

bool isWorthRepeating(const Response &response)
{
    switch (response.failure) {
    case Response::Failure::None:
        return saysLater(response.httpStatus);
    case Response::Failure::NotConnected:
        return false;
    case Response::Failure::ConnectionLost:
    case Response::Failure::Timeout:
        return true;
    case Response::Failure::Transport:
        return saysLater(response.status);
    }
    return false;
}

std::chrono::milliseconds retryAfter(const Response &response)
{
    const QJsonValue value = response.headers.value("retry-after"_L1);
    const qint64 seconds = value.isString() ? value.toString().toLongLong() : value.toInteger();
    return std::chrono::seconds(std::clamp<qint64>(seconds, 0, 60));
}

void RetryingRequest::send(twilsock::Connection &connection, Clock &clock,
                           const RandomSource &random, const twilsock::Request &request,
                           const RetryPolicy &policy, QObject *parent, QObject *context,
                           twilsock::Connection::ResponseCallback done)
{
    auto *self = new RetryingRequest(connection, clock, random, request, policy, parent, context,
                                     std::move(done));
    self->attempt();
}

RetryingRequest::RetryingRequest(twilsock::Connection &connection, Clock &clock,
                                 RandomSource random, twilsock::Request request, RetryPolicy policy,
                                 QObject *parent, QObject *context,
                                 twilsock::Connection::ResponseCallback done)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_request(std::move(request))
    , m_policy(policy)
    , m_context(context)
    , m_done(std::move(done))
{
    connect(context, &QObject::destroyed, this, &QObject::deleteLater);
}

void RetryingRequest::attempt()
{
    if (m_context.isNull())
        return;
    ++m_attempt;
    // The connection would repeat it unchanged. One that can be made smaller is repeated here.
    m_request.repeatable = !m_policy.lighten;
    m_connection.send(m_request, this, [this](const Response &response) { answered(response); });
}

void RetryingRequest::answered(const Response &response)
{
    if (m_attempt < m_policy.attempts && isWorthRepeating(response)) {
        const auto wait
            = std::max(BackOff::doubled(m_policy.firstWait, m_policy.longestWait, m_attempt),
                       retryAfter(response));
        qCDebug(lcSync) << "repeating" << m_request.url.path() << "after status"
                        << response.httpStatus;
        const bool hasNoAnswer = response.failure == Response::Failure::ConnectionLost
            || response.failure == Response::Failure::Timeout;
        if (hasNoAnswer && m_policy.lighten && m_context)
            m_policy.lighten(m_request);
        m_clock.callAfter(BackOff::withJitter(wait, m_random()), this, [this] { attempt(); });
        return;
    }
    const auto done = std::exchange(m_done, {});
    deleteLater();
    if (m_context && done)
        done(response);
}

} // namespace parley::sync
