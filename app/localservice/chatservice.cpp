// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/chatservice.h"

#include "localservice/store/database.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds OfflineDelay = std::chrono::seconds(5);

} // namespace

ChatService::ChatService(Database &sharedDatabase, MediaStore &media, const Installation &made,
                         std::chrono::seconds aboutToExpireLead, int maxConnections, Clock &clock)
    : database(sharedDatabase)
    , installation(made)
    , syncStore(database)
    , syncJson(made.accountSid, made.serviceSid)
    , hub(syncJson)
    , store(database, syncStore, made)
    , sync(syncStore, store, hub, syncJson, made.serviceSid)
    , validator(made)
    , conversations(
          database, syncStore, store, media, hub, made, clock,
          [this](const QString &identity, const QString &type, const QJsonObject &payload) {
              server.notify(identity, type, payload);
          },
          [this](const QString &identity) { return server.isConnected(identity); })
    , server(validator, clock, aboutToExpireLead, maxConnections,
             [this](const Caller &caller, const TunnelRequest &request) {
                 return route(caller, request);
             })
{
    QObject::connect(&server, &TwilsockServer::userConnected, &server,
                     [this](const QString &identity) { conversations.setOnline(identity, true); });
    QObject::connect(&server, &TwilsockServer::sessionEnded, &server,
                     [this, &clock](Subscriber *subscriber, const QString &identity) {
                         hub.drop(subscriber);
                         clock.callAfter(OfflineDelay, &server, [this, identity] {
                             if (!identity.isEmpty() && !server.isConnected(identity))
                                 conversations.setOnline(identity, false);
                         });
                     });
}

/// By path alone: with one local server the host names mean nothing. ERS (push registrations) has
/// nothing here and ends as not found.
TunnelResponse ChatService::route(const Caller &caller, const TunnelRequest &request)
{
    const quint64 failures = database.failures();
    const QString first = request.path.value(0);
    const bool isSync = first == "v3"_L1 || first == "v4"_L1;
    const TunnelResponse response
        = isSync ? sync.handle(caller, request) : conversations.handle(caller, request);
    // What cannot be read looks like nothing there, which would be a wrong answer.
    const bool isWrong = database.failures() != failures && response.status < 500;
    return isWrong ? TunnelResponse::unreadable() : response;
}

} // namespace parley::localservice
