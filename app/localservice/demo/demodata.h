// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QStringList>

namespace parley::localservice {

class ConversationStore;
class Database;
class MediaStore;
class MessageStore;

/// Who answers in the demonstration: a participant that lives in the server.
struct DemoAssistantAccount
{
    static QString identity() { return QStringLiteral("echo"); }
};

/// Where the demo data go.
struct DemoTarget
{
    Database &database;
    ConversationStore &conversations;
    MessageStore &messages;
    MediaStore &media;
};

/// Fills an empty database, once, with users, conversations and some days of messages from
/// `:/parley/demo/demo.json`. Each of \a accounts also gets a conversation with the assistant, and
/// those that the demo does not know are added to its open conversations. False: nothing was
/// stored.
[[nodiscard]] bool seedDemoData(const DemoTarget &target, const QStringList &accounts,
                                WallTime now);
/// Makes sure that there are \a count further conversations of all \a accounts, each with a few
/// messages: for a service that looks like one in long use.
[[nodiscard]] bool seedDemoRooms(const DemoTarget &target, const QStringList &accounts, int count,
                                 WallTime now);
/// What people say in them.
[[nodiscard]] QStringList demoLines();

} // namespace parley::localservice
