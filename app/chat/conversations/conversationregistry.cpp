// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/conversationregistry.h"

#include "chat/conversations/unreadcount.h"
#include "chat/logging.h"
#include "chat/wire/chatparsing.h"
#include "chat/wire/mapreader.h"

#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;
using sync::Change;
using sync::ObjectInfo;
using sync::ObjectType;

namespace {

ChatError notFound(const QString &why)
{
    return { .code = ChatError::Code::NotFound, .detail = why };
}

} // namespace

ConversationRegistry::ConversationRegistry(ChatContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_loader(new ConversationLoader(context, this))
    , m_openings(context, m_known,
                 [this](const QString &sid, const ConversationOpener::Result &result) {
                     opened(sid, result);
                 })
    , m_run(std::make_unique<QObject>())
{
    connect(m_loader, &ConversationLoader::mapOpened, this, &ConversationRegistry::mapOpened);
    connect(m_loader, &ConversationLoader::mapFailed, this, &ConversationRegistry::mapFailed);
    connect(m_loader, &ConversationLoader::listed, this, &ConversationRegistry::listed);
    connect(m_loader, &ConversationLoader::mapItemRead, this, &ConversationRegistry::applyMapItem);
    connect(m_loader, &ConversationLoader::mapItemRemoved, this,
            [this](const QString &sid, qint64 eventId) {
                if (m_removedEvents.size() < MapReader::MaxItems)
                    m_removedEvents.insert(sid, eventId);
                removeConversation(sid);
            });
    connect(m_loader, &ConversationLoader::mapReread, this, &ConversationRegistry::removeUnlisted);
    connect(m_loader, &ConversationLoader::done, this, &ConversationRegistry::checkLoaded);
    connect(&context.sync, &sync::SyncClient::objectChanged, this,
            &ConversationRegistry::handleChange);
    connect(&context.sync, &sync::SyncClient::resyncRequired, this, &ConversationRegistry::resync);
}

ConversationRegistry::~ConversationRegistry() = default;

void ConversationRegistry::resume()
{
    m_loader->resume();
    for (auto &[sid, known] : m_known.all()) {
        if (known.phase == Phase::Interrupted)
            enqueue(sid, known);
    }
}

void ConversationRegistry::reset()
{
    m_run = std::make_unique<QObject>();
    m_loader->reset();
    m_openings.reset();
    m_known.clear();
    m_documents.clear();
    m_waiters.clear(); // those behind them are cancelled by the callback table
    m_removals.clear();
    m_removedEvents.clear();
    m_initial.clear();
    m_isLoaded = false;
}

const Conversation *ConversationRegistry::find(const QString &sid) const
{
    const KnownConversation *known = m_known.find(sid);
    return known != nullptr ? &known->value : nullptr;
}

void ConversationRegistry::setKept(const std::vector<Conversation> &conversations)
{
    if (!m_isLoaded)
        m_known.keep(conversations);
}

bool ConversationRegistry::isOpening(const QString &sid) const
{
    const KnownConversation *known = m_known.find(sid);
    return known != nullptr && known->isMember() && !known->isJoined
        && known->phase != Phase::Failed;
}

void ConversationRegistry::whenOpen(const QString &sid, QObject *context, OpenCallback callback)
{
    const KnownConversation *known = m_known.find(sid);
    const bool isMember = known != nullptr ? known->isMember() : m_known.isKept(sid);
    if (!isMember)
        return callback(notFound(u"not one of the user's conversations"_s));
    if (known != nullptr && known->isJoined)
        return callback(std::nullopt);
    if (known != nullptr && known->phase == Phase::Failed)
        return callback(notFound(u"the conversation cannot be read"_s));
    m_waiters[sid].push_back({ context, std::move(callback) });
    m_openings.prefer({ sid }); // a caller waits for this one
}

void ConversationRegistry::adopt(const QString &sid, const QJsonObject &description)
{
    KnownConversation &known = m_known.entry(sid);
    if (known.isMember() && known.phase != Phase::Idle)
        return; // the map was faster
    known.names.take(listedObjects(description));
    applyDescription(known.value, description);
    known.value.status = Conversation::Status::Joined;
    enqueue(sid, known);
}

void ConversationRegistry::change(const QString &sid,
                                  const std::function<void(KnownConversation &)> &changes)
{
    KnownConversation *known = m_known.find(sid);
    if (known == nullptr)
        return;
    const Conversation before = known->value;
    changes(*known);
    announce(sid, before);
}

void ConversationRegistry::setHorizon(const QString &sid, std::optional<qint64> index,
                                      std::optional<int> unread)
{
    change(sid, [index, unread](KnownConversation &known) {
        known.value.lastReadMessageIndex = index;
        known.value.unreadCount = unread;
    });
}

void ConversationRegistry::noteMessageAdded(const QString &sid, const Message &message)
{
    change(sid, [this, &sid, &message](KnownConversation &known) {
        Conversation &value = known.value;
        if (value.lastMessageIndex.value_or(-1) < message.index) {
            value.lastMessageIndex = message.index;
            value.lastMessageDate = message.dateCreated;
        }
        if (UnreadCount::noteAdded(value, message))
            refreshUnread(sid);
    });
}

void ConversationRegistry::recountUnread(const QString &sid)
{
    const Conversation *known = find(sid);
    if (known != nullptr && known->lastReadMessageIndex)
        refreshUnread(sid);
}

void ConversationRegistry::noteMessageRemoved(const QString &sid, const Message &message)
{
    change(sid, [this, &sid, &message](KnownConversation &known) {
        if (UnreadCount::noteRemoved(known.value, message))
            refreshUnread(sid);
    });
}

// What the map said wins over the list, and what it removed is not revived by an older page.
void ConversationRegistry::listed(const QJsonObject &listEntry)
{
    const QString sid = listEntry.value("conversation_sid"_L1).toString();
    if (m_known.isFull(sid) || sid.isEmpty() || m_removedEvents.contains(sid))
        return;
    const bool isNew = m_known.find(sid) == nullptr;
    KnownConversation &known = m_known.entry(sid);
    const Conversation before = known.value;
    if (known.value.loading != Conversation::Loading::Loaded)
        applyDescription(known.value, listEntry);
    if (isNew) {
        known.names = listedObjects(listEntry);
        applyListEntry(known.value, listEntry);
    }
    const auto horizon = parseIndex(listEntry.value("last_read_message_index"_L1));
    const auto unread = parseUnread(listEntry.value("unread_messages_count"_L1));
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
    if (m_removedEvents.value(sid, -1) > item.lastEventId || m_known.isFull(sid))
        return; // removed after this was read
    m_removedEvents.remove(sid);
    const bool isNew = m_known.find(sid) == nullptr;
    KnownConversation &known = m_known.entry(sid);
    if (!isNew && item.lastEventId <= known.mapEventId)
        return;
    known.mapEventId = item.lastEventId;
    const Conversation before = known.value;
    const bool wasJoined = !isNew && before.status == Conversation::Status::Joined;
    known.names.take(mappedObjects(item.data));
    chat::applyMapItem(known.value, item.data);
    const bool isJoined = known.isMember();
    if (isNew || (isJoined && !wasJoined) || known.phase == Phase::Failed) {
        enqueue(sid, known);
    } else if (wasJoined && !isJoined) {
        leave(sid);
        return;
    }
    const bool hasHorizonMoved
        = !isNew && before.lastReadMessageIndex != known.value.lastReadMessageIndex;
    if (hasHorizonMoved && UnreadCount::noteHorizon(known.value))
        refreshUnread(sid);
    announce(sid, before);
}

/// The map, which was read anew, does not have them any more.
void ConversationRegistry::removeUnlisted(const QSet<QString> &sids, qint64 lastEventId)
{
    QStringList gone;
    for (const auto &[sid, known] : m_known.all()) {
        if (known.mapEventId >= 0 && known.mapEventId <= lastEventId && !sids.contains(sid))
            gone.append(sid);
    }
    for (const QString &sid : std::as_const(gone))
        removeConversation(sid);
}

void ConversationRegistry::handleChange(const Change &change)
{
    const QString sid = m_documents.value(change.objectSid);
    if (change.kind == Change::Kind::ObjectRemoved)
        removeConversation(sid);
    else if (change.kind == Change::Kind::Updated)
        this->change(sid, [&change](KnownConversation &known) {
            known.document.lastEventId = change.eventId;
            applyDocument(known.value, change.documentData);
        });
}

void ConversationRegistry::enqueue(const QString &sid, KnownConversation &known)
{
    if (known.phase == Phase::Opening)
        return;
    known.phase = Phase::Opening;
    if (!m_isLoaded)
        m_initial.insert(sid);
    m_openings.add(
        sid, m_waiters.contains(sid) ? OpeningQueue::Place::First : OpeningQueue::Place::Last);
}

void ConversationRegistry::opened(const QString &sid, const ConversationOpener::Result &result)
{
    KnownConversation &known = m_known.entry(sid); // its removal would have dropped this call
    const Conversation before = known.value;
    if (const auto *error = std::get_if<sync::SyncError>(&result)) {
        known.phase = isPassing(errorOf(*error)) ? Phase::Interrupted : Phase::Failed;
        if (known.phase == Phase::Interrupted) {
            m_context.clock.callAfter(PassingTroubleWait, m_run.get(), [this] { resume(); });
            return;
        }
        qCWarning(lcChat) << "conversation" << sid << "cannot be opened:" << error->httpStatus
                          << error->code;
        known.value.loading = Conversation::Loading::Failed;
        wake(sid, errorOf(*error));
        if (known.isAdded)
            announce(sid, before);
        settleInitial(sid);
        Q_EMIT openingFailed(sid);
        return;
    }
    known.phase = Phase::Open;
    takeObjects(known, std::get<OpenedConversation>(result));
    if (m_loader->isDone() && !known.value.unreadCount)
        recountUnread(sid); // joined later: no list has told the number
    announce(sid, before);
    if (known.phase == Phase::Open) // else it is opened once more
        settleInitial(sid);
}

void ConversationRegistry::takeObjects(KnownConversation &known, const OpenedConversation &opened)
{
    if (known.document.sid != opened.document.sid)
        m_documents.insert(opened.document.sid, known.value.sid);
    if (known.document.sid.isEmpty() || opened.document.lastEventId >= known.document.lastEventId)
        applyDocument(known.value, opened.document.data);
    known.document = opened.document;
    m_context.sync.subscribe(known.document);
    const bool isWanted = known.isMember();
    if (isWanted && opened.messages && opened.roster) {
        known.messages = *opened.messages;
        known.roster = *opened.roster;
        m_context.sync.subscribe(known.messages);
        m_context.sync.subscribe(known.roster);
    } else if (isWanted) {
        enqueue(known.value.sid, known); // joined while the document alone was opened
    }
}

// Says what is new about a conversation.
void ConversationRegistry::announce(const QString &sid, const Conversation &before)
{
    if (m_known.find(sid) == nullptr)
        return;
    KnownConversation &known = m_known.entry(sid);
    const bool isJoining = !known.isJoined && known.phase == Phase::Open
        && !known.messages.sid.isEmpty() && known.isMember();
    if (!known.isAdded) {
        if (known.phase != Phase::Open)
            return; // nothing but its SID is known
        known.isAdded = true;
        Q_EMIT added(known.value);
    } else if (!isJoining && before != known.value) { // joined() tells the same
        Q_EMIT updated(known.value);
    }
    if (!isJoining)
        return;
    known.isJoined = true;
    Q_EMIT objectsOpened(known.value.sid, known.messages, known.roster);
    Q_EMIT joined(known.value);
    wake(known.value.sid, std::nullopt);
}

void ConversationRegistry::closeObjects(const QString &sid, KnownConversation &known)
{
    for (ObjectInfo *object : { &known.messages, &known.roster }) {
        if (!object->sid.isEmpty())
            m_context.sync.unsubscribe(object->sid);
        *object = {};
    }
    if (m_openings.isOpening(sid)) {
        m_openings.drop(sid);
        known.phase = Phase::Idle;
    }
    Q_EMIT objectsClosed(sid);
}

void ConversationRegistry::leave(const QString &sid)
{
    KnownConversation &known = m_known.entry(sid);
    const bool wasOpening = m_openings.isOpening(sid);
    const bool wasJoined = std::exchange(known.isJoined, false);
    m_known.forgetKept(sid);
    closeObjects(sid, known);
    if (wasOpening)
        enqueue(sid, known); // its document is wanted still
    const Conversation value = known.value;
    wake(sid, notFound(u"left meanwhile"_s));
    if (wasJoined)
        Q_EMIT left(value);
}

void ConversationRegistry::removeConversation(const QString &sid)
{
    KnownConversation *known = m_known.find(sid);
    if (known == nullptr)
        return;
    ++m_removals[sid];
    m_known.forgetKept(sid);
    closeObjects(sid, *known);
    m_openings.drop(sid);
    if (!known->document.sid.isEmpty()) {
        m_context.sync.unsubscribe(known->document.sid);
        m_documents.remove(known->document.sid);
    }
    Conversation value = known->value;
    const bool wasJoined = known->isJoined;
    const bool wasAdded = known->isAdded;
    m_known.remove(sid);
    value.status = Conversation::Status::NotParticipating;
    wake(sid, notFound(u"removed meanwhile"_s));
    if (wasJoined)
        Q_EMIT left(value);
    if (wasAdded)
        Q_EMIT removed(value);
    settleInitial(sid);
}

void ConversationRegistry::wake(const QString &sid, const std::optional<ChatError> &error)
{
    const auto waiters = m_waiters.take(sid);
    for (const auto &[context, callback] : waiters) {
        if (context)
            callback(error);
    }
}

void ConversationRegistry::settleInitial(const QString &sid)
{
    m_initial.remove(sid);
    checkLoaded();
}

void ConversationRegistry::checkLoaded()
{
    if (m_isLoaded || !m_loader->isDone() || !m_initial.isEmpty())
        return;
    m_isLoaded = true;
    settleKept();
    Q_EMIT loaded();
}

void ConversationRegistry::settleKept()
{
    for (auto &[sid, kept] : m_known.takeKept()) {
        const Conversation *known = find(sid);
        if (known != nullptr && known->status == Conversation::Status::Joined)
            continue;
        const bool isKnown = known != nullptr;
        kept.status = Conversation::Status::NotParticipating;
        const Conversation value = isKnown ? *known : kept;
        const QPointer<QObject> run(m_run.get());
        wake(sid, notFound(u"not one of the user's conversations"_s));
        if (!run)
            return; // a callback has signed out
        if (isKnown)
            Q_EMIT left(value);
        else
            Q_EMIT removed(value);
        if (!run)
            return;
    }
}

void ConversationRegistry::refreshUnread(const QString &sid)
{
    m_context.rest.get(
        m_context.myConversationUrl(sid), m_run.get(),
        [this, sid](const Outcome<RestAnswer> &outcome) {
            const auto *answer = std::get_if<RestAnswer>(&outcome);
            if (answer == nullptr)
                return;
            const auto unread = parseUnread(answer->body.value("unread_messages_count"_L1));
            change(sid, [unread](KnownConversation &known) { known.value.unreadCount = unread; });
        });
}

/// Of a document whose events were lost.
void ConversationRegistry::resync(const QString &objectSid)
{
    const QString sid = m_documents.value(objectSid);
    if (m_known.find(sid) == nullptr)
        return;
    m_context.sync.open(ObjectType::Document, objectSid, m_run.get(),
                        [this, sid](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                            if (const auto *error = std::get_if<sync::SyncError>(&outcome)) {
                                if (error->isNotFound())
                                    removeConversation(sid);
                                return;
                            }
                            change(sid, [this, &outcome](KnownConversation &known) {
                                known.document = std::get<ObjectInfo>(outcome);
                                applyDocument(known.value, known.document.data);
                                m_context.sync.subscribe(known.document);
                            });
                        });
}

} // namespace parley::chat
