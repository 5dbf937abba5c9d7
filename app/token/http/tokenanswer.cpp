// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/tokenanswer.h"

#include "token/http/httpdate.h"
#include "token/malformed_p.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringConverter>

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;
using Malformation = TokenError::Malformation;

constexpr qsizetype MaxSessionCharacters = 8 * 1024;

/// Of these JSON or a bare word is expected: then it is told what is wrong with them.
bool mayHoldToken(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').constFirst().trimmed().toLower();
    return type.isEmpty() || type == "application/json" || type == "text/json"
        || type.endsWith("+json") || type == "text/plain" || type == "application/jwt";
}

bool isBlank(QChar c)
{
    constexpr char16_t ByteOrderMark = 0xfeff;
    constexpr char16_t ZeroWidthSpace = 0x200b;
    return c.isSpace() || c == ByteOrderMark || c == ZeroWidthSpace;
}

QByteArray trimmed(QStringView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    // Qt 6.11 drops a surrogate that stands alone, so a blank before it becomes the end.
    return text.toUtf8().trimmed();
}

/// The text of a body as UTF-8, without blanks and marks around it. RFC 8259, section 8.1, allows a
/// reader to ignore a byte order mark; some tools write UTF-16 with one.
QByteArray contentOf(const QByteArray &body)
{
    const auto encoding = QStringConverter::encodingForData(body);
    QStringDecoder decoder(encoding.value_or(QStringConverter::Utf8));
    return trimmed(QString(decoder(body)));
}

/// One word of the characters that a JWT may have, with the padding and the quotation marks that
/// some back ends add by mistake.
bool resemblesJwt(const QByteArray &content)
{
    const auto isPart = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("-_.=+/\"'").contains(c);
    };
    return content.count('.') == 2 && std::all_of(content.begin(), content.end(), isPart);
}

TokenError notOurService(const QString &detail)
{
    return { .code = Code::NotOurService, .detail = detail };
}

TokenError notOurService(const QByteArray &contentType, const QByteArray &body)
{
    // The type comes from outside: printable, and not much of it.
    const bool isPlain = isHeaderSafe(QString::fromLatin1(contentType).remove(u' '));
    return notOurService(
        u"the answer has %1 bytes of type %2"_s.arg(body.size())
            .arg(isPlain ? QString::fromLatin1(contentType.left(60)) : u"(none)"_s));
}

std::variant<TokenAnswer, TokenError> readObject(const QJsonObject &object)
{
    bool hasKey = false;
    for (const auto key : { "token"_L1, "accessToken"_L1, "access_token"_L1, "jwt"_L1 }) {
        hasKey = hasKey || object.contains(key);
        const QByteArray jwt = trimmed(object.value(key).toString());
        if (jwt.isEmpty())
            continue;
        const QString session = object.value("session"_L1).toString();
        return TokenAnswer { .jwt = jwt, .session = isHeaderSafe(session) ? session : QString() };
    }
    if (hasKey)
        return malformed(Malformation::NotAToken, "the token in the answer is not a text");
    return notOurService(
        u"the answer is a JSON object without token, accessToken, access_token or jwt"_s);
}

} // namespace

bool isGoodStatus(int status)
{
    return status >= 200 && status < 300;
}

std::variant<TokenAnswer, TokenError> readTokenAnswer(const QByteArray &contentType,
                                                      const QByteArray &body)
{
    const QByteArray content = contentOf(body);
    if (content.isEmpty())
        return TokenError { .code = Code::EmptyAnswer, .detail = u"the answer has no content"_s };
    if (resemblesJwt(content))
        return TokenAnswer { .jwt = content };
    if (content.startsWith('{')) {
        if (const QJsonDocument document = QJsonDocument::fromJson(content); document.isObject())
            return readObject(document.object());
        if (mayHoldToken(contentType))
            return malformed(Malformation::BadJson, "the answer is broken JSON");
    }
    if (content.startsWith('<') || !mayHoldToken(contentType))
        return notOurService(contentType, body);
    return TokenAnswer { .jwt = content }; // no JWT, and AccessToken::parse() says why
}

TokenError errorOfStatus(int status, const QByteArray &retryAfter, WallTime serverNow)
{
    TokenError error { .detail = u"the token end point answered with status %1"_s.arg(status),
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
