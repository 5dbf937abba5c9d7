// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatparts_p.h"

#include <QJsonArray>
#include <QSysInfo>

namespace parley::chat {

namespace {

twilsock::ConnectionConfig connectionConfig(const ChatConfig &config)
{
    twilsock::ConnectionConfig connection;
    connection.url = config.serviceUrl;
    connection.metadata = { { QStringLiteral("env"), QStringLiteral("native") },
                            { QStringLiteral("os"), QSysInfo::kernelType() },
                            { QStringLiteral("osv"), QSysInfo::kernelVersion() },
                            { QStringLiteral("osa"), QSysInfo::currentCpuArchitecture() },
                            { QStringLiteral("type"), QStringLiteral("conversations") },
                            { QStringLiteral("sdk"), QStringLiteral("Parley") },
                            { QStringLiteral("sdkv"), config.applicationVersion },
                            { QStringLiteral("app"), config.applicationName },
                            { QStringLiteral("appv"), config.applicationVersion } };
    connection.registrations = { QJsonObject {
        { QStringLiteral("product"), QStringLiteral("ip_messaging") },
        { QStringLiteral("type"), QStringLiteral("ers") },
        { QStringLiteral("notification_protocol_version"), 0 },
        { QStringLiteral("message_types"),
          QJsonArray { QString(TypingTracker::MessageType), QStringLiteral("twilio.sync.event"),
                       QStringLiteral("com.twilio.rtd.cds.document"),
                       QStringLiteral("com.twilio.rtd.cds.list"),
                       QStringLiteral("com.twilio.rtd.cds.map") } } } };
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
