// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenerror.h"

namespace parley {

using namespace Qt::StringLiterals;

QString codeName(TokenError::Code code)
{
    switch (code) { // no default: a new code must not build until it has a name
        using enum TokenError::Code;
    case Offline:
        return u"offline"_s;
    case Timeout:
        return u"timeout"_s;
    case Tls:
        return u"tls"_s;
    case PortSpeaksHttp:
        return u"portSpeaksHttp"_s;
    case PortSpeaksHttps:
        return u"portSpeaksHttps"_s;
    case CredentialRejected:
        return u"credentialRejected"_s;
    case AccessRefused:
        return u"accessRefused"_s;
    case RateLimited:
        return u"rateLimited"_s;
    case ServerError:
        return u"serverError"_s;
    case Configuration:
        return u"configuration"_s;
    case Redirect:
        return u"redirect"_s;
    case NotOurService:
        return u"notOurService"_s;
    case EmptyAnswer:
        return u"emptyAnswer"_s;
    case TooLarge:
        return u"tooLarge"_s;
    case Malformed:
        return u"malformed"_s;
    case WrongAlgorithm:
        return u"wrongAlgorithm"_s;
    case AlreadyExpired:
        return u"alreadyExpired"_s;
    case LifetimeTooLong:
        return u"lifetimeTooLong"_s;
    case NotYetValid:
        return u"notYetValid"_s;
    case WrongIdentity:
        return u"wrongIdentity"_s;
    case WrongService:
        return u"wrongService"_s;
    case NotNewer:
        return u"notNewer"_s;
    case ChatRefused:
        return u"chatRefused"_s;
    case NoCredential:
        return u"noCredential"_s;
    case Throttled:
        return u"throttled"_s;
    case Cancelled:
        return u"cancelled"_s;
    case Protocol:
        return u"protocol"_s;
    }
    Q_UNREACHABLE();
    return {};
}

QString malformationName(TokenError::Malformation malformation)
{
    switch (malformation) {
        using enum TokenError::Malformation;
    case None:
        return u"none"_s;
    case NotThreeParts:
        return u"notThreeParts"_s;
    case BadBase64:
        return u"badBase64"_s;
    case Padded:
        return u"padded"_s;
    case BadJson:
        return u"badJson"_s;
    case NotAnObject:
        return u"notAnObject"_s;
    case Quoted:
        return u"quoted"_s;
    case NotAToken:
        return u"notAToken"_s;
    case NoExpiry:
        return u"noExpiry"_s;
    case BadExpiry:
        return u"badExpiry"_s;
    case BadIssueTime:
        return u"badIssueTime"_s;
    case BadNotBefore:
        return u"badNotBefore"_s;
    case NoIdentity:
        return u"noIdentity"_s;
    case BadGrants:
        return u"badGrants"_s;
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace parley
