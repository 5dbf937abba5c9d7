// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/outbox/outboxqueue.h"
#include "chat/outboxstore.h"
#include "chat/wire/chatcontext.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace parley::chat {

class ConversationRegistry;
class MediaClient;
class MessageStream;

/// Sends what is in the outbox: each message once, in order per conversation, one at a time. When
/// it is unknown whether an attempt arrived, it looks for the message before it sends again.
class OutboxSender final : public QObject
{
    Q_OBJECT

public:
    OutboxSender(ChatContext &context, OutboxStore &store, ConversationRegistry &registry,
                 MessageStream &messages, MediaClient &media, QObject *parent = nullptr);
    ~OutboxSender() override;

    /// Takes over what the store has, unless that was done.
    void load();
    /// The service can be reached (again): goes on at once.
    void resume();
    /// The conversation has become open, or will not.
    void resumeConversation(const QString &conversationSid) { pump(conversationSid); }
    void reset();

    /// Returns the local id; empty if the store cannot keep it. \a done is a tracked callback.
    QString add(const QString &conversationSid, const QString &body, const QJsonObject &attributes,
                std::vector<OutboxAttachment> attachments, Callback<Message> done);
    [[nodiscard]] bool retry(const QString &localId); ///< false: it has not failed
    /// False: it cannot be called back any more, because it is on its way or has been sent.
    [[nodiscard]] bool discard(const QString &localId);
    /// A message came through the list: if it is one of ours, it has arrived.
    void noteMessage(const QString &conversationSid, const Message &message);

    [[nodiscard]] std::vector<Message> values(const QString &conversationSid) const;
    [[nodiscard]] QStringList conversations() const; ///< that have something in the outbox
    [[nodiscard]] bool isEmpty() const; ///< failed ones do not count

Q_SIGNALS:
    void confirmed(const QString &conversationSid, const parley::chat::Message &message);
    void changed(const QString &conversationSid, const QString &localId);
    /// Bytes of all files of a message together.
    void uploading(const QString &conversationSid, const QString &localId, qint64 sent,
                   qint64 total);

private:
    void pump(const QString &conversationSid);
    /// Whether the next message of the conversation could leave now.
    [[nodiscard]] bool isReady(const QString &conversationSid) const;
    /// An attempt begins: what a later look-up has to know.
    void noteAttempt(OutboxEntry &entry) const;
    void lookUp(const QString &conversationSid);
    void lookedUp(const QString &conversationSid, const Outcome<std::optional<Message>> &outcome);
    /// Uploads what is not uploaded yet, one file after the other; then the message goes.
    void upload(const QString &conversationSid);
    void uploaded(const QString &conversationSid, size_t place, const Outcome<Media> &outcome);
    void tellUploading(const QString &conversationSid, size_t place, qint64 sentOfIt);
    void send(const QString &conversationSid);
    [[nodiscard]] QJsonObject bodyOf(const OutboxEntry &entry) const;
    void answered(const QString &conversationSid, bool wasAttempted,
                  const Outcome<RestAnswer> &outcome);
    void waitAndPump(const QString &conversationSid);
    void confirm(const QString &conversationSid, const Message &message);
    void fail(const QString &conversationSid, const ChatError &error);
    /// Removes the message from the queue. The caller has to call the returned callback; it may be
    /// empty.
    [[nodiscard]] static Callback<Message> drop(OutboxQueue &queue, const QString &localId);
    void eraseLater(const QString &localId);
    void eraseSent();
    /// Empty: it is not in the outbox.
    [[nodiscard]] QString conversationOf(const QString &localId);

    ChatContext &m_context;
    OutboxStore &m_store;
    ConversationRegistry &m_registry;
    MessageStream &m_messages;
    MediaClient &m_media;
    std::map<QString, OutboxQueue> m_queues; // by conversation
    QStringList m_sent; // local ids of what the store has yet
    bool m_isLoaded = false;
};

} // namespace parley::chat
