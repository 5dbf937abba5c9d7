// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/failurerules.h"

namespace parley {

using namespace Qt::StringLiterals;

FailureRule ruleFor(TokenError::Code code)
{
    using enum TokenError::Code;
    using enum FailureRule::Pace;
    using Blocking = FailureRule::Blocking;
    switch (code) { // no default: a new code needs a rule
    case Offline:
    case Timeout:
    case Tls:
    case RateLimited:
    case ServerError:
        return { BackOff, Blocking::No, true };
    case CredentialRejected:
        return { Unauthorized, Blocking::No, true };
    case AccessRefused:
    case NoCredential:
        return { Never, Blocking::No, false };
    case Redirect:
    case PortSpeaksHttp: // the address is wrong, or a portal answers in place of the back end
    case PortSpeaksHttps:
        return { Minute, Blocking::No, true };
    case Configuration:
        return { Slow, Blocking::WithoutToken, true };
    case NotOurService:
    case EmptyAnswer:
    case TooLarge:
    case Malformed:
    case AlreadyExpired:
    case NotYetValid:
    case NotNewer: // the same Idempotency-Key could bring the same answer for ever
        return { BackOff, Blocking::No, false };
    case WrongAlgorithm:
    case LifetimeTooLong:
    case WrongService:
        return { Slow, Blocking::WithoutToken, false };
    case WrongIdentity:
        return { Slow, Blocking::Always, false };
    case Protocol:
        return { None, Blocking::Always, false };
    case ChatRefused: // TokenLifecycle::afterRefusal() decides, from the refusals in a row
    case Throttled:
    case Cancelled:
        return { None, Blocking::No, false };
    }
    Q_UNREACHABLE();
    return {};
}

FailureResponse responseTo(const FailedAttempt &failed, const RefreshPolicy &policy)
{
    using Pace = FailureRule::Pace;
    using Blocking = FailureRule::Blocking;
    using SignInReason = TokenTypes::SignInReason;
    const FailureRule rule = ruleFor(failed.error.code);
    switch (rule.pace) {
    case Pace::BackOff: {
        const auto backOff = policy.backOff(failed.backOffStep, failed.random);
        if (!failed.error.retryAfter)
            return { .wait = backOff };
        return { .wait = policy.waitFor(*failed.error.retryAfter, backOff, failed.random),
                 .bindsUser = true };
    }
    case Pace::Unauthorized:
        if (failed.isSecondUnauthorized)
            return { .signIn = SignInReason::CredentialRejected };
        return { .wait = failed.hasCredentialChanged ? std::chrono::milliseconds(0)
                                                     : policy.unauthorizedRetry };
    case Pace::Minute:
        return { .wait = policy.backOff(RefreshPolicy::LastBackOffStep, failed.random) };
    case Pace::None: // a provider may answer so all the same
    case Pace::Slow: {
        const bool isUseless = rule.blocking == Blocking::WithoutToken && !failed.hasToken;
        return { .wait = isUseless ? std::nullopt : std::optional(policy.configurationRetry),
                 .isSlow = true,
                 .blocks = isUseless || rule.blocking == Blocking::Always };
    }
    case Pace::Never:
        return { .signIn = failed.error.code == TokenError::Code::AccessRefused
                     ? SignInReason::AccessRefused
                     : SignInReason::CredentialRejected };
    }
    Q_UNREACHABLE();
    return {};
}

TokenError cancelledError(const QString &detail)
{
    return { .code = TokenError::Code::Cancelled, .detail = detail };
}

TokenError notSignedInError()
{
    return { .code = TokenError::Code::NoCredential, .detail = u"not signed in"_s };
}

TokenError offlineError()
{
    return { .code = TokenError::Code::Offline, .detail = u"the network is down"_s };
}

TokenError throttledError(RequestPacing::Refusal why, std::chrono::milliseconds wait)
{
    const QString reason = why == RequestPacing::Refusal::RetryAfter
        ? u"the token end point has asked for a pause"_s
        : u"there were too many requests lately"_s;
    return { .code = TokenError::Code::Throttled,
             .detail = u"%1; the next request is possible in %2 s"_s.arg(reason).arg(
                 std::chrono::ceil<std::chrono::seconds>(wait).count()),
             .retryAfter = wait };
}

TokenError refusalError(const TokenRejection &rejection)
{
    using Kind = TokenRejection::Kind;
    using enum TokenError::Code;
    return { .code = rejection.kind == Kind::Expired ? AlreadyExpired
                 : rejection.kind == Kind::Refused   ? ChatRefused
                                                     : Protocol,
             .detail = u"the service answered with status %1, code %2"_s.arg(rejection.status)
                           .arg(rejection.errorCode),
             .serviceCode = rejection.errorCode };
}

} // namespace parley
