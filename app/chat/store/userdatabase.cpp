// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/store/userdatabase.h"

#include "chat/logging.h"
#include "platform/privatefiles.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <optional>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

// It is made for the user alone before SQLite opens it, which gives its side files the same mode. A
// file that has something in it is left as it is until it is known to be ours.
bool makePrivateFile(const QString &path, const QString &name, DatabaseProblem *problem)
{
    const QFileInfo folder(QFileInfo(path).absolutePath());
    if (!folder.isDir() && !makePrivateFolder(folder.filePath())) {
        problem->detail = u"the folder of the %1 cannot be made"_s.arg(name);
        return false;
    }
    QFile file(path);
    QString error = file.fileName();
    const bool isUsable = file.size() > 0 ? isFileOrNothing(path) && QFileInfo(path).isWritable()
                                          : openPrivateFile(file, QIODevice::ReadWrite, &error);
    if (!isUsable)
        problem->detail = u"the %1 cannot be written: %2"_s.arg(name, error);
    return isUsable;
}

DatabaseProblem problemOf(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    return { .detail = error.text(), .isDamaged = code == "11"_L1 || code == "26"_L1 }; // of SQLite
}

} // namespace

UserDatabase::UserDatabase(const QString &name)
    : m_name(name)
    , m_connection(u"parley-%1-%2"_s.arg(name, QUuid::createUuid().toString()))
{ }

UserDatabase::~UserDatabase()
{
    {
        QSqlDatabase database = QSqlDatabase::database(m_connection, false);
        database.close();
    } // no handle may live when the connection goes
    QSqlDatabase::removeDatabase(m_connection);
}

bool UserDatabase::open(const QString &path, DatabaseProblem *problem)
{
    m_path = path;
    if (!makePrivateFile(path, m_name, problem))
        return false;
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    if (database.open())
        return true;
    *problem = problemOf(database.lastError());
    return false;
}

bool UserDatabase::prepare(const Schema &schema, DatabaseProblem *problem)
{
    QSqlQuery statement = query();
    const auto execute = [&statement, problem](const QString &sql) {
        if (statement.exec(sql))
            return true;
        *problem = problemOf(statement.lastError());
        return false;
    };
    const auto numberOf = [&statement, &execute](const QString &sql) -> std::optional<int> {
        if (!execute(sql) || !statement.next())
            return std::nullopt;
        const int number = statement.value(0).toInt();
        statement.finish();
        return number;
    };
    const auto tables = numberOf(u"SELECT count(*) FROM sqlite_master"_s);
    const auto mark = tables ? numberOf(u"PRAGMA application_id"_s) : std::nullopt;
    const auto version = mark ? numberOf(u"PRAGMA user_version"_s) : std::nullopt;
    if (!version)
        return false;
    const auto foreign = *mark != 0 || schema.unmarked == nullptr
        ? tables
        : numberOf(u"SELECT count(*) FROM sqlite_master WHERE name NOT IN (%1) "
                   "AND name NOT LIKE 'sqlite_%'"_s.arg(QLatin1String(schema.unmarked)));
    if (!foreign)
        return false;
    if (*foreign > 0 && *mark != schema.mark)
        *problem
            = { .detail = u"the %1 belongs to another program"_s.arg(m_name), .isForeign = true };
    else if (*version > schema.version)
        *problem = { .detail = u"the %1 was written by a newer version"_s.arg(m_name),
                     .isForeign = true };
    if (problem->isForeign)
        return false;
    if (!makeFilePrivate(m_path)) {
        problem->detail = u"the %1 is the file of another user"_s.arg(m_name);
        return false;
    }
    const bool isFull = schema.durability == Durability::PowerCut;
    if (!execute(u"PRAGMA journal_mode=WAL"_s)
        || !execute(isFull ? u"PRAGMA synchronous=FULL"_s : u"PRAGMA synchronous=OFF"_s)
        || !execute(u"PRAGMA secure_delete=ON"_s))
        return false;
    for (const char *table : schema.tables) {
        if (!execute(QLatin1String(table)))
            return false;
    }
    return execute(u"PRAGMA user_version=%1"_s.arg(schema.version))
        && execute(u"PRAGMA application_id=%1"_s.arg(schema.mark));
}

/// Damage must not look like a file in which nothing waits.
bool UserDatabase::isSound(DatabaseProblem *problem) const
{
    QSqlQuery check = query();
    if (!check.exec(u"PRAGMA quick_check(1)"_s) || !check.next()) {
        *problem = problemOf(check.lastError());
        return false;
    }
    const QString verdict = check.value(0).toString();
    if (verdict != "ok"_L1)
        *problem = { .detail = verdict, .isDamaged = true };
    return !problem->isDamaged;
}

QSqlQuery UserDatabase::query() const
{
    return QSqlQuery(QSqlDatabase::database(m_connection, false));
}

QSqlQuery UserDatabase::prepared(const char *sql) const
{
    QSqlQuery statement = query();
    statement.prepare(QLatin1String(sql));
    return statement;
}

bool UserDatabase::run(QSqlQuery &query) const
{
    if (query.exec())
        return true;
    qCWarning(lcChat) << "the database of the" << m_name << "failed with"
                      << query.lastError().nativeErrorCode();
    return false;
}

bool UserDatabase::run(const char *sql) const
{
    QSqlQuery statement = prepared(sql);
    return run(statement);
}

bool UserDatabase::inTransaction(const std::function<bool()> &changes) const
{
    QSqlDatabase database = QSqlDatabase::database(m_connection, false);
    if (!database.transaction())
        return false;
    if (changes() && database.commit())
        return true;
    database.rollback();
    return false;
}

void UserDatabase::clearLog() const
{
    static_cast<void>(run("PRAGMA wal_checkpoint(TRUNCATE)")); // the next time then
}

QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace parley::chat
