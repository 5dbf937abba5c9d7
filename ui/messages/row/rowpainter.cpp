// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/row/rowpainter.h"

#include "messages/row/rowpartspainter.h"
#include "text/emoji.h"
#include "theme/avatar.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace parley::ui {
namespace {

using Delivery = chat::Message::Delivery;

constexpr qreal FadedOpacity = 0.35;

/// What of the row is seen, in its own coordinates.
QRectF visiblePart(const QPainter &painter)
{
    return painter.worldTransform().inverted().mapRect(QRectF(painter.viewport()));
}

void paintDay(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
              const ThemeColors &colors)
{
    const QRectF rect = layout.dayRect();
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(colors.window);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setFont(metrics.smallFont);
    painter.setPen(colors.mutedText);
    painter.drawText(rect, Qt::AlignCenter, layout.dayText());
}

void paintUnread(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                 const ThemeColors &colors)
{
    const QRectF rect = layout.unreadRect();
    const QString text = MessageTexts::newMessages();
    painter.setFont(metrics.smallFont);
    const qreal half = QFontMetricsF(metrics.smallFont).horizontalAdvance(text) / 2 + 10;
    const QPointF middle = rect.center();
    painter.setPen(QPen(colors.link, 1));
    painter.drawLine(QPointF(rect.left(), middle.y()), QPointF(middle.x() - half, middle.y()));
    painter.drawLine(QPointF(middle.x() + half, middle.y()), QPointF(rect.right(), middle.y()));
    painter.drawText(rect, Qt::AlignCenter, text);
}

/// A band over the whole width, and a tick at the side where the bubble is not.
void paintSelected(QPainter &painter, const RowLayout &layout, const ThemeColors &colors)
{
    const QRectF bubble = layout.bubbleRect();
    const qreal width = visiblePart(painter).width();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.selected);
    painter.drawRect(QRectF(0, bubble.top() - 2, width, bubble.height() + 4));
    constexpr qreal DiscSize = 18;
    const bool isAtLeft = bubble.center().x() < width / 2;
    const QRectF disc(isAtLeft ? width - DiscSize - 10 : 10, bubble.center().y() - DiscSize / 2,
                      DiscSize, DiscSize);
    painter.setBrush(colors.accent);
    painter.drawEllipse(disc);
    painter.setPen(QPen(colors.accentText, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF center = disc.center();
    const QPointF tick[]
        = { center + QPointF(-4, 0), center + QPointF(-1, 3), center + QPointF(4, -3) };
    painter.drawPolyline(tick, 3);
}

void paintTicks(QPainter &painter, const QRectF &rect, bool twice)
{
    const qreal h = 4.5;
    const qreal y = rect.center().y();
    const auto tick = [&](qreal x) {
        QPainterPath path;
        path.moveTo(x, y);
        path.lineTo(x + h * 0.75, y + h * 0.75);
        path.lineTo(x + h * 2.1, y - h * 0.85);
        painter.drawPath(path);
    };
    tick(rect.left() + (twice ? 0.5 : 2.5));
    if (twice)
        tick(rect.left() + 5);
}

void paintClock(QPainter &painter, const QRectF &rect, bool moving)
{
    const QPointF center(rect.left() + 7, rect.center().y());
    painter.drawEllipse(center, 4.8, 4.8);
    if (moving) { // an arrow: on its way
        painter.drawLine(center + QPointF(-2.4, 0), center + QPointF(2.4, 0));
        painter.drawLine(center + QPointF(0.4, -2), center + QPointF(2.4, 0));
        painter.drawLine(center + QPointF(0.4, 2), center + QPointF(2.4, 0));
    } else {
        painter.drawLine(center, center + QPointF(0, -3));
        painter.drawLine(center, center + QPointF(2.2, 0));
    }
}

void paintMark(QPainter &painter, const RowLayout &layout, const ThemeColors &colors)
{
    const QRectF rect = layout.markRect();
    const MessageRow &row = layout.row();
    painter.save();
    painter.setBrush(Qt::NoBrush);
    QColor color = colors.ownMuted;
    if (row.message.delivery == Delivery::Failed)
        color = colors.dark ? colors.error : colors.error.darker(105);
    else if (row.message.delivery == Delivery::Sent && row.isReadByOthers)
        color = colors.ownLink;
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (row.message.delivery) {
    case Delivery::Sent:
        paintTicks(painter, rect, row.isReadByOthers);
        break;
    case Delivery::Waiting:
        paintClock(painter, rect, false);
        break;
    case Delivery::Sending:
        paintClock(painter, rect, true);
        break;
    case Delivery::Failed: {
        const QPointF center(rect.left() + 7, rect.center().y());
        painter.drawEllipse(center, 5.4, 5.4);
        painter.drawLine(center + QPointF(0, -2.8), center + QPointF(0, 0.6));
        painter.drawPoint(center + QPointF(0, 2.8));
        break;
    }
    }
    painter.restore();
}

/// Characters of a text.
struct Span
{
    int from = 0;
    int until = 0;
};

/// Those in lines that \a visible touches, in the row's coordinates.
Span spanIn(const RowLayout &layout, const QRectF &visible)
{
    const QTextLayout &text = layout.text();
    Span span;
    bool isFirst = true;
    for (int i = 0; i < text.lineCount(); ++i) {
        const QTextLine line = text.lineAt(i);
        const qreal top = layout.textOrigin().y() + line.y();
        if (top + line.height() < visible.top())
            continue;
        if (top > visible.bottom())
            break;
        if (std::exchange(isFirst, false))
            span.from = line.textStart();
        span.until = line.textStart() + line.textLength();
    }
    return span;
}

/// Where \a words stand in the lines that are seen.
void addMarks(QList<QTextLayout::FormatRange> &ranges, const QString &text, const QString &words,
              const ThemeColors &colors, const Span &span)
{
    if (words.isEmpty())
        return;
    const qsizetype length = words.size();
    qsizetype at
        = text.indexOf(words, std::max<qsizetype>(0, span.from - length), Qt::CaseInsensitive);
    while (at >= 0 && at < span.until) {
        QTextLayout::FormatRange range;
        range.start = int(at);
        range.length = int(length);
        range.format.setBackground(colors.mark);
        range.format.setForeground(colors.markText);
        ranges.append(range);
        at = text.indexOf(words, at + length, Qt::CaseInsensitive);
    }
}

/// Of the links only those in \a span: each format costs time for each line that is drawn.
QList<QTextLayout::FormatRange> formats(const RowLayout &layout, const ThemeColors &colors,
                                        const RowState &state, const Span &span)
{
    QList<QTextLayout::FormatRange> ranges;
    for (const FormattedText::Span &code : layout.words().formatted().spans) {
        if (!code.isCode || code.start + code.length <= span.from)
            continue;
        if (code.start >= span.until)
            break;
        QTextLayout::FormatRange range;
        range.start = code.start;
        range.length = code.length;
        range.format.setBackground(codeBackground(colors));
        ranges.append(range);
    }
    for (const Link &link : layout.links()) {
        if (link.start + link.length <= span.from)
            continue;
        if (link.start >= span.until)
            break;
        QTextLayout::FormatRange range;
        range.start = link.start;
        range.length = link.length;
        range.format.setForeground(layout.row().isOwn ? colors.ownLink : colors.link);
        range.format.setFontUnderline(true);
        // QTextLayout leaves out a range without a background that touches one before it.
        range.format.setBackground(Qt::transparent);
        ranges.append(range);
    }
    addMarks(ranges, layout.text().text(), state.marked, colors, span);
    if (state.selectionLength > 0) {
        QTextLayout::FormatRange range;
        range.start = state.selectionStart;
        range.length = state.selectionLength;
        range.format.setBackground(colors.accent);
        range.format.setForeground(colors.accentText);
        ranges.append(range);
    }
    return ranges;
}

void paintFooter(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                 const ThemeColors &colors)
{
    const bool failed = layout.row().message.delivery == Delivery::Failed;
    const QRectF retry = layout.retryRect();
    const QRectF discard = layout.discardRect();
    QRectF words = layout.footerRect();
    const bool mirrored = layout.direction() == Qt::RightToLeft;
    const QRectF nearest = retry.isEmpty() ? discard : retry;
    if (mirrored)
        words.setLeft(nearest.right() + 12);
    else
        words.setRight(nearest.left() - 12);
    painter.setFont(metrics.smallFont);
    painter.setPen(failed ? colors.error : colors.mutedText);
    painter.drawText(words,
                     int(Qt::AlignVCenter) | Qt::AlignAbsolute
                         | (mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::TextSingleLine,
                     QFontMetricsF(metrics.smallFont)
                         .elidedText(layout.footerText(), Qt::ElideRight, words.width()));
    QFont underlined = metrics.smallFont;
    underlined.setUnderline(true);
    painter.setFont(underlined);
    painter.setPen(colors.link);
    if (!retry.isEmpty())
        painter.drawText(retry, Qt::AlignCenter, MessageTexts::retry());
    painter.drawText(discard, Qt::AlignCenter, layout.discardText());
}

} // namespace

void paintRow(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
              const ThemeColors &colors, const RowState &state)
{
    const MessageRow &row = layout.row();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.isSelected)
        paintSelected(painter, layout, colors);
    if (state.isFaded)
        painter.setOpacity(FadedOpacity);
    if (!layout.dayRect().isEmpty())
        paintDay(painter, layout, metrics, colors);
    if (!layout.unreadRect().isEmpty())
        paintUnread(painter, layout, metrics, colors);
    if (!layout.avatarRect().isEmpty())
        paintAvatar(painter, layout.avatarRect(), row.message.author, row.authorName);

    const QRectF bubble = layout.bubbleRect().adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor edge = row.isOwn ? QColor() : colors.border;
    if (state.focused || state.highlighted)
        painter.setPen(QPen(colors.link, state.highlighted ? 3 : 2));
    else
        painter.setPen(edge.isValid() && !colors.dark ? QPen(edge, 1) : QPen(Qt::NoPen));
    painter.setBrush(row.isOwn ? colors.ownBubble : colors.otherBubble);
    painter.drawRoundedRect(bubble, 10, 10);

    if (!layout.nameRect().isEmpty()) {
        painter.setFont(metrics.nameFont);
        // The hue of the avatar, light enough to be read on a dark bubble.
        const QColor base = avatarColor(row.message.author);
        painter.setPen(colors.dark ? QColor::fromHslF(base.hslHueF(), 0.75f, 0.76f) : base);
        drawLine(painter, layout.nameRect(),
                 int(QStyle::visualAlignment(layout.direction(), Qt::AlignLeft)) | Qt::AlignVCenter
                     | Qt::AlignAbsolute | Qt::TextSingleLine,
                 row.authorName);
    }
    if (!layout.quoteRect().isEmpty())
        paintQuote(painter, layout, metrics, colors);
    if (!layout.media().empty())
        paintMedia(painter, layout, metrics, colors, state.media);
    painter.setPen(row.isOwn ? colors.ownText : colors.otherText);
    if (!layout.text().text().isEmpty()) {
        // Marks that are piled upon a letter stay inside the bubble.
        const QRectF visible = visiblePart(painter) & layout.bubbleRect();
        painter.save();
        painter.setClipRect(layout.bubbleRect(), Qt::IntersectClip);
        paintTextBoxes(painter, layout, colors);
        painter.setPen(row.isOwn ? colors.ownText : colors.otherText);
        layout.text().draw(&painter, layout.textOrigin(),
                           formats(layout, colors, state, spanIn(layout, visible)), visible);
        painter.restore();
    }

    painter.setFont(metrics.smallFont);
    painter.setPen(row.isOwn ? colors.ownMuted : colors.otherMuted);
    painter.drawText(layout.timeRect(), Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute,
                     layout.timeText());
    if (!layout.markRect().isEmpty())
        paintMark(painter, layout, colors);
    paintReactions(painter, layout, metrics, colors);
    if (!layout.footerRect().isEmpty())
        paintFooter(painter, layout, metrics, colors);
    for (const NoteLines *notes : { &layout.notesBefore(), &layout.notesBehind() }) {
        painter.setPen(colors.mutedText);
        if (notes->text != nullptr)
            notes->text->draw(&painter, notes->rect.topLeft());
    }
    painter.restore();
}

} // namespace parley::ui
