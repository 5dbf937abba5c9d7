// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/conversationregistry.h"

#include "chat/logging.h"
#include "chat/wire/chatparsing.h"
#include "chat/wire/mapreader.h"

#include <algorithm>
#include <utility>

namespace parley::chat {

using sync::Change;
using sync::ObjectInfo;
using sync::ObjectType;

namespace {

ConversationObjects namesOf(const QJsonObject &answer)
{
    const QJsonObject objects = answer.value(QLatin1String("sync_objects")).toObject();
    return { objects.value(QLatin1String("conversation")).toString(),
             objects.value(QLatin1String("messages")).toString(),
             objects.value(QLatin1String("participants")).toString() };
}

void takeName(QString &target, const QString &name)
{
    if (!name.isEmpty())
        target = name;
}

Conversation::Status statusOf(const QString &word)
{
    return word == QLatin1String("joined") ? Conversation::Status::Joined
                                           : Conversation::Status::NotParticipating;
}

} // namespace

ConversationRegistry::ConversationRegistry(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_loader(new ConversationLoader(context, this))
    , m_run(std::make_unique<QObject>())
{
    connect(m_loader, &ConversationLoader::listed, this, &ConversationRegistry::listed);
    connect(m_loader, &ConversationLoader::mapItemRead, this, &ConversationRegistry::applyMapItem);
    connect(m_loader, &ConversationLoader::done, this, &ConversationRegistry::checkLoaded);
    connect(&context.sync, &sync::SyncClient::objectChanged, this,
            &ConversationRegistry::handleChange);
    connect(&context.sync, &sync::SyncClient::resyncRequired, this, &ConversationRegistry::resync);
}

ConversationRegistry::~ConversationRegistry() = default;

void ConversationRegistry::start()
{
    if (m_isMapOpening)
        return;
    m_isMapOpening = true;
    m_context.sync.open(ObjectType::Map, m_context.configuration.myConversationsMap, m_run.get(),
                        [this](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                            m_isMapOpening = false;
                            const auto *info = std::get_if<ObjectInfo>(&outcome);
                            if (info == nullptr) {
                                Q_EMIT mapFailed(errorOf(std::get<sync::SyncError>(outcome)));
                                return;
                            }
                            m_map = *info;
                            Q_EMIT mapOpened();
                        });
}

void ConversationRegistry::load()
{
    m_context.sync.subscribe(m_map);
    m_loader->start(m_map);
}

void ConversationRegistry::resume()
{
    m_loader->resume();
    for (auto &[sid, known] : m_known) {
        if (known.phase == Phase::Interrupted)
            enqueue(sid, known);
    }
}

void ConversationRegistry::reset()
{
    m_run = std::make_unique<QObject>();
    m_loader->reset();
    m_known.clear();
    m_kept.clear();
    m_documents.clear();
    m_waiters.clear(); // those behind them are cancelled by the callback table
    m_removals.clear();
    m_removedEvents.clear();
    m_queue.clear();
    m_initial.clear();
    m_map = {};
    m_opening = 0;
    m_isLoaded = false;
    m_isMapOpening = false;
}

const Conversation *ConversationRegistry::find(const QString &sid) const
{
    const auto it = m_known.find(sid);
    return it != m_known.end() ? &it->second.value : nullptr;
}

QString ConversationRegistry::sidOf(const QString &id) const
{
    if (id.isEmpty() || m_known.contains(id) || m_kept.contains(id))
        return id;
    const auto it = std::ranges::find_if(
        m_known, [&id](const auto &known) { return known.second.value.uniqueName == id; });
    return it != m_known.end() ? it->first : QString();
}

void ConversationRegistry::setKept(const std::vector<Conversation> &conversations)
{
    if (m_isLoaded)
        return;
    for (const Conversation &conversation : conversations)
        m_kept.insert_or_assign(conversation.sid, conversation);
}

std::vector<Conversation> ConversationRegistry::kept() const
{
    std::vector<Conversation> conversations;
    for (const auto &[sid, conversation] : m_kept) {
        if (findKept(sid) != nullptr)
            conversations.push_back(conversation);
    }
    return conversations;
}

const Conversation *ConversationRegistry::findKept(const QString &sid) const
{
    const auto known = m_known.find(sid);
    const auto it = m_kept.find(sid);
    const bool isAnnounced = known != m_known.end() && known->second.isAdded;
    return it != m_kept.end() && !isAnnounced ? &it->second : nullptr;
}

std::vector<Conversation> ConversationRegistry::values() const
{
    std::vector<Conversation> conversations;
    conversations.reserve(m_known.size());
    for (const auto &[sid, known] : m_known) {
        if (known.isAdded)
            conversations.push_back(known.value);
    }
    return conversations;
}

bool ConversationRegistry::isOpening(const QString &sid) const
{
    const auto it = m_known.find(sid);
    return it != m_known.end() && it->second.value.status == Conversation::Status::Joined
        && !it->second.isJoined && it->second.phase != Phase::Failed;
}

void ConversationRegistry::whenOpen(const QString &sid, QObject *context, OpenCallback callback)
{
    const auto it = m_known.find(sid);
    if (it == m_known.end() && m_kept.contains(sid)) {
        m_waiters[sid].push_back({ context, std::move(callback) });
        return;
    }
    if (it == m_known.end() || it->second.value.status != Conversation::Status::Joined)
        return callback(
            ChatError { .code = ChatError::Code::NotFound,
                        .detail = QStringLiteral("not one of the user's conversations") });
    if (it->second.isJoined)
        return callback(std::nullopt);
    if (it->second.phase == Phase::Failed)
        return callback(ChatError { .code = ChatError::Code::NotFound,
                                    .detail = QStringLiteral("the conversation cannot be read") });
    m_waiters[sid].push_back({ context, std::move(callback) });
    const auto queued = std::ranges::find(m_queue, sid);
    if (queued != m_queue.end()) { // a caller waits for this one
        m_queue.erase(queued);
        m_queue.push_front(sid);
    }
}

void ConversationRegistry::adopt(const QString &sid, const QJsonObject &description)
{
    Known &known = entry(sid);
    if (known.value.status == Conversation::Status::Joined && known.phase != Phase::Idle)
        return; // the map was faster
    const ConversationObjects names = namesOf(description);
    takeName(known.names.document, names.document);
    takeName(known.names.messages, names.messages);
    takeName(known.names.roster, names.roster);
    applyDescription(known.value, description);
    known.value.status = Conversation::Status::Joined;
    enqueue(sid, known);
}

void ConversationRegistry::setHorizon(const QString &sid, std::optional<qint64> index,
                                      std::optional<int> unread)
{
    const auto it = m_known.find(sid);
    if (it == m_known.end())
        return;
    const Conversation before = it->second.value;
    it->second.value.lastReadMessageIndex = index;
    it->second.value.unreadCount = unread;
    announce(sid, before);
}

void ConversationRegistry::noteMessageAdded(const QString &sid, const Message &message)
{
    const auto it = m_known.find(sid);
    if (it == m_known.end())
        return;
    const Conversation before = it->second.value;
    Conversation &value = it->second.value;
    if (!value.lastMessageIndex || *value.lastMessageIndex < message.index) {
        value.lastMessageIndex = message.index;
        value.lastMessageDate = message.dateCreated;
    }
    const bool isUnread = value.lastReadMessageIndex && message.index > *value.lastReadMessageIndex;
    // After a reconnection the service may tell the number first, and then replay messages that it
    // has counted.
    if (isUnread && !value.unreadCount)
        refreshUnread(sid);
    else if (isUnread && *value.unreadCount < message.index - *value.lastReadMessageIndex)
        ++*value.unreadCount;
    announce(sid, before);
}

void ConversationRegistry::recountUnread(const QString &sid)
{
    const Conversation *known = find(sid);
    if (known != nullptr && known->lastReadMessageIndex)
        refreshUnread(sid);
}

void ConversationRegistry::noteMessageRemoved(const QString &sid, const Message &message)
{
    const auto it = m_known.find(sid);
    if (it == m_known.end())
        return;
    const Conversation before = it->second.value;
    Conversation &value = it->second.value;
    const bool isUnread = value.lastReadMessageIndex && message.index > *value.lastReadMessageIndex;
    if (isUnread && value.unreadCount) {
        value.unreadCount = std::max(0, *value.unreadCount - 1);
        refreshUnread(sid); // a replayed removal may be in the number already
    }
    announce(sid, before);
}

bool ConversationRegistry::isFull(const QString &sid)
{
    if (std::ssize(m_known) < MapReader::MaxItems || m_known.contains(sid))
        return false;
    qCWarning(lcChat) << "more conversations than can be kept:" << sid << "is left out";
    return true;
}

// What the map said wins over the list, and what it removed is not revived by an older page.
void ConversationRegistry::listed(const QJsonObject &listEntry)
{
    const QString sid = listEntry.value(QLatin1String("conversation_sid")).toString();
    if (isFull(sid))
        return;
    if (sid.isEmpty() || m_removedEvents.contains(sid))
        return;
    const bool isNew = !m_known.contains(sid);
    Known &known = entry(sid);
    const Conversation before = known.value;
    if (known.value.loading != Conversation::Loading::Loaded)
        applyDescription(known.value, listEntry);
    const ConversationObjects names = namesOf(listEntry);
    if (isNew) {
        known.names = names;
        known.value.status = statusOf(listEntry.value(QLatin1String("status")).toString());
        known.value.muted = listEntry.value(QLatin1String("notification_level")).toString()
            == QLatin1String("muted");
        known.value.lastReadMessageIndex
            = parseIndex(listEntry.value(QLatin1String("last_read_message_index")));
    }
    const auto horizon = parseIndex(listEntry.value(QLatin1String("last_read_message_index")));
    const auto unread = parseUnread(listEntry.value(QLatin1String("unread_messages_count")));
    if (unread && horizon && horizon == known.value.lastReadMessageIndex
        && !known.value.unreadCount)
        known.value.unreadCount = unread;
    if (isNew)
        enqueue(sid, known);
    if (!known.isAdded) {
        known.isAdded = true;
        Q_EMIT added(Conversation(known.value));
    } else {
        announce(sid, before);
    }
}

void ConversationRegistry::applyMapItem(const sync::Item &item)
{
    const QString sid = item.key;
    if (m_removedEvents.value(sid, -1) > item.lastEventId || isFull(sid))
        return; // removed after this was read
    m_removedEvents.remove(sid);
    const bool isNew = !m_known.contains(sid);
    Known &known = entry(sid);
    if (!isNew && item.lastEventId <= known.mapEventId)
        return;
    known.mapEventId = item.lastEventId;
    const Conversation before = known.value;
    const bool wasJoined = !isNew && before.status == Conversation::Status::Joined;
    applyMapData(known, item.data);
    const bool isJoined = known.value.status == Conversation::Status::Joined;
    if (isNew || (isJoined && !wasJoined) || known.phase == Phase::Failed) {
        enqueue(sid, known);
    } else if (wasJoined && !isJoined) {
        leave(sid);
        return;
    }
    const bool horizonMoved
        = !isNew && before.lastReadMessageIndex != known.value.lastReadMessageIndex;
    if (horizonMoved) {
        const auto &horizon = known.value.lastReadMessageIndex;
        if (!horizon)
            known.value.unreadCount.reset();
        else if (known.value.lastMessageIndex && *horizon >= *known.value.lastMessageIndex)
            known.value.unreadCount = 0;
        else
            refreshUnread(sid);
    }
    announce(sid, before);
}

void ConversationRegistry::applyMapData(Known &known, const QJsonObject &data)
{
    takeName(known.names.document, data.value(QLatin1String("channel")).toString());
    takeName(known.names.messages, data.value(QLatin1String("messages")).toString());
    takeName(known.names.roster, data.value(QLatin1String("roster")).toString());
    known.value.status = statusOf(data.value(QLatin1String("status")).toString());
    if (const QJsonValue level = data.value(QLatin1String("notificationLevel")); level.isString())
        known.value.muted = level.toString() == QLatin1String("muted");
    if (const QJsonValue horizon = data.value(QLatin1String("lastConsumedMessageIndex"));
        !horizon.isUndefined())
        known.value.lastReadMessageIndex = parseIndex(horizon);
}

void ConversationRegistry::handleChange(const Change &change)
{
    if (change.objectSid == m_map.sid && !m_map.sid.isEmpty())
        return handleMapChange(change);
    const auto document = m_documents.constFind(change.objectSid);
    if (document == m_documents.constEnd())
        return;
    const QString sid = *document;
    const auto it = m_known.find(sid);
    if (it == m_known.end())
        return;
    if (change.kind == Change::Kind::ObjectRemoved) {
        removeConversation(sid);
    } else if (change.kind == Change::Kind::Updated) {
        const Conversation before = it->second.value;
        it->second.document.lastEventId = change.eventId;
        applyDocument(it->second.value, change.documentData);
        announce(sid, before);
    }
}

void ConversationRegistry::handleMapChange(const Change &change)
{
    switch (change.kind) {
    case Change::Kind::ItemAdded:
    case Change::Kind::ItemUpdated:
        return applyMapItem(change.item);
    case Change::Kind::ItemRemoved:
        if (m_removedEvents.size() < MapReader::MaxItems)
            m_removedEvents.insert(change.item.key, change.eventId);
        return removeConversation(change.item.key);
    case Change::Kind::ObjectRemoved:
        qCWarning(lcChat) << "the map of own conversations is gone";
        return;
    case Change::Kind::Updated:
        return;
    }
}

} // namespace parley::chat
