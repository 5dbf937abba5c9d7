// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "errortexts.h"

#include "text/timetexts.h"

namespace parley::ui {

ErrorText ErrorTexts::describe(const TokenError &error)
{
    const QString keepsTrying = tr("Parley keeps trying.");
    const QString checkAddress = tr("Check the address, then try again.");
    const QString askBackEnd = tr("Ask the people who run the back end.");
    using enum TokenError::Code;
    switch (error.code) {
    case Offline:
        return { tr("No network, or the sign-in service cannot be reached."),
                 tr("Check your connection. Parley keeps trying.") };
    case Timeout:
        return { tr("The sign-in service did not answer in time."), keepsTrying };
    case Tls:
        return { tr("The secure connection failed. This computer's clock shows %1.")
                     .arg(TimeTexts::full(QDateTime::currentDateTimeUtc())),
                 tr("Check the date and the address. Parley never skips this check.") };
    case PortSpeaksHttp:
        return { tr("The sign-in service speaks http at this port, not https."),
                 tr("Change the address: name the port for https, or begin with http:// if it is "
                    "on this computer.") };
    case PortSpeaksHttps:
        return { tr("The sign-in service speaks https at this port, not http."),
                 tr("Change the address: begin with https://.") };
    case CredentialRejected:
        return { tr("User or password is not accepted."), tr("Check both, then sign in again.") };
    case AccessRefused:
        return { tr("The service knows you but does not let you in."),
                 tr("Ask its administrator for access.") };
    case RateLimited:
        if (error.retryAfter.has_value())
            return { tr("The sign-in service asks to wait for %1.")
                         .arg(TimeTexts::span(*error.retryAfter)),
                     tr("Parley then tries again automatically.") };
        return { tr("The sign-in service gets too many requests."), keepsTrying };
    case ServerError:
        if (error.httpStatus != 0)
            return { tr("The sign-in service has a problem (status %1).").arg(error.httpStatus),
                     keepsTrying };
        return { tr("The sign-in service has a problem."), keepsTrying };
    case Configuration:
        return {
            tr("There is no token end point at this address (status %1).").arg(error.httpStatus),
            checkAddress
        };
    case Redirect:
        return {
            tr("The network or the server sends sign-in requests elsewhere."),
            tr("Open a web page and see whether the network asks for its own sign-in; else check "
               "the address.")
        };
    case NotOurService:
        return {
            tr("What answers at this address is not a token end point."),
            tr("A network's own sign-in page can do this. Check the address and the network.")
        };
    case EmptyAnswer:
        return { tr("The sign-in service gave an empty answer."), askBackEnd };
    case TooLarge:
        return { tr("The sign-in service gave an answer that is too large for a token."),
                 askBackEnd };
    case Malformed:
        return { tr("The sign-in service gave something that is not a token."),
                 malformation(error.malformation) };
    case WrongAlgorithm:
        return { tr("The token is not signed the way Twilio signs access tokens."),
                 tr("The back end must use HS256 and the content type twilio-fpa;v=1.") };
    case AlreadyExpired:
        return { tr("The sign-in service gave a token that has already expired."),
                 tr("Compare the clocks of this computer and of the back end.") };
    case LifetimeTooLong:
        return { tr("The sign-in service gave a token that lives longer than 24 hours."),
                 tr("The back end must set a life of 3 minutes to 24 hours.") };
    case NotYetValid:
        return { tr("The sign-in service gave a token that becomes valid later."),
                 tr("Compare the clocks of this computer and of the back end.") };
    case WrongIdentity:
        return { tr("The service returned a session for another user."),
                 tr("The back end must put the signed-in user into the token.") };
    case WrongService:
        return { tr("The token is for another account or chat service."),
                 tr("Check the service id that the back end puts into the chat grant.") };
    case NotNewer:
        return { tr("The sign-in service gave the same token again."),
                 tr("The back end must make a new token for each request. Parley keeps trying.") };
    case ChatRefused:
        if (error.serviceCode != 0)
            return {
                tr("The chat service does not accept the token (code %1).").arg(error.serviceCode),
                tr("Check the back end's account, key and service id.")
            };
        return { tr("The chat service does not accept the token."),
                 tr("Check the back end's account, key and service id.") };
    case NoCredential:
        return { tr("There is no saved sign-in."), tr("Please sign in.") };
    case Throttled:
        return { tr("There were many attempts in a short time, so Parley waits."),
                 tr("It tries again automatically.") };
    case Cancelled:
        return { tr("The attempt was cancelled."), tr("Sign in to try again.") };
    case Protocol:
        return { tr("The chat service refuses this version of Parley."),
                 tr("Check for an update of Parley, and the service address.") };
    }
    Q_UNREACHABLE();
}

} // namespace parley::ui
