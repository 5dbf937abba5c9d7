// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenerror.h"

#include <QNetworkRequest>
#include <QUrl>

#include <optional>
#include <utility>

namespace parley {

/// How the request to the back end authenticates (`--token-auth`).
enum class TokenAuth {
    Basic, ///< POST, user and password, Basic authentication
    Bearer, ///< POST, the secret is a bearer credential
    Query, ///< GET ?identity=…&password=…, as Twilio's demo apps' services expect; https or
           ///< loopback only
};
/// `basic`, `bearer`, `query`: as in the options.
[[nodiscard]] QString authName(TokenAuth auth);
[[nodiscard]] std::optional<TokenAuth> authFromName(const QString &name);

/// What one sign-in has to show to its back end. A secret as a whole: never logged.
struct TokenCredential
{
    QString user {};
    QString secret {}; ///< password or bearer credential
    /// The back end's own bearer credential, used instead of the secret when set.
    QString session {};

    [[nodiscard]] bool isEmpty() const { return secret.isEmpty() && session.isEmpty(); }
    bool operator==(const TokenCredential &) const = default;
};

/// Where tokens come from, and what every request there looks like. Holds no credential.
struct TokenEndpoint
{
    QUrl url {};
    TokenAuth auth = TokenAuth::Basic;
    QByteArray userAgent {}; ///< empty: the name of the application
    QList<std::pair<QByteArray, QByteArray>> headers {}; ///< sent with every request
};

/// Why \a url cannot be a token end point (scheme, host, plain http off loopback, a password in
/// it): an English sentence for programs; empty when it can.
[[nodiscard]] QString tokenUrlProblem(const QUrl &url, TokenAuth auth);

/// Why \a user cannot be sent by \a auth, an English sentence for programs; empty when it can.
/// Source: RFC 7617, section 2: no colon and no control character in a user-id.
[[nodiscard]] QString tokenUserProblem(const QString &user, TokenAuth auth);

/// Whether \a name and \a value can be sent as a header of one's own: not one that the request sets
/// itself, and nothing that would split the header.
[[nodiscard]] bool isOwnHeader(const QByteArray &name, const QByteArray &value);

/// A request that is ready to be sent.
struct TokenRequest
{
    QByteArray method {};
    QNetworkRequest request {};
};

/// Why no request can be made: Configuration or NoCredential; empty when it can.
[[nodiscard]] std::optional<TokenError> tokenRequestProblem(const TokenEndpoint &endpoint,
                                                            const TokenCredential &credential);
/// The request for one token. It has no body, and so no Content-Type.
[[nodiscard]] TokenRequest makeTokenRequest(const TokenEndpoint &endpoint,
                                            const TokenCredential &credential,
                                            const QByteArray &idempotencyKey);
/// The request that ends \a session at the back end, sent with DELETE.
[[nodiscard]] QNetworkRequest makeRevocation(const TokenEndpoint &endpoint, const QString &session);

} // namespace parley
