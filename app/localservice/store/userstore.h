// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/records.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace parley::localservice {

class Database;
class SyncStore;

/// The users, and what Sync shows of them. Callers hold a transaction around changes.
class UserStore final
{
public:
    /// \a database and \a sync must outlive this object.
    UserStore(Database &database, SyncStore &sync)
        : m_database(database)
        , m_sync(sync)
    { }

    /// The user, made if new.
    UserRecord ensure(const QString &identity, const QString &at);
    [[nodiscard]] std::optional<UserRecord> find(const QString &identityOrSid) const;
    /// Those who take part in it, behind a SID in the order of their SIDs, \a limit at most.
    [[nodiscard]] std::vector<UserRecord> inConversation(const QString &conversationSid,
                                                         const QString &afterSid, int limit) const;
    void save(const UserRecord &user);
    void setOnline(const UserRecord &user, bool online, const QString &at);

private:
    /// Writes an item of the user's map, unless it is so already.
    void show(const UserRecord &user, const QString &key, const QJsonObject &data,
              const QString &at);

    Database &m_database;
    SyncStore &m_sync;
};

} // namespace parley::localservice
