// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/failurerules.h"

namespace parley {

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
        return { Minute, Blocking::No, true };
    case PortSpeaksHttp: // the address is wrong, or a portal answers in place of the back end
    case PortSpeaksHttps:
        return { Minute, Blocking::WithoutToken, true };
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
    case ChatRefused: // TokenLifecycle::tellRefusal() decides, from the refusals in a row
    case Protocol:
    case Throttled:
    case Cancelled:
        return { Slow, Blocking::Always, false };
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace parley
