// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace parley::chat {

class ChatParts;

/// Messages on their way to the service, in order, and what the user has not sent yet. Both are
/// kept over a restart.
class ChatOutbox final : public QObject
{
    Q_OBJECT

public:
    /// \a parts must outlive this object. Only ChatClient creates one.
    explicit ChatOutbox(ChatParts &parts);

    /// Waiting, being sent, or failed, in order.
    [[nodiscard]] std::vector<Message> messages(const QString &conversationSid) const;
    /// Conversations with something in the outbox; also those that are gone or not known yet.
    [[nodiscard]] QStringList conversations() const;
    [[nodiscard]] bool isEmpty() const; ///< failed ones do not count

    /// Puts a message into the outbox (at once visible in messages()) and sends it in order. \a
    /// done when the service has it or refused it; may take as long as the network is down.
    /// Attachments are uploaded one after the other when the message's turn comes
    /// (uploadProgress()), then the message is sent. Returns the local id. Empty: it was refused at
    /// once, with nothing kept: no such conversation, TooLong, TooMany, TooLarge, FileMissing.
    QString send(const QString &conversation, const OutgoingMessage &message, QObject *context,
                 Callback<Message> done);
    /// Tries a message that has failed again. False: it has not failed, or is not in the outbox.
    [[nodiscard]] bool retry(const QString &localId);
    /// Takes a message out of the outbox before it is sent, also while its files are uploaded
    /// (which ends that). False: it was not taken out, because it is on its way or has been sent.
    [[nodiscard]] bool discard(const QString &localId);

    /// What the user has typed and not sent.
    [[nodiscard]] QString draft(const QString &conversationSid) const;
    /// False: it could not be kept (disk full).
    bool setDraft(const QString &conversationSid, const QString &text);

Q_SIGNALS:
    /// A message of the outbox has reached the service (its `localId` tells which). Comes before
    /// the changed() that it causes; ChatMessages::added() comes too, before or after.
    void confirmed(const QString &conversationSid, const parley::chat::Message &message);
    /// A message entered, changed in or left the outbox.
    void changed(const QString &conversationSid, const QString &localId);
    /// Of a message in the outbox: bytes of all its files together.
    void uploadProgress(const QString &conversationSid, const QString &localId, qint64 sent,
                        qint64 total);
    /// Emitted by setDraft() before it returns.
    void draftChanged(const QString &conversationSid);

private:
    ChatParts &d;
};

} // namespace parley::chat
