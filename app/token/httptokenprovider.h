// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/http/tokenrequest.h"
#include "token/tokenprovider.h"

#include <QNetworkAccessManager>

namespace parley {

/// Fetches tokens from a back end over HTTP as the contract of the token end point says: raw JWT or
/// JSON (`token`, `accessToken`, `access_token`, `jwt`), at most 64 KiB, no redirect followed, TLS
/// always verified, plain http on loopback only. Keeps and rotates the `session` of the answers.
/// One attempt is one request, also where the server hangs up without an answer.
class HttpTokenProvider final : public QObject, public TokenProvider
{
    Q_OBJECT

public:
    /// \a network must outlive this object. The clock is the machine's.
    HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url, TokenAuth auth,
                      QObject *parent = nullptr);
    /// \a network and \a clock must outlive this object.
    HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url, TokenAuth auth, Clock &clock,
                      QObject *parent = nullptr);
    ~HttpTokenProvider() override;

    /// Why \a url cannot be a token end point (scheme, host, plain http off loopback, a password in
    /// it): an English sentence for programs; empty when it can.
    [[nodiscard]] static QString urlProblem(const QUrl &url, TokenAuth auth)
    {
        return tokenUrlProblem(url, auth);
    }
    /// Why \a user cannot be sent by \a auth: an English sentence for programs; empty when it can.
    [[nodiscard]] static QString userProblem(const QString &user, TokenAuth auth)
    {
        return tokenUserProblem(user, auth);
    }

    /// What the back end sees as `User-Agent`; the default is the name of the application.
    void setUserAgent(const QByteArray &userAgent);
    /// Sends this header with every request from now on; an empty \a value takes it back. False:
    /// the request sets this header itself, or \a name or \a value would break the request.
    [[nodiscard]] bool setHeader(const QByteArray &name, const QByteArray &value);

    void setCredential(const TokenCredential &credential);
    [[nodiscard]] const TokenCredential &credential() const;
    [[nodiscard]] QUrl url() const;

    void fetchToken(const QByteArray &idempotencyKey, QObject *context,
                    FetchCallback done) override;
    void abort() override;
    void reloadCredential(QObject *context, std::function<void(bool)> done) override;
    void confirmCredential() override;

    /// Ends the session at the back end with DELETE, best effort. Returns the replies of the
    /// requests that are under way now, two at the most, for a caller that waits for them. They
    /// outlive this object and delete themselves.
    QList<QNetworkReply *> revokeSession();

Q_SIGNALS:
    /// The back end gave a (new) session and the token that came with it was applied: keep it.
    void credentialChanged(const parley::TokenCredential &credential);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
