// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/localservice.h"
#include "twilsock/frame.h"

#include <QHash>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QWebSocket>

#include <algorithm>
#include <functional>

namespace parley::test {

/// What the token end point answered.
struct HttpAnswer
{
    int status = 0; ///< 0: no connection
    QByteArray body {};
    QJsonObject json {};
    QHash<QByteArray, QByteArray> headers {}; ///< names in lower case
};

/// \a call over loopback, to its end.
[[nodiscard]] HttpAnswer request(QNetworkAccessManager &network, const QByteArray &method,
                                 const QNetworkRequest &call, const QByteArray &body,
                                 int milliseconds);
/// One request with a JSON body, likewise.
[[nodiscard]] HttpAnswer request(QNetworkAccessManager &network, const QByteArray &method,
                                 const QUrl &url, const QByteArray &authorization = {},
                                 const QByteArray &idempotencyKey = {},
                                 const QByteArray &body = {});
[[nodiscard]] QByteArray basic(const QByteArray &name, const QByteArray &password);

/// A Twilsock client that does only what it is told: sees every frame, acknowledges on request.
class RawClient final : public QObject
{
    Q_OBJECT

public:
    explicit RawClient(const QUrl &url);

    [[nodiscard]] bool waitOpen();
    [[nodiscard]] bool waitClosed(int milliseconds = 5000);
    void send(const QJsonObject &header, const QByteArray &payload = {});
    void sendBytes(const QByteArray &bytes) { m_socket.sendBinaryMessage(bytes); }
    void sendText(const QString &text) { m_socket.sendTextMessage(text); }
    /// Sends `init` and waits for the reply, which it returns.
    [[nodiscard]] QJsonObject init(const QByteArray &token, const QJsonObject &more = {});
    /// Closes the connection as soon as everything is sent.
    void leave();
    [[nodiscard]] QJsonObject update(const QByteArray &token);
    /// A tunnelled request and its reply. The answer's body is `payload`.
    [[nodiscard]] twilsock::Frame ask(const QByteArray &method, const QString &path,
                                      const QJsonObject &body = {});
    /// Waits for the next frame of \a method that was not taken yet, and takes it.
    [[nodiscard]] twilsock::Frame next(const QString &method);
    [[nodiscard]] int count(const QString &method) const;
    [[nodiscard]] bool isOpen() const
    {
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }

    [[nodiscard]] int closeCode() const { return m_socket.closeCode(); }

    QList<twilsock::Frame> frames; ///< in the order of their coming, taken ones removed
    bool acknowledges = true;

private:
    /// Waits for the first frame that \a fits, and takes it; an empty one if none comes.
    [[nodiscard]] twilsock::Frame
    takeFirst(const std::function<bool(const twilsock::Frame &)> &fits);
    [[nodiscard]] twilsock::Frame replyTo(const QString &id);

    QWebSocket m_socket;
};

/// Sockets need real time to carry what was sent; this waits until \a done says so.
[[nodiscard]] bool waitUntil(const std::function<bool()> &done, int milliseconds = 5000);

} // namespace parley::test
