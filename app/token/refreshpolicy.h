// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

namespace parley {

/// When to refresh and how long to wait: pure figures and functions, the only place that has them.
/// The defaults are the rules R2 to R8 and R13 to R15 of the lifecycle; documented() gives the
/// plain behaviour of Twilio's documentation (refresh at exp - 180 s, no jitter).
struct RefreshPolicy
{
    using Millis = std::chrono::milliseconds;

    /// Fixed lead instead of the computed one of R2, if set.
    std::optional<Millis> fixedLead {};
    bool jitter = true;

    Millis aboutToExpireLead = std::chrono::seconds(180);
    Millis successFloor
        = std::chrono::seconds(30); ///< R4, between a success and the next automatic fetch
    Millis rejectedFloor
        = std::chrono::seconds(5); ///< R4, if the server rejected the current token
    Millis attemptDeadline = std::chrono::seconds(15); ///< R5
    /// How long a service that runs on the token may have the first word at exp: our estimate of
    /// its clock comes from HTTP dates and is no better than their whole seconds.
    Millis serviceWordFirst = std::chrono::seconds(1);
    Millis configurationRetry = std::chrono::minutes(5); ///< R11
    Millis unauthorizedRetry = std::chrono::seconds(5); ///< R9
    Millis maxRetryAfter = std::chrono::minutes(15); ///< R7
    Millis budgetWindow = std::chrono::minutes(5); ///< R8
    int budgetStarts = 12; ///< R8
    Millis warnAfter = std::chrono::seconds(30); ///< R15, time in Degraded
    Millis warnWhenLeft = std::chrono::minutes(5); ///< R15
    Millis warnWithoutToken = std::chrono::seconds(2); ///< R15

    [[nodiscard]] static RefreshPolicy documented();

    /// R2, for a token of life \a lifetime.
    [[nodiscard]] Millis lead(Millis lifetime) const;
    /// R3: how long before exp the refresh starts, \a random in [0, 1).
    [[nodiscard]] Millis refreshBeforeExpiry(Millis lifetime, double random) const;
    /// R6: the wait after failure number \a attempt (1, 2, …).
    [[nodiscard]] Millis backOff(int attempt, double random) const;
    /// R7: the wait when the server sent Retry-After.
    [[nodiscard]] Millis waitFor(Millis retryAfter, Millis backOff, double random) const;
};

} // namespace parley
