// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/accesstoken.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDebug>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace parley {

namespace {

using Malformation = TokenError::Malformation;

/// 9999-12-31T23:59:59Z: beyond that no date of a token is meant, and milliseconds stay far from
/// overflow.
constexpr double LatestDate = 253402300799.0;

TokenError malformed(Malformation malformation, const char *detail)
{
    return { .code = TokenError::Code::Malformed,
             .malformation = malformation,
             .detail = QLatin1String(detail) };
}

std::optional<QByteArray> decodePart(const QByteArray &part)
{
    // RFC 7515: base64url without padding. Four characters carry three bytes, so a rest of one is
    // none.
    if (part.contains('=') || part.size() % 4 == 1)
        return {};
    auto decoded = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return {};
    return std::move(decoded.decoded);
}

/// An object, or why it is none.
std::variant<QJsonObject, Malformation> parseObject(const QByteArray &json)
{
    // In an array, because QJsonDocument takes no bare null, number or string, which are valid
    // JSON.
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + json + ']').array();
    if (wrapped.size() != 1)
        return Malformation::BadJson;
    if (!wrapped.first().isObject())
        return Malformation::NotAnObject;
    return wrapped.first().toObject();
}

std::optional<WallTime> parseDate(const QJsonValue &value)
{
    if (!value.isDouble())
        return {};
    const double seconds = value.toDouble();
    if (!(seconds >= 0.0 && seconds <= LatestDate) || std::floor(seconds) != seconds)
        return {};
    return WallTime(std::chrono::seconds(static_cast<qint64>(seconds)));
}

std::optional<TokenError> shapeProblem(const QByteArray &jwt)
{
    if (jwt.size() > AccessToken::MaxTokenBytes)
        return TokenError { .code = TokenError::Code::TooLarge,
                            .detail = QStringLiteral("the token has more than 8 KiB") };
    if (jwt.startsWith('"') || jwt.startsWith('\''))
        return malformed(Malformation::Quoted, "the token stands in quotation marks");
    if (jwt.isEmpty() || jwt == "null" || jwt == "undefined" || jwt == "None" || jwt == "nil"
        || jwt == "true" || jwt == "false" || jwt == "NaN")
        return malformed(Malformation::NotAToken, "a word stands where the token should be");
    if (jwt.startsWith('[') || jwt.startsWith('{'))
        return malformed(Malformation::NotAnObject, "JSON stands where the token should be");
    if (jwt.count('.') != 2)
        return malformed(Malformation::NotThreeParts, "a token has three parts separated by dots");
    return {};
}

QString serviceSidOf(const QJsonObject &grants)
{
    const QJsonValue chat = grants.value(QLatin1String("chat"));
    const QJsonValue grant = chat.isObject() ? chat : grants.value(QLatin1String("ip_messaging"));
    return grant.toObject().value(QLatin1String("service_sid")).toString();
}

} // namespace

std::variant<AccessToken, TokenError> AccessToken::parse(const QByteArray &jwt)
{
    if (const auto problem = shapeProblem(jwt))
        return *problem;

    const QList<QByteArray> parts = jwt.split('.');
    const auto headerBytes = decodePart(parts.at(0));
    const auto payloadBytes = decodePart(parts.at(1));
    if (!headerBytes || !payloadBytes || !decodePart(parts.at(2)))
        return malformed(Malformation::BadBase64, "a part of the token is not base64url");

    const auto headerResult = parseObject(*headerBytes);
    if (const auto *problem = std::get_if<Malformation>(&headerResult))
        return malformed(*problem, "the header of the token is not a JSON object");
    const auto payloadResult = parseObject(*payloadBytes);
    if (const auto *problem = std::get_if<Malformation>(&payloadResult))
        return malformed(*problem, "the payload of the token is not a JSON object");
    const auto &header = std::get<QJsonObject>(headerResult);
    const auto &payload = std::get<QJsonObject>(payloadResult);

    AccessToken token;
    token.m_jwt = jwt;
    token.m_algorithm = header.value(QLatin1String("alg")).toString();
    token.m_contentType = header.value(QLatin1String("cty")).toString();
    token.m_region = header.value(QLatin1String("twr")).toString();
    token.m_keySid = payload.value(QLatin1String("iss")).toString();
    token.m_accountSid = payload.value(QLatin1String("sub")).toString();

    const QJsonValue exp = payload.value(QLatin1String("exp"));
    if (exp.isUndefined())
        return malformed(Malformation::NoExpiry, "the claim exp is missing");
    const auto expiry = parseDate(exp);
    if (!expiry)
        return malformed(Malformation::BadExpiry, "the claim exp is no date in whole seconds");
    token.m_expiresAt = *expiry;
    if (const QJsonValue iat = payload.value(QLatin1String("iat")); !iat.isUndefined()) {
        token.m_issuedAt = parseDate(iat);
        if (!token.m_issuedAt)
            return malformed(Malformation::BadIssueTime,
                             "the claim iat is no date in whole seconds");
    }
    if (const QJsonValue nbf = payload.value(QLatin1String("nbf")); !nbf.isUndefined()) {
        token.m_notBefore = parseDate(nbf);
        if (!token.m_notBefore)
            return malformed(Malformation::BadNotBefore,
                             "the claim nbf is no date in whole seconds");
    }

    const QJsonValue grantsValue = payload.value(QLatin1String("grants"));
    if (!grantsValue.isObject())
        return malformed(Malformation::BadGrants, "the claim grants is missing or no object");
    const QJsonObject grants = grantsValue.toObject();
    token.m_identity = grants.value(QLatin1String("identity")).toString();
    if (token.m_identity.isEmpty())
        return malformed(Malformation::NoIdentity, "the claim grants.identity is missing or empty");
    token.m_serviceSid = serviceSidOf(grants);
    token.m_grantNames = grants.keys();
    token.m_grantNames.removeAll(QStringLiteral("identity"));
    return token;
}

std::optional<std::chrono::milliseconds> AccessToken::lifetime() const
{
    if (!m_issuedAt)
        return {};
    return m_expiresAt - *m_issuedAt;
}

QString AccessToken::fingerprint() const
{
    const QByteArray hash = QCryptographicHash::hash(m_jwt, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.left(4).toHex());
}

QDebug operator<<(QDebug debug, const AccessToken &token)
{
    const QDebugStateSaver saver(debug);
    const auto expiry
        = QDateTime::fromMSecsSinceEpoch(token.expiresAt().time_since_epoch().count(), Qt::UTC);
    debug.nospace().noquote() << "AccessToken(" << token.fingerprint() << ", " << token.identity()
                              << ", expires " << expiry.toString(Qt::ISODate) << ')';
    return debug;
}

} // namespace parley
