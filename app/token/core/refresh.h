// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecycletypes.h"
#include "token/tokenadmission.h"

#include <algorithm>

namespace parley {

/// Whether \a reason says more to the user than \a other.
[[nodiscard]] inline bool outweighs(TokenTypes::UpdateReason reason, TokenTypes::UpdateReason other)
{
    return reason > std::max(other, TokenTypes::UpdateReason::Proactive);
}

/// One HTTP round trip, from its start to its outcome.
struct Attempt
{
    quint64 number = 0;
    TokenTypes::Trigger trigger = TokenTypes::Trigger::Start;
    TokenTypes::UpdateReason reason = TokenTypes::UpdateReason::Proactive;
    int attempt = 1; ///< within its refresh
    std::vector<TokenTypes::Trigger> joined {};
    MonotonicTime startedAt {}; ///< may be up to RefreshPolicy::tokenGranularity ahead
    quint64 newestGeneration = 0; ///< when the attempt started
    bool isBegun = false; ///< StartFetch was given out
    std::optional<TokenError> refusal {}; ///< status 401, while the credential is reloaded
    std::chrono::milliseconds slept {}; ///< not zero: the answer does not tell the server's time
    std::vector<CallId> calls {};
};

/// A token that came and is not admitted yet.
struct Candidate
{
    AccessToken token;
    TokenAdmission::Origin origin {};
    TokenTypes::UpdateReason reason {};
    int attempt = 1;
    quint64 newestGeneration = 0; ///< when its attempt started
    std::vector<CallId> calls {};
    bool wasEarly = false; ///< it came before its `nbf`
};

/// One or more attempts until a token is admitted: their cause, and how they have failed so far.
struct Refresh
{
    bool isOpen = false;
    TokenTypes::Trigger trigger = TokenTypes::Trigger::Deadline;
    TokenTypes::UpdateReason reason = TokenTypes::UpdateReason::Proactive;
    quint64 number = 0; ///< stands for the Idempotency-Key; 0: the next attempt takes a new one
    int failures = 0;
    int backOffStep = 0; ///< failures that count for the back-off: not those while offline
    std::optional<MonotonicTime> failingSince {};
    bool wasUnauthorized = false; ///< the next status 401 is the second in a row

    /// Opens it, or gives it the cause that says more to the user.
    void open(TokenTypes::Trigger why, TokenTypes::UpdateReason what)
    {
        if (!isOpen || outweighs(what, reason)) {
            trigger = why;
            reason = what;
        }
        isOpen = true;
    }
    /// Counts a failure, on top of those that came before the token which a service has refused.
    void fail(MonotonicTime now, int failedBefore = 0,
              const std::optional<MonotonicTime> &since = {})
    {
        isOpen = true;
        failures = std::max(failures, failedBefore) + 1;
        if (!failingSince)
            failingSince = since.value_or(now);
    }
};

} // namespace parley
