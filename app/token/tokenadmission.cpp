// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenadmission.h"

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;

TokenError refuse(Code code, const char *detail)
{
    return { .code = code, .detail = QLatin1String(detail) };
}

std::optional<TokenError> kindProblem(const AccessToken &candidate)
{
    if (candidate.algorithm() != "HS256"_L1)
        return refuse(Code::WrongAlgorithm, "the token's alg is not HS256");
    const QString type = candidate.contentType().section(u';', 0, 0).trimmed();
    if (type != "twilio-fpa"_L1)
        return refuse(Code::WrongAlgorithm, "the token's cty is not twilio-fpa");
    return {};
}

std::optional<TokenError> accountProblem(const AccessToken &candidate, const QString &accountSid)
{
    if (accountSid.isEmpty() || candidate.accountSid() == accountSid)
        return {};
    return refuse(Code::WrongService, "the token is for another account");
}

std::optional<TokenError> grantProblem(const AccessToken &candidate,
                                       const TokenRequirements &requirements)
{
    const TokenGrant grant = requirements.grant;
    if (!candidate.hasGrant(grant))
        return refuse(Code::WrongService, "the token does not have the grant that is needed");
    const bool needsService = grant == TokenGrant::Chat || grant == TokenGrant::Sync;
    const QString service = candidate.serviceSidOf(grant);
    if (needsService && service.isEmpty())
        return refuse(Code::WrongService, "the token's grant names no service");
    if (!requirements.serviceSid.isEmpty() && service != requirements.serviceSid)
        return refuse(Code::WrongService, "the token is for another service");
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
                                              WallTime serverNow,
                                              const TokenRequirements &requirements)
{
    const std::vector<TokenError> found
        = problems(candidate, origin, pins, serverNow, requirements);
    // A later start matters least: a token that is not newer is no better once it has begun.
    const bool isOnlyEarly
        = found.empty() || (found.size() == 1 && found.front().code == Code::NotYetValid);
    if (!isOnlyEarly)
        return found.front();
    if (current) {
        const auto life = lifeOf(candidate, serverNow);
        if (const auto problem = newnessProblem(candidate, origin, life, *current))
            return *problem;
    }
    if (!found.empty())
        return found.front();
    const auto notBefore = candidate.notBefore();
    if (notBefore && *notBefore > serverNow + NotBeforeLeeway)
        return Hold { *notBefore };
    return Admit {};
}

std::vector<TokenError> TokenAdmission::problems(const AccessToken &candidate, Origin origin,
                                                 const TokenPins &pins, WallTime serverNow,
                                                 const TokenRequirements &requirements)
{
    std::vector<TokenError> found;
    const auto note = [&found](const std::optional<TokenError> &problem) {
        if (problem)
            found.push_back(*problem);
    };
    note(kindProblem(candidate));
    if (lifeOf(candidate, serverNow) > MaximumLife)
        note(refuse(Code::LifetimeTooLong, "the token lives longer than 24 hours"));
    if (!pins.identity.isEmpty() && candidate.identity() != pins.identity)
        note(refuse(Code::WrongIdentity, "the token is for another identity"));
    note(accountProblem(candidate, pins.accountSid));
    note(accountProblem(candidate, requirements.accountSid));
    note(grantProblem(candidate, requirements));
    if (!pins.serviceSid.isEmpty() && candidate.serviceSidOf(requirements.grant) != pins.serviceSid)
        note(refuse(Code::WrongService, "the token is for another service than the one before"));
    const auto left = candidate.expiresAt() - serverNow;
    if (left < (origin == Origin::Given ? std::chrono::milliseconds(1) : MinimumLeft))
        note(refuse(Code::AlreadyExpired, "the token has expired, or is about to within 30 s"));
    if (const auto start = candidate.notBefore(); start && *start > serverNow + LongestHold)
        note(refuse(Code::NotYetValid, "the token's nbf is more than 60 s ahead"));
    return found;
}

std::chrono::milliseconds TokenAdmission::lifeOf(const AccessToken &token, WallTime serverNow)
{
    return std::max(std::chrono::milliseconds(0),
                    token.lifetime().value_or(token.expiresAt() - serverNow));
}

bool TokenAdmission::isBelievableDate(WallTime date, const AccessToken &token)
{
    const auto issued = token.issuedAt();
    return !issued || (*issued <= date + MaximumDateLag && date <= *issued + MaximumLife);
}

} // namespace parley
