// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/sessionsocket.h"

#include "localservice/logging.h"
#include "twilsock/uselessframes.h"

#include <QWebSocket>

namespace parley::localservice {

using twilsock::UselessFrames;

namespace {

class WebSocket final : public SessionSocket
{
public:
    explicit WebSocket(std::unique_ptr<QWebSocket> socket)
        : m_socket(std::move(socket))
        , m_useless(*m_socket, UselessFrames::End::Service)
    {
        connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &SessionSocket::received);
        connect(&m_useless, &UselessFrames::exceeded, this, &WebSocket::end);
        connect(m_socket.get(), &QWebSocket::disconnected, this, &SessionSocket::disconnected);
        m_useless.watch();
    }
    ~WebSocket() override
    {
        m_socket->disconnect(this);
        m_socket->abort();
    }

    void send(const QByteArray &frame) override { m_useless.send(frame); }
    void flush() override { m_socket->flush(); }
    [[nodiscard]] qint64 bytesToWrite() const override { return m_socket->bytesToWrite(); }
    void setMaxIncoming(qsizetype bytes) override
    {
        constexpr qsizetype FrameHead = 64;
        m_socket->setMaxAllowedIncomingFrameSize(quint64(bytes));
        m_socket->setMaxAllowedIncomingMessageSize(quint64(bytes));
        m_socket->setReadBufferSize(bytes + FrameHead);
    }
    void close() override { m_socket->close(); }
    void abort() override { m_socket->abort(); }

private:
    void end(UselessFrames::Kind kind)
    {
        disconnect(&m_useless, nullptr, this, nullptr);
        qCWarning(lcLocalService) << "a client sends frames without a message and is cut";
        if (kind == UselessFrames::Kind::Text)
            m_socket->close(QWebSocketProtocol::CloseCodeDatatypeNotSupported);
        else
            m_socket->abort();
    }

    std::unique_ptr<QWebSocket> m_socket;
    UselessFrames m_useless; // goes before the socket
};

} // namespace

std::unique_ptr<SessionSocket> sessionSocket(std::unique_ptr<QWebSocket> socket)
{
    return std::make_unique<WebSocket>(std::move(socket));
}

} // namespace parley::localservice
