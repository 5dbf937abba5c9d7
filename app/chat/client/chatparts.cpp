// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatparts_p.h"

#include <QJsonArray>
#include <QSysInfo>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

twilsock::ConnectionConfig connectionConfig(const ChatConfig &config)
{
    twilsock::ConnectionConfig connection;
    connection.url = config.serviceUrl;
    connection.metadata = { { u"env"_s, u"native"_s },
                            { u"os"_s, QSysInfo::kernelType() },
                            { u"osv"_s, QSysInfo::kernelVersion() },
                            { u"osa"_s, QSysInfo::currentCpuArchitecture() },
                            { u"type"_s, u"conversations"_s },
                            { u"sdk"_s, u"Parley"_s },
                            { u"sdkv"_s, config.applicationVersion },
                            { u"app"_s, config.applicationName },
                            { u"appv"_s, config.applicationVersion } };
    connection.registrations = { QJsonObject {
        { u"product"_s, u"ip_messaging"_s },
        { u"type"_s, u"ers"_s },
        { u"notification_protocol_version"_s, 0 },
        { u"message_types"_s,
          QJsonArray { QString(TypingTracker::MessageType), u"twilio.sync.event"_s,
                       u"com.twilio.rtd.cds.document"_s, u"com.twilio.rtd.cds.list"_s,
                       u"com.twilio.rtd.cds.map"_s } } } };
    return connection;
}

} // namespace

ChatParts::ChatParts(const ChatConfig &config, twilsock::TransportFactory transports,
                     QNetworkAccessManager &network, Clock &clock, Reachability &reachability,
                     OutboxStore &outboxStore, const RandomSource &random)
    : store(outboxStore)
    , region(config.region)
    , connection(connectionConfig(config), std::move(transports), clock, reachability, random)
    , sync(connection, clock, random)
    , rest(connection, clock, random, nullptr)
    , context { connection, sync, rest, clock, random, CallbackTable(clock) }
    , registry(context)
    , messages(context)
    , rosters(context)
    , users(context)
    , typing(context)
    , horizon(context, registry)
    , commands(context, registry, messages)
    , direct(context, registry, rosters, commands)
    , attributes(context, messages)
    , media(context, network)
    , outbox(context, store, registry, messages, media)
    , session(std::make_unique<QObject>())
{ }

void ChatParts::reset()
{
    session = std::make_unique<QObject>();
    kept = nullptr;
    keptIdentity.clear();
    sync.reset();
    registry.reset();
    messages.reset();
    rosters.reset();
    users.reset();
    typing.reset();
    horizon.reset();
    commands.reset();
    direct.reset();
    attributes.reset();
    media.reset();
    outbox.reset();
    context.configuration = {};
    context.callbacks.cancelAll();
}

} // namespace parley::chat
