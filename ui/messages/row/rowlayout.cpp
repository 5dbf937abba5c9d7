// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/row/rowlayout.h"

#include "text/timetexts.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal MarkWidth = 18;
constexpr qreal TimeGap = 12;
constexpr qreal PartGap = 6;

/// Moves all \a boxes by \a by.
void moveAll(std::vector<MediaBox> &boxes, const QPointF &by)
{
    for (MediaBox &box : boxes)
        box.rect.translate(by);
}

} // namespace

bool RowHit::isActive() const
{
    return kind == Kind::Link || kind == Kind::Quote || kind == Kind::Media
        || kind == Kind::CopyCode || kind == Kind::Reaction || kind == Kind::Retry
        || kind == Kind::Discard;
}

RowLayout::RowLayout(MessageRow row, const RowMetrics &metrics, int width,
                     Qt::LayoutDirection direction, const QDate &today, MediaStore *store)
    : m_row(std::move(row))
    , m_direction(direction)
    , m_words(m_row.message.body, metrics, m_row.message.media.isEmpty())
    , m_timeText(TimeTexts::timeOfDay(m_row.message.dateCreated))
{
    const QStringList marks = MessageTexts::marks(m_row);
    if (!marks.isEmpty())
        m_timeText = marks.join(u", "_s) + u' ' + m_timeText;
    placeBubble(metrics, width, placeHead(metrics, width, today), store);
    if (direction == Qt::RightToLeft)
        mirror(width);
}

qreal RowLayout::placeHead(const RowMetrics &metrics, int width, const QDate &today)
{
    qreal y = m_row.startsGroup ? 10 : 3;
    const QFontMetricsF small(metrics.smallFont);
    if (m_row.startsDay) {
        m_dayText = TimeTexts::day(m_row.message.dateCreated.toLocalTime().date(), today);
        const qreal pill = small.horizontalAdvance(m_dayText) + 24;
        m_dayRect = QRectF((width - pill) / 2, y + 4, pill, small.height() + 8);
        y = m_dayRect.bottom() + 10;
    }
    m_notesBefore = placeNotes(m_row.notesBefore, metrics, width, y);
    if (!m_row.notesBefore.isEmpty())
        y = m_notesBefore.rect.bottom() + 8;
    if (m_row.startsUnread) {
        m_unreadRect
            = QRectF(metrics.sideMargin, y, width - 2 * metrics.sideMargin, small.height() + 6);
        y = m_unreadRect.bottom() + 8;
    }
    return y;
}

void RowLayout::placeBubble(const RowMetrics &metrics, int width, qreal y, MediaStore *store)
{
    const QFontMetricsF small(metrics.smallFont);
    const QFontMetricsF name(metrics.nameFont);
    const bool hasAvatars = m_row.isOwn || m_row.showsAuthor;
    const qreal left = metrics.sideMargin + (hasAvatars ? metrics.avatarSize + 8 : 0);
    const qreal right = width - metrics.sideMargin;
    const qreal room = std::max(80.0, right - left);
    const qreal maxBubble = std::clamp(room * 0.84, std::min(room, 220.0), metrics.maxBubbleWidth);
    const qreal maxText = maxBubble - 2 * metrics.paddingX;

    m_words.layOut(maxText);
    m_media = placeMedia(m_row.message.media, store, metrics, maxText);
    const QRectF mediaRect = unitedRect(m_media, [](const MediaBox &box) { return box.rect; });
    const bool showsName = m_row.startsGroup && m_row.showsAuthor;
    const qreal markWidth = m_row.isOwn ? MarkWidth : 0;
    const qreal stampWidth = small.horizontalAdvance(m_timeText) + markWidth;
    const bool rightToLeft = m_words.isRightToLeft();
    const bool stampInLine = !rightToLeft && m_words.height() > 0
        && m_words.lastLineWidth() + TimeGap + stampWidth <= maxText;

    qreal content = std::max({ m_words.width(), stampWidth, mediaRect.width() });
    if (stampInLine)
        content = std::max(content, m_words.lastLineWidth() + TimeGap + stampWidth);
    if (showsName)
        content = std::max(content, std::min(maxText, name.horizontalAdvance(m_row.authorName)));
    if (m_row.reply) {
        const qreal words = std::max(
            QFontMetricsF(metrics.quoteFont).horizontalAdvance(MessageTexts::quoteAuthor(m_row)),
            small.horizontalAdvance(MessageTexts::quoteText(m_row)));
        content = std::max(content, std::min(maxText, words + 22));
    }
    content = std::min(std::ceil(content) + 1, maxText + 1);

    qreal height = metrics.paddingY;
    if (showsName)
        height += name.height() + 2;
    const qreal quoteTop = height;
    const qreal quoteHeight
        = m_row.reply ? QFontMetricsF(metrics.quoteFont).height() + small.height() + 8 : 0;
    if (quoteHeight > 0)
        height += quoteHeight + PartGap;
    const qreal mediaTop = height;
    if (!m_media.empty())
        height += mediaRect.height() + PartGap;
    const qreal textTop = height;
    height += m_words.height();
    if (!stampInLine)
        height += small.height() + 1;
    height += metrics.paddingY;

    const qreal bubbleWidth = content + 2 * metrics.paddingX;
    m_bubbleRect = QRectF(m_row.isOwn ? right - bubbleWidth : left, y, bubbleWidth, height);
    const qreal inner = m_bubbleRect.left() + metrics.paddingX;
    if (showsName) {
        m_avatarRect = QRectF(metrics.sideMargin, y, metrics.avatarSize, metrics.avatarSize);
        m_nameRect = QRectF(inner, y + metrics.paddingY, content, name.height());
    }
    if (quoteHeight > 0)
        m_quoteRect = QRectF(inner, y + quoteTop, content, quoteHeight);
    moveAll(m_media, QPointF(inner, y + mediaTop));
    // A right-to-left text begins at the right edge of the bubble.
    const qreal shift = rightToLeft ? content - std::ceil(m_words.width()) - 1 : 0;
    m_textOrigin = { inner + shift, y + textTop };
    const qreal stampY = m_bubbleRect.bottom() - metrics.paddingY - small.height() + 2;
    const qreal stampRight = m_bubbleRect.right() - metrics.paddingX;
    m_timeRect = QRectF(stampRight - stampWidth, stampY, stampWidth - markWidth, small.height());
    if (m_row.isOwn)
        m_markRect = QRectF(stampRight - MarkWidth + 4, stampY, MarkWidth - 2, small.height());

    qreal bottom = placeReactionChips(metrics, m_bubbleRect.bottom(), left, right);
    if (showsName)
        bottom = std::max(bottom, m_avatarRect.bottom());
    bottom = placeFooter(metrics, bottom, right);
    m_notesBehind = placeNotes(m_row.notesBehind, metrics, width, bottom + 8);
    if (!m_row.notesBehind.isEmpty())
        bottom = m_notesBehind.rect.bottom();
    m_height = int(std::ceil(bottom)) + 1;
}

qreal RowLayout::placeReactionChips(const RowMetrics &metrics, qreal bottom, qreal left,
                                    qreal right)
{
    if (m_row.reactions.empty())
        return bottom;
    m_reactions
        = placeReactions(m_row.reactions, metrics, std::min(right - left, metrics.maxBubbleWidth));
    const QRectF all = unitedRect(m_reactions, [](const QRectF &rect) { return rect; });
    const qreal x = m_row.isOwn ? right - all.width() : left;
    for (QRectF &rect : m_reactions)
        rect.translate(x, bottom + 4);
    return bottom + 4 + all.height();
}

qreal RowLayout::placeFooter(const RowMetrics &metrics, qreal bottom, qreal right)
{
    const bool failed = m_row.message.delivery == chat::Message::Delivery::Failed;
    const bool uploading = !failed && m_row.uploadProgress >= 0;
    if (!failed && !uploading)
        return bottom;
    const QFontMetricsF small(metrics.smallFont);
    m_footerText = failed ? MessageTexts::failure(m_row.message.failure)
                          : MessageTexts::uploading(m_row.uploadProgress);
    m_discardText = failed ? MessageTexts::discard() : MessageTexts::cancel();
    m_footerRect
        = QRectF(metrics.sideMargin, bottom + 3, right - metrics.sideMargin, small.height() + 2);
    const auto takeRight = [&](const QString &text, qreal from) {
        const qreal width = small.horizontalAdvance(text) + 2;
        return QRectF(from - width, m_footerRect.top(), width, m_footerRect.height());
    };
    m_discardRect = takeRight(m_discardText, right);
    if (failed)
        m_retryRect = takeRight(MessageTexts::retry(), m_discardRect.left() - 14);
    return m_footerRect.bottom();
}

void RowLayout::mirror(int width)
{
    const auto flip = [width](QRectF &rect) {
        if (!rect.isEmpty())
            rect.moveLeft(width - rect.right());
    };
    const qreal before = m_bubbleRect.left();
    for (QRectF *rect : { &m_avatarRect, &m_bubbleRect, &m_nameRect, &m_quoteRect, &m_footerRect,
                          &m_retryRect, &m_discardRect })
        flip(*rect);
    for (QRectF &rect : m_reactions)
        flip(rect);
    for (MediaBox &box : m_media)
        flip(box.rect);
    // Text, time and mark keep their places inside the bubble: the text decides its own direction.
    const qreal shift = m_bubbleRect.left() - before;
    m_textOrigin.rx() += shift;
    m_timeRect.translate(shift, 0);
    if (!m_markRect.isEmpty())
        m_markRect.translate(shift, 0);
}

RowHit RowLayout::hitText(const QPointF &point) const
{
    using Hit = RowHit::Kind;
    const QPointF inText = point - m_textOrigin;
    const std::vector<RowText::Box> &boxes = m_words.boxes();
    for (size_t i = 0; i < boxes.size(); ++i) {
        if (boxes[i].copyRect.contains(inText))
            return { Hit::CopyCode, int(i) };
    }
    if (const Link *link = m_words.linkAt(inText))
        return { Hit::Link, -1, *link };
    const bool isInText
        = m_words.height() > 0 && QRectF(0, 0, m_words.width(), m_words.height()).contains(inText);
    return { isInText ? Hit::Text : Hit::Bubble };
}

RowHit RowLayout::hit(const QPointF &point) const
{
    using Hit = RowHit::Kind;
    if (m_retryRect.contains(point))
        return { Hit::Retry };
    if (m_discardRect.contains(point))
        return { Hit::Discard };
    for (size_t i = 0; i < m_reactions.size(); ++i) {
        if (m_reactions[i].contains(point))
            return { Hit::Reaction, int(i) };
    }
    if (!m_bubbleRect.contains(point))
        return {};
    if (m_quoteRect.contains(point))
        return { Hit::Quote };
    for (const MediaBox &box : m_media) {
        if (box.rect.contains(point))
            return { Hit::Media, box.number };
    }
    const RowHit inText = hitText(point);
    if (inText.isActive())
        return inText;
    if (m_markRect.contains(point))
        return { Hit::Mark };
    if (m_timeRect.contains(point))
        return { Hit::Time };
    return inText;
}

} // namespace parley::ui
