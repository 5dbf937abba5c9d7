// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/httptransfer.h"

#include "chat/wire/chatparsing.h"
#include "token/http/plainrequest.h"
#include "twilsock/boundedjson.h"
#include "twilsock/servertext.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto IdleLimit = std::chrono::milliseconds(30s);
/// After the last byte of an upload: what the system still holds has to go out, and the service to
/// store it, and nothing tells of either.
constexpr auto StoreLimit = std::chrono::milliseconds(5min);
constexpr qint64 ChunkBytes = 64 * 1024;
constexpr qint64 MaxErrorBytes = 16 * 1024;

QNetworkRequest networkRequest(const HttpTransfer::Request &wanted)
{
    QNetworkRequest request = plainRequest(wanted.url);
    // What a compressed answer unfolds to could not be bounded.
    request.setRawHeader("Accept-Encoding", "identity");
    if (!wanted.token.isEmpty())
        request.setRawHeader("X-Twilio-Token", wanted.token);
    if (!wanted.contentType.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, wanted.contentType);
    return request;
}

/// Never errorString(): it quotes the URL, and the URL alone gives access to the file.
ChatError networkError(QNetworkReply::NetworkError error)
{
    if (error == QNetworkReply::TimeoutError)
        return { .code = ChatError::Code::Timeout, .detail = u"no answer in time"_s };
    const auto code = error == QNetworkReply::RemoteHostClosedError
        ? ChatError::Code::ConnectionLost
        : ChatError::Code::Offline;
    const QString what = error == QNetworkReply::SslHandshakeFailedError
        ? u"no secure connection to the media service"_s
        : u"the media service was not reached"_s;
    return { .code = code, .detail = u"%1 (network error %2)"_s.arg(what).arg(error) };
}

/// More than isLoopbackHost(): all that some system takes for itself.
bool mayBeThisMachine(const QString &host)
{
    QString name = host.toLower();
    while (name.endsWith(u'.'))
        name.chop(1);
    const QHostAddress address(name);
    return isLoopbackHost(name) || name.endsWith(".localhost"_L1)
        || address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::AnyIPv6);
}

} // namespace

bool isPermittedUrl(const QUrl &url, ServicePlace service)
{
    if (!url.isValid() || url.host().isEmpty())
        return false;
    if (service == ServicePlace::Elsewhere && mayBeThisMachine(url.host()))
        return false;
    return url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopbackHost(url.host()));
}

ChatError errorOf(const HttpTransfer::Answer &answer)
{
    const QJsonObject body = twilsock::parseJson(answer.body).object();
    const bool isMissing = answer.httpStatus == 404 || answer.httpStatus == 410;
    return { isMissing ? ChatError::Code::NotFound : ChatError::Code::Refused, answer.httpStatus,
             body.value("code"_L1).toInt(), twilsock::serverMessage(body) };
}

void HttpTransfer::start(QNetworkAccessManager &network, Clock &clock, const Request &request,
                         QObject *parent, QObject *context, Progress progress,
                         Callback<Answer> done)
{
    auto *transfer
        = new HttpTransfer(clock, request, parent, context, std::move(progress), std::move(done));
    if (isPermittedUrl(request.url, request.service))
        return transfer->send(network);
    clock.callAfter(0ms, transfer, [transfer] {
        transfer->end(ChatError { .code = ChatError::Code::BadAnswer,
                                  .detail
                                  = u"the service named an address that Parley does not ask: "
                                    "it is not https, or it is this computer"_s });
    });
}

HttpTransfer::HttpTransfer(Clock &clock, Request request, QObject *parent, QObject *context,
                           Progress progress, Callback<Answer> done)
    : QObject(parent)
    , m_clock(clock)
    , m_request(std::move(request))
    , m_context(context)
    , m_progress(std::move(progress))
    , m_done(std::move(done))
    , m_lastMove(clock.monotonicNow())
{
    connect(context, &QObject::destroyed, this, [this] {
        drop();
        deleteLater();
    });
}

HttpTransfer::~HttpTransfer()
{
    drop();
}

void HttpTransfer::send(QNetworkAccessManager &network)
{
    m_reply = network.sendCustomRequest(networkRequest(m_request), m_request.verb,
                                        m_request.body.get());
    m_reply->setReadBufferSize(4 * ChunkBytes);
    // Qt may read on for a moment after the reply was given up: the body lives as long as it does.
    connect(m_reply, &QObject::destroyed, m_reply, [body = m_request.body] {});
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpTransfer::readMore);
    connect(m_reply, &QNetworkReply::finished, this, &HttpTransfer::finished);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64 total) {
        if (!m_request.body)
            return;
        m_isSent = sent > 0 && sent == total;
        moved(sent, total);
    });
    watchIdleness();
}

void HttpTransfer::watchIdleness()
{
    if (m_reply.isNull())
        return; // over already
    const auto limit = m_isSent && m_answer.bytes == 0 ? StoreLimit : IdleLimit;
    const auto left = m_lastMove + limit - m_clock.monotonicNow();
    if (left <= 0ms)
        return end(ChatError { .code = ChatError::Code::Timeout,
                               .detail = u"the media service has fallen silent"_s });
    m_clock.callAfter(std::min<std::chrono::milliseconds>(left, IdleLimit), this,
                      [this] { watchIdleness(); });
}

void HttpTransfer::moved(qint64 bytes, qint64 total)
{
    m_lastMove = m_clock.monotonicNow();
    if (m_progress && m_context && bytes > 0)
        m_progress(bytes, total);
}

int HttpTransfer::statusOfReply() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void HttpTransfer::readMore()
{
    m_answer.httpStatus = statusOfReply();
    const qint64 limit = m_answer.isSuccess() ? m_request.maxBytes : MaxErrorBytes;
    const QPointer<HttpTransfer> self(this);
    while (self && m_reply && m_reply->bytesAvailable() > 0) {
        const QByteArray chunk = m_reply->read(ChunkBytes);
        m_answer.bytes += chunk.size();
        if (m_answer.bytes > limit) {
            if (!m_answer.isSuccess())
                return end(m_answer); // the status tells enough
            return end(ChatError { .code = ChatError::Code::TooLarge,
                                   .httpStatus = m_answer.httpStatus,
                                   .detail = u"more bytes came than announced"_s });
        }
        if (!m_answer.isSuccess() || !m_request.sink)
            m_answer.body.append(chunk);
        else if (m_request.sink->write(chunk) != chunk.size())
            return end(ChatError { .code = ChatError::Code::FileNotWritten,
                                   .detail = u"the disk takes no more"_s });
        if (m_request.body) {
            m_lastMove = m_clock.monotonicNow();
        } else {
            const auto length = m_reply->header(QNetworkRequest::ContentLengthHeader);
            moved(m_answer.bytes, length.isValid() ? length.toLongLong() : -1);
        }
    }
}

void HttpTransfer::finished()
{
    const QPointer<HttpTransfer> self(this);
    readMore();
    if (self.isNull() || m_reply.isNull())
        return; // ended meanwhile
    m_answer.httpStatus = statusOfReply();
    if (m_answer.httpStatus == 0)
        return end(networkError(m_reply->error()));
    if (m_answer.httpStatus >= 300 && m_answer.httpStatus < 400)
        return end(ChatError { .code = ChatError::Code::BadAnswer,
                               .httpStatus = m_answer.httpStatus,
                               .detail = u"the media service redirects elsewhere"_s });
    // Cut off in the middle: the status came, the rest did not.
    if (m_answer.isSuccess() && m_reply->error() != QNetworkReply::NoError)
        return end(networkError(m_reply->error()));
    end(Answer(m_answer));
}

void HttpTransfer::end(const Outcome<Answer> &outcome)
{
    drop();
    deleteLater();
    const auto done = std::exchange(m_done, {});
    if (done && m_context)
        done(outcome);
}

void HttpTransfer::drop()
{
    if (m_reply.isNull())
        return;
    QNetworkReply *const reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

} // namespace parley::chat
