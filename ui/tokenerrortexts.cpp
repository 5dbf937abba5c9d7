// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "errortexts.h"

#include "text/timetexts.h"
#include "text/walltime.h"

namespace parley::ui {

namespace {

/// A blank of a sentence as people read it.
struct ShownBlank
{
    WallTime now {};

    QString operator()(int number) const { return QString::number(number); }
    QString operator()(std::chrono::milliseconds duration) const
    {
        return TimeTexts::span(duration);
    }
    QString operator()(WallTime at) const
    {
        const QDateTime utc = dateTimeOf(at);
        return utc.toLocalTime().date() == dateTimeOf(now).toLocalTime().date()
            ? TimeTexts::timeWithSeconds(utc)
            : TimeTexts::full(utc);
    }
    QString operator()(const TokenSentence::DayAndTime &moment) const
    {
        return TimeTexts::full(dateTimeOf(moment.at));
    }
};

} // namespace

QString ErrorTexts::words(const TokenSentence &sentence, WallTime now)
{
    if (sentence.isEmpty())
        return {};
    QString text = QCoreApplication::translate("parley::TokenSentence", sentence.text);
    for (const TokenSentence::Blank &blank : sentence.blanks)
        text = text.arg(std::visit(ShownBlank { now }, blank));
    return text;
}

QString ErrorTexts::malformation(TokenError::Malformation malformation)
{
    return words(TokenSentence::flaw(malformation), {});
}

ErrorText ErrorTexts::describe(const TokenError &error)
{
    const WallTime now = SystemClock().wallNow();
    return { words(TokenSentence::cause(error, now), now), advice(error) };
}

QString ErrorTexts::advice(const TokenError &error)
{
    const QString keepsTrying = tr("Parley keeps trying.");
    using enum TokenError::Code;
    switch (error.code) {
    case Offline:
        return tr("Check your connection. Parley keeps trying.");
    case Timeout:
    case ServerError:
        return keepsTrying;
    case Tls:
        return tr("Check the date and the address. Parley never skips this check.");
    case PortSpeaksHttp:
        return tr("Change the address: name the port for https, or begin with http:// if it is "
                  "on this computer.");
    case PortSpeaksHttps:
        return tr("Change the address: begin with https://.");
    case CredentialRejected:
        return tr("Check both, then sign in again.");
    case AccessRefused:
        return tr("Ask its administrator for access.");
    case RateLimited:
        return error.retryAfter ? tr("Parley then tries again automatically.") : keepsTrying;
    case Configuration:
        return tr("Check the address, then try again.");
    case Redirect:
        return tr(
            "Open a web page and see whether the network asks for its own sign-in; else check "
            "the address.");
    case NotOurService:
        return tr("A network's own sign-in page can do this. Check the address and the network.");
    case EmptyAnswer:
    case TooLarge:
        return tr("Ask the people who run the back end.");
    case Malformed:
        return malformation(error.malformation);
    case WrongAlgorithm:
        return tr("The back end must use HS256 and the content type twilio-fpa;v=1.");
    case AlreadyExpired:
    case NotYetValid:
        return tr("Compare the clocks of this computer and of the back end.");
    case LifetimeTooLong:
        return tr("The back end must set a life of 3 minutes to 24 hours.");
    case WrongIdentity:
        return tr("The back end must put the signed-in user into the token.");
    case WrongService:
        return tr("Check the service id that the back end puts into the chat grant.");
    case NotNewer:
        return tr("The back end must make a new token for each request. Parley keeps trying.");
    case ChatRefused:
        return tr("Check the back end's account, key and service id.");
    case NoCredential:
        return tr("Please sign in.");
    case Throttled:
        return tr("It tries again automatically.");
    case Cancelled:
        return tr("Sign in to try again.");
    case Protocol:
        return tr("Check for an update of Parley, and the service address.");
    }
    Q_UNREACHABLE();
}

} // namespace parley::ui
