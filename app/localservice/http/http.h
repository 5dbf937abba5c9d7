// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QByteArray>
#include <QFile>
#include <QJsonObject>
#include <QList>
#include <QUrlQuery>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace parley::localservice {

/// A request to the token end point or the media service, without the HTTP library's types.
struct HttpRequest
{
    QByteArray method {}; ///< upper case
    QString path {};
    QUrlQuery query {};
    QByteArray host {}; ///< as the client wrote it
    QByteArray origin {}; ///< empty: not sent by a page
    QByteArray fetchSite {}; ///< Sec-Fetch-Site
    QByteArray upgrade {};
    QByteArray authorization {};
    QByteArray idempotencyKey {};
    QByteArray twilioToken {}; ///< X-Twilio-Token
    QByteArray contentType {};
    QByteArray body {};
    QString client {}; ///< the address that it came from
    QString user {}; ///< in whose share a large body counts; see HttpGate
    qint64 bodyBytes = 0; ///< the announced size: known while the body is still to come
    /// Becomes true when the client has left, in any thread; null: that is not known.
    std::shared_ptr<const std::atomic_bool> hasLeft {};
    /// Set while the handler lets the client wait on purpose, as one that guesses passwords: its
    /// connection makes room for others. Null: none of that is known.
    std::shared_ptr<bool> isHeldBack {};
};

using HttpHeader = std::pair<QByteArray, QByteArray>;

struct HttpResponse
{
    int status = 200;
    QByteArray contentType {};
    QByteArray body {};
    QList<HttpHeader> headers {};
    std::shared_ptr<QFile> file {}; ///< open; sent behind the body as the client takes it
};

/// Call it once; dropping it without a call leaves the client without an answer.
using HttpReply = std::function<void(const HttpResponse &)>;
using HttpHandler = std::function<void(const HttpRequest &, HttpReply)>;
/// Asked before the large body of a request is read: why it is refused, or nothing. Says whose it
/// is.
using HttpGate = std::function<std::optional<HttpResponse>(HttpRequest &head)>;

/// True for the names of this machine. A web page whose name was made to point here (DNS rebinding)
/// sends its own name as \a host.
[[nodiscard]] bool isLoopbackName(const QByteArray &host);
/// False for a request that a web page of another site has caused.
[[nodiscard]] bool isOwnPage(const HttpRequest &request);
/// The value of the last field called \a name, which is in lower case; empty: there is none. The
/// first of \a lines is no field.
[[nodiscard]] QByteArray headerField(const QList<QByteArray> &lines, const char *name);
/// The request that \a head, without the empty line behind it, begins. The method is empty if that
/// is no HTTP, or if two readers could understand it in two ways; bodyBytes are -1 if they are no
/// number.
[[nodiscard]] HttpRequest readHead(const QByteArray &head);
/// The words for \a status; RFC 9110 wants no special ones, and allows none at all.
[[nodiscard]] QByteArray httpReason(int status);
/// `{"status": …, "code": …, "message": …}`, as all of Twilio's services say it.
[[nodiscard]] HttpResponse httpError(int status, int code, const QString &message);

/// The answer as it goes to the client, dated \a now and the last one of its connection. An answer
/// with a line end in its head is replaced by a 500: another header could begin behind it.
[[nodiscard]] QByteArray toBytes(const HttpResponse &response, WallTime now);

} // namespace parley::localservice
