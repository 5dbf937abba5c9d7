// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/frame.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <chrono>
#include <deque>
#include <functional>
#include <vector>

namespace parley::test {

/// What a client asked an HTTP server for.
struct HttpAsked
{
    QByteArray method {};
    QByteArray authorization {};
    QByteArray idempotencyKey {};
};

/// What an HTTP server does with one request.
using HttpBehaviour = std::function<void(QTcpSocket &socket, const HttpAsked &asked)>;

/// \a headers: whole lines, each with its CRLF.
[[nodiscard]] QByteArray httpResponse(const QByteArray &contentType, const QByteArray &body,
                                      const QByteArray &status = "200 OK",
                                      const QByteArray &headers = {});
/// A good token for alice with a signature that no service accepts.
[[nodiscard]] QByteArray tokenResponse(std::chrono::seconds life = std::chrono::hours(1));
[[nodiscard]] HttpBehaviour answering(const QByteArray &response);
/// A fresh token for each request.
[[nodiscard]] HttpBehaviour issuing(std::chrono::seconds life = std::chrono::hours(1));
[[nodiscard]] HttpBehaviour silent();
/// The connection is reset, after \a beginning has been sent.
[[nodiscard]] HttpBehaviour resetting(const QByteArray &beginning = {});
/// Reset in the middle of the answer.
[[nodiscard]] HttpBehaviour lostHalfway();
/// One byte each \a interval.
[[nodiscard]] HttpBehaviour dripping(const QByteArray &response,
                                     std::chrono::milliseconds interval);
[[nodiscard]] HttpBehaviour later(std::chrono::milliseconds delay, const HttpBehaviour &then);

/// A token end point that does what a test says.
class BareHttpServer final : public QObject
{
    Q_OBJECT

public:
    explicit BareHttpServer(const QByteArray &answer); ///< empty: none
    explicit BareHttpServer(HttpBehaviour behaviour);
    [[nodiscard]] QString url() const;
    void setAnswer(const QByteArray &answer) { m_behaviour = answering(answer); }
    void setBehaviour(HttpBehaviour behaviour) { m_behaviour = std::move(behaviour); }
    /// These first, one for each request.
    void first(const std::vector<HttpBehaviour> &behaviours)
    {
        m_first.assign(behaviours.begin(), behaviours.end());
    }
    [[nodiscard]] const std::vector<HttpAsked> &requests() const { return m_requests; }
    [[nodiscard]] int count() const { return int(m_requests.size()); }

private:
    void listen();
    void take(QTcpSocket &socket, const QByteArray &head);

    QTcpServer m_server;
    HttpBehaviour m_behaviour;
    std::deque<HttpBehaviour> m_first;
    std::vector<HttpAsked> m_requests;
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
    /// The newest one; null once it has gone.
    [[nodiscard]] QWebSocket *last() const { return m_last; }

private:
    QWebSocketServer m_server;
    OnClient m_onClient;
    OnMessage m_onMessage;
    QPointer<QWebSocket> m_last;
    int m_clients = 0;
};

/// Speaks Twilsock, but knows no conversation: acknowledges everything, unless a test says
/// otherwise.
class TwilsockPeer final
{
public:
    using Handler = std::function<void(QWebSocket &socket, const twilsock::Frame &frame)>;

    TwilsockPeer();

    /// For frames of \a method, one handler for each; the last one stays.
    void on(const QString &method, const std::vector<Handler> &handlers)
    {
        m_handlers[method].assign(handlers.begin(), handlers.end());
    }
    [[nodiscard]] QString url() const { return m_server.url(); }
    [[nodiscard]] int clients() const { return m_server.clients(); }
    [[nodiscard]] QWebSocket *last() const { return m_server.last(); }
    [[nodiscard]] int count(const QString &method) const;
    /// Of the frames of \a method, in order.
    [[nodiscard]] QStringList tokens(const QString &method) const;

    static void acknowledge(QWebSocket &socket, const twilsock::Frame &frame);
    [[nodiscard]] static Handler refusing(int code, int errorCode = 0,
                                          const QByteArray &payload = {});
    [[nodiscard]] static Handler ignoring();
    /// Acknowledges, and does \a then.
    [[nodiscard]] static Handler acknowledging(const BareSocketServer::OnClient &then = {});
    static void sendClose(QWebSocket &socket, int code, int errorCode = 0,
                          const QByteArray &payload = {});

private:
    void take(QWebSocket &socket, const QByteArray &message);

    QHash<QString, std::deque<Handler>> m_handlers;
    std::vector<twilsock::Frame> m_frames;
    BareSocketServer m_server;
};

} // namespace parley::test
