// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/portprobe.h"

#include <utility>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr auto HttpLimit = std::chrono::seconds(2);
constexpr auto TlsLimit = std::chrono::seconds(1); // plain http is for this machine only
constexpr qint64 EnoughBytes = 12; // "HTTP/1.1 404"

/// A small but complete greeting of TLS 1.2 (RFC 5246, section 7.4.1.2). Whatever the server thinks
/// of it, it answers with a record of TLS.
QByteArray clientHello()
{
    const QByteArray suites = QByteArray::fromHex("c02fc030c02bc02c009c009d002f0035");
    const QByteArray extensions
        = QByteArray::fromHex("000a00080006001d00170018" // groups: x25519, secp256r1, secp384r1
                              "000b00020100" // points: uncompressed
                              "000d000e000c040108040403050105030601"); // signature algorithms
    const auto number = [](qsizetype value, int bytes) {
        QByteArray result;
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
            result.append(char((value >> shift) & 0xff));
        return result;
    };
    const QByteArray hello = QByteArray::fromHex("0303") + QByteArray(32, 'p') // random
        + number(0, 1) // no session
        + number(suites.size(), 2) + suites + QByteArray::fromHex("0100") // no compression
        + number(extensions.size(), 2) + extensions;
    const QByteArray handshake = number(1, 1) + number(hello.size(), 3) + hello;
    return QByteArray::fromHex("160301") + number(handshake.size(), 2) + handshake;
}

} // namespace

PortProbe::PortProbe(Clock &clock)
    : m_clock(clock)
    , m_socket(this)
{
    m_socket.setReadBufferSize(EnoughBytes);
}

void PortProbe::ask(const QUrl &url, Protocol protocol, std::function<void(bool)> done)
{
    m_protocol = protocol;
    m_done = std::move(done);
    const QByteArray question = protocol == Protocol::Tls ? clientHello()
                                                          : "HEAD / HTTP/1.1\r\nHost: "
            + url.authority(QUrl::FullyEncoded).toLatin1() + "\r\nConnection: close\r\n\r\n";
    connect(&m_socket, &QTcpSocket::connected, this,
            [this, question] { m_socket.write(question); });
    connect(&m_socket, &QTcpSocket::readyRead, this, &PortProbe::read);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] { end(false); });
    m_clock.callAfter(protocol == Protocol::Tls ? TlsLimit : HttpLimit, this,
                      [this] { end(false); });
    const int port = url.port(url.scheme() == "https"_L1 ? 443 : 80);
    m_socket.connectToHost(url.host(), quint16(port));
}

void PortProbe::read()
{
    const QByteArray answer = m_socket.peek(EnoughBytes);
    if (m_protocol == Protocol::Tls) {
        if (answer.size() >= 2) // an alert or a handshake of SSL 3 or later
            end((answer.at(0) == 0x15 || answer.at(0) == 0x16) && answer.at(1) == 0x03);
        return;
    }
    // Many servers say 400 in plain http where they speak TLS, so 400 tells nothing.
    if (answer.size() >= EnoughBytes || !QByteArray("HTTP/").startsWith(answer.left(5)))
        end(answer.startsWith("HTTP/") && !answer.endsWith("400"));
}

void PortProbe::end(bool speaks)
{
    m_socket.disconnect(this);
    if (!m_done)
        return;
    // Later: we may be inside a signal of the socket, or still inside ask().
    QMetaObject::invokeMethod(
        this, [done = std::exchange(m_done, nullptr), speaks] { done(speaks); },
        Qt::QueuedConnection);
}

} // namespace parley
