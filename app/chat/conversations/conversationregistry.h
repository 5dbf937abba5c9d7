// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/conversations/conversationloader.h"
#include "chat/conversations/conversationopener.h"
#include "chat/wire/chatcontext.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace parley::chat {

/// The user's conversations: which there are, what their documents say, and their Sync objects.
/// The REST list is read at start, and the map of own conversations is followed. Where the two
/// differ, the map is right.
class ConversationRegistry final : public QObject
{
    Q_OBJECT

public:
    using OpenCallback = std::function<void(const std::optional<ChatError> &)>;

    explicit ConversationRegistry(ChatContext &context, QObject *parent = nullptr);
    ~ConversationRegistry() override;

    /// Opens the map: mapOpened() or mapFailed() follows.
    void start();
    /// Follows the map and loads what there is; loaded() follows.
    void load();
    /// Call it after a reconnect: repeats every request that failed because there was no
    /// connection.
    void resume();
    void reset();
    /// What an earlier run has kept. Until everything is loaded whenOpen() waits for these; then
    /// left() or removed() tells which of them the user is not in any more.
    void setKept(const std::vector<Conversation> &conversations);
    /// Those that have not been announced yet.
    [[nodiscard]] std::vector<Conversation> kept() const;
    [[nodiscard]] const Conversation *findKept(const QString &sid) const;

    [[nodiscard]] const Conversation *find(const QString &sid) const;
    /// Of a SID or unique name; empty if unknown.
    [[nodiscard]] QString sidOf(const QString &id) const;
    [[nodiscard]] std::vector<Conversation> values() const;
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// Its list and roster are to be opened, but are not yet.
    [[nodiscard]] bool isOpening(const QString &sid) const;
    /// Calls as soon as list and roster are open (at once if they are), or with why they will not
    /// be.
    void whenOpen(const QString &sid, QObject *context, OpenCallback callback);

    /// Those that wait to be opened go before the others.
    void prefer(const QStringList &sids);

    /// Grows when \a sid is removed: tells whether a reply is older than the removal.
    [[nodiscard]] int removalsOf(const QString &sid) const { return m_removals.value(sid); }
    /// A reply says that the user has joined \a sid. The map tells it as well, before or after.
    void adopt(const QString &sid, const QJsonObject &description);
    void setHorizon(const QString &sid, std::optional<qint64> index, std::optional<int> unread);
    /// Asks the service how much is unread, where that cannot be counted here.
    void recountUnread(const QString &sid);
    void noteMessageAdded(const QString &sid, const Message &message);
    void noteMessageRemoved(const QString &sid, const Message &message);

Q_SIGNALS:
    void mapOpened();
    void mapFailed(const parley::chat::ChatError &error);
    void loaded();
    void added(const parley::chat::Conversation &conversation);
    /// List and roster are open and subscribed; comes before joined().
    void objectsOpened(const QString &sid, const parley::sync::ObjectInfo &messages,
                       const parley::sync::ObjectInfo &roster);
    void objectsClosed(const QString &sid);
    /// It stays closed until the next link.
    void openingFailed(const QString &sid);
    void joined(const parley::chat::Conversation &conversation);
    void updated(const parley::chat::Conversation &conversation);
    void left(const parley::chat::Conversation &conversation);
    void removed(const parley::chat::Conversation &conversation);

private:
    enum class Phase { Idle, Queued, Opening, Open, Failed, Interrupted };
    struct Known
    {
        Conversation value {};
        ConversationObjects names {};
        sync::ObjectInfo document {};
        sync::ObjectInfo messages {};
        sync::ObjectInfo roster {};
        Phase phase = Phase::Idle;
        qint64 mapEventId = -1; // of the map item that was applied last
        bool isAdded = false; // announced
        bool isJoined = false; // announced
        std::unique_ptr<QObject> opening {};
    };
    struct Waiter
    {
        QPointer<QObject> context {};
        OpenCallback callback {};
    };

    void listed(const QJsonObject &entry);
    void applyMapItem(const sync::Item &item);
    void applyMapData(Known &known, const QJsonObject &data);
    void handleChange(const sync::Change &change);
    void handleMapChange(const sync::Change &change);
    void resync(const QString &objectSid);
    void resyncMap();
    void resyncDocument(const QString &sid);

    /// True: there is no room for one more conversation, \a sid.
    [[nodiscard]] bool isFull(const QString &sid);
    Known &entry(const QString &sid);
    void enqueue(const QString &sid, Known &known);
    void pump();
    void openingDone(const QString &sid, const ConversationOpener::Result &result);
    void takeObjects(Known &known, const OpenedConversation &opened);
    void announce(const QString &sid, const Conversation &before);
    void closeObjects(const QString &sid, Known &known);
    void leave(const QString &sid);
    void removeConversation(const QString &sid);
    void wake(const QString &sid, const std::optional<ChatError> &error);
    void settleInitial(const QString &sid);
    void checkLoaded();
    void settleKept();
    void refreshUnread(const QString &sid);

    ChatContext &m_context;
    ConversationLoader *m_loader; // child
    std::map<QString, Known> m_known; // by SID
    std::map<QString, Conversation> m_kept; // by SID, until everything is loaded
    QHash<QString, QString> m_documents; // conversation by the SID of its document
    QHash<QString, std::vector<Waiter>> m_waiters;
    QHash<QString, int> m_removals;
    QHash<QString, qint64> m_removedEvents; // tells old items and list entries from new ones
    std::deque<QString> m_queue;
    QSet<QString> m_initial; // to be loaded before isLoaded()
    sync::ObjectInfo m_map;
    std::unique_ptr<QObject> m_run; // context of everything in flight
    int m_opening = 0;
    bool m_isLoaded = false;
    bool m_isMapOpening = false;
};

} // namespace parley::chat
