// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QUrl>
#include <QWebSocketServer>

#include <memory>

namespace parley::bench {

/// Stands between one client and the local service and passes everything on, until it is told to
/// play: then it sends the client messages at a steady rate, as copies of the last real one. So
/// every client gets the same at the same pace, however slow it is (the service itself would cut
/// who does not keep up), and no service competes for the processor.
///
/// Who connects with the path `/played` is no client of the service and only gets what is played.
class Feed final : public QObject
{
public:
    explicit Feed(const QUrl &serviceUrl);
    ~Feed() override;

    [[nodiscard]] bool listen();
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QUrl playedUrl() const;
    /// True once a message, and the change of its conversation, have passed.
    [[nodiscard]] bool canPlay() const { return !m_item.isEmpty() && !m_document.isEmpty(); }
    [[nodiscard]] bool hasClient() const { return m_client != nullptr; }
    void play(int count, int perSecond);
    /// Ends the present connection.
    void drop();

private:
    void accept();
    void openService();
    void fromService(const QByteArray &bytes);
    void fromClient(const QByteArray &bytes);
    void sendDue();

    QUrl m_serviceUrl;
    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_client;
    std::unique_ptr<QWebSocket> m_service;
    QList<QByteArray> m_early; // from the client, before the service was connected
    QByteArray m_item; // the last real list_item_added
    QByteArray m_document; // and document_updated
    QList<QByteArray> m_played; // two for each message
    qsizetype m_sent = 0;
    int m_perSecond = 0;
    QElapsedTimer m_elapsed;
    QTimer m_timer;
};

} // namespace parley::bench
