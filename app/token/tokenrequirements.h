// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley {

/// The grants of an access token, one for each Twilio product.
enum class TokenGrant {
    None, ///< no grant is needed
    Chat, ///< `chat` (or the older `ip_messaging`), for Conversations
    Voice, ///< `voice`
    Video, ///< `video`
    Sync, ///< `data_sync`
};

/// What a token must carry to be of use for the clients that share it. The default is what Twilio
/// Conversations needs.
struct TokenRequirements
{
    TokenGrant grant = TokenGrant::Chat;
    QString accountSid {}; ///< AC…; empty: any account
    /// Of the grant, IS…; empty: any service, but chat and sync grants must name one.
    QString serviceSid {};

    bool operator==(const TokenRequirements &) const = default;
};

} // namespace parley
