// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/advice/tokensentence.h"
#include "token/tokentypes.h"

#include <QStringList>

namespace parley {

/// Why the token is as it is, in plain sentences: what happened last, how the token stands, what
/// Parley does next, and what the user can do.
struct TokenExplanation
{
    enum class Tone {
        Fine, ///< nothing is wrong
        Trouble, ///< something failed, and Parley goes on by itself
        Stopped, ///< the user has to do something
    };
    enum class Part { Happened, Token, Next, Advice };
    struct Line
    {
        Part part {};
        TokenSentence sentence {};
    };

    WallTime at {}; ///< the moment that is explained, by this computer's clock
    Tone tone = Tone::Fine;
    std::vector<Line> lines {}; ///< in the order of the parts; the first one says the most
    /// When it began, by this computer's clock: the lines of the trace from then on tell the same
    /// in detail. Empty: nothing has happened yet.
    std::optional<WallTime> since {};
};

/// \a now is this computer's clock at the moment of \a snapshot.
[[nodiscard]] TokenExplanation explain(const TokenSnapshot &snapshot, WallTime now);

/// The sentences for programs.
[[nodiscard]] QStringList english(const TokenExplanation &explanation);

} // namespace parley
