// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/conversations/conversationloader.h"
#include "chat/conversations/knownconversations.h"
#include "chat/conversations/openingqueue.h"
#include "chat/wire/chatcontext.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace parley::chat {

/// The user's conversations: which there are, what their documents say, and their Sync objects.
/// Where the REST list and the map of own conversations differ, the map is right.
class ConversationRegistry final : public QObject
{
    Q_OBJECT

public:
    using OpenCallback = std::function<void(const std::optional<ChatError> &)>;

    explicit ConversationRegistry(ChatContext &context, QObject *parent = nullptr);
    ~ConversationRegistry() override;

    /// Opens the map: mapOpened() or mapFailed() follows.
    void start() { m_loader->open(); }
    /// Follows the map and loads what there is; loaded() follows.
    void load() { m_loader->start(); }
    /// Call it after a reconnect: repeats every request that failed because there was no
    /// connection.
    void resume();
    void reset();
    /// What an earlier run has kept. Until everything is loaded whenOpen() waits for these; then
    /// left() or removed() tells which of them the user is not in any more.
    void setKept(const std::vector<Conversation> &conversations);
    /// Those that have not been announced yet.
    [[nodiscard]] std::vector<Conversation> kept() const { return m_known.kept(); }
    [[nodiscard]] const Conversation *findKept(const QString &sid) const
    {
        return m_known.findKept(sid);
    }

    [[nodiscard]] const Conversation *find(const QString &sid) const;
    /// Of a SID or unique name; empty if unknown.
    [[nodiscard]] QString sidOf(const QString &id) const { return m_known.sidOf(id); }
    [[nodiscard]] std::vector<Conversation> values() const { return m_known.announced(); }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// Its list and roster are to be opened, but are not yet.
    [[nodiscard]] bool isOpening(const QString &sid) const;
    /// Calls as soon as list and roster are open (at once if they are), or with why they will not
    /// be.
    void whenOpen(const QString &sid, QObject *context, OpenCallback callback);

    /// Those that wait to be opened go before the others.
    void prefer(const QStringList &sids) { m_openings.prefer(sids); }

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
    using Phase = KnownConversation::Phase;

    void listed(const QJsonObject &entry);
    void applyMapItem(const sync::Item &item);
    void removeUnlisted(const QSet<QString> &sids, qint64 lastEventId);
    void handleChange(const sync::Change &change);
    void resync(const QString &objectSid);

    /// Does \a changes to what is known of \a sid, if it is, and tells what is new about it.
    void change(const QString &sid, const std::function<void(KnownConversation &)> &changes);
    void enqueue(const QString &sid, KnownConversation &known);
    void opened(const QString &sid, const ConversationOpener::Result &result);
    void takeObjects(KnownConversation &known, const OpenedConversation &opened);
    void announce(const QString &sid, const Conversation &before);
    void closeObjects(const QString &sid, KnownConversation &known);
    void leave(const QString &sid);
    void removeConversation(const QString &sid);
    void wake(const QString &sid, const std::optional<ChatError> &error);
    void settleInitial(const QString &sid);
    void checkLoaded();
    void settleKept();
    void refreshUnread(const QString &sid);

    ChatContext &m_context;
    ConversationLoader *m_loader; // child
    KnownConversations m_known; // and those that are kept, until everything is loaded
    OpeningQueue m_openings;
    QHash<QString, QString> m_documents; // conversation by the SID of its document
    /// By SID; dropped if the context dies first.
    QHash<QString, std::vector<std::pair<QPointer<QObject>, OpenCallback>>> m_waiters;
    QHash<QString, int> m_removals;
    QHash<QString, qint64> m_removedEvents; // tells old items and list entries from new ones
    QSet<QString> m_initial; // to be loaded before isLoaded()
    std::unique_ptr<QObject> m_run; // context of everything in flight
    bool m_isLoaded = false;
};

} // namespace parley::chat
