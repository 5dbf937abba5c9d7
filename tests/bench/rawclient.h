// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/frame.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QUrl>
#include <QWebSocket>

#include <functional>

namespace parley::bench {

/// Gets a token of one of the demo accounts; \a done gets an empty one if there is none.
void fetchToken(QNetworkAccessManager &network, const QUrl &tokenUrl, const QString &identity,
                QObject *context, std::function<void(const QString &token)> done);

/// A Twilsock client and nothing on top of it: a bare QWebSocket that says what the service needs
/// to hear. It costs as little as one can, so that the other side is what is measured.
class RawClient final : public QObject
{
public:
    using Reply = std::function<void(int status, const QJsonObject &body)>;

    RawClient();

    /// \a done comes once, after the service has taken the token, or with what is wrong.
    void open(const QUrl &serviceUrl, const QString &token,
              std::function<void(const QString &problem)> done);
    /// A request through the tunnel; \a path may have a query. \a done may be empty.
    void request(const QString &method, const QString &path, const QJsonObject &body, Reply done);
    /// Every notification, as it came; it is acknowledged by acknowledge(), when it suits.
    void onNotification(std::function<void(const QByteArray &bytes)> handler);
    void acknowledge(const QByteArray &notification);

private:
    void receive(const QByteArray &bytes);
    void finish(const QString &problem);

    QWebSocket m_socket;
    QString m_initId;
    std::function<void(const QString &)> m_opened;
    std::function<void(const QByteArray &)> m_notified;
    QHash<QString, Reply> m_requests; // by their id
};

} // namespace parley::bench
