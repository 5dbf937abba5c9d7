// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QByteArray>

#include <optional>

namespace parley {

/// An HTTP date (RFC 9110, 5.6.7) in any of its three forms; empty if it is none.
[[nodiscard]] std::optional<WallTime> parseHttpDate(const QByteArray &text);

/// The wait that a Retry-After header asks for: seconds, or a date on the server's clock \a
/// serverNow. A date that has passed is a wait of zero; empty if the header is neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &text,
                                                                       WallTime serverNow);

} // namespace parley
