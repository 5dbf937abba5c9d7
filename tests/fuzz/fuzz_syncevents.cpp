// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/eventtracker.h"
#include "sync/syncparsing.h"

#include <QJsonDocument>

#include <cstdint>

using namespace parley::sync;
using namespace Qt::StringLiterals;

/// A notification of Sync: its envelope, its events, and what is remembered of them; and the same
/// bytes as descriptor, item and page.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto notification = parseNotification(u"com.twilio.rtd.cds.map"_s, input)) {
        EventTracker tracker(0);
        for (const QJsonObject &event : notification->events) {
            static_cast<void>(objectSidOf(event));
            const auto change = parseChange(notification->eventType, event);
            if (!change)
                continue;
            const ItemKey key { change->item.key, change->item.index };
            const qint64 before = tracker.contiguous();
            const bool news = tracker.accept(key, change->eventId, EventTracker::Presence::Present);
            Q_ASSERT(tracker.contiguous() >= before);
            Q_ASSERT(!tracker.isNews(key, change->eventId));
            Q_ASSERT(!news
                     || !tracker.accept(key, change->eventId, EventTracker::Presence::Present));
        }
    }
    const QJsonObject object = QJsonDocument::fromJson(input).object();
    const QUrl url(u"https://cds.us1.twilio.com/v3/Services/default/Maps/MP1"_s);
    for (const ObjectType type : { ObjectType::Document, ObjectType::Map, ObjectType::List })
        static_cast<void>(parseDescriptor(type, object, url));
    static_cast<void>(parseItem(object));
    static_cast<void>(parsePage(object));
    return 0;
}
