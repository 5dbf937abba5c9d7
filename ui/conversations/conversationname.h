// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "text/showntext.h"

#include <QVariant>

namespace parley::ui {

/// How a person is called here, fit to show; with the identity where another one is called the
/// same.
[[nodiscard]] QString personName(const chat::ChatClient &client, const QString &identity);

/// Whether the person is online; invalid: not known.
[[nodiscard]] inline QVariant presenceOf(const chat::ChatClient &client, const QString &identity)
{
    const std::optional<bool> online = client.users().user(identity).online;
    return online ? QVariant(*online) : QVariant();
}

/// For a list of people, fit to show: the name, and the identity if that differs.
[[nodiscard]] QString nameWithIdentity(const chat::ChatClient &client, const QString &identity);

/// How a conversation is called here, fit to show: one of two people by the other one.
[[nodiscard]] QString conversationName(const chat::ChatClient &client,
                                       const chat::Conversation &conversation);

/// The line that marks what an earlier run has kept; empty if \a since is invalid.
[[nodiscard]] QString keptNotice(chat::ChatClient &client, const QDateTime &since,
                                 const QDate &today);

} // namespace parley::ui
