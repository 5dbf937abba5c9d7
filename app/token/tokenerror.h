// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/enumname.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <optional>

namespace parley {

/// Why a token could not be had or was not accepted. `code` is for decisions, `detail` is English
/// text for logs. A provider must keep tokens, credentials and bodies out of it.
struct TokenError
{
    Q_GADGET

public:
    /// The names of these are the `code` strings of the JSON events, see codeName().
    enum class Code {
        // the request did not get an answer
        Offline, ///< no network, host not found, connection refused or reset
        Timeout, ///< no complete answer within RefreshPolicy::attemptDeadline
        Tls, ///< certificate or TLS failure; never bypassed
        PortSpeaksHttp, ///< asked by https, but plain http is spoken at that port
        PortSpeaksHttps, ///< asked by http, but TLS is spoken at that port
        // the answer was a refusal
        CredentialRejected, ///< 401: user, password or session are not accepted
        AccessRefused, ///< 403: known, but not allowed
        RateLimited, ///< 429; retryAfter may be set
        ServerError, ///< 5xx, 408, 425; retryAfter may be set
        Configuration, ///< any other 4xx: wrong address or method
        Redirect, ///< 3xx: never followed; often a captive portal
        // the answer was not a usable token
        NotOurService, ///< a body that holds no token (HTML, other JSON, another encoding)
        EmptyAnswer, ///< 2xx without a body
        TooLarge, ///< body over 64 KiB or token over 8 KiB
        Malformed, ///< no JWT; `malformation` says which kind
        // the token was refused by TokenAdmission
        WrongAlgorithm, ///< not HS256, or not a Twilio first-person token
        AlreadyExpired, ///< exp is past, or less than 30 s away where the token was fetched
        LifetimeTooLong, ///< exp - iat over 24 h and a minute
        NotYetValid, ///< nbf too far ahead
        WrongIdentity, ///< for another user
        WrongService, ///< for another account or service, or without the grant that is needed
        NotNewer, ///< the same token again, one that ends sooner, or one that a service refused
        // the token was refused by the chat service
        ChatRefused, ///< serviceCode has Twilio's number
        // ours
        NoCredential, ///< nothing to sign in with
        Throttled, ///< our own request budget or a running Retry-After forbids a request now
        Cancelled, ///< signed out or in again, or another token came before this one was used
        Protocol, ///< the chat service refused our protocol (close 406 or 417)
    };
    Q_ENUM(Code)

    /// Each kind of broken token has its own reason.
    enum class Malformation {
        None,
        NotThreeParts,
        BadBase64,
        Padded, ///< base64url with `=`
        BadJson, ///< header or payload is not JSON
        NotAnObject, ///< JSON, but an array, a string, a number, null
        Quoted, ///< the JWT stands in quotation marks
        NotAToken, ///< the text "null", "undefined" and the like
        NoExpiry, ///< exp is missing
        BadExpiry, ///< exp is text, negative or out of range
        BadIssueTime, ///< iat is there and no number in range
        BadNotBefore, ///< nbf is there and no number in range
        NoIdentity, ///< grants.identity is missing or empty
        BadGrants, ///< grants is missing or no object
    };
    Q_ENUM(Malformation)

    Code code = Code::Offline;
    Malformation malformation = Malformation::None;
    QString detail {};
    int httpStatus = 0; ///< of the token end point, 0: none
    int serviceCode = 0; ///< Twilio's error code, 0: none
    std::optional<std::chrono::milliseconds> retryAfter {}; ///< Retry-After, as a wait from now

    bool operator==(const TokenError &) const = default;
};

/// `offline`, `timeout`, `credentialRejected` …: the enumerator's name in camelCase.
[[nodiscard]] inline QString codeName(TokenError::Code code)
{
    return enumName(code);
}
[[nodiscard]] inline QString malformationName(TokenError::Malformation malformation)
{
    return enumName(malformation);
}

} // namespace parley

Q_DECLARE_METATYPE(parley::TokenError)
