// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/messageattributes.h"

namespace parley::ui {

/// How a conversation is called here: one of two people by the other one.
[[nodiscard]] inline QString conversationName(const chat::ChatClient &client,
                                              const chat::Conversation &conversation)
{
    const QString partner = chat::directPartnerOf(conversation, client.identity());
    return partner.isEmpty() ? conversation.displayName() : client.friendlyNameOf(partner);
}

} // namespace parley::ui
