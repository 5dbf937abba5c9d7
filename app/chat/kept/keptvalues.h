// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QByteArray>

namespace parley::chat {

/// Of a conversation's attributes only which two people it is for, of files only their names.
[[nodiscard]] QByteArray keptBytes(const Conversation &conversation);
[[nodiscard]] QByteArray keptBytes(const Message &message);
/// Empty: these are not the bytes of one.
[[nodiscard]] std::optional<Conversation> keptConversation(const QByteArray &bytes);
[[nodiscard]] std::optional<Message> keptMessage(const QByteArray &bytes);

} // namespace parley::chat
