// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/tokenissuer.h"

#include "localservice/store/moment.h"
#include "localservice/store/secrets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

QByteArray TokenIssuer::issue(const QString &identity, std::chrono::seconds ttl, WallTime now) const
{
    const qint64 expiresAt = epochSeconds(now) + ttl.count();
    const qint64 issuedAt = ttl.count() > 0 ? epochSeconds(now) : expiresAt - 3600;
    const QJsonObject header {
        { u"typ"_s, u"JWT"_s },
        { u"alg"_s, u"HS256"_s },
        { u"cty"_s, u"twilio-fpa;v=1"_s },
    };
    // Twilio's jti ends behind the time; ours goes on, so that two tokens of one second differ.
    const QString id = u"%1-%2-%3"_s.arg(m_installation.keySid)
                           .arg(issuedAt)
                           .arg(QString::fromLatin1(randomBytes(4).toHex()));
    const QJsonObject claims {
        { u"jti"_s, id },
        { u"iss"_s, m_installation.keySid },
        { u"sub"_s, m_installation.accountSid },
        { u"iat"_s, issuedAt },
        { u"exp"_s, expiresAt },
        { u"grants"_s,
          QJsonObject {
              { u"identity"_s, identity },
              { u"chat"_s, QJsonObject { { u"service_sid"_s, m_installation.serviceSid } } } } },
    };
    const QByteArray signedPart = base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact))
        + '.' + base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return signedPart + '.'
        + base64Url(QMessageAuthenticationCode::hash(signedPart, m_installation.keySecret,
                                                     QCryptographicHash::Sha256));
}

} // namespace parley::localservice
