// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenadmission.h"

#include <vector>

namespace parley {

/// What is unusual about a token, although it may be used: advice for those who run the back end.
enum class TokenRemark {
    AccountSidForm, ///< `sub` is not AC and 32 hex digits
    KeySidForm, ///< `iss` is not SK and 32 hex digits
    ServiceSidForm, ///< the service of the grant is not IS and 32 hex digits
    ShortLife, ///< lives less than the three minutes that Twilio documents
    NoIssueTime, ///< no `iat`: the life is counted from the receipt
};

[[nodiscard]] std::vector<TokenRemark> tokenRemarks(const AccessToken &token, WallTime serverNow);

} // namespace parley
