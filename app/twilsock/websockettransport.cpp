// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/certificates.h"
#include "twilsock/frame.h"
#include "twilsock/servertext.h"
#include "twilsock/transport.h"
#include "twilsock/uselessframes.h"

#include <QHostAddress>
#include <QPointer>
#include <QRegularExpression>
#include <QSslError>
#include <QTcpSocket>
#include <QWebSocket>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxUnsentBytes = 64 * 1024 * 1024;

/// A Transport over one QWebSocket, which asks for no extension and is never opened twice.
class WebSocketTransport final : public Transport
{
public:
    WebSocketTransport();

    void open(const QUrl &url) override;
    void send(const QByteArray &frame) override;
    void close() override;

private:
    void fail(const QString &detail, bool fatal);
    /// The last thing that happens: from then on nothing is said any more.
    void end(const QString &detail, bool fatal);
    [[nodiscard]] QString closeDetail() const;

    QWebSocket *m_socket = nullptr;
    UselessFrames m_useless;
    bool m_open = false;
    bool m_ended = false;
    bool m_isTelling = false; // a message that came
};

/// Why the server's answer to the handshake was not taken, from \a text of the library.
QString handshakeTrouble(const QString &text)
{
    static const QRegularExpression status(u"\\b[1-5]\\d\\d\\b"_s);
    if (const auto found = status.match(text); found.hasMatch() && found.captured() != "101"_L1)
        return u"the server answered with HTTP status %1 instead of a WebSocket"_s.arg(
            found.captured());
    return u"the answer is no WebSocket handshake; a proxy on the way must pass the headers "
           "'Connection: Upgrade' and 'Upgrade: websocket' on as they are"_s;
}

/// In our own words: those of the library are for programmers, and quote what the server sent.
QString troubleOf(const QWebSocket &socket, QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        // The library also uses this error for an answer to the handshake that it does not take.
        return socket.peerAddress().isNull() ? u"nothing listens there"_s
                                             : handshakeTrouble(socket.errorString());
    case QAbstractSocket::RemoteHostClosedError:
        return u"the server closed the connection"_s;
    case QAbstractSocket::HostNotFoundError:
        return u"the host name is not known"_s;
    case QAbstractSocket::SocketTimeoutError:
        return u"no answer in time"_s;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInvalidUserDataError:
    case QAbstractSocket::SslInternalError:
        return u"no secure connection"_s;
    default:
        return u"the network failed (error %1)"_s.arg(int(error));
    }
}

WebSocketTransport::WebSocketTransport()
    : m_socket(new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this))
    , m_useless(*m_socket, UselessFrames::End::Client)
{
    // A larger one ends the connection when its length is announced, before memory is taken for it.
    m_socket->setMaxAllowedIncomingFrameSize(MaxFrameBytes);
    m_socket->setMaxAllowedIncomingMessageSize(MaxFrameBytes);

    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_open = true;
        Q_EMIT opened();
    });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &message) {
        if (m_ended)
            return;
        const QPointer<WebSocketTransport> self(this);
        m_isTelling = true;
        Q_EMIT received(message);
        if (self)
            m_isTelling = false;
    });
    connect(&m_useless, &UselessFrames::exceeded, this, [this](UselessFrames::Kind kind) {
        fail(kind == UselessFrames::Kind::Text ? u"the server sends nothing but text"_s
                                               : u"the server sends frames without a message"_s,
             false);
    });
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        if (m_open)
            return end(closeDetail(), false);
        // Newer versions of Qt tell the error of a handshake only after this signal.
        QMetaObject::invokeMethod(
            this, [this] { fail(u"the server closed the connection"_s, false); },
            Qt::QueuedConnection);
    });

    const auto onError = [this](QAbstractSocket::SocketError error) {
        const bool isTls = error == QAbstractSocket::SslHandshakeFailedError
            || error == QAbstractSocket::SslInvalidUserDataError
            || error == QAbstractSocket::SslInternalError;
        fail(troubleOf(*m_socket, error), isTls);
    };
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket, &QWebSocket::errorOccurred, this, onError);
#else
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, onError);
#endif
#ifndef QT_NO_SSL
    connect(m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            fail(certificateProblem(errors.constFirst()), true);
    });
#endif
}

void WebSocketTransport::open(const QUrl &url)
{
    m_socket->open(url);
    // The TCP socket is there only now. One frame has to fit in; a status line or a head that does
    // not end stops there.
    constexpr qint64 FrameHead = 64;
    m_socket->setReadBufferSize(MaxFrameBytes + FrameHead);
    m_useless.watch();
    // Each message is acknowledged. A service that sends and does not read would fill the memory.
    if (auto *const tcp = m_socket->findChild<QTcpSocket *>(); tcp != nullptr) {
        connect(tcp, &QTcpSocket::readyRead, this, [this, tcp] {
            if (tcp->bytesToWrite() > MaxUnsentBytes)
                fail(u"the service does not take what it is sent"_s, false);
        });
    }
}

void WebSocketTransport::send(const QByteArray &frame)
{
    if (!m_open || m_ended)
        return;
    m_useless.send(frame);
    // Now rather than in the next turn of the event loop. What is said to messages that come may be
    // much, and leaves together.
    if (!m_isTelling)
        m_socket->flush();
}

void WebSocketTransport::close()
{
    if (m_ended)
        return;
    if (!m_open) { // before the handshake the service would not answer a close frame
        fail(u"closed before it was open"_s, false);
        return;
    }
    m_socket->close(QWebSocketProtocol::CloseCodeNormal);
}

void WebSocketTransport::fail(const QString &detail, bool fatal)
{
    if (m_ended)
        return;
    m_ended = true;
    m_open = false;
    // Later: this may run inside a call of the socket or of the owner, and the owner destroys the
    // transport when it is closed.
    QMetaObject::invokeMethod(
        this,
        [this, detail, fatal] {
            m_socket->disconnect(this);
            m_socket->abort();
            Q_EMIT closed(detail, fatal);
        },
        Qt::QueuedConnection);
}

void WebSocketTransport::end(const QString &detail, bool fatal)
{
    if (m_ended)
        return;
    m_ended = true;
    m_open = false;
    Q_EMIT closed(detail, fatal);
}

QString WebSocketTransport::closeDetail() const
{
    QString reason = serverText(m_socket->closeReason());
    while (reason.endsWith(u'.'))
        reason.chop(1); // the text around it has a full stop of its own
    const QString code = u"WebSocket close code %1"_s.arg(m_socket->closeCode());
    return reason.isEmpty() ? code : code + ", "_L1 + reason;
}

} // namespace

TransportFactory webSocketTransports()
{
    return [] { return std::make_unique<WebSocketTransport>(); };
}

} // namespace parley::twilsock
