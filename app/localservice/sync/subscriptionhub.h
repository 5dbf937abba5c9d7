// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/synctypes.h"
#include "localservice/sync/syncjson.h"

#include <QHash>
#include <QSet>

namespace parley::localservice {

class Subscriber;

/// Which connection follows which Sync object, and the delivery of live events to them. Each event
/// is encoded once, however many follow it, and is on its way to the others before the connection
/// that caused it gets its own.
class SubscriptionHub final
{
public:
    static constexpr qsizetype MaxPerConnection = 2000;

    explicit SubscriptionHub(const SyncJson &json)
        : m_json(json)
    { }

    /// False: the connection has as many as it may have.
    [[nodiscard]] bool subscribe(Subscriber *subscriber, const QString &objectSid);
    void unsubscribe(Subscriber *subscriber, const QString &objectSid);
    /// The connection has ended.
    void drop(Subscriber *subscriber);
    /// \a identity may not see these objects any more: its connections get nothing more of them.
    void revoke(const QString &identity, const QStringList &objectSids);
    /// \a origin: the connection that has asked for the change, if one has.
    void publish(const std::vector<SyncEvent> &events, Subscriber *origin = nullptr);

private:
    const SyncJson &m_json;
    QHash<QString, QList<Subscriber *>> m_byObject;
    QHash<Subscriber *, QSet<QString>> m_bySubscriber;
};

} // namespace parley::localservice
