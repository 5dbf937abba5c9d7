// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>

namespace parley::bench {

/// The least that keeping a message costs: one row in a transaction of its own, in a SQLite file.
/// For the thread that made it.
class DurableRows final
{
public:
    enum class Survives {
        Crash, ///< of the program, as in the database of the local service
        PowerFailure, ///< as in the outbox
    };

    DurableRows(const QString &path, Survives survives);
    ~DurableRows();
    DurableRows(const DurableRows &) = delete;
    DurableRows &operator=(const DurableRows &) = delete;

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    void add(const QByteArray &bytes);

private:
    QString m_connection;
    QSqlDatabase m_database;
    QSqlQuery m_insert;
    bool m_isOpen = false;
};

} // namespace parley::bench
