// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/emoji.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace parley::ui {

using namespace Qt::StringLiterals;
namespace {

struct CodePoint
{
    char32_t value = 0;
    int length = 1; ///< in UTF-16 units
};

CodePoint codePointAt(const QString &text, qsizetype position)
{
    const QChar first = text.at(position);
    if (first.isHighSurrogate() && position + 1 < text.size()
        && text.at(position + 1).isLowSurrogate())
        return { QChar::surrogateToUcs4(first, text.at(position + 1)), 2 };
    return { first.unicode(), 1 };
}

/// Outside the blocks of emoji: what is shown as one without a variation behind it (Unicode's
/// property Emoji_Presentation).
struct Range
{
    char32_t first;
    char32_t last;
};
constexpr Range Presented[] = {
    { 0x231A, 0x231B }, { 0x23E9, 0x23EC },   { 0x23F0, 0x23F0 }, { 0x23F3, 0x23F3 },
    { 0x25FD, 0x25FE }, { 0x2614, 0x2615 },   { 0x2648, 0x2653 }, { 0x267F, 0x267F },
    { 0x2693, 0x2693 }, { 0x26A1, 0x26A1 },   { 0x26AA, 0x26AB }, { 0x26BD, 0x26BE },
    { 0x26C4, 0x26C5 }, { 0x26CE, 0x26CE },   { 0x26D4, 0x26D4 }, { 0x26EA, 0x26EA },
    { 0x26F2, 0x26F3 }, { 0x26F5, 0x26F5 },   { 0x26FA, 0x26FA }, { 0x26FD, 0x26FD },
    { 0x2705, 0x2705 }, { 0x270A, 0x270B },   { 0x2728, 0x2728 }, { 0x274C, 0x274C },
    { 0x274E, 0x274E }, { 0x2753, 0x2755 },   { 0x2757, 0x2757 }, { 0x2795, 0x2797 },
    { 0x27B0, 0x27B0 }, { 0x27BF, 0x27BF },   { 0x2B1B, 0x2B1C }, { 0x2B50, 0x2B50 },
    { 0x2B55, 0x2B55 }, { 0x1F000, 0x1FAFF },
};

bool isEmoji(char32_t c)
{
    if (c < Presented[0].first)
        return false; // nearly always
    return std::any_of(std::begin(Presented), std::end(Presented),
                       [c](const Range &range) { return c >= range.first && c <= range.last; });
}

/// Belongs to the emoji before it.
bool continuesEmoji(char32_t c)
{
    return c == emoji::Joiner || c == emoji::ColorVariation || c == emoji::KeyCap
        || (c >= 0xE0020 && c <= 0xE007F);
}

/// Signs that are text by themselves (a heart, a sun, a digit) become emoji by what is behind them,
/// at \a next: a variation, a key cap, or a joiner with an emoji.
bool isMadeEmoji(const QString &text, qsizetype next)
{
    if (next >= text.size())
        return false;
    const char32_t c = codePointAt(text, next).value;
    if (c == emoji::ColorVariation || c == emoji::KeyCap)
        return true;
    return c == emoji::Joiner && next + 1 < text.size()
        && isEmoji(codePointAt(text, next + 1).value);
}

} // namespace

std::vector<EmojiRun> findEmoji(const QString &text)
{
    std::vector<EmojiRun> runs;
    bool inRun = false;
    bool joined = false; // whatever follows a joiner is part of the emoji
    for (qsizetype i = 0; i < text.size();) {
        const CodePoint point = codePointAt(text, i);
        const qsizetype next = i + point.length;
        const bool varied = isMadeEmoji(text, next);
        const bool belongs = inRun && (joined || continuesEmoji(point.value));
        if (isEmoji(point.value) || varied || belongs) {
            if (!inRun)
                runs.push_back({ int(i), 0 });
            inRun = true;
            runs.back().length = int(next) - runs.back().start;
        } else {
            inRun = false;
        }
        joined = point.value == emoji::Joiner;
        i = next;
    }
    return runs;
}

bool isEmojiOnly(const QString &text)
{
    // A family of four is one emoji of eleven units; what is longer than this is a pattern.
    constexpr qsizetype MaxUnits = 40;
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > MaxUnits)
        return false;
    qsizetype position = 0;
    for (const EmojiRun &run : findEmoji(trimmed)) {
        for (; position < run.start; ++position) {
            if (!trimmed.at(position).isSpace())
                return false;
        }
        position = run.start + run.length;
    }
    return position == trimmed.size();
}

QFont emojiFont(const QFont &base)
{
    QFont font = base;
    QStringList families { u"Noto Color Emoji"_s, u"Apple Color Emoji"_s, u"Segoe UI Emoji"_s };
    families += base.families();
    font.setFamilies(families);
    return font;
}

QList<QTextLayout::FormatRange> emojiFormats(const QString &text, const QFont &font, qsizetype most)
{
    QList<QTextLayout::FormatRange> formats;
    for (const EmojiRun &run : findEmoji(text)) {
        if (formats.size() == most)
            break;
        QTextLayout::FormatRange range;
        range.start = run.start;
        range.length = run.length;
        range.format.setFont(font);
        formats.append(range);
    }
    return formats;
}

void drawLine(QPainter &painter, const QRectF &rect, int flags, const QString &text)
{
    constexpr qsizetype MostRuns = 60;
    const QFontMetricsF metrics(painter.font());
    const auto draw = [&](const QString &line) { painter.drawText(rect, flags, line); };
    if (findEmoji(text).empty()) {
        draw(metrics.elidedText(text, Qt::ElideRight, rect.width()));
        return;
    }
    const QFont emoji = emojiFont(painter.font());
    const auto layOut = [&](QTextLayout &layout) {
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setTextDirection(layout.text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        layout.setTextOption(option);
        layout.setFormats(emojiFormats(layout.text(), emoji, MostRuns));
        layout.beginLayout();
        layout.createLine().setNumColumns(int(layout.text().size()));
        layout.endLayout();
        return layout.lineAt(0).naturalTextWidth();
    };
    QTextLayout layout(text, painter.font());
    qreal width = layOut(layout);
    if (width > rect.width()) {
        // An emoji may be wider or narrower than its stand-in in the font of the text.
        const qreal room = rect.width() - (width - metrics.horizontalAdvance(text));
        layout.setText(metrics.elidedText(text, Qt::ElideRight, std::max(0.0, room)));
        width = layOut(layout);
    }
    const bool isRight = (flags & Qt::AlignRight) != 0;
    const bool isCenter = (flags & Qt::AlignHCenter) != 0;
    const qreal x = isRight ? rect.right() - width
        : isCenter          ? rect.center().x() - width / 2
                            : rect.left();
    const QTextLine line = layout.lineAt(0);
    const qreal y = (flags & Qt::AlignTop) != 0 ? rect.top()
        : (flags & Qt::AlignBottom) != 0        ? rect.bottom() - line.height()
                                                : rect.center().y() - line.height() / 2;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    layout.draw(&painter, QPointF(x, y));
    painter.restore();
}

} // namespace parley::ui
