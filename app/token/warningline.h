// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/refreshpolicy.h"
#include "token/tokenmanager.h"

namespace parley {

/// What rule R15 looks at; durations are 'since when', empty: not so.
struct WarningInput
{
    bool needsSignIn = false;
    bool blocked = false;
    std::optional<std::chrono::milliseconds> offlineFor {};
    std::optional<std::chrono::milliseconds> withoutTokenFor {};
    std::optional<std::chrono::milliseconds> failingFor {};
    std::chrono::milliseconds left {}; ///< of the usable token
    bool failureShown = false; ///< RefreshFailing is what the line says now
    bool shortLife = false; ///< tokens run out before R4 allows to refresh them in time
};

struct WarningVerdict
{
    std::optional<TokenManager::Warning> warning {};
    /// When time alone may change the verdict.
    std::optional<std::chrono::milliseconds> lookAgainIn {};
};

/// Which line the status bar shows: one at most, the most useful one.
[[nodiscard]] WarningVerdict judgeWarning(const WarningInput &input, const RefreshPolicy &policy);

} // namespace parley
