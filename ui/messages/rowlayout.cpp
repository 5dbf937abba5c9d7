// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/rowlayout.h"

#include "text/emoji.h"
#include "text/timetexts.h"

#include <QFontMetricsF>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace parley::ui {
namespace {

constexpr qreal MarkWidth = 18;
constexpr qreal TimeGap = 12;

QFont scaled(QFont font, qreal factor, bool bold)
{
    font.setPointSizeF(std::max(6.0, font.pointSizeF() * factor));
    font.setBold(bold);
    return font;
}

} // namespace

RowMetrics::RowMetrics(const QFont &base)
    : bodyFont(base)
    , nameFont(scaled(base, 0.92, true))
    , smallFont(scaled(base, 0.82, false))
    , emojiFont(parley::ui::emojiFont(base))
{
    avatarSize = std::max(30.0, QFontMetricsF(base).height() * 2.1);
}

RowLayout::RowLayout(MessageRow row, const RowMetrics &metrics, int width,
                     Qt::LayoutDirection direction, const QDate &today)
    : m_row(std::move(row))
    , m_links(findLinks(m_row.body))
    , m_timeText(TimeTexts::timeOfDay(m_row.created))
{
    if (m_row.edited)
        m_timeText = MessageTexts::edited() + u' ' + m_timeText;

    QString body = m_row.body;
    body.replace(u"\r\n"_qs, u"\n"_qs).replace(u'\r', u'\n');
    if (body.size() != m_row.body.size())
        m_links = findLinks(body);
    body.replace(u'\n', QChar::LineSeparator);
    m_text = std::make_unique<QTextLayout>(body, metrics.bodyFont);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(body.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    m_text->setTextOption(option);
    QList<QTextLayout::FormatRange> emoji;
    for (const EmojiRun &run : findEmoji(body)) {
        QTextLayout::FormatRange range;
        range.start = run.start;
        range.length = run.length;
        range.format.setFont(metrics.emojiFont);
        emoji.append(range);
    }
    m_text->setFormats(emoji);
    m_text->setCacheEnabled(true);

    qreal y = m_row.startsGroup ? 10 : 3;
    const QFontMetricsF small(metrics.smallFont);
    if (m_row.startsDay) {
        m_dayText = TimeTexts::day(m_row.created.toLocalTime().date(), today);
        const qreal pill = small.horizontalAdvance(m_dayText) + 24;
        m_dayRect = QRectF((width - pill) / 2, y + 4, pill, small.height() + 8);
        y = m_dayRect.bottom() + 10;
    }
    if (m_row.startsUnread) {
        m_unreadRect
            = QRectF(metrics.sideMargin, y, width - 2 * metrics.sideMargin, small.height() + 6);
        y = m_unreadRect.bottom() + 8;
    }
    placeBubble(metrics, width, y);
    if (direction == Qt::RightToLeft)
        mirror(width);
}

void RowLayout::layOutText(qreal maxWidth)
{
    // Right-to-left lines stand at the right of the width they were given, so the second pass gives
    // them no more than they need.
    for (int pass = 0; pass < 2; ++pass) {
        const bool last = pass == 1;
        const qreal width = last ? std::ceil(m_textWidth) + 1 : maxWidth;
        m_textWidth = 0;
        m_textHeight = 0;
        m_text->beginLayout();
        for (QTextLine line = m_text->createLine(); line.isValid(); line = m_text->createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, m_textHeight));
            m_textHeight += line.height();
            m_textWidth = std::max(m_textWidth, line.naturalTextWidth());
            m_lastLineWidth = line.naturalTextWidth();
        }
        m_text->endLayout();
        if (m_text->textOption().textDirection() == Qt::LeftToRight)
            return;
    }
}

void RowLayout::placeBubble(const RowMetrics &metrics, int width, qreal y)
{
    const QFontMetricsF small(metrics.smallFont);
    const QFontMetricsF name(metrics.nameFont);
    const qreal left = metrics.sideMargin + metrics.avatarSize + 8;
    const qreal right = width - metrics.sideMargin;
    const qreal room = std::max(80.0, right - left);
    const qreal maxBubble = std::clamp(room * 0.84, std::min(room, 220.0), metrics.maxBubbleWidth);
    const qreal maxText = maxBubble - 2 * metrics.paddingX;

    layOutText(maxText);
    const bool showsName = m_row.startsGroup && !m_row.own;
    const qreal markWidth = m_row.own ? MarkWidth : 0;
    const qreal stampWidth = small.horizontalAdvance(m_timeText) + markWidth;
    const bool rightToLeft = m_text->textOption().textDirection() == Qt::RightToLeft;
    const bool stampInLine = !rightToLeft && m_lastLineWidth + TimeGap + stampWidth <= maxText;

    qreal content = std::max(m_textWidth, stampWidth);
    if (stampInLine)
        content = std::max(content, m_lastLineWidth + TimeGap + stampWidth);
    if (showsName)
        content = std::max(content, std::min(maxText, name.horizontalAdvance(m_row.authorName)));
    content = std::min(std::ceil(content) + 1, maxText + 1);

    qreal height = metrics.paddingY;
    if (showsName)
        height += name.height() + 2;
    const qreal textTop = height;
    height += m_textHeight;
    if (!stampInLine)
        height += small.height() + 1;
    height += metrics.paddingY;

    const qreal bubbleWidth = content + 2 * metrics.paddingX;
    m_bubbleRect = QRectF(m_row.own ? right - bubbleWidth : left, y, bubbleWidth, height);
    if (showsName) {
        m_avatarRect = QRectF(metrics.sideMargin, y, metrics.avatarSize, metrics.avatarSize);
        m_nameRect = QRectF(m_bubbleRect.left() + metrics.paddingX, y + metrics.paddingY, content,
                            name.height());
    }
    // A right-to-left text begins at the right edge of the bubble.
    const qreal shift = rightToLeft ? content - std::ceil(m_textWidth) - 1 : 0;
    m_textOrigin = { m_bubbleRect.left() + metrics.paddingX + shift, y + textTop };
    const qreal stampY = m_bubbleRect.bottom() - metrics.paddingY - small.height() + 2;
    const qreal stampRight = m_bubbleRect.right() - metrics.paddingX;
    m_timeRect = QRectF(stampRight - stampWidth, stampY, stampWidth - markWidth, small.height());
    if (m_row.own)
        m_markRect = QRectF(stampRight - MarkWidth + 4, stampY, MarkWidth - 2, small.height());

    qreal bottom = m_bubbleRect.bottom();
    if (showsName)
        bottom = std::max(bottom, m_avatarRect.bottom());
    if (m_row.delivery == chat::Message::Delivery::Failed) {
        const qreal retryWidth = small.horizontalAdvance(MessageTexts::retry()) + 2;
        m_footerRect
            = QRectF(metrics.sideMargin, bottom + 3, right - metrics.sideMargin, small.height());
        m_retryRect = QRectF(right - retryWidth, m_footerRect.top(), retryWidth, small.height());
        bottom = m_footerRect.bottom();
    }
    m_height = int(std::ceil(bottom)) + 1;
}

void RowLayout::mirror(int width)
{
    const auto flip = [width](QRectF &rect) {
        if (!rect.isEmpty())
            rect.moveLeft(width - rect.right());
    };
    const qreal inBubble = m_textOrigin.x() - m_bubbleRect.left();
    flip(m_avatarRect);
    flip(m_bubbleRect);
    flip(m_nameRect);
    flip(m_footerRect);
    flip(m_retryRect);
    m_textOrigin.setX(m_bubbleRect.left() + inBubble);
    // Time and mark keep their places inside the bubble: the text decides its own direction.
    const qreal right = m_bubbleRect.right() - 11;
    const qreal mark = m_markRect.isEmpty() ? 0 : MarkWidth;
    m_timeRect.moveRight(right - mark);
    if (!m_markRect.isEmpty())
        m_markRect.moveLeft(right - MarkWidth + 4);
}

int RowLayout::cursorAt(const QPointF &point) const
{
    const QPointF inText = point - m_textOrigin;
    for (int i = 0; i < m_text->lineCount(); ++i) {
        const QTextLine line = m_text->lineAt(i);
        if (inText.y() < line.y() + line.height() || i == m_text->lineCount() - 1)
            return line.xToCursor(inText.x());
    }
    return 0;
}

std::optional<Link> RowLayout::linkAt(const QPointF &point) const
{
    const QPointF inText = point - m_textOrigin;
    for (int i = 0; i < m_text->lineCount(); ++i) {
        const QTextLine line = m_text->lineAt(i);
        if (!line.naturalTextRect().contains(inText))
            continue;
        const int position = line.xToCursor(inText.x(), QTextLine::CursorOnCharacter);
        for (const Link &link : m_links) {
            if (position >= link.start && position < link.start + link.length)
                return link;
        }
    }
    return std::nullopt;
}

} // namespace parley::ui
