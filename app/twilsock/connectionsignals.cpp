// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/connectionsignals.h"

#include <QPointer>
#include <QThread>

#include <utility>

namespace parley::twilsock {

void ConnectionSignals::step(const std::function<void()> &change)
{
    ++m_steps;
    change();
    --m_steps;
    if (m_steps == 0 && QThread::currentThread()->loopLevel() > m_level)
        tell();
}

void ConnectionSignals::tell()
{
    const QPointer alive(&m_connection);
    const int outerLevel = std::exchange(m_level, QThread::currentThread()->loopLevel());
    while (!m_queue.empty()) {
        std::function<void()> next = std::move(m_queue.front());
        m_queue.pop_front();
        if (!m_queue.empty())
            postTell();
        next();
        next = nullptr; // a reply that it holds may end here, which is told too
        if (!alive)
            return; // a slot has destroyed the connection
    }
    m_level = outerLevel;
}

/// A slot may run an event loop of its own, such as a dialog. That loop tells the rest.
void ConnectionSignals::postTell()
{
    if (std::exchange(m_isPosted, true))
        return;
    QMetaObject::invokeMethod(
        &m_connection,
        [this] {
            m_isPosted = false;
            tell();
        },
        Qt::QueuedConnection);
}

void ConnectionSignals::stateChanged(ConnectionState state)
{
    m_queue.emplace_back([this, state] { Q_EMIT m_connection.stateChanged(state); });
}

void ConnectionSignals::errorOccurred(const ConnectionError &error)
{
    m_queue.emplace_back([this, error] {
        ConnectionError told = error;
        told.terminal = error.terminal && m_connection.state() == ConnectionState::Denied;
        Q_EMIT m_connection.errorOccurred(told);
    });
}

void ConnectionSignals::initialized()
{
    m_queue.emplace_back([this] {
        if (m_connection.isConnected())
            Q_EMIT m_connection.initialized();
    });
}

void ConnectionSignals::notificationReceived(const QString &messageType, const QByteArray &payload)
{
    m_queue.emplace_back([this, messageType, payload] {
        Q_EMIT m_connection.notificationReceived(messageType, payload);
    });
}

void ConnectionSignals::expiryAnnounced()
{
    m_queue.emplace_back([this] { Q_EMIT m_consumer.expiryAnnounced(); });
}

void ConnectionSignals::tokenAccepted(const OfferedToken &accepted)
{
    m_queue.emplace_back([this, accepted] {
        if (accepted.reply && accepted.reply->isOwed())
            accepted.reply->accept();
        else
            Q_EMIT m_consumer.tokenAccepted(accepted.token);
    });
    m_queue.emplace_back([this] { Q_EMIT m_connection.tokenAccepted(); });
}

void ConnectionSignals::tokenRefused(const OfferedToken &refused, const TokenRejection &rejection)
{
    m_queue.emplace_back([this, refused, rejection] {
        if (refused.reply && refused.reply->isOwed())
            refused.reply->refuse(rejection);
        else
            Q_EMIT m_consumer.tokenRefused(refused.token, rejection);
    });
}

void ConnectionSignals::tokenPostponed(const OfferedToken &offered)
{
    m_queue.emplace_back([reply = offered.reply] { reply->postpone(); });
}

void ConnectionSignals::tokenDoubted(const AccessToken &token)
{
    m_queue.emplace_back([this, token] { Q_EMIT m_consumer.tokenDoubted(token); });
}

void ConnectionSignals::repliesDropped(std::vector<std::shared_ptr<TokenReply>> replies)
{
    m_queue.emplace_back([dropped = std::move(replies)] {}); // they end with this function
}

void ConnectionSignals::requestEnded(const RequestQueue::Pending &request, const Response &response)
{
    m_queue.emplace_back([request, response] { RequestQueue::finish(request, response); });
}

} // namespace parley::twilsock
