// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/row/rowtext.h"

#include "text/emoji.h"
#include "text/showntext.h"

#include <QFontMetricsF>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace parley::ui {
namespace {

/// Runs of emoji with a font of their own; a body can hold thousands of them.
constexpr qsizetype MaxEmojiRuns = 500;
constexpr qreal QuoteInset = 12; ///< for each level
constexpr qreal ListInset = 8; ///< for each level
constexpr qreal CodePadding = 8;
constexpr qreal CodeGap = 3; ///< above and below a block
constexpr qreal CopyButton = 24;

QTextCharFormat formatOf(const FormattedText::Span &span, const RowMetrics &metrics)
{
    QTextCharFormat format;
    if (span.isCode) {
        QFont font = metrics.codeFont;
        font.setBold(span.isBold);
        font.setItalic(span.isItalic);
        font.setStrikeOut(span.isStruckOut);
        format.setFont(font);
        return format;
    }
    if (span.isBold)
        format.setFontWeight(QFont::Bold);
    if (span.isItalic)
        format.setFontItalic(true);
    if (span.isStruckOut)
        format.setFontStrikeOut(true);
    return format;
}

} // namespace

RowText::RowText(const QString &body, const RowMetrics &metrics, bool isLargeAllowed)
{
    const QString shown = ShownText::body(body);
    m_formatted = metrics.isFormatted ? FormattedText::read(shown) : FormattedText::plain(shown);
    setUpLinks();
    const bool isLarge = isLargeAllowed && m_formatted.isPlain() && isEmojiOnly(m_formatted.text);
    QString text = m_formatted.text;
    text.replace(u'\n', QChar::LineSeparator);
    m_layout
        = std::make_unique<QTextLayout>(text, isLarge ? metrics.largeEmojiFont : metrics.bodyFont);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(4 * QFontMetricsF(metrics.codeFont).horizontalAdvance(u' '));
    option.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute); // lines are placed by layOutLines()
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    m_layout->setTextOption(option);
    if (!isLarge)
        setUpFormats(metrics);
    m_layout->setCacheEnabled(true);
}

void RowText::setUpLinks()
{
    m_links = findLinks(m_formatted.text);
    const std::vector<Link> before = m_links;
    const QString isolated = withIsolatedLinks(m_formatted.text, m_links);
    if (isolated.size() == m_formatted.text.size())
        return;
    m_formatted.text = isolated;
    // One character before each link and one behind it: from the last one, so that places hold.
    for (auto link = before.rbegin(); link != before.rend(); ++link) {
        m_formatted.shift(link->start + link->length, 1);
        m_formatted.shift(link->start, 1);
    }
}

void RowText::setUpFormats(const RowMetrics &metrics)
{
    QList<QTextLayout::FormatRange> formats
        = emojiFormats(m_layout->text(), metrics.emojiFont, MaxEmojiRuns);
    for (const FormattedText::Span &span : m_formatted.spans)
        formats.append({ span.start, span.length, formatOf(span, metrics) });
    const QFontMetricsF body(metrics.bodyFont);
    for (const FormattedText::Block &block : m_formatted.blocks) {
        m_markerWidths.push_back(block.markerLength > 0 ? body.horizontalAdvance(
                                     m_formatted.text.mid(block.start, block.markerLength))
                                                        : 0);
        if (!block.isCode)
            continue;
        QTextCharFormat code;
        code.setFont(metrics.codeFont);
        formats.append({ block.start, block.length, code });
    }
    m_layout->setFormats(formats);
}

bool RowText::isRightToLeft() const
{
    return m_layout->textOption().textDirection() == Qt::RightToLeft;
}

const FormattedText::Block *RowText::blockAt(int position) const
{
    const auto &blocks = m_formatted.blocks;
    const auto behind
        = std::ranges::upper_bound(blocks, position, {}, &FormattedText::Block::start);
    return behind == blocks.begin() ? nullptr : &*std::prev(behind);
}

RowText::Insets RowText::insetsOf(const FormattedText::Block *block, const QTextLine &line) const
{
    if (block == nullptr)
        return {};
    if (block->isCode)
        return { CodePadding, CodePadding + CopyButton }; // which has a column of its own
    Insets insets { block->quoteDepth * QuoteInset + block->listDepth * ListInset };
    if (line.textStart() > block->start) // below its words, not below its bullet
        insets.leading += m_markerWidths[size_t(block - m_formatted.blocks.data())];
    return insets;
}

void RowText::layOut(qreal maxWidth)
{
    m_width = 0;
    m_height = 0;
    m_lastLineWidth = 0;
    m_boxes.clear();
    if (m_layout->text().isEmpty())
        return; // a file without words: not even an empty line
    layOutLines(maxWidth);
    // The first pass has told how wide the text is: its lines begin at that edge.
    if (isRightToLeft())
        layOutLines(std::ceil(m_width) + 1);
}

void RowText::layOutLines(qreal width)
{
    const bool isRightToLeftText = isRightToLeft();
    m_width = 0;
    m_height = 0;
    m_boxes.clear();
    const FormattedText::Block *open = nullptr; ///< of the lines before
    QRectF lines;
    const auto close = [this, &open, &lines] {
        if (open == nullptr || (!open->isCode && open->quoteDepth == 0))
            return;
        if (open->isCode)
            m_height += CodePadding;
        addBox(*open, lines);
        if (open->isCode)
            m_height += CodeGap;
    };
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        const FormattedText::Block *block = blockAt(line.textStart());
        if (block != open) {
            close();
            open = block;
            if (block != nullptr && block->isCode && m_height > 0)
                m_height += CodeGap;
            lines = QRectF(0, m_height, 0, 0);
            if (block != nullptr && block->isCode)
                m_height += CodePadding;
        }
        const Insets insets = insetsOf(block, line);
        line.setLineWidth(std::max(40.0, width - insets.leading - insets.trailing));
        const qreal x
            = isRightToLeftText ? width - insets.leading - line.naturalTextWidth() : insets.leading;
        line.setPosition(QPointF(x, m_height));
        m_height += line.height();
        const qreal used = line.naturalTextWidth() + insets.leading + insets.trailing;
        m_width = std::max(m_width, used);
        m_lastLineWidth = block != nullptr && block->isCode ? width : used;
        lines.setBottom(m_height);
        lines.setWidth(std::max(lines.width(), used));
    }
    m_layout->endLayout();
    close();
    for (Box &box : m_boxes) {
        if (!box.isCode) {
            if (isRightToLeftText)
                box.rect.moveRight(width);
            continue;
        }
        box.rect.setWidth(m_width); // all the words are as wide
        const qreal left
            = isRightToLeftText ? box.rect.left() + 2 : box.rect.right() - CopyButton - 2;
        box.copyRect = QRectF(left, box.rect.top() + 3, CopyButton, CopyButton);
    }
}

void RowText::addBox(const FormattedText::Block &block, const QRectF &lines)
{
    QRectF rect = lines;
    rect.setBottom(m_height);
    const bool continues = !block.isCode && !m_boxes.empty() && !m_boxes.back().isCode
        && m_boxes.back().rect.bottom() >= rect.top() - 0.5;
    if (continues) {
        m_boxes.back().rect |= rect;
        return;
    }
    m_boxes.push_back({ block.isCode, rect, {}, block.start, block.length });
}

QString RowText::copied(int start, int length) const
{
    QString part = m_layout->text().mid(start, length);
    part.removeIf([](QChar c) { return c == LeftToRightIsolate || c == PopIsolate; });
    return part.replace(QChar::LineSeparator, u'\n');
}

QString RowText::allCode() const
{
    QStringList all;
    for (const Box &box : m_boxes) {
        if (box.isCode)
            all.append(codeIn(box));
    }
    return all.join(u"\n\n");
}

int RowText::cursorAt(const QPointF &point) const
{
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (point.y() < line.y() + line.height() || i == m_layout->lineCount() - 1)
            return line.xToCursor(point.x());
    }
    return 0;
}

const Link *RowText::linkAt(const QPointF &point) const
{
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (!line.naturalTextRect().contains(point))
            continue;
        const int position = line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
        for (const Link &link : m_links) {
            if (position >= link.start && position < link.start + link.length)
                return &link;
        }
    }
    return nullptr;
}

} // namespace parley::ui
