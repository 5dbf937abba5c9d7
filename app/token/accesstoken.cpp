// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/accesstoken.h"

#include "token/malformed_p.h"
#include "token/utc.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDebug>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using Malformation = TokenError::Malformation;

/// 9999-12-31T23:59:59Z: beyond that no date of a token is meant, and milliseconds stay far from
/// overflow.
constexpr double LatestDate = 253402300799.0;

std::optional<QByteArray> decodePart(const QByteArray &part)
{
    // RFC 7515: base64url. Four characters carry three bytes, so a rest of one is impossible.
    if (part.size() % 4 == 1)
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
    if (!(seconds >= 0.0 && seconds <= LatestDate))
        return {};
    return WallTime(std::chrono::milliseconds(std::llround(seconds * 1000.0)));
}

std::optional<TokenError> shapeProblem(const QByteArray &jwt)
{
    if (jwt.size() > AccessToken::MaxTokenBytes)
        return TokenError { .code = TokenError::Code::TooLarge,
                            .detail = u"the token has more than 8 KiB"_s };
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

/// The names that a grant may have, the usual one first.
QStringList namesOf(TokenGrant grant)
{
    switch (grant) {
    case TokenGrant::None:
        return {};
    case TokenGrant::Chat:
        return { u"chat"_s, u"ip_messaging"_s };
    case TokenGrant::Voice:
        return { u"voice"_s };
    case TokenGrant::Video:
        return { u"video"_s };
    case TokenGrant::Sync:
        return { u"data_sync"_s };
    }
    Q_UNREACHABLE();
    return {};
}

/// One of the two optional dates. Null counts as missing.
std::optional<TokenError> readOptionalDate(const QJsonObject &payload, QLatin1String claim,
                                           Malformation malformation, std::optional<WallTime> &date)
{
    const QJsonValue value = payload.value(claim);
    if (value.isUndefined() || value.isNull())
        return {};
    date = parseDate(value);
    if (date)
        return {};
    return TokenError { .code = TokenError::Code::Malformed,
                        .malformation = malformation,
                        .detail = u"the claim %1 is no number of seconds since 1970"_s.arg(claim) };
}

/// It becomes a part of a host's name, and nothing has verified the token: it must not lead to
/// another host.
QString regionOf(const QJsonObject &header)
{
    const QString region = header.value("twr"_L1).toString();
    const bool isName = std::all_of(region.begin(), region.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
    return isName ? region : QString();
}

} // namespace

std::variant<AccessToken, TokenError> AccessToken::parse(const QByteArray &jwt)
{
    if (const auto problem = shapeProblem(jwt))
        return *problem;

    if (jwt.contains('='))
        return malformed(Malformation::Padded,
                         "the token has '=' padding, which a JWT must not have (RFC 7515)");
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
    token.m_algorithm = header.value("alg"_L1).toString();
    token.m_contentType = header.value("cty"_L1).toString();
    token.m_region = regionOf(header);
    token.m_keySid = payload.value("iss"_L1).toString();
    token.m_accountSid = payload.value("sub"_L1).toString();

    const QJsonValue exp = payload.value("exp"_L1);
    if (exp.isUndefined())
        return malformed(Malformation::NoExpiry, "the claim exp is missing");
    const auto expiry = parseDate(exp);
    if (!expiry)
        return malformed(Malformation::BadExpiry,
                         "the claim exp is no number of seconds since 1970");
    token.m_expiresAt = *expiry;
    if (const auto problem
        = readOptionalDate(payload, "iat"_L1, Malformation::BadIssueTime, token.m_issuedAt))
        return *problem;
    if (const auto problem
        = readOptionalDate(payload, "nbf"_L1, Malformation::BadNotBefore, token.m_notBefore))
        return *problem;

    const QJsonValue grantsValue = payload.value("grants"_L1);
    if (!grantsValue.isObject())
        return malformed(Malformation::BadGrants, "the claim grants is missing or no object");
    const QJsonObject grants = grantsValue.toObject();
    token.m_identity = grants.value("identity"_L1).toString();
    if (token.m_identity.isEmpty())
        return malformed(Malformation::NoIdentity, "the claim grants.identity is missing or empty");
    for (auto grant = grants.begin(); grant != grants.end(); ++grant) {
        if (grant.key() != "identity"_L1)
            token.m_services.insert(grant.key(),
                                    grant->toObject().value("service_sid"_L1).toString());
    }
    return token;
}

QString AccessToken::serviceSidOf(TokenGrant grant) const
{
    for (const QString &name : namesOf(grant)) {
        if (const QString sid = m_services.value(name); !sid.isEmpty())
            return sid;
    }
    return {};
}

bool AccessToken::hasGrant(TokenGrant grant) const
{
    const QStringList names = namesOf(grant);
    return grant == TokenGrant::None
        || std::any_of(names.begin(), names.end(),
                       [this](const QString &name) { return m_services.contains(name); });
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
        = QDateTime::fromMSecsSinceEpoch(token.expiresAt().time_since_epoch().count(), Utc);
    debug.nospace().noquote() << "AccessToken(" << token.fingerprint() << ", " << token.identity()
                              << ", expires " << expiry.toString(Qt::ISODate) << ')';
    return debug;
}

} // namespace parley
