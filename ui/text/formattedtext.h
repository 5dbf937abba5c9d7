// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

namespace parley::ui {

/// A message in the subset of Markdown that Parley shows: bold, italic, struck out, code, code
/// blocks, quotes, lists and links. Each line stays a line, and a number stays what was typed. A
/// link says where it leads: `[words](address)` is shown as `words (address)`. HTML, pictures and
/// entities are text.
struct FormattedText
{
    struct Span
    {
        int start = 0;
        int length = 0;
        bool isBold = false;
        bool isItalic = false;
        bool isStruckOut = false;
        bool isCode = false;

        bool operator==(const Span &) const = default;
    };
    /// One line, or the lines of a block of code.
    struct Block
    {
        int start = 0;
        int length = 0;
        bool isCode = false;
        int quoteDepth = 0;
        int listDepth = 0; ///< 0: no list
        int markerLength = 0; ///< characters of the bullet or number, with the blank behind it

        bool operator==(const Block &) const = default;
    };

    /// Longer texts, texts of more lines and texts with more marks are shown as they were written:
    /// what it costs to read a message has a limit.
    static constexpr qsizetype MaxLength = 20'000;
    static constexpr int MaxLines = 500;
    static constexpr int MaxMarks = 1'000;
    static constexpr int MaxDepth = 5; ///< of quotes and lists; what is deeper stays as written

    QString text {}; ///< as it is shown, lines separated by U+000A
    std::vector<Span> spans {}; ///< in their order, none inside a block of code
    std::vector<Block> blocks {}; ///< in their order; empty: nothing is formatted

    [[nodiscard]] bool isPlain() const { return blocks.empty(); }
    /// \a body as ShownText::body() gives it.
    [[nodiscard]] static FormattedText read(const QString &body);
    [[nodiscard]] static FormattedText plain(const QString &body) { return { body }; }
    /// Makes room for \a inserted more characters at \a position.
    void shift(int position, int inserted);
};

} // namespace parley::ui
