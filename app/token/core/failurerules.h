// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/requestpacing.h"
#include "token/tokenconsumer.h"
#include "token/tokentypes.h"

namespace parley {

/// What one failed attempt means for the next one: the decision table of the rules backOff,
/// retryAfter, unauthorized, accessRefused and configurationError.
struct FailureRule
{
    enum class Pace {
        BackOff, ///< 2, 4, 8 … s, or Retry-After where the answer had one
        Unauthorized, ///< one more try, then a new sign-in
        Minute, ///< a captive portal: it will not go away within seconds
        Slow, ///< every five minutes
        Never, ///< only a new sign-in helps
        None, ///< not the outcome of a request
    };
    enum class Blocking {
        No,
        WithoutToken, ///< Blocked, and no further try, once no token is usable
        Always, ///< Blocked at once; tries go on slowly
    };

    Pace pace = Pace::BackOff;
    Blocking blocking = Blocking::No;
    /// The server may not know of the attempt, so the retry carries the same Idempotency-Key.
    bool repeatsRequest = false;
};

[[nodiscard]] FailureRule ruleFor(TokenError::Code code);

/// An attempt that has failed, and what its consequences depend on.
struct FailedAttempt
{
    const TokenError &error;
    bool isSecondUnauthorized = false; ///< status 401 came before, in the same row
    bool hasCredentialChanged = false; ///< the provider has another one now
    bool hasToken = false; ///< a token is usable
    int backOffStep = 1;
    double random = 0.0; ///< in [0, 1)
};

/// What follows from a failed attempt.
struct FailureResponse
{
    std::optional<std::chrono::milliseconds> wait {}; ///< until the next attempt; empty: none comes
    bool bindsUser = false; ///< Retry-After: the user has to wait as well
    bool isSlow = false; ///< other automatic attempts wait for RefreshPolicy::configurationRetry
    bool blocks = false; ///< the state becomes Blocked
    std::optional<TokenTypes::SignInReason> signIn {}; ///< a new one is required
};

[[nodiscard]] FailureResponse responseTo(const FailedAttempt &failed, const RefreshPolicy &policy);

// The errors that the lifecycle itself gives.
[[nodiscard]] TokenError cancelledError(const QString &detail);
[[nodiscard]] TokenError notSignedInError();
[[nodiscard]] TokenError offlineError();
[[nodiscard]] TokenError throttledError(RequestPacing::Refusal why, std::chrono::milliseconds wait);
/// What a service's refusal of a token means.
[[nodiscard]] TokenError refusalError(const TokenRejection &rejection);

} // namespace parley
