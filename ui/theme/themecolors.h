// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPalette>

namespace parley::ui {

/// Every colour of one theme. Widgets get them from their palette through colorsFor(), so that a
/// change of the palette is all that a change of theme needs.
struct ThemeColors
{
    bool dark = false;
    QColor window {}; ///< frames, status bar, dialogs
    QColor panel {}; ///< lists and input fields
    QColor canvas {}; ///< behind the messages
    QColor text {};
    QColor mutedText {}; ///< second lines, times; on window, panel, canvas and selected
    QColor border {};
    QColor hover {};
    QColor selected {};
    QColor accent {}; ///< filled buttons, badges, own marks
    QColor accentText {}; ///< on accent
    QColor link {}; ///< links and accented words on window, panel and other bubbles
    QColor ownBubble {};
    QColor ownText {};
    QColor ownMuted {};
    QColor ownLink {};
    QColor otherBubble {};
    QColor otherText {};
    QColor otherMuted {};
    QColor mutedBadge {}; ///< unread count of a muted conversation
    QColor mutedBadgeText {};
    QColor warningBackground {};
    QColor warningText {};
    QColor caution {}; ///< words and marks of trouble that may pass, on window and panel
    QColor mark {}; ///< behind words that were looked for
    QColor markText {};
    QColor error {}; ///< words and marks of failure on window, panel and canvas
    QColor success {};
    QColor disabledText {};
};

[[nodiscard]] const ThemeColors &lightColors();
[[nodiscard]] const ThemeColors &darkColors();
/// The theme that \a palette belongs to, by its lightness.
[[nodiscard]] const ThemeColors &colorsFor(const QPalette &palette);
/// Behind code, on bubbles of both kinds: a tint of what is there.
[[nodiscard]] QColor codeBackground(const ThemeColors &colors);
[[nodiscard]] QPalette paletteFor(const ThemeColors &colors);

} // namespace parley::ui
