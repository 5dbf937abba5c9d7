// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatmedia.h"

#include "chat/client/chatparts_p.h"

namespace parley::chat {

ChatMedia::ChatMedia(ChatParts &parts)
    : d(parts)
{ }

MediaLimits ChatMedia::limits() const
{
    return d.context.configuration.mediaLimits;
}

void ChatMedia::contentUrl(const QString &mediaSid, QObject *context, Callback<QUrl> done)
{
    d.media.contentUrl(mediaSid, context, d.context.callbacks.track(context, std::move(done)));
}

void ChatMedia::download(const Media &media, const QString &filePath, QObject *context,
                         Progress progress, Callback<QString> done)
{
    d.media.download(media, filePath, context, std::move(progress),
                     d.context.callbacks.track(context, std::move(done)));
}

void ChatMedia::load(const Media &media, qint64 maxBytes, QObject *context,
                     Callback<QByteArray> done)
{
    d.media.load(media, maxBytes, context, d.context.callbacks.track(context, std::move(done)));
}

} // namespace parley::chat
