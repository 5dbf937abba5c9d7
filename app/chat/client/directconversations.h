// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/wire/callbacktable.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace parley::chat {

class ChatCommands;
class ConversationRegistry;
class ParticipantDirectory;
struct ChatContext;

/// Conversations of two. The pair stands in the attributes (see directPartnerOf()), and such a
/// conversation is looked up among the user's own conversations only: its unique name is random,
/// so no other user can compute it, take it first, or enter by it.
///
/// Two clients may each make one for the same pair at the same moment. The older one then counts
/// for both; a client deletes the younger one that it made itself, unless something was said in it.
class DirectConversations final : public QObject
{
public:
    /// References must outlive this object.
    DirectConversations(ChatContext &context, ConversationRegistry &registry,
                        ParticipantDirectory &rosters, ChatCommands &commands,
                        QObject *parent = nullptr);
    ~DirectConversations() override;

    /// See ChatConversations::openDirect(). Calls for an identity for which one is being
    /// opened share its outcome.
    void open(const QString &identity, Callback<Conversation> done);
    void reset();

private:
    /// What becomes of a call when the user's role does not permit adding the other one.
    enum class IfForbidden { Fail, OpenAnyway };

    /// The oldest one with \a identity that the user has joined, and no third one.
    [[nodiscard]] std::optional<Conversation> find(const QString &identity) const;
    void create(const QString &identity);
    /// Opens the one that counts now.
    void openOldest(const QString &identity);
    /// Adds \a identity to \a conversation where it is missing: it was never added, or has left.
    void complete(const QString &identity, const Conversation &conversation);
    void add(const QString &identity, const Conversation &conversation, IfForbidden ifForbidden);
    void finish(const QString &identity, const Outcome<Conversation> &outcome);
    void settle(const Conversation &joined);

    ChatContext &m_context;
    ConversationRegistry &m_registry;
    ParticipantDirectory &m_rosters;
    ChatCommands &m_commands;
    QHash<QString, std::vector<Callback<Conversation>>> m_waiting; // by identity
    QSet<QString> m_made; // SIDs of those that this client has made
    std::unique_ptr<QObject> m_run; // context of everything that waits for an answer
};

} // namespace parley::chat
