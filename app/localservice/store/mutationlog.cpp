// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/mutationlog.h"

#include "localservice/store/database.h"

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

size_t hashOf(const QString &identity, const QString &mutation)
{
    return qHashMulti(0, identity, mutation);
}

} // namespace

MutationLog::MutationLog(Database &database, Clock &clock)
    : m_database(database)
    , m_clock(clock)
    , m_nextTurn(clock.monotonicNow() + Memory)
{
    Statement row(m_database, u"SELECT identity, mutation FROM mutations WHERE at>?"_s,
                  { oldest() });
    while (row.next())
        m_recent.insert(hashOf(row.text(0), row.text(1)));
}

qint64 MutationLog::oldest() const
{
    return (m_clock.wallNow() - Memory).time_since_epoch().count();
}

std::optional<MutationLog::Outcome> MutationLog::find(const QString &identity,
                                                      const QString &mutation)
{
    const size_t hash = hashOf(identity, mutation);
    if (!m_recent.contains(hash) && !m_older.contains(hash))
        return std::nullopt;
    Statement row(m_database,
                  u"SELECT url FROM mutations WHERE identity=? AND mutation=? AND at>?"_s,
                  { identity, mutation, oldest() });
    return row.next() ? std::optional(Outcome { row.nullableText(0) }) : std::nullopt;
}

void MutationLog::remember(const QString &identity, const QString &mutation, const QString &url)
{
    if (m_clock.monotonicNow() >= m_nextTurn)
        turn();
    m_recent.insert(hashOf(identity, mutation));
    Statement(
        m_database,
        u"INSERT OR REPLACE INTO mutations(identity, mutation, url, at) VALUES(?,?,?,?)"_s,
        { identity, mutation, orNull(url), qint64(m_clock.wallNow().time_since_epoch().count()) });
}

void MutationLog::turn()
{
    m_nextTurn = m_clock.monotonicNow() + Memory;
    m_older = std::exchange(m_recent, {});
    Statement(m_database, u"DELETE FROM mutations WHERE at<=?"_s, { oldest() });
}

} // namespace parley::localservice
