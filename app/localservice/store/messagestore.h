// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/records.h"

#include <QJsonObject>

#include <optional>

namespace parley::localservice {

class ConversationStore;
class Database;
class SyncStore;

/// The messages: their rows, by which they are found and counted, and the items of the Sync list
/// that have their content. Callers hold a transaction around changes.
class MessageStore final
{
public:
    /// References must outlive this object.
    MessageStore(Database &database, SyncStore &sync, ConversationStore &conversations)
        : m_database(database)
        , m_sync(sync)
        , m_conversations(conversations)
    { }

    [[nodiscard]] std::optional<MessageRecord> find(const QString &conversationSid,
                                                    const QString &sid) const;
    [[nodiscard]] std::optional<MessageRecord> last(const QString &conversationSid) const;
    /// The Sync item's data; empty if there is none.
    [[nodiscard]] QJsonObject data(const MessageRecord &message) const;
    [[nodiscard]] int count(const QString &conversationSid) const;
    /// Empty: \a reader has never read anything.
    [[nodiscard]] std::optional<int> unreadCount(const ParticipantRecord &reader) const;

    /// Appends; \a data is the Sync item's, and gets its sid and dates. The index counts up.
    MessageRecord add(ConversationRecord &conversation, const QString &author, QJsonObject &data,
                      const QString &at);
    void setData(const ConversationRecord &conversation, const MessageRecord &message,
                 const QJsonObject &data, const QString &at);
    void remove(const ConversationRecord &conversation, const MessageRecord &message,
                const QString &at);

private:
    Database &m_database;
    SyncStore &m_sync;
    ConversationStore &m_conversations;
};

} // namespace parley::localservice
