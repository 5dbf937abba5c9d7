// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/subscriptionhub.h"

#include "localservice/subscriber.h"
#include "twilsock/frame.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace parley::localservice {

using namespace Qt::StringLiterals;

Subscriber::Notification Subscriber::notification(const QString &messageType,
                                                  const QByteArray &payload)
{
    const QString id = twilsock::newMessageId();
    const QJsonObject header {
        { u"method"_s, u"notification"_s },           { u"id"_s, id },
        { u"payload_type"_s, u"application/json"_s }, { u"message_type"_s, messageType },
        { u"notification_ctx_id"_s, QString(u""_s) },
    };
    return { id, twilsock::encodeFrame({ header, payload }) };
}

bool SubscriptionHub::subscribe(Subscriber *subscriber, const QString &objectSid)
{
    QSet<QString> &own = m_bySubscriber[subscriber];
    if (own.contains(objectSid))
        return true;
    if (own.size() >= MaxPerConnection)
        return false;
    own.insert(objectSid);
    m_byObject[objectSid].append(subscriber);
    return true;
}

void SubscriptionHub::unsubscribe(Subscriber *subscriber, const QString &objectSid)
{
    const auto own = m_bySubscriber.find(subscriber);
    if (own == m_bySubscriber.end() || !own->remove(objectSid))
        return;
    const auto followers = m_byObject.find(objectSid);
    followers->removeOne(subscriber);
    if (followers->isEmpty())
        m_byObject.erase(followers);
}

void SubscriptionHub::drop(Subscriber *subscriber)
{
    const QSet<QString> own = m_bySubscriber.value(subscriber);
    for (const QString &objectSid : own)
        unsubscribe(subscriber, objectSid);
    m_bySubscriber.remove(subscriber);
}

void SubscriptionHub::revoke(const QString &identity, const QStringList &objectSids)
{
    for (const QString &objectSid : objectSids) {
        const QList<Subscriber *> followers = m_byObject.value(objectSid);
        for (Subscriber *const subscriber : followers) {
            if (subscriber->identity() == identity)
                unsubscribe(subscriber, objectSid);
        }
    }
}

void SubscriptionHub::publish(const std::vector<SyncEvent> &events)
{
    for (const SyncEvent &event : events) {
        const QList<Subscriber *> followers = m_byObject.value(event.objectSid);
        if (followers.isEmpty())
            continue;
        const QByteArray payload
            = QJsonDocument(m_json.eventPayload(event)).toJson(QJsonDocument::Compact);
        const Subscriber::Notification notification
            = Subscriber::notification(SyncJson::messageType(event.kind), payload);
        for (Subscriber *const subscriber : followers)
            subscriber->sendFrame(notification.frame, notification.id);
        if (event.type == SyncEventType::ObjectRemoved) {
            for (Subscriber *const subscriber : followers)
                unsubscribe(subscriber, event.objectSid);
        }
    }
}

} // namespace parley::localservice
