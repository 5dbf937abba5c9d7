// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QWebSocketServer>

#include <chrono>
#include <functional>

namespace parley::test {

/// An HTTP server that answers every request with the same bytes; empty: never.
class BareHttpServer final : public QObject
{
    Q_OBJECT

public:
    explicit BareHttpServer(const QByteArray &answer);
    [[nodiscard]] QString url() const;
    void setAnswer(const QByteArray &answer) { m_answer = answer; }

    [[nodiscard]] static QByteArray response(const QByteArray &contentType, const QByteArray &body,
                                             const QByteArray &status = "200 OK");
    /// A good token for alice, whose signature nobody knows.
    [[nodiscard]] static QByteArray tokenResponse(std::chrono::seconds life
                                                  = std::chrono::hours(1));

private:
    QTcpServer m_server;
    QByteArray m_answer;
};

/// A WebSocket server that does what a test says with each client and with each message.
class BareSocketServer final : public QObject
{
    Q_OBJECT

public:
    using OnClient = std::function<void(QWebSocket &socket)>;
    using OnMessage = std::function<void(QWebSocket &socket, const QByteArray &message)>;

    BareSocketServer(OnClient onClient, OnMessage onMessage);
    ~BareSocketServer() override;
    [[nodiscard]] QString url() const;
    [[nodiscard]] int clients() const { return m_clients; }

private:
    QWebSocketServer m_server;
    OnClient m_onClient;
    OnMessage m_onMessage;
    int m_clients = 0;
};

} // namespace parley::test
