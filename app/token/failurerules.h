// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenerror.h"

namespace parley {

/// What one failed attempt means for the next one: the decision table of R6, R7, R9, R10 and R11.
struct FailureRule
{
    enum class Pace {
        BackOff, ///< R6, or Retry-After where the answer had one (R7)
        Unauthorized, ///< R9
        Minute, ///< a portal in between: it will not go away within seconds
        Slow, ///< R11: every five minutes
        Never, ///< R10: only a new sign-in helps
    };
    enum class Blocking {
        No,
        WithoutToken, ///< R11: Blocked, and no further try, once no token is usable
        Always, ///< someone else's token: Blocked at once, tries go on slowly
    };

    Pace pace = Pace::BackOff;
    Blocking blocking = Blocking::No;
    /// The server may not know of the attempt, so its retry is the same one (Idempotency-Key).
    bool repeatsRequest = false;
};

[[nodiscard]] FailureRule ruleFor(TokenError::Code code);

} // namespace parley
