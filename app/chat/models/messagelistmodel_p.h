// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/messagelistmodel.h"
#include "chat/models/messagelistrows.h"
#include "chat/models/messageloader.h"

#include <vector>

namespace parley::chat {

/// Decides which rows a MessageListModel has: pages, jumps, the bound on their number, and what
/// events tell.
class MessageListModel::Private
{
public:
    Private(MessageListModel *model, ChatClient &chatClient, const QString &conversationSid);

    /// The rows of the start: what was kept, and the outbox.
    void showKept();
    void loadParticipants();

    using Kind = MessageLoader::Kind;
    using Load = MessageLoader::Load;
    void load(const Load &load);
    void retryLoading();
    /// Events were lost: what is shown is compared with what the service has now, after the load
    /// that is running.
    void compare();

    void messageAdded(const Message &message);
    void messageUpdated(const Message &message);
    void messageRemoved(const Message &message);
    void messageConfirmed(const Message &message);
    void outboxChanged(const QString &localId);
    void updateReadHorizon();

    void loaded(const Load &load, const Outcome<History> &outcome);
    void take(const Load &load, const History &history);
    void takeNewest(const History &history);
    void takeComparison(History history, qint64 last);
    void takeFailure(Kind kind, const ChatError &error);
    /// Other rows altogether: those of the outbox stay if the window ends at the newest message
    /// before and after it.
    void showWindow(const History &history);
    /// Of the rows up to index \a last, those stay that \a page or the news have.
    void removeMissing(const std::vector<Message> &page, qint64 last);
    void setHasNewer(bool newer);
    void trimOldest();
    void trimNewest();

    MessageListModel *q;
    ChatClient &client;
    const QString sid;
    Rows rows;
    MessageLoader loader;
    QDateTime keptSince; // as told
    bool hasNewer = false; // then the outbox has no rows
    bool hasFailed = false; // the newest page, for want of a connection
};

} // namespace parley::chat
