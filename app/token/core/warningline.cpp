// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/warningline.h"

#include <algorithm>

namespace parley {

namespace {

using Millis = std::chrono::milliseconds;

/// Whether \a elapsed has reached \a limit; if not yet, notes when it will have.
bool reached(const std::optional<Millis> &elapsed, Millis limit, std::optional<Millis> &lookAgainIn)
{
    if (!elapsed)
        return false;
    if (*elapsed >= limit)
        return true;
    lookAgainIn = std::min(lookAgainIn.value_or(Millis::max()), limit - *elapsed);
    return false;
}

} // namespace

WarningVerdict judgeWarning(const WarningInput &input, const RefreshPolicy &policy)
{
    using Warning = TokenTypes::Warning;
    WarningVerdict verdict;
    if (input.needsSignIn)
        return { Warning::SignInNeeded, {} };
    if (input.isBlocked)
        return { Warning::Blocked, {} };
    if (reached(input.offlineFor, policy.warnWithoutToken, verdict.lookAgainIn))
        return { Warning::Offline, {} };
    // A line that says 'failing' changes its text when the token runs out; it does not blink.
    if (reached(input.withoutTokenFor, input.isFailureShown ? Millis(0) : policy.warnWithoutToken,
                verdict.lookAgainIn))
        verdict.warning = Warning::NoToken;
    else if (input.failingFor && !input.withoutTokenFor
             && (reached(input.failingFor, policy.warnAfter, verdict.lookAgainIn)
                 || reached(policy.warnWhenLeft - input.left, Millis(0), verdict.lookAgainIn)))
        verdict.warning = Warning::RefreshFailing;
    else if (input.isShortLived)
        verdict.warning = Warning::ShortLife;
    return verdict;
}

} // namespace parley
