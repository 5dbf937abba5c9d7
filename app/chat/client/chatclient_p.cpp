// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatclient_p.h"

#include "chat/logging.h"
#include "chat/messageattributes.h"
#include "chat/wire/chatparsing.h"
#include "twilsock/boundedjson.h"

#include <QJsonDocument>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

namespace {

constexpr size_t PrefetchedRosters = 100;

} // namespace

ChatClient::Private::Private(ChatClient *client, const ChatConfig &config,
                             twilsock::TransportFactory transports, QNetworkAccessManager &network,
                             Clock &clock, Reachability &reachability, OutboxStore &outboxStore,
                             const RandomSource &random)
    : ChatParts(config, std::move(transports), network, clock, reachability, outboxStore, random)
    , q(client)
    , faces { ChatConversations(*this), ChatParticipants(*this), ChatUsers(*this),
              ChatMessages(*this),      ChatOutbox(*this),       ChatMedia(*this) }
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
    forward(registry, &ConversationRegistry::added, faces.conversations, &ChatConversations::added);
    connect(&registry, &ConversationRegistry::joined, q, [this](const Conversation &conversation) {
        tell([this, conversation] { Q_EMIT faces.conversations.joined(conversation); });
        if (registry.isLoaded())
            rosters.prefetch(conversation.sid);
        users.note(
            chat::directPartnerOf(conversation, context.identity())); // names the conversation
        outbox.resumeConversation(conversation.sid);
    });
    forward(registry, &ConversationRegistry::updated, faces.conversations,
            &ChatConversations::updated);
    connect(&registry, &ConversationRegistry::left, q, [this](const Conversation &conversation) {
        typing.endAll(conversation.sid);
        tell([this, conversation] { Q_EMIT faces.conversations.left(conversation); });
        outbox.resumeConversation(conversation.sid);
    });
    connect(&registry, &ConversationRegistry::removed, q, [this](const Conversation &conversation) {
        tell([this, conversation] { Q_EMIT faces.conversations.removed(conversation); });
        outbox.resumeConversation(conversation.sid);
    });
    connect(&registry, &ConversationRegistry::openingFailed, &outbox,
            &OutboxSender::resumeConversation);
    connect(&registry, &ConversationRegistry::loaded, q, [this] {
        prefetchRosters();
        outbox.resume();
        tell([this] { Q_EMIT faces.conversations.loaded(); });
    });
}

void ChatClient::Private::connectMessages()
{
    connect(&messages, &MessageStream::added, q,
            [this](const QString &sid, const Message &message) { messageCame(sid, message); });
    forward(messages, &MessageStream::newestRead, faces.messages, &ChatMessages::newestRead);
    forward(messages, &MessageStream::updated, faces.messages, &ChatMessages::updated);
    connect(&messages, &MessageStream::removed, q,
            [this](const QString &sid, const Message &message) {
                tell([this, sid, message] { Q_EMIT faces.messages.removed(sid, message); });
                registry.noteMessageRemoved(sid, message);
            });
    connect(&messages, &MessageStream::missed, q, [this](const QString &sid) {
        registry.recountUnread(sid); // some may have gone unseen
        tell([this, sid] { Q_EMIT faces.messages.missed(sid); });
    });
    forward(outbox, &OutboxSender::confirmed, faces.outbox, &ChatOutbox::confirmed);
    forward(outbox, &OutboxSender::changed, faces.outbox, &ChatOutbox::changed);
    forward(outbox, &OutboxSender::uploading, faces.outbox, &ChatOutbox::uploadProgress);
    connect(&rosters, &ParticipantDirectory::known, q, [this](const Participant &participant) {
        users.note(participant.identity, participant.userInfo);
    });
    connect(&messages, &MessageStream::authorSeen, q,
            [this](const QString &identity) { users.note(identity); });
    forward(rosters, &ParticipantDirectory::joined, faces.participants, &ChatParticipants::joined);
    forward(rosters, &ParticipantDirectory::updated, faces.participants,
            &ChatParticipants::updated);
    connect(&rosters, &ParticipantDirectory::left, q,
            [this](const QString &sid, const Participant &participant) {
                typing.end(sid, participant.identity);
                tell(
                    [this, sid, participant] { Q_EMIT faces.participants.left(sid, participant); });
            });
    forward(users, &UserDirectory::updated, faces.users, &ChatUsers::updated);
    forward(typing, &TypingTracker::started, faces.participants, &ChatParticipants::typingStarted);
    forward(typing, &TypingTracker::ended, faces.participants, &ChatParticipants::typingEnded);
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
    typing.end(sid, message.author);
    outbox.noteMessage(sid, message);
    tell([this, sid, message] { Q_EMIT faces.messages.added(sid, message); });
    registry.noteMessageAdded(sid, message);
}

void ChatClient::Private::notified(const QString &messageType, const QByteArray &payload)
{
    if (messageType != TypingTracker::MessageType)
        return;
    const QJsonObject object = twilsock::parseJson(payload).object();
    const QString sid = object.value("channel_sid"_L1).toString();
    const QString identity = object.value("identity"_L1).toString();
    if (identity.isEmpty() || identity == context.identity() || registry.find(sid) == nullptr)
        return;
    const double seconds = object.value("typing_timeout"_L1).toDouble(6);
    typing.receive(sid, identity,
                   std::chrono::milliseconds(qint64(qBound(1.0, seconds, 60.0) * 1000)));
}

void ChatClient::Private::linkUp()
{
    if (isWanted && state != State::Initialized)
        return initialize();
    registry.resume();
    users.resume();
    horizon.resume();
    outbox.resume();
}

void ChatClient::Private::initialize()
{
    init = std::make_unique<QObject>();
    setState(State::Initializing);
    const QString place = region();
    sync.setRegion(place);
    rest.get(QUrl(u"https://aim.%1.twilio.com/Client/v2/Configuration"_s.arg(place)), init.get(),
             [this, place](const Outcome<RestAnswer> &outcome) { configured(outcome, place); });
}

void ChatClient::Private::configured(const Outcome<RestAnswer> &outcome, const QString &place)
{
    const auto *answer = std::get_if<RestAnswer>(&outcome);
    if (answer == nullptr)
        return initTrouble(std::get<ChatError>(outcome));
    const auto configuration = parseConfiguration(answer->body, place);
    if (!configuration) {
        initTrouble({ .code = ChatError::Code::BadAnswer,
                      .detail = u"the service's configuration lacks something"_s });
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
                              if (const auto *map = std::get_if<Map>(&outcome))
                                  users.setUser(context.identity(), map->first, map->second);
                              else // no name, but everything else works
                                  qCWarning(lcChat) << "the own user cannot be read";
                              initStepDone();
                          });
}

void ChatClient::Private::initStepDone()
{
    if (--initStepsLeft > 0 || state != State::Initializing)
        return;
    init.reset();
    qCInfo(lcChat) << "initialised";
    setState(State::Initialized);
    tell([this] { Q_EMIT q->initialized(); });
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
    setState(State::Failed);
    tell([this, message = error.detail.isEmpty() ? codeName(error) : error.detail] {
        Q_EMIT q->initFailed(message);
    });
}

void ChatClient::Private::setState(State newState)
{
    if (state == newState)
        return;
    state = newState;
    tell([this, newState] { Q_EMIT q->stateChanged(newState); }, EventLife::Client);
}

void ChatClient::Private::tell(std::function<void()> event, EventLife life)
{
    events.push_back({ std::move(event), life });
    if (!std::exchange(isTellingPlanned, true))
        context.clock.callAfter(0ms, q, [this] { tellEvents(); });
}

/// One turn of the clock tells all events, because each turn costs more than an event. A slot that
/// runs an event loop of its own hears the rest there.
void ChatClient::Private::tellEvents()
{
    isTellingPlanned = false;
    const QPointer<ChatClient> alive(q);
    while (alive && !events.empty()) {
        const Event next = std::move(events.front());
        events.pop_front();
        if (!events.empty() && !std::exchange(isTellingPlanned, true))
            context.clock.callAfter(0ms, q, [this] { tellEvents(); });
        next.tell();
    }
}

void ChatClient::Private::forgetEverything()
{
    std::erase_if(events, [](const Event &event) { return event.life == EventLife::Session; });
    init.reset();
    ChatParts::reset();
}

} // namespace parley::chat
