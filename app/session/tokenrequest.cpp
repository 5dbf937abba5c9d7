// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/tokenrequest.h"

#include <QUrlQuery>

namespace parley::tokenrequest {

namespace {

QNetworkRequest bare(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept", "application/json, application/jwt, text/plain");
    return request;
}

} // namespace

QNetworkRequest make(const QUrl &url, TokenAuth auth, const QString &user, const QString &secret)
{
    QNetworkRequest request = bare(url);
    switch (auth) {
    case TokenAuth::Basic:
        request.setRawHeader("Authorization",
                             "Basic " + (user + QLatin1Char(':') + secret).toUtf8().toBase64());
        break;
    case TokenAuth::Bearer:
        request.setRawHeader("Authorization", "Bearer " + secret.toUtf8());
        break;
    case TokenAuth::Query: {
        QUrl asking = url;
        QUrlQuery query(url);
        // Encoded by hand: QUrlQuery leaves '+' alone, which many back ends read as a space.
        query.addQueryItem(QStringLiteral("identity"),
                           QString::fromLatin1(QUrl::toPercentEncoding(user)));
        query.addQueryItem(QStringLiteral("password"),
                           QString::fromLatin1(QUrl::toPercentEncoding(secret)));
        asking.setQuery(query);
        request.setUrl(asking);
        return request;
    }
    }
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    return request;
}

QNetworkRequest makeRevocation(const QUrl &url, const QString &session)
{
    QNetworkRequest request = bare(url);
    request.setRawHeader("Authorization", "Bearer " + session.toUtf8());
    return request;
}

} // namespace parley::tokenrequest
