// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/media/attachments.h"

#include "platform/openfiles.h"
#include "twilsock/servertext.h"

#include <QBuffer>
#include <QFileInfo>
#include <QMimeDatabase>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

QDateTime modificationOf(const QFile &file)
{
    return file.fileTime(QFileDevice::FileModificationTime).toUTC();
}

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
    const std::unique_ptr<QFile> file = openRegularFile(attachment.filePath);
    if (!file)
        return missing("the file does not exist or cannot be read");
    taken.filePath = QFileInfo(attachment.filePath).absoluteFilePath();
    taken.size = file->size();
    taken.modified = modificationOf(*file);
    if (taken.filename.isEmpty())
        taken.filename = tidied(attachment.filePath);
    if (taken.contentType.isEmpty())
        taken.contentType = types.mimeTypeForFileNameAndData(taken.filePath, file.get()).name();
    return taken;
}

} // namespace

std::variant<std::vector<OutboxAttachment>, ChatError>
takeAttachments(const std::vector<Attachment> &attachments, const MediaLimits &limits)
{
    if (attachments.size() > size_t(limits.maxCount))
        return ChatError { .code = ChatError::Code::TooMany,
                           .detail
                           = u"a message may have at most %1 files"_s.arg(limits.maxCount) };
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
                               .detail
                               = u"at most %1 bytes a file, %2 a message"_s.arg(limits.maxBytes)
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
    const std::shared_ptr<QFile> file = openRegularFile(attachment.filePath);
    if (!file)
        return missing("the file has been moved or deleted, or cannot be read");
    // To the millisecond, as the store keeps it.
    const bool isTheSame = file->size() == attachment.size
        && modificationOf(*file).toMSecsSinceEpoch() == attachment.modified.toMSecsSinceEpoch();
    if (!isTheSame)
        return missing("the file has changed since it was attached");
    return file;
}

Media mediaOf(const OutboxAttachment &attachment)
{
    return { .sid = attachment.mediaSid,
             .category = u"media"_s,
             .filename = attachment.filename,
             .contentType = attachment.contentType,
             .size = attachment.size };
}

} // namespace parley::chat
