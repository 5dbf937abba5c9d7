// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "chat/messagelistmodel.h"

#include <QHash>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace parley::chat {

/// The rows of a MessageListModel: confirmed messages by index, without gaps but for those that the
/// service has too, then the outbox in its order.
class MessageListModel::Private
{
public:
    Private(MessageListModel *model, ChatClient &chatClient, const QString &conversationSid);

    // messagelistloading.cpp: which rows there are to be
    /// The rows of the start: what was kept, and the outbox.
    void showKept();
    void loadNewest();
    void loadOlder();
    void loadNewer();
    void loadAround(qint64 index);
    /// Events were lost: what is shown is compared with what the service has now, after the load
    /// that is running.
    void refresh();
    void retryLoading();
    void loadParticipants();
    /// Context of the load that is running; the one before is dropped. Null: ended already.
    [[nodiscard]] QObject *beginLoad();
    /// \a tell says how it ended; what is due follows.
    void endLoad(const std::function<void()> &tell = {});
    void failLoad(const ChatError &error, bool isNewest);
    using Take = void (Private::*)(const History &);
    /// What ends a load: \a take gets the page.
    [[nodiscard]] Callback<History> taking(Take take);
    void newestLoaded(const History &history);
    void olderLoaded(const History &history);
    void newerLoaded(const History &history);
    /// \a read: what has been read so far.
    void refreshFrom(qint64 first, std::vector<Message> read);
    void refreshed(const History &history);
    /// Of the rows up to index \a last, those stay that \a page or the news have.
    void removeMissing(const std::vector<Message> &page, qint64 last);
    void endKept();
    void showWindow(const std::vector<Message> &messages, bool older, bool newer);
    void mergeLateArrivals();
    /// What events have told while a load runs is newer than its page.
    void noteNews(const Message &message);
    void applyNews(std::vector<Message> &page) const;
    void setHasNewer(bool newer);
    void trimOldest();
    void trimNewest();
    void hideOutbox();
    void showOutbox();

    // messagelistrows.cpp: what is in them
    void messageAdded(const Message &message);
    void messageUpdated(const Message &message);
    void messageRemoved(const Message &message);
    void messageConfirmed(const Message &message);
    void outboxChanged(const QString &localId);
    void uploadMoved(const QString &localId, qint64 sent, qint64 total);
    void nameChanged(const QString &identity);
    void updateReadHorizon();

    /// Takes a page that is sorted by index: known ones are brought up to date, the others inserted
    /// in blocks.
    void merge(const std::vector<Message> &page);
    void settle(int outboxRow, const Message &message);
    /// What an update leaves out stays (PROTOCOL.md, 'Messages list').
    static void keepOmitted(Message &next, const Message &old);
    void replace(int row, Message next);
    void removeRows(int first, int count);
    [[nodiscard]] int outboxRowOf(const QString &localId) const;
    /// The row of the first confirmed message with this index or a larger one.
    [[nodiscard]] int placeOf(qint64 index) const;
    [[nodiscard]] bool isAt(int row, qint64 index) const;
    [[nodiscard]] std::optional<qint64> firstIndex() const;
    [[nodiscard]] qint64 lastIndex() const; ///< -1: no confirmed row
    [[nodiscard]] bool isOwn(const Message &message) const;
    /// What \a message answers: what its original says, as long as that has a row.
    [[nodiscard]] std::optional<Reply> replyIn(const Message &message) const;
    /// Whether \a message shows the name of \a identity.
    [[nodiscard]] bool names(const Message &message, const QString &identity) const;
    /// The messages with indexes from \a first to \a last have come, changed or gone.
    void tellQuotations(qint64 first, qint64 last);
    [[nodiscard]] bool isEdited(const Message &message) const;
    /// Remembers whether it is the words that change, before they do.
    void noteChange(const Message &old, const Message &next);

    /// What is known of a message that changed while it was here.
    struct Change
    {
        QDateTime at {}; ///< Message::dateUpdated
        bool isEdited = false;
    };

    MessageListModel *q;
    ChatClient &client;
    QString sid;
    std::vector<Message> rows;
    int confirmed = 0; // rows before the outbox
    QHash<qint64, Change> changes; // the last one of each message, by index
    qint64 othersHorizon = -1; // the furthest read index of the other participants
    QDateTime keptSince; // as told
    QHash<QString, double> uploads; // share done, by local id
    std::map<qint64, std::optional<Message>> news; // while a load runs, by index; empty: removed
    std::unique_ptr<QObject> load; // context of the load that is running
    bool isShown = false; // isLoading() as told
    bool isRefreshing = false; // that load is refresh()
    bool isRefreshDue = false; // after the load that is running
    bool hasOlder = false;
    bool hasNewer = false; // then the outbox has no rows
    bool hasFailed = false; // the newest page, for want of a connection
};

} // namespace parley::chat
