// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/httptokenprovider.h"
#include "token/refreshpolicy.h"

#include <QUrl>

namespace parley {

/// Where one session signs in. Never holds a secret.
struct SessionConfig
{
    QUrl tokenUrl {};
    TokenAuth auth = TokenAuth::Basic;
    QUrl serviceUrl {}; ///< empty: Twilio's for `region`
    QString region { QStringLiteral("us1") }; ///< empty: the token's own, else us1
    QString identity {};
    RefreshPolicy policy {};
    QString dataFolder {}; ///< outbox and drafts; empty: in memory
    /// The list and the last page of each conversation are kept in the data folder, to be shown at
    /// the next start. Words of messages only while the sign-in is remembered.
    bool keepsConversations = false;
    /// resume() asks the keychain also when no saved sign-in is known: the user has asked for it.
    bool alwaysAskKeychain = false;

    [[nodiscard]] QUrl effectiveServiceUrl() const;
    /// The token URL without query, fragment and password: what may be kept of it.
    [[nodiscard]] QUrl bareTokenUrl() const;
    /// Of the keychain entry: identity and bareTokenUrl().
    [[nodiscard]] QString keychainKey() const;
    /// Why it cannot work, in an English sentence; empty when it can. Plain ws on loopback only.
    [[nodiscard]] QString problem() const;
};

} // namespace parley
