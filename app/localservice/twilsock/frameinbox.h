// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QByteArray>
#include <QObject>
#include <QQueue>

#include <functional>

namespace parley::localservice {

/// Hands on the frames of one client, in their order and a few in each turn of the event loop, so
/// that a client that sends many at once, or such that take long, does not keep others waiting.
class FrameInbox final : public QObject
{
public:
    using Read = std::function<void(const QByteArray &frame)>;

    /// \a clock must outlive this object.
    FrameInbox(const Clock &clock, Read read)
        : m_clock(clock)
        , m_read(std::move(read))
        , m_lastHeard(clock.monotonicNow())
    { }

    /// False: the client does not wait for answers, and more than MaxWaitingBytes wait here.
    [[nodiscard]] bool add(const QByteArray &frame);
    /// The client has left: \a done follows what it sent before, or the first of it.
    void finish(std::function<void()> done);
    /// When the last frame was added.
    [[nodiscard]] MonotonicTime lastHeard() const { return m_lastHeard; }
    [[nodiscard]] qint64 waitingBytes() const { return m_waitingBytes; }

private:
    static constexpr int FramesPerTurn = 8;
    static constexpr std::chrono::milliseconds LongestTurn = std::chrono::milliseconds(5);
    static constexpr qsizetype MaxWaitingBytes = 16 * 1024 * 1024;

    [[nodiscard]] bool isTurnOver() const;
    void handOn(const QByteArray &frame);
    void beginTurn();

    const Clock &m_clock;
    Read m_read;
    MonotonicTime m_lastHeard;
    std::function<void()> m_done; // see finish()
    QQueue<QByteArray> m_waiting; // came in earlier turns of the event loop
    qsizetype m_waitingBytes = 0;
    int m_framesThisTurn = 0;
    MonotonicTime m_turnStart {};
};

} // namespace parley::localservice
