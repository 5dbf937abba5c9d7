// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <variant>

namespace parley {

/// Who a token has to be for; an empty text is not pinned yet.
struct TokenPins
{
    QString identity {};
    QString accountSid {};
    QString serviceSid {};

    bool operator==(const TokenPins &) const = default;
};

/// Rule R13: may a token that has come replace the one in use? Pure; knows no clock.
class TokenAdmission
{
public:
    static constexpr std::chrono::milliseconds MinimumLeft = std::chrono::seconds(30);
    static constexpr std::chrono::milliseconds MaximumLife
        = std::chrono::hours(24) + std::chrono::seconds(60);
    static constexpr std::chrono::milliseconds NotBeforeLeeway = std::chrono::seconds(5);
    static constexpr std::chrono::milliseconds LongestHold = std::chrono::seconds(60);

    enum class Origin {
        Fetched, ///< from the provider or a cache: has to be better than what we have
        Given, ///< set by the user or a program, who may want a shorter one: has to be alive
    };

    /// The token in use.
    struct Current
    {
        AccessToken token;
        std::chrono::milliseconds life {}; ///< R1
        bool replaceable = false; ///< was rejected or has expired
    };

    struct Admit
    { };
    /// Good, but only from `until` on (server time).
    struct Hold
    {
        WallTime until {};
    };
    using Verdict = std::variant<Admit, Hold, TokenError>;

    [[nodiscard]] static Verdict judge(const AccessToken &candidate, Origin origin,
                                       const TokenPins &pins, const std::optional<Current> &current,
                                       WallTime serverNow);

    /// R1: exp - iat; without iat, what is left at receipt.
    [[nodiscard]] static std::chrono::milliseconds lifeOf(const AccessToken &token,
                                                          WallTime serverNow);
};

} // namespace parley
