// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "text/emoji.h"

#include <QSyntaxHighlighter>
#include <QTextDocument>

namespace parley::ui {

/// Shows emoji in colour while they are written; the text stays what it is.
class EmojiHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        constexpr qsizetype MostRuns = 500;
        const QFont font = emojiFont(document()->defaultFont());
        const auto formats = emojiFormats(text, font, MostRuns);
        for (const QTextLayout::FormatRange &range : formats)
            setFormat(range.start, range.length, range.format);
    }
};

} // namespace parley::ui
