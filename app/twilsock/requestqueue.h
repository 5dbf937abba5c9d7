// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "twilsock/connectiontypes.h"

#include <QPointer>

#include <deque>

namespace parley::twilsock {

/// The requests of one connection, from send() to their one answer: waiting in order, on their way,
/// put back in front in order when the link breaks, ended after a time limit. A failure is reported
/// by a timer, a reply immediately.
class RequestQueue
{
public:
    struct Pending
    {
        quint64 serial = 0; ///< the order of send(), kept through every repetition
        Request request;
        QPointer<QObject> context;
        ResponseCallback done;
        std::optional<MonotonicTime> deadline; ///< empty: no limit now
        int repetitions = 0;
        quint64 sentUnder = 0; ///< the number of the token that was accepted when it was sent
    };
    /// Sends one request under \a id; false when there is no link any more.
    using Sender = std::function<bool(const Request &request, const QString &id)>;

    /// \a requestLimit: how long a reply may take.
    RequestQueue(Clock &clock, std::chrono::milliseconds requestLimit);
    ~RequestQueue();

    void add(const Request &request, QObject *context, ResponseCallback done, bool online);
    /// Ends a request that was never added.
    void refuse(QObject *context, ResponseCallback done, const QString &detail);

    /// Sends what waits, in order, unless a throttle holds it. \a tokenNumber goes to
    /// Pending::sentUnder.
    void flush(quint64 tokenNumber, const Sender &send);
    /// Holds everything that waits for \a wait, then calls \a resume.
    void throttle(std::chrono::milliseconds wait, std::function<void()> resume);

    /// The request on its way under \a id, which then is the caller's to end or to put back.
    [[nodiscard]] std::optional<Pending> take(const QString &id);
    /// Puts \a pending back to its place in front. False, and \a pending is untouched, if it was
    /// put back too often or its context is gone. Only for a request that was certainly not carried
    /// out, or that may be carried out twice.
    bool putBack(Pending &pending);
    /// Calls back at once.
    static void finish(const Pending &pending, const Response &response);

    /// The link broke: what may be repeated waits again, the rest ends with ConnectionLost, and
    /// what must not wait for a connection with NotConnected.
    void linkLost();
    /// Nothing will be sent: what waits ends with NotConnected, what is on its way with
    /// ConnectionLost.
    void failAll(const QString &detail);

private:
    void fail(const Pending &pending, Response::Failure failure, const QString &detail);
    void insertWaiting(Pending pending);
    void watch(MonotonicTime deadline);
    void endOverdue();

    Clock &m_clock;
    const std::chrono::milliseconds m_requestLimit;
    OneShot m_throttle;
    OneShot m_overdue; // one timer for all; due at the earliest deadline known when it was started
    std::deque<Pending> m_waiting; // by serial
    QHash<QString, Pending> m_onTheirWay; // by message id
    quint64 m_lastSerial = 0;
};

} // namespace parley::twilsock
