// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/attachmentstrip.h"

#include "theme/icons.h"
#include "widgets/elidedlabel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int Height = 50;
constexpr int ThumbSize = 34;

} // namespace

AttachmentStrip::AttachmentStrip(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Attachments"));
    auto *content = new QWidget(this);
    m_row = new QHBoxLayout(content);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(6);
    m_row->addStretch(1);
    setWidget(content);
    viewport()->setAutoFillBackground(false); // the composer's own colour shows through
    content->setAutoFillBackground(false);
    setFixedHeight(Height + 10);
    hide();
}

QString AttachmentStrip::nameOf(const chat::Attachment &attachment)
{
    return attachment.filename.isEmpty() ? QFileInfo(attachment.filePath).fileName()
                                         : attachment.filename;
}

qint64 AttachmentStrip::sizeOf(const chat::Attachment &attachment)
{
    return attachment.filePath.isEmpty() ? qint64(attachment.data.size())
                                         : QFileInfo(attachment.filePath).size();
}

QString AttachmentStrip::problemWith(const chat::Attachment &attachment,
                                     const chat::MediaLimits &limits) const
{
    if (int(m_attachments.size()) >= limits.maxCount)
        return tr("A message can have %n file(s) at most. Send the others with another one.",
                  nullptr, limits.maxCount);
    const QFileInfo file(attachment.filePath);
    const QString name = nameOf(attachment);
    if (!attachment.filePath.isEmpty()) {
        if (file.isDir())
            return tr("“%1” is a folder. Attach its files, or an archive of it.").arg(name);
        if (!file.isFile() || !file.isReadable())
            return tr("“%1” cannot be read.").arg(name);
    }
    const qint64 size = sizeOf(attachment);
    if (size == 0)
        return tr("“%1” is empty.").arg(name);
    const QLocale locale;
    if (size > limits.maxBytes)
        return tr("“%1” is too large: %2, and a file can have %3 at most.")
            .arg(name, locale.formattedDataSize(size), locale.formattedDataSize(limits.maxBytes));
    qint64 total = size;
    for (const chat::Attachment &other : m_attachments)
        total += sizeOf(other);
    if (total > limits.maxTotalBytes)
        return tr("With “%1” the files of this message are too large: %2 together, and %3 is the "
                  "limit.")
            .arg(name, locale.formattedDataSize(total),
                 locale.formattedDataSize(limits.maxTotalBytes));
    return {};
}

void AttachmentStrip::setAttachments(const std::vector<chat::Attachment> &attachments)
{
    m_attachments = attachments;
    std::erase_if(m_thumbs, [&attachments](const Thumb &thumb) {
        return std::ranges::none_of(attachments, [&thumb](const chat::Attachment &attachment) {
            return thumb.isOf(attachment);
        });
    });
    while (m_row->count() > 1) { // the stretch stays
        QLayoutItem *item = m_row->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be in the middle of a click
        delete item;
    }
    for (int i = 0; i < int(attachments.size()); ++i)
        m_row->insertWidget(i, makeChip(attachments[size_t(i)], i));
    setVisible(!attachments.empty());
}

/// A clip, until it is known to be a picture.
void AttachmentStrip::showThumb(const chat::Attachment &attachment, QLabel *label)
{
    label->setPixmap(themedIcon(u"attach"_s).pixmap(QSize(20, 20), devicePixelRatioF()));
    const auto known = std::ranges::find_if(
        m_thumbs, [&attachment](const Thumb &thumb) { return thumb.isOf(attachment); });
    if (known != m_thumbs.end()) {
        known->label = label;
        if (!known->image.isNull())
            label->setPixmap(QPixmap::fromImage(known->image));
        return;
    }
    m_thumbs.push_back({ attachment, {}, label });
    const int side = int(ThumbSize * devicePixelRatioF());
    const auto take = [this, attachment](const QImage &image) { takeThumb(attachment, image); };
    if (attachment.filePath.isEmpty())
        m_decoder.decode(attachment.data, QSize(side, side), this, take);
    else
        m_decoder.decodeFile(attachment.filePath, QSize(side, side), this, take);
}

void AttachmentStrip::takeThumb(const chat::Attachment &attachment, QImage image)
{
    const auto thumb = std::ranges::find_if(
        m_thumbs, [&attachment](const Thumb &other) { return other.isOf(attachment); });
    if (thumb == m_thumbs.end() || image.isNull())
        return; // taken off meanwhile, or no picture: the sign stays
    image.setDevicePixelRatio(devicePixelRatioF());
    thumb->image = image;
    thumb->label->setPixmap(QPixmap::fromImage(image));
}

QWidget *AttachmentStrip::makeChip(const chat::Attachment &attachment, int number)
{
    auto *chip = new QFrame(widget());
    chip->setFrameShape(QFrame::StyledPanel);
    chip->setFixedHeight(Height);
    auto *thumb = new QLabel(chip);
    thumb->setFixedSize(ThumbSize, ThumbSize);
    thumb->setAlignment(Qt::AlignCenter);
    showThumb(attachment, thumb);
    const QString name = nameOf(attachment);
    auto *title = new ElidedLabel(chip);
    title->setText(name);
    title->setMaximumWidth(170);
    auto *size = new ElidedLabel(chip);
    size->setScale(0.86, false);
    size->setMuted(true);
    size->setText(QLocale().formattedDataSize(sizeOf(attachment), 1));
    auto *remove = new QToolButton(chip);
    remove->setIcon(themedIcon(u"close"_s));
    remove->setAutoRaise(true);
    remove->setToolTip(tr("Remove"));
    remove->setAccessibleName(tr("Remove %1").arg(name));
    connect(remove, &QToolButton::clicked, this,
            [this, number] { Q_EMIT removeRequested(number); });

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title);
    words->addWidget(size);
    auto *row = new QHBoxLayout(chip);
    row->setContentsMargins(8, 4, 4, 4);
    row->addWidget(thumb);
    row->addLayout(words);
    row->addWidget(remove);
    return chip;
}

} // namespace parley::ui
