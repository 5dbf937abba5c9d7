// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>
#include <QThread>
#include <QUrl>

#include <memory>

class QWebSocket;
class QWebSocketServer;

namespace parley::localservice {
class LocalService;
}

namespace parley::bench {

class DurableRows;

/// What is compared: the local service, and a bare WebSocket server that sends what it gets to all
/// its clients. They share a thread of their own, as the embedded service has one.
class Servers final
{
public:
    /// Both keep what they get in files of \a folder; with none, the service has its database in
    /// memory, and the bare server keeps nothing.
    explicit Servers(const QString &folder = {});
    ~Servers();

    [[nodiscard]] QString problem() const { return m_problem; } ///< empty: both run
    [[nodiscard]] QUrl tokenUrl() const { return m_tokenUrl; }
    [[nodiscard]] QUrl serviceUrl() const { return m_serviceUrl; }
    [[nodiscard]] QUrl bareUrl() const { return m_bareUrl; }

private:
    void start();
    void accept();
    void stop();

    QString m_folder;
    QThread m_thread;
    QObject m_context; ///< lives in the thread, like what follows
    std::unique_ptr<localservice::LocalService> m_service;
    std::unique_ptr<QWebSocketServer> m_bare;
    std::unique_ptr<DurableRows> m_rows; ///< null: the bare server keeps nothing
    QList<QWebSocket *> m_bareClients;
    QString m_problem;
    QUrl m_tokenUrl;
    QUrl m_serviceUrl;
    QUrl m_bareUrl;
};

} // namespace parley::bench
