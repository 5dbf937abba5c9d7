// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley::chat {

/// Whether nothing is drawn for \a c although Unicode counts it as a letter, a mark or a sign, or
/// has no character there. Spaces and characters of the category Format are not meant.
[[nodiscard]] constexpr bool isUndrawn(char32_t c)
{
    const bool isBlankLetter
        = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
    const bool isInvisibleMark
        = c == 0x034F || c == 0x17B4 || c == 0x17B5 || (c >= 0x180B && c <= 0x180F);
    const bool isNoCharacter = (c >= 0xE0000 && c <= 0xE0FFF) || (c >= 0xFFF0 && c <= 0xFFF8)
        || c == 0x2065 || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return isBlankLetter || isInvisibleMark || isNoCharacter;
}

} // namespace parley::chat
