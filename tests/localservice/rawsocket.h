// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpSocket>
#include <QUrl>

namespace parley::test {

/// A TCP connection to one of the service's ports that sends bytes as a test wants them.
class RawSocket final
{
public:
    /// \a from: its own address; empty: that of the system's choice.
    explicit RawSocket(const QUrl &url, const QString &from = {});

    [[nodiscard]] bool waitOpen();
    [[nodiscard]] bool waitClosed();
    /// Sends a request with these header lines, each with its line end, and returns the status of
    /// the answer; 0: none came.
    [[nodiscard]] int ask(const QByteArray &path, const QByteArray &headers);
    /// The same for a WebSocket handshake that the service takes.
    [[nodiscard]] bool shakeHands();
    /// One masked WebSocket frame with \a opcode that says it has \a announced bytes.
    void sendFrame(int opcode, const QByteArray &payload, qint64 announced = -1);
    /// The same for a part of a message that is not the last one.
    void sendPart(int opcode, const QByteArray &payload);
    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }
    [[nodiscard]] bool isOpen() const
    {
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }

private:
    void writeFrame(char first, const QByteArray &payload, qint64 size);

    QTcpSocket m_socket;
    QByteArray m_host;
};

} // namespace parley::test
