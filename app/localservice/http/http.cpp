// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/http.h"

#include "localservice/logging.h"
#include "token/utc.h"

#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

/// RFC 9110: Sun, 06 Nov 1994 08:49:37 GMT.
QByteArray httpDate(WallTime now)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), Utc);
    return QLocale::c().toString(moment, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

/// True if nothing in the head of \a answer ends a line, behind which another header could begin.
bool isHeadSafe(const HttpResponse &answer)
{
    const auto isOneLine
        = [](const QByteArray &text) { return !text.contains('\r') && !text.contains('\n'); };
    return isOneLine(answer.contentType)
        && std::all_of(answer.headers.cbegin(), answer.headers.cend(),
                       [&isOneLine](const HttpHeader &header) {
                           return isOneLine(header.first) && isOneLine(header.second);
                       });
}

/// RFC 9110 wants no special word here, and allows none at all.
QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return {};
    }
}

} // namespace

bool isLoopbackName(const QByteArray &host)
{
    const qsizetype end = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':');
    const QByteArray name = (end > 0 ? host.left(end) : host).toLower();
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

HttpResponse httpError(int status, int code, const QString &message)
{
    const QJsonObject body { { u"status"_s, status },
                             { u"code"_s, code },
                             { u"message"_s, message } };
    return { status, "application/json", QJsonDocument(body).toJson(QJsonDocument::Compact), {} };
}

QByteArray toBytes(const HttpResponse &response, WallTime now)
{
    if (!isHeadSafe(response)) {
        qCCritical(lcLocalService) << "a header of an answer has a line end in it";
        return toBytes(httpError(500, 20500, u"The answer could not be written"_s), now);
    }
    QByteArray bytes
        = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reason(response.status);
    const auto append = [&bytes](const QByteArray &name, const QByteArray &value) {
        bytes += "\r\n" + name + ": " + value;
    };
    append("Date", httpDate(now));
    append("Connection", "close"); // one request each
    if (!response.contentType.isEmpty())
        append("Content-Type", response.contentType);
    if (response.status != 204) // RFC 9110: it has no body, and says no length
        append("Content-Length", QByteArray::number(response.body.size()));
    for (const HttpHeader &header : response.headers)
        append(header.first, header.second);
    return bytes + "\r\n\r\n" + response.body;
}

} // namespace parley::localservice
