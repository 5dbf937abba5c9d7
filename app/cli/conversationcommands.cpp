// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/eventjson.h"

#include <QJsonArray>

namespace parley {

namespace {

using chat::ChatClient;

/// A command that takes nothing but a conversation.
template <auto Face, auto Command> void onConversation(const CommandCall &call)
{
    if (const auto conversation = call.text(QStringLiteral("conversation")))
        ((call.chat().*Face)().*Command)(*conversation, &call.runner(), call.answering());
}

void conversations(const CommandCall &call)
{
    QJsonArray list;
    for (const chat::Conversation &conversation : call.chat().conversations().all()) {
        if (conversation.status == chat::Conversation::Status::Joined)
            list.append(eventjson::conversation(conversation));
    }
    call.succeed(list);
}

void createConversation(const CommandCall &call)
{
    const auto friendlyName = call.textOr(QStringLiteral("friendlyName"), {});
    if (!friendlyName)
        return;
    const auto uniqueName = call.textOr(QStringLiteral("uniqueName"), {});
    if (!uniqueName)
        return;
    if (const auto attributes = call.objectOrNone(QStringLiteral("attributes")))
        call.chat().conversations().create(
            { .friendlyName = *friendlyName, .uniqueName = *uniqueName, .attributes = *attributes },
            &call.runner(), call.runner().answeringConversation(call));
}

void updateConversation(const CommandCall &call)
{
    const auto conversation = call.text(QStringLiteral("conversation"));
    if (!conversation)
        return;
    chat::ConversationChange change;
    for (auto [key, member] : { std::pair(QStringLiteral("friendlyName"), &change.friendlyName),
                                std::pair(QStringLiteral("uniqueName"), &change.uniqueName) }) {
        if (!call.has(key))
            continue;
        *member = call.textOr(key, {});
        if (!*member)
            return;
    }
    if (call.has(QStringLiteral("attributes"))) {
        change.attributes = call.object(QStringLiteral("attributes"));
        if (!change.attributes)
            return;
    }
    if (!change.friendlyName && !change.uniqueName && !change.attributes) {
        call.refuse(QStringLiteral("friendlyName"),
                    QStringLiteral("or 'uniqueName', or 'attributes': something to change"));
        return;
    }
    call.chat().conversations().update(*conversation, change, &call.runner(), call.answering());
}

void directConversation(const CommandCall &call)
{
    if (const auto identity = call.text(QStringLiteral("identity")))
        call.chat().conversations().openDirect(*identity, &call.runner(),
                                               call.runner().answeringConversation(call));
}

void join(const CommandCall &call)
{
    if (const auto conversation = call.text(QStringLiteral("conversation")))
        call.chat().conversations().join(*conversation, &call.runner(),
                                         call.runner().answeringConversation(call));
}

void setNotificationLevel(const CommandCall &call)
{
    const auto conversation = call.text(QStringLiteral("conversation"));
    if (!conversation)
        return;
    const QString level = call.value(QStringLiteral("level")).toString();
    if (level != QLatin1String("default") && level != QLatin1String("muted")) {
        call.refuse(QStringLiteral("level"), QStringLiteral("'default' or 'muted'"));
        return;
    }
    call.chat().conversations().setMuted(*conversation, level == QLatin1String("muted"),
                                         &call.runner(), call.answering());
}

void unreadCount(const CommandCall &call)
{
    const auto name = call.text(QStringLiteral("conversation"));
    if (!name)
        return;
    const auto conversation = call.chat().conversations().find(*name);
    if (!conversation) {
        call.fail({ .code = chat::ChatError::Code::NotFound,
                    .detail = QStringLiteral("There is no such conversation.") });
        return;
    }
    call.succeed(QJsonObject { { QStringLiteral("conversation"), conversation->sid },
                               { QStringLiteral("unreadCount"),
                                 conversation->unreadCount ? QJsonValue(*conversation->unreadCount)
                                                           : QJsonValue::Null } });
}

void typing(const CommandCall &call)
{
    if (const auto conversation = call.text(QStringLiteral("conversation"))) {
        // Dropped while offline: it would come too late.
        call.chat().participants().sendTyping(*conversation);
        call.succeed(QJsonObject());
    }
}

void read(const CommandCall &call)
{
    const auto conversation = call.text(QStringLiteral("conversation"));
    if (!conversation)
        return;
    if (const auto index = call.wholeNumber(QStringLiteral("index")))
        call.chat().messages().advanceLastReadMessageIndex(*conversation, *index, &call.runner(),
                                                           call.answering());
}

} // namespace

std::vector<CommandEntry> conversationCommands()
{
    using enum CommandNeed;
    return {
        { "conversations", Conversations, conversations },
        { "createConversation", Conversations, createConversation,
          "[friendlyName] [uniqueName] [attributes]" },
        { "updateConversation", Conversations, updateConversation,
          "conversation [friendlyName] [uniqueName, \"\" removes it] [attributes]" },
        { "directConversation", Conversations, directConversation,
          "identity: the conversation of two, made unless there is one" },
        { "join", Conversations, join, "conversation" },
        { "leave", Conversations,
          onConversation<&ChatClient::conversations, &chat::ChatConversations::leave>,
          "conversation" },
        { "deleteConversation", Conversations,
          onConversation<&ChatClient::conversations, &chat::ChatConversations::remove>,
          "conversation" },
        { "setNotificationLevel", Conversations, setNotificationLevel,
          "conversation, level: default or muted" },
        { "unreadCount", Conversations, unreadCount,
          "conversation: null where nothing was ever read" },
        { "read", Conversations, read, "conversation, index" },
        { "readAll", Conversations,
          onConversation<&ChatClient::messages, &chat::ChatMessages::setAllMessagesRead>,
          "conversation" },
        { "readNone", Conversations,
          onConversation<&ChatClient::messages, &chat::ChatMessages::setAllMessagesUnread>,
          "conversation" },
        { "typing", SignIn, typing, "conversation" },
    };
}

} // namespace parley
