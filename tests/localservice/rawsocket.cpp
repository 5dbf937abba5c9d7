// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawsocket.h"

#include "rawclient.h"

#include <QHostAddress>
#include <QtEndian>

namespace parley::test {

RawSocket::RawSocket(const QUrl &url, const QString &from)
    : m_host(url.host().toLatin1() + ':' + QByteArray::number(url.port()))
{
    if (!from.isEmpty())
        m_socket.bind(QHostAddress(from));
    m_socket.connectToHost(url.host(), quint16(url.port()));
}

bool RawSocket::waitOpen()
{
    return waitUntil([this] { return isOpen(); });
}

bool RawSocket::waitClosed()
{
    return waitUntil([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
}

int RawSocket::ask(const QByteArray &path, const QByteArray &headers)
{
    const bool hasHost = headers.contains("Host: ");
    m_socket.write("GET " + path + " HTTP/1.1\r\n" + (hasHost ? "" : "Host: " + m_host + "\r\n")
                   + headers + "\r\n");
    const bool isAnswered = waitUntil([this] {
        return m_socket.canReadLine() || m_socket.state() == QAbstractSocket::UnconnectedState;
    });
    return isAnswered ? m_socket.readLine().split(' ').value(1).toInt() : 0;
}

bool RawSocket::shakeHands()
{
    const int status = ask("/v3/wsconnect",
                           "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Version: 13\r\n");
    return status == 101;
}

void RawSocket::sendFrame(int opcode, const QByteArray &payload, qint64 announced)
{
    constexpr char FinalFrame = char(0x80);
    writeFrame(char(FinalFrame | char(opcode)), payload,
               announced >= 0 ? announced : payload.size());
}

void RawSocket::sendPart(int opcode, const QByteArray &payload)
{
    writeFrame(char(opcode), payload, payload.size());
}

void RawSocket::writeFrame(char first, const QByteArray &payload, qint64 size)
{
    constexpr char Masked = char(0x80);
    QByteArray frame(1, first);
    if (size < 126) {
        frame += char(Masked | char(size));
    } else if (size <= 0xffff) { // a longer form than necessary is refused
        frame += char(Masked | char(126));
        QByteArray length(sizeof(quint16), Qt::Uninitialized);
        qToBigEndian(quint16(size), length.data());
        frame += length;
    } else {
        frame += char(Masked | char(127));
        QByteArray length(sizeof(quint64), Qt::Uninitialized);
        qToBigEndian(quint64(size), length.data());
        frame += length;
    }
    m_socket.write(frame + QByteArray(4, '\0') + payload); // a mask of zeros changes nothing
}

} // namespace parley::test
