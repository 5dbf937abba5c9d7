// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenprovider.h"

namespace parley {

FetchOutcome FetchOutcome::ofJwt(const QByteArray &jwt)
{
    const auto parsed = AccessToken::parse(jwt.trimmed());
    if (const auto *error = std::get_if<TokenError>(&parsed))
        return { .result = *error };
    return { .result = std::get<AccessToken>(parsed) };
}

void TokenProvider::reloadCredential(QObject *context, std::function<void(bool changed)> done)
{
    // Queued: a callback never comes before the call that asked for it has returned.
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done(false); }, Qt::QueuedConnection);
}

} // namespace parley
