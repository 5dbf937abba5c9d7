// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/installation.h"
#include "token/clock.h"

#include <QSet>

#include <variant>

class QJsonObject;

namespace parley::localservice {

/// What an accepted token says.
struct TokenClaims
{
    QString accountSid {};
    QString serviceSid {};
    QString identity {};
    WallTime expiresAt {};
    QByteArray fingerprint {}; ///< hash of the token, to name it without keeping it

    /// An update may replace a token only by one for the same.
    [[nodiscard]] bool isForSameUser(const TokenClaims &other) const
    {
        return accountSid == other.accountSid && serviceSid == other.serviceSid
            && identity == other.identity;
    }
};

/// Why a token is refused: always with the Twilsock status 401.
struct TokenRefusal
{
    int errorCode = 20101;
    QString description {};

    [[nodiscard]] static TokenRefusal invalid();
    [[nodiscard]] static TokenRefusal expired();
    [[nodiscard]] static TokenRefusal otherUser();
};

/// Checks form, signature, issuer, times and grant of a token, in this order.
class TokenValidator final
{
public:
    static constexpr qsizetype MaxTokenBytes = 8 * 1024;

    explicit TokenValidator(const Installation &installation)
        : m_installation(installation)
    { }

    [[nodiscard]] std::variant<TokenClaims, TokenRefusal> validate(const QByteArray &jwt,
                                                                   WallTime now) const;
    /// The token with this fingerprint counts as expired from now on.
    void expire(const QByteArray &fingerprint) { m_expired.insert(fingerprint); }

private:
    [[nodiscard]] bool isSignedByUs(const QByteArray &jwt, const QJsonObject &header) const;
    [[nodiscard]] std::variant<TokenClaims, TokenRefusal> readClaims(const QJsonObject &claims,
                                                                     WallTime now) const;

    Installation m_installation;
    QSet<QByteArray> m_expired;
};

} // namespace parley::localservice
