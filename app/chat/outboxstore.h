// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/store/databaseproblem.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace parley::chat {

/// A file that goes out with a message: on disk, or kept in the store.
struct OutboxAttachment
{
    QString filePath {}; ///< empty: the store has the bytes
    qint64 size = 0;
    QDateTime
        modified {}; ///< of the file when it was attached; it must not change before it is sent
    QString filename {};
    QString contentType {};
    QString mediaSid {}; ///< once it is uploaded
    /// Given to append(). entries() may leave it out: see attachmentData().
    QByteArray data {};
};

/// A message that the service does not have for certain yet.
struct OutboxEntry
{
    QString localId {}; ///< also the mutation id, so that a repeat is recognised by the service
    QString conversationSid {};
    QString body {};
    QJsonObject attributes {};
    std::vector<OutboxAttachment> attachments {};
    QDateTime created {};
    bool attempted = false; ///< was handed to a connection: look it up before sending again
    qint64 afterIndex
        = -1; ///< newest index known at the first attempt, where a look-up may stop; -1: unknown
    QString failureCode {}; ///< not empty: refused, stays until retried or discarded
    QString failureDetail {};
};

/// Stores the outbox and the drafts of one identity. Every write is on disk when it returns.
class OutboxStore
{
public:
    virtual ~OutboxStore() = default;
    /// In the order in which they were appended.
    [[nodiscard]] virtual std::vector<OutboxEntry> entries() const = 0;
    /// False: it could not be kept (disk full …); the caller tells the user and keeps the text.
    virtual bool append(const OutboxEntry &entry) = 0;
    /// What changes: whether it was attempted, why it failed, which attachments are uploaded.
    virtual bool update(const OutboxEntry &entry) = 0;
    /// False: one of them was not there, or could not be removed.
    virtual bool remove(const QStringList &localIds) = 0;
    /// The kept bytes of an attachment without a file; empty if there is no such.
    [[nodiscard]] virtual QByteArray attachmentData(const QString &localId, size_t place) const = 0;

    [[nodiscard]] virtual QString draft(const QString &conversationSid) const = 0;
    /// All of them, by conversation.
    [[nodiscard]] virtual QHash<QString, QString> drafts() const = 0;
    virtual bool setDraft(const QString &conversationSid, const QString &text)
        = 0; ///< empty: removed
};

enum class OutboxOpening {
    Sound, ///< a damaged file is an error
    EvenIfDamaged, ///< to read what can still be read; entries() may leave out the rest
};

/// In memory only: tests, and runs without a data folder.
[[nodiscard]] std::unique_ptr<OutboxStore> makeMemoryOutboxStore();
/// SQLite (WAL, 0600) at \a path, one file for each service and identity. If it cannot be opened,
/// the pointer is empty and \a problem, if given, tells why.
[[nodiscard]] std::unique_ptr<OutboxStore>
openOutboxStore(const QString &path, DatabaseProblem *problem,
                OutboxOpening opening = OutboxOpening::Sound);

} // namespace parley::chat
