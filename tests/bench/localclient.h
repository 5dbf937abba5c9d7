// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/outboxstore.h"

#include <QNetworkAccessManager>

namespace parley::bench {

/// A chat client of one of the demo accounts, with one token that lasts for the run.
class LocalClient final : public QObject
{
public:
    /// Its outbox is the file at \a outbox, or in memory without one.
    LocalClient(const QUrl &tokenUrl, const QUrl &serviceUrl, const QString &identity,
                const QString &outbox = {});

    /// \a done comes once: when the client is initialised, or with what is wrong.
    void start(std::function<void(const QString &problem)> done);
    [[nodiscard]] chat::ChatClient &chat() { return m_chat; }

private:
    void finish(const QString &problem);

    QUrl m_tokenUrl;
    SystemClock m_clock;
    SystemReachability m_reachability;
    QNetworkAccessManager m_network;
    std::unique_ptr<chat::OutboxStore> m_outbox;
    chat::ChatClient m_chat;
    std::function<void(const QString &)> m_done;
};

} // namespace parley::bench
