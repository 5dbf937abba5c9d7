// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/doctortexts.h"

#include "errortexts.h"
#include "text/timetexts.h"

namespace parley::ui {
namespace {

using Finding = EndpointDoctor::Finding;

QString span(const QString &seconds)
{
    return TimeTexts::span(std::chrono::seconds(seconds.toLongLong()));
}

} // namespace

QString DoctorTexts::detail(const EndpointDoctor::Check &check)
{
    const QString first = check.arguments.value(0);
    const QString second = check.arguments.value(1);
    switch (check.finding) { // no default: a new finding must not build until it has words
    case Finding::HostAnswers:
        return tr("%1 answers.").arg(first);
    case Finding::HostSilent:
        return tr("%1 gave no answer within 15 seconds.").arg(first);
    case Finding::HostUnknown:
        return tr("The name %1 is not known.").arg(first);
    case Finding::NothingListens:
        return tr("Nothing is listening on this port of %1.").arg(first);
    case Finding::HostUnreachable:
        return tr("%1 cannot be reached.").arg(first);
    case Finding::AddressUnusable:
        return tr("This address cannot be used.");
    case Finding::NothingSent:
        return tr("This user name or secret cannot be sent that way.");
    case Finding::PortSpeaksHttp:
        return tr("This port speaks http, not https.");
    case Finding::PortSpeaksHttps:
        return tr("This port speaks https, not http.");
    case Finding::Secure:
        return tr("The connection is secure.");
    case Finding::PlainOnThisMachine:
        return tr("Plain http, which is allowed on this computer only.");
    case Finding::CertificateBad:
        return tr("The certificate of the server is not trusted.");
    case Finding::AddressPlain:
        return tr("This address would show your password to the network.");
    case Finding::StatusGood:
    case Finding::StatusBad:
        //: HTTP status
        return tr("HTTP %1.").arg(first);
    case Finding::ContentTypeTold:
        return tr("The answer is %1.").arg(first);
    case Finding::ContentTypeMissing:
        return tr("The answer has no Content-Type, which does no harm.");
    case Finding::TokenShaped:
        return tr("It has the three parts of a token.");
    case Finding::AnswerIncomplete:
        return tr("The answer was not complete within 15 seconds.");
    case Finding::AnswerUnusable: {
        const TokenError error = check.error.value_or(TokenError {});
        return error.code == TokenError::Code::Malformed
            ? ErrorTexts::malformation(error.malformation)
            : ErrorTexts::describe(error).summary;
    }
    case Finding::AlgorithmGood:
    case Finding::AlgorithmWrong:
    case Finding::TypeHeaderWrong:
        //: Two headers of a JWT and their values.
        return tr("alg: %1, cty: %2.")
            .arg(first.isEmpty() ? tr("missing") : first,
                 second.isEmpty() ? tr("missing") : second);
    case Finding::SidsGood:
        return tr("Account, key and service have the right form.");
    case Finding::AccountSidWrong:
        return tr("“sub” is no account SID.");
    case Finding::KeySidWrong:
        return tr("“iss” is no API key SID.");
    case Finding::ServiceSidWrong:
        return tr("The grant's service_sid is no service SID.");
    case Finding::GrantGood:
        return tr("Chat grant for service %1.").arg(first);
    case Finding::GrantWithoutService:
        return tr("The chat grant names no service.");
    case Finding::GrantMissing:
        return tr("The token has no chat grant.");
    case Finding::IdentityGood:
    case Finding::IdentityOther:
        return tr("The token is for %1.").arg(first);
    case Finding::IdentityMissing:
        return tr("The token names no identity.");
    case Finding::LifeGood:
    case Finding::LifeTooLong:
    case Finding::LifeTooShort:
        return tr("It lives %1.").arg(span(first));
    case Finding::TokenEnding:
        return tr("It ends in %1.").arg(span(first));
    case Finding::IssueTimeInvalid:
        return tr("“iat” is no number of seconds.");
    case Finding::TokenEnded:
        return tr("It ended %1 ago.").arg(span(first));
    case Finding::StartNotSet:
        return tr("Not set.");
    case Finding::StartPast:
        return tr("Valid already.");
    case Finding::StartInvalid:
        return tr("“nbf” is no number of seconds.");
    case Finding::StartSoon:
        return tr("Valid in %1. A sign-in waits for that.").arg(span(first));
    case Finding::StartInFuture:
        return tr("Valid only in %1.").arg(span(first));
    case Finding::ClocksAgree:
        return tr("The clocks agree within %1.").arg(span(first));
    case Finding::ComputerAhead:
        return tr("This computer is %1 ahead of the server.").arg(span(first));
    case Finding::ComputerBehind:
        return tr("This computer is %1 behind the server.").arg(span(first));
    case Finding::ServiceAccepts:
        return tr("The service accepts the token.");
    case Finding::ServiceRefuses:
        return tr("Refused with %1/%2.").arg(first, second);
    case Finding::ServiceUnreachable:
        return tr("The chat service cannot be reached.");
    case Finding::ServiceSilent:
        return tr("The service gave no answer within 20 seconds.");
    }
    Q_UNREACHABLE();
}

QString DoctorTexts::fix(const EndpointDoctor::Check &check)
{
    if (check.ok)
        return {};
    switch (check.finding) {
    case Finding::HostUnknown:
        return tr("Check the address for a typing error.");
    case Finding::NothingListens:
        return tr("Start the back end, and check the port.");
    case Finding::HostSilent:
    case Finding::HostUnreachable:
        return tr("Check the address, the network and any firewall or proxy in between.");
    case Finding::AddressUnusable:
    case Finding::AddressPlain:
        return tr("Use an https:// address without user and password in it.");
    case Finding::NothingSent:
        return tr("Choose another way in which the back end checks you.");
    case Finding::PortSpeaksHttp:
        return tr("Change the address: name the port for https, or begin with http:// if it is on "
                  "this computer.");
    case Finding::PortSpeaksHttps:
        return tr("Change the address: begin with https://.");
    case Finding::CertificateBad:
        return tr("Use a certificate that this computer trusts, for this very host name and not "
                  "expired; check this computer's date. There is no way around it.");
    case Finding::StatusBad:
        return fixOfStatus(check.arguments.value(0).toInt());
    case Finding::AnswerIncomplete:
        return tr("Answer with the token alone, and at once.");
    case Finding::AnswerUnusable:
        return fixOfAnswer(check.error.value_or(TokenError {}));
    case Finding::AlgorithmWrong:
        return tr("Sign with HS256 and the secret of the API key.");
    case Finding::TypeHeaderWrong:
        return tr("Set the JWT header “cty” to “twilio-fpa;v=1”, as Twilio's libraries do.");
    case Finding::AccountSidWrong:
        return tr("“sub” must be the account SID (AC and 32 hex digits).");
    case Finding::KeySidWrong:
        return tr("“iss” must be the SID of an API key (SK and 32 hex digits), not the account's.");
    case Finding::ServiceSidWrong:
        return tr("service_sid must be that of a Conversations service (IS and 32 hex digits).");
    case Finding::GrantWithoutService:
    case Finding::GrantMissing:
        return tr("Add a ChatGrant with the serviceSid of the Conversations service.");
    case Finding::IdentityMissing:
    case Finding::IdentityOther:
        return tr("Issue the token for the user who asks: grants.identity must be %1, upper and "
                  "lower case included.")
            .arg(check.arguments.constLast());
    case Finding::LifeTooLong:
        return tr("Twilio takes 24 hours at most: set a shorter ttl.");
    case Finding::LifeTooShort:
        return tr("Set a ttl of 3 minutes or more; an hour is usual.");
    case Finding::TokenEnding:
    case Finding::TokenEnded:
        return tr("Issue a fresh token for each request, and check the server's clock.");
    case Finding::IssueTimeInvalid:
        return tr("Leave “iat” out or send seconds since 1970.");
    case Finding::StartInvalid:
        return tr("Leave “nbf” out or send seconds since 1970.");
    case Finding::StartInFuture:
        return tr("Leave “nbf” out, and check the clock of the server that issues tokens.");
    case Finding::ComputerAhead:
    case Finding::ComputerBehind:
        return tr("Let both machines set their clocks from the network (NTP).");
    case Finding::ServiceRefuses:
        return tr("Sign with the secret that belongs to the API key in “iss”, and use a "
                  "Conversations service of the same account and region.");
    case Finding::ServiceUnreachable:
        return tr("Check the service's address or region, and that the network lets WebSockets "
                  "through.");
    case Finding::ServiceSilent:
        return tr("Check the service's address or region, and any firewall in between.");
    case Finding::HostAnswers:
    case Finding::Secure:
    case Finding::PlainOnThisMachine:
    case Finding::StatusGood:
    case Finding::ContentTypeTold:
    case Finding::ContentTypeMissing:
    case Finding::TokenShaped:
    case Finding::AlgorithmGood:
    case Finding::SidsGood:
    case Finding::GrantGood:
    case Finding::IdentityGood:
    case Finding::LifeGood:
    case Finding::StartNotSet:
    case Finding::StartPast:
    case Finding::StartSoon:
    case Finding::ClocksAgree:
    case Finding::ServiceAccepts:
        return {};
    }
    Q_UNREACHABLE();
}

QString DoctorTexts::fixOfAnswer(const TokenError &error)
{
    using Code = TokenError::Code;
    if (error.code == Code::TooLarge)
        return tr("Answer with the token alone, and at once.");
    if (error.malformation == TokenError::Malformation::Quoted)
        return tr("Send the JWT as it is, or inside a JSON object.");
    if (error.code == Code::Malformed)
        return tr("Send what Twilio's AccessToken.toJwt() returns, unchanged.");
    return tr(
        "Answer with the JWT as text/plain, or as JSON with the JWT in “token”, "
        "“accessToken”, “access_token” or “jwt”. If that is not your back end's answer, check "
        "the address.");
}

QString DoctorTexts::fixOfStatus(int status)
{
    switch (status) {
    case 401:
        return tr("The end point does not accept this user and password. Check both, and the way "
                  "of signing in.");
    case 403:
        return tr("The end point knows the user but allows no token. Check the user's rights.");
    case 404:
        return tr("There is nothing at this path. Check the path of the address.");
    case 405:
        return tr("The end point wants another way of signing in: user and password or a bearer "
                  "secret are sent by POST, values in the address by GET.");
    case 429:
        return tr("The end point limits requests. Wait, then try again.");
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return tr("Redirects are not followed, so that no password goes astray. Use the final "
                  "address.");
    if (status >= 500)
        return tr("The end point itself failed. Look into its log.");
    return tr("Answer 200 with the token.");
}

} // namespace parley::ui
