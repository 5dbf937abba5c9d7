// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "sync/syncclient.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace parley::sync {

/// A Sync notification, read once: see PROTOCOL.md, 'Envelope of events'.
struct Notification
{
    QString eventType {};
    std::optional<qint64> correlationId {}; ///< empty: absent or null
    bool replayed = false;
    std::vector<QJsonObject> events {};
};

/// Empty if \a messageType is none of Sync's or the payload cannot be read.
[[nodiscard]] std::optional<Notification> parseNotification(const QString &messageType,
                                                            const QByteArray &payload);
/// Empty for events of a kind that the client does not know.
[[nodiscard]] std::optional<Change> parseChange(const QString &eventType, const QJsonObject &event);
/// The SID of the object that \a event is about, whatever its kind.
[[nodiscard]] QString objectSidOf(const QJsonObject &event);

[[nodiscard]] std::optional<ObjectInfo> parseDescriptor(ObjectType type, const QJsonObject &object,
                                                        const QUrl &requestUrl);
[[nodiscard]] std::optional<Item> parseItem(const QJsonObject &object);
[[nodiscard]] std::vector<Item> parseItems(const QJsonObject &page);
[[nodiscard]] std::optional<Page> parsePage(const QJsonObject &page);
[[nodiscard]] SyncError errorOf(const twilsock::Response &response);

} // namespace parley::sync
