// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/keptstore.h"
#include "token/oneshot.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <vector>

namespace parley::chat {

class ChatClient;

/// Follows a ChatClient and keeps what the service tells in a KeptStore, a batch at a time.
class KeptRecorder final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds BatchTime { 2 }; ///< from the first change of a batch
    enum class Messages {
        Kept,
        LeftOut, ///< those that were kept before are removed
    };

    /// \a client and \a clock must outlive this object.
    KeptRecorder(ChatClient &client, Clock &clock, QObject *parent = nullptr);
    ~KeptRecorder() override;

    /// From now on; also what the client has of conversations already. \a store must outlive this
    /// object, or stop() comes first.
    void start(KeptStore &store, Messages messages);
    /// What has not been written is dropped.
    void stop();
    /// Writes now what is due.
    void flush();

private:
    void connectConversations();
    void connectMessages();
    void noteConversation(const Conversation &conversation);
    void keepNewest(const QString &sid, const Message &message);
    /// \a change belongs to the next batch.
    void plan(const std::function<void(KeptStore &)> &change);
    void planMessages(const std::function<void(KeptStore &)> &change);
    void planWrite();
    void noteConnection();
    void write();
    [[nodiscard]] QDateTime now() const;

    ChatClient &m_client;
    Clock &m_clock;
    KeptStore *m_store = nullptr; ///< null: stopped
    Messages m_messages = Messages::LeftOut;
    std::vector<std::function<void(KeptStore &)>> m_changes {}; ///< of the next batch, in order
    QSet<QString> m_conversations {}; ///< that have changed
    QSet<QString> m_people {}; ///< the same
    QSet<QString> m_followed {}; ///< their pages miss nothing since they were read
    bool m_isInStep = false; ///< everything is loaded, and the connection has not been lost since
    OneShot m_batch;
};

} // namespace parley::chat
