// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/sessionsocket.h"

#include "localservice/logging.h"

#include <QWebSocket>

namespace parley::localservice {

namespace {

constexpr int MaxTextMessages = 100; ///< the protocol has none

class WebSocket final : public SessionSocket
{
public:
    explicit WebSocket(std::unique_ptr<QWebSocket> socket)
        : m_socket(std::move(socket))
    {
        connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &SessionSocket::received);
        connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &WebSocket::dropText);
        connect(m_socket.get(), &QWebSocket::disconnected, this, &SessionSocket::disconnected);
    }
    ~WebSocket() override
    {
        m_socket->disconnect(this);
        m_socket->abort();
    }

    void send(const QByteArray &frame) override { m_socket->sendBinaryMessage(frame); }
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
    void dropText()
    {
        if (++m_textMessages == 1)
            qCInfo(lcLocalService) << "a client sends text, which is dropped";
        if (m_textMessages <= MaxTextMessages)
            return;
        disconnect(m_socket.get(), &QWebSocket::textMessageReceived, this, nullptr);
        m_socket->close(QWebSocketProtocol::CloseCodeDatatypeNotSupported);
    }

    std::unique_ptr<QWebSocket> m_socket;
    int m_textMessages = 0;
};

} // namespace

std::unique_ptr<SessionSocket> sessionSocket(std::unique_ptr<QWebSocket> socket)
{
    return std::make_unique<WebSocket>(std::move(socket));
}

} // namespace parley::localservice
