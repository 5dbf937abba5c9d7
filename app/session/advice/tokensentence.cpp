// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokensentence.h"

#include "token/isotime.h"

#include <QCoreApplication>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

QString inWords(std::chrono::milliseconds duration)
{
    using namespace std::chrono;
    const auto whole = ceil<seconds>(std::max(duration, milliseconds(0)));
    if (whole <= 2min)
        return u"%1 s"_s.arg(whole.count());
    if (whole <= 2h)
        return u"%1 min"_s.arg(ceil<minutes>(whole).count());
    return u"%1 h"_s.arg(ceil<hours>(whole).count());
}

struct EnglishBlank
{
    QString operator()(int number) const { return QString::number(number); }
    QString operator()(std::chrono::milliseconds duration) const { return inWords(duration); }
    QString operator()(WallTime at) const { return isoTime(at); }
    QString operator()(const TokenSentence::DayAndTime &moment) const { return isoTime(moment.at); }
};

} // namespace

QString english(const TokenSentence &sentence)
{
    QString text = QString::fromUtf8(sentence.text);
    for (const TokenSentence::Blank &blank : sentence.blanks)
        text = text.arg(std::visit(EnglishBlank(), blank));
    return text;
}

TokenSentence TokenSentence::cause(const TokenError &error, WallTime now)
{
    using enum TokenError::Code;
    switch (error.code) { // no default: a new code needs words
    case Offline:
        return { QT_TR_NOOP("No network, or the sign-in service cannot be reached.") };
    case Timeout:
        return { QT_TR_NOOP("The sign-in service did not answer in time.") };
    case Tls:
        return { QT_TR_NOOP("The secure connection failed. This computer's clock shows %1."),
                 { TokenSentence::DayAndTime { now } } };
    case PortSpeaksHttp:
        return { QT_TR_NOOP("The sign-in service speaks http at this port, not https.") };
    case PortSpeaksHttps:
        return { QT_TR_NOOP("The sign-in service speaks https at this port, not http.") };
    case CredentialRejected:
        return { QT_TR_NOOP("User or password is not accepted.") };
    case AccessRefused:
        return { QT_TR_NOOP("The service knows you but does not let you in.") };
    case RateLimited:
        if (error.retryAfter)
            return { QT_TR_NOOP("The sign-in service asks to wait for %1."),
                     { *error.retryAfter } };
        return { QT_TR_NOOP("The sign-in service gets too many requests.") };
    case ServerError:
        if (error.httpStatus != 0)
            return { QT_TR_NOOP("The sign-in service has a problem (HTTP %1)."),
                     { error.httpStatus } };
        return { QT_TR_NOOP("The sign-in service has a problem.") };
    case Configuration:
        return { QT_TR_NOOP("There is no token end point at this address (HTTP %1)."),
                 { error.httpStatus } };
    case Redirect:
        return { QT_TR_NOOP("The network or the server sends sign-in requests elsewhere.") };
    case NotOurService:
        return { QT_TR_NOOP("What answers at this address is not a token end point.") };
    case EmptyAnswer:
        return { QT_TR_NOOP("The sign-in service gave an empty answer.") };
    case TooLarge:
        return { QT_TR_NOOP("The sign-in service gave an answer that is too large for a token.") };
    case Malformed:
        return { QT_TR_NOOP("The sign-in service gave something that is not a token.") };
    case WrongAlgorithm:
        return { QT_TR_NOOP("The token is not signed the way Twilio signs access tokens.") };
    case AlreadyExpired:
        return { QT_TR_NOOP("The sign-in service gave a token that has already expired.") };
    case LifetimeTooLong:
        return { QT_TR_NOOP("The sign-in service gave a token that lives longer than 24 hours.") };
    case NotYetValid:
        return { QT_TR_NOOP("The sign-in service gave a token that becomes valid later.") };
    case WrongIdentity:
        return { QT_TR_NOOP("The service returned a session for another user.") };
    case WrongService:
        return { QT_TR_NOOP("The token is for another account or chat service.") };
    case NotNewer:
        return { QT_TR_NOOP("The sign-in service gave the same token again.") };
    case ChatRefused:
        if (error.serviceCode != 0)
            return { QT_TR_NOOP("The chat service does not accept the token (code %1)."),
                     { error.serviceCode } };
        return { QT_TR_NOOP("The chat service does not accept the token.") };
    case NoCredential:
        return { QT_TR_NOOP("There is no saved sign-in.") };
    case Throttled:
        return { QT_TR_NOOP("There were many attempts in a short time, so Parley waits.") };
    case Cancelled:
        return { QT_TR_NOOP("The attempt was cancelled.") };
    case Protocol:
        return { QT_TR_NOOP("The chat service refuses this version of Parley.") };
    }
    Q_UNREACHABLE();
    return {};
}

TokenSentence TokenSentence::flaw(TokenError::Malformation malformation)
{
    using enum TokenError::Malformation;
    switch (malformation) {
    case None:
        return { QT_TR_NOOP("It cannot be read.") };
    case NotThreeParts:
        return { QT_TR_NOOP("It does not have the three parts of a token.") };
    case BadBase64:
        return { QT_TR_NOOP("A part of it is not valid base64url.") };
    case Padded:
        return { QT_TR_NOOP(
            "It has “=” characters at the end of a part, which must be left out.") };
    case BadJson:
        return { QT_TR_NOOP("A part of it is not valid JSON.") };
    case NotAnObject:
        return { QT_TR_NOOP("A part of it is JSON, but not an object.") };
    case Quoted:
        return { QT_TR_NOOP("It stands in quotation marks.") };
    case NotAToken:
        return { QT_TR_NOOP("It is a placeholder such as “null” or “undefined”.") };
    case NoExpiry:
        return { QT_TR_NOOP("It does not say when it expires.") };
    case BadExpiry:
        return { QT_TR_NOOP("Its expiry time is not a number of seconds since 1970.") };
    case BadIssueTime:
        return { QT_TR_NOOP("Its issue time is not a number of seconds since 1970.") };
    case BadNotBefore:
        return { QT_TR_NOOP("Its start time is not a number of seconds since 1970.") };
    case NoIdentity:
        return { QT_TR_NOOP("It does not name a user.") };
    case BadGrants:
        return { QT_TR_NOOP("It has no grants.") };
    }
    Q_UNREACHABLE();
    return {};
}

TokenSentence TokenSentence::advice(const TokenError &error)
{
    constexpr int ExpiredOrTooLong = 20104; // Twilio's number for such a token
    if (error.serviceCode == ExpiredOrTooLong)
        return { QT_TR_NOOP(
            "If the token is fresh, check the clock of the back end and the life of its tokens.") };
    switch (error.code) { // no default: a new code needs advice
        using enum TokenError::Code;
    case Offline:
        return { QT_TR_NOOP("Check the network and the host of the token URL.") };
    case Timeout:
        return { QT_TR_NOOP(
            "Check whether the token end point is overloaded; it has 15 s for an answer.") };
    case Tls:
        return { QT_TR_NOOP(
            "Check the certificate of the token end point, and the date of this computer.") };
    case PortSpeaksHttp:
        return { QT_TR_NOOP("Change the token URL: name the port that speaks https, or begin "
                            "with http:// if it is on this machine.") };
    case PortSpeaksHttps:
        return { QT_TR_NOOP("Change the token URL: begin with https://.") };
    case CredentialRejected:
        return { QT_TR_NOOP(
            "Check user, password and the way to authenticate, then sign in again.") };
    case AccessRefused:
        return { QT_TR_NOOP("Check at the back end what this user may do, then sign in again.") };
    case ServerError:
        return { QT_TR_NOOP("Look into the log of the token end point.") };
    case Configuration:
        return { QT_TR_NOOP("Check the token URL and the way to authenticate.") };
    case Redirect:
        return { QT_TR_NOOP(
            "Redirects are not followed: use the final address, and check whether the network "
            "wants a sign-in of its own.") };
    case NotOurService:
    case EmptyAnswer:
    case TooLarge:
        return { QT_TR_NOOP(
            "Check the token URL; the end point must answer with the JWT alone, or with a JSON "
            "object that has it in 'token', 'accessToken', 'access_token' or 'jwt'.") };
    case Malformed:
        return { QT_TR_NOOP(
            "Let the end point answer with what Twilio's AccessToken.toJwt() returns, "
            "unchanged.") };
    case WrongAlgorithm:
        return { QT_TR_NOOP(
            "Let the back end make access tokens with Twilio's library, signed with HS256.") };
    case AlreadyExpired:
        return { QT_TR_NOOP(
            "Check the clock of the back end, and that each request gets a fresh token.") };
    case LifetimeTooLong:
        return { QT_TR_NOOP("Let the back end issue tokens for 24 hours at most.") };
    case NotYetValid:
        return { QT_TR_NOOP("Check the clock of the back end, or leave nbf out.") };
    case WrongIdentity:
        return { QT_TR_NOOP("Let the back end issue the token for the user who asks.") };
    case WrongService:
        return { QT_TR_NOOP(
            "Let the back end use one account, and a chat grant for one service.") };
    case NotNewer:
        return { QT_TR_NOOP("Let the back end issue a fresh token for each request.") };
    case ChatRefused:
        return { QT_TR_NOOP(
            "Check the API key, its secret, the account and the service that the back end uses.") };
    case Protocol:
        return { QT_TR_NOOP("Look for an update of this program.") };
    case NoCredential:
        return { QT_TR_NOOP("Sign in again.") };
    case RateLimited: // the wait is told with it
    case Throttled:
    case Cancelled:
        return {};
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace parley
