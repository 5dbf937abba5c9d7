// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"
#include "media/imagedecoder.h"

#include <QScrollArea>

#include <vector>

class QHBoxLayout;
class QLabel;

namespace parley::ui {

/// What is attached to the message that is being written, each with a button to take it off.
/// Pictures are shown small as soon as they are decoded, beside the window's thread and once for as
/// long as they are attached.
class AttachmentStrip final : public QScrollArea
{
    Q_OBJECT

public:
    explicit AttachmentStrip(QWidget *parent = nullptr);

    void setAttachments(const std::vector<chat::Attachment> &attachments);

    /// Why \a attachment cannot be one more; empty: it can.
    [[nodiscard]] QString problemWith(const chat::Attachment &attachment,
                                      const chat::MediaLimits &limits) const;
    /// As it is shown and sent.
    [[nodiscard]] static QString nameOf(const chat::Attachment &attachment);
    /// The size of what would be sent; 0 if it cannot be told.
    [[nodiscard]] static qint64 sizeOf(const chat::Attachment &attachment);

Q_SIGNALS:
    void removeRequested(int number);

private:
    /// Of one attachment. Pasted bytes are shared with it, and tell which one it is.
    struct Thumb
    {
        chat::Attachment attachment {};
        QImage image {}; ///< null until it is decoded, and if it cannot be
        QLabel *label = nullptr; ///< that shows it

        [[nodiscard]] bool isOf(const chat::Attachment &other) const
        {
            const QByteArray &data = attachment.data;
            return attachment.filePath == other.filePath
                && data.constData() == other.data.constData() && data.size() == other.data.size();
        }
    };

    [[nodiscard]] QWidget *makeChip(const chat::Attachment &attachment, int number);
    void showThumb(const chat::Attachment &attachment, QLabel *label);
    void takeThumb(const chat::Attachment &attachment, QImage image);

    std::vector<chat::Attachment> m_attachments;
    std::vector<Thumb> m_thumbs; ///< of what is attached now
    QHBoxLayout *m_row = nullptr;
    ImageDecoder m_decoder;
};

} // namespace parley::ui
