// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "token/tokenerror.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace parley {

/// What a good answer of the token end point holds. Both are secrets.
struct TokenAnswer
{
    QByteArray jwt {}; ///< as it came, not yet parsed
    QString session {}; ///< empty: the back end gave none
};

/// Reads an answer of status 2xx (rule R12): raw JWT as text, or JSON with the JWT in `token`,
/// `accessToken`, `access_token` or `jwt`, and perhaps a `session`.
[[nodiscard]] std::variant<TokenAnswer, TokenError> readTokenAnswer(const QByteArray &contentType,
                                                                    const QByteArray &body);

/// The error that an answer with another status than 2xx means. \a serverNow: see
/// parseRetryAfter().
[[nodiscard]] TokenError errorOfStatus(int status, const QByteArray &retryAfter,
                                       WallTime serverNow);

/// May stand in an Authorization header as it is: printable ASCII without blanks, not too long.
[[nodiscard]] bool isHeaderSafe(const QString &secret);

} // namespace parley
