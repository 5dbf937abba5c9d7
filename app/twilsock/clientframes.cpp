// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/clientframes.h"

#include "twilsock/boundedjson.h"
#include "twilsock/servertext.h"

#include <QJsonDocument>

#include <algorithm>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

namespace {

/// A value for the first time, an array from the second on.
void addParam(QJsonObject &params, const QString &name, const QString &value)
{
    const QJsonValue present = params.value(name);
    if (present.isUndefined()) {
        params.insert(name, value);
        return;
    }
    QJsonArray values = present.isArray() ? present.toArray() : QJsonArray { present };
    values.append(value);
    params.insert(name, values);
}

QString contentType(const Request &request)
{
    for (auto it = request.headers.cbegin(); it != request.headers.cend(); ++it) {
        if (it.key().compare("content-type"_L1, Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return u"application/json"_s;
}

QString hostOf(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    return url.port() < 0 ? host : u"%1:%2"_s.arg(host).arg(url.port());
}

bool isLowerCase(const QString &name)
{
    return std::none_of(name.begin(), name.end(), [](QChar c) { return c.isUpper(); });
}

QJsonObject withLowerCaseNames(const QJsonObject &headers)
{
    const QStringList names = headers.keys();
    if (std::all_of(names.begin(), names.end(), isLowerCase))
        return headers;
    QJsonObject lowered;
    for (auto it = headers.begin(); it != headers.end(); ++it)
        lowered.insert(it.key().toLower(), it.value());
    return lowered;
}

} // namespace

Frame initFrame(const ConnectionConfig &config, const AccessToken &token,
                const QString &continuationToken)
{
    QJsonObject header {
        { u"method"_s, u"init"_s },
        { u"id"_s, newMessageId() },
        { u"token"_s, QString::fromLatin1(token.jwt()) },
        { u"metadata"_s, config.metadata },
        { u"capabilities"_s, QJsonArray::fromStringList(config.capabilities) },
    };
    if (!continuationToken.isEmpty())
        header.insert("continuation_token"_L1, continuationToken);
    if (!config.registrations.isEmpty())
        header.insert("registrations"_L1, config.registrations);
    return { header, {} };
}

Frame updateFrame(const AccessToken &token)
{
    return { { { u"method"_s, u"update"_s },
               { u"id"_s, newMessageId() },
               { u"token"_s, QString::fromLatin1(token.jwt()) } },
             {} };
}

Frame closeFrame()
{
    return { { { u"method"_s, u"close"_s }, { u"id"_s, newMessageId() } }, {} };
}

QJsonObject Response::object() const
{
    return body.isEmpty() ? QJsonObject() : parseJson(body).object();
}

QJsonObject paramsOf(const QUrl &url)
{
    QJsonObject params;
    const QString query = url.query(QUrl::FullyEncoded);
    for (const QStringView part : QStringView(query).split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QStringView name = equals < 0 ? part : part.first(equals);
        const QStringView value = equals < 0 ? QStringView() : part.sliced(equals + 1);
        addParam(params, name.toString(), value.isNull() ? u""_s : value.toString());
    }
    return params;
}

Frame requestFrame(const Request &request, const QString &id)
{
    QJsonObject headers;
    for (auto it = request.headers.cbegin(); it != request.headers.cend(); ++it)
        headers.insert(it.key(), it.value());
    const QString path = request.url.path(QUrl::FullyEncoded);

    Frame frame;
    frame.payload = request.body;
    frame.header = QJsonObject {
        { u"method"_s, u"message"_s },
        { u"id"_s, id },
        { u"active_grant"_s, u"ip_messaging"_s },
        { u"http_request"_s,
          QJsonObject {
              { u"host"_s, hostOf(request.url) },
              { u"path"_s, path.isEmpty() ? u"/"_s : path },
              { u"method"_s, QString::fromLatin1(request.method) },
              { u"params"_s, paramsOf(request.url) },
              { u"headers"_s, headers },
          } },
    };
    if (!request.body.isEmpty())
        frame.header.insert(u"payload_type"_s, contentType(request));
    return frame;
}

Response responseFromReply(const Frame &reply)
{
    const Status status = Status::of(reply);
    const QJsonValue http = reply.header.value("http_status"_L1);
    Response response;
    // 200 where the service leaves it out, as the Kotlin client reads it.
    response.httpStatus
        = http.isDouble() ? http.toInt() : http.toObject().value("code"_L1).toInt(200);
    response.headers = withLowerCaseNames(reply.header.value("http_headers"_L1).toObject());
    response.body = reply.payload;
    response.status = status.code;
    response.errorCode = status.errorCode;
    response.detail = serverText(http.toObject().value("status"_L1).toString());
    return response;
}

Response undelivered(const Status &status)
{
    Response response;
    response.failure = Response::Failure::Transport;
    response.status = status.code;
    response.errorCode = status.errorCode;
    response.detail = status.describe();
    return response;
}

} // namespace parley::twilsock
