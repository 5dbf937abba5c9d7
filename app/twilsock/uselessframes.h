// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QWebSocket;

namespace parley::twilsock {

/// Bounds what the other end of a WebSocket may send without bringing a message: pings, pongs, text
/// and tiny parts of a message. Each takes time, and the library reads any number of them. Both
/// ends of the connection have one.
class UselessFrames final : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxTexts = 100; ///< in all, because the protocol has none
    static constexpr int MaxFrames = 1000; ///< pongs and tiny parts between two messages
    static constexpr qint64 MaxPongBytes = 16 * 1024; ///< answers to pings between two messages

    enum class End { Client, Service }; ///< which one \a socket is: a client masks what it sends
    enum class Kind { Text, Other };

    /// \a socket must outlive this object.
    UselessFrames(QWebSocket &socket, End end);

    /// Begins when the connection of \a socket has been made or is being made.
    void watch();
    /// Sends a binary message. All of them leave here, so that what else is written is known: the
    /// answers that the library gives to pings, which it tells nothing of.
    void send(const QByteArray &message);

Q_SIGNALS:
    /// There were too many. The connection is of no use any more; this may come again.
    void exceeded(parley::twilsock::UselessFrames::Kind kind);

private:
    void takeText();
    void takePart(qsizetype size, bool isLast);
    void takeFrame();
    void takeMessage();
    void checkPongs();
    [[nodiscard]] qint64 pongBytes() const;

    QWebSocket &m_socket;
    const End m_end;
    int m_texts = 0;
    int m_frames = 0; // since the last message, as the next one
    qint64 m_pongsBefore = 0; // the bytes of pongs when the last message came
    qint64 m_ownBytes = 0; // what send() has made of its messages
    qint64 m_writtenBytes = 0;
};

} // namespace parley::twilsock
