// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

namespace parley {

/// All figures of the token lifecycle, and the pure functions over them. RULES.md explains each
/// rule by the name that stands here. The defaults refresh well before the end of a token;
/// documented() gives the plain behaviour of Twilio's documentation.
struct RefreshPolicy
{
    using Millis = std::chrono::milliseconds;

    /// The waits of the rule backOff do not grow after this failure.
    static constexpr int LastBackOffStep = 6;

    /// Rule refreshLead: this instead of the computed lead, if set.
    std::optional<Millis> fixedLead {};
    bool jitter = true; ///< rule refreshJitter

    Millis aboutToExpireLead = std::chrono::seconds(180);
    /// Rule requestFloor, between a success and the next automatic request.
    Millis successFloor = std::chrono::seconds(30);
    /// Rule requestFloor, where a service refused the current token or none is usable.
    Millis rejectedFloor = std::chrono::seconds(5);
    /// Between two tokens, because their dates count whole seconds. Not part of an attempt.
    Millis tokenGranularity = std::chrono::seconds(1);
    Millis attemptDeadline = std::chrono::seconds(15); ///< rule attemptDeadline
    /// How long a service that runs on the token may have the first word at its end: our estimate
    /// of the server's clock comes from HTTP dates and is no better than their whole seconds.
    Millis serviceWordFirst = std::chrono::seconds(1);
    /// A token that was accepted and whose session ended sooner counts as refused.
    Millis shortestSession = std::chrono::seconds(60);
    /// How far two clocks may be apart at the end of a token.
    Millis expiryTolerance = std::chrono::seconds(5);
    Millis configurationRetry = std::chrono::minutes(5); ///< rule configurationError
    Millis unauthorizedRetry = std::chrono::seconds(5); ///< rule unauthorized
    Millis keychainWait = std::chrono::seconds(3); ///< rule keychainWait
    Millis maxRetryAfter = std::chrono::minutes(15); ///< rule retryAfter
    Millis wakeDelay = std::chrono::seconds(3); ///< rule wakeAudit
    Millis budgetWindow = std::chrono::minutes(5); ///< rule requestBudget
    int budgetStarts = 12; ///< rule requestBudget
    Millis warnAfter = std::chrono::seconds(30); ///< rule warningLine, from the first failure
    Millis warnWhenLeft = std::chrono::minutes(5); ///< rule warningLine
    Millis warnWithoutToken = std::chrono::seconds(2); ///< rule warningLine

    /// Refreshes three minutes before the end, without jitter.
    [[nodiscard]] static RefreshPolicy documented();

    /// Rule refreshLead, for a token of life \a lifetime.
    [[nodiscard]] Millis lead(Millis lifetime) const;
    /// How long before the end of the token the refresh starts, \a random in [0, 1).
    [[nodiscard]] Millis refreshBeforeExpiry(Millis lifetime, double random) const;
    /// Rule backOff: the wait after failure number \a attempt (1, 2, …).
    [[nodiscard]] Millis backOff(int attempt, double random) const;
    /// Rule retryAfter: the wait when the server sent Retry-After.
    [[nodiscard]] Millis waitFor(Millis retryAfter, Millis backOff, double random) const;
};

} // namespace parley
