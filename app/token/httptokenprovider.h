// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/http/tokenrequest.h"
#include "token/tokenprovider.h"

#include <QNetworkAccessManager>

namespace parley {

class TokenExchange;
struct TokenExchangeResult;

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

    /// What the back end sees as `User-Agent`; the default is the name of the application.
    void setUserAgent(const QByteArray &userAgent) { m_endpoint.userAgent = userAgent; }
    /// Sends this header with every request from now on; an empty \a value takes it back. False:
    /// the request sets this header itself, or \a name or \a value would break the request.
    [[nodiscard]] bool setHeader(const QByteArray &name, const QByteArray &value);

    void setCredential(const TokenCredential &credential);
    [[nodiscard]] const TokenCredential &credential() const { return m_credential; }
    [[nodiscard]] QUrl url() const { return m_endpoint.url; }

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
    /// What is shown in the refresh with \a key.
    [[nodiscard]] TokenCredential credentialFor(const QByteArray &key) const;
    void takeSession(const TokenExchangeResult &result, const QByteArray &key);

    QNetworkAccessManager &m_network;
    TokenEndpoint m_endpoint;
    const std::unique_ptr<Clock> m_ownClock {};
    Clock &m_clock;
    TokenCredential m_credential {};
    quint64 m_credentialSerial = 0;
    // A rotated session, not yet safe to keep: its token has not been applied.
    QString m_pendingSession {};
    QByteArray m_pendingKey {}; // the refresh that brought it; its retries still show the old one
    std::unique_ptr<TokenExchange> m_exchange {}; // the attempt in progress
    bool m_isPortKnown = false; // an answer has come from there, or the port has been asked
};

} // namespace parley
