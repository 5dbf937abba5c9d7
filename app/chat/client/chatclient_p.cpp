// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatclient_p.h"

#include "chat/logging.h"
#include "chat/wire/chatparsing.h"
#include "twilsock/boundedjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

#include <algorithm>

namespace parley::chat {

using namespace std::chrono_literals;

namespace {

constexpr size_t PrefetchedRosters = 100;
constexpr QLatin1String TypingType("twilio.ipmsg.typing_indicator");

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
    connection.registrations
        = { QJsonObject { { QStringLiteral("product"), QStringLiteral("ip_messaging") },
                          { QStringLiteral("type"), QStringLiteral("ers") },
                          { QStringLiteral("notification_protocol_version"), 0 },
                          { QStringLiteral("message_types"),
                            QJsonArray { QString(TypingType), QStringLiteral("twilio.sync.event"),
                                         QStringLiteral("com.twilio.rtd.cds.document"),
                                         QStringLiteral("com.twilio.rtd.cds.list"),
                                         QStringLiteral("com.twilio.rtd.cds.map") } } } };
    return connection;
}

} // namespace

ChatClient::Private::Private(ChatClient *client, const ChatConfig &config,
                             twilsock::TransportFactory transports, QNetworkAccessManager &network,
                             Clock &clock, Reachability &reachability, OutboxStore &outboxStore,
                             const RandomSource &random)
    : q(client)
    , store(outboxStore)
    , region(config.region)
    , connection(connectionConfig(config), std::move(transports), clock, reachability, random)
    , sync(connection, clock, config.region, random)
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
{
    connectParts();
    connectMessages();
}

void ChatClient::Private::connectParts()
{
    connect(&connection, &twilsock::Connection::initialized, q, [this] { linkUp(); });
    connect(&connection, &twilsock::Connection::notificationReceived, q,
            [this](const QString &messageType, const QByteArray &payload) {
                notified(messageType, payload);
            });

    connect(&registry, &ConversationRegistry::mapOpened, q, [this] { initStepDone(); });
    connect(&registry, &ConversationRegistry::mapFailed, q,
            [this](const ChatError &error) { initTrouble(error); });
    connect(
        &registry, &ConversationRegistry::objectsOpened, q,
        [this](const QString &sid, const sync::ObjectInfo &list, const sync::ObjectInfo &roster) {
            messages.open(sid, list, registry.find(sid)->lastMessageIndex);
            rosters.open(sid, roster);
        });
    connect(&registry, &ConversationRegistry::objectsClosed, q, [this](const QString &sid) {
        messages.close(sid);
        rosters.close(sid);
    });
    connect(&registry, &ConversationRegistry::added, q, &ChatClient::conversationAdded);
    connect(&registry, &ConversationRegistry::joined, q, [this](const Conversation &conversation) {
        const QPointer<QObject> alive(session.get());
        Q_EMIT q->conversationJoined(conversation);
        if (alive && registry.isLoaded())
            rosters.prefetch(conversation.sid);
        if (alive)
            outbox.resumeConversation(conversation.sid);
    });
    connect(&registry, &ConversationRegistry::updated, q, &ChatClient::conversationUpdated);
    connect(&registry, &ConversationRegistry::left, q, [this](const Conversation &conversation) {
        const QPointer<QObject> alive(session.get());
        typing.endAll(conversation.sid);
        if (alive)
            Q_EMIT q->conversationLeft(conversation);
    });
    connect(&registry, &ConversationRegistry::removed, q, [this](const Conversation &conversation) {
        const QPointer<QObject> alive(session.get());
        Q_EMIT q->conversationRemoved(conversation);
        if (alive)
            outbox.resumeConversation(conversation.sid);
    });
    connect(&registry, &ConversationRegistry::loaded, q, [this] {
        const QPointer<QObject> alive(session.get());
        prefetchRosters();
        outbox.resume();
        if (alive)
            Q_EMIT q->conversationsLoadedChanged();
    });
}

void ChatClient::Private::connectMessages()
{
    connect(&messages, &MessageStream::added, q,
            [this](const QString &sid, const Message &message) { messageCame(sid, message); });
    connect(&messages, &MessageStream::updated, q, &ChatClient::messageUpdated);
    connect(&messages, &MessageStream::removed, q,
            [this](const QString &sid, const Message &message) {
                const QPointer<QObject> alive(session.get());
                Q_EMIT q->messageRemoved(sid, message);
                if (alive)
                    registry.noteMessageRemoved(sid, message);
            });
    connect(&messages, &MessageStream::missed, q, [this](const QString &sid) {
        registry.recountUnread(sid); // some may have gone unseen
        Q_EMIT q->messagesMissed(sid);
    });
    connect(&outbox, &OutboxSender::confirmed, q, &ChatClient::messageConfirmed);
    connect(&outbox, &OutboxSender::changed, q, &ChatClient::outboxChanged);
    connect(&outbox, &OutboxSender::uploading, q, &ChatClient::uploadProgress);
    connect(&rosters, &RosterDirectory::known, q, [this](const Participant &participant) {
        users.setMap(participant.identity, participant.userInfo);
    });
    connect(&rosters, &RosterDirectory::joined, q, &ChatClient::participantJoined);
    connect(&rosters, &RosterDirectory::updated, q, &ChatClient::participantUpdated);
    connect(&rosters, &RosterDirectory::left, q,
            [this](const QString &sid, const Participant &participant) {
                const QPointer<QObject> alive(session.get());
                typing.end(sid, participant.identity);
                if (alive)
                    Q_EMIT q->participantLeft(sid, participant);
            });
    connect(&users, &UserDirectory::updated, q, &ChatClient::userUpdated);
    connect(&typing, &TypingTracker::started, q, &ChatClient::typingStarted);
    connect(&typing, &TypingTracker::ended, q, &ChatClient::typingEnded);
}

// The rosters of the most active conversations are read in the background; others when they are
// asked for.
void ChatClient::Private::prefetchRosters()
{
    std::vector<Conversation> conversations = registry.values();
    std::ranges::sort(conversations, [](const Conversation &a, const Conversation &b) {
        return a.lastMessageDate > b.lastMessageDate;
    });
    const size_t count = std::min(conversations.size(), PrefetchedRosters);
    for (size_t i = 0; i < count; ++i)
        rosters.prefetch(conversations[i].sid);
}

// Typing ends and an outbox entry is settled before the message is told, the counters follow it.
void ChatClient::Private::messageCame(const QString &sid, const Message &message)
{
    const QPointer<QObject> alive(session.get());
    typing.end(sid, message.author);
    if (alive)
        outbox.noteMessage(sid, message);
    if (alive)
        Q_EMIT q->messageAdded(sid, message);
    if (alive)
        registry.noteMessageAdded(sid, message);
}

void ChatClient::Private::notified(const QString &messageType, const QByteArray &payload)
{
    if (messageType != TypingType)
        return;
    const QJsonObject object = twilsock::parseJson(payload).object();
    const QString sid = object.value(QLatin1String("channel_sid")).toString();
    const QString identity = object.value(QLatin1String("identity")).toString();
    if (identity.isEmpty() || identity == context.identity() || registry.find(sid) == nullptr)
        return;
    const double seconds = object.value(QLatin1String("typing_timeout")).toDouble(6);
    typing.receive(sid, identity,
                   std::chrono::milliseconds(qint64(qBound(1.0, seconds, 60.0) * 1000)));
}

void ChatClient::Private::linkUp()
{
    const QPointer<QObject> alive(session.get());
    if (isWanted && state != State::Initialized)
        return initialize();
    registry.resume();
    users.resume();
    horizon.resume();
    if (alive)
        outbox.resume();
}

void ChatClient::Private::initialize()
{
    init = std::make_unique<QObject>();
    const QPointer<QObject> step(init.get());
    setState(State::Initializing);
    if (step.isNull())
        return;
    const QUrl url(QStringLiteral("https://aim.%1.twilio.com/Client/v2/Configuration").arg(region));
    rest.get(url, init.get(), [this](const Outcome<RestAnswer> &outcome) { configured(outcome); });
}

void ChatClient::Private::configured(const Outcome<RestAnswer> &outcome)
{
    const auto *answer = std::get_if<RestAnswer>(&outcome);
    if (answer == nullptr)
        return initTrouble(std::get<ChatError>(outcome));
    const auto configuration = parseConfiguration(answer->body, region);
    if (!configuration) {
        initTrouble({ .code = ChatError::Code::BadAnswer,
                      .detail = QStringLiteral("the service's configuration lacks something") });
        return;
    }
    context.configuration = *configuration;
    initStepsLeft = 2;
    registry.start();
    openOwnUser();
}

void ChatClient::Private::openOwnUser()
{
    using Map = std::pair<sync::ObjectInfo, std::vector<sync::Item>>;
    if (context.configuration.myUserMap.isEmpty())
        return initStepDone();
    sync.openMapWithItems(context.configuration.myUserMap, init.get(),
                          [this](const sync::SyncClient::Outcome<Map> &outcome) {
                              const QPointer<QObject> alive(init.get());
                              if (const auto *map = std::get_if<Map>(&outcome))
                                  users.setUser(context.identity(), map->first, map->second);
                              else // no name, but everything else works
                                  qCWarning(lcChat) << "the own user cannot be read";
                              if (alive)
                                  initStepDone();
                          });
}

void ChatClient::Private::initStepDone()
{
    if (--initStepsLeft > 0 || state != State::Initializing)
        return;
    init.reset();
    const QPointer<QObject> alive(session.get());
    qCInfo(lcChat) << "initialised";
    setState(State::Initialized);
    if (alive)
        Q_EMIT q->initialized();
    if (!alive)
        return;
    registry.load();
    outbox.resume();
}

// Without a link the next one tries again; with one, a trouble that may pass is tried again later.
void ChatClient::Private::initTrouble(const ChatError &error)
{
    if (error.httpStatus == 0 && isPassing(error) && !connection.isConnected())
        return;
    qCWarning(lcChat) << "initialisation failed:" << codeName(error) << error.httpStatus;
    init = std::make_unique<QObject>();
    if (isPassing(error))
        context.clock.callAfter(PassingTroubleWait, init.get(), [this] {
            if (isWanted && connection.isConnected())
                initialize();
        });
    const QPointer<QObject> alive(session.get());
    setState(State::Failed);
    if (alive)
        Q_EMIT q->initFailed(error.detail.isEmpty() ? codeName(error) : error.detail);
}

void ChatClient::Private::setState(State newState)
{
    if (state == newState)
        return;
    state = newState;
    Q_EMIT q->stateChanged(newState);
}

void ChatClient::Private::forgetEverything()
{
    init.reset();
    session = std::make_unique<QObject>();
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
