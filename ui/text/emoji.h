// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QString>
#include <QTextLayout>

#include <vector>

class QPainter;

namespace parley::ui {

/// What joins and changes emoji: two into one, into colour, into a key.
namespace emoji {
constexpr char32_t Joiner = 0x200D;
constexpr char32_t ColorVariation = 0xFE0F;
constexpr char32_t KeyCap = 0x20E3;
} // namespace emoji

/// A run of emoji in a text, in UTF-16 units.
struct EmojiRun
{
    int start = 0;
    int length = 0;

    bool operator==(const EmojiRun &) const = default;
};

/// Where emoji stand in \a text, with everything that joins and tints them.
[[nodiscard]] std::vector<EmojiRun> findEmoji(const QString &text);
/// True for a few emoji with nothing but spaces between them.
[[nodiscard]] bool isEmojiOnly(const QString &text);
/// \a base, with the platform's colour emoji first: many text fonts have some of them in black.
[[nodiscard]] QFont emojiFont(const QFont &base);
/// \a font for the emoji of \a text, the first \a most of them.
[[nodiscard]] QList<QTextLayout::FormatRange> emojiFormats(const QString &text, const QFont &font,
                                                           qsizetype most);
/// Draws \a text as QPainter::drawText() does, in one line that is cut with … where it does not
/// fit, and its emoji in colour. \a flags: an alignment; left and right are absolute.
void drawLine(QPainter &painter, const QRectF &rect, int flags, const QString &text);

} // namespace parley::ui
