// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenprovider.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QUrl>

class QNetworkReply;

namespace parley {

/// How the request to the back end authenticates (`--token-auth`).
enum class TokenAuth {
    Basic, ///< POST, user and password, Basic authentication
    Bearer, ///< POST, the secret is a bearer credential
    Query, ///< GET ?identity=…&password=…, as Twilio's demo apps' services expect; https or
           ///< loopback only
};

/// What one sign-in has to show to its back end. A secret as a whole: never logged.
struct TokenCredential
{
    QString user {};
    QString secret {}; ///< password or bearer credential
    QString
        session {}; ///< the back end's own bearer credential, used instead of the secret when set

    [[nodiscard]] bool isEmpty() const { return secret.isEmpty() && session.isEmpty(); }
    bool operator==(const TokenCredential &) const = default;
};

/// Fetches tokens from a back end over HTTP as the contract of the token end point says: raw JWT or
/// JSON (`token`, `accessToken`, `access_token`, `jwt`), at most 64 KiB, no redirect followed, TLS
/// always verified, plain http on loopback only. Keeps and rotates the `session` of the answers.
/// Where the server hangs up before the first byte of an answer, Qt itself sends the request once
/// more, with the same Idempotency-Key; nothing keeps it from that.
class HttpTokenProvider final : public QObject, public TokenProvider
{
    Q_OBJECT

public:
    static constexpr qint64 MaxAnswerBytes = 64 * 1024;

    /// \a network must outlive this object.
    HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url, TokenAuth auth,
                      QObject *parent = nullptr);
    ~HttpTokenProvider() override;

    /// Why \a url cannot be a token end point (scheme, host, plain http off loopback, a password in
    /// it): an English sentence for programs; empty when it can.
    [[nodiscard]] static QString urlProblem(const QUrl &url, TokenAuth auth);

    void setCredential(const TokenCredential &credential);
    [[nodiscard]] const TokenCredential &credential() const;
    [[nodiscard]] QUrl url() const;

    void fetchToken(const QByteArray &idempotencyKey, QObject *context,
                    FetchCallback done) override;
    void abort() override;
    void reloadCredential(QObject *context, std::function<void(bool)> done) override;
    void confirmCredential() override;

    /// Looks up the credential where it rests; set by the owner (keychain). Calls back once.
    using CredentialLookup = std::function<void(
        QObject *context, std::function<void(std::optional<TokenCredential>)>)>;
    void setCredentialLookup(CredentialLookup lookup);

    /// Ends the session at the back end with DELETE; best effort, no result. Does nothing without
    /// one.
    void revokeSession();

Q_SIGNALS:
    /// The back end gave a (new) session and the token that came with it was applied: keep it.
    void credentialChanged(const parley::TokenCredential &credential);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
