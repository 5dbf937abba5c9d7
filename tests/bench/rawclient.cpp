// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QUrlQuery>

namespace parley::bench {

using namespace Qt::StringLiterals;

void fetchToken(QNetworkAccessManager &network, const QUrl &tokenUrl, const QString &identity,
                QObject *context, std::function<void(const QString &token)> done)
{
    QUrl url = tokenUrl;
    url.setQuery(QUrlQuery { { u"identity"_s, identity }, { u"password"_s, u"demo"_s } });
    QNetworkReply *reply = network.get(QNetworkRequest(url));
    QObject::connect(reply, &QNetworkReply::finished, context, [reply, done = std::move(done)] {
        reply->deleteLater();
        done(reply->error() == QNetworkReply::NoError
                 ? QString::fromLatin1(reply->readAll()).trimmed()
                 : QString());
    });
}

RawClient::RawClient()
{
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &RawClient::receive);
    connect(&m_socket, &QWebSocket::disconnected, this,
            [this] { finish(u"the local service does not answer"_s); });
}

void RawClient::open(const QUrl &serviceUrl, const QString &token,
                     std::function<void(const QString &)> done)
{
    m_opened = std::move(done);
    m_initId = twilsock::newMessageId();
    connect(&m_socket, &QWebSocket::connected, this, [this, token] {
        const QJsonObject header { { u"method"_s, u"init"_s },
                                   { u"id"_s, m_initId },
                                   { u"token"_s, token },
                                   { u"capabilities"_s, QJsonArray() } };
        m_socket.sendBinaryMessage(twilsock::encodeFrame({ header, {} }));
    });
    m_socket.open(serviceUrl);
}

void RawClient::request(const QString &method, const QString &path, const QJsonObject &body,
                        Reply done)
{
    const QString id = twilsock::newMessageId();
    QJsonObject params;
    for (const auto &[name, value] : QUrlQuery(path.section(u'?', 1)).queryItems())
        params.insert(name, value);
    const QJsonObject header { { u"method"_s, u"message"_s },
                               { u"id"_s, id },
                               { u"payload_type"_s, u"application/json"_s },
                               { u"active_grant"_s, u"ip_messaging"_s },
                               { u"http_request"_s,
                                 QJsonObject { { u"method"_s, method },
                                               { u"path"_s, path.section(u'?', 0, 0) },
                                               { u"params"_s, params } } } };
    if (done)
        m_requests.insert(id, std::move(done));
    const QByteArray payload
        = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    m_socket.sendBinaryMessage(twilsock::encodeFrame({ header, payload }));
}

void RawClient::onNotification(std::function<void(const QByteArray &)> handler)
{
    m_notified = std::move(handler);
}

void RawClient::acknowledge(const QByteArray &notification)
{
    const auto decoded = twilsock::decodeFrame(notification);
    if (const auto *frame = std::get_if<twilsock::Frame>(&decoded))
        m_socket.sendBinaryMessage(twilsock::encodeAck(frame->id()));
}

void RawClient::receive(const QByteArray &bytes)
{
    // The sender of a request wants its reply. Other frames are only counted, so they are not
    // parsed.
    if (m_requests.isEmpty() && !m_opened) {
        if (m_notified)
            m_notified(bytes);
        else
            acknowledge(bytes);
        return;
    }
    const auto decoded = twilsock::decodeFrame(bytes);
    const auto *frame = std::get_if<twilsock::Frame>(&decoded);
    if (frame == nullptr)
        return;
    if (frame->method() != "reply"_L1) {
        if (m_notified)
            return m_notified(bytes);
        m_socket.sendBinaryMessage(twilsock::encodeAck(frame->id()));
    } else if (frame->id() == m_initId) {
        const int code = frame->header["status"_L1]["code"_L1].toInt();
        finish(code == 200 ? QString() : u"the local service refuses the token"_s);
    } else if (const Reply reply = m_requests.take(frame->id())) {
        reply(frame->header["http_status"_L1]["code"_L1].toInt(), frame->payloadObject());
    }
}

void RawClient::finish(const QString &problem)
{
    if (const auto done = std::exchange(m_opened, {}))
        done(problem);
}

} // namespace parley::bench
