// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/httptransfer.h"
#include "chat/wire/chatcontext.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace parley::chat {

/// The files of messages, kept by a service of their own (PROTOCOL.md, 'Media') that is
/// reached by plain HTTPS with the token on which the connection runs.
class MediaClient final : public QObject
{
public:
    using Progress = HttpTransfer::Progress;

    /// \a network must outlive this object.
    MediaClient(ChatContext &context, QNetworkAccessManager &network, QObject *parent = nullptr);
    ~MediaClient() override;

    struct Content
    {
        /// Called for each attempt: open for reading, or why it cannot be read any more.
        std::function<Outcome<std::shared_ptr<QIODevice>>()> open {};
        qint64 size = 0;
        QString filename {};
        QString contentType {};
    };
    void upload(const Content &content, QObject *context, Progress progress, Callback<Media> done);
    void contentUrl(const QString &mediaSid, QObject *context, Callback<QUrl> done);
    void download(const Media &media, const QString &filePath, QObject *context, Progress progress,
                  Callback<QString> done);
    void load(const Media &media, qint64 maxBytes, QObject *context, Callback<QByteArray> done);
    void reset();

private:
    /// A temporary address that needs no token.
    struct Place
    {
        QUrl url {};
        qint64 size = -1;
        MonotonicTime since {};
        bool isFresh = false; ///< the service has just named it
    };
    enum class Attempt { First, Repeated };
    using Answer = HttpTransfer::Answer;
    using Body = decltype(Content::open);

    /// \a body may be empty: there is none.
    void send(const HttpTransfer::Request &request, const Body &body, Attempt attempt,
              QObject *context, const Progress &progress, const Callback<Answer> &done);
    void later(QObject *context, const std::function<void()> &function);
    void awaitOtherToken(const AccessToken &refused, QObject *context,
                         const std::function<void(bool)> &done);
    void place(const QString &mediaSid, QObject *context, const Callback<Place> &done);
    void fetch(const Media &media, const HttpTransfer::Request &request, QObject *context,
               const Progress &progress, const Callback<Answer> &done);
    [[nodiscard]] std::optional<ChatError> problem() const;

    ChatContext &m_context;
    QNetworkAccessManager &m_network;
    QHash<QString, Place> m_places; // by media SID
    std::unique_ptr<QObject> m_run; // owns the transfers
};

} // namespace parley::chat
