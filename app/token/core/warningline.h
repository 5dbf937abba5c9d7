// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecycletypes.h"

namespace parley {

/// What rule warningLine looks at; durations are 'since when', empty: not so.
struct WarningInput
{
    bool needsSignIn = false;
    bool isBlocked = false;
    std::optional<std::chrono::milliseconds> offlineFor {};
    std::optional<std::chrono::milliseconds> withoutTokenFor {};
    std::optional<std::chrono::milliseconds> failingFor {};
    std::chrono::milliseconds left {}; ///< of the usable token
    bool isFailureShown = false; ///< the line says RefreshFailing or NoToken now
    bool isShortLived = false; ///< tokens expire before rule requestFloor lets them be refreshed
};

struct WarningVerdict
{
    std::optional<TokenTypes::Warning> warning {};
    /// When time alone may change the verdict.
    std::optional<std::chrono::milliseconds> lookAgainIn {};
};

/// Which line the status bar shows: one at most, the most useful one.
[[nodiscard]] WarningVerdict judgeWarning(const WarningInput &input, const RefreshPolicy &policy);

} // namespace parley
