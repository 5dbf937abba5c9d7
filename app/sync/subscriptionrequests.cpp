// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/subscriptionrequests.h"

#include "sync/logging.h"
#include "token/enumname.h"
#include "twilsock/backoff.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace parley::sync {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto CollectingTime = 100ms;
constexpr auto LongestBackOff = 60s;
/// Whatever the service announces: how long its results are waited for.
constexpr auto ShortestDelivery = 1s;
constexpr auto LongestDelivery = 60s;

} // namespace

SubscriptionRequests::SubscriptionRequests(twilsock::Connection &connection, Clock &clock,
                                           RandomSource random, Subscriber subscriber)
    : m_connection(connection)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_subscriber(std::move(subscriber))
    , m_link(std::make_unique<QObject>())
    , m_flush(clock)
{ }

void SubscriptionRequests::startAnew()
{
    m_link = std::make_unique<QObject>();
    m_flush.stop();
    m_waiting.clear();
    m_cancels.clear();
    m_batches.clear();
    m_failures = 0;
}

void SubscriptionRequests::establish(const QString &sid)
{
    m_waiting.append(sid);
    scheduleFlush(CollectingTime);
}

void SubscriptionRequests::establishNow(const QStringList &sids)
{
    m_waiting.append(sids);
    if (!m_waiting.isEmpty())
        scheduleFlush(0ms);
}

void SubscriptionRequests::cancel(const QString &sid, ObjectType type)
{
    m_cancels.append({ sid, type });
    scheduleFlush(CollectingTime);
}

void SubscriptionRequests::resultsCame(qint64 correlationId)
{
    const auto batch = m_batches.find(correlationId);
    if (batch != m_batches.end())
        batch->second.watchdog.start(batch->second.delivery,
                                     [this, correlationId] { endBatch(correlationId, 0ms); });
}

void SubscriptionRequests::settle(qint64 correlationId, const QString &sid)
{
    const auto batch = m_batches.find(correlationId);
    if (batch == m_batches.end())
        return;
    batch->second.silent.remove(sid);
    if (batch->second.silent.isEmpty())
        m_batches.erase(batch);
}

bool SubscriptionRequests::isOpen(qint64 correlationId) const
{
    return m_batches.contains(correlationId);
}

std::chrono::milliseconds SubscriptionRequests::backOff(int failures) const
{
    using twilsock::BackOff;
    return BackOff::withJitter(BackOff::doubled(1s, LongestBackOff, failures), m_random());
}

void SubscriptionRequests::scheduleFlush(std::chrono::milliseconds delay)
{
    if (!m_flush.isActive()) // else it collects this one too
        m_flush.start(delay, [this] { flush(); });
}

void SubscriptionRequests::flush()
{
    if (!m_connection.isConnected())
        return; // everything is asked for on the next link
    std::vector<SubscriptionWish> batch;
    qint64 correlationId = nextCorrelationId();
    for (const QString &sid : std::exchange(m_waiting, {})) {
        if (auto wish = m_subscriber.wish(sid, correlationId))
            batch.push_back(*std::move(wish));
        if (qsizetype(batch.size()) == m_maxBatchSize)
            sendWishes(std::exchange(batch, {}), std::exchange(correlationId, nextCorrelationId()));
    }
    if (!batch.empty())
        sendWishes(batch, correlationId);
    if (!m_cancels.isEmpty())
        sendCancels();
}

qint64 SubscriptionRequests::nextCorrelationId()
{
    const qint64 now = m_clock.wallNow().time_since_epoch().count();
    m_lastCorrelationId = std::max(now, m_lastCorrelationId + 1);
    return m_lastCorrelationId;
}

void SubscriptionRequests::send(QJsonObject body,
                                std::function<void(const twilsock::Response &)> done)
{
    body.insert("event_protocol_version"_L1, 4);
    body.insert("ttl_in_s"_L1, -1);
    m_connection.send({ .method = "POST",
                        .url = m_url,
                        .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
                        .headers = { { u"Content-Type"_s, u"application/json"_s } },
                        .queueLimit = 0ms },
                      m_link.get(), std::move(done));
}

void SubscriptionRequests::sendWishes(const std::vector<SubscriptionWish> &wishes,
                                      qint64 correlationId)
{
    QSet<QString> &silent = m_batches.try_emplace(correlationId, m_clock).first->second.silent;
    QJsonArray requests;
    for (const SubscriptionWish &wish : wishes) {
        silent.insert(wish.sid);
        requests.append(QJsonObject { { u"object_sid"_s, wish.sid },
                                      { u"object_type"_s, enumName(wish.type) },
                                      { u"last_event_id"_s, wish.lastEventId } });
    }
    const auto repeats = std::ranges::count_if(wishes, &SubscriptionWish::isRepeat);
    QJsonObject body { { u"action"_s, u"establish"_s },
                       { u"correlation_id"_s, correlationId },
                       { u"retried_requests"_s, qint64(repeats) },
                       { u"requests"_s, requests } };
    if (std::ranges::all_of(wishes, &SubscriptionWish::hasLifeEnded))
        body.insert("reason"_L1, u"ttl"_s);
    qCDebug(lcSync) << "subscribing" << wishes.size() << "objects," << repeats << "repeated";
    send(body, [this, correlationId](const twilsock::Response &response) {
        answered(correlationId, response);
    });
}

void SubscriptionRequests::sendCancels()
{
    QJsonArray requests;
    for (const auto &[sid, type] : std::exchange(m_cancels, {})) {
        if (m_subscriber.isFollowed(sid))
            continue; // wanted again meanwhile
        requests.append(
            QJsonObject { { u"object_sid"_s, sid }, { u"object_type"_s, enumName(type) } });
    }
    if (requests.isEmpty())
        return;
    // Whether it worked does not matter: events for an object that is not followed are dropped.
    send({ { u"action"_s, u"cancel"_s },
           { u"correlation_id"_s, nextCorrelationId() },
           { u"retried_requests"_s, 0 },
           { u"requests"_s, requests } },
         [](const twilsock::Response &) {});
}

void SubscriptionRequests::answered(qint64 correlationId, const twilsock::Response &response)
{
    if (!response.isSuccess()) {
        qCWarning(lcSync) << "subscription request failed with status" << response.httpStatus
                          << response.detail;
        endBatch(correlationId, backOff(++m_failures));
        return;
    }
    m_failures = 0;
    const QJsonObject body = response.object();
    const int maxBatch = body.value("max_batch_size"_L1).toInt();
    if (maxBatch > 0)
        m_maxBatchSize = std::min(maxBatch, 1000);
    const qint64 ttl = body.value("ttl_in_s"_L1).toInteger();
    if (ttl > 0) {
        m_clock.callAfter(std::chrono::seconds(std::clamp<qint64>(ttl, 60, 7 * 86400)),
                          m_link.get(),
                          [this, correlationId] { m_subscriber.lifeEnded(correlationId); });
    }
    const auto batch = m_batches.find(correlationId);
    if (batch == m_batches.end())
        return; // all results came before the answer
    const int delivery = body.value("estimated_delivery_in_ms"_L1).toInt();
    if (delivery > 0)
        batch->second.delivery = std::clamp<std::chrono::milliseconds>(
            std::chrono::milliseconds(delivery), ShortestDelivery, LongestDelivery);
    resultsCame(correlationId);
}

void SubscriptionRequests::endBatch(qint64 correlationId, std::chrono::milliseconds delay)
{
    const auto batch = m_batches.find(correlationId);
    if (batch == m_batches.end())
        return;
    const QStringList silent = batch->second.silent.values();
    m_batches.erase(batch);
    m_clock.callAfter(delay, m_link.get(), [this, silent] { m_subscriber.unanswered(silent); });
}

} // namespace parley::sync
