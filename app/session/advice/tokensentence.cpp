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

TokenSentence tokenCause(const TokenError &error, WallTime now)
{
    using enum TokenError::Code;
    switch (error.code) { // no default: a new code needs words
    case Offline:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "No network, or the sign-in service cannot be reached.") };
    case Timeout:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service did not answer in time.") };
    case Tls:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The secure connection failed. This computer's clock shows %1."),
                 { TokenSentence::DayAndTime { now } } };
    case PortSpeaksHttp:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service speaks http at this port, not https.") };
    case PortSpeaksHttps:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service speaks https at this port, not http.") };
    case CredentialRejected:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "User or password is not accepted.") };
    case AccessRefused:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The service knows you but does not let you in.") };
    case RateLimited:
        if (error.retryAfter)
            return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                       "The sign-in service asks to wait for %1."),
                     { *error.retryAfter } };
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service gets too many requests.") };
    case ServerError:
        if (error.httpStatus != 0)
            return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                       "The sign-in service has a problem (HTTP %1)."),
                     { error.httpStatus } };
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "The sign-in service has a problem.") };
    case Configuration:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "There is no token end point at this address (HTTP %1)."),
                 { error.httpStatus } };
    case Redirect:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The network or the server sends sign-in requests elsewhere.") };
    case NotOurService:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "What answers at this address is not a token end point.") };
    case EmptyAnswer:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service gave an empty answer.") };
    case TooLarge:
        return { QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "The sign-in service gave an answer that is too large for a token.") };
    case Malformed:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service gave something that is not a token.") };
    case WrongAlgorithm:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The token is not signed the way Twilio signs access tokens.") };
    case AlreadyExpired:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service gave a token that has already expired.") };
    case LifetimeTooLong:
        return { QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "The sign-in service gave a token that lives longer than 24 hours.") };
    case NotYetValid:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service gave a token that becomes valid later.") };
    case WrongIdentity:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The service returned a session for another user.") };
    case WrongService:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The token is for another account or chat service.") };
    case NotNewer:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The sign-in service gave the same token again.") };
    case ChatRefused:
        if (error.serviceCode != 0)
            return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                       "The chat service does not accept the token (code %1)."),
                     { error.serviceCode } };
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The chat service does not accept the token.") };
    case NoCredential:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "There is no saved sign-in.") };
    case Throttled:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "There were many attempts in a short time, so Parley waits.") };
    case Cancelled:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "The attempt was cancelled.") };
    case Protocol:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "The chat service refuses this version of Parley.") };
    }
    Q_UNREACHABLE();
    return {};
}

TokenSentence malformationSentence(TokenError::Malformation malformation)
{
    using enum TokenError::Malformation;
    switch (malformation) {
    case None:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "It cannot be read.") };
    case NotThreeParts:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "It does not have the three parts of a token.") };
    case BadBase64:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "A part of it is not valid base64url.") };
    case Padded:
        return { QT_TRANSLATE_NOOP(
            "parley::TokenSentence",
            "It has “=” characters at the end of a part, which must be left out.") };
    case BadJson:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "A part of it is not valid JSON.") };
    case NotAnObject:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "A part of it is JSON, but not an object.") };
    case Quoted:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "It stands in quotation marks.") };
    case NotAToken:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "It is a placeholder such as “null” or “undefined”.") };
    case NoExpiry:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "It does not say when it expires.") };
    case BadExpiry:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "Its expiry time is not a number of seconds since 1970.") };
    case BadIssueTime:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "Its issue time is not a number of seconds since 1970.") };
    case BadNotBefore:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence",
                                   "Its start time is not a number of seconds since 1970.") };
    case NoIdentity:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "It does not name a user.") };
    case BadGrants:
        return { QT_TRANSLATE_NOOP("parley::TokenSentence", "It has no grants.") };
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace parley
