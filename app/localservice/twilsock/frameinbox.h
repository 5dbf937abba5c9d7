// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QQueue>

#include <functional>

namespace parley::localservice {

/// Hands on the frames of one client, in their order and a few in each turn of the event loop, so
/// that a client that sends many at once does not keep others waiting.
class FrameInbox final : public QObject
{
public:
    using Read = std::function<void(const QByteArray &frame)>;

    explicit FrameInbox(Read read)
        : m_read(std::move(read))
    { }

    /// False: the client does not wait for answers, and more than MaxWaitingBytes wait here.
    [[nodiscard]] bool add(const QByteArray &frame);
    /// Hands on what a client sent before it left, as far as that does not hold up others.
    void drain();

private:
    static constexpr int FramesPerTurn = 8;
    static constexpr qsizetype MaxWaitingBytes = 16 * 1024 * 1024;

    void handOn(const QByteArray &frame);
    void beginTurn();

    Read m_read;
    QQueue<QByteArray> m_waiting; // came in earlier turns of the event loop
    qsizetype m_waitingBytes = 0;
    int m_framesThisTurn = 0;
};

} // namespace parley::localservice
