// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/outboxstore.h"

#include <deque>
#include <memory>
#include <optional>

namespace parley::chat {

/// One message in the outbox.
struct OutboxItem
{
    OutboxEntry entry {}; ///< what the store keeps of it
    Message::Delivery delivery = Message::Delivery::Waiting;
    std::optional<ChatError> failure {};
    Callback<Message> done {};
    /// The store has it as attempted, but nothing has left: its first attempt follows at once.
    bool isNotedAhead = false;
    int troubles = 0; ///< in a row, for the back-off
    int vainUploads = 0; ///< in a row: the whole file went out and was not taken

    /// What the store has kept over a restart.
    [[nodiscard]] static OutboxItem restored(OutboxEntry entry);
    void fail(const ChatError &error);
    /// Waits again after it has failed.
    void retry();
    /// \a author: the user's identity.
    [[nodiscard]] Message toMessage(const QString &author) const;
};

/// The messages in the outbox of one conversation, in order; at most one of them is being sent.
struct OutboxQueue
{
    std::deque<OutboxItem> items {};
    QString current {}; ///< local id of the one that is being sent
    std::unique_ptr<QObject> attempt {}; ///< context of everything about it; also of the back-off
    bool isBackingOff = false;
    bool isUploading = false; ///< files only: the message itself has not left
    bool isWholeSent = false; ///< of the file that is being uploaded

    /// Null: it is not there.
    [[nodiscard]] OutboxItem *find(const QString &localId);
    [[nodiscard]] OutboxItem &currentItem() { return *find(current); }
    /// The first that has not failed; null: there is none.
    [[nodiscard]] OutboxItem *next();
    /// True: a request with the message is running. False says nothing of an earlier attempt: see
    /// OutboxEntry::attempted.
    [[nodiscard]] bool isOnItsWay(const QString &localId) const;
    /// Nothing of the attempt comes any more.
    void endAttempt();
    void remove(const QString &localId);
};

} // namespace parley::chat
