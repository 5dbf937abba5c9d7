// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <variant>
#include <vector>

namespace parley {

/// Who the tokens of one sign-in are for; an empty text is not pinned yet. `serviceSid` is that of
/// the grant which TokenRequirements name.
struct TokenPins
{
    QString identity {};
    QString accountSid {};
    QString serviceSid {};

    bool operator==(const TokenPins &) const = default;
};

/// Rule 'admission': may a token that has come replace the one in use? Pure; knows no clock.
/// The token manager, the endpoint doctor and the token inspector all judge by it.
class TokenAdmission
{
public:
    static constexpr std::chrono::milliseconds MinimumLeft = std::chrono::seconds(30);
    static constexpr std::chrono::milliseconds MaximumLife
        = std::chrono::hours(24) + std::chrono::seconds(60);
    static constexpr std::chrono::milliseconds ShortestDocumentedLife = std::chrono::minutes(3);
    static constexpr std::chrono::milliseconds NotBeforeLeeway = std::chrono::seconds(5);
    static constexpr std::chrono::milliseconds LongestHold = std::chrono::seconds(60);
    /// A `Date` header that is further behind `iat` than this is wrong.
    static constexpr std::chrono::milliseconds MaximumDateLag = std::chrono::minutes(5);

    enum class Origin {
        Fetched, ///< from the provider: has to be better than what we have
        Cached, ///< kept from an earlier run: judged as a fetched one
        Given, ///< set by the user or a program, who may want a shorter one: has to be alive
    };

    /// The token in use.
    struct Current
    {
        AccessToken token;
        std::chrono::milliseconds life {}; ///< see lifeOf()
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
                                       WallTime serverNow,
                                       const TokenRequirements &requirements = {});
    /// Everything that speaks against \a candidate, the first that judge() names at the front.
    /// Empty: judge() admits or holds it, unless it is not newer than the current token.
    [[nodiscard]] static std::vector<TokenError>
    problems(const AccessToken &candidate, Origin origin, const TokenPins &pins, WallTime serverNow,
             const TokenRequirements &requirements = {});

    /// exp - iat; without iat, what is left at receipt. Never negative.
    [[nodiscard]] static std::chrono::milliseconds lifeOf(const AccessToken &token,
                                                          WallTime serverNow);
    /// Whether \a date, the `Date` header of the answer that brought \a token, can be the server's
    /// time: not far behind the token's `iat`, and not beyond the longest life a token can have.
    [[nodiscard]] static bool isBelievableDate(WallTime date, const AccessToken &token);
};

} // namespace parley
