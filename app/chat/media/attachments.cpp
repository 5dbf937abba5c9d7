// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/media/attachments.h"

#include "twilsock/servertext.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

namespace parley::chat {

namespace {

constexpr qsizetype MaxFilenameCharacters = 255;

ChatError missing(const char *why)
{
    return { .code = ChatError::Code::FileMissing, .detail = QLatin1String(why) };
}

// Of a name that is to travel in a URL and be shown by others: no folders, and nothing that would
// make it look like another name.
QString tidied(const QString &filename)
{
    QString name = QFileInfo(filename).fileName();
    name.removeIf(twilsock::isObeyedByTerminals);
    return name.left(MaxFilenameCharacters);
}

std::variant<OutboxAttachment, ChatError> take(const Attachment &attachment)
{
    const QMimeDatabase types;
    OutboxAttachment taken { .filename = tidied(attachment.filename),
                             .contentType = attachment.contentType };
    if (attachment.filePath.isEmpty()) {
        taken.data = attachment.data;
        taken.size = attachment.data.size();
        if (taken.contentType.isEmpty())
            taken.contentType
                = types.mimeTypeForFileNameAndData(taken.filename, attachment.data).name();
        return taken;
    }
    const QFileInfo file(attachment.filePath);
    if (!file.exists())
        return missing("the file does not exist");
    if (!file.isFile() || !QFile(attachment.filePath).open(QIODevice::ReadOnly))
        return missing("the file cannot be read");
    taken.filePath = file.absoluteFilePath();
    taken.size = file.size();
    taken.modified = file.lastModified().toUTC();
    if (taken.filename.isEmpty())
        taken.filename = tidied(file.fileName());
    if (taken.contentType.isEmpty())
        taken.contentType = types.mimeTypeForFile(file).name();
    return taken;
}

} // namespace

std::variant<std::vector<OutboxAttachment>, ChatError>
takeAttachments(const std::vector<Attachment> &attachments, const MediaLimits &limits)
{
    if (attachments.size() > size_t(limits.maxCount))
        return ChatError {
            .code = ChatError::Code::TooMany,
            .detail = QStringLiteral("a message may have at most %1 files").arg(limits.maxCount)
        };
    std::vector<OutboxAttachment> taken;
    qint64 total = 0;
    for (const Attachment &attachment : attachments) {
        auto outcome = take(attachment);
        if (const auto *error = std::get_if<ChatError>(&outcome))
            return *error;
        taken.push_back(std::move(std::get<OutboxAttachment>(outcome)));
        total += taken.back().size;
        if (taken.back().size > limits.maxBytes || total > limits.maxTotalBytes)
            return ChatError { .code = ChatError::Code::TooLarge,
                               .detail = QStringLiteral("at most %1 bytes a file, %2 a message")
                                             .arg(limits.maxBytes)
                                             .arg(limits.maxTotalBytes) };
    }
    return taken;
}

std::variant<std::shared_ptr<QIODevice>, ChatError>
openAttachment(const OutboxStore &store, const QString &localId, size_t place,
               const OutboxAttachment &attachment)
{
    if (attachment.filePath.isEmpty()) {
        const auto buffer = std::make_shared<QBuffer>();
        buffer->setData(store.attachmentData(localId, place));
        if (buffer->size() != attachment.size || !buffer->open(QIODevice::ReadOnly))
            return missing("the outbox has lost the attachment");
        return buffer;
    }
    const QFileInfo info(attachment.filePath);
    if (!info.exists())
        return missing("the file has been moved or deleted");
    const auto file = std::make_shared<QFile>(attachment.filePath);
    if (!file->open(QIODevice::ReadOnly))
        return missing("the file cannot be read");
    // To the millisecond, as the store keeps it.
    const bool isTheSame = info.size() == attachment.size
        && info.lastModified().toUTC().toMSecsSinceEpoch()
            == attachment.modified.toMSecsSinceEpoch();
    if (!isTheSame)
        return missing("the file has changed since it was attached");
    return file;
}

Media mediaOf(const OutboxAttachment &attachment)
{
    return { .sid = attachment.mediaSid,
             .category = QStringLiteral("media"),
             .filename = attachment.filename,
             .contentType = attachment.contentType,
             .size = attachment.size };
}

} // namespace parley::chat
