// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/endpointdoctor.h"

#include <vector>

/// The endpoint doctor's judgement of one answer: pure functions, no token and no secret in any
/// text.
namespace parley::tokenchecks {

using Check = EndpointDoctor::Check;

/// What a token end point answered.
struct Answer
{
    int status = 0;
    QByteArray contentType {};
    QByteArray body {};
    std::optional<WallTime> serverTime {}; ///< HTTP `Date`
};

[[nodiscard]] Check status(const Answer &answer);
[[nodiscard]] Check contentType(const Answer &answer);
/// The JWT of a raw or a JSON answer; empty: none found.
[[nodiscard]] QByteArray jwtOf(const Answer &answer);
/// The `session` of a JSON answer; empty: none.
[[nodiscard]] QString sessionOf(const Answer &answer);
/// From `jwt` to `clock`, in the contract's order; only the first if that fails.
[[nodiscard]] std::vector<Check> token(const Answer &answer, const QString &identity, WallTime now);

} // namespace parley::tokenchecks
