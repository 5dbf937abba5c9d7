// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QSet>
#include <QString>

#include <optional>

namespace parley::localservice {

class Database;

/// Which changes were made lately, by the id that their client has given them: asked for once more,
/// a change is answered and not made again. The rows are the truth. Beside them stand hashes of all
/// that may be found, so that a new change, which nearly all are, costs no look into the database.
class MutationLog final
{
public:
    /// So long a change is known.
    static constexpr std::chrono::milliseconds Memory = std::chrono::minutes(10);

    /// \a database is open; both must outlive this object.
    MutationLog(Database &database, Clock &clock);

    struct Outcome
    {
        QString url {}; ///< of what was changed; null: it was removed
    };
    [[nodiscard]] std::optional<Outcome> find(const QString &identity, const QString &mutation);
    /// Part of the caller's transaction.
    void remember(const QString &identity, const QString &mutation, const QString &url);

private:
    [[nodiscard]] qint64 oldest() const;
    void turn();

    Database &m_database;
    Clock &m_clock;
    // A hash stays for one to two times Memory. One too many, of a change that was rolled back or
    // is forgotten by now, only costs the look.
    QSet<size_t> m_recent;
    QSet<size_t> m_older;
    MonotonicTime m_nextTurn {};
};

} // namespace parley::localservice
