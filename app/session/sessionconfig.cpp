// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/loopback.h"
#include "session/session.h"

namespace parley {

namespace {

QString serviceUrlProblem(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return QStringLiteral("The service URL is not a complete address: wss://host/path.");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("The service URL must not contain a user or a password.");
    if (url.scheme() == QLatin1String("wss"))
        return {};
    if (url.scheme() != QLatin1String("ws"))
        return QStringLiteral("The service URL must begin with wss://.");
    if (!isOnLoopback(url))
        return QStringLiteral("Plain ws:// is allowed on this machine only; use wss://.");
    return {};
}

} // namespace

QUrl SessionConfig::effectiveServiceUrl() const
{
    if (!serviceUrl.isEmpty())
        return serviceUrl;
    const QString name = region.isEmpty() ? QStringLiteral("us1") : region;
    return QUrl(QStringLiteral("wss://tsock.%1.twilio.com/v3/wsconnect").arg(name));
}

QString SessionConfig::keychainKey() const
{
    const QUrl url
        = tokenUrl.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    return identity + QLatin1Char(' ') + url.toString(QUrl::FullyEncoded);
}

QString SessionConfig::problem() const
{
    if (const QString problem = HttpTokenProvider::urlProblem(tokenUrl, auth); !problem.isEmpty())
        return problem;
    if (identity.isEmpty())
        return QStringLiteral("A user is needed.");
    return serviceUrlProblem(effectiveServiceUrl());
}

} // namespace parley
