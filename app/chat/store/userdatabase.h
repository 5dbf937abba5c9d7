// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/store/databaseproblem.h"

#include <QSqlQuery>
#include <QString>

#include <functional>
#include <initializer_list>

namespace parley::chat {

/// One SQLite file of one user (WAL, 0600), in which what is deleted is overwritten. A failure is
/// logged by its number, never by its text, which may hold what the user has written.
class UserDatabase final
{
public:
    enum class Durability {
        PowerCut, ///< what was confirmed outlives a power cut
        Crash, ///< it outlives a crash of the program; nothing waits for the disk
    };
    struct Schema
    {
        int version = 1; ///< SQLite's `user_version`
        qint32 mark = 0; ///< SQLite's `application_id`
        /// Earlier versions set no mark: all the tables of such a file, in quotes; null: none did.
        const char *unmarked = nullptr;
        Durability durability = Durability::PowerCut;
        std::initializer_list<const char *> tables {}; ///< `CREATE … IF NOT EXISTS`
    };

    /// \a name tells in messages what is in the file: "outbox".
    explicit UserDatabase(const QString &name);
    ~UserDatabase();
    UserDatabase(const UserDatabase &) = delete;
    UserDatabase &operator=(const UserDatabase &) = delete;

    /// Makes the file if need be. False, and \a problem says why.
    [[nodiscard]] bool open(const QString &path, DatabaseProblem *problem);
    /// Makes the tables that are missing. False for a file of another program or a newer version,
    /// which is not changed.
    [[nodiscard]] bool prepare(const Schema &schema, DatabaseProblem *problem);
    /// Reads all of the file.
    [[nodiscard]] bool isSound(DatabaseProblem *problem) const;

    [[nodiscard]] QSqlQuery prepared(const char *sql) const;
    [[nodiscard]] bool run(QSqlQuery &query) const;
    [[nodiscard]] bool run(const char *sql) const;
    /// Both or nothing, also over a crash.
    [[nodiscard]] bool inTransaction(const std::function<bool()> &changes) const;
    /// What was deleted stays readable in SQLite's log until that is emptied.
    void clearLog() const;

private:
    [[nodiscard]] QSqlQuery query() const;

    QString m_name;
    QString m_path;
    QString m_connection;
};

/// An absent text is the empty one: the driver would write NULL for a null QString.
[[nodiscard]] QString notNull(const QString &text);

} // namespace parley::chat
