// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/signinentry.h"

#include "token/tokenmanager.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr int FormatVersion = 1;

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray SignInEntry::encoded(qsizetype limit) const
{
    QJsonObject object {
        { "version"_L1, FormatVersion },
        { "user"_L1, credential.user },
    };
    if (credential.session.isEmpty())
        object.insert("secret"_L1, credential.secret);
    else
        object.insert("session"_L1, credential.session);
    if (!jwt.isEmpty()) {
        QJsonObject withToken = object;
        withToken.insert("token"_L1, QString::fromLatin1(jwt));
        const QByteArray whole = compact(withToken);
        if (limit <= 0 || whole.size() <= limit)
            return whole;
    }
    return compact(object);
}

std::optional<SignInEntry> SignInEntry::decoded(const QByteArray &secret)
{
    const QJsonObject object = QJsonDocument::fromJson(secret).object();
    if (object.value("version"_L1).toInt() != FormatVersion)
        return std::nullopt;
    SignInEntry signIn;
    signIn.credential.user = object.value("user"_L1).toString();
    signIn.credential.secret = object.value("secret"_L1).toString();
    signIn.credential.session = object.value("session"_L1).toString();
    signIn.jwt = object.value("token"_L1).toString().toLatin1();
    if (signIn.credential.user.isEmpty() || signIn.credential.isEmpty())
        return std::nullopt;
    return signIn;
}

std::optional<AccessToken> SignInEntry::newerToken(const TokenManager &tokens,
                                                   WallTime wallNow) const
{
    const auto parsed = AccessToken::parse(jwt);
    const auto *token = std::get_if<AccessToken>(&parsed);
    const auto known = tokens.expiresAt();
    if (token == nullptr || (known && token->expiresAt() <= *known))
        return {};
    const auto left = token->expiresAt() - wallNow - tokens.serverClockOffset();
    if (left <= tokens.policy().lead(token->lifetime().value_or(left)))
        return {};
    return *token;
}

} // namespace parley
