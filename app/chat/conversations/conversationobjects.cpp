// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/conversationregistry.h"
#include "chat/logging.h"
#include "chat/wire/chatparsing.h"
#include "chat/wire/mapreader.h"

#include <algorithm>
#include <utility>

// The part of ConversationRegistry that opens, closes and re-reads Sync objects.

namespace parley::chat {

using sync::ObjectInfo;
using sync::ObjectType;

namespace {

/// Conversations that are opened at a time; each means up to three requests.
constexpr int MaxOpening = 16;

} // namespace

ConversationRegistry::Known &ConversationRegistry::entry(const QString &sid)
{
    Known &known = m_known[sid];
    if (known.value.sid.isEmpty()) {
        // What was kept stays in place, as the date that says where it stands in the list, until
        // the service has told that of today. A count of unread messages would be taken for told.
        if (const auto kept = m_kept.find(sid); kept != m_kept.end())
            known.value = kept->second;
        known.value.sid = sid;
        known.value.status = Conversation::Status::NotParticipating;
        known.value.loading = Conversation::Loading::NotLoaded;
        known.value.unreadCount.reset();
    }
    return known;
}

void ConversationRegistry::enqueue(const QString &sid, Known &known)
{
    if (known.phase == Phase::Queued || known.phase == Phase::Opening)
        return;
    known.phase = Phase::Queued;
    if (!m_isLoaded)
        m_initial.insert(sid);
    if (m_waiters.contains(sid))
        m_queue.push_front(sid);
    else
        m_queue.push_back(sid);
    // Later: the caller may still hold on to its entry, and a page brings many.
    m_context.clock.callAfter(std::chrono::milliseconds(0), m_run.get(), [this] { pump(); });
}

void ConversationRegistry::pump()
{
    while (m_opening < MaxOpening && !m_queue.empty()) {
        const QString sid = m_queue.front();
        m_queue.pop_front();
        const auto it = m_known.find(sid);
        if (it == m_known.end() || it->second.phase != Phase::Queued)
            continue;
        Known &known = it->second;
        known.phase = Phase::Opening;
        known.opening = std::make_unique<QObject>();
        if (known.names.document.isEmpty())
            known.names.document = sid + QLatin1String(".channel");
        ++m_opening;
        ConversationOpener::open(
            m_context.sync, known.names,
            known.value.status == Conversation::Status::Joined
                ? ConversationOpener::Scope::Everything
                : ConversationOpener::Scope::DocumentOnly,
            known.opening.get(),
            [this, sid](const ConversationOpener::Result &result) { openingDone(sid, result); });
    }
}

void ConversationRegistry::prefer(const QStringList &sids)
{
    const auto isPreferred = [&sids](const QString &sid) { return sids.contains(sid); };
    std::stable_partition(m_queue.begin(), m_queue.end(), isPreferred);
}

void ConversationRegistry::openingDone(const QString &sid, const ConversationOpener::Result &result)
{
    --m_opening;
    pump();
    Known &known = m_known.at(sid); // its removal would have dropped this call
    known.opening.release()->deleteLater();
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

void ConversationRegistry::takeObjects(Known &known, const OpenedConversation &opened)
{
    if (known.document.sid != opened.document.sid)
        m_documents.insert(opened.document.sid, known.value.sid);
    if (known.document.sid.isEmpty() || opened.document.lastEventId >= known.document.lastEventId)
        applyDocument(known.value, opened.document.data);
    known.document = opened.document;
    m_context.sync.subscribe(known.document);
    const bool isWanted = known.value.status == Conversation::Status::Joined;
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
    const auto it = m_known.find(sid);
    if (it == m_known.end())
        return;
    Known &known = it->second;
    const bool isJoining = !known.isJoined && known.phase == Phase::Open
        && !known.messages.sid.isEmpty() && known.value.status == Conversation::Status::Joined;
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

void ConversationRegistry::closeObjects(const QString &sid, Known &known)
{
    for (ObjectInfo *object : { &known.messages, &known.roster }) {
        if (!object->sid.isEmpty())
            m_context.sync.unsubscribe(object->sid);
        *object = {};
    }
    if (known.phase == Phase::Opening) {
        known.opening.reset();
        --m_opening;
        known.phase = Phase::Idle;
        m_context.clock.callAfter(std::chrono::milliseconds(0), m_run.get(), [this] { pump(); });
    }
    Q_EMIT objectsClosed(sid);
}

void ConversationRegistry::leave(const QString &sid)
{
    Known &known = m_known.at(sid);
    const bool wasOpening = known.phase == Phase::Opening;
    const bool wasJoined = std::exchange(known.isJoined, false);
    m_kept.erase(sid);
    closeObjects(sid, known);
    if (wasOpening)
        enqueue(sid, known); // its document is wanted still
    const Conversation value = known.value;
    wake(sid,
         ChatError { .code = ChatError::Code::NotFound,
                     .detail = QStringLiteral("left meanwhile") });
    if (wasJoined)
        Q_EMIT left(value);
}

void ConversationRegistry::removeConversation(const QString &sid)
{
    const auto it = m_known.find(sid);
    if (it == m_known.end())
        return;
    ++m_removals[sid];
    m_kept.erase(sid);
    closeObjects(sid, it->second);
    if (!it->second.document.sid.isEmpty()) {
        m_context.sync.unsubscribe(it->second.document.sid);
        m_documents.remove(it->second.document.sid);
    }
    Conversation value = it->second.value;
    const bool wasJoined = it->second.isJoined;
    const bool wasAdded = it->second.isAdded;
    m_known.erase(it);
    value.status = Conversation::Status::NotParticipating;
    wake(sid,
         ChatError { .code = ChatError::Code::NotFound,
                     .detail = QStringLiteral("removed meanwhile") });
    if (wasJoined)
        Q_EMIT left(value);
    if (wasAdded)
        Q_EMIT removed(value);
    settleInitial(sid);
}

void ConversationRegistry::wake(const QString &sid, const std::optional<ChatError> &error)
{
    const std::vector<Waiter> waiters = m_waiters.take(sid);
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.callback(error);
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
    for (auto &[sid, kept] : std::exchange(m_kept, {})) {
        const Conversation *known = find(sid);
        if (known != nullptr && known->status == Conversation::Status::Joined)
            continue;
        const bool isKnown = known != nullptr;
        kept.status = Conversation::Status::NotParticipating;
        const Conversation value = isKnown ? *known : kept;
        const QPointer<QObject> run(m_run.get());
        wake(sid,
             ChatError { .code = ChatError::Code::NotFound,
                         .detail = QStringLiteral("not one of the user's conversations") });
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
    m_context.rest.get(m_context.myConversationUrl(sid), m_run.get(),
                       [this, sid](const Outcome<RestAnswer> &outcome) {
                           const auto *answer = std::get_if<RestAnswer>(&outcome);
                           const auto it = m_known.find(sid);
                           if (answer == nullptr || it == m_known.end())
                               return;
                           const Conversation before = it->second.value;
                           it->second.value.unreadCount = parseUnread(
                               answer->body.value(QLatin1String("unread_messages_count")));
                           announce(sid, before);
                       });
}

void ConversationRegistry::resync(const QString &objectSid)
{
    if (objectSid == m_map.sid)
        return resyncMap();
    const auto document = m_documents.constFind(objectSid);
    if (document != m_documents.constEnd())
        resyncDocument(*document);
}

void ConversationRegistry::resyncMap()
{
    const auto read = [this](const ObjectInfo &map) {
        MapReader::read(m_context.sync, map, m_run.get(),
                        [this, map](const MapReader::Result &result) {
                            const auto *items = std::get_if<std::vector<sync::Item>>(&result);
                            if (items == nullptr)
                                return; // the next link asks for the events again
                            QSet<QString> present;
                            for (const sync::Item &item : *items) {
                                present.insert(item.key);
                                m_context.sync.noteItem(map.sid, item);
                                applyMapItem(item);
                            }
                            QStringList gone;
                            for (const auto &[sid, known] : m_known) {
                                if (known.mapEventId >= 0 && known.mapEventId <= map.lastEventId
                                    && !present.contains(sid))
                                    gone.append(sid);
                            }
                            m_context.sync.subscribe(map);
                            for (const QString &sid : std::as_const(gone))
                                removeConversation(sid);
                        });
    };
    m_context.sync.open(ObjectType::Map, m_map.sid, m_run.get(),
                        [read](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                            if (const auto *map = std::get_if<ObjectInfo>(&outcome))
                                read(*map);
                        });
}

void ConversationRegistry::resyncDocument(const QString &sid)
{
    const auto it = m_known.find(sid);
    if (it == m_known.end())
        return;
    m_context.sync.open(ObjectType::Document, it->second.document.sid, m_run.get(),
                        [this, sid](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                            const auto known = m_known.find(sid);
                            if (known == m_known.end())
                                return;
                            const auto *document = std::get_if<ObjectInfo>(&outcome);
                            if (document == nullptr) {
                                if (std::get<sync::SyncError>(outcome).isNotFound())
                                    removeConversation(sid);
                                return;
                            }
                            const Conversation before = known->second.value;
                            known->second.document = *document;
                            applyDocument(known->second.value, document->data);
                            m_context.sync.subscribe(*document);
                            announce(sid, before);
                        });
}

} // namespace parley::chat
