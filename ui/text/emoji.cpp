// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/emoji.h"

#include <QStringList>

namespace parley::ui {
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

constexpr char32_t Joiner = 0x200D;
constexpr char32_t EmojiVariation = 0xFE0F;
constexpr char32_t KeyCap = 0x20E3;

bool isEmoji(char32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || c == 0x231A || c == 0x231B || c == 0x2705
        || c == 0x2728 || c == 0x274C || c == 0x2B50 || c == 0x2615 || c == 0x26BD || c == 0x26A1;
}

/// Belongs to the emoji before it.
bool continuesEmoji(char32_t c)
{
    return c == Joiner || c == EmojiVariation || c == KeyCap || (c >= 0xE0020 && c <= 0xE007F);
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
        // Signs that are text by themselves (a heart, a sun) become emoji by the variation behind
        // them.
        const bool varied = next < text.size() && codePointAt(text, next).value == EmojiVariation;
        const bool belongs = inRun && (joined || continuesEmoji(point.value));
        if (isEmoji(point.value) || varied || belongs) {
            if (!inRun)
                runs.push_back({ int(i), 0 });
            inRun = true;
            runs.back().length = int(next) - runs.back().start;
        } else {
            inRun = false;
        }
        joined = point.value == Joiner;
        i = next;
    }
    return runs;
}

QFont emojiFont(const QFont &base)
{
    QFont font = base;
    QStringList families { QStringLiteral("Noto Color Emoji"), QStringLiteral("Apple Color Emoji"),
                           QStringLiteral("Segoe UI Emoji") };
    families += base.families();
    font.setFamilies(families);
    return font;
}

} // namespace parley::ui
