// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sync/eventtracker.h"
#include "sync/subscriptionrequests.h"
#include "sync/syncclient.h"
#include "sync/syncparsing.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace parley::sync {

/// Keeps a set of objects subscribed: decides when each one is asked for again, starts over on each
/// new link from where every object stands, and hands out each event once.
class Subscriptions final : public QObject
{
    Q_OBJECT

public:
    Subscriptions(twilsock::Connection &connection, Clock &clock, RandomSource random,
                  QObject *parent = nullptr);
    ~Subscriptions() override;

    void setUrl(const QUrl &url) { m_requests.setUrl(url); } ///< where the requests go

    void add(const ObjectInfo &object);
    void remove(const QString &sid);
    void reset();
    [[nodiscard]] bool isEstablished(const QString &sid) const;
    [[nodiscard]] EventTracker *trackerOf(const QString &sid);

Q_SIGNALS:
    void changed(const parley::sync::Change &change);
    void established(const QString &sid);
    void failed(const QString &sid, const parley::sync::SyncError &error);
    void resyncRequired(const QString &sid);

private:
    enum class Phase {
        Waiting, ///< to be asked for
        Asked, ///< no result yet
        Established,
        Lost, ///< events were lost; the subscriber has to read the object again
        Refused, ///< tried again on the next link, at the latest after RefusalPause
    };
    struct Entry
    {
        ObjectType type = ObjectType::Document;
        EventTracker tracker { -1 };
        quint64 number = 0; ///< in the order in which they were added
        Phase phase = Phase::Waiting;
        qint64 correlationId = 0; ///< of the last request on this link, 0: none
        qint64 askedBehind = -1; ///< the event behind which the last replay began
        int interruptions = 0; ///< in a row, without an event that was missing
        int troubles = 0; ///< cancelled or interrupted, since it was last stable
        MonotonicTime establishedAt {};
        bool hasFailed = false; ///< since it was established last
        bool isRepeat = false;
        bool lifeEnded = false;
    };

    void startLink();
    void want(const QString &sid, Entry &entry);
    /// The same, later and later while the service goes on ending the subscription.
    void wantAgain(const QString &sid, Entry &entry);
    [[nodiscard]] std::optional<SubscriptionWish> wishFor(const QString &sid, qint64 correlationId);
    void repeatUnanswered(const QStringList &sids);
    void endLife(qint64 correlationId);
    [[nodiscard]] QStringList inOrder(QStringList sids) const;

    void handle(const QString &messageType, const QByteArray &payload);
    void handleEvent(const Notification &notification, const QJsonObject &event);
    void handleChange(Change change);
    void handleEstablished(const QString &sid, const Notification &notification,
                           const QJsonObject &event);
    void handleCanceled(const QString &sid, const Notification &notification);
    void handleFailed(const QString &sid, const Notification &notification,
                      const QJsonObject &event);
    [[nodiscard]] Entry *awaited(const QString &sid, const Notification &notification);

    Clock &m_clock;
    QHash<QString, Entry> m_entries;
    quint64 m_lastNumber = 0;
    std::unique_ptr<QObject> m_link; // context of everything that must not survive a reconnect
    SubscriptionRequests m_requests;
};

} // namespace parley::sync
