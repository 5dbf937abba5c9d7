// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/subscriptions.h"

#include "sync/logging.h"

#include <QPointer>

#include <utility>

// The part of Subscriptions that reads what the service says: results and changes.

namespace parley::sync {

using namespace Qt::StringLiterals;

namespace {

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

void Subscriptions::handle(const QString &messageType, const QByteArray &payload)
{
    const auto notification = parseNotification(messageType, payload);
    if (!notification)
        return;
    if (notification->correlationId)
        watch(*notification->correlationId); // results are coming: the time starts again
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
        it->tracker.markSeen(event.value("id"_L1).toInteger(-1));
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

void Subscriptions::settle(const QString &sid, Entry &entry)
{
    const auto batch = m_batches.find(entry.correlationId);
    if (batch == m_batches.end())
        return;
    batch->second.silent.remove(sid);
    if (batch->second.silent.isEmpty())
        m_batches.erase(batch);
}

void Subscriptions::handleEstablished(const QString &sid, const Notification &notification,
                                      const QJsonObject &event)
{
    Entry *entry = awaited(sid, notification);
    if (entry == nullptr)
        return;
    settle(sid, *entry);
    if (event.value("replay_status"_L1).toString() != "completed"_L1) {
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
    entry->tracker.replayedUpTo(event.value("last_event_id"_L1).toInteger(-1));
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
    settle(sid, *it);
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
    settle(sid, *entry);
    const QJsonObject body = event.value("error"_L1).toObject();
    const SyncError error { body.value("status"_L1).toInt(), body.value("code"_L1).toInt(),
                            body.value("message"_L1).toString() };
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
