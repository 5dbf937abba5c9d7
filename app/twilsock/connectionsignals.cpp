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
    if (m_steps > 0)
        return;
    if (QThread::currentThread()->loopLevel() > m_level)
        tell();
    else if (!m_queue.empty())
        postTell(); // a slot may handle events without a loop of its own, as a test does that waits
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

void ConnectionSignals::errorOccurred(const ConnectionError &error)
{
    later([this, error] {
        ConnectionError told = error;
        told.terminal = error.terminal && m_connection.state() == ConnectionState::Denied;
        Q_EMIT m_connection.errorOccurred(told);
    });
}

void ConnectionSignals::initialized()
{
    later([this] {
        if (m_connection.isConnected())
            Q_EMIT m_connection.initialized();
    });
}

void ConnectionSignals::notificationReceived(const QString &messageType, const QByteArray &payload)
{
    later([this, messageType, payload] {
        Q_EMIT m_connection.notificationReceived(messageType, payload);
    });
}

void ConnectionSignals::tokenAccepted(const OfferedToken &accepted)
{
    later([this, accepted] {
        if (accepted.reply && accepted.reply->isOwed())
            accepted.reply->accept();
        else
            Q_EMIT m_consumer.tokenAccepted(accepted.token);
    });
    later([this] { Q_EMIT m_connection.tokenAccepted(); });
}

void ConnectionSignals::tokenRefused(const OfferedToken &refused, const TokenRejection &rejection)
{
    later([this, refused, rejection] {
        if (refused.reply && refused.reply->isOwed())
            refused.reply->refuse(rejection);
        else
            Q_EMIT m_consumer.tokenRefused(refused.token, rejection);
    });
}

} // namespace parley::twilsock
