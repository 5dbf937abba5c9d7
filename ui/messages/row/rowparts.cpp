// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/row/rowparts.h"

#include "media/mediastore.h"
#include "text/emoji.h"

#include <QFontDatabase>
#include <QFontMetricsF>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr qreal Gap = 4;
/// A picture's height does not depend on the picture: nothing moves when it arrives.
constexpr qreal PictureHeight = 200;
constexpr qreal TileSize = 120; ///< of one among several
constexpr qreal UnknownWidth = 260;
constexpr qreal MinPictureWidth = 120;
constexpr qreal FileWidth = 270;

QFont scaled(QFont font, qreal factor, bool bold)
{
    font.setPointSizeF(std::max(6.0, font.pointSizeF() * factor));
    font.setBold(bold);
    return font;
}

qreal pictureWidth(const chat::Media &media, MediaStore &store)
{
    const QImage preview = store.preview(media);
    if (preview.isNull())
        return UnknownWidth;
    const qreal width = PictureHeight * preview.width() / std::max(1, preview.height());
    return std::clamp(width, MinPictureWidth, 2 * PictureHeight);
}

} // namespace

RowMetrics::RowMetrics(const QFont &base)
    : bodyFont(base)
    , nameFont(scaled(base, 0.92, true))
    , smallFont(scaled(base, 0.82, false))
    , quoteFont(scaled(base, 0.86, true))
    , emojiFont(parley::ui::emojiFont(base))
    , largeEmojiFont(scaled(parley::ui::emojiFont(base), 2.4, false))
    , codeFont(QFontDatabase::systemFont(QFontDatabase::FixedFont))
    , chipFont(scaled(parley::ui::emojiFont(base), 0.95, false))
{
    codeFont.setPointSizeF(std::max(6.0, base.pointSizeF() * 0.95));
    avatarSize = std::max(30.0, QFontMetricsF(base).height() * 2.1);
}

std::vector<MediaBox> placeMedia(const chat::MediaList &media, MediaStore *store,
                                 const RowMetrics &metrics, qreal maxWidth)
{
    std::vector<MediaBox> boxes;
    std::vector<int> files;
    for (int i = 0; i < int(media.size()); ++i) {
        const bool picture = store != nullptr && store->hasPreview(media.at(i));
        if (picture)
            boxes.push_back({ i, true, {} });
        else
            files.push_back(i);
    }
    qreal y = 0;
    if (boxes.size() == 1) {
        const qreal width
            = std::min(pictureWidth(media.at(boxes.front().number), *store), maxWidth);
        boxes.front().rect = QRectF(0, 0, width, PictureHeight);
        y = PictureHeight + Gap;
    } else if (!boxes.empty()) {
        const int columns = std::clamp(int((maxWidth + Gap) / (TileSize + Gap)), 1, 3);
        const qreal side = std::min(TileSize, maxWidth);
        for (size_t i = 0; i < boxes.size(); ++i) {
            const int column = int(i) % columns;
            const int line = int(i) / columns;
            boxes[i].isTile = true;
            boxes[i].rect = QRectF(column * (side + Gap), line * (side + Gap), side, side);
        }
        y = boxes.back().rect.bottom() + Gap;
    }
    const qreal height
        = QFontMetricsF(metrics.bodyFont).height() + QFontMetricsF(metrics.smallFont).height() + 8;
    for (const int number : files) {
        boxes.push_back({ number, false, QRectF(0, y, std::min(FileWidth, maxWidth), height) });
        y += height + Gap;
    }
    return boxes;
}

QRectF pictureArea(const QSize &size, const MediaBox &box)
{
    const QSizeF filling = QSizeF(size).scaled(box.rect.size(), Qt::KeepAspectRatioByExpanding);
    const bool isMuchCut = filling.width() > 2 * box.rect.width() //
        || filling.height() > 2 * box.rect.height();
    const bool isWhole = !box.isTile || isMuchCut;
    QRectF area(QPointF(),
                isWhole ? QSizeF(size).scaled(box.rect.size(), Qt::KeepAspectRatio) : filling);
    area.moveCenter(box.rect.center());
    return area;
}

std::vector<QRectF> placeReactions(const std::vector<ReactionChip> &chips,
                                   const RowMetrics &metrics, qreal maxWidth)
{
    const QFontMetricsF emoji(metrics.chipFont);
    const QFontMetricsF small(metrics.smallFont);
    const qreal height = std::max(emoji.height(), small.height()) + 6;
    std::vector<QRectF> rects;
    qreal x = 0;
    qreal y = 0;
    for (const ReactionChip &chip : chips) {
        const qreal wanted = emoji.horizontalAdvance(chip.label) + 5
            + small.horizontalAdvance(QString::number(chip.count)) + 18;
        const qreal width = std::min(wanted, maxWidth);
        if (x > 0 && x + width > maxWidth) {
            x = 0;
            y += height + Gap;
        }
        rects.emplace_back(x, y, width, height);
        x += width + Gap;
    }
    return rects;
}

NoteLines placeNotes(const QStringList &notes, const RowMetrics &metrics, qreal width, qreal top)
{
    constexpr qsizetype MaxEmoji = 60;
    if (notes.isEmpty())
        return {};
    NoteLines lines;
    lines.text
        = std::make_unique<QTextLayout>(notes.join(QChar(QChar::LineSeparator)), metrics.smallFont);
    QTextOption option(Qt::AlignHCenter);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    lines.text->setTextOption(option);
    lines.text->setFormats(
        emojiFormats(lines.text->text(), emojiFont(metrics.smallFont), MaxEmoji));
    const qreal room = std::max(80.0, width - 2 * metrics.sideMargin);
    qreal height = 0;
    lines.text->beginLayout();
    for (QTextLine line = lines.text->createLine(); line.isValid();
         line = lines.text->createLine()) {
        line.setLineWidth(room);
        line.setPosition(QPointF(0, height));
        height += line.height() + 2;
    }
    lines.text->endLayout();
    lines.rect = QRectF(metrics.sideMargin, top, room, height);
    return lines;
}

} // namespace parley::ui
