// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/keptrecorder.h"

#include "chat/chatclient.h"
#include "token/utc.h"

#include <utility>

namespace parley::chat {

namespace {

constexpr size_t MaxBatch = 500; ///< a burst of messages does not wait longer

} // namespace

KeptRecorder::KeptRecorder(ChatClient &client, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
    , m_batch(clock)
{
    connectConversations();
    connectMessages();
    connect(&client.connection(), &twilsock::Connection::stateChanged, this,
            [this] { noteConnection(); });
    connect(&client.users(), &ChatUsers::updated, this, [this](const QString &identity) {
        m_people.insert(identity);
        planWrite();
    });
}

KeptRecorder::~KeptRecorder() = default;

void KeptRecorder::connectConversations()
{
    ChatConversations *conversations = &m_client.conversations();
    const auto changed
        = [this](const Conversation &conversation) { noteConversation(conversation); };
    const auto gone = [this](const Conversation &conversation) {
        m_conversations.remove(conversation.sid);
        m_followed.remove(conversation.sid);
        plan([sid = conversation.sid](KeptStore &store) { store.removeConversation(sid); });
    };
    connect(conversations, &ChatConversations::added, this, changed);
    connect(conversations, &ChatConversations::joined, this, changed);
    connect(conversations, &ChatConversations::updated, this, changed);
    connect(conversations, &ChatConversations::left, this, gone);
    connect(conversations, &ChatConversations::removed, this, gone);
    connect(conversations, &ChatConversations::loaded, this, [this] {
        noteConnection();
        plan([this](KeptStore &store) {
            QSet<QString> joined;
            for (const Conversation &conversation : m_client.conversations().all()) {
                if (conversation.status == Conversation::Status::Joined)
                    joined.insert(conversation.sid);
            }
            store.removeAllBut(joined);
        });
    });
}

void KeptRecorder::connectMessages()
{
    ChatMessages *messages = &m_client.messages();
    connect(messages, &ChatMessages::newestRead, this,
            [this](const QString &sid, const History &history) {
                if (history.messages.size() == 1 && history.hasOlder)
                    return keepNewest(sid, history.messages.front());
                m_followed.insert(sid);
                planMessages([sid, page = history.messages, at = now()](KeptStore &store) {
                    store.putPage(sid, page, at);
                });
            });
    connect(messages, &ChatMessages::added, this,
            [this](const QString &sid, const Message &message) {
                const bool isFollowed = m_followed.contains(sid);
                m_followed.insert(sid);
                planMessages([sid, message, isFollowed, at = now()](KeptStore &store) {
                    store.addMessage(sid, message, isFollowed, at);
                });
            });
    connect(
        messages, &ChatMessages::updated, this, [this](const QString &sid, const Message &message) {
            planMessages([sid, message](KeptStore &store) { store.updateMessage(sid, message); });
        });
    connect(messages, &ChatMessages::removed, this,
            [this](const QString &sid, const Message &message) {
                planMessages([sid, index = message.index](KeptStore &store) {
                    store.removeMessage(sid, index);
                });
            });
    connect(messages, &ChatMessages::missed, this, [this](const QString &sid) {
        m_followed.remove(sid);
        planMessages([sid](KeptStore &store) { store.removePage(sid); });
    });
}

/// A list has read one message to show it. A page that misses others before it says more.
void KeptRecorder::keepNewest(const QString &sid, const Message &message)
{
    planMessages([sid, message, at = now()](KeptStore &store) {
        const std::optional<Message> known = store.newest(sid);
        if (!known || known->index >= message.index - 1)
            store.addMessage(sid, message, bool(known), at);
    });
}

void KeptRecorder::start(KeptStore &store, Messages messages)
{
    m_store = &store;
    m_messages = messages;
    if (messages == Messages::LeftOut) {
        m_changes.clear(); // those that wait may hold messages
        m_followed.clear();
        store.forgetPages();
    }
    for (const Conversation &conversation : m_client.conversations().all())
        noteConversation(conversation);
    noteConnection();
}

void KeptRecorder::stop()
{
    m_store = nullptr;
    m_batch.stop();
    m_changes.clear();
    m_conversations.clear();
    m_people.clear();
    m_followed.clear();
    m_isInStep = false;
}

void KeptRecorder::flush()
{
    if (m_store != nullptr && (m_batch.isActive() || m_isInStep))
        write();
}

void KeptRecorder::noteConversation(const Conversation &conversation)
{
    if (conversation.loading == Conversation::Loading::Kept)
        return;
    m_conversations.insert(conversation.sid);
    planWrite();
}

void KeptRecorder::planMessages(const std::function<void(KeptStore &)> &change)
{
    if (m_messages == Messages::Kept)
        plan(change);
}

void KeptRecorder::plan(const std::function<void(KeptStore &)> &change)
{
    if (m_store == nullptr)
        return;
    m_changes.push_back(change);
    planWrite();
    if (m_changes.size() >= MaxBatch)
        write();
}

void KeptRecorder::planWrite()
{
    if (m_store != nullptr && !m_batch.isActive())
        m_batch.start(BatchTime, [this] { write(); });
}

/// What is kept is as of the moment when the connection is lost, or the program ends.
void KeptRecorder::noteConnection()
{
    const bool isInStep
        = m_client.connection().isConnected() && m_client.conversations().areLoaded();
    if (m_isInStep && !isInStep)
        flush();
    m_isInStep = isInStep;
}

QDateTime KeptRecorder::now() const
{
    return QDateTime::fromMSecsSinceEpoch(m_clock.wallNow().time_since_epoch().count(), Utc);
}

void KeptRecorder::write()
{
    m_batch.stop();
    const auto changes = std::exchange(m_changes, {});
    const QSet<QString> conversations = std::exchange(m_conversations, {});
    const QSet<QString> people = std::exchange(m_people, {});
    m_store->change([&, this] {
        for (const QString &sid : conversations) {
            const std::optional<Conversation> value = m_client.conversations().find(sid);
            if (value && value->status == Conversation::Status::Joined)
                m_store->putConversation(*value);
        }
        for (const auto &change : changes)
            change(*m_store);
        for (const QString &identity : people)
            m_store->putName(identity, m_client.users().user(identity).friendlyName);
        if (!m_isInStep)
            return;
        m_store->setAsOf(now());
        if (m_messages == Messages::LeftOut)
            return; // there are no pages
        for (const QString &sid : std::as_const(m_followed))
            m_store->setPageTime(sid, now());
    });
}

} // namespace parley::chat
