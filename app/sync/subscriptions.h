// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sync/eventtracker.h"
#include "sync/syncclient.h"
#include "sync/syncparsing.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace parley::sync {

/// Keeps a set of objects subscribed: collects them into batches, repeats what got no answer,
/// starts over on each new link from where every object stands, and hands out each event once.
class Subscriptions final : public QObject
{
    Q_OBJECT

public:
    Subscriptions(twilsock::Connection &connection, Clock &clock, RandomSource random,
                  QObject *parent = nullptr);
    ~Subscriptions() override;

    void setUrl(const QUrl &url) { m_url = url; } ///< where the requests go

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
        int interruptions = 0; ///< in a row
        int troubles = 0; ///< cancelled or interrupted, since it was last stable
        MonotonicTime establishedAt {};
        bool hasFailed = false; ///< since it was established last
        bool isRepeat = false;
        bool lifeEnded = false;
    };
    struct Batch
    {
        QSet<QString> silent {}; ///< no result yet
        std::chrono::milliseconds delivery { 10000 };
        std::unique_ptr<QObject> watchdog {};
    };

    void startLink();
    /// The wait after so many \a failures in a row, with jitter.
    [[nodiscard]] std::chrono::milliseconds backOff(int failures) const;
    void want(const QString &sid, Entry &entry);
    /// The same, later and later while the service goes on ending the subscription.
    void wantAgain(const QString &sid, Entry &entry);
    void scheduleFlush(std::chrono::milliseconds delay);
    void flush();
    [[nodiscard]] qint64 nextCorrelationId();
    /// One request about many objects, on the link that is open now.
    void send(QJsonObject body, std::function<void(const twilsock::Response &)> done);
    void establish(const QStringList &sids);
    void cancel();
    void answered(qint64 correlationId, const twilsock::Response &response);
    void endBatch(qint64 correlationId, std::chrono::milliseconds delay);
    void watch(qint64 correlationId);
    void repeatSilent(const QStringList &sids);
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
    void settle(const QString &sid, Entry &entry);

    twilsock::Connection &m_connection;
    Clock &m_clock;
    QUrl m_url;
    RandomSource m_random;
    QHash<QString, Entry> m_entries;
    QStringList m_waiting; // in the order in which they were asked for
    QList<QPair<QString, ObjectType>> m_cancels;
    std::map<qint64, Batch> m_batches; // by correlation id
    std::unique_ptr<QObject> m_link; // context of everything that must not survive a reconnect
    std::unique_ptr<QObject> m_flush;
    qint64 m_lastCorrelationId = 0;
    quint64 m_lastNumber = 0;
    qsizetype m_maxBatchSize = 1000;
    int m_failures = 0; // of requests, in a row
};

} // namespace parley::sync
