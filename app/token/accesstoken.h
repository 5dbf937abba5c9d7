// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "token/tokenerror.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <variant>

class QDebug;

namespace parley {

/// The grants of an access token, one for each Twilio product.
enum class TokenGrant {
    None, ///< no grant is needed
    Chat, ///< `chat` (or the older `ip_messaging`), for Conversations
    Voice, ///< `voice`
    Video, ///< `video`
    Sync, ///< `data_sync`
};

/// What a token must carry to be of use for the clients that share it. The default is what Twilio
/// Conversations needs.
struct TokenRequirements
{
    TokenGrant grant = TokenGrant::Chat;
    QString accountSid {}; ///< AC…; empty: any account
    /// Of the grant, IS…; empty: any service, but chat and sync grants must name one.
    QString serviceSid {};

    bool operator==(const TokenRequirements &) const = default;
};

/// One Twilio access token (a JWT), parsed but not verified: only the service knows the key.
/// A value; the JWT itself is a secret and has no printable form.
class AccessToken
{
public:
    static constexpr qsizetype MaxTokenBytes = 8 * 1024;

    /// Reads header and payload. The error's code is Malformed (with its own reason) or TooLarge.
    /// The dates (exp, iat, nbf) may have a fraction of a second, which counts to the millisecond.
    /// Source: RFC 7519, section 2, 'NumericDate'.
    [[nodiscard]] static std::variant<AccessToken, TokenError> parse(const QByteArray &jwt);

    /// The text that goes to the service. Never log it.
    [[nodiscard]] const QByteArray &jwt() const { return m_jwt; }

    [[nodiscard]] const QString &algorithm() const { return m_algorithm; } ///< header `alg`
    [[nodiscard]] const QString &contentType() const { return m_contentType; } ///< header `cty`
    [[nodiscard]] const QString &region() const { return m_region; } ///< header `twr`; often empty
    [[nodiscard]] const QString &keySid() const { return m_keySid; } ///< `iss`, SK…
    [[nodiscard]] const QString &accountSid() const { return m_accountSid; } ///< `sub`, AC…
    [[nodiscard]] const QString &identity() const { return m_identity; } ///< `grants.identity`
    /// `grants.chat.service_sid`, or that of `ip_messaging`; empty: no chat grant.
    [[nodiscard]] QString serviceSid() const { return serviceSidOf(TokenGrant::Chat); }
    /// The `service_sid` of \a grant; empty: it has none, or the token has no such grant.
    [[nodiscard]] QString serviceSidOf(TokenGrant grant) const;
    [[nodiscard]] bool hasGrant(TokenGrant grant) const; ///< always true for TokenGrant::None
    /// The keys of `grants`, sorted, without `identity`.
    [[nodiscard]] QStringList grantNames() const { return m_services.keys(); }
    [[nodiscard]] std::optional<WallTime> issuedAt() const { return m_issuedAt; } ///< `iat`
    [[nodiscard]] std::optional<WallTime> notBefore() const { return m_notBefore; } ///< `nbf`
    [[nodiscard]] WallTime expiresAt() const { return m_expiresAt; } ///< `exp`, the issuer's clock
    /// exp - iat; empty without iat.
    [[nodiscard]] std::optional<std::chrono::milliseconds> lifetime() const;
    /// Eight hex digits of a hash, to tell two tokens apart in a log.
    [[nodiscard]] QString fingerprint() const;

    bool operator==(const AccessToken &other) const { return m_jwt == other.m_jwt; }

private:
    AccessToken() = default;

    QByteArray m_jwt;
    QString m_algorithm;
    QString m_contentType;
    QString m_region;
    QString m_keySid;
    QString m_accountSid;
    QString m_identity;
    QMap<QString, QString> m_services; // by the name of the grant; empty where it has no service
    std::optional<WallTime> m_issuedAt;
    std::optional<WallTime> m_notBefore;
    WallTime m_expiresAt {};
};

/// Identity, lifetime and fingerprint only.
QDebug operator<<(QDebug debug, const AccessToken &token);

} // namespace parley
