// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/records.h"

#include <QFile>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <vector>

namespace parley::localservice {

class Database;

/// Uploaded files: what is known of them in the database, their bytes in a folder beside it that
/// is for the owner alone. A file that no message uses within a day is forgotten; one that was sent
/// goes with its message. Callers hold a transaction around changes, and say how it ended.
class MediaStore final
{
public:
    /// \a database must outlive this object.
    explicit MediaStore(Database &database);

    /// Where the files are: beside \a databasePath, or a folder of this run for `:memory:`. False:
    /// it cannot be made.
    [[nodiscard]] bool open(const QString &databasePath);

    /// Stores a new file; \a media gets its sid, size and date. False: it could not be written.
    [[nodiscard]] bool add(MediaRecord &media, const QByteArray &bytes, const QString &at);
    [[nodiscard]] std::optional<MediaRecord> find(const QString &sid);
    /// Of all files of \a author that stand in no message yet.
    [[nodiscard]] qint64 unsentBytes(const QString &author);
    /// The open file; null: it is gone.
    [[nodiscard]] std::shared_ptr<QFile> content(const MediaRecord &media) const;
    /// From now on it belongs to this message.
    void attach(const MediaRecord &media, const MessageRecord &message);
    /// Forgets the media of a message, or all of a conversation.
    void removeOfMessage(const QString &messageSid);
    void removeOfConversation(const QString &conversationSid);
    /// Forgets what was never sent and is older than \a oldest, and files without a record.
    void sweep(const QString &oldest);

    /// After the transaction: files of what was forgotten go. After a rollback they stay.
    void committed();

private:
    void forget(const QString &condition, const QString &value);
    [[nodiscard]] QString filePath(const QString &sid) const;

    Database &m_database;
    QString m_folder;
    std::unique_ptr<QTemporaryDir> m_temporary;
    QStringList m_forgotten; // sids whose files go with the commit
};

} // namespace parley::localservice
