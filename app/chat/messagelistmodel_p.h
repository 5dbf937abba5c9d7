// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/messagelistmodel.h"

#include <optional>
#include <vector>

namespace parley::chat {

/// The rows of a MessageListModel: confirmed messages by index, then the outbox in its order.
class MessageListModel::Private
{
public:
    Private(MessageListModel *model, ChatClient &chatClient, const QString &conversationSid);

    void loadNewest();
    void load(std::optional<qint64> before);
    void loaded(std::optional<qint64> before, const Outcome<ChatClient::History> &outcome);
    void retryLoading();
    void loadParticipants();
    void setLoading(bool loading);
    void setHasOlder(bool older);

    void messageAdded(const Message &message);
    void messageUpdated(const Message &message);
    void messageRemoved(const Message &message);
    void messageConfirmed(const Message &message);
    void outboxChanged(const QString &localId);
    void nameChanged(const QString &identity);
    void updateReadHorizon();

    /// Takes a page that is sorted by index: known ones are brought up to date, the others inserted
    /// in blocks.
    void merge(const std::vector<Message> &page);
    void settle(int outboxRow, const Message &message);
    void replace(int row, Message next);
    void removeRow(int row);
    [[nodiscard]] int outboxRowOf(const QString &localId) const;
    /// The row of the first confirmed message with this index or a larger one.
    [[nodiscard]] int placeOf(qint64 index) const;
    [[nodiscard]] bool isAt(int row, qint64 index) const;
    [[nodiscard]] std::optional<qint64> firstIndex() const;
    [[nodiscard]] bool isOwn(const Message &message) const;

    MessageListModel *q;
    ChatClient &client;
    QString sid;
    std::vector<Message> rows;
    int confirmed = 0; // rows before the outbox
    qint64 othersHorizon = -1; // the furthest that somebody else has read
    bool isLoading = false;
    bool hasOlder = false;
    bool hasFailed = false; // the newest page, for want of a connection
};

} // namespace parley::chat
