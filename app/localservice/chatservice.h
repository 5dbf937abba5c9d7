// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/conversationservice.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/installation.h"
#include "localservice/store/syncstore.h"
#include "localservice/sync/subscriptionhub.h"
#include "localservice/sync/syncservice.h"
#include "localservice/tokens/tokenvalidator.h"
#include "localservice/twilsock/twilsockserver.h"

namespace parley::localservice {

/// The chat half of the local service: Conversations and Sync behind a Twilsock server, on one
/// database. The parts stand in the order in which they need each other.
struct ChatService final
{
    /// Everything that is passed by reference must outlive this object.
    ChatService(Database &sharedDatabase, MediaStore &media, const Installation &made,
                std::chrono::seconds aboutToExpireLead, int maxConnections, Clock &clock);

    Database &database;
    Installation installation;
    SyncStore syncStore;
    SyncJson syncJson;
    SubscriptionHub hub;
    ConversationStore store;
    SyncService sync;
    TokenValidator validator;
    ConversationService conversations;
    TwilsockServer server;

private:
    [[nodiscard]] TunnelResponse route(const Caller &caller, const TunnelRequest &request);
};

} // namespace parley::localservice
