// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/http.h"

#include "localservice/logging.h"
#include "token/utc.h"

#include <QHash>
#include <QJsonDocument>
#include <QLocale>
#include <QUrl>

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

bool hasHeader(const HttpResponse &response, const char *name)
{
    return std::any_of(response.headers.cbegin(), response.headers.cend(),
                       [name](const HttpHeader &header) { return header.first == name; });
}

constexpr qint64 MaxAnnouncedBytes = 1LL << 40; // what is added to it must not overflow

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// HTTP/1.0, HTTP/1.1, or what is compatible with them.
bool isVersion(const QByteArray &word)
{
    return word.size() == 8 && word.startsWith("HTTP/1.") && isDigit(word.back());
}

/// Lines that every reader takes for the same fields (RFC 9112, section 5): each ends in CR LF, a
/// name is followed by its colon, no field goes on in the next line.
bool isWellFormed(const QList<QByteArray> &lines)
{
    static const QByteArray nameSigns("!#$%&'*+-.^_`|~");
    const auto isOfName = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || nameSigns.contains(c);
    };
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray &line = lines.at(i);
        const bool isLast = i == lines.size() - 1; // its end belongs to the empty line
        const qsizetype end = line.indexOf('\r');
        if (line.contains('\0') || end != (isLast ? -1 : line.size() - 1))
            return false;
        const qsizetype colon = line.indexOf(':');
        if (i > 0 && (colon < 1 || !std::all_of(line.cbegin(), line.cbegin() + colon, isOfName)))
            return false;
    }
    return true;
}

qsizetype countFields(const QList<QByteArray> &lines, const char *name)
{
    return std::count_if(lines.cbegin() + 1, lines.cend(), [name](const QByteArray &line) {
        return line.left(line.indexOf(':')).toLower() == name;
    });
}

/// A word of letters that fits into the log.
bool isMethod(const QByteArray &word)
{
    constexpr qsizetype Longest = 16;
    return !word.isEmpty() && word.size() <= Longest
        && std::all_of(word.cbegin(), word.cend(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

QByteArray headerField(const QList<QByteArray> &lines, const char *name)
{
    for (qsizetype i = lines.size() - 1; i > 0; --i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        if (colon > 0 && lines.at(i).left(colon).trimmed().toLower() == name)
            return lines.at(i).mid(colon + 1).trimmed();
    }
    return {};
}

QByteArray httpReason(int status)
{
    static const QHash<int, QByteArray> reasons { { 200, "OK" },
                                                  { 201, "Created" },
                                                  { 202, "Accepted" },
                                                  { 204, "No Content" },
                                                  { 400, "Bad Request" },
                                                  { 401, "Unauthorized" },
                                                  { 403, "Forbidden" },
                                                  { 404, "Not Found" },
                                                  { 405, "Method Not Allowed" },
                                                  { 409, "Conflict" },
                                                  { 411, "Length Required" },
                                                  { 413, "Content Too Large" },
                                                  { 421, "Misdirected Request" },
                                                  { 429, "Too Many Requests" },
                                                  { 431, "Request Header Fields Too Large" },
                                                  { 500, "Internal Server Error" },
                                                  { 503, "Service Unavailable" },
                                                  { 504, "Gateway Timeout" } };
    return reasons.value(status, "Error");
}

HttpRequest readHead(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    const QUrl url = QUrl::fromEncoded(words.value(1));
    HttpRequest request;
    bool isClear = isWellFormed(lines);
    const auto field = [&lines, &isClear](const char *name) {
        isClear = isClear && countFields(lines, name) <= 1;
        return headerField(lines, name);
    };
    request.path = url.path(QUrl::FullyEncoded);
    request.query = QUrlQuery(url);
    request.host = field("host");
    if (!url.host().isEmpty()) // RFC 9112: then the field does not count
        request.host = url.authority(QUrl::FullyEncoded).toLatin1();
    request.origin = field("origin");
    request.fetchSite = field("sec-fetch-site").toLower();
    request.upgrade = field("upgrade");
    request.authorization = field("authorization");
    request.idempotencyKey = field("idempotency-key");
    request.twilioToken = field("x-twilio-token");
    request.contentType = field("content-type");
    const QByteArray length = field("content-length");
    const bool isNumber = std::all_of(length.cbegin(), length.cend(), isDigit);
    bool fits = true;
    request.bodyBytes = length.isEmpty() ? 0 : length.toLongLong(&fits);
    if (!isNumber || !fits || request.bodyBytes > MaxAnnouncedBytes)
        request.bodyBytes = -1;
    if (isClear && words.size() == 3 && isVersion(words.at(2)) && isMethod(words.first()))
        request.method = words.first();
    return request;
}

bool isOwnPage(const HttpRequest &request)
{
    if (request.fetchSite == "cross-site")
        return false;
    if (request.origin.isEmpty())
        return true;
    const QUrl url(QString::fromLatin1(request.origin), QUrl::StrictMode);
    const QByteArray host = url.host().toLatin1();
    return isLoopbackName(host.contains(':') ? '[' + host + ']' : host);
}

bool isLoopbackName(const QByteArray &host)
{
    const qsizetype colon = host.indexOf(':', host.startsWith('[') ? host.indexOf(']') + 1 : 0);
    const QByteArray name = (colon >= 0 ? host.left(colon) : host).toLower();
    const bool isPort = colon < 0 || std::all_of(host.cbegin() + colon + 1, host.cend(), isDigit);
    return isPort && (name == "127.0.0.1" || name == "localhost" || name == "[::1]");
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
        = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + httpReason(response.status);
    const auto append = [&bytes](const QByteArray &name, const QByteArray &value) {
        bytes += "\r\n" + name + ": " + value;
    };
    append("Date", httpDate(now));
    append("Connection", "close"); // one request each
    append("X-Content-Type-Options", "nosniff");
    if (!hasHeader(response, "Cross-Origin-Resource-Policy"))
        append("Cross-Origin-Resource-Policy", "same-origin");
    if (!response.contentType.isEmpty())
        append("Content-Type", response.contentType);
    if (response.status != 204) // RFC 9110: it has no body, and says no length
        append(
            "Content-Length",
            QByteArray::number(response.body.size() + (response.file ? response.file->size() : 0)));
    for (const HttpHeader &header : response.headers)
        append(header.first, header.second);
    return bytes + "\r\n\r\n" + response.body;
}

} // namespace parley::localservice
