// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/testtoken.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace parley::test {

using namespace Qt::StringLiterals;

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
    QJsonObject header { { u"typ"_s, u"JWT"_s },
                         { u"alg"_s, u"HS256"_s },
                         { u"cty"_s, u"twilio-fpa;v=1"_s } };
    apply(header, spec.extraHeader);
    const QString keySid = u"SK00000000000000000000000000000001"_s;
    QJsonObject claims {
        { u"jti"_s, u"%1-%2-%3"_s.arg(keySid).arg(iat.count()).arg(spec.serial) },
        { u"iss"_s, keySid },
        { u"sub"_s, spec.accountSid },
        { u"iat"_s, qint64(iat.count()) },
        { u"exp"_s, qint64((iat + spec.life).count()) },
        { u"grants"_s,
          QJsonObject { { u"identity"_s, spec.identity },
                        { u"chat"_s, QJsonObject { { u"service_sid"_s, spec.serviceSid } } } } },
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
