// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QUrlQuery>

#include <functional>
#include <utility>

namespace parley::localservice {

/// A request to the token end point, without the HTTP library's types.
struct HttpRequest
{
    QByteArray method {}; ///< upper case
    QString path {};
    QUrlQuery query {};
    QByteArray host {}; ///< as the client wrote it
    QByteArray authorization {};
    QByteArray idempotencyKey {};
    qsizetype bodyBytes = 0;
};

using HttpHeader = std::pair<QByteArray, QByteArray>;

struct HttpResponse
{
    int status = 200;
    QByteArray contentType {};
    QByteArray body {};
    QList<HttpHeader> headers {};
};

/// Call it once; dropping it without a call leaves the client without an answer.
using HttpReply = std::function<void(const HttpResponse &)>;
using HttpHandler = std::function<void(const HttpRequest &, HttpReply)>;

} // namespace parley::localservice
