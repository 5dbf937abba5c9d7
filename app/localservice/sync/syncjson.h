// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/synctypes.h"

#include <QJsonObject>

namespace parley::localservice {

/// How Sync objects, items and events look on the wire. \a base is
/// `https://cds.us1.twilio.com/v3/Services/IS…`.
class SyncJson final
{
public:
    SyncJson(QString accountSid, QString serviceSid);

    [[nodiscard]] QJsonObject descriptor(const SyncObject &object) const;
    [[nodiscard]] QJsonObject item(const SyncObject &object, const SyncItem &item) const;
    [[nodiscard]] QJsonObject page(const SyncObject &object, const SyncPage &page) const;
    /// The payload of a notification with one event; a replayed one has the correlation id.
    [[nodiscard]] QByteArray eventPayload(const SyncEvent &event,
                                          const QJsonValue &correlationId
                                          = QJsonValue::Undefined) const;
    [[nodiscard]] QJsonObject configuration() const;
    /// `com.twilio.rtd.cds.map` …: the notification type of live events.
    [[nodiscard]] static QString messageType(SyncKind kind);
    /// `map`, `list`, `document`.
    [[nodiscard]] static QString kindName(SyncKind kind);

private:
    [[nodiscard]] QString objectUrl(SyncKind kind, const QString &sid) const;
    [[nodiscard]] QString itemUrl(SyncKind kind, const QString &sid, const QVariant &key) const;

    QString m_accountSid;
    QString m_serviceSid;
    QString m_base;
};

} // namespace parley::localservice
