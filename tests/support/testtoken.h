// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <QJsonObject>

namespace parley::test {

/// What a test token says; the defaults make a good one for alice that lives an hour.
struct TokenSpec
{
    QString identity { QStringLiteral("alice") };
    QString serviceSid { QStringLiteral("IS00000000000000000000000000000001") };
    QString accountSid { QStringLiteral("AC00000000000000000000000000000001") };
    WallTime issuedAt { std::chrono::seconds(1767225600) };
    std::chrono::seconds life { 3600 };
    QJsonObject extraClaims {}; ///< override or add claims; a null value removes the claim
    QJsonObject extraHeader {};
    int serial = 0; ///< makes two tokens of the same second differ
};

/// A JWT with a proper HS256 signature by \a key.
[[nodiscard]] QByteArray makeJwt(const TokenSpec &spec, const QByteArray &key = "test-key");
/// The same, parsed; asserts that it parses.
[[nodiscard]] AccessToken makeToken(const TokenSpec &spec);

} // namespace parley::test
