// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/tokenchecks.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

namespace parley::tokenchecks {

using namespace std::chrono_literals;

namespace {

constexpr auto ShortestLife = 3min;
constexpr auto LongestLife = 24h;
constexpr auto NotBeforeLeeway = 5s;
constexpr auto ClockLeeway = 30s;

using Finding = EndpointDoctor::Finding;

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

QString statusFix(int status)
{
    switch (status) {
    case 401:
        return QStringLiteral(
            "The end point does not accept this user and password. Check both, and "
            "--token-auth: basic, bearer or query.");
    case 403:
        return QStringLiteral(
            "The end point knows the user but allows no token. Check the user's rights.");
    case 404:
        return QStringLiteral("There is nothing at this path. Check the path of --token-url.");
    case 405:
        return QStringLiteral(
            "The end point wants another method: basic and bearer use POST, query uses GET.");
    case 429:
        return QStringLiteral("The end point limits requests. Wait, then try again.");
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return QStringLiteral(
            "Redirects are not followed, so that no password goes astray. Use the final address.");
    if (status >= 500)
        return QStringLiteral("The end point itself failed. Look into its log.");
    return QStringLiteral("Answer 200 with the token.");
}

/// Header or payload of a JWT; empty: not base64url of a JSON object.
std::optional<QJsonObject> decoded(const QByteArray &part)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// A numeric date; empty if it is missing or no whole number.
std::optional<WallTime> momentOf(const QJsonValue &value)
{
    const double seconds = value.toDouble(-1);
    if (!value.isDouble() || seconds < 0 || seconds > 1e11 || std::trunc(seconds) != seconds)
        return std::nullopt;
    return WallTime(std::chrono::seconds(qint64(seconds)));
}

QString inSeconds(std::chrono::milliseconds duration)
{
    return QString::number(std::chrono::duration_cast<std::chrono::seconds>(duration).count());
}

QString inWords(std::chrono::milliseconds duration)
{
    return QStringLiteral("%1 s").arg(inSeconds(duration));
}

bool isSid(const QString &text, const QString &prefix)
{
    static const QRegularExpression hex(QStringLiteral("^[0-9a-fA-F]{32}$"));
    return text.startsWith(prefix) && hex.match(text.mid(prefix.size())).hasMatch();
}

/// One token's claims and what they are compared with.
struct Judged
{
    QJsonObject header {};
    QJsonObject payload {};
    QString serviceSid {};
    WallTime now {}; ///< the server's clock as far as known
};

Check jwt(const QByteArray &jwt, Judged &judged)
{
    const QString name = QStringLiteral("jwt");
    if (jwt.isEmpty())
        return bad(
            name, QStringLiteral("There is no token in the answer."),
            QStringLiteral("Answer with the JWT as text/plain, or as JSON with the JWT in 'token', "
                           "'accessToken', 'access_token' or 'jwt'."),
            Finding::TokenMissing);
    if (jwt.startsWith('"'))
        return bad(name, QStringLiteral("The token stands in quotation marks."),
                   QStringLiteral("Send the JWT as it is, or inside a JSON object."),
                   Finding::TokenQuoted);
    if (jwt.size() > AccessToken::MaxTokenBytes)
        return bad(name, QStringLiteral("The token has %1 bytes.").arg(jwt.size()),
                   QStringLiteral("Keep it under %1 bytes.").arg(AccessToken::MaxTokenBytes),
                   Finding::TokenTooLong,
                   { QString::number(jwt.size()), QString::number(AccessToken::MaxTokenBytes) });
    const QList<QByteArray> parts = jwt.split('.');
    if (parts.size() != 3)
        return bad(name,
                   QStringLiteral("The token has %1 part(s) instead of three.").arg(parts.size()),
                   QStringLiteral("Send what Twilio's AccessToken.toJwt() returns, unchanged."),
                   Finding::TokenParts, { QString::number(parts.size()) });
    const auto header = decoded(parts[0]);
    const auto payload = decoded(parts[1]);
    if (!header || !payload)
        return bad(
            name,
            QStringLiteral("Header or payload of the token is not base64url of a JSON object."),
            QStringLiteral("Send what Twilio's AccessToken.toJwt() returns, unchanged."),
            Finding::TokenUndecodable);
    if (!momentOf(payload->value(QStringLiteral("exp"))))
        return bad(name, QStringLiteral("The token has no usable 'exp'."),
                   QStringLiteral("'exp' must be a whole number of seconds since 1970."),
                   Finding::TokenWithoutExpiry);
    judged.header = *header;
    judged.payload = *payload;
    return good(name, QStringLiteral("Three parts, %1 bytes.").arg(jwt.size()),
                Finding::TokenShaped, { QString::number(jwt.size()) });
}

Check algorithm(const Judged &judged)
{
    const QString name = QStringLiteral("algorithm");
    const QString algorithm = judged.header.value(QStringLiteral("alg")).toString();
    const QString type = judged.header.value(QStringLiteral("cty")).toString();
    const QString detail = QStringLiteral("alg %1, cty %2.")
                               .arg(algorithm.isEmpty() ? QStringLiteral("missing") : algorithm,
                                    type.isEmpty() ? QStringLiteral("missing") : type);
    if (algorithm != QLatin1String("HS256"))
        return bad(name, detail, QStringLiteral("Sign with HS256 and the secret of the API key."),
                   Finding::AlgorithmWrong, { algorithm, type });
    if (!type.startsWith(QLatin1String("twilio-fpa")))
        return bad(name, detail,
                   QStringLiteral(
                       "Set the JWT header 'cty' to 'twilio-fpa;v=1', as Twilio's libraries do."),
                   Finding::TypeHeaderWrong, { algorithm, type });
    return good(name, detail, Finding::AlgorithmGood, { algorithm, type });
}

Check prefixes(const Judged &judged)
{
    const QString name = QStringLiteral("prefixes");
    const QString account = judged.payload.value(QStringLiteral("sub")).toString();
    const QString key = judged.payload.value(QStringLiteral("iss")).toString();
    if (!isSid(account, QStringLiteral("AC")))
        return bad(name, QStringLiteral("'sub' is no account SID."),
                   QStringLiteral("'sub' must be the account SID (AC and 32 hex digits)."),
                   Finding::AccountSidWrong);
    if (!isSid(key, QStringLiteral("SK")))
        return bad(
            name, QStringLiteral("'iss' is no API key SID."),
            QStringLiteral(
                "'iss' must be the SID of an API key (SK and 32 hex digits), not the account's."),
            Finding::KeySidWrong);
    if (!judged.serviceSid.isEmpty() && !isSid(judged.serviceSid, QStringLiteral("IS")))
        return bad(
            name, QStringLiteral("The grant's service_sid is no service SID."),
            QStringLiteral(
                "service_sid must be that of a Conversations service (IS and 32 hex digits)."),
            Finding::ServiceSidWrong);
    return good(name, QStringLiteral("Account, key and service have the right form."),
                Finding::SidsGood);
}

Check grant(const Judged &judged)
{
    const QString name = QStringLiteral("grant");
    if (!judged.serviceSid.isEmpty())
        return good(name, QStringLiteral("Chat grant for service %1.").arg(judged.serviceSid),
                    Finding::GrantGood, { judged.serviceSid });
    const QJsonObject grants = judged.payload.value(QStringLiteral("grants")).toObject();
    const bool hasGrant = grants.contains(QStringLiteral("chat"))
        || grants.contains(QStringLiteral("ip_messaging"));
    return bad(name,
               hasGrant ? QStringLiteral("The chat grant names no service.")
                        : QStringLiteral("The token has no chat grant."),
               QStringLiteral("Add a ChatGrant with the serviceSid of the Conversations service."),
               hasGrant ? Finding::GrantWithoutService : Finding::GrantMissing);
}

Check identity(const Judged &judged, const QString &user)
{
    const QString name = QStringLiteral("identity");
    const QString identity = judged.payload.value(QStringLiteral("grants"))
                                 .toObject()
                                 .value(QStringLiteral("identity"))
                                 .toString();
    if (identity == user)
        return good(name, QStringLiteral("The token is for %1.").arg(user), Finding::IdentityGood,
                    { user });
    return bad(
        name,
        identity.isEmpty() ? QStringLiteral("The token names no identity.")
                           : QStringLiteral("The token is for %1.").arg(identity),
        QStringLiteral("Issue the token for the user who asks: grants.identity must be %1, upper "
                       "and lower case included.")
            .arg(user),
        identity.isEmpty() ? Finding::IdentityMissing : Finding::IdentityOther,
        identity.isEmpty() ? QStringList(user) : QStringList({ identity, user }));
}

Check lifetime(const Judged &judged)
{
    const QString name = QStringLiteral("lifetime");
    const WallTime end = *momentOf(judged.payload.value(QStringLiteral("exp")));
    const WallTime start
        = momentOf(judged.payload.value(QStringLiteral("iat"))).value_or(judged.now);
    const auto life = end - start;
    const QString detail = QStringLiteral("It lives %1.").arg(inWords(life));
    if (life > LongestLife)
        return bad(name, detail,
                   QStringLiteral("Twilio takes 24 hours at most: set a shorter ttl."),
                   Finding::LifeTooLong, { inSeconds(life) });
    if (life < ShortestLife)
        return bad(name, detail,
                   QStringLiteral("Set a ttl of 3 minutes or more; an hour is usual."),
                   Finding::LifeTooShort, { inSeconds(life) });
    if (end <= judged.now)
        return bad(
            name, QStringLiteral("It ended %1 ago.").arg(inWords(judged.now - end)),
            QStringLiteral("Issue a fresh token for each request, and check the server's clock."),
            Finding::TokenEnded, { inSeconds(judged.now - end) });
    return good(name, detail, Finding::LifeGood, { inSeconds(life) });
}

Check notBefore(const Judged &judged)
{
    const QString name = QStringLiteral("notBefore");
    const QJsonValue value = judged.payload.value(QStringLiteral("nbf"));
    if (value.isUndefined() || value.isNull())
        return good(name, QStringLiteral("Not set."), Finding::StartNotSet);
    const auto start = momentOf(value);
    if (!start)
        return bad(name, QStringLiteral("'nbf' is no whole number of seconds."),
                   QStringLiteral("Leave 'nbf' out or send seconds since 1970."),
                   Finding::StartInvalid);
    if (*start > judged.now + NotBeforeLeeway)
        return bad(name, QStringLiteral("Valid only in %1.").arg(inWords(*start - judged.now)),
                   QStringLiteral(
                       "Leave 'nbf' out, and check the clock of the server that issues tokens."),
                   Finding::StartInFuture, { inSeconds(*start - judged.now) });
    return good(name, QStringLiteral("Valid already."), Finding::StartPast);
}

std::optional<Check> clock(const Answer &answer, const Judged &judged, WallTime localNow)
{
    const QString name = QStringLiteral("clock");
    // A token that was just issued tells the time as well as the header does.
    const auto server = answer.serverTime ? answer.serverTime
                                          : momentOf(judged.payload.value(QStringLiteral("iat")));
    if (!server)
        return std::nullopt;
    const auto difference
        = std::chrono::duration_cast<std::chrono::milliseconds>(*server - localNow);
    const QString detail = difference < 0ms
        ? QStringLiteral("This computer is %1 ahead of the server.").arg(inWords(-difference))
        : QStringLiteral("This computer is %1 behind the server.").arg(inWords(difference));
    if (std::chrono::abs(difference) <= ClockLeeway)
        return good(name, QStringLiteral("The clocks agree within %1.").arg(inWords(ClockLeeway)),
                    Finding::ClocksAgree, { inSeconds(ClockLeeway) });
    return bad(name, detail,
               QStringLiteral("Let both machines set their clocks from the network (NTP)."),
               difference < 0ms ? Finding::ComputerAhead : Finding::ComputerBehind,
               { inSeconds(std::chrono::abs(difference)) });
}

} // namespace

Check status(const Answer &answer)
{
    const QString name = QStringLiteral("status");
    const QString detail = QStringLiteral("HTTP %1.").arg(answer.status);
    return answer.status == 200
        ? good(name, detail, Finding::StatusGood, { QString::number(answer.status) })
        : bad(name, detail, statusFix(answer.status), Finding::StatusBad,
              { QString::number(answer.status) });
}

Check contentType(const Answer &answer)
{
    const QString name = QStringLiteral("contentType");
    const QByteArray type = answer.contentType.split(';').first().trimmed().toLower();
    const QString detail = type.isEmpty() ? QStringLiteral("No Content-Type.")
                                          : QString::fromLatin1(type) + QLatin1Char('.');
    const bool isJson = type == "application/json" || type == "text/json" || type.endsWith("+json");
    if (isJson || type == "text/plain" || type == "application/jwt")
        return good(name, detail, Finding::ContentTypeGood, { QString::fromLatin1(type) });
    return bad(
        name, detail,
        QStringLiteral(
            "Send application/json or text/plain. HTML often means that the address leads to a "
            "sign-in page."),
        type.isEmpty() ? Finding::ContentTypeMissing : Finding::ContentTypeWrong,
        { QString::fromLatin1(type) });
}

QByteArray jwtOf(const Answer &answer)
{
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (!document.isObject())
        return answer.body.trimmed();
    for (const char *key : { "token", "accessToken", "access_token", "jwt" }) {
        const QJsonValue value = document.object().value(QLatin1String(key));
        if (value.isString())
            return value.toString().toUtf8();
    }
    return {};
}

QString sessionOf(const Answer &answer)
{
    return QJsonDocument::fromJson(answer.body)
        .object()
        .value(QStringLiteral("session"))
        .toString();
}

std::vector<Check> token(const Answer &answer, const QString &user, WallTime now)
{
    Judged judged;
    judged.now = answer.serverTime.value_or(now);
    std::vector<Check> checks;
    checks.push_back(jwt(jwtOf(answer), judged));
    if (!checks.front().ok)
        return checks;
    const QJsonObject grants = judged.payload.value(QStringLiteral("grants")).toObject();
    for (const char *key : { "chat", "ip_messaging" }) {
        if (judged.serviceSid.isEmpty())
            judged.serviceSid = grants.value(QLatin1String(key))
                                    .toObject()
                                    .value(QStringLiteral("service_sid"))
                                    .toString();
    }
    checks.push_back(algorithm(judged));
    checks.push_back(prefixes(judged));
    checks.push_back(grant(judged));
    checks.push_back(identity(judged, user));
    checks.push_back(lifetime(judged));
    checks.push_back(notBefore(judged));
    if (const auto check = clock(answer, judged, now))
        checks.push_back(*check);
    return checks;
}

} // namespace parley::tokenchecks
