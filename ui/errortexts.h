// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "session/advice/tokensentence.h"
#include "session/session.h"
#include "token/tokenmanager.h"
#include "twilsock/connection.h"

#include <QCoreApplication>

namespace parley::ui {

/// What happened, and what to do about it: a sentence each.
struct ErrorText
{
    QString summary {};
    QString advice {};
};

/// Every code in words. The switches have no default: a new code must not build until it has some.
/// Text of a server never gets through.
class ErrorTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::ErrorTexts)

public:
    [[nodiscard]] static ErrorText describe(const TokenError &error);
    /// \a sentence in the user's language. Moments of another day than \a now have their date.
    [[nodiscard]] static QString words(const TokenSentence &sentence, WallTime now);
    [[nodiscard]] static QString malformation(TokenError::Malformation malformation);
    [[nodiscard]] static QString describe(const chat::ChatError &error);
    [[nodiscard]] static QString signInReason(TokenManager::SignInReason reason);
    [[nodiscard]] static QString state(TokenManager::State state);
    [[nodiscard]] static QString trigger(TokenManager::Trigger trigger);
    /// Without a dot or a colour the words still say it all. Empty \a retryIn: no try is planned.
    [[nodiscard]] static QString connection(twilsock::ConnectionState state,
                                            std::optional<std::chrono::milliseconds> retryIn);
    /// The line about the keychain (rule keychainWait); empty when there is nothing to say.
    [[nodiscard]] static QString keychain(Session::KeychainStatus status);
    /// Why \a url cannot be a token end point; empty when it can.
    [[nodiscard]] static QString tokenUrlProblem(const QUrl &url, TokenAuth auth);
    /// Why \a user cannot be sent by \a auth; empty when it can.
    [[nodiscard]] static QString userProblem(const QString &user, TokenAuth auth);
    /// The name of a check of the endpoint doctor; an unknown one is shown as it is.
    [[nodiscard]] static QString checkName(const QString &name);

private:
    [[nodiscard]] static QString advice(const TokenError &error);
};

} // namespace parley::ui
