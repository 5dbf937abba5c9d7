// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/tunnel.h"

#include "twilsock/boundedjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

/// JavaScript clients send strings, Kotlin ones arrays of strings.
QString firstValue(const QJsonValue &value)
{
    return value.isArray() ? value.toArray().first().toString() : value.toString();
}

QString percentDecoded(QStringView text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

} // namespace

std::optional<TunnelRequest> TunnelRequest::fromMessage(const QJsonObject &header,
                                                        const QByteArray &payload)
{
    const QJsonObject http = header.value("http_request"_L1).toObject();
    const QString path = http.value("path"_L1).toString();
    const QString method = http.value("method"_L1).toString();
    constexpr qsizetype LongestMethod = 16; // it goes to the log
    if (!path.startsWith(u'/') || method.isEmpty() || method.size() > LongestMethod)
        return std::nullopt;
    TunnelRequest request;
    request.method = method.toLatin1().toUpper();
    request.body = payload;
    // Split before decoding: a name may contain an encoded slash, and no `..` means anything here.
    const auto parts = QStringView(path).mid(1).split(u'/');
    for (const QStringView part : parts)
        request.path.append(percentDecoded(part));
    const QJsonObject params = http.value("params"_L1).toObject();
    for (auto it = params.begin(); it != params.end(); ++it)
        request.params.insert(percentDecoded(it.key()), percentDecoded(firstValue(it.value())));
    const QJsonObject headers = http.value("headers"_L1).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        if (it.key().compare("X-Twilio-Mutation-Id"_L1, Qt::CaseInsensitive) == 0)
            request.mutation = firstValue(it.value());
    }
    return request;
}

std::optional<QJsonObject> TunnelRequest::jsonBody() const
{
    if (body.trimmed().isEmpty())
        return QJsonObject();
    const QJsonDocument document = twilsock::parseJson(body);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

TunnelResponse TunnelResponse::ok(const QJsonObject &body, int status)
{
    return { status, body, {} };
}

TunnelResponse TunnelResponse::noContent()
{
    return { 204, {}, {} };
}

TunnelResponse TunnelResponse::error(int status, int code, const QString &message)
{
    return { status,
             { { u"status"_s, status }, { u"code"_s, code }, { u"message"_s, message } },
             {} };
}

TunnelResponse TunnelResponse::notFound()
{
    return error(404, 20404, u"The requested resource was not found"_s);
}

TunnelResponse TunnelResponse::wrongMethod()
{
    return error(405, 20004, u"Method not allowed"_s);
}

TunnelResponse TunnelResponse::brokenBody()
{
    return error(400, 20001, u"The body is not the JSON object that is needed"_s);
}

TunnelResponse TunnelResponse::serverError()
{
    return error(500, 20500, u"The change could not be stored"_s);
}

TunnelResponse TunnelResponse::unreadable()
{
    return error(500, 20500, u"The stored data cannot be read"_s);
}

} // namespace parley::localservice
