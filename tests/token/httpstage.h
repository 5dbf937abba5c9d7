// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/testtoken.h"
#include "tinyhttpserver.h"
#include "token/httptokenprovider.h"

#include <optional>

namespace parley::test {

inline QString testPassword()
{
    return QStringLiteral("pass:w\u00f6rd+&=%20 ");
}

inline TokenCredential passwordOf(const QString &user)
{
    return { .user = user, .secret = testPassword() };
}

/// What stands behind `Bearer`; empty: the request is authenticated in another way.
inline QByteArray bearer(const HttpRequest &request)
{
    const QByteArray header = request.headers.value("authorization");
    return header.startsWith("Bearer ") ? header.mid(7) : QByteArray();
}

/// A provider and its back end, which answers with \c body.
struct HttpStage
{
    explicit HttpStage(TokenAuth auth = TokenAuth::Basic)
        : provider(network, server.url(), auth)
    {
        provider.setCredential(passwordOf(QStringLiteral("alice")));
        server.answer = [this](const HttpRequest &) { return TinyHttpServer::reply(200, body); };
    }

    TinyHttpServer server;
    QNetworkAccessManager network;
    HttpTokenProvider provider;
    QByteArray body { "{\"token\":\"" + makeJwt({}) + "\"}" };
    std::optional<FetchOutcome> outcome;
    int calls = 0;

    void start(const QByteArray &key = "key-1")
    {
        outcome.reset();
        provider.fetchToken(key, &provider, [this](const FetchOutcome &result) {
            outcome = result;
            ++calls;
        });
    }
    [[nodiscard]] QString code() const
    {
        const auto *error = std::get_if<TokenError>(&outcome->result);
        return error == nullptr ? QStringLiteral("ok") : codeName(error->code);
    }
    [[nodiscard]] const TokenError &error() const { return std::get<TokenError>(outcome->result); }
};

} // namespace parley::test
