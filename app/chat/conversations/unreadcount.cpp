// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/unreadcount.h"

#include <algorithm>

namespace parley::chat {

bool UnreadCount::noteAdded(Conversation &conversation, const Message &message)
{
    const auto &horizon = conversation.lastReadMessageIndex;
    if (!horizon || message.index <= *horizon)
        return false;
    // After a reconnection the service may tell the number first, and then replay messages that it
    // has counted.
    if (conversation.unreadCount && *conversation.unreadCount < message.index - *horizon)
        ++*conversation.unreadCount;
    return !conversation.unreadCount;
}

bool UnreadCount::noteRemoved(Conversation &conversation, const Message &message)
{
    const auto &horizon = conversation.lastReadMessageIndex;
    if (!horizon || message.index <= *horizon || !conversation.unreadCount)
        return false;
    conversation.unreadCount = std::max(0, *conversation.unreadCount - 1);
    return true; // a replayed removal may be in the number already
}

bool UnreadCount::noteHorizon(Conversation &conversation)
{
    const auto &horizon = conversation.lastReadMessageIndex;
    const auto &last = conversation.lastMessageIndex;
    if (horizon && last && *horizon >= *last)
        conversation.unreadCount = 0;
    else if (!horizon)
        conversation.unreadCount.reset();
    else
        return true;
    return false;
}

} // namespace parley::chat
