// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apijson.h"
#include "localservice/twilsock/tunnel.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace parley::localservice {

class ChangePublisher;
class ConversationAccess;
class ConversationStore;
class Database;
class MediaStore;
class MessageStore;
class SubscriptionHub;

/// What the requests are answered with. Everything in it outlives them.
struct ServiceParts
{
    Database &database;
    ConversationStore &store;
    MessageStore &messages;
    MediaStore &media;
    SubscriptionHub &hub;
    const ConversationAccess &access;
    ChangePublisher &publisher;
    std::function<bool(const QString &identity)> isOnline {};
    /// Called when a message is stored and was sent to all participants.
    std::function<void(const QString &conversationSid, const QString &author, const QString &body)>
        messageAdded {};
};

/// One request to the Conversations half, as far as it is understood before its route is known.
struct ApiCall
{
    const ServiceParts &parts;
    const Caller &caller;
    const TunnelRequest &request;
    const ApiJson &json; ///< how this version of the API writes
    bool isOld = false; ///< Programmable Chat
    QString at {}; ///< the moment, for all that it changes
    QJsonObject body {};
    QStringList names {}; ///< what stands in the path where the route has a star
};

} // namespace parley::localservice
