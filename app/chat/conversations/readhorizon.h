// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatcontext.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace parley::chat {

class ConversationRegistry;

/// Moves the user's read horizon forward: sends the index of the last read message. While offline
/// the highest index of each conversation is kept, and sent after the next connect.
class ReadHorizon final : public QObject
{
public:
    ReadHorizon(ChatContext &context, ConversationRegistry &registry, QObject *parent = nullptr);
    ~ReadHorizon() override;

    void advance(const QString &conversationSid, qint64 index, QObject *context,
                 Callback<Nothing> done);
    /// Takes it away. \a done is a tracked callback.
    void clear(const QString &conversationSid, Callback<Nothing> done);
    void resume();
    void reset();

private:
    struct Waiter
    {
        Callback<Nothing> done {};
        qint64 index = -1;
    };
    struct Pending
    {
        qint64 index = -1;
        std::vector<Waiter> waiters {};
        bool isSending = false;
    };

    void send(const QString &conversationSid);
    void answered(const QString &conversationSid, qint64 index, const Outcome<RestAnswer> &outcome);

    ChatContext &m_context;
    ConversationRegistry &m_registry;
    std::map<QString, Pending> m_pending; // by conversation
    std::unique_ptr<QObject> m_run;
};

} // namespace parley::chat
