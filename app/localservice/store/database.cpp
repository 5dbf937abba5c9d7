// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/database.h"

#include "localservice/logging.h"
#include "localservice/store/databasefile.h"
#include "localservice/store/schema.h"
#include "platform/privatefiles.h"

#include <QSqlDatabase>
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

bool Database::refuse(Problem problem, const QString &error)
{
    m_problem = problem;
    m_error = error.contains("%1"_L1) ? error.arg(m_path) : error;
    return false;
}

bool Database::open(const QString &path)
{
    m_path = path;
    m_cause = Problem::Unusable;
    const bool needsCheck = DatabaseFile(path).needsCheck(); // asked before SQLite opens the file
    const bool isUsable = prepareFile(path) && openFile(path) && (!needsCheck || isSound())
        && configure() && createSchema();
    if (!isUsable && m_problem == Problem::None) {
        switch (m_cause) {
        case Problem::InUse:
            refuse(m_cause, u"Another program has the database open: %1"_s);
            break;
        case Problem::Damaged:
            refuse(m_cause, u"The database is damaged: %1"_s);
            break;
        default:
            refuse(Problem::Unusable, u"The database cannot be read or written: %1"_s);
            break;
        }
    }
    m_failed = false;
    return isUsable;
}

bool Database::prepareFile(const QString &path)
{
    const DatabaseFile file(path);
    switch (file.kind()) {
    case DatabaseFile::Kind::Memory:
    case DatabaseFile::Kind::Unmarked: // nothing is changed before its tables are known
        return true;
    case DatabaseFile::Kind::New:
        return file.make() || refuse(Problem::Unusable, u"The database file cannot be made: %1"_s);
    case DatabaseFile::Kind::Own:
        // SQLite gives its side files the mode of the main one.
        return makeFilePrivate(path)
            || refuse(Problem::Unusable, u"The database file is not the user's own: %1"_s);
    case DatabaseFile::Kind::Foreign:
        return refuse(Problem::Foreign, u"The database belongs to another program: %1"_s);
    case DatabaseFile::Kind::Unreadable:
        return refuse(Problem::Damaged, u"The file is a damaged database, or none at all: %1"_s);
    case DatabaseFile::Kind::NoFile:
        return refuse(Problem::Foreign,
                      u"The database cannot be a folder, a device or a pipe: %1"_s);
    }
    return false;
}

bool Database::openFile(const QString &path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    if (!database.isValid())
        return refuse(Problem::Unusable, u"The SQLite driver of Qt is not installed."_s);
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=500"_s);
    if (!database.open())
        return refuse(Problem::Unusable, u"The database cannot be opened: %1"_s);
    if (DatabaseFile(path).kind() != DatabaseFile::Kind::Unmarked)
        return true;
    if (isOwnSchema()) {
        return makeFilePrivate(path)
            || refuse(Problem::Unusable, u"The database file is not the user's own: %1"_s);
    }
    if (m_cause != Problem::Unusable) // its tables could not be read
        return false;
    return refuse(Problem::Foreign, u"The database belongs to another program: %1"_s);
}

bool Database::isOwnSchema()
{
    constexpr qint64 AllOfThem = 4;
    return number(u"SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN"
                  " ('meta', 'accounts', 'sync_objects', 'conversations')"_s,
                  {})
        == AllOfThem;
}

bool Database::isSound()
{
    Statement check(*this, u"PRAGMA quick_check(1)"_s);
    if (!check.next())
        return false;
    if (check.text(0) != "ok"_L1)
        m_cause = Problem::Damaged;
    return check.text(0) == "ok"_L1;
}

bool Database::configure()
{
    return run(u"PRAGMA locking_mode=EXCLUSIVE"_s) && run(u"PRAGMA journal_mode=WAL"_s)
        && run(u"PRAGMA synchronous=NORMAL"_s) && run(u"PRAGMA foreign_keys=ON"_s)
        && run(u"PRAGMA temp_store=MEMORY"_s)
        && run(u"PRAGMA secure_delete=ON"_s); // deleted rows are overwritten in the file
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
        return refuse(Problem::Newer, u"The database was made by a newer Parley: %1"_s);
    }
    Transaction transaction(*this);
    const QStringList statements = version == 0 ? schemaStatements() : upgradeStatements(version);
    for (const QString &sql : statements) {
        if (!run(sql))
            return false;
    }
    // Also takes the exclusive lock, so that a second service on the same file fails here.
    run(u"PRAGMA user_version=%1"_s.arg(SchemaVersion));
    run(u"PRAGMA application_id=%1"_s.arg(DatabaseFile::ApplicationId));
    return transaction.commit();
}

bool Database::run(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    if (query.exec(sql))
        return true;
    fail(query.lastError());
    return false;
}

bool Database::runPrepared(const QString &sql)
{
    const std::shared_ptr<QSqlQuery> query = prepared(sql);
    const bool done = query->exec();
    if (!done)
        fail(query->lastError());
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
        fail(query->lastError()); // and not kept: it may succeed the next time
    return query;
}

void Database::fail(const QSqlError &error)
{
    // https://www.sqlite.org/rescode.html: the low byte is the code, the others refine it.
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // busy
    case 6: // locked
        m_cause = Problem::InUse;
        break;
    case 11: // corrupt
    case 26: // not a database
        m_cause = Problem::Damaged;
        break;
    default: // follows from the others, or says nothing
        break;
    }
    m_failed = true;
    ++m_failures;
    qCWarning(lcLocalService) << "statement failed:" << error.text();
}

qint64 Database::number(const QString &sql, const QVariantList &values)
{
    Statement statement(*this, sql, values);
    return statement.next() ? statement.number(0) : 0;
}

QStringList Database::texts(const QString &sql, const QVariantList &values)
{
    QStringList texts;
    Statement statement(*this, sql, values);
    while (statement.next())
        texts.append(statement.text(0));
    return texts;
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
    : m_database(database)
    , m_query(database.prepared(sql))
{
    for (int i = 0; i < int(values.size()); ++i)
        m_query->bindValue(i, values.at(i));
    m_ok = m_query->exec();
    if (!m_ok)
        database.fail(m_query->lastError());
}

bool Statement::next()
{
    if (!m_ok || m_query->next())
        return m_ok;
    if (m_query->lastError().isValid())
        m_database.fail(m_query->lastError());
    m_ok = false;
    return false;
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
