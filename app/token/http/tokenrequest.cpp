// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/tokenrequest.h"

#include "token/http/plainrequest.h"
#include "token/http/tokenanswer.h"

#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

QNetworkRequest baseRequest(const TokenEndpoint &endpoint)
{
    QNetworkRequest request = plainRequest(endpoint.url, endpoint.userAgent);
    for (const auto &header : endpoint.headers)
        request.setRawHeader(header.first, header.second);
    // The next refresh is minutes away. By then the server, or something on the way, may have
    // dropped the connection, and a request that is sent into it is lost.
    request.setRawHeader("Connection", "close");
    return request;
}

QUrl urlWithQuery(const QUrl &url, const TokenCredential &credential)
{
    // Encoded by hand: QUrlQuery leaves '+' alone, which many back ends read as a blank.
    const auto encoded
        = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    QUrlQuery query(url);
    query.addQueryItem(u"identity"_s, encoded(credential.user));
    query.addQueryItem(u"password"_s, encoded(credential.secret));
    QUrl result = url;
    result.setQuery(query);
    return result;
}

} // namespace

QString authName(TokenAuth auth)
{
    switch (auth) {
    case TokenAuth::Basic:
        return u"basic"_s;
    case TokenAuth::Bearer:
        return u"bearer"_s;
    case TokenAuth::Query:
        return u"query"_s;
    }
    Q_UNREACHABLE();
}

std::optional<TokenAuth> authFromName(const QString &name)
{
    for (const TokenAuth auth : { TokenAuth::Basic, TokenAuth::Bearer, TokenAuth::Query }) {
        if (authName(auth) == name)
            return auth;
    }
    return std::nullopt;
}

QString tokenUrlProblem(const QUrl &url, TokenAuth auth)
{
    if (!url.isValid() || url.isEmpty())
        return u"The token URL is not a URL."_s;
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return u"The token URL must start with https:// (or http:// on this machine)."_s;
    if (url.host().isEmpty())
        return u"The token URL has no host."_s;
    if (!url.userInfo().isEmpty())
        return u"The token URL must not contain a user name or password."_s;
    if (url.scheme() == "http"_L1 && !isLoopbackHost(url.host()))
        return u"Plain http is allowed on this machine only; use https."_s;
    if (auth == TokenAuth::Query) {
        const QUrlQuery query(url);
        if (query.hasQueryItem(u"identity"_s) || query.hasQueryItem(u"password"_s))
            return u"The token URL must not contain identity or password itself."_s;
    }
    return {};
}

QString tokenUserProblem(const QString &user, TokenAuth auth)
{
    if (auth != TokenAuth::Basic)
        return {};
    if (user.contains(u':'))
        return u"Basic authentication cannot carry a user name with a colon; use bearer or query."_s;
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (std::any_of(user.begin(), user.end(), isControl))
        return u"The user name must not contain control characters."_s;
    return {};
}

bool isOwnHeader(const QByteArray &name, const QByteArray &value)
{
    static constexpr std::array Ours { "accept",
                                       "accept-encoding",
                                       "authorization",
                                       "connection",
                                       "content-length",
                                       "content-type",
                                       "cookie",
                                       "host",
                                       "idempotency-key",
                                       "te",
                                       "transfer-encoding",
                                       "upgrade",
                                       "user-agent" };
    const QByteArray lower = name.toLower();
    const auto isNameCharacter = [](char c) { // RFC 9110, section 5.6.2
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    };
    const auto isValueCharacter = [](char c) { return c == '\t' || (c >= ' ' && c != '\x7f'); };
    return !lower.isEmpty() && std::find(Ours.begin(), Ours.end(), lower) == Ours.end()
        && std::all_of(lower.begin(), lower.end(), isNameCharacter)
        && std::all_of(value.begin(), value.end(), isValueCharacter);
}

std::optional<TokenError> tokenRequestProblem(const TokenEndpoint &endpoint,
                                              const TokenCredential &credential)
{
    if (const QString text = tokenUrlProblem(endpoint.url, endpoint.auth); !text.isEmpty())
        return TokenError { .code = TokenError::Code::Configuration, .detail = text };
    if (credential.isEmpty())
        return TokenError { .code = TokenError::Code::NoCredential,
                            .detail = u"no password and no session"_s };
    if (!credential.session.isEmpty())
        return {};
    if (endpoint.auth == TokenAuth::Bearer && !isHeaderSafe(credential.secret))
        return TokenError { .code = TokenError::Code::NoCredential,
                            .detail = u"the secret cannot be sent as a bearer credential"_s };
    if (const QString text = tokenUserProblem(credential.user, endpoint.auth); !text.isEmpty())
        return TokenError { .code = TokenError::Code::NoCredential, .detail = text };
    return {};
}

TokenRequest makeTokenRequest(const TokenEndpoint &endpoint, const TokenCredential &credential,
                              const QByteArray &idempotencyKey)
{
    // Qt says itself which encodings it can decode, and decodes them.
    QNetworkRequest request = baseRequest(endpoint);
    request.setRawHeader("Accept",
                         "application/json, application/jwt;q=0.9, text/plain;q=0.9, */*;q=0.1");
    request.setRawHeader("Idempotency-Key", idempotencyKey);
    request.setHeader(QNetworkRequest::ContentLengthHeader, 0);

    if (credential.session.isEmpty() && endpoint.auth == TokenAuth::Query) {
        request.setUrl(urlWithQuery(endpoint.url, credential));
        return { .method = "GET", .request = request };
    }
    if (!credential.session.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + credential.session.toLatin1());
    else if (endpoint.auth == TokenAuth::Bearer)
        request.setRawHeader("Authorization", "Bearer " + credential.secret.toLatin1());
    else
        request.setRawHeader(
            "Authorization",
            "Basic " + QString(credential.user + u':' + credential.secret).toUtf8().toBase64());
    return { .method = "POST", .request = request };
}

QNetworkRequest makeRevocation(const TokenEndpoint &endpoint, const QString &session)
{
    QNetworkRequest request = baseRequest(endpoint);
    request.setRawHeader("Authorization", "Bearer " + session.toLatin1());
    return request;
}

} // namespace parley
