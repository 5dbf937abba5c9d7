// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

namespace parley::test {

using namespace Qt::StringLiterals;

bool waitUntil(const std::function<bool()> &done, int milliseconds)
{
    return QTest::qWaitFor(done, milliseconds);
}

QByteArray basic(const QByteArray &name, const QByteArray &password)
{
    return "Basic " + (name + ':' + password).toBase64();
}

HttpAnswer request(QNetworkAccessManager &network, const QByteArray &method, const QUrl &url,
                   const QByteArray &authorization, const QByteArray &idempotencyKey,
                   const QByteArray &body)
{
    QNetworkRequest call(url);
    call.setTransferTimeout(30'000);
    if (!authorization.isEmpty())
        call.setRawHeader("Authorization", authorization);
    if (!idempotencyKey.isEmpty())
        call.setRawHeader("Idempotency-Key", idempotencyKey);
    call.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return request(network, method, call, body, 40'000);
}

HttpAnswer request(QNetworkAccessManager &network, const QByteArray &method,
                   const QNetworkRequest &call, const QByteArray &body, int milliseconds)
{
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(call, method, body));
    HttpAnswer answer;
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(milliseconds))
        return answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    answer.json = QJsonDocument::fromJson(answer.body).object();
    const auto pairs = reply->rawHeaderPairs();
    for (const auto &pair : pairs)
        answer.headers.insert(pair.first.toLower(), pair.second);
    return answer;
}

RawClient::RawClient(const QUrl &url)
{
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        const auto decoded = twilsock::decodeFrame(bytes);
        QVERIFY(std::holds_alternative<twilsock::Frame>(decoded));
        const twilsock::Frame frame = std::get<twilsock::Frame>(decoded);
        frames.append(frame);
        if (acknowledges && frame.method() != u"reply"_s)
            m_socket.sendBinaryMessage(twilsock::encodeAck(frame.id()));
    });
    m_socket.open(url);
}

bool RawClient::waitOpen()
{
    return waitUntil([this] { return isOpen(); });
}

bool RawClient::waitClosed(int milliseconds)
{
    return waitUntil([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; },
                     milliseconds);
}

void RawClient::send(const QJsonObject &header, const QByteArray &payload)
{
    m_socket.sendBinaryMessage(twilsock::encodeFrame({ header, payload }));
}

twilsock::Frame RawClient::takeFirst(const std::function<bool(const twilsock::Frame &)> &fits)
{
    // Woken by each message: polling would make every round trip last as long as its pause.
    QSignalSpy received(&m_socket, &QWebSocket::binaryMessageReceived);
    const QDeadlineTimer deadline(5000);
    for (;;) {
        const auto found = std::find_if(frames.begin(), frames.end(), fits);
        if (found != frames.end()) {
            const twilsock::Frame frame = *found;
            frames.erase(found);
            return frame;
        }
        if (!received.wait(int(deadline.remainingTime())))
            return {};
    }
}

twilsock::Frame RawClient::replyTo(const QString &id)
{
    return takeFirst([&id](const twilsock::Frame &frame) {
        return frame.method() == u"reply"_s && frame.id() == id;
    });
}

QJsonObject RawClient::init(const QByteArray &token, const QJsonObject &more)
{
    QJsonObject header = more;
    const QString id = twilsock::newMessageId();
    header.insert(u"method"_s, u"init"_s);
    header.insert(u"id"_s, id);
    header.insert(u"token"_s, QString::fromUtf8(token));
    if (!header.contains(u"capabilities"_s))
        header.insert(u"capabilities"_s, QJsonArray { u"client_update"_s });
    send(header);
    return replyTo(id).header;
}

void RawClient::leave()
{
    m_socket.flush();
    m_socket.close();
    static_cast<void>(waitClosed());
}

QJsonObject RawClient::update(const QByteArray &token)
{
    const QString id = twilsock::newMessageId();
    send({ { u"method"_s, u"update"_s },
           { u"id"_s, id },
           { u"token"_s, QString::fromUtf8(token) } });
    return replyTo(id).header;
}

twilsock::Frame RawClient::ask(const QByteArray &method, const QString &path,
                               const QJsonObject &body)
{
    const QString id = twilsock::newMessageId();
    const QByteArray payload
        = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    send({ { u"method"_s, u"message"_s },
           { u"id"_s, id },
           { u"active_grant"_s, u"ip_messaging"_s },
           { u"payload_type"_s, u"application/json"_s },
           { u"http_request"_s,
             QJsonObject { { u"host"_s, u"aim.us1.twilio.com"_s },
                           { u"path"_s, path },
                           { u"method"_s, QString::fromLatin1(method) },
                           { u"params"_s, QJsonObject() },
                           { u"headers"_s, QJsonObject() } } } },
         payload);
    return replyTo(id);
}

twilsock::Frame RawClient::next(const QString &method)
{
    return takeFirst([&method](const twilsock::Frame &frame) { return frame.method() == method; });
}

int RawClient::count(const QString &method) const
{
    return int(std::count_if(frames.begin(), frames.end(), [&method](const twilsock::Frame &frame) {
        return frame.method() == method;
    }));
}

} // namespace parley::test
