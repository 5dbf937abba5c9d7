// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/subscriptions.h"

#include "sync/logging.h"
#include "twilsock/boundedjson.h"
#include "twilsock/servertext.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace parley::sync {

using namespace Qt::StringLiterals;

namespace {

/// So often a subscription that the service has ended is repeated at once.
constexpr int QuickRepeats = 3;
constexpr int MaxInterruptions = 3;
constexpr int TooManySubscriptions = 54419;
constexpr std::chrono::minutes StableTime { 1 };
constexpr std::chrono::minutes RefusalPause { 5 }; ///< a right or a place may come back

ItemKey keyOf(const Change &change)
{
    if (change.type == ObjectType::Document)
        return {};
    return { change.item.key, change.item.index };
}

} // namespace

Subscriptions::Subscriptions(twilsock::Connection &connection, Clock &clock, RandomSource random,
                             QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_link(std::make_unique<QObject>())
    , m_requests(connection, clock, std::move(random),
                 { .isFollowed = [this](const QString &sid) { return m_entries.contains(sid); },
                   .wish = [this](const QString &sid, qint64 id) { return wishFor(sid, id); },
                   .unanswered = [this](const QStringList &sids) { repeatUnanswered(sids); },
                   .lifeEnded = [this](qint64 id) { endLife(id); } })
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
    if (isKnownToService)
        m_requests.cancel(sid, it->type);
    m_entries.erase(it);
}

void Subscriptions::reset()
{
    m_link = std::make_unique<QObject>();
    m_entries.clear();
    m_requests.startAnew();
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
    m_requests.startAnew();
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        it->correlationId = 0;
        it->interruptions = 0;
        it->troubles = 0;
        it->hasFailed = false;
        it->isRepeat = false;
        it->phase = Phase::Waiting;
    }
    m_requests.establishNow(inOrder(m_entries.keys()));
}

void Subscriptions::want(const QString &sid, Entry &entry)
{
    entry.phase = Phase::Waiting;
    m_requests.establish(sid);
}

void Subscriptions::wantAgain(const QString &sid, Entry &entry)
{
    if (entry.troubles <= QuickRepeats)
        return want(sid, entry);
    entry.phase = Phase::Waiting;
    m_clock.callAfter(m_requests.backOff(entry.troubles - QuickRepeats), m_link.get(), [this, sid] {
        const auto it = m_entries.find(sid);
        if (it != m_entries.end() && it->phase == Phase::Waiting)
            want(sid, *it);
    });
}

std::optional<SubscriptionWish> Subscriptions::wishFor(const QString &sid, qint64 correlationId)
{
    const auto it = m_entries.find(sid);
    if (it == m_entries.end() || it->phase != Phase::Waiting)
        return {};
    it->phase = Phase::Asked; // also tells a name that waits twice
    it->correlationId = correlationId;
    it->askedBehind = it->tracker.contiguous();
    return SubscriptionWish { sid, it->type, it->tracker.contiguous(), it->isRepeat,
                              std::exchange(it->lifeEnded, false) };
}

void Subscriptions::repeatUnanswered(const QStringList &sids)
{
    for (const QString &sid : inOrder(sids)) {
        const auto it = m_entries.find(sid);
        if (it == m_entries.end() || it->phase != Phase::Asked
            || m_requests.isOpen(it->correlationId))
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

void Subscriptions::handle(const QString &messageType, const QByteArray &payload)
{
    const auto notification = parseNotification(messageType, payload);
    if (!notification)
        return;
    if (notification->correlationId)
        m_requests.resultsCame(*notification->correlationId);
    const QPointer<Subscriptions> self(this);
    for (const QJsonObject &event : notification->events) {
        if (self.isNull())
            return;
        handleEvent(*notification, event);
    }
}

void Subscriptions::handleEvent(const Notification &notification, const QJsonObject &event)
{
    const QString sid = objectSidOf(event);
    const auto it = m_entries.find(sid);
    if (it == m_entries.end())
        return;
    if (notification.eventType == "subscription_established"_L1) {
        handleEstablished(sid, notification, event);
    } else if (notification.eventType == "subscription_canceled"_L1) {
        handleCanceled(sid, notification);
    } else if (notification.eventType == "subscription_failed"_L1) {
        handleFailed(sid, notification, event);
    } else if (auto change = parseChange(notification.eventType, event)) {
        change->replayed = notification.replayed;
        handleChange(std::move(*change));
    } else {
        it->tracker.markSeen(twilsock::parseIndex(event.value("id"_L1)).value_or(-1));
    }
}

void Subscriptions::handleChange(Change change)
{
    const auto it = m_entries.find(change.objectSid);
    if (it == m_entries.end())
        return;
    if (change.kind == Change::Kind::ObjectRemoved) {
        m_entries.erase(it);
        Q_EMIT changed(change);
        return;
    }
    if (change.eventId < 0)
        return; // cannot be told from a repeat
    const ItemKey key = keyOf(change);
    const bool wasPresent = it->tracker.isPresent(key);
    const auto presence = change.kind == Change::Kind::ItemRemoved
        ? EventTracker::Presence::Removed
        : EventTracker::Presence::Present;
    if (!it->tracker.accept(key, change.eventId, presence))
        return;
    if (change.kind == Change::Kind::ItemAdded && wasPresent)
        change.kind = Change::Kind::ItemUpdated;
    Q_EMIT changed(change);
}

Subscriptions::Entry *Subscriptions::awaited(const QString &sid, const Notification &notification)
{
    const auto it = m_entries.find(sid);
    if (it == m_entries.end() || it->phase != Phase::Asked)
        return nullptr;
    if (notification.correlationId && *notification.correlationId != it->correlationId)
        return nullptr; // late: the object has been asked for again
    return &*it;
}

void Subscriptions::handleEstablished(const QString &sid, const Notification &notification,
                                      const QJsonObject &event)
{
    Entry *entry = awaited(sid, notification);
    if (entry == nullptr)
        return;
    m_requests.settle(entry->correlationId, sid);
    if (event.value("replay_status"_L1).toString() != "completed"_L1) {
        const bool hasAdvanced = entry->tracker.contiguous() > entry->askedBehind;
        if (hasAdvanced) { // a long replay comes in parts, and the next one begins behind this one
            entry->interruptions = 0;
            want(sid, *entry);
            return;
        }
        ++entry->troubles;
        if (++entry->interruptions < MaxInterruptions) {
            wantAgain(sid, *entry);
            return;
        }
        qCInfo(lcSync) << "replay interrupted again and again, the object is read afresh";
        entry->phase = Phase::Lost;
        Q_EMIT resyncRequired(sid);
        return;
    }
    entry->phase = Phase::Established;
    entry->interruptions = 0;
    entry->hasFailed = false;
    entry->isRepeat = false;
    entry->establishedAt = m_clock.monotonicNow();
    entry->tracker.replayedUpTo(twilsock::parseIndex(event.value("last_event_id"_L1)).value_or(-1));
    Q_EMIT established(sid);
}

void Subscriptions::handleCanceled(const QString &sid, const Notification &notification)
{
    const auto it = m_entries.find(sid);
    // With a foreign number it is the answer to a cancel of ours that a new subscription has
    // overtaken.
    if (notification.correlationId && *notification.correlationId != it->correlationId)
        return;
    if (it->phase != Phase::Established && it->phase != Phase::Asked)
        return;
    m_requests.settle(it->correlationId, sid);
    const bool wasStable = it->phase == Phase::Established
        && m_clock.monotonicNow() - it->establishedAt >= StableTime;
    it->troubles = wasStable ? 1 : it->troubles + 1;
    wantAgain(sid, *it);
}

void Subscriptions::handleFailed(const QString &sid, const Notification &notification,
                                 const QJsonObject &event)
{
    Entry *entry = awaited(sid, notification);
    if (entry == nullptr)
        return;
    m_requests.settle(entry->correlationId, sid);
    const QJsonObject body = event.value("error"_L1).toObject();
    const SyncError error { body.value("status"_L1).toInt(), body.value("code"_L1).toInt(),
                            twilsock::serverMessage(body) };
    if (error.isNotFound()) {
        const Change change { .kind = Change::Kind::ObjectRemoved,
                              .type = entry->type,
                              .objectSid = sid };
        m_entries.remove(sid);
        Q_EMIT changed(change);
        return;
    }
    qCWarning(lcSync) << "subscription failed with status" << error.httpStatus << "code"
                      << error.code;
    // Perhaps our number was too old: one try from a fresh one. No such try for what a fresh number
    // cannot mend.
    const bool isFinal = entry->hasFailed || error.httpStatus == 401 || error.httpStatus == 403
        || error.code == TooManySubscriptions;
    entry->hasFailed = true;
    entry->phase = isFinal ? Phase::Refused : Phase::Lost;
    if (!isFinal) {
        Q_EMIT resyncRequired(sid);
        return;
    }
    m_clock.callAfter(RefusalPause, m_link.get(), [this, sid] {
        const auto it = m_entries.find(sid);
        if (it != m_entries.end() && it->phase == Phase::Refused)
            want(sid, *it);
    });
    Q_EMIT failed(sid, error);
}

} // namespace parley::sync
