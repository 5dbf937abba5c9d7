// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "twilsock/connectiontypes.h"
#include "twilsock/frame.h"
#include "twilsock/transport.h"

#include <QObject>

#include <functional>
#include <memory>

namespace parley::twilsock {

/// One socket that carries frames: writes and reads them, acknowledges what the service sends, and
/// decides when the socket is of no use any more: not open in time, silent for too long, or sending
/// data that is not a frame. It is opened once and ends once.
class FrameLink
{
public:
    /// What a link tells. Each of these may destroy the link.
    struct Listener
    {
        std::function<void()> opened {};
        std::function<void(const Frame &frame)> received {}; ///< is acknowledged already
        /// The last one, once. \a message is English, for logs; \a isFatal as in
        /// Transport::closed().
        std::function<void(const QString &message, bool isFatal)> ended {};
    };

    /// \a owner becomes the parent of \a transport. \a config and \a clock must outlive this
    /// object.
    FrameLink(std::unique_ptr<Transport> transport, QObject *owner, const ConnectionConfig &config,
              Clock &clock);
    /// Tells nothing any more. The socket closes and deletes itself on its own time.
    ~FrameLink();

    void open(Listener listener);
    void send(const Frame &frame);
    /// Takes no more frames and closes the socket; `ended` follows in at most 3 s.
    void close();
    /// The socket has closed, perhaps inside send(): then `ended` is still to come.
    [[nodiscard]] bool isClosed() const { return m_isClosed; }
    /// Method, id and size of the last frame, for the log.
    [[nodiscard]] const QString &lastSent() const { return m_lastSent; }

private:
    void onOpened();
    void onReceived(const QByteArray &bytes);
    void onBadFrame(const FrameError &problem);
    void onClosed(const QString &detail, bool isFatal);
    void end(const QString &message, bool isFatal);
    void sendBytes(const QByteArray &bytes);
    void watchSilence(std::chrono::milliseconds left);

    Transport *const m_transport; // a child of the owner
    const ConnectionConfig &m_config;
    Clock &m_clock;
    Listener m_listener {};
    QString m_lastSent {};
    int m_badFrames = 0; // in a row
    bool m_isOpened = false;
    bool m_isSending = false;
    bool m_isClosing = false;
    bool m_isClosed = false;
    MonotonicTime m_lastHeard {};
    OneShot m_limit; // of opening and of closing
    OneShot m_silence;
    QObject m_context {}; // of the transport's signals
};

} // namespace parley::twilsock
