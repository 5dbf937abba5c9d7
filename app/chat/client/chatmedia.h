// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QUrl>

#include <functional>

namespace parley::chat {

class ChatParts;

/// The files of messages. They travel by plain HTTPS with the token of the connection.
class ChatMedia final
{
public:
    /// \a parts must outlive this object. Only ChatClient creates one.
    explicit ChatMedia(ChatParts &parts);

    using Progress = std::function<void(qint64 received, qint64 total)>;

    /// What ChatOutbox::send() checks; the usual limits before the configuration is known.
    [[nodiscard]] MediaLimits limits() const;
    /// A URL that works without a sign-in for some minutes; kept until it runs out.
    void contentUrl(const QString &mediaSid, QObject *context, Callback<QUrl> done);
    /// Saves the file as \a filePath (replaced if it exists) once it is complete; destroying \a
    /// context cancels it and leaves nothing behind. Answers with the path.
    void download(const Media &media, const QString &filePath, QObject *context, Progress progress,
                  Callback<QString> done);
    /// For previews. TooLarge if it is over \a maxBytes.
    void load(const Media &media, qint64 maxBytes, QObject *context, Callback<QByteArray> done);

private:
    ChatParts &d;
};

} // namespace parley::chat
