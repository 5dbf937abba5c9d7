// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/http/http.h"
#include "token/oneshot.h"

#include <QObject>

class QTcpSocket;

namespace parley::localservice {

/// One request whose head has been read and allowed: takes its body, hands it to the handler,
/// writes the answer and closes the connection. A body that does not move for ten seconds ends it,
/// and a small one that is not whole then, so that slow clients take no connection from others. It
/// ends with its socket, at any moment:
/// an answer that comes later is dropped.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    /// \a socket owns this object. \a clock must outlive it.
    HttpExchange(QTcpSocket &socket, HttpRequest head, qint64 headBytes, HttpHandler handler,
                 Clock &clock);
    ~HttpExchange() override { *m_hasLeft = true; }

    /// Takes what has come so far. Call it once after the construction; later data is taken by
    /// itself.
    void read();
    /// What has come of the request, and what the client has not taken of the answer.
    [[nodiscard]] qint64 bytesInFlight() const;
    /// What is still to come of the request.
    [[nodiscard]] qint64 missingBytes() const
    {
        return m_request.bodyBytes - m_request.body.size();
    }
    /// See HttpRequest.
    [[nodiscard]] bool isHeldBack() const { return *m_request.isHeldBack; }
    /// A large body comes, or the answer is on its way.
    [[nodiscard]] bool isTransfer() const;
    [[nodiscard]] QString user() const { return m_request.user; }

Q_SIGNALS:
    /// A part of a large body has come. The slot may end the exchange.
    void grew();

private:
    void answer(const HttpResponse &response);
    /// Sends more of the file of the answer, and closes at its end.
    void sendFile();

    QTcpSocket &m_socket;
    HttpRequest m_request;
    const qint64 m_headBytes;
    HttpHandler m_handler;
    Clock &m_clock;
    OneShot m_patience; ///< with a client that stops in the middle of its body
    bool m_isHandled = false;
    bool m_isAnswered = false;
    std::shared_ptr<QFile> m_file; // of the answer
    const std::shared_ptr<std::atomic_bool> m_hasLeft = std::make_shared<std::atomic_bool>(false);
};

} // namespace parley::localservice
