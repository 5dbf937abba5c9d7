// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/httptokenprovider.h"

#include "token/httpdate.h"
#include "token/logging.h"
#include "token/plainrequest.h"
#include "token/tokenanswer.h"

#include <QNetworkReply>
#include <QUrlQuery>

#include <utility>

namespace parley {

namespace {

using Code = TokenError::Code;

constexpr qint64 ChunkBytes = 16 * 1024;
constexpr int RevokeLimitMs = 10'000;

/// Why there was no HTTP answer. Never errorString(): it quotes the URL, and that may hold a
/// password.
TokenError networkError(QNetworkReply::NetworkError error, const QString &host)
{
    const auto because = [error, &host](const char *what) {
        return QStringLiteral("%1: %2 (network error %3)")
            .arg(host, QLatin1String(what))
            .arg(int(error));
    };
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return { .code = Code::Tls, .detail = because("no secure connection") };
    case QNetworkReply::TimeoutError:
        return { .code = Code::Timeout, .detail = because("no answer in time") };
    case QNetworkReply::ConnectionRefusedError:
        return { .code = Code::Offline, .detail = because("connection refused") };
    case QNetworkReply::HostNotFoundError:
        return { .code = Code::Offline, .detail = because("host not found") };
    case QNetworkReply::RemoteHostClosedError:
        return { .code = Code::Offline, .detail = because("connection closed") };
    case QNetworkReply::ProxyAuthenticationRequiredError: // also an end point's own 407
        return { .code = Code::Configuration,
                 .detail = because("a proxy on the way wants a sign-in of its own"),
                 .httpStatus = 407 };
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return { .code = Code::NotOurService, .detail = because("no HTTP answer") };
    default:
        return { .code = Code::Offline, .detail = because("not reached") };
    }
}

} // namespace

class HttpTokenProvider::Private
{
public:
    /// The attempt in flight.
    struct Attempt
    {
        QPointer<QNetworkReply> reply {};
        QByteArray body {};
        QByteArray key {};
        quint64 serial = 0;
        quint64 credentialSerial = 0;
        QPointer<QObject> context {};
        FetchCallback done {};
    };

    Private(HttpTokenProvider *provider, QNetworkAccessManager &accessManager, const QUrl &endPoint,
            TokenAuth kind)
        : q(provider)
        , network(accessManager)
        , url(endPoint)
        , auth(kind)
    { }

    [[nodiscard]] std::optional<TokenError> problem() const;
    [[nodiscard]] QString sessionFor(const QByteArray &key) const;
    void send();
    void readMore();
    void finished();
    [[nodiscard]] FetchOutcome outcomeOf(QNetworkReply &reply);
    [[nodiscard]] std::variant<FetchedToken, TokenError>
    readToken(QNetworkReply &reply, std::optional<WallTime> serverTime);
    void end(const FetchOutcome &outcome);
    void dropReply();

    HttpTokenProvider *const q;
    QNetworkAccessManager &network;
    const QUrl url;
    const TokenAuth auth;
    TokenCredential credential;
    quint64 credentialSerial = 0;
    quint64 attemptSerial = 0;
    CredentialLookup lookup;
    // A rotated session, not yet safe to keep: its token has not been applied.
    QString pendingSession;
    QByteArray pendingKey; // the refresh that brought it; its retries still show the old one
    std::unique_ptr<Attempt> attempt;
};

std::optional<TokenError> HttpTokenProvider::Private::problem() const
{
    if (const QString text = urlProblem(url, auth); !text.isEmpty())
        return TokenError { .code = Code::Configuration, .detail = text };
    if (credential.isEmpty())
        return TokenError { .code = Code::NoCredential,
                            .detail = QStringLiteral("no password and no session") };
    if (credential.session.isEmpty() && auth == TokenAuth::Bearer
        && !isHeaderSafe(credential.secret))
        return TokenError { .code = Code::NoCredential,
                            .detail
                            = QStringLiteral("the secret cannot be sent as a bearer credential") };
    return {};
}

QString HttpTokenProvider::Private::sessionFor(const QByteArray &key) const
{
    return pendingSession.isEmpty() || key == pendingKey ? credential.session : pendingSession;
}

void HttpTokenProvider::Private::send()
{
    const QString session = sessionFor(attempt->key);
    QNetworkRequest request = plainRequest(url);
    request.setRawHeader("Accept", "application/json, application/jwt;q=0.9, text/plain;q=0.9");
    request.setRawHeader("Accept-Encoding", "identity"); // what we count is what came
    request.setRawHeader("Idempotency-Key", attempt->key);

    if (session.isEmpty() && auth == TokenAuth::Query) {
        QUrl withQuery = url;
        QUrlQuery query(url);
        query.addQueryItem(QStringLiteral("identity"),
                           QString::fromLatin1(QUrl::toPercentEncoding(credential.user)));
        query.addQueryItem(QStringLiteral("password"),
                           QString::fromLatin1(QUrl::toPercentEncoding(credential.secret)));
        withQuery.setQuery(query);
        request.setUrl(withQuery);
        attempt->reply = network.get(request);
    } else {
        if (!session.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + session.toLatin1());
        else if (auth == TokenAuth::Bearer)
            request.setRawHeader("Authorization", "Bearer " + credential.secret.toLatin1());
        else
            request.setRawHeader(
                "Authorization",
                "Basic "
                    + (credential.user + QLatin1Char(':') + credential.secret).toUtf8().toBase64());
        request.setRawHeader("Content-Type", "application/x-www-form-urlencoded"); // of nothing
        attempt->reply = network.post(request, QByteArray());
    }
    attempt->reply->setReadBufferSize(ChunkBytes);
    connect(attempt->reply, &QNetworkReply::readyRead, q, [this] { readMore(); });
    connect(attempt->reply, &QNetworkReply::finished, q, [this] { finished(); });
}

void HttpTokenProvider::Private::readMore()
{
    attempt->body += attempt->reply->read(MaxAnswerBytes + 1 - attempt->body.size());
    if (attempt->body.size() <= MaxAnswerBytes)
        return;
    end({ .result = TokenError { .code = Code::TooLarge,
                                 .detail = QStringLiteral("the answer has more than 64 KiB") },
          .serverTime = parseHttpDate(attempt->reply->rawHeader("Date")) });
}

void HttpTokenProvider::Private::finished()
{
    while (attempt && attempt->reply->bytesAvailable() > 0)
        readMore(); // may end the attempt
    if (attempt)
        end(outcomeOf(*attempt->reply));
}

FetchOutcome HttpTokenProvider::Private::outcomeOf(QNetworkReply &reply)
{
    const auto error = reply.error();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Below 200 are failures of the transport, also in the middle of an answer that began well.
    if ((error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
        || status == 0)
        return { .result = networkError(error, url.host()) };

    const auto serverTime = parseHttpDate(reply.rawHeader("Date"));
    if (status < 200 || status >= 300)
        return { .result = errorOfStatus(status, reply.rawHeader("Retry-After"),
                                         serverTime.value_or(SystemClock().wallNow())),
                 .serverTime = serverTime };
    return { .result = readToken(reply, serverTime), .serverTime = serverTime };
}

std::variant<FetchedToken, TokenError>
HttpTokenProvider::Private::readToken(QNetworkReply &reply, std::optional<WallTime> serverTime)
{
    const auto read = readTokenAnswer(reply.rawHeader("Content-Type"), attempt->body);
    if (const auto *error = std::get_if<TokenError>(&read))
        return *error;
    const auto &answer = std::get<TokenAnswer>(read);
    const auto parsed = AccessToken::parse(answer.jwt);
    if (const auto *error = std::get_if<TokenError>(&parsed))
        return *error;
    const auto &token = std::get<AccessToken>(parsed);
    // Not if it is another user's, by mistake or because the user has changed meanwhile.
    const bool ours = attempt->credentialSerial == credentialSerial
        && (credential.user.isEmpty() || token.identity() == credential.user);
    if (ours && !answer.session.isEmpty() && answer.session != credential.session) {
        pendingSession = answer.session;
        pendingKey = attempt->key;
    }
    return FetchedToken { .token = token, .serverTime = serverTime };
}

void HttpTokenProvider::Private::end(const FetchOutcome &outcome)
{
    dropReply();
    const auto ended = std::exchange(attempt, nullptr);
    if (ended->context)
        ended->done(outcome); // last
}

void HttpTokenProvider::Private::dropReply()
{
    if (!attempt || !attempt->reply)
        return;
    attempt->reply->disconnect(q); // what it still says is not for the next attempt
    attempt->reply->abort();
    attempt->reply->deleteLater(); // we may be inside one of its signals
}

HttpTokenProvider::HttpTokenProvider(QNetworkAccessManager &network, const QUrl &url,
                                     TokenAuth auth, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, network, url, auth))
{ }

HttpTokenProvider::~HttpTokenProvider()
{
    d->dropReply();
}

QString HttpTokenProvider::urlProblem(const QUrl &url, TokenAuth auth)
{
    if (!url.isValid() || url.isEmpty())
        return QStringLiteral("The token URL is not a URL.");
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))
        return QStringLiteral(
            "The token URL must start with https:// (or http:// on this machine).");
    if (url.host().isEmpty())
        return QStringLiteral("The token URL has no host.");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("The token URL must not contain a user name or password.");
    if (url.scheme() == QLatin1String("http") && !isLoopbackHost(url.host()))
        return QStringLiteral("Plain http is allowed on this machine only; use https.");
    if (auth == TokenAuth::Query) {
        const QUrlQuery query(url);
        if (query.hasQueryItem(QStringLiteral("identity"))
            || query.hasQueryItem(QStringLiteral("password")))
            return QStringLiteral("The token URL must not contain identity or password itself.");
    }
    return {};
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
    return d->url;
}

void HttpTokenProvider::fetchToken(const QByteArray &idempotencyKey, QObject *context,
                                   FetchCallback done)
{
    abort();
    d->attempt = std::make_unique<Private::Attempt>();
    d->attempt->key = idempotencyKey;
    d->attempt->serial = ++d->attemptSerial;
    d->attempt->credentialSerial = d->credentialSerial;
    d->attempt->context = context;
    d->attempt->done = std::move(done);
    if (const auto problem = d->problem()) {
        // Queued: a callback never comes before this call has returned.
        QMetaObject::invokeMethod(
            this,
            [this, problem = *problem, serial = d->attemptSerial] {
                if (d->attempt && d->attempt->serial == serial)
                    d->end({ .result = problem });
            },
            Qt::QueuedConnection);
        return;
    }
    d->send();
}

void HttpTokenProvider::abort()
{
    d->dropReply();
    d->attempt.reset();
}

void HttpTokenProvider::setCredentialLookup(CredentialLookup lookup)
{
    d->lookup = std::move(lookup);
}

void HttpTokenProvider::reloadCredential(QObject *context, std::function<void(bool)> done)
{
    const auto answer = [guard = QPointer(context), done = std::move(done)](bool changed) {
        if (guard) {
            QMetaObject::invokeMethod(
                guard, [done, changed] { done(changed); }, Qt::QueuedConnection);
        }
    };
    if (!d->pendingSession.isEmpty()) { // it was refused: back to the one that is known to be good
        d->pendingSession.clear();
        d->pendingKey.clear();
        answer(true);
        return;
    }
    if (!d->lookup) {
        answer(false);
        return;
    }
    d->lookup(
        context, [self = QPointer(this), answer](const std::optional<TokenCredential> &found) {
            const bool changed = self && found && !found->isEmpty() && *found != self->credential();
            if (changed)
                self->setCredential(*found);
            answer(changed);
        });
}

void HttpTokenProvider::confirmCredential()
{
    if (d->pendingSession.isEmpty())
        return;
    d->credential.session = std::exchange(d->pendingSession, {});
    d->pendingKey.clear();
    Q_EMIT credentialChanged(d->credential);
}

void HttpTokenProvider::revokeSession()
{
    for (const QString &session :
         { std::exchange(d->credential.session, {}), std::exchange(d->pendingSession, {}) }) {
        if (session.isEmpty() || !urlProblem(d->url, d->auth).isEmpty())
            continue;
        QNetworkRequest request = plainRequest(d->url);
        request.setRawHeader("Authorization", "Bearer " + session.toLatin1());
        request.setTransferTimeout(RevokeLimitMs);
        QNetworkReply *reply = d->network.deleteResource(request); // outlives us: best effort
        reply->setReadBufferSize(ChunkBytes); // nothing of it is read
        connect(reply, &QNetworkReply::finished, reply, &QNetworkReply::deleteLater);
    }
}

} // namespace parley
