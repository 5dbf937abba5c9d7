// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenadmission.h"

#include <algorithm>

namespace parley {

namespace {

using Code = TokenError::Code;

TokenError refuse(Code code, const char *detail)
{
    return { .code = code, .detail = QLatin1String(detail) };
}

std::optional<TokenError> kindProblem(const AccessToken &candidate)
{
    if (candidate.algorithm() != QLatin1String("HS256"))
        return refuse(Code::WrongAlgorithm, "the token's alg is not HS256");
    const QString type = candidate.contentType().section(QLatin1Char(';'), 0, 0).trimmed();
    if (type != QLatin1String("twilio-fpa"))
        return refuse(Code::WrongAlgorithm, "the token's cty is not twilio-fpa");
    return {};
}

std::optional<TokenError> pinProblem(const AccessToken &candidate, const TokenPins &pins)
{
    if (!pins.identity.isEmpty() && candidate.identity() != pins.identity)
        return refuse(Code::WrongIdentity, "the token is for another identity");
    if (!pins.accountSid.isEmpty() && candidate.accountSid() != pins.accountSid)
        return refuse(Code::WrongService, "the token is for another account");
    if (candidate.serviceSid().isEmpty())
        return refuse(Code::WrongService, "the token has no chat grant with a service sid");
    if (!pins.serviceSid.isEmpty() && candidate.serviceSid() != pins.serviceSid)
        return refuse(Code::WrongService, "the token is for another chat service");
    return {};
}

std::optional<TokenError> newnessProblem(const AccessToken &candidate,
                                         TokenAdmission::Origin origin,
                                         std::chrono::milliseconds life,
                                         const TokenAdmission::Current &current)
{
    if (candidate == current.token)
        return refuse(Code::NotNewer, "the same token again");
    // A shorter life is the back end's new setting, not an older token.
    if (origin == TokenAdmission::Origin::Given || current.replaceable || life < current.life
        || candidate.expiresAt() > current.token.expiresAt())
        return {};
    return refuse(Code::NotNewer, "the token does not live longer than the current one");
}

} // namespace

TokenAdmission::Verdict TokenAdmission::judge(const AccessToken &candidate, Origin origin,
                                              const TokenPins &pins,
                                              const std::optional<Current> &current,
                                              WallTime serverNow)
{
    using std::chrono::milliseconds;
    const milliseconds life = lifeOf(candidate, serverNow);
    const milliseconds minimumLeft = origin == Origin::Fetched ? MinimumLeft : milliseconds(1);

    if (const auto problem = kindProblem(candidate))
        return *problem;
    if (life > MaximumLife)
        return refuse(Code::LifetimeTooLong, "the token lives longer than 24 hours");
    if (const auto problem = pinProblem(candidate, pins))
        return *problem;
    if (candidate.expiresAt() - serverNow < minimumLeft)
        return refuse(Code::AlreadyExpired, "the token has expired, or is about to within 30 s");
    if (current) {
        if (const auto problem = newnessProblem(candidate, origin, life, *current))
            return *problem;
    }
    if (const auto notBefore = candidate.notBefore();
        notBefore && *notBefore > serverNow + NotBeforeLeeway) {
        if (*notBefore > serverNow + LongestHold)
            return refuse(Code::NotYetValid, "the token's nbf is more than 60 s ahead");
        return Hold { *notBefore };
    }
    return Admit {};
}

std::chrono::milliseconds TokenAdmission::lifeOf(const AccessToken &token, WallTime serverNow)
{
    return std::max(std::chrono::milliseconds(0),
                    token.lifetime().value_or(token.expiresAt() - serverNow));
}

} // namespace parley
