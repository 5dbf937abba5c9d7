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

/// Whether an answer with \a status can bring a token: any 2xx, among them 201, which some
/// frameworks answer to each POST.
[[nodiscard]] bool isGoodStatus(int status);

/// Reads the body of a good answer (rule 'answerLimits'). The body decides, not its type: it is
/// exactly one JWT, or a JSON object with the JWT in `token`, `accessToken`, `access_token` or
/// `jwt` (the first of these that holds a text), and perhaps a `session`. A byte order mark, and
/// blanks around the body and the token, do not count. \a contentType only helps to name what else
/// came.
[[nodiscard]] std::variant<TokenAnswer, TokenError> readTokenAnswer(const QByteArray &contentType,
                                                                    const QByteArray &body);

/// The error that an answer with another status than 2xx means. \a serverNow: see
/// parseRetryAfter().
[[nodiscard]] TokenError errorOfStatus(int status, const QByteArray &retryAfter,
                                       WallTime serverNow);

/// May stand in an Authorization header as it is: printable ASCII without blanks, not too long.
[[nodiscard]] bool isHeaderSafe(const QString &secret);

} // namespace parley
