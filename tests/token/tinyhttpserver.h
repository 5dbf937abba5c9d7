// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>

namespace parley::test {

/// One request as it came.
struct HttpRequest
{
    QByteArray method {};
    QByteArray target {}; ///< path and query
    QHash<QByteArray, QByteArray> headers {}; ///< names in lower case
};

/// Answers each request on loopback with the bytes that a test gives; one connection for each.
class TinyHttpServer final : public QObject
{
    Q_OBJECT

public:
    /// \a server: a QTcpServer or a QSslServer, made ready by the caller.
    explicit TinyHttpServer(std::unique_ptr<QTcpServer> server = std::make_unique<QTcpServer>());

    [[nodiscard]] QUrl url(const QString &scheme = QStringLiteral("http")) const;
    [[nodiscard]] const QList<HttpRequest> &requests() const { return m_requests; }
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int connections() const { return m_connections; } ///< that were ever made

    /// The whole answer, head included; empty: none, and the connection stays open.
    std::function<QByteArray(const HttpRequest &)> answer {};
    /// Instead of an answer: closes the connection, as often as said.
    int hangUps = 0;
    /// Closes after the answer.
    bool closes = true;

    /// `HTTP/1.1 STATUS` with \a headers (each with its line end) and a body of that type.
    [[nodiscard]] static QByteArray reply(int status, const QByteArray &body,
                                          const QByteArray &type = "application/json",
                                          const QByteArray &headers = {});

private:
    void accept();
    void read(QTcpSocket *socket);

    std::unique_ptr<QTcpServer> m_server;
    QList<HttpRequest> m_requests {};
    int m_connections = 0;
};

} // namespace parley::test
