// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenerror.h"

namespace parley {

QString codeName(TokenError::Code code)
{
    switch (code) { // no default: a new code must not build until it has a name
        using enum TokenError::Code;
    case Offline:
        return QStringLiteral("offline");
    case Timeout:
        return QStringLiteral("timeout");
    case Tls:
        return QStringLiteral("tls");
    case CredentialRejected:
        return QStringLiteral("credentialRejected");
    case AccessRefused:
        return QStringLiteral("accessRefused");
    case RateLimited:
        return QStringLiteral("rateLimited");
    case ServerError:
        return QStringLiteral("serverError");
    case Configuration:
        return QStringLiteral("configuration");
    case Redirect:
        return QStringLiteral("redirect");
    case NotOurService:
        return QStringLiteral("notOurService");
    case EmptyAnswer:
        return QStringLiteral("emptyAnswer");
    case TooLarge:
        return QStringLiteral("tooLarge");
    case Malformed:
        return QStringLiteral("malformed");
    case WrongAlgorithm:
        return QStringLiteral("wrongAlgorithm");
    case AlreadyExpired:
        return QStringLiteral("alreadyExpired");
    case LifetimeTooLong:
        return QStringLiteral("lifetimeTooLong");
    case NotYetValid:
        return QStringLiteral("notYetValid");
    case WrongIdentity:
        return QStringLiteral("wrongIdentity");
    case WrongService:
        return QStringLiteral("wrongService");
    case NotNewer:
        return QStringLiteral("notNewer");
    case ChatRefused:
        return QStringLiteral("chatRefused");
    case NoCredential:
        return QStringLiteral("noCredential");
    case Throttled:
        return QStringLiteral("throttled");
    case Cancelled:
        return QStringLiteral("cancelled");
    case Protocol:
        return QStringLiteral("protocol");
    }
    Q_UNREACHABLE();
    return {};
}

QString malformationName(TokenError::Malformation malformation)
{
    switch (malformation) {
        using enum TokenError::Malformation;
    case None:
        return QStringLiteral("none");
    case NotThreeParts:
        return QStringLiteral("notThreeParts");
    case BadBase64:
        return QStringLiteral("badBase64");
    case BadJson:
        return QStringLiteral("badJson");
    case NotAnObject:
        return QStringLiteral("notAnObject");
    case Quoted:
        return QStringLiteral("quoted");
    case NotAToken:
        return QStringLiteral("notAToken");
    case NoExpiry:
        return QStringLiteral("noExpiry");
    case BadExpiry:
        return QStringLiteral("badExpiry");
    case BadIssueTime:
        return QStringLiteral("badIssueTime");
    case BadNotBefore:
        return QStringLiteral("badNotBefore");
    case NoIdentity:
        return QStringLiteral("noIdentity");
    case BadGrants:
        return QStringLiteral("badGrants");
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace parley
