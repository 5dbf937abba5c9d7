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

HttpTokenProvider::HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url,
                                     TokenAuth auth, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_endpoint { .url = url, .auth = auth }
    , m_ownClock(std::make_unique<SystemClock>())
    , m_clock(*m_ownClock)
{ }

HttpTokenProvider::HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url,
                                     TokenAuth auth, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_endpoint { .url = url, .auth = auth }
    , m_clock(clock)
{ }

HttpTokenProvider::~HttpTokenProvider() = default;

bool HttpTokenProvider::setHeader(const QByteArray &name, const QByteArray &value)
{
    if (!isOwnHeader(name, value))
        return false;
    m_endpoint.headers.removeIf([&name](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (!value.isEmpty())
        m_endpoint.headers.append({ name, value });
    return true;
}

void HttpTokenProvider::setCredential(const TokenCredential &credential)
{
    m_credential = credential;
    if (!credential.session.isEmpty() && !isHeaderSafe(credential.session))
        m_credential.session.clear();
    m_pendingSession.clear();
    m_pendingKey.clear();
    ++m_credentialSerial;
}

TokenCredential HttpTokenProvider::credentialFor(const QByteArray &key) const
{
    TokenCredential shown = m_credential;
    if (!m_pendingSession.isEmpty() && key != m_pendingKey)
        shown.session = m_pendingSession;
    return shown;
}

void HttpTokenProvider::takeSession(const TokenExchangeResult &result, const QByteArray &key)
{
    const auto *token = std::get_if<AccessToken>(&result.token);
    // Another user's token came by mistake.
    const bool isOurs = token != nullptr
        && (m_credential.user.isEmpty() || token->identity() == m_credential.user);
    if (isOurs && !result.session.isEmpty() && result.session != m_credential.session) {
        m_pendingSession = result.session;
        m_pendingKey = key;
    }
}

void HttpTokenProvider::fetchToken(const QByteArray &idempotencyKey, QObject *context,
                                   FetchCallback done)
{
    abort();
    m_exchange
        = std::make_unique<TokenExchange>(m_network, m_clock, m_endpoint,
                                          m_isPortKnown ? TokenExchange::PortQuestion::Forbidden
                                                        : TokenExchange::PortQuestion::Allowed);
    const TokenCredential shown = credentialFor(idempotencyKey);
    m_exchange->start(shown, idempotencyKey,
                      [this, key = idempotencyKey, serial = m_credentialSerial,
                       guard = QPointer(context),
                       done = std::move(done)](const TokenExchangeResult &result) {
                          // We are in a call of it.
                          m_exchange.release()->deleteLater();
                          m_isPortKnown = m_isPortKnown || result.isPortAsked || result.status != 0;
                          if (serial == m_credentialSerial) // else the user has changed meanwhile
                              takeSession(result, key);
                          if (guard)
                              done(outcomeOf(result)); // last
                      });
}

void HttpTokenProvider::abort()
{
    m_exchange.reset();
}

void HttpTokenProvider::reloadCredential(QObject *context, std::function<void(bool)> done)
{
    // The new session was refused: back to the one that is known to be good.
    const bool hasChanged = !std::exchange(m_pendingSession, {}).isEmpty();
    m_pendingKey.clear();
    QMetaObject::invokeMethod(
        context, [done = std::move(done), hasChanged] { done(hasChanged); }, Qt::QueuedConnection);
}

void HttpTokenProvider::confirmCredential()
{
    if (m_pendingSession.isEmpty())
        return;
    m_credential.session = std::exchange(m_pendingSession, {});
    m_pendingKey.clear();
    Q_EMIT credentialChanged(m_credential);
}

QList<QNetworkReply *> HttpTokenProvider::revokeSession()
{
    QList<QNetworkReply *> replies;
    for (const QString &session :
         { std::exchange(m_credential.session, {}), std::exchange(m_pendingSession, {}) }) {
        if (session.isEmpty() || !tokenUrlProblem(m_endpoint.url, m_endpoint.auth).isEmpty())
            continue;
        QNetworkRequest request = makeRevocation(m_endpoint, session);
        request.setTransferTimeout(RevokeLimitMs);
        QNetworkReply *reply = m_network.deleteResource(request); // outlives us: best effort
        reply->setReadBufferSize(UnreadBytes); // nothing of it is read
        connect(reply, &QNetworkReply::finished, reply, &QNetworkReply::deleteLater);
        replies.append(reply);
    }
    return replies;
}

} // namespace parley
