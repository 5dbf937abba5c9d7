// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/syncstore.h"
#include "localservice/sync/syncjson.h"
#include "localservice/twilsock/tunnel.h"

namespace parley::localservice {

class ConversationStore;
class SubscriptionHub;

/// The Sync half of the tunnel (host cds): descriptors, item pages, subscriptions. Read-only, as
/// every change comes through the Conversations half. What a caller may not see does not exist.
class SyncService final
{
public:
    static constexpr qsizetype MaxBatch = 1000;
    static constexpr qsizetype MaxCorrelationId = 64; ///< characters, where it is text
    /// Of the events that one request brings back; then the replay is interrupted.
    static constexpr qsizetype MaxReplayBytes = 8 * 1024 * 1024;

    /// All must outlive this object.
    SyncService(SyncStore &store, ConversationStore &conversations, SubscriptionHub &hub,
                const SyncJson &json, QString serviceSid);

    [[nodiscard]] TunnelResponse handle(const Caller &caller, const TunnelRequest &request);

private:
    [[nodiscard]] TunnelResponse object(const Caller &caller, const TunnelRequest &request,
                                        const QStringList &path);
    [[nodiscard]] TunnelResponse descriptor(const SyncObject &object, const TunnelRequest &request);
    [[nodiscard]] TunnelResponse items(const SyncObject &object, const TunnelRequest &request);
    [[nodiscard]] TunnelResponse oneItem(const SyncObject &object, const QString &key);
    [[nodiscard]] TunnelResponse subscriptions(const Caller &caller, const TunnelRequest &request);
    void establish(const Caller &caller, const QJsonObject &request);
    void cancel(const Caller &caller, const QJsonObject &request);
    [[nodiscard]] bool mayRead(const QString &identity, const SyncObject &object);
    /// The moment from which \a identity may know each change of what they may read; empty: always.
    [[nodiscard]] QString readableSince(const QString &identity, const SyncObject &object);

    SyncStore &m_store;
    ConversationStore &m_conversations;
    SubscriptionHub &m_hub;
    const SyncJson &m_json;
    QString m_serviceSid;
};

} // namespace parley::localservice
