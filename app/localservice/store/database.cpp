// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/database.h"

#include "localservice/logging.h"
#include "localservice/store/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>

namespace parley::localservice {

using namespace Qt::StringLiterals;

Database::Database()
    : m_connection(u"parley-localservice-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{ }

Database::~Database()
{
    m_statements.clear();
    if (QSqlDatabase::contains(m_connection)) {
        QSqlDatabase::database(m_connection, false).close();
        QSqlDatabase::removeDatabase(m_connection);
    }
}

bool Database::open(const QString &path)
{
    if (!prepareFile(path))
        return false;
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    if (!database.isValid()) {
        m_error = u"The SQLite driver of Qt is not installed."_s;
        return false;
    }
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=500"_s);
    if (!database.open()) {
        m_error = u"The database cannot be opened: "_s + database.lastError().text();
        return false;
    }
    if (!configure() || !createSchema()) {
        if (m_error.isEmpty())
            m_error = u"The database cannot be used; another program may have it open."_s;
        return false;
    }
    m_failed = false;
    return true;
}

bool Database::prepareFile(const QString &path)
{
    if (path == ":memory:"_L1)
        return true;
    constexpr QFile::Permissions FolderMode
        = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    constexpr QFile::Permissions FileMode = QFile::ReadOwner | QFile::WriteOwner;
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        const QString parent = QFileInfo(folder).absolutePath();
        if (!QDir().mkpath(parent) || !QDir().mkdir(folder, FolderMode)) {
            m_error = u"The folder of the database cannot be made: "_s + folder;
            return false;
        }
    }
    // SQLite gives its side files the mode of the main one, so that is set before anything is in
    // it.
    QFile file(path);
    const bool usable
        = file.exists() ? file.setPermissions(FileMode) : file.open(QIODevice::WriteOnly, FileMode);
    if (!usable)
        m_error = u"The database file cannot be made or is not ours: "_s + path;
    return usable;
}

bool Database::configure()
{
    return run(u"PRAGMA locking_mode=EXCLUSIVE"_s) && run(u"PRAGMA journal_mode=WAL"_s)
        && run(u"PRAGMA synchronous=NORMAL"_s) && run(u"PRAGMA foreign_keys=ON"_s)
        && run(u"PRAGMA temp_store=MEMORY"_s);
}

bool Database::createSchema()
{
    qint64 version = 0;
    {
        Statement statement(*this, u"PRAGMA user_version"_s);
        if (!statement.next())
            return false;
        version = statement.number(0);
    }
    if (version > SchemaVersion) {
        m_error = u"The database was made by a newer Parley."_s;
        return false;
    }
    Transaction transaction(*this);
    const QStringList statements = version == 0 ? schemaStatements() : upgradeStatements(version);
    for (const QString &sql : statements) {
        if (!run(sql)) {
            m_error = u"The database holds something else, or cannot be written."_s;
            return false;
        }
    }
    // Also takes the exclusive lock, so that a second service on the same file fails here.
    run(u"PRAGMA user_version=%1"_s.arg(SchemaVersion));
    return transaction.commit();
}

bool Database::run(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    if (query.exec(sql))
        return true;
    fail(query.lastError().text());
    return false;
}

bool Database::runPrepared(const QString &sql)
{
    const std::shared_ptr<QSqlQuery> query = prepared(sql);
    const bool done = query->exec();
    if (!done)
        fail(query->lastError().text());
    query->finish();
    return done;
}

std::shared_ptr<QSqlQuery> Database::prepared(const QString &sql)
{
    if (const auto known = m_statements.constFind(sql); known != m_statements.cend())
        return *known;
    const auto query = std::make_shared<QSqlQuery>(QSqlDatabase::database(m_connection, false));
    query->setForwardOnly(true);
    if (query->prepare(sql))
        m_statements.insert(sql, query);
    else
        fail(query->lastError().text()); // and not kept: it may succeed the next time
    return query;
}

void Database::fail(const QString &detail)
{
    m_failed = true;
    qCWarning(lcLocalService) << "statement failed:" << detail;
}

QByteArray Database::meta(const QString &key)
{
    Statement statement(*this, u"SELECT value FROM meta WHERE key=?"_s, { key });
    return statement.next() ? statement.bytes(0) : QByteArray();
}

void Database::setMeta(const QString &key, const QByteArray &value)
{
    Statement(*this,
              u"INSERT INTO meta(key, value) VALUES(?,?)"
              " ON CONFLICT(key) DO UPDATE SET value=excluded.value"_s,
              { key, value });
}

Statement::Statement(Database &database, const QString &sql, const QVariantList &values)
    : m_query(database.prepared(sql))
{
    for (int i = 0; i < int(values.size()); ++i)
        m_query->bindValue(i, values.at(i));
    m_ok = m_query->exec();
    if (!m_ok)
        database.fail(m_query->lastError().text());
}

std::optional<qint64> Statement::optionalNumber(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(number(column));
}

Transaction::Transaction(Database &database)
    : m_database(database)
{
    if (m_database.m_depth++ == 0) {
        m_database.m_failed = false;
        m_database.runPrepared(u"BEGIN IMMEDIATE"_s);
    }
}

Transaction::~Transaction()
{
    if (!m_open)
        return;
    if (--m_database.m_depth > 0) {
        m_database.m_failed = true; // the outer one must not keep half of it
        return;
    }
    m_database.runPrepared(u"ROLLBACK"_s);
    for (const auto &forget : m_database.m_onRollback)
        forget();
}

bool Transaction::commit()
{
    if (!m_open)
        return false;
    if (m_database.m_depth > 1) {
        m_open = false;
        --m_database.m_depth;
        return !m_database.m_failed;
    }
    if (m_database.m_failed || !m_database.runPrepared(u"COMMIT"_s))
        return false; // the destructor rolls back
    m_open = false;
    --m_database.m_depth;
    return true;
}

} // namespace parley::localservice
