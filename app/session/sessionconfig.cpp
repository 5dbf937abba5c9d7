// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/sessionconfig.h"
#include "token/http/plainrequest.h"

namespace parley {

using namespace Qt::StringLiterals;

namespace {

QString serviceUrlProblem(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return u"The service URL is not a complete address: wss://host/path."_s;
    if (!url.userInfo().isEmpty())
        return u"The service URL must not contain a user or a password."_s;
    if (url.scheme() == "wss"_L1)
        return {};
    if (url.scheme() != "ws"_L1)
        return u"The service URL must begin with wss://."_s;
    if (!isLoopbackHost(url.host()))
        return u"Plain ws:// is allowed on this machine only; use wss://."_s;
    return {};
}

} // namespace

QUrl SessionConfig::effectiveServiceUrl() const
{
    if (!serviceUrl.isEmpty())
        return serviceUrl;
    const QString name = region.isEmpty() ? u"us1"_s : region;
    return QUrl(u"wss://tsock.%1.twilio.com/v3/wsconnect"_s.arg(name));
}

QUrl SessionConfig::bareTokenUrl() const
{
    return tokenUrl.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

QString SessionConfig::keychainKey() const
{
    return identity + u' ' + bareTokenUrl().toString(QUrl::FullyEncoded);
}

QString SessionConfig::problem() const
{
    if (const QString problem = tokenUrlProblem(tokenUrl, auth); !problem.isEmpty())
        return problem;
    if (identity.isEmpty())
        return u"A user is needed."_s;
    if (const QString problem = tokenUserProblem(identity, auth); !problem.isEmpty())
        return problem;
    return serviceUrlProblem(effectiveServiceUrl());
}

} // namespace parley
