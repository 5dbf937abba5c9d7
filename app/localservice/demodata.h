// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QStringList>

namespace parley::localservice {

class ConversationStore;
class Database;

/// Who answers in the demonstration: a participant that lives in the server.
struct DemoAssistantAccount
{
    static QString identity() { return QStringLiteral("echo"); }
};

/// Fills an empty database, once, with users, conversations and some days of messages from
/// `:/parley/demo/demo.json`. Each of \a accounts also gets a conversation with the assistant, and
/// those that the demo does not know are added to its open conversations. False: nothing was
/// stored.
[[nodiscard]] bool seedDemoData(Database &database, ConversationStore &store,
                                const QStringList &accounts, WallTime now);

} // namespace parley::localservice
