// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messagelistmodel.h"
#include "chat/models/editmarks.h"

#include <QHash>

#include <optional>
#include <span>
#include <vector>

namespace parley::chat {

/// The rows of the model, and what is known of each: messages that the service has confirmed by
/// index, then those of the outbox. Tells the views of each change.
class MessageListModel::Rows
{
public:
    /// \a client must outlive this object.
    Rows(MessageListModel &model, ChatClient &client, const QString &conversationSid);

    [[nodiscard]] int count() const { return int(m_messages.size()); }
    [[nodiscard]] int confirmed() const { return m_confirmed; } ///< how many rows
    [[nodiscard]] const Message &message(int row) const { return m_messages[size_t(row)]; }
    [[nodiscard]] ListedMessage at(int row) const;
    /// -1: the outbox has no such row.
    [[nodiscard]] int outboxRowOf(const QString &localId) const;
    /// -1: no confirmed message has this index.
    [[nodiscard]] int rowOf(qint64 index) const;
    [[nodiscard]] std::optional<qint64> firstIndex() const; ///< empty: none is confirmed
    [[nodiscard]] qint64 lastIndex() const; ///< -1: none is confirmed
    /// The service has messages before the first row.
    [[nodiscard]] bool hasOlder() const { return m_hasOlder; }
    void setHasOlder(bool hasOlder);

    /// Takes a page that is sorted by index: known ones are brought up to date, the others inserted
    /// in blocks.
    void merge(const std::vector<Message> &page);
    /// The message of the outbox in \a row is \a message now: the row stays where it is if that is
    /// its place, else it moves there.
    void settle(int row, const Message &message);
    void replace(int row, Message next);
    void insertWaiting(int row, const std::vector<Message> &messages);
    void remove(int first, int count);

    /// The share of its files that is uploaded.
    void setUpload(const QString &localId, double share);
    void forgetUpload(const QString &localId) { m_uploads.remove(localId); }
    /// \a identity is called otherwise than before.
    void renew(const QString &identity);
    /// How far the other participants have read.
    void setOthersHorizon(qint64 index);

private:
    /// The row of the first confirmed message with this index or a larger one.
    [[nodiscard]] int placeOf(qint64 index) const;
    void insert(int row, std::span<const Message> messages, int confirmed);
    void tellChange(int first, int last);
    /// The messages with indexes from \a first to \a last have come, changed or gone: rows that
    /// quote them show something else.
    void tellQuotations(qint64 first, qint64 last);
    /// What \a message answers: what its original says, as long as that has a row.
    [[nodiscard]] std::optional<Reply> replyIn(const Message &message) const;
    /// Whether the row of \a message shows the name of \a identity.
    [[nodiscard]] bool names(const Message &message, const QString &identity) const;

    MessageListModel &m_model;
    ChatClient &m_client;
    EditMarks m_edits;
    std::vector<Message> m_messages;
    int m_confirmed = 0; // rows before the outbox
    bool m_hasOlder = false;
    QHash<QString, double> m_uploads; // share done, by local id
    qint64 m_othersHorizon = -1; // the furthest read index of the other participants
};

} // namespace parley::chat
