// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokenadvice.h"

#include <QCoreApplication>

namespace parley {

namespace {

/// Twilio's number for a token that has expired, or lives too long.
constexpr int ExpiredOrTooLong = 20104;

const char *adviceFor(TokenError::Code code)
{
    switch (code) { // no default: a new code needs advice
        using enum TokenError::Code;
    case Offline:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Check the network and the host of the token URL.");
    case Timeout:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Check whether the token end point is overloaded; it has 15 s for an answer.");
    case Tls:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Check the certificate of the token end point, and the date of this computer.");
    case PortSpeaksHttp:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Change the token URL: name the port that speaks https, or begin "
                                 "with http:// if it is on this machine.");
    case PortSpeaksHttps:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Change the token URL: begin with https://.");
    case CredentialRejected:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Check user, password and the way to authenticate, then sign in again.");
    case AccessRefused:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Check at the back end what this user may do, then sign in again.");
    case ServerError:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Look into the log of the token end point.");
    case Configuration:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Check the token URL and the way to authenticate.");
    case Redirect:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Redirects are not followed: use the final address, and check whether the network "
            "wants a sign-in of its own.");
    case NotOurService:
    case EmptyAnswer:
    case TooLarge:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Check the token URL; the end point must answer with the JWT alone, or with a JSON "
            "object that has it in 'token', 'accessToken', 'access_token' or 'jwt'.");
    case Malformed:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Let the end point answer with what Twilio's AccessToken.toJwt() returns, "
            "unchanged.");
    case WrongAlgorithm:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Let the back end make access tokens with Twilio's library, signed with HS256.");
    case AlreadyExpired:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Check the clock of the back end, and that each request gets a fresh token.");
    case LifetimeTooLong:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Let the back end issue tokens for 24 hours at most.");
    case NotYetValid:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Check the clock of the back end, or leave nbf out.");
    case WrongIdentity:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Let the back end issue the token for the user who asks.");
    case WrongService:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Let the back end use one account, and a chat grant for one service.");
    case NotNewer:
        return QT_TRANSLATE_NOOP("parley::TokenSentence",
                                 "Let the back end issue a fresh token for each request.");
    case ChatRefused:
        return QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "Check the API key, its secret, the account and the service that the back end uses.");
    case Protocol:
        return QT_TRANSLATE_NOOP("parley::TokenSentence", "Look for an update of this program.");
    case NoCredential:
        return QT_TRANSLATE_NOOP("parley::TokenSentence", "Sign in again.");
    case RateLimited: // the wait is told with it
    case Throttled:
    case Cancelled:
        return "";
    }
    Q_UNREACHABLE();
    return "";
}

} // namespace

TokenSentence tokenAdviceSentence(const TokenError &error)
{
    if (error.serviceCode == ExpiredOrTooLong)
        return { QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "If the token is fresh, check the clock of the back end and the life of its tokens.") };
    return { adviceFor(error.code) };
}

QString tokenAdvice(const TokenError &error)
{
    return english(tokenAdviceSentence(error));
}

} // namespace parley
