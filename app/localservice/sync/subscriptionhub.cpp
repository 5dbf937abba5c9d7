// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/sync/subscriptionhub.h"

#include "localservice/store/jsontext.h"
#include "localservice/twilsock/subscriber.h"
#include "twilsock/frame.h"

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

Subscriber::Notification Subscriber::notification(const QString &messageType,
                                                  const QByteArray &payload)
{
    const QString id = twilsock::newMessageId();
    const QByteArray header = JsonWriter()
                                  .text("method", u"notification"_s)
                                  .text("id", id)
                                  .text("payload_type", u"application/json"_s)
                                  .text("message_type", messageType)
                                  .text("notification_ctx_id", u""_s)
                                  .object();
    return { id, twilsock::encodeFrame(header, payload) };
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

void SubscriptionHub::publish(const std::vector<SyncEvent> &events, Subscriber *origin)
{
    QList<Subscriber *> others;
    std::vector<Subscriber::Notification> own;
    for (const SyncEvent &event : events) {
        const QList<Subscriber *> followers = m_byObject.value(event.objectSid);
        if (followers.isEmpty())
            continue;
        const Subscriber::Notification notification = Subscriber::notification(
            SyncJson::messageType(event.kind), m_json.eventPayload(event));
        for (Subscriber *const subscriber : followers) {
            if (subscriber == origin) {
                own.push_back(notification);
            } else {
                subscriber->sendFrame(notification.frame, notification.id);
                others.append(subscriber);
            }
        }
        if (event.type == SyncEventType::ObjectRemoved) {
            for (Subscriber *const subscriber : followers)
                unsubscribe(subscriber, event.objectSid);
        }
    }
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    for (Subscriber *const subscriber : std::as_const(others))
        subscriber->flush();
    for (const Subscriber::Notification &notification : own)
        origin->sendFrame(notification.frame, notification.id);
}

} // namespace parley::localservice
