// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sync/syncclient.h"
#include "token/oneshot.h"

#include <QSet>
#include <QStringList>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace parley::sync {

/// What a request says of one object that is to be subscribed.
struct SubscriptionWish
{
    QString sid {};
    ObjectType type = ObjectType::Document;
    qint64 lastEventId = -1; ///< the events after it are replayed
    bool isRepeat = false; ///< the last request got no result
    bool hasLifeEnded = false; ///< the service's limit of time for the last one is over
};

/// The requests that establish and cancel subscriptions on one link: collects objects into batches,
/// and tells which of them got no result in time.
class SubscriptionRequests
{
public:
    struct Subscriber
    {
        /// The object is to be subscribed, so that a cancel would come too late.
        std::function<bool(const QString &sid)> isFollowed {};
        /// What to ask for the object in the request with that number, which is sent now; empty: it
        /// is not to be asked for any more.
        std::function<std::optional<SubscriptionWish>(const QString &sid, qint64 correlationId)>
            wish {};
        /// No result has come for these.
        std::function<void(const QStringList &sids)> unanswered {};
        /// The service's limit of time for this request is over: all of it has to be asked again.
        std::function<void(qint64 correlationId)> lifeEnded {};
    };

    /// \a connection and \a clock must outlive this object.
    SubscriptionRequests(twilsock::Connection &connection, Clock &clock, RandomSource random,
                         Subscriber subscriber);

    void setUrl(const QUrl &url) { m_url = url; }
    /// Forgets everything that was asked for: there is another link, or none.
    void startAnew();

    /// Collects for a tenth of a second; the subscriber is asked for its wish then.
    void establish(const QString &sid);
    /// Sends \a sids at the next turn of the clock.
    void establishNow(const QStringList &sids);
    void cancel(const QString &sid, ObjectType type);

    /// A result of that request has come, and others may follow.
    void resultsCame(qint64 correlationId);
    /// The result for the object has come.
    void settle(qint64 correlationId, const QString &sid);
    /// Results of that request are still awaited.
    [[nodiscard]] bool isOpen(qint64 correlationId) const;

    /// The wait after so many \a failures in a row, with jitter.
    [[nodiscard]] std::chrono::milliseconds backOff(int failures) const;

private:
    struct Batch
    {
        explicit Batch(Clock &clock)
            : watchdog(clock)
        { }
        QSet<QString> silent {}; ///< no result yet
        std::chrono::milliseconds delivery { 10000 };
        OneShot watchdog;
    };

    void scheduleFlush(std::chrono::milliseconds delay);
    void flush();
    [[nodiscard]] qint64 nextCorrelationId();
    void send(QJsonObject body, std::function<void(const twilsock::Response &)> done);
    void sendWishes(const std::vector<SubscriptionWish> &wishes, qint64 correlationId);
    void sendCancels();
    void answered(qint64 correlationId, const twilsock::Response &response);
    void endBatch(qint64 correlationId, std::chrono::milliseconds delay);

    twilsock::Connection &m_connection;
    Clock &m_clock;
    const RandomSource m_random;
    const Subscriber m_subscriber;
    QUrl m_url {};
    QStringList m_waiting {}; // in the order in which they were asked for
    QList<QPair<QString, ObjectType>> m_cancels {};
    std::map<qint64, Batch> m_batches {}; // by correlation id
    std::unique_ptr<QObject> m_link; // context of everything that must not survive a reconnect
    OneShot m_flush;
    qint64 m_lastCorrelationId = 0;
    qsizetype m_maxBatchSize = 1000;
    int m_failures = 0; // in a row
};

} // namespace parley::sync
