// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/httptokenprovider.h"

#include <QByteArray>

#include <optional>

namespace parley {

class TokenManager;

/// What the keychain keeps of one sign-in. A secret as a whole: never logged.
struct SignInEntry
{
    TokenCredential credential {};
    QByteArray jwt {}; ///< the current access token, so that a restart in its life needs no request

    /// As versioned JSON. A back end's session is kept instead of the password, never beside it.
    /// Without the token if the whole would be longer than \a limit (0: no limit).
    [[nodiscard]] QByteArray encoded(qsizetype limit) const;
    /// Empty: corrupt, or written by a later version.
    [[nodiscard]] static std::optional<SignInEntry> decoded(const QByteArray &secret);
    /// The token, if it ends later than every one that \a tokens has had, and is not so old that it
    /// would have to be replaced soon.
    [[nodiscard]] std::optional<AccessToken> newerToken(const TokenManager &tokens,
                                                        WallTime wallNow) const;

    bool operator==(const SignInEntry &) const = default;
};

} // namespace parley
