// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/advice/endpointdoctor.h"
#include "token/http/tokenexchange.h"
#include "token/tokenadmission.h"

#include <vector>

/// What the endpoint doctor says of one exchange: pure functions, no token and no secret in any
/// text. They judge nothing: the exchange has read the answer, TokenAdmission has judged the token.
namespace parley::tokenchecks {

using Check = EndpointDoctor::Check;

/// What was asked for, and when.
struct Question
{
    QUrl url {};
    QString identity {};
    WallTime localNow {};
};

/// From `reached` to `clock`, in the contract's order; those that cannot be made are left out.
[[nodiscard]] std::vector<Check> checks(const TokenExchangeResult &result,
                                        const Question &question);
/// The server's time as the token manager takes it: the `Date` of the answer if that can be right.
[[nodiscard]] WallTime serverNow(const TokenExchangeResult &result, WallTime localNow);

} // namespace parley::tokenchecks
