// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/httptokenprovider.h"

#include "token/http/tokenanswer.h"
#include "token/http/tokenexchange.h"

#include <QNetworkReply>
#include <QPointer>

#include <utility>

namespace parley {

namespace {

constexpr qint64 UnreadBytes = 16 * 1024;
constexpr int RevokeLimitMs = 10'000;

FetchOutcome outcomeOf(const TokenExchangeResult &result)
{
    if (const auto *error = std::get_if<TokenError>(&result.token))
        return { .result = *error, .serverTime = result.serverTime };
    return { .result = std::get<AccessToken>(result.token), .serverTime = result.serverTime };
}

} // namespace

class HttpTokenProvider::Private
{
public:
    Private(QNetworkAccessManager &accessManager, TokenEndpoint place, std::unique_ptr<Clock> own,
            Clock &given)
        : network(accessManager)
        , endpoint(std::move(place))
        , ownClock(std::move(own))
        , clock(given)
    { }

    /// What is shown in the refresh with \a key.
    [[nodiscard]] TokenCredential credentialFor(const QByteArray &key) const;
    void takeSession(const TokenExchangeResult &result, const QByteArray &key);

    QNetworkAccessManager &network;
    TokenEndpoint endpoint;
    const std::unique_ptr<Clock> ownClock;
    Clock &clock;
    TokenCredential credential;
    quint64 credentialSerial = 0;
    // A rotated session, not yet safe to keep: its token has not been applied.
    QString pendingSession;
    QByteArray pendingKey; // the refresh that brought it; its retries still show the old one
    std::unique_ptr<TokenExchange> exchange; // the attempt in progress
    bool isPortKnown = false; // an answer has come from there, or the port has been asked
};

TokenCredential HttpTokenProvider::Private::credentialFor(const QByteArray &key) const
{
    TokenCredential shown = credential;
    if (!pendingSession.isEmpty() && key != pendingKey)
        shown.session = pendingSession;
    return shown;
}

void HttpTokenProvider::Private::takeSession(const TokenExchangeResult &result,
                                             const QByteArray &key)
{
    const auto *token = std::get_if<AccessToken>(&result.token);
    // Another user's token came by mistake.
    const bool isOurs
        = token != nullptr && (credential.user.isEmpty() || token->identity() == credential.user);
    if (isOurs && !result.session.isEmpty() && result.session != credential.session) {
        pendingSession = result.session;
        pendingKey = key;
    }
}

HttpTokenProvider::HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url,
                                     TokenAuth auth, QObject *parent)
    : QObject(parent)
{
    auto clock = std::make_unique<SystemClock>();
    Clock &use = *clock;
    d = std::make_unique<Private>(network, TokenEndpoint { .url = url, .auth = auth },
                                  std::move(clock), use);
}

HttpTokenProvider::HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url,
                                     TokenAuth auth, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(network, TokenEndpoint { .url = url, .auth = auth }, nullptr,
                                  clock))
{ }

HttpTokenProvider::~HttpTokenProvider() = default;

void HttpTokenProvider::setUserAgent(const QByteArray &userAgent)
{
    d->endpoint.userAgent = userAgent;
}

bool HttpTokenProvider::setHeader(const QByteArray &name, const QByteArray &value)
{
    if (!isOwnHeader(name, value))
        return false;
    d->endpoint.headers.removeIf([&name](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (!value.isEmpty())
        d->endpoint.headers.append({ name, value });
    return true;
}

void HttpTokenProvider::setCredential(const TokenCredential &credential)
{
    d->credential = credential;
    if (!credential.session.isEmpty() && !isHeaderSafe(credential.session))
        d->credential.session.clear();
    d->pendingSession.clear();
    d->pendingKey.clear();
    ++d->credentialSerial;
}

const TokenCredential &HttpTokenProvider::credential() const
{
    return d->credential;
}

QUrl HttpTokenProvider::url() const
{
    return d->endpoint.url;
}

void HttpTokenProvider::fetchToken(const QByteArray &idempotencyKey, QObject *context,
                                   FetchCallback done)
{
    abort();
    d->exchange
        = std::make_unique<TokenExchange>(d->network, d->clock, d->endpoint,
                                          d->isPortKnown ? TokenExchange::PortQuestion::Forbidden
                                                         : TokenExchange::PortQuestion::Allowed);
    const TokenCredential shown = d->credentialFor(idempotencyKey);
    d->exchange->start(
        shown, idempotencyKey,
        [this, key = idempotencyKey, serial = d->credentialSerial, guard = QPointer(context),
         done = std::move(done)](const TokenExchangeResult &result) {
            // We are in a call of it.
            d->exchange.release()->deleteLater();
            d->isPortKnown = d->isPortKnown || result.isPortAsked || result.status != 0;
            if (serial == d->credentialSerial) // else the user has changed meanwhile
                d->takeSession(result, key);
            if (guard)
                done(outcomeOf(result)); // last
        });
}

void HttpTokenProvider::abort()
{
    d->exchange.reset();
}

void HttpTokenProvider::reloadCredential(QObject *context, std::function<void(bool)> done)
{
    // The new session was refused: back to the one that is known to be good.
    const bool hasChanged = !std::exchange(d->pendingSession, {}).isEmpty();
    d->pendingKey.clear();
    QMetaObject::invokeMethod(
        context, [done = std::move(done), hasChanged] { done(hasChanged); }, Qt::QueuedConnection);
}

void HttpTokenProvider::confirmCredential()
{
    if (d->pendingSession.isEmpty())
        return;
    d->credential.session = std::exchange(d->pendingSession, {});
    d->pendingKey.clear();
    Q_EMIT credentialChanged(d->credential);
}

QList<QNetworkReply *> HttpTokenProvider::revokeSession()
{
    QList<QNetworkReply *> replies;
    for (const QString &session :
         { std::exchange(d->credential.session, {}), std::exchange(d->pendingSession, {}) }) {
        if (session.isEmpty() || !urlProblem(d->endpoint.url, d->endpoint.auth).isEmpty())
            continue;
        QNetworkRequest request = makeRevocation(d->endpoint, session);
        request.setTransferTimeout(RevokeLimitMs);
        QNetworkReply *reply = d->network.deleteResource(request); // outlives us: best effort
        reply->setReadBufferSize(UnreadBytes); // nothing of it is read
        connect(reply, &QNetworkReply::finished, reply, &QNetworkReply::deleteLater);
        replies.append(reply);
    }
    return replies;
}

} // namespace parley
