// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/uselessframes.h"

#include "twilsock/logging.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

namespace parley::twilsock {

namespace {

constexpr qsizetype TinyPart = 64;

/// The head of a WebSocket frame with so many bytes (RFC 6455, section 5.2).
qint64 headBytes(qint64 payload, UselessFrames::End end)
{
    constexpr qint64 Mask = 4;
    const qint64 length = payload < 126 ? 2 : payload <= 0xffff ? 4 : 10;
    return length + (end == UselessFrames::End::Client ? Mask : 0);
}

} // namespace

UselessFrames::UselessFrames(QWebSocket &socket, End end)
    : m_socket(socket)
    , m_end(end)
{
    connect(&m_socket, &QWebSocket::connected, this, &UselessFrames::takeMessage);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &UselessFrames::takeMessage);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &UselessFrames::takeText);
    connect(&m_socket, &QWebSocket::pong, this, &UselessFrames::takeFrame);
    connect(&m_socket, &QWebSocket::binaryFrameReceived, this,
            [this](const QByteArray &part, bool isLast) { takePart(part.size(), isLast); });
    connect(&m_socket, &QWebSocket::textFrameReceived, this,
            [this](const QString &part, bool isLast) { takePart(part.size(), isLast); });
    connect(&m_socket, &QWebSocket::bytesWritten, this, [this](qint64 bytes) {
        m_writtenBytes += bytes;
        checkPongs();
    });
}

void UselessFrames::watch()
{
    // The other end may not read the pongs; then no bytes are written, but more pings come.
    if (auto *const tcp = m_socket.findChild<QTcpSocket *>(); tcp != nullptr)
        connect(tcp, &QTcpSocket::readyRead, this, &UselessFrames::checkPongs);
}

void UselessFrames::send(const QByteArray &message)
{
    qint64 left = message.size();
    do {
        const qint64 part = std::min(left, qint64(m_socket.outgoingFrameSize()));
        m_ownBytes += headBytes(part, m_end) + part;
        left -= part;
    } while (left > 0);
    m_socket.sendBinaryMessage(message);
}

void UselessFrames::takeText()
{
    if (++m_texts == 1)
        qCWarning(lcTwilsock) << "the other end sends text, which is dropped";
    if (m_texts > MaxTexts)
        Q_EMIT exceeded(Kind::Text);
}

void UselessFrames::takePart(qsizetype size, bool isLast)
{
    if (!isLast && size < TinyPart)
        takeFrame();
}

void UselessFrames::takeFrame()
{
    if (++m_frames > MaxFrames)
        Q_EMIT exceeded(Kind::Other);
}

void UselessFrames::takeMessage()
{
    m_frames = 0;
    m_pongsBefore = pongBytes();
}

void UselessFrames::checkPongs()
{
    if (m_socket.isValid() && pongBytes() - m_pongsBefore > MaxPongBytes)
        Q_EMIT exceeded(Kind::Other);
}

qint64 UselessFrames::pongBytes() const
{
    return m_writtenBytes + m_socket.bytesToWrite() - m_ownBytes;
}

} // namespace parley::twilsock
