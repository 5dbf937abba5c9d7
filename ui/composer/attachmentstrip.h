// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"

#include <QScrollArea>

#include <vector>

class QHBoxLayout;

namespace parley::ui {

/// What is attached to the message that is being written, each with a button to take it off.
class AttachmentStrip final : public QScrollArea
{
    Q_OBJECT

public:
    explicit AttachmentStrip(QWidget *parent = nullptr);

    void setAttachments(const std::vector<chat::Attachment> &attachments);
    [[nodiscard]] const std::vector<chat::Attachment> &attachments() const { return m_attachments; }

    /// The size of what would be sent; 0 if it cannot be told.
    [[nodiscard]] static qint64 sizeOf(const chat::Attachment &attachment);

Q_SIGNALS:
    void removeRequested(int number);

private:
    [[nodiscard]] QWidget *makeChip(const chat::Attachment &attachment, int number);

    std::vector<chat::Attachment> m_attachments;
    QHBoxLayout *m_row = nullptr;
};

} // namespace parley::ui
