// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/sessionstore.h"

#include "localservice/store/database.h"
#include "localservice/store/secrets.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxSessionsPerAccount = 200;
constexpr int MaxSuccessors = 8;

} // namespace

QByteArray SessionStore::create(const QString &account)
{
    Transaction transaction(m_database);
    const QByteArray session = insert(account, std::nullopt);
    Statement(m_database,
              u"DELETE FROM sessions WHERE account=? AND id NOT IN (SELECT id FROM sessions"
              " WHERE account=? ORDER BY id DESC LIMIT ?)"_s,
              { account, account, MaxSessionsPerAccount });
    return transaction.commit() ? session : QByteArray();
}

QString SessionStore::accountOf(const QByteArray &session)
{
    const std::optional<Row> row = find(session);
    return row ? row->account : QString();
}

QByteArray SessionStore::rotate(const QByteArray &session)
{
    const std::optional<Row> row = find(session);
    if (!row)
        return {};
    Transaction transaction(m_database);
    if (row->parent) { // first use: predecessor and unused brothers end
        Statement(m_database, u"DELETE FROM sessions WHERE parent=? AND id<>?"_s,
                  { *row->parent, row->id });
        Statement(m_database, u"UPDATE sessions SET parent=NULL WHERE id=?"_s, { row->id });
        Statement(m_database, u"DELETE FROM sessions WHERE id=?"_s, { *row->parent });
    }
    const QByteArray successor = insert(row->account, row->id);
    Statement(m_database,
              u"DELETE FROM sessions WHERE parent=? AND id NOT IN (SELECT id FROM sessions"
              " WHERE parent=? ORDER BY id DESC LIMIT ?)"_s,
              { row->id, row->id, MaxSuccessors });
    return transaction.commit() ? successor : QByteArray();
}

void SessionStore::end(const QByteArray &session)
{
    const std::optional<Row> row = find(session);
    if (!row)
        return;
    Transaction transaction(m_database);
    Statement(m_database, u"DELETE FROM sessions WHERE parent=?"_s, { row->id });
    if (row->parent) {
        Statement(m_database, u"DELETE FROM sessions WHERE parent=?"_s, { *row->parent });
        Statement(m_database, u"DELETE FROM sessions WHERE id=?"_s, { *row->parent });
    }
    Statement(m_database, u"DELETE FROM sessions WHERE id=?"_s, { row->id });
    static_cast<void>(transaction.commit());
}

std::optional<SessionStore::Row> SessionStore::find(const QByteArray &session)
{
    // Looked up by hash: how long that takes says nothing about the secret.
    Statement row(m_database, u"SELECT id, account, parent FROM sessions WHERE hash=?"_s,
                  { secretHash(session) });
    if (!row.next())
        return std::nullopt;
    return Row { row.number(0), row.text(1), row.optionalNumber(2) };
}

QByteArray SessionStore::insert(const QString &account, std::optional<qint64> parent)
{
    const QByteArray session
        = randomBytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    Statement(m_database, u"INSERT INTO sessions(hash, account, parent) VALUES(?,?,?)"_s,
              { secretHash(session), account, parent ? QVariant(*parent) : QVariant() });
    return session;
}

} // namespace parley::localservice
