// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokenchecks.h"

#include "session/advice/tokenremarks.h"
#include "session/advice/tokensentence.h"
#include "token/http/tokenanswer.h"

#include <algorithm>

namespace parley::tokenchecks {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto ClockLeeway = 30s;

using Finding = EndpointDoctor::Finding;
using Code = TokenError::Code;
using Malformation = TokenError::Malformation;

Check good(const QString &name, const QString &detail, Finding finding,
           const QStringList &arguments = {})
{
    return { name, true, detail, {}, finding, arguments };
}

Check bad(const QString &name, const QString &detail, const QString &fix, Finding finding,
          const QStringList &arguments = {})
{
    return { name, false, detail, fix, finding, arguments };
}

/// The detail of an error as a sentence.
QString sentence(const QString &detail)
{
    return detail.isEmpty()
        ? u"It failed."_s
        : detail.at(0).toUpper() + detail.mid(1) + (detail.endsWith(u'.') ? QString() : u"."_s);
}

QString inSeconds(std::chrono::milliseconds duration)
{
    return QString::number(std::chrono::duration_cast<std::chrono::seconds>(duration).count());
}

QString inWords(std::chrono::milliseconds duration)
{
    return u"%1 s"_s.arg(inSeconds(duration));
}

Check notReached(const TokenExchangeResult &result, const TokenError &error, const QString &host)
{
    const auto failure
        = [&error, &host](Finding finding, const QString &detail, const QString &fix) {
              return bad(u"reached"_s, detail.isEmpty() ? sentence(error.detail) : detail, fix,
                         finding, { host });
          };
    if (error.code == Code::Timeout)
        return failure(Finding::HostSilent, u"%1 gave no answer within 15 s."_s.arg(host),
                       u"Check the address, the network and any firewall or proxy in between."_s);
    switch (result.networkError) {
    case QNetworkReply::HostNotFoundError:
        return failure(Finding::HostUnknown, {},
                       u"The host name is not known. Check --token-url for a typing error."_s);
    case QNetworkReply::ConnectionRefusedError:
        return failure(Finding::NothingListens, {},
                       u"Nothing listens there. Start the back end, and check the port."_s);
    default:
        return failure(Finding::HostUnreachable, {},
                       u"Check the address, the network and any firewall or proxy in between."_s);
    }
}

/// Why nothing was sent at all.
Check notAsked(const TokenError &error, const QUrl &url)
{
    if (error.code == Code::NoCredential)
        return bad(u"reached"_s, sentence(error.detail), english(TokenSentence::advice(error)),
                   Finding::NothingSent);
    const bool isPlain = url.scheme() == "http"_L1; // the password would be readable on the way
    return bad(isPlain ? u"tls"_s : u"reached"_s, sentence(error.detail),
               u"Use an https:// address without a password in it."_s,
               isPlain ? Finding::AddressPlain : Finding::AddressUnusable);
}

Check tls(const TokenError *error, const QUrl &url)
{
    const QString name = u"tls"_s;
    if (error != nullptr && error->code == Code::Tls)
        return bad(name, sentence(error->detail),
                   u"Use a certificate that this computer trusts, for this very host name and "
                   "not expired; check this computer's date. There is no way around it."_s,
                   Finding::CertificateBad);
    if (error != nullptr && error->code == Code::PortSpeaksHttp)
        return bad(name, sentence(error->detail), english(TokenSentence::advice(*error)),
                   Finding::PortSpeaksHttp);
    if (error != nullptr && error->code == Code::PortSpeaksHttps)
        return bad(name, sentence(error->detail), english(TokenSentence::advice(*error)),
                   Finding::PortSpeaksHttps);
    if (url.scheme() == "https"_L1)
        return good(name, u"The connection is secure."_s, Finding::Secure);
    return good(name, u"Plain http, which is allowed on this machine only."_s,
                Finding::PlainOnThisMachine);
}

QString statusFix(int status)
{
    switch (status) {
    case 401:
        return u"The end point does not accept this user and password. Check both, and "
               "--token-auth: basic, bearer or query."_s;
    case 403:
        return u"The end point knows the user but allows no token. Check the user's rights."_s;
    case 404:
        return u"There is nothing at this path. Check the path of --token-url."_s;
    case 405:
        return u"The end point wants another method: basic and bearer use POST, query uses GET."_s;
    case 429:
        return u"The end point limits requests. Wait, then try again."_s;
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return u"Redirects are not followed, so that no password goes astray. Use the final "
               "address."_s;
    if (status >= 500)
        return u"The end point itself failed. Look into its log."_s;
    return u"Answer 200 with the token."_s;
}

Check status(int status)
{
    const QString detail = u"HTTP %1."_s.arg(status);
    const QStringList arguments(QString::number(status));
    return isGoodStatus(status)
        ? good(u"status"_s, detail, Finding::StatusGood, arguments)
        : bad(u"status"_s, detail, statusFix(status), Finding::StatusBad, arguments);
}

/// Tells the type only: the body decides.
Check contentType(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    if (type.isEmpty() || !isHeaderSafe(QString::fromLatin1(type)))
        return good(u"contentType"_s, u"No Content-Type, which does no harm."_s,
                    Finding::ContentTypeMissing);
    return good(u"contentType"_s, QString::fromLatin1(type) + u'.', Finding::ContentTypeTold,
                { QString::fromLatin1(type) });
}

/// A body that holds no token; the claims of one that is broken are a later check.
Check noToken(const TokenError &error)
{
    if (error.code == Code::Timeout || error.code == Code::Offline)
        return bad(u"jwt"_s, u"The answer was not complete: "_s + error.detail + u'.',
                   u"Answer with the token alone, and at once."_s, Finding::AnswerIncomplete);
    Check check = bad(u"jwt"_s, sentence(error.detail), english(TokenSentence::advice(error)),
                      Finding::AnswerUnusable);
    check.error = error;
    return check;
}

/// The check of a claim that keeps a token from being read; none: its shape does.
std::optional<Check> brokenClaim(const TokenError &error, const QString &user)
{
    const QString detail = sentence(error.detail);
    switch (error.malformation) {
    case Malformation::BadGrants:
        return bad(u"grant"_s, detail,
                   u"Add a ChatGrant with the serviceSid of the Conversations service."_s,
                   Finding::GrantMissing);
    case Malformation::NoIdentity:
        return bad(
            u"identity"_s, detail,
            u"Issue the token for the user who asks: grants.identity must be %1."_s.arg(user),
            Finding::IdentityMissing, { user });
    case Malformation::BadIssueTime:
        return bad(u"lifetime"_s, detail,
                   u"'iat' must be a number of seconds since 1970, or left out."_s,
                   Finding::IssueTimeInvalid);
    case Malformation::BadNotBefore:
        return bad(u"notBefore"_s, detail, u"Leave 'nbf' out or send seconds since 1970."_s,
                   Finding::StartInvalid);
    default:
        return {};
    }
}

/// One token with what TokenAdmission says of it.
struct Judged
{
    const AccessToken &token;
    const Question &question;
    const WallTime now; ///< the server's
    const std::vector<TokenError> problems;
    const std::vector<TokenRemark> remarks;

    [[nodiscard]] bool has(Code code) const
    {
        return std::any_of(problems.begin(), problems.end(),
                           [code](const TokenError &error) { return error.code == code; });
    }
    [[nodiscard]] bool has(TokenRemark remark) const
    {
        return std::find(remarks.begin(), remarks.end(), remark) != remarks.end();
    }
};

Check algorithm(const Judged &judged)
{
    const QString name = u"algorithm"_s;
    const QString algorithm = judged.token.algorithm();
    const QString type = judged.token.contentType();
    const QString detail = u"alg %1, cty %2."_s.arg(algorithm.isEmpty() ? u"missing"_s : algorithm,
                                                    type.isEmpty() ? u"missing"_s : type);
    if (!judged.has(Code::WrongAlgorithm))
        return good(name, detail, Finding::AlgorithmGood, { algorithm, type });
    if (algorithm != "HS256"_L1)
        return bad(name, detail, u"Sign with HS256 and the secret of the API key."_s,
                   Finding::AlgorithmWrong, { algorithm, type });
    return bad(name, detail,
               u"Set the JWT header 'cty' to 'twilio-fpa;v=1', as Twilio's libraries do."_s,
               Finding::TypeHeaderWrong, { algorithm, type });
}

Check prefixes(const Judged &judged)
{
    const QString name = u"prefixes"_s;
    if (judged.has(TokenRemark::AccountSidForm))
        return bad(name, u"'sub' is no account SID."_s,
                   u"'sub' must be the account SID (AC and 32 hex digits)."_s,
                   Finding::AccountSidWrong);
    if (judged.has(TokenRemark::KeySidForm))
        return bad(name, u"'iss' is no API key SID."_s,
                   u"'iss' must be the SID of an API key (SK and 32 hex digits), not the "
                   "account's."_s,
                   Finding::KeySidWrong);
    if (judged.has(TokenRemark::ServiceSidForm))
        return bad(name, u"The grant's service_sid is no service SID."_s,
                   u"service_sid must be that of a Conversations service (IS and 32 hex digits)."_s,
                   Finding::ServiceSidWrong);
    return good(name, u"Account, key and service have the right form."_s, Finding::SidsGood);
}

Check grant(const Judged &judged)
{
    const QString name = u"grant"_s;
    const QString service = judged.token.serviceSidOf(TokenRequirements().grant);
    if (!judged.has(Code::WrongService))
        return good(name, u"Chat grant for service %1."_s.arg(service), Finding::GrantGood,
                    { service });
    const bool hasGrant = judged.token.hasGrant(TokenRequirements().grant);
    return bad(name,
               hasGrant ? u"The chat grant names no service."_s : u"The token has no chat grant."_s,
               u"Add a ChatGrant with the serviceSid of the Conversations service."_s,
               hasGrant ? Finding::GrantWithoutService : Finding::GrantMissing);
}

Check identity(const Judged &judged)
{
    const QString identity = judged.token.identity();
    const QString user = judged.question.identity;
    const QString detail = u"The token is for %1."_s.arg(identity);
    if (!judged.has(Code::WrongIdentity))
        return good(u"identity"_s, detail, Finding::IdentityGood, { identity });
    return bad(u"identity"_s, detail,
               u"Issue the token for the user who asks: grants.identity must be %1, upper and "
               "lower case included."_s.arg(user),
               Finding::IdentityOther, { identity, user });
}

Check lifetime(const Judged &judged)
{
    const QString name = u"lifetime"_s;
    const auto life = TokenAdmission::lifeOf(judged.token, judged.now);
    const auto left = judged.token.expiresAt() - judged.now;
    const QString detail = u"It lives %1."_s.arg(inWords(life));
    if (judged.has(Code::LifetimeTooLong))
        return bad(name, detail, u"Twilio takes 24 hours at most: set a shorter ttl."_s,
                   Finding::LifeTooLong, { inSeconds(life) });
    if (judged.has(Code::AlreadyExpired) && left > 0ms)
        return bad(name, u"It ends in %1."_s.arg(inWords(left)),
                   u"Issue a fresh token for each request, and check the server's clock."_s,
                   Finding::TokenEnding, { inSeconds(left) });
    if (judged.has(Code::AlreadyExpired))
        return bad(name, u"It ended %1 ago."_s.arg(inWords(-left)),
                   u"Issue a fresh token for each request, and check the server's clock."_s,
                   Finding::TokenEnded, { inSeconds(-left) });
    if (judged.has(TokenRemark::ShortLife))
        return bad(name, detail, u"Set a ttl of 3 minutes or more; an hour is usual."_s,
                   Finding::LifeTooShort, { inSeconds(life) });
    return good(name, detail, Finding::LifeGood, { inSeconds(life) });
}

Check notBefore(const Judged &judged)
{
    const QString name = u"notBefore"_s;
    const auto start = judged.token.notBefore();
    if (!start)
        return good(name, u"Not set."_s, Finding::StartNotSet);
    const auto ahead = *start - judged.now;
    if (judged.has(Code::NotYetValid))
        return bad(name, u"Valid only in %1."_s.arg(inWords(ahead)),
                   u"Leave 'nbf' out, and check the clock of the server that issues tokens."_s,
                   Finding::StartInFuture, { inSeconds(ahead) });
    if (ahead > TokenAdmission::NotBeforeLeeway)
        return good(name, u"Valid in %1; a sign-in waits for that."_s.arg(inWords(ahead)),
                    Finding::StartSoon, { inSeconds(ahead) });
    return good(name, u"Valid already."_s, Finding::StartPast);
}

std::optional<Check> clock(const TokenExchangeResult &result, const AccessToken &token,
                           WallTime localNow)
{
    const QString name = u"clock"_s;
    // A token that was just issued tells the time as well as the header does.
    const bool isDateGood
        = result.serverTime && TokenAdmission::isBelievableDate(*result.serverTime, token);
    const auto server = isDateGood ? result.serverTime : token.issuedAt();
    if (!server)
        return {};
    const auto difference
        = std::chrono::duration_cast<std::chrono::milliseconds>(*server - localNow);
    if (std::chrono::abs(difference) <= ClockLeeway)
        return good(name, u"The clocks agree within %1."_s.arg(inWords(ClockLeeway)),
                    Finding::ClocksAgree, { inSeconds(ClockLeeway) });
    const bool isAhead = difference < 0ms;
    return bad(name,
               (isAhead ? u"This computer is %1 ahead of the server."_s
                        : u"This computer is %1 behind the server."_s)
                   .arg(inWords(std::chrono::abs(difference))),
               u"Let both machines set their clocks from the network (NTP)."_s,
               isAhead ? Finding::ComputerAhead : Finding::ComputerBehind,
               { inSeconds(std::chrono::abs(difference)) });
}

void appendToken(std::vector<Check> &found, const TokenExchangeResult &result,
                 const Question &question)
{
    const auto &token = std::get<AccessToken>(result.token);
    const WallTime now = serverNow(result, question.localNow);
    const Judged judged { token, question, now,
                          TokenAdmission::problems(token, TokenAdmission::Origin::Fetched,
                                                   { .identity = question.identity }, now, {}),
                          tokenRemarks(token, now) };
    for (const auto check : { algorithm, prefixes, grant, identity, lifetime, notBefore })
        found.push_back(check(judged));
    if (const auto check = clock(result, token, question.localNow))
        found.push_back(*check);
}

} // namespace

WallTime serverNow(const TokenExchangeResult &result, WallTime localNow)
{
    const auto *token = std::get_if<AccessToken>(&result.token);
    const bool isBelieved = result.serverTime
        && (token == nullptr || TokenAdmission::isBelievableDate(*result.serverTime, *token));
    return isBelieved ? *result.serverTime : localNow;
}

std::vector<Check> checks(const TokenExchangeResult &result, const Question &question)
{
    const auto *error = std::get_if<TokenError>(&result.token);
    const bool isTlsTrouble = error != nullptr
        && (error->code == Code::Tls || error->code == Code::PortSpeaksHttp
            || error->code == Code::PortSpeaksHttps);
    const QString host = question.url.host();
    if (error != nullptr && result.status == 0 && !isTlsTrouble) {
        const bool isAsked
            = result.networkError != QNetworkReply::NoError || error->code == Code::Timeout;
        return { isAsked ? notReached(result, *error, host) : notAsked(*error, question.url) };
    }

    std::vector<Check> found;
    found.push_back(good(u"reached"_s, u"%1 answers."_s.arg(host), Finding::HostAnswers, { host }));
    found.push_back(tls(error, question.url));
    if (isTlsTrouble)
        return found;
    found.push_back(status(result.status));
    if (!isGoodStatus(result.status))
        return found;
    found.push_back(contentType(result.contentType));
    const auto claim = error != nullptr ? brokenClaim(*error, question.identity) : std::nullopt;
    if (error != nullptr && !claim) {
        found.push_back(noToken(*error));
        return found;
    }
    found.push_back(good(u"jwt"_s, u"Three parts, base64url of JSON."_s, Finding::TokenShaped));
    if (claim)
        found.push_back(*claim);
    else
        appendToken(found, result, question);
    return found;
}

} // namespace parley::tokenchecks
