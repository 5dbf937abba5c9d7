// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/tokenvalidator.h"

#include "localservice/store/moment.h"
#include "localservice/store/secrets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

#include <optional>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Base64Options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
    | QByteArray::AbortOnBase64DecodingErrors;

std::optional<QByteArray> decoded(const QByteArray &part)
{
    auto result = QByteArray::fromBase64Encoding(part, Base64Options);
    // Only the one canonical spelling: no padding, no stray bits in the last digit.
    if (part.isEmpty() || !result || result.decoded.toBase64(Base64Options) != part)
        return std::nullopt;
    return result.decoded;
}

std::optional<QJsonObject> decodedObject(const QByteArray &part)
{
    const std::optional<QByteArray> bytes = decoded(part);
    const QJsonDocument document = bytes ? QJsonDocument::fromJson(*bytes) : QJsonDocument();
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

/// Seconds since 1970 without their fraction, which RFC 7519 allows.
std::optional<qint64> secondsOf(const QJsonValue &value)
{
    constexpr double Latest = 253402300799.0; // of the year 9999
    const double seconds = value.toDouble(-1);
    if (!(seconds >= 0 && seconds <= Latest))
        return std::nullopt;
    return qint64(seconds);
}

} // namespace

TokenRefusal TokenRefusal::invalid()
{
    return { 20101, u"Invalid Access Token"_s };
}

TokenRefusal TokenRefusal::expired()
{
    return { 20104, u"Access Token expired or expiration date invalid"_s };
}

TokenRefusal TokenRefusal::otherUser()
{
    return { 51215,
             u"Can't update token, new token was issued for other identity/instance/product."_s };
}

std::variant<TokenClaims, TokenRefusal> TokenValidator::validate(const QByteArray &jwt,
                                                                 WallTime now) const
{
    if (jwt.size() > MaxTokenBytes)
        return TokenRefusal::invalid();
    const QList<QByteArray> parts = jwt.split('.');
    if (parts.size() != 3)
        return TokenRefusal::invalid();
    const std::optional<QJsonObject> header = decodedObject(parts.at(0));
    const std::optional<QJsonObject> payload = decodedObject(parts.at(1));
    if (!header || !payload || !isSignedByUs(jwt, *header))
        return TokenRefusal::invalid();
    auto outcome = readClaims(*payload, now);
    if (TokenClaims *const claims = std::get_if<TokenClaims>(&outcome)) {
        claims->fingerprint = secretHash(jwt);
        if (m_expired.contains(claims->fingerprint))
            return TokenRefusal::expired();
    }
    return outcome;
}

bool TokenValidator::isSignedByUs(const QByteArray &jwt, const QJsonObject &header) const
{
    // HS256 only: what we issue. Anything else, `none` above all, is not even looked at.
    if (header.value("typ"_L1).toString() != "JWT"_L1
        || header.value("cty"_L1).toString() != "twilio-fpa;v=1"_L1
        || header.value("alg"_L1).toString() != "HS256"_L1)
        return false;
    const qsizetype dot = jwt.lastIndexOf('.');
    const std::optional<QByteArray> signature = decoded(jwt.mid(dot + 1));
    return signature
        && equalInConstantTime(*signature,
                               QMessageAuthenticationCode::hash(jwt.left(dot),
                                                                m_installation.keySecret,
                                                                QCryptographicHash::Sha256));
}

std::variant<TokenClaims, TokenRefusal> TokenValidator::readClaims(const QJsonObject &claims,
                                                                   WallTime now) const
{
    if (claims.value("iss"_L1).toString() != m_installation.keySid
        || claims.value("sub"_L1).toString() != m_installation.accountSid)
        return TokenRefusal::invalid();
    const std::optional<qint64> issuedAt = secondsOf(claims.value("iat"_L1));
    const std::optional<qint64> expiresAt = secondsOf(claims.value("exp"_L1));
    if (!issuedAt || !expiresAt)
        return TokenRefusal::invalid();
    const qint64 nowSeconds = epochSeconds(now);
    if (claims.contains("nbf"_L1)) {
        const std::optional<qint64> notBefore = secondsOf(claims.value("nbf"_L1));
        if (!notBefore || *notBefore > nowSeconds)
            return TokenRefusal::invalid();
    }
    constexpr qint64 LongestLife = 24 * 60 * 60;
    if (nowSeconds >= *expiresAt || *expiresAt - *issuedAt > LongestLife)
        return TokenRefusal::expired();

    const QJsonObject grants = claims.value("grants"_L1).toObject();
    const QString identity = grants.value("identity"_L1).toString();
    if (identity.isEmpty() || identity.size() > 256)
        return TokenRefusal::invalid();
    const QJsonValue grant
        = grants.contains("chat"_L1) ? grants.value("chat"_L1) : grants.value("ip_messaging"_L1);
    const QString serviceSid = grant.toObject().value("service_sid"_L1).toString();
    if (serviceSid != m_installation.serviceSid)
        return TokenRefusal::invalid();
    return TokenClaims { m_installation.accountSid,
                         serviceSid,
                         identity,
                         WallTime(std::chrono::seconds(*expiresAt)),
                         {} };
}

} // namespace parley::localservice
