// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/mutationlog.h"
#include "localservice/twilsock/tunnel.h"

#include <optional>

namespace parley::localservice {

class Database;
class MediaStore;
class SubscriptionHub;
class SyncStore;
class Transaction;
struct ApiCall;

/// How a change becomes final: it is committed, remembered by the id that its client gave it, and
/// told to all who follow what it changed. A change that is asked for once more is answered and not
/// made again.
class ChangePublisher final
{
public:
    /// References must outlive this object.
    ChangePublisher(Database &database, SyncStore &sync, MediaStore &media, SubscriptionHub &hub,
                    Clock &clock);

    /// The answer to a change that was made before, or whose id cannot be taken; empty: it is new.
    [[nodiscard]] std::optional<TunnelResponse> earlierAnswer(const ApiCall &call);
    /// Publishes what \a call has changed. Returns \a response, or that nothing was kept. \a url is
    /// that of the resource; null: it is gone now.
    [[nodiscard]] TunnelResponse finish(Transaction &transaction, const ApiCall &call,
                                        const TunnelResponse &response, const QString &url);
    /// The same where the answer is written afterwards. False: nothing was kept.
    [[nodiscard]] bool keep(Transaction &transaction, const ApiCall &call, const QString &url);
    /// The same for a change that no request has asked for.
    bool publish(Transaction &transaction) { return publishTo(transaction, nullptr); }

private:
    bool publishTo(Transaction &transaction, Subscriber *origin);

    SyncStore &m_sync;
    MediaStore &m_media;
    SubscriptionHub &m_hub;
    MutationLog m_mutations;
};

} // namespace parley::localservice
