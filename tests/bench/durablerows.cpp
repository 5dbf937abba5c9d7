// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "durablerows.h"

#include <QUuid>

namespace parley::bench {

using namespace Qt::StringLiterals;

DurableRows::DurableRows(const QString &path, Survives survives)
    : m_connection(QUuid::createUuid().toString())
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection))
    , m_insert(m_database)
{
    m_database.setDatabaseName(path);
    if (!m_database.open())
        return;
    m_insert = QSqlQuery(m_database);
    const bool isFull = survives == Survives::PowerFailure;
    m_isOpen = m_insert.exec(u"PRAGMA journal_mode=WAL"_s)
        && m_insert.exec(isFull ? u"PRAGMA synchronous=FULL"_s : u"PRAGMA synchronous=NORMAL"_s)
        && m_insert.exec(u"CREATE TABLE rows(id INTEGER PRIMARY KEY, bytes BLOB)"_s)
        && m_insert.prepare(u"INSERT INTO rows(bytes) VALUES(?)"_s);
}

DurableRows::~DurableRows()
{
    m_insert = QSqlQuery();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

void DurableRows::add(const QByteArray &bytes)
{
    m_insert.bindValue(0, bytes);
    m_insert.exec();
}

} // namespace parley::bench
