// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/savedsignin.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parley {

namespace {

constexpr int FormatVersion = 1;

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray SavedSignIn::encoded(qsizetype limit) const
{
    QJsonObject object {
        { QStringLiteral("version"), FormatVersion },
        { QStringLiteral("user"), credential.user },
    };
    if (credential.session.isEmpty())
        object.insert(QStringLiteral("secret"), credential.secret);
    else
        object.insert(QStringLiteral("session"), credential.session);
    if (!jwt.isEmpty()) {
        QJsonObject withToken = object;
        withToken.insert(QStringLiteral("token"), QString::fromLatin1(jwt));
        const QByteArray whole = compact(withToken);
        if (limit <= 0 || whole.size() <= limit)
            return whole;
    }
    return compact(object);
}

std::optional<SavedSignIn> SavedSignIn::decoded(const QByteArray &secret)
{
    const QJsonObject object = QJsonDocument::fromJson(secret).object();
    if (object.value(QStringLiteral("version")).toInt() != FormatVersion)
        return std::nullopt;
    SavedSignIn signIn;
    signIn.credential.user = object.value(QStringLiteral("user")).toString();
    signIn.credential.secret = object.value(QStringLiteral("secret")).toString();
    signIn.credential.session = object.value(QStringLiteral("session")).toString();
    signIn.jwt = object.value(QStringLiteral("token")).toString().toLatin1();
    if (signIn.credential.user.isEmpty() || signIn.credential.isEmpty())
        return std::nullopt;
    return signIn;
}

} // namespace parley
