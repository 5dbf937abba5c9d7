// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/row/rowpartspainter.h"

#include "media/mediastore.h"
#include "text/emoji.h"
#include "theme/avatar.h"
#include "theme/icons.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

using Stage = MediaStore::Stage;

class FileTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::FileTexts)

public:
    [[nodiscard]] static QString line(const chat::Media &media,
                                      const MediaStore::Download &download)
    {
        const QString size = QLocale().formattedDataSize(media.size, 1);
        if (media.sid.isEmpty())
            return size;
        switch (download.stage) {
        case Stage::None:
            //: Below the name of a file: its size, what a click does.
            return tr("%1 · Save").arg(size);
        case Stage::Running:
            //: Below the name of a file: how much of it has come, what a click does.
            return tr("%1 % · Cancel").arg(QLocale().toString(int(download.progress * 100)));
        case Stage::Saved:
            return tr("Saved · Show in folder");
        case Stage::Failed:
            return tr("Not saved · Try again");
        }
        Q_UNREACHABLE();
    }
};

void paintArrowDown(QPainter &painter, const QPointF &center)
{
    painter.drawLine(center + QPointF(0, -6), center + QPointF(0, 5));
    painter.drawPolyline(QPolygonF(
        { center + QPointF(-4.5, 0.5), center + QPointF(0, 5), center + QPointF(4.5, 0.5) }));
}

void paintStage(QPainter &painter, const QRectF &disc, const chat::Media &media,
                const MediaStore::Download &download, const ThemeColors &colors)
{
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.accent);
    painter.drawEllipse(disc);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.accentText, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF center = disc.center();
    if (media.sid.isEmpty()) { // on its way out: a sheet of paper
        painter.drawRect(QRectF(center.x() - 4.5, center.y() - 6, 9, 12));
        painter.drawLine(center + QPointF(-2, -2), center + QPointF(2, -2));
        painter.drawLine(center + QPointF(-2, 1.5), center + QPointF(2, 1.5));
        painter.restore();
        return;
    }
    switch (download.stage) {
    case Stage::None:
        paintArrowDown(painter, center);
        break;
    case Stage::Running: {
        const QRectF ring = disc.adjusted(3, 3, -3, -3);
        painter.drawArc(ring, 90 * 16, -int(std::max(0.03, download.progress) * 360 * 16));
        painter.drawLine(center + QPointF(-3.5, -3.5), center + QPointF(3.5, 3.5));
        painter.drawLine(center + QPointF(-3.5, 3.5), center + QPointF(3.5, -3.5));
        break;
    }
    case Stage::Saved:
        painter.drawPolyline(QPolygonF(
            { center + QPointF(-5.5, 0.5), center + QPointF(-1.5, 4.5), center + QPointF(6, -4) }));
        break;
    case Stage::Failed:
        painter.drawLine(center + QPointF(0, -6), center + QPointF(0, 1.5));
        painter.drawPoint(center + QPointF(0, 5.5));
        break;
    }
    painter.restore();
}

void paintFile(QPainter &painter, const QRectF &rect, const chat::Media &media,
               const RowLayout &layout, const RowMetrics &metrics, const ThemeColors &colors,
               const MediaStore::Download &download)
{
    const bool mirrored = layout.direction() == Qt::RightToLeft;
    const qreal size = std::min(rect.height() - 4, 36.0);
    QRectF disc(rect.left(), rect.center().y() - size / 2, size, size);
    QRectF words = rect.adjusted(size + 10, 2, 0, -2);
    if (mirrored) {
        disc.moveRight(rect.right());
        words = rect.adjusted(0, 2, -size - 10, -2);
    }
    paintStage(painter, disc, media, download, colors);
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip); // marks on a letter may be higher than a line
    const int side = (mirrored ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignAbsolute);
    painter.setFont(metrics.bodyFont);
    painter.setPen(layout.row().isOwn ? colors.ownText : colors.otherText);
    painter.drawText(
        words, side | Qt::AlignTop | Qt::TextSingleLine,
        QFontMetricsF(metrics.bodyFont)
            .elidedText(MessageTexts::fileName(media), Qt::ElideMiddle, words.width()));
    painter.setFont(metrics.smallFont);
    painter.setPen(layout.row().isOwn ? colors.ownMuted : colors.otherMuted);
    painter.drawText(
        words, side | Qt::AlignBottom | Qt::TextSingleLine,
        QFontMetricsF(metrics.smallFont)
            .elidedText(FileTexts::line(media, download), Qt::ElideRight, words.width()));
    painter.restore();
}

void paintPicture(QPainter &painter, const MediaBox &box, const QImage &image,
                  const ThemeColors &colors)
{
    // A narrow picture has no bars beside it.
    const QRectF area = image.isNull() ? box.rect : pictureArea(image.size(), box);
    const QRectF rect = area & box.rect;
    QPainterPath frame;
    frame.addRoundedRect(rect, 6, 6);
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.canvas);
    painter.drawPath(frame);
    if (image.isNull()) { // a hint of hills: a picture will be here
        painter.setPen(QPen(colors.mutedText, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        const QPointF c = rect.center();
        painter.drawRoundedRect(QRectF(c.x() - 20, c.y() - 15, 40, 30), 4, 4);
        painter.drawPolyline(
            QPolygonF({ c + QPointF(-17, 11), c + QPointF(-6, -2), c + QPointF(2, 6),
                        c + QPointF(7, 1), c + QPointF(17, 11) }));
    } else {
        painter.setClipPath(frame, Qt::IntersectClip);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(area, image);
    }
    painter.restore();
}

} // namespace

void paintQuote(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                const ThemeColors &colors)
{
    const MessageRow &row = layout.row();
    const QRectF rect = layout.quoteRect();
    const bool mirrored = layout.direction() == Qt::RightToLeft;
    const QColor ink = row.isOwn ? colors.ownLink : colors.link;
    QColor shade = ink;
    shade.setAlphaF(colors.dark ? 0.16f : 0.09f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    painter.drawRoundedRect(rect, 4, 4);
    QRectF bar = rect;
    bar.setWidth(3);
    if (mirrored)
        bar.moveRight(rect.right());
    painter.setBrush(ink);
    painter.drawRoundedRect(bar, 1.5, 1.5);
    const QRectF words = rect.adjusted(10, 3, -10, -4);
    const int side = (mirrored ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignAbsolute);
    painter.setFont(metrics.quoteFont);
    painter.setPen(ink);
    drawLine(painter, words, side | Qt::AlignTop | Qt::TextSingleLine,
             MessageTexts::quoteAuthor(row));
    painter.setFont(metrics.smallFont);
    painter.setPen(row.isOwn ? colors.ownText : colors.otherText);
    drawLine(painter, words, side | Qt::AlignBottom | Qt::TextSingleLine,
             MessageTexts::quoteText(row));
}

void paintTextBoxes(QPainter &painter, const RowLayout &layout, const ThemeColors &colors)
{
    painter.setPen(Qt::NoPen);
    for (const RowText::Box &box : layout.words().boxes()) {
        const QRectF rect = box.rect.translated(layout.textOrigin());
        if (box.isCode) {
            painter.setBrush(codeBackground(colors));
            painter.drawRoundedRect(rect, 6, 6);
            const QRectF button = box.copyRect.translated(layout.textOrigin());
            themedIcon(u"copy"_s).paint(&painter, button.adjusted(4, 4, -4, -4).toRect());
        } else {
            const bool isRightToLeft = layout.words().isRightToLeft();
            painter.setBrush(layout.row().isOwn ? colors.ownLink : colors.link);
            painter.drawRoundedRect(QRectF(isRightToLeft ? rect.right() - 3 : rect.left(),
                                           rect.top(), 3, rect.height()),
                                    1.5, 1.5);
        }
    }
}

void paintMedia(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                const ThemeColors &colors, MediaStore *store)
{
    for (const MediaBox &box : layout.media()) {
        const chat::Media &media = layout.row().message.media.at(box.number);
        if (box.picture && store != nullptr)
            paintPicture(painter, box, store->preview(media), colors);
        else
            paintFile(painter, box.rect, media, layout, metrics, colors,
                      store != nullptr ? store->download(media.sid) : MediaStore::Download());
    }
}

void paintReactions(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                    const ThemeColors &colors)
{
    const auto &chips = layout.row().reactions;
    for (size_t i = 0; i < chips.size(); ++i) {
        const ReactionChip &chip = chips[i];
        const QRectF rect = layout.reactions()[i].adjusted(0.5, 0.5, -0.5, -0.5);
        // An own one is told by its thicker edge and bold number, not by its colour alone.
        painter.setPen(QPen(chip.own ? colors.link : colors.border, chip.own ? 1.8 : 1));
        painter.setBrush(chip.own ? colors.selected : colors.panel);
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
        QFont number = metrics.smallFont;
        number.setBold(chip.own);
        const QString count = QLocale().toString(chip.count);
        const qreal countWidth = QFontMetricsF(number).horizontalAdvance(count);
        const QRectF words = rect.adjusted(8, 0, -8, 0);
        painter.setPen(colors.text);
        painter.setFont(metrics.chipFont);
        const QRectF emoji = words.adjusted(0, 0, -countWidth - 4, 0);
        painter.drawText(
            emoji, int(Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetricsF(metrics.chipFont)
                .elidedText(chip.label, Qt::ElideRight, emoji.width() + 2));
        painter.setFont(number);
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute, count);
    }
}

} // namespace parley::ui
