// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkRequest>
#include <QUrl>

namespace parley {

/// `localhost` or an address of this machine's loopback. No name below `localhost`: not every
/// system keeps those from its name server.
[[nodiscard]] inline bool isLoopbackHost(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

/// No redirect, no cookies, no cache, no credentials but those that the caller puts in.
/// \a userAgent empty: the name of the application.
[[nodiscard]] inline QNetworkRequest plainRequest(const QUrl &url, const QByteArray &userAgent = {})
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    // An aborted HTTP/2 stream leaves its connection in use, even one that a sleep has killed.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setRawHeader("User-Agent",
                         userAgent.isEmpty() ? QCoreApplication::applicationName().toUtf8()
                                             : userAgent);
    return request;
}

} // namespace parley
