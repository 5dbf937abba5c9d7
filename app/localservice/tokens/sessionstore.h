// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace parley::localservice {

class Database;

/// The bearer credentials that sign-ins get, kept as hashes. Each use hands out a new one; the one
/// it was made from stays valid until the new one is used for the first time, so that an answer
/// lost on the way locks no client out.
class SessionStore final
{
public:
    explicit SessionStore(Database &database)
        : m_database(database)
    { }

    /// A first session for a user who gave a password.
    [[nodiscard]] QByteArray create(const QString &account);
    /// The account of \a session; empty if it is not valid. Changes nothing.
    [[nodiscard]] QString accountOf(const QByteArray &session);
    /// \a session is used: what it replaced ends, and it gets a successor. Empty: not valid.
    [[nodiscard]] QByteArray rotate(const QByteArray &session);
    /// Ends \a session with its predecessor and successors.
    void end(const QByteArray &session);

private:
    struct Row
    {
        qint64 id = 0;
        QString account {};
        std::optional<qint64> parent {};
    };
    [[nodiscard]] std::optional<Row> find(const QByteArray &session);
    [[nodiscard]] QByteArray insert(const QString &account, std::optional<qint64> parent);

    Database &m_database;
};

} // namespace parley::localservice
