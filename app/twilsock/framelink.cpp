// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/framelink.h"

#include "twilsock/logging.h"

#include <utility>

namespace parley::twilsock {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// So many broken frames in a row, and the stream itself is taken for broken.
constexpr int MaxBadFrames = 3;
/// How long a socket may take to close.
constexpr milliseconds CloseLimit = std::chrono::seconds(3);

} // namespace

FrameLink::FrameLink(std::unique_ptr<Transport> transport, QObject *owner,
                     const ConnectionConfig &config, Clock &clock)
    : m_transport(transport.release())
    , m_config(config)
    , m_clock(clock)
    , m_limit(clock)
    , m_silence(clock)
{
    m_transport->setParent(owner);
}

FrameLink::~FrameLink()
{
    Transport *const transport = m_transport;
    QObject::disconnect(transport, nullptr, &m_context, nullptr);
    if (m_isClosed) {
        transport->deleteLater();
        return;
    }
    QObject::connect(transport, &Transport::closed, transport, &QObject::deleteLater);
    m_clock.callAfter(CloseLimit, transport, [transport] { transport->deleteLater(); });
    transport->close();
}

void FrameLink::open(Listener listener)
{
    m_listener = std::move(listener);
    QObject::connect(m_transport, &Transport::opened, &m_context, [this] { onOpened(); });
    QObject::connect(m_transport, &Transport::received, &m_context,
                     [this](const QByteArray &bytes) { onReceived(bytes); });
    QObject::connect(m_transport, &Transport::closed, &m_context,
                     [this](const QString &detail, bool isFatal) { onClosed(detail, isFatal); });
    m_limit.start(m_config.openLimit,
                  [this] { end(u"The connection could not be opened in time."_s, false); });
    m_transport->open(m_config.url);
}

void FrameLink::onOpened()
{
    m_limit.stop();
    m_isOpened = true;
    m_lastHeard = m_clock.monotonicNow();
    watchSilence(m_config.silenceLimit);
    const auto opened = m_listener.opened; // a copy, because it may destroy this object
    opened();
}

void FrameLink::send(const Frame &frame)
{
    const QByteArray bytes = encodeFrame(frame);
    m_lastSent = u"%1 %2, %3 bytes"_s.arg(frame.method(), frame.id()).arg(bytes.size());
    qCDebug(lcTwilsock) << "sent" << m_lastSent;
    sendBytes(bytes);
}

void FrameLink::sendBytes(const QByteArray &bytes)
{
    if (m_isClosed)
        return;
    m_isSending = true;
    m_transport->send(bytes);
    m_isSending = false;
}

void FrameLink::close()
{
    m_isClosing = true;
    m_silence.stop();
    m_limit.start(CloseLimit, [this] { end(u"The socket did not close in time."_s, false); });
    m_transport->close();
}

void FrameLink::onReceived(const QByteArray &bytes)
{
    if (m_isClosing)
        return;
    m_lastHeard = m_clock.monotonicNow();
    const auto decoded = decodeFrame(bytes);
    if (const auto *problem = std::get_if<FrameError>(&decoded)) {
        onBadFrame(*problem);
        return;
    }
    m_badFrames = 0;
    const Frame &frame = std::get<Frame>(decoded);
    const QString id = frame.id();
    qCDebug(lcTwilsock) << "received" << frame.method() << id << bytes.size() << "bytes";
    // At once, before acting on it: the service counts what stays unacknowledged.
    if (frame.method() != "reply"_L1 && !id.isEmpty())
        sendBytes(encodeAck(id));
    const auto received = m_listener.received; // a copy, because it may destroy this object
    received(frame);
}

void FrameLink::onBadFrame(const FrameError &problem)
{
    ++m_badFrames;
    qCWarning(lcTwilsock) << "dropped a message that is no frame:" << problem.detail;
    if (m_badFrames >= MaxBadFrames)
        end(u"The service sends what is no Twilsock: %1"_s.arg(problem.detail), false);
}

void FrameLink::onClosed(const QString &detail, bool isFatal)
{
    m_isClosed = true;
    if (m_isSending) { // a transport that fails inside send(): finish that first
        m_clock.callAfter(milliseconds(0), &m_context,
                          [this, detail, isFatal] { onClosed(detail, isFatal); });
        return;
    }
    const QString message = m_isOpened ? u"The connection was lost: %1."_s
                                       : u"The connection could not be opened: %1."_s;
    end(message.arg(detail), isFatal);
}

void FrameLink::end(const QString &message, bool isFatal)
{
    m_limit.stop();
    m_silence.stop();
    if (const auto ended = std::exchange(m_listener.ended, nullptr))
        ended(message, isFatal); // last, because it may destroy this object
}

void FrameLink::watchSilence(milliseconds left)
{
    // The timer fires once per silenceLimit, not once per message.
    m_silence.start(left, [this] {
        const milliseconds silent = m_clock.monotonicNow() - m_lastHeard;
        if (silent < m_config.silenceLimit)
            watchSilence(m_config.silenceLimit - silent);
        else
            end(u"The service has been silent for too long."_s, false);
    });
}

} // namespace parley::twilsock
