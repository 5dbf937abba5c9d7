// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/testtoken.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace parley::test {

namespace {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

void apply(QJsonObject &object, const QJsonObject &changes)
{
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it->isNull())
            object.remove(it.key());
        else
            object.insert(it.key(), it.value());
    }
}

} // namespace

QByteArray makeJwt(const TokenSpec &spec, const QByteArray &key)
{
    const auto iat
        = std::chrono::duration_cast<std::chrono::seconds>(spec.issuedAt.time_since_epoch());
    QJsonObject header { { QStringLiteral("typ"), QStringLiteral("JWT") },
                         { QStringLiteral("alg"), QStringLiteral("HS256") },
                         { QStringLiteral("cty"), QStringLiteral("twilio-fpa;v=1") } };
    apply(header, spec.extraHeader);
    const QString keySid = QStringLiteral("SK00000000000000000000000000000001");
    QJsonObject claims {
        { QStringLiteral("jti"),
          QStringLiteral("%1-%2-%3").arg(keySid).arg(iat.count()).arg(spec.serial) },
        { QStringLiteral("iss"), keySid },
        { QStringLiteral("sub"), spec.accountSid },
        { QStringLiteral("iat"), qint64(iat.count()) },
        { QStringLiteral("exp"), qint64((iat + spec.life).count()) },
        { QStringLiteral("grants"),
          QJsonObject { { QStringLiteral("identity"), spec.identity },
                        { QStringLiteral("chat"),
                          QJsonObject { { QStringLiteral("service_sid"), spec.serviceSid } } } } },
    };
    apply(claims, spec.extraClaims);
    const QByteArray signedPart = base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact))
        + '.' + base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return signedPart + '.'
        + base64Url(QMessageAuthenticationCode::hash(signedPart, key, QCryptographicHash::Sha256));
}

AccessToken makeToken(const TokenSpec &spec)
{
    const auto parsed = AccessToken::parse(makeJwt(spec));
    Q_ASSERT(std::holds_alternative<AccessToken>(parsed));
    return std::get<AccessToken>(parsed);
}

} // namespace parley::test
