// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/faketransport.h"

namespace parley::test {

using namespace Qt::StringLiterals;

using twilsock::Frame;

struct FakeTransport::Script
{
    Clock *clock = nullptr;
    bool acceptsByItself = false;
    bool answersClose = true;
    FakeTransports::Service service {};
    QList<QPointer<FakeTransport>> transports {};
};

void FakeTransport::open(const QUrl &url)
{
    m_url = url;
    if (m_script->acceptsByItself && m_script->clock != nullptr)
        m_script->clock->callAfter(std::chrono::milliseconds(0), this, [this] { accept(); });
}

void FakeTransport::send(const QByteArray &frame)
{
    if (!m_isOpen)
        return;
    if (m_breaksAtSend) {
        end();
        return;
    }
    m_sent.append(frame);
    if (!m_script->service || m_script->clock == nullptr)
        return;
    const auto decoded = twilsock::decodeFrame(frame);
    m_script->clock->callAfter(std::chrono::milliseconds(0), this,
                               [this, sent = std::get<Frame>(decoded)] {
                                   if (m_isOpen && m_script->service)
                                       m_script->service(*this, sent);
                               });
}

void FakeTransport::close()
{
    m_closeRequested = true;
    if (m_script->answersClose)
        end(u"closed"_s);
}

QList<Frame> FakeTransport::frames(const QString &method) const
{
    QList<Frame> found;
    for (const QByteArray &bytes : m_sent) {
        const auto decoded = twilsock::decodeFrame(bytes);
        const Frame *frame = std::get_if<Frame>(&decoded);
        Q_ASSERT(frame != nullptr);
        if (method.isEmpty() || frame->method() == method)
            found.append(*frame);
    }
    return found;
}

Frame FakeTransport::lastFrame(const QString &method) const
{
    const QList<Frame> found = frames(method);
    return found.isEmpty() ? Frame() : found.last();
}

void FakeTransport::accept()
{
    if (m_isOpen || m_hasEnded)
        return;
    m_isOpen = true;
    Q_EMIT opened();
}

void FakeTransport::deliver(const QByteArray &bytes)
{
    if (m_isOpen)
        Q_EMIT received(bytes);
}

QString FakeTransport::deliver(const QString &method, QJsonObject header, const QByteArray &payload)
{
    const QString id = twilsock::newMessageId();
    header.insert(u"method"_s, method);
    header.insert(u"id"_s, id);
    if (!payload.isEmpty())
        header.insert(u"payload_type"_s, u"application/json"_s);
    deliver(Frame { header, payload });
    return id;
}

void FakeTransport::reply(const Frame &request, int code, int errorCode, const QJsonObject &extra,
                          const QByteArray &payload)
{
    QJsonObject status { { u"code"_s, code }, { u"status"_s, u"STATUS"_s } };
    if (errorCode != 0)
        status.insert(u"errorCode"_s, errorCode);
    QJsonObject header { { u"method"_s, u"reply"_s },
                         { u"id"_s, request.id() },
                         { u"status"_s, status } };
    for (auto it = extra.begin(); it != extra.end(); ++it)
        header.insert(it.key(), it.value());
    if (!payload.isEmpty())
        header.insert(u"payload_type"_s, u"application/json"_s);
    deliver(Frame { header, payload });
}

void FakeTransport::replyHttp(const Frame &request, int httpStatus, const QByteArray &body,
                              const QJsonObject &headers)
{
    reply(request, 200, 0,
          QJsonObject { { u"http_status"_s,
                          QJsonObject { { u"code"_s, httpStatus }, { u"status"_s, u"STATUS"_s } } },
                        { u"http_headers"_s, headers } },
          body);
}

void FakeTransport::deliverClose(int code, int errorCode, const QByteArray &payload)
{
    QJsonObject status { { u"code"_s, code }, { u"status"_s, u"STATUS"_s } };
    if (errorCode != 0)
        status.insert(u"errorCode"_s, errorCode);
    deliver(u"close"_s, QJsonObject { { u"status"_s, status } }, payload);
}

void FakeTransport::end(const QString &detail, bool fatal)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    m_isOpen = false;
    Q_EMIT closed(detail, fatal);
}

FakeTransports::FakeTransports(Clock *clock)
    : m_script(std::make_shared<FakeTransport::Script>())
{
    m_script->clock = clock;
}

twilsock::TransportFactory FakeTransports::factory() const
{
    return [script = m_script] {
        std::unique_ptr<FakeTransport> transport(new FakeTransport(script));
        script->transports.append(transport.get());
        return transport;
    };
}

void FakeTransports::acceptByItself(bool on)
{
    m_script->acceptsByItself = on;
}

void FakeTransports::setService(Service service)
{
    m_script->service = std::move(service);
}

void FakeTransports::welcome(FakeTransport &transport, const Frame &frame)
{
    if (frame.method() == "message"_L1)
        transport.replyHttp(frame, 200, "{}");
    else if (frame.method() != "reply"_L1 && frame.method() != "close"_L1)
        transport.reply(frame);
}

void FakeTransports::answerClose(bool on)
{
    m_script->answersClose = on;
}

int FakeTransports::count() const
{
    return int(m_script->transports.size());
}

FakeTransport *FakeTransports::at(int index) const
{
    return m_script->transports.value(index).data();
}

} // namespace parley::test
