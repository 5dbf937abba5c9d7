// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/twilsock/tunnel.h"

/// What the Conversations half answers when it does not do a thing; see
/// app/chat/PROTOCOL.md, 'Error codes'.
namespace parley::localservice::refusals {

[[nodiscard]] TunnelResponse noConversation();
[[nodiscard]] TunnelResponse noParticipant();
[[nodiscard]] TunnelResponse noMessage();
[[nodiscard]] TunnelResponse noUser();
[[nodiscard]] TunnelResponse notAParticipant(); ///< the caller of this conversation
[[nodiscard]] TunnelResponse tooMany(); ///< participants or conversations
[[nodiscard]] TunnelResponse notPermitted(); ///< to the caller's role

} // namespace parley::localservice::refusals
