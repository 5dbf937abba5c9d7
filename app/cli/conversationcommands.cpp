// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/events/eventjson.h"

#include <QJsonArray>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using chat::ChatClient;

/// A command that takes nothing but a conversation.
template <auto Face, auto Command> void onConversation(const CommandCall &call)
{
    if (const auto conversation = call.text(u"conversation"_s))
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
    const auto friendlyName = call.textOr(u"friendlyName"_s, {});
    if (!friendlyName)
        return;
    const auto uniqueName = call.textOr(u"uniqueName"_s, {});
    if (!uniqueName)
        return;
    if (const auto attributes = call.objectOrNone(u"attributes"_s))
        call.chat().conversations().create(
            { .friendlyName = *friendlyName, .uniqueName = *uniqueName, .attributes = *attributes },
            &call.runner(), call.runner().answeringConversation(call));
}

void updateConversation(const CommandCall &call)
{
    const auto conversation = call.text(u"conversation"_s);
    if (!conversation)
        return;
    chat::ConversationChange change;
    for (auto [key, member] : { std::pair(u"friendlyName"_s, &change.friendlyName),
                                std::pair(u"uniqueName"_s, &change.uniqueName) }) {
        if (!call.has(key))
            continue;
        *member = call.textOr(key, {});
        if (!*member)
            return;
    }
    if (call.has(u"attributes"_s)) {
        change.attributes = call.object(u"attributes"_s);
        if (!change.attributes)
            return;
    }
    if (!change.friendlyName && !change.uniqueName && !change.attributes) {
        call.refuse(u"friendlyName"_s, u"or 'uniqueName', or 'attributes': something to change"_s);
        return;
    }
    call.chat().conversations().update(*conversation, change, &call.runner(), call.answering());
}

void directConversation(const CommandCall &call)
{
    if (const auto identity = call.text(u"identity"_s))
        call.chat().conversations().openDirect(*identity, &call.runner(),
                                               call.runner().answeringConversation(call));
}

void join(const CommandCall &call)
{
    if (const auto conversation = call.text(u"conversation"_s))
        call.chat().conversations().join(*conversation, &call.runner(),
                                         call.runner().answeringConversation(call));
}

void setNotificationLevel(const CommandCall &call)
{
    const auto conversation = call.text(u"conversation"_s);
    if (!conversation)
        return;
    const QString level = call.value(u"level"_s).toString();
    if (level != "default"_L1 && level != "muted"_L1) {
        call.refuse(u"level"_s, u"'default' or 'muted'"_s);
        return;
    }
    call.chat().conversations().setMuted(*conversation, level == "muted"_L1, &call.runner(),
                                         call.answering());
}

void unreadCount(const CommandCall &call)
{
    const auto name = call.text(u"conversation"_s);
    if (!name)
        return;
    const auto conversation = call.chat().conversations().find(*name);
    if (!conversation) {
        call.fail({ .code = chat::ChatError::Code::NotFound,
                    .detail = u"There is no such conversation."_s });
        return;
    }
    call.succeed(QJsonObject { { u"conversation"_s, conversation->sid },
                               { u"unreadCount"_s,
                                 conversation->unreadCount ? QJsonValue(*conversation->unreadCount)
                                                           : QJsonValue::Null } });
}

void typing(const CommandCall &call)
{
    if (const auto conversation = call.text(u"conversation"_s)) {
        // Dropped while offline: it would come too late.
        call.chat().participants().sendTyping(*conversation);
        call.succeed(QJsonObject());
    }
}

void read(const CommandCall &call)
{
    const auto conversation = call.text(u"conversation"_s);
    if (!conversation)
        return;
    if (const auto index = call.wholeNumber(u"index"_s))
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
