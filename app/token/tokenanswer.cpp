// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenanswer.h"

#include "token/httpdate.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace parley {

namespace {

using Code = TokenError::Code;
using Malformation = TokenError::Malformation;

constexpr qsizetype MaxSessionCharacters = 8 * 1024;

enum class BodyKind { Json, Text, Other };

BodyKind kindOf(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').constFirst().trimmed().toLower();
    if (type == "application/json" || type == "text/json" || type.endsWith("+json"))
        return BodyKind::Json;
    if (type.isEmpty() || type == "text/plain" || type == "application/jwt")
        return BodyKind::Text;
    return BodyKind::Other;
}

TokenError notOurService(const QString &detail)
{
    return { .code = Code::NotOurService, .detail = detail };
}

TokenError malformed(Malformation malformation, const char *detail)
{
    return { .code = Code::Malformed,
             .malformation = malformation,
             .detail = QLatin1String(detail) };
}

std::variant<TokenAnswer, TokenError> readObject(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return malformed(Malformation::BadJson, "the answer is broken JSON");
    const QJsonObject object = document.object();

    static constexpr std::array Keys { "token", "accessToken", "access_token", "jwt" };
    const auto key = std::find_if(Keys.begin(), Keys.end(), [&object](const char *name) {
        return object.contains(QLatin1String(name));
    });
    if (key == Keys.end())
        return notOurService(QStringLiteral(
            "the answer is a JSON object without token, accessToken, access_token or jwt"));
    const QJsonValue value = object.value(QLatin1String(*key));
    if (!value.isString())
        return malformed(Malformation::NotAToken, "the token in the answer is not a string");

    TokenAnswer answer { .jwt = value.toString().trimmed().toUtf8() };
    const QString session = object.value(QLatin1String("session")).toString();
    if (isHeaderSafe(session))
        answer.session = session;
    return answer;
}

} // namespace

std::variant<TokenAnswer, TokenError> readTokenAnswer(const QByteArray &contentType,
                                                      const QByteArray &body)
{
    const QByteArray content = body.trimmed();
    if (content.isEmpty())
        return TokenError { .code = Code::EmptyAnswer,
                            .detail = QStringLiteral("the answer has no content") };
    const BodyKind kind = kindOf(contentType);
    if (kind == BodyKind::Other || content.startsWith('<')) {
        // The type comes from outside: printable, and not much of it.
        const bool plain = isHeaderSafe(QString::fromLatin1(contentType).remove(QLatin1Char(' ')));
        return notOurService(
            QStringLiteral("the answer has %1 bytes of type %2")
                .arg(body.size())
                .arg(plain ? QString::fromLatin1(contentType.left(60)) : QStringLiteral("(none)")));
    }
    if (content.startsWith('{'))
        return readObject(content);
    // The rest is a JWT, whatever its type says, or it is none and parsing it says why.
    return TokenAnswer { .jwt = content };
}

TokenError errorOfStatus(int status, const QByteArray &retryAfter, WallTime serverNow)
{
    TokenError error { .detail
                       = QStringLiteral("the token end point answered with status %1").arg(status),
                       .httpStatus = status };
    if (status == 401) {
        error.code = Code::CredentialRejected;
    } else if (status == 403) {
        error.code = Code::AccessRefused;
    } else if (status == 429) {
        error.code = Code::RateLimited;
        error.retryAfter = parseRetryAfter(retryAfter, serverNow);
    } else if (status >= 500 || status == 408 || status == 425) {
        error.code = Code::ServerError;
        error.retryAfter = parseRetryAfter(retryAfter, serverNow);
    } else if (status >= 300 && status < 400) {
        error.code = Code::Redirect;
    } else {
        error.code = Code::Configuration;
    }
    return error;
}

bool isHeaderSafe(const QString &secret)
{
    return !secret.isEmpty() && secret.size() <= MaxSessionCharacters
        && std::all_of(secret.begin(), secret.end(),
                       [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

} // namespace parley
