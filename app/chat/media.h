// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

#include <vector>

namespace parley::chat {

/// A file of a message. In the outbox also one that is not uploaded yet: then without a SID.
struct Media
{
    QString sid {}; ///< ME…; empty until it is uploaded
    QString category {}; ///< media, body or history
    QString filename {}; ///< as the sender named it: not to be trusted as a path; may be empty
    QString contentType {};
    qint64 size = 0; ///< bytes

    bool operator==(const Media &) const = default;
};
using MediaList = QList<Media>;

/// A file that goes out with a message: either a file on disk, which is read when its turn comes
/// and must not change until then, or \a data (pasted pictures), which the outbox keeps.
struct Attachment
{
    QString filePath {}; ///< absolute; empty: `data` counts
    QByteArray data {};
    QString filename {}; ///< shown to others; empty: that of the path
    QString contentType {}; ///< empty: guessed from name and content
};

/// What the user wants to say: a body, attachments, or both.
struct OutgoingMessage
{
    QString body {};
    QJsonObject attributes {};
    std::vector<Attachment> attachments {};
};

/// From the service's configuration (PROTOCOL.md, 'Configuration').
struct MediaLimits
{
    int maxCount = 10; ///< files of one message
    qint64 maxBytes = 150LL * 1024 * 1024; ///< one file
    qint64 maxTotalBytes = 150LL * 1024 * 1024; ///< all files of one message

    bool operator==(const MediaLimits &) const = default;
};

} // namespace parley::chat

Q_DECLARE_METATYPE(parley::chat::Media)
