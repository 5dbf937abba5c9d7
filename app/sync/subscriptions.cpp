// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/subscriptions.h"

#include "sync/logging.h"
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
/// So often a subscription that the service has ended is repeated at once.
constexpr int QuickRepeats = 3;
/// Whatever the service announces: how long its results are waited for.
constexpr auto ShortestDelivery = 1s;
constexpr auto LongestDelivery = 60s;

} // namespace

Subscriptions::Subscriptions(twilsock::Connection &connection, Clock &clock, RandomSource random,
                             QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_link(std::make_unique<QObject>())
{
    connect(&connection, &twilsock::Connection::initialized, this, &Subscriptions::startLink);
    connect(&connection, &twilsock::Connection::notificationReceived, this, &Subscriptions::handle);
}

Subscriptions::~Subscriptions() = default;

void Subscriptions::add(const ObjectInfo &object)
{
    const auto it = m_entries.find(object.sid);
    if (it == m_entries.end()) {
        Entry entry;
        entry.type = object.type;
        entry.tracker = EventTracker(object.lastEventId);
        entry.number = ++m_lastNumber;
        want(object.sid, *m_entries.insert(object.sid, entry));
    } else if (it->phase == Phase::Lost || it->phase == Phase::Refused) {
        it->tracker.rebase(object.lastEventId);
        it->interruptions = 0;
        wantAgain(object.sid, *it);
    }
}

void Subscriptions::remove(const QString &sid)
{
    const auto it = m_entries.find(sid);
    if (it == m_entries.end())
        return;
    const bool isKnownToService = it->correlationId != 0;
    if (isKnownToService) {
        m_cancels.append({ sid, it->type });
        scheduleFlush(CollectingTime);
    }
    m_entries.erase(it);
}

void Subscriptions::reset()
{
    m_link = std::make_unique<QObject>();
    m_flush.reset();
    m_entries.clear();
    m_waiting.clear();
    m_cancels.clear();
    m_batches.clear();
    m_failures = 0;
}

bool Subscriptions::isEstablished(const QString &sid) const
{
    const auto it = m_entries.constFind(sid);
    return it != m_entries.constEnd() && it->phase == Phase::Established;
}

EventTracker *Subscriptions::trackerOf(const QString &sid)
{
    const auto it = m_entries.find(sid);
    return it != m_entries.end() ? &it->tracker : nullptr;
}

// A new link knows nothing of the subscriptions of the last one: everything again, from where each
// object stands. What was refused gets a new chance, what was lost may be whole again.
void Subscriptions::startLink()
{
    m_link = std::make_unique<QObject>();
    m_batches.clear();
    m_cancels.clear();
    m_waiting.clear();
    m_failures = 0;
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        it->correlationId = 0;
        it->interruptions = 0;
        it->troubles = 0;
        it->hasFailed = false;
        it->isRepeat = false;
        it->phase = Phase::Waiting;
    }
    m_waiting = inOrder(m_entries.keys());
    m_flush.reset();
    if (!m_waiting.isEmpty())
        scheduleFlush(0ms);
}

void Subscriptions::want(const QString &sid, Entry &entry)
{
    entry.phase = Phase::Waiting;
    m_waiting.append(sid);
    scheduleFlush(CollectingTime);
}

std::chrono::milliseconds Subscriptions::backOff(int failures) const
{
    using twilsock::BackOff;
    return BackOff::withJitter(BackOff::doubled(1s, LongestBackOff, failures), m_random());
}

void Subscriptions::wantAgain(const QString &sid, Entry &entry)
{
    if (entry.troubles <= QuickRepeats)
        return want(sid, entry);
    entry.phase = Phase::Waiting;
    m_clock.callAfter(backOff(entry.troubles - QuickRepeats), m_link.get(), [this, sid] {
        const auto it = m_entries.find(sid);
        if (it != m_entries.end() && it->phase == Phase::Waiting)
            want(sid, *it);
    });
}

void Subscriptions::scheduleFlush(std::chrono::milliseconds delay)
{
    if (m_flush)
        return; // it collects this one too
    m_flush = std::make_unique<QObject>();
    m_clock.callAfter(delay, m_flush.get(), [this] { flush(); });
}

void Subscriptions::flush()
{
    m_flush.release()->deleteLater();
    if (!m_connection.isConnected())
        return; // startLink() asks for everything
    QStringList batch;
    for (const QString &sid : std::exchange(m_waiting, {})) {
        const auto it = m_entries.find(sid);
        if (it == m_entries.end() || it->phase != Phase::Waiting)
            continue;
        it->phase = Phase::Asked; // also tells a name that waits twice
        batch.append(sid);
        if (batch.size() == m_maxBatchSize)
            establish(std::exchange(batch, {}));
    }
    if (!batch.isEmpty())
        establish(batch);
    if (!m_cancels.isEmpty())
        cancel();
}

qint64 Subscriptions::nextCorrelationId()
{
    const qint64 now = m_clock.wallNow().time_since_epoch().count();
    m_lastCorrelationId = std::max(now, m_lastCorrelationId + 1);
    return m_lastCorrelationId;
}

void Subscriptions::send(QJsonObject body, std::function<void(const twilsock::Response &)> done)
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

void Subscriptions::establish(const QStringList &sids)
{
    const qint64 correlationId = nextCorrelationId();
    QJsonArray requests;
    int repeats = 0;
    bool lifeEnded = true;
    for (const QString &sid : sids) {
        Entry &entry = m_entries[sid];
        entry.correlationId = correlationId;
        repeats += entry.isRepeat ? 1 : 0;
        lifeEnded = lifeEnded && std::exchange(entry.lifeEnded, false);
        requests.append(QJsonObject { { u"object_sid"_s, sid },
                                      { u"object_type"_s, wireName(entry.type) },
                                      { u"last_event_id"_s, entry.tracker.contiguous() } });
    }
    QJsonObject body { { u"action"_s, u"establish"_s },
                       { u"correlation_id"_s, correlationId },
                       { u"retried_requests"_s, repeats },
                       { u"requests"_s, requests } };
    if (lifeEnded)
        body.insert("reason"_L1, u"ttl"_s);
    m_batches[correlationId].silent = QSet<QString>(sids.begin(), sids.end());
    qCDebug(lcSync) << "subscribing" << sids.size() << "objects," << repeats << "repeated";
    send(body, [this, correlationId](const twilsock::Response &response) {
        answered(correlationId, response);
    });
}

void Subscriptions::cancel()
{
    QJsonArray requests;
    for (const auto &[sid, type] : std::exchange(m_cancels, {})) {
        if (m_entries.contains(sid))
            continue; // wanted again meanwhile
        requests.append(
            QJsonObject { { u"object_sid"_s, sid }, { u"object_type"_s, wireName(type) } });
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

void Subscriptions::answered(qint64 correlationId, const twilsock::Response &response)
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
                          m_link.get(), [this, correlationId] { endLife(correlationId); });
    }
    const auto batch = m_batches.find(correlationId);
    if (batch == m_batches.end())
        return; // all results came before the answer
    const int delivery = body.value("estimated_delivery_in_ms"_L1).toInt();
    if (delivery > 0)
        batch->second.delivery = std::clamp<std::chrono::milliseconds>(
            std::chrono::milliseconds(delivery), ShortestDelivery, LongestDelivery);
    watch(correlationId);
}

void Subscriptions::watch(qint64 correlationId)
{
    const auto batch = m_batches.find(correlationId);
    if (batch == m_batches.end())
        return;
    batch->second.watchdog = std::make_unique<QObject>();
    m_clock.callAfter(batch->second.delivery, batch->second.watchdog.get(), [this, correlationId] {
        // endBatch() would destroy the context of this call.
        m_batches[correlationId].watchdog.release()->deleteLater();
        endBatch(correlationId, 0ms);
    });
}

void Subscriptions::endBatch(qint64 correlationId, std::chrono::milliseconds delay)
{
    const auto batch = m_batches.find(correlationId);
    if (batch == m_batches.end())
        return;
    const QStringList silent = inOrder(batch->second.silent.values());
    m_batches.erase(batch);
    m_clock.callAfter(delay, m_link.get(), [this, silent] { repeatSilent(silent); });
}

void Subscriptions::repeatSilent(const QStringList &sids)
{
    for (const QString &sid : sids) {
        const auto it = m_entries.find(sid);
        if (it == m_entries.end() || it->phase != Phase::Asked
            || m_batches.contains(it->correlationId))
            continue;
        it->isRepeat = true;
        ++it->troubles; // a service that never answers is asked less and less
        wantAgain(sid, *it);
    }
}

void Subscriptions::endLife(qint64 correlationId)
{
    for (const QString &sid : inOrder(m_entries.keys())) {
        Entry &entry = m_entries[sid];
        if (entry.phase != Phase::Established || entry.correlationId != correlationId)
            continue;
        entry.lifeEnded = true;
        want(sid, entry);
    }
}

/// As they were first asked for: what was opened first is current first on every link.
QStringList Subscriptions::inOrder(QStringList sids) const
{
    std::ranges::sort(sids, {}, [this](const QString &sid) {
        const auto it = m_entries.constFind(sid); // [] of a const hash copies the entry
        return it != m_entries.constEnd() ? it->number : 0;
    });
    return sids;
}

} // namespace parley::sync
