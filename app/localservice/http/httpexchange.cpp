// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/httpexchange.h"

#include <QPointer>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

namespace parley::localservice {

namespace {

/// Between two parts of a body; for the whole of a small one.
constexpr std::chrono::seconds LongestPause(10);
constexpr qint64 SmallBodyBytes = 64LL * 1024;

} // namespace

HttpExchange::HttpExchange(QTcpSocket &socket, HttpRequest head, qint64 headBytes,
                           HttpHandler handler, Clock &clock)
    : QObject(&socket)
    , m_socket(socket)
    , m_request(std::move(head))
    , m_headBytes(headBytes)
    , m_handler(std::move(handler))
    , m_clock(clock)
    , m_patience(clock)
{
    m_request.hasLeft = m_hasLeft;
    m_request.isHeldBack = std::make_shared<bool>(false);
    m_socket.setReadBufferSize(0);
    m_socket.skip(m_headBytes);
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpExchange::read);
}

void HttpExchange::read()
{
    m_request.body += m_socket.read(std::min(missingBytes(), m_socket.bytesAvailable()));
    if (m_socket.bytesAvailable() > 0) // one request each: what comes behind it is not read
        return m_socket.abort();
    if (missingBytes() > 0) {
        const bool isSmall = m_request.bodyBytes <= SmallBodyBytes;
        if (!isSmall || !m_patience.isActive())
            m_patience.start(LongestPause, [this] { m_socket.abort(); });
        if (!isSmall)
            Q_EMIT grew();
        return;
    }
    m_patience.stop();
    if (std::exchange(m_isHandled, true))
        return;
    m_handler(m_request, [guard = QPointer<HttpExchange>(this)](const HttpResponse &response) {
        if (guard)
            guard->answer(response);
    });
}

qint64 HttpExchange::bytesInFlight() const
{
    return m_headBytes + m_request.body.size() + m_socket.bytesToWrite();
}

bool HttpExchange::isTransfer() const
{
    return m_isAnswered || (!m_isHandled && m_request.bodyBytes > SmallBodyBytes);
}

void HttpExchange::answer(const HttpResponse &response)
{
    if (m_socket.state() != QAbstractSocket::ConnectedState)
        return;
    m_isAnswered = true;
    m_socket.write(toBytes(response, m_clock.wallNow()));
    m_file = response.file;
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &HttpExchange::sendFile);
    sendFile();
}

void HttpExchange::sendFile()
{
    constexpr qint64 Part = 256LL * 1024;
    while (m_file && m_socket.bytesToWrite() < Part) {
        const QByteArray part = m_file->read(Part);
        if (part.isEmpty())
            m_file.reset();
        m_socket.write(part);
    }
    if (!m_file)
        m_socket.disconnectFromHost(); // once all is written
}

} // namespace parley::localservice
