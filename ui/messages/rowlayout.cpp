// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/rowlayout.h"

#include "text/emoji.h"
#include "text/showntext.h"
#include "text/timetexts.h"

#include <QFontMetricsF>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal MarkWidth = 18;
constexpr qreal TimeGap = 12;
constexpr qreal PartGap = 6;
/// Runs of emoji with a font of their own; a body can hold thousands of them.
constexpr qsizetype MaxEmojiRuns = 500;

/// Moves everything of \a rects by \a by.
void moveAll(std::vector<MediaBox> &boxes, const QPointF &by)
{
    for (MediaBox &box : boxes)
        box.rect.translate(by);
}

} // namespace

bool RowHit::isActive() const
{
    return kind == Kind::Link || kind == Kind::Quote || kind == Kind::Media
        || kind == Kind::Reaction || kind == Kind::Retry || kind == Kind::Discard;
}

RowLayout::RowLayout(MessageRow row, const RowMetrics &metrics, int width,
                     Qt::LayoutDirection direction, const QDate &today, MediaStore *store)
    : m_row(std::move(row))
    , m_direction(direction)
    , m_timeText(TimeTexts::timeOfDay(m_row.created))
{
    const QStringList marks = MessageTexts::marks(m_row);
    if (!marks.isEmpty())
        m_timeText = marks.join(u", "_s) + u' ' + m_timeText;
    setUpText(metrics);
    placeBubble(metrics, width, placeHead(metrics, width, today), store);
    if (direction == Qt::RightToLeft)
        mirror(width);
}

void RowLayout::setUpText(const RowMetrics &metrics)
{
    QString body = ShownText::body(m_row.body);
    m_links = findLinks(body);
    body = withIsolatedLinks(body, m_links);
    const bool large = m_row.media.isEmpty() && isEmojiOnly(body);
    body.replace(u'\n', QChar::LineSeparator);
    m_text = std::make_unique<QTextLayout>(body, large ? metrics.largeEmojiFont : metrics.bodyFont);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(body.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    m_text->setTextOption(option);
    if (!large)
        m_text->setFormats(emojiFormats(body, metrics.emojiFont, MaxEmojiRuns));
    m_text->setCacheEnabled(true);
}

qreal RowLayout::placeHead(const RowMetrics &metrics, int width, const QDate &today)
{
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
    return y;
}

void RowLayout::layOutText(qreal maxWidth)
{
    // Right-to-left lines stand at the right of the width they were given, so the second pass gives
    // them no more than they need.
    m_textWidth = 0;
    m_textHeight = 0;
    m_lastLineWidth = 0;
    if (m_text->text().isEmpty())
        return; // a file without words: not even an empty line
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

bool RowLayout::isRightToLeftText() const
{
    return m_text->textOption().textDirection() == Qt::RightToLeft;
}

void RowLayout::placeBubble(const RowMetrics &metrics, int width, qreal y, MediaStore *store)
{
    const QFontMetricsF small(metrics.smallFont);
    const QFontMetricsF name(metrics.nameFont);
    const bool hasAvatars = m_row.own || m_row.showsAuthor;
    const qreal left = metrics.sideMargin + (hasAvatars ? metrics.avatarSize + 8 : 0);
    const qreal right = width - metrics.sideMargin;
    const qreal room = std::max(80.0, right - left);
    const qreal maxBubble = std::clamp(room * 0.84, std::min(room, 220.0), metrics.maxBubbleWidth);
    const qreal maxText = maxBubble - 2 * metrics.paddingX;

    layOutText(maxText);
    m_media = placeMedia(m_row.media, store, metrics, maxText);
    const QRectF mediaRect = unitedRect(m_media, [](const MediaBox &box) { return box.rect; });
    const bool showsName = m_row.startsGroup && m_row.showsAuthor;
    const qreal markWidth = m_row.own ? MarkWidth : 0;
    const qreal stampWidth = small.horizontalAdvance(m_timeText) + markWidth;
    const bool rightToLeft = isRightToLeftText();
    const bool stampInLine
        = !rightToLeft && m_textHeight > 0 && m_lastLineWidth + TimeGap + stampWidth <= maxText;

    qreal content = std::max({ m_textWidth, stampWidth, mediaRect.width() });
    if (stampInLine)
        content = std::max(content, m_lastLineWidth + TimeGap + stampWidth);
    if (showsName)
        content = std::max(content, std::min(maxText, name.horizontalAdvance(m_row.authorName)));
    if (m_row.reply.has_value()) {
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
    const qreal quoteHeight = m_row.reply.has_value()
        ? QFontMetricsF(metrics.quoteFont).height() + small.height() + 8
        : 0;
    if (quoteHeight > 0)
        height += quoteHeight + PartGap;
    const qreal mediaTop = height;
    if (!m_media.empty())
        height += mediaRect.height() + PartGap;
    const qreal textTop = height;
    height += m_textHeight;
    if (!stampInLine)
        height += small.height() + 1;
    height += metrics.paddingY;

    const qreal bubbleWidth = content + 2 * metrics.paddingX;
    m_bubbleRect = QRectF(m_row.own ? right - bubbleWidth : left, y, bubbleWidth, height);
    const qreal inner = m_bubbleRect.left() + metrics.paddingX;
    if (showsName) {
        m_avatarRect = QRectF(metrics.sideMargin, y, metrics.avatarSize, metrics.avatarSize);
        m_nameRect = QRectF(inner, y + metrics.paddingY, content, name.height());
    }
    if (quoteHeight > 0)
        m_quoteRect = QRectF(inner, y + quoteTop, content, quoteHeight);
    moveAll(m_media, QPointF(inner, y + mediaTop));
    // A right-to-left text begins at the right edge of the bubble.
    const qreal shift = rightToLeft ? content - std::ceil(m_textWidth) - 1 : 0;
    m_textOrigin = { inner + shift, y + textTop };
    const qreal stampY = m_bubbleRect.bottom() - metrics.paddingY - small.height() + 2;
    const qreal stampRight = m_bubbleRect.right() - metrics.paddingX;
    m_timeRect = QRectF(stampRight - stampWidth, stampY, stampWidth - markWidth, small.height());
    if (m_row.own)
        m_markRect = QRectF(stampRight - MarkWidth + 4, stampY, MarkWidth - 2, small.height());

    qreal bottom = placeReactionChips(metrics, m_bubbleRect.bottom(), left, right);
    if (showsName)
        bottom = std::max(bottom, m_avatarRect.bottom());
    bottom = placeFooter(metrics, bottom, right);
    if (m_row.deletedBehind > 0) {
        m_deletedRect = QRectF(metrics.sideMargin, bottom + 8, width - 2 * metrics.sideMargin,
                               small.height() + 2);
        bottom = m_deletedRect.bottom();
    }
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
    const qreal x = m_row.own ? right - all.width() : left;
    for (QRectF &rect : m_reactions)
        rect.translate(x, bottom + 4);
    return bottom + 4 + all.height();
}

qreal RowLayout::placeFooter(const RowMetrics &metrics, qreal bottom, qreal right)
{
    const bool failed = m_row.delivery == chat::Message::Delivery::Failed;
    const bool uploading = !failed && m_row.uploadProgress >= 0;
    if (!failed && !uploading)
        return bottom;
    const QFontMetricsF small(metrics.smallFont);
    m_footerText = failed ? MessageTexts::failure(m_row.failure)
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

const Link *RowLayout::linkAt(const QPointF &point) const
{
    const QPointF inText = point - m_textOrigin;
    for (int i = 0; i < m_text->lineCount(); ++i) {
        const QTextLine line = m_text->lineAt(i);
        if (!line.naturalTextRect().contains(inText))
            continue;
        const int position = line.xToCursor(inText.x(), QTextLine::CursorOnCharacter);
        for (const Link &link : m_links) {
            if (position >= link.start && position < link.start + link.length)
                return &link;
        }
    }
    return nullptr;
}

RowHit RowLayout::hit(const QPointF &point) const
{
    using Kind = RowHit::Kind;
    if (m_retryRect.contains(point))
        return { Kind::Retry };
    if (m_discardRect.contains(point))
        return { Kind::Discard };
    for (size_t i = 0; i < m_reactions.size(); ++i) {
        if (m_reactions[i].contains(point))
            return { Kind::Reaction, int(i) };
    }
    if (!m_bubbleRect.contains(point))
        return {};
    if (m_quoteRect.contains(point))
        return { Kind::Quote };
    for (const MediaBox &box : m_media) {
        if (box.rect.contains(point))
            return { Kind::Media, box.number };
    }
    if (const Link *link = linkAt(point))
        return { Kind::Link, -1, *link };
    if (m_markRect.contains(point))
        return { Kind::Mark };
    if (m_timeRect.contains(point))
        return { Kind::Time };
    if (m_textHeight > 0 && QRectF(m_textOrigin, QSizeF(m_textWidth, m_textHeight)).contains(point))
        return { Kind::Text };
    return { Kind::Bubble };
}

} // namespace parley::ui
