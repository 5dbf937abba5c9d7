// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "token/tokenerror.h"

#include <QCoreApplication>

#include <variant>
#include <vector>

namespace parley {

/// One sentence about a token: English text with the blanks `%1`, `%2` … and what fills them. A
/// user interface translates the text in the context "parley::TokenSentence" and writes times and
/// durations in its own way; english() does it for programs.
struct TokenSentence
{
    Q_DECLARE_TR_FUNCTIONS(parley::TokenSentence)

public:
    /// A moment that needs its date.
    struct DayAndTime
    {
        WallTime at {};
        bool operator==(const DayAndTime &) const = default;
    };
    using Blank = std::variant<int, std::chrono::milliseconds, WallTime, DayAndTime>;

    /// What happened. \a now is this computer's clock. Never text of a server.
    [[nodiscard]] static TokenSentence cause(const TokenError &error, WallTime now);
    /// Why a text is not a token.
    [[nodiscard]] static TokenSentence flaw(TokenError::Malformation malformation);
    /// What the user, or the people who run the back end, should check; empty where the error says
    /// all that can be done.
    [[nodiscard]] static TokenSentence advice(const TokenError &error);

    const char *text = ""; ///< empty: there is nothing to say
    std::vector<Blank> blanks {};

    [[nodiscard]] bool isEmpty() const { return *text == '\0'; }
};

/// Times in ISO 8601 (UTC), durations as `20 s`, `48 min`, `3 h`, rounded up.
[[nodiscard]] QString english(const TokenSentence &sentence);

} // namespace parley
