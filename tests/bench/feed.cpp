// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "feed.h"

#include "twilsock/frame.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QWebSocket>

#include <algorithm>

namespace parley::bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QByteArrayView PlayedPrefix("TMfeedfeed"); // of the ids of what is played
constexpr qsizetype BodyCharacters = 100;

/// The last real event, moved on by \a step.
QByteArray moved(const QByteArray &original, int step)
{
    const auto decoded = twilsock::decodeFrame(original);
    twilsock::Frame frame = std::get<twilsock::Frame>(decoded);
    const bool isItem = frame.header["message_type"_L1].toString().endsWith("list"_L1);
    const QString number = QString::number(step, 16).rightJustified(22, u'0');
    frame.header.insert(u"id"_s,
                        QString::fromLatin1(PlayedPrefix) + (isItem ? u"00"_s : u"11"_s) + number);
    frame.header.remove(u"payload_size"_s);

    QJsonObject payload = frame.payloadObject();
    QJsonObject event = payload["events"_L1][0].toObject();
    event.insert(u"id"_s, event["id"_L1].toInteger() + step);
    if (isItem) {
        const qint64 index = event["item_index"_L1].toInteger() + step;
        QJsonObject data = event["item_data"_L1].toObject();
        data.insert(u"sid"_s, u"IM"_s + number.rightJustified(32, u'0'));
        data.insert(u"text"_s, u"played %1 "_s.arg(step).leftJustified(BodyCharacters, u'm'));
        event.insert(u"item_index"_s, index);
        event.insert(u"item_data"_s, data);
    } else {
        QJsonObject data = event["document_data"_L1].toObject();
        QJsonObject last = data["lastMessage"_L1].toObject();
        last.insert(u"index"_s, last["index"_L1].toInteger() + step);
        data.insert(u"lastMessage"_s, last);
        event.insert(u"document_data"_s, data);
    }
    payload.insert(u"events"_s, QJsonArray { event });
    frame.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact);
    return twilsock::encodeFrame(frame);
}

} // namespace

Feed::Feed(const QUrl &serviceUrl)
    : m_serviceUrl(serviceUrl)
    , m_server(u"feed"_s, QWebSocketServer::NonSecureMode)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(1ms);
    connect(&m_timer, &QTimer::timeout, this, &Feed::sendDue);
    connect(&m_server, &QWebSocketServer::newConnection, this, &Feed::accept);
}

Feed::~Feed()
{
    drop();
}

bool Feed::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

QUrl Feed::url() const
{
    QUrl url = m_server.serverUrl();
    url.setPath(m_serviceUrl.path());
    return url;
}

QUrl Feed::playedUrl() const
{
    QUrl url = m_server.serverUrl();
    url.setPath(u"/played"_s);
    return url;
}

void Feed::drop()
{
    m_timer.stop();
    for (std::unique_ptr<QWebSocket> *socket : { &m_client, &m_service }) {
        if (QWebSocket *const old = socket->release()) {
            old->disconnect(this);
            old->abort();
            old->deleteLater(); // we may be inside one of its slots
        }
    }
    m_early.clear();
}

void Feed::accept()
{
    drop();
    m_client.reset(m_server.nextPendingConnection());
    m_client->setParent(nullptr);
    connect(m_client.get(), &QWebSocket::binaryMessageReceived, this, &Feed::fromClient);
    connect(m_client.get(), &QWebSocket::disconnected, this, &Feed::drop);
    if (m_client->requestUrl().path() != playedUrl().path())
        openService();
}

void Feed::openService()
{
    m_item.clear();
    m_document.clear();
    m_service = std::make_unique<QWebSocket>();
    connect(m_service.get(), &QWebSocket::binaryMessageReceived, this, &Feed::fromService);
    connect(m_service.get(), &QWebSocket::disconnected, this, &Feed::drop);
    connect(m_service.get(), &QWebSocket::connected, this, [this] {
        for (const QByteArray &bytes : std::exchange(m_early, {}))
            m_service->sendBinaryMessage(bytes);
    });
    m_service->open(m_serviceUrl);
}

void Feed::fromService(const QByteArray &bytes)
{
    // Only live events: what is replayed to a new subscriber has another form.
    if (bytes.contains("com.twilio.rtd.cds.list") && bytes.contains("\"list_item_added\""))
        m_item = bytes;
    else if (bytes.contains("com.twilio.rtd.cds.document"))
        m_document = bytes;
    m_client->sendBinaryMessage(bytes);
}

void Feed::fromClient(const QByteArray &bytes)
{
    if (m_service == nullptr || bytes.contains(PlayedPrefix))
        return; // acknowledges what the service knows nothing of
    if (m_service->isValid())
        m_service->sendBinaryMessage(bytes);
    else
        m_early.append(bytes);
}

void Feed::play(int count, int perSecond)
{
    m_played.clear();
    for (int step = 1; step <= count; ++step) {
        m_played.append(moved(m_item, step));
        m_played.append(moved(m_document, step));
    }
    m_sent = 0;
    m_perSecond = perSecond;
    m_elapsed.start();
    m_timer.start();
}

void Feed::sendDue()
{
    const qsizetype due = std::min(m_played.size(), m_elapsed.elapsed() * m_perSecond * 2 / 1000);
    for (; m_sent < due; ++m_sent)
        m_client->sendBinaryMessage(m_played.at(m_sent));
    if (m_sent == m_played.size())
        m_timer.stop();
}

} // namespace parley::bench
