// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/requestqueue.h"

#include "twilsock/frame.h"

#include <algorithm>
#include <vector>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

namespace {

/// A service that throttles one request for ever must not keep it for ever.
constexpr int MaxRepetitions = 5;

bool bySerial(const RequestQueue::Pending &left, const RequestQueue::Pending &right)
{
    return left.serial < right.serial;
}

} // namespace

RequestQueue::RequestQueue(Clock &clock, std::chrono::milliseconds requestLimit)
    : m_clock(clock)
    , m_requestLimit(requestLimit)
    , m_throttle(clock)
    , m_overdue(clock)
{ }

RequestQueue::~RequestQueue()
{
    failAll(u"The connection was destroyed."_s);
}

void RequestQueue::add(const Request &request, QObject *context, ResponseCallback done, bool online)
{
    Pending pending { ++m_lastSerial, request, context, std::move(done), {}, 0, 0 };
    if (request.queueLimit > std::chrono::milliseconds(0)) {
        pending.deadline = m_clock.monotonicNow() + request.queueLimit;
    } else if (!online) {
        fail(pending, Response::Failure::NotConnected, u"There is no connection."_s);
        return;
    }
    insertWaiting(std::move(pending));
}

void RequestQueue::refuse(QObject *context, ResponseCallback done, const QString &detail)
{
    fail(Pending { 0, {}, context, std::move(done), {}, 0, 0 }, Response::Failure::NotConnected,
         detail);
}

void RequestQueue::flush(quint64 tokenNumber, const Sender &send)
{
    while (!m_waiting.empty() && !m_throttle.isActive()) {
        Pending pending = std::move(m_waiting.front());
        m_waiting.pop_front();
        const QString id = newMessageId();
        const MonotonicTime deadline = m_clock.monotonicNow() + m_requestLimit;
        pending.deadline = deadline;
        pending.sentUnder = tokenNumber;
        const Request request = pending.request;
        m_onTheirWay.insert(id, std::move(pending));
        watch(deadline);
        if (!send(request, id))
            return; // the link broke; linkLost() comes later and puts this request back or ends it
    }
}

void RequestQueue::throttle(std::chrono::milliseconds wait, std::function<void()> resume)
{
    const MonotonicTime until = m_clock.monotonicNow() + wait;
    if (m_throttle.isActive() && m_throttle.due() >= until)
        return;
    m_throttle.start(wait, std::move(resume));
}

std::optional<RequestQueue::Pending> RequestQueue::take(const QString &id)
{
    const auto it = m_onTheirWay.find(id);
    if (it == m_onTheirWay.end())
        return {};
    Pending pending = std::move(*it);
    m_onTheirWay.erase(it);
    return pending;
}

bool RequestQueue::putBack(Pending &pending)
{
    if (pending.repetitions >= MaxRepetitions || !pending.context)
        return false;
    ++pending.repetitions;
    const auto none = std::chrono::milliseconds(0);
    pending.deadline = m_clock.monotonicNow()
        + (pending.request.queueLimit > none ? pending.request.queueLimit : m_requestLimit);
    insertWaiting(std::move(pending));
    return true;
}

void RequestQueue::finish(const Pending &pending, const Response &response)
{
    if (pending.context)
        pending.done(response);
}

void RequestQueue::linkLost()
{
    m_throttle.stop(); // it was the old link's
    std::vector<Pending> sent;
    for (Pending &pending : m_onTheirWay)
        sent.push_back(std::move(pending));
    m_onTheirWay.clear();
    std::sort(sent.begin(), sent.end(), bySerial);
    for (Pending &pending : sent) {
        // It may have been carried out.
        const bool mayRepeat = pending.request.repeatable
            && pending.request.queueLimit > std::chrono::milliseconds(0);
        if (!mayRepeat || !putBack(pending)) {
            fail(pending, Response::Failure::ConnectionLost,
                 u"The connection broke before the reply came."_s);
        }
    }

    const auto unwaiting
        = std::stable_partition(m_waiting.begin(), m_waiting.end(), [](const Pending &pending) {
              return pending.request.queueLimit > std::chrono::milliseconds(0);
          });
    std::vector<Pending> unsent;
    std::move(unwaiting, m_waiting.end(), std::back_inserter(unsent));
    m_waiting.erase(unwaiting, m_waiting.end());
    for (const Pending &pending : unsent)
        fail(pending, Response::Failure::NotConnected, u"There is no connection."_s);
}

void RequestQueue::failAll(const QString &detail)
{
    m_throttle.stop();
    m_overdue.stop();
    std::vector<Pending> sent;
    for (Pending &pending : m_onTheirWay)
        sent.push_back(std::move(pending));
    m_onTheirWay.clear();
    std::sort(sent.begin(), sent.end(), bySerial);
    for (const Pending &pending : sent)
        fail(pending, Response::Failure::ConnectionLost, detail);
    const std::deque<Pending> waiting = std::exchange(m_waiting, {});
    for (const Pending &pending : waiting)
        fail(pending, Response::Failure::NotConnected, detail);
}

void RequestQueue::fail(const Pending &pending, Response::Failure failure, const QString &detail)
{
    if (!pending.context)
        return;
    Response response;
    response.failure = failure;
    response.detail = detail;
    // Later: the caller may be inside send(), or in the middle of leaving.
    m_clock.callAfter(std::chrono::milliseconds(0), pending.context,
                      [done = pending.done, response] { done(response); });
}

void RequestQueue::insertWaiting(Pending pending)
{
    if (pending.deadline)
        watch(*pending.deadline);
    if (m_waiting.empty() || m_waiting.back().serial < pending.serial) {
        m_waiting.push_back(std::move(pending));
        return;
    }
    const auto place = std::upper_bound(m_waiting.begin(), m_waiting.end(), pending, bySerial);
    m_waiting.insert(place, std::move(pending));
}

void RequestQueue::watch(MonotonicTime deadline)
{
    if (m_overdue.isActive() && m_overdue.due() <= deadline)
        return;
    m_overdue.start(deadline - m_clock.monotonicNow(), [this] { endOverdue(); });
}

void RequestQueue::endOverdue()
{
    const MonotonicTime now = m_clock.monotonicNow();
    const auto isOverdue = [now](const Pending &p) { return p.deadline && *p.deadline <= now; };
    std::optional<MonotonicTime> next;
    const auto note = [&next](const Pending &p) {
        if (p.deadline)
            next = next ? std::min(*next, *p.deadline) : *p.deadline;
    };

    std::vector<Pending> sent;
    for (auto it = m_onTheirWay.begin(); it != m_onTheirWay.end();) {
        if (isOverdue(*it)) {
            sent.push_back(std::move(*it));
            it = m_onTheirWay.erase(it);
        } else {
            note(*it);
            ++it;
        }
    }
    std::sort(sent.begin(), sent.end(), bySerial);
    for (const Pending &pending : sent) {
        fail(pending, Response::Failure::Timeout,
             u"No reply came in %1 s."_s.arg(double(m_requestLimit.count()) / 1000));
    }

    std::deque<Pending> waiting;
    for (Pending &pending : m_waiting) {
        if (isOverdue(pending)) {
            fail(pending, Response::Failure::NotConnected, u"No connection came in time."_s);
        } else {
            note(pending);
            waiting.push_back(std::move(pending));
        }
    }
    m_waiting = std::move(waiting);
    if (next)
        watch(*next);
}

} // namespace parley::twilsock
