// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

namespace parley::chat {

/// Decides how many messages of a conversation are unread, as far as that can be counted here. Each
/// function is true if the service has to be asked for the number.
class UnreadCount
{
public:
    [[nodiscard]] static bool noteAdded(Conversation &conversation, const Message &message);
    [[nodiscard]] static bool noteRemoved(Conversation &conversation, const Message &message);
    /// The own read horizon is another one than before.
    [[nodiscard]] static bool noteHorizon(Conversation &conversation);
};

} // namespace parley::chat
