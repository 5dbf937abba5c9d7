// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariantList>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace parley::localservice {

/// The service's one SQLite file: for its owner alone, for one process at a time, with its schema
/// and a cache of prepared statements. A statement that fails spoils the running transaction, so
/// that callers look once, at the commit.
class Database final
{
public:
    Database();
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Why a database cannot be used.
    enum class Problem {
        None,
        InUse, ///< by another program
        Damaged, ///< or no database at all; setting it aside helps
        Foreign, ///< another program's, or no file: nothing was changed
        Newer, ///< made by a newer Parley
        Unusable, ///< it cannot be made or opened
    };

    /// \a path may be `:memory:`. False, problem() and errorString(): it cannot be used.
    [[nodiscard]] bool open(const QString &path);
    [[nodiscard]] QString errorString() const { return m_error; }
    [[nodiscard]] Problem problem() const { return m_problem; }
    /// Grows with each statement that fails. A reader that finds nothing looks whether it grew.
    [[nodiscard]] quint64 failures() const { return m_failures; }

    /// \a forget is called after each rollback, so that its owner can drop from memory what the
    /// database no longer has. The owner must outlive the last transaction.
    void onRollback(std::function<void()> forget) { m_onRollback.push_back(std::move(forget)); }

    /// What a query for one number finds; 0 if it finds nothing.
    [[nodiscard]] qint64 number(const QString &sql, const QVariantList &values);
    /// The first column of all rows.
    [[nodiscard]] QStringList texts(const QString &sql, const QVariantList &values);
    [[nodiscard]] QByteArray meta(const QString &key);
    void setMeta(const QString &key, const QByteArray &value);

private:
    friend class Statement;
    friend class Transaction;

    [[nodiscard]] bool prepareFile(const QString &path);
    [[nodiscard]] bool openFile(const QString &path);
    /// Whether the tables are those of the service, in a database without a mark.
    [[nodiscard]] bool isOwnSchema();
    [[nodiscard]] bool isSound();
    bool refuse(Problem problem, const QString &error);
    [[nodiscard]] bool configure();
    [[nodiscard]] bool createSchema();
    bool run(const QString &sql);
    /// For what is run again and again.
    bool runPrepared(const QString &sql);
    [[nodiscard]] std::shared_ptr<QSqlQuery> prepared(const QString &sql);
    void fail(const QSqlError &error);

    QString m_connection;
    QString m_path;
    QString m_error;
    Problem m_problem = Problem::None;
    Problem m_cause = Problem::Unusable; // what the statement that failed last says
    quint64 m_failures = 0;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements;
    std::vector<std::function<void()>> m_onRollback;
    bool m_failed = false;
    int m_depth = 0;
};

/// One run of a cached statement; the rows are released when it goes. Do not nest two runs of the
/// same text.
class Statement final
{
public:
    Statement(Database &database, const QString &sql, const QVariantList &values = {});
    ~Statement() { m_query->finish(); }
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    /// False at the end, and where the next row cannot be read: see Database::failures().
    [[nodiscard]] bool next();
    [[nodiscard]] QVariant value(int column) const { return m_query->value(column); }
    [[nodiscard]] QString text(int column) const { return value(column).toString(); }
    /// A null text where the column is NULL.
    [[nodiscard]] QString nullableText(int column) const
    {
        return isNull(column) ? QString() : text(column);
    }
    [[nodiscard]] QByteArray bytes(int column) const { return value(column).toByteArray(); }
    [[nodiscard]] qint64 number(int column) const { return value(column).toLongLong(); }
    [[nodiscard]] bool isNull(int column) const { return value(column).isNull(); }
    [[nodiscard]] std::optional<qint64> optionalNumber(int column) const;
    [[nodiscard]] qint64 insertedId() const { return m_query->lastInsertId().toLongLong(); }

private:
    Database &m_database;
    std::shared_ptr<QSqlQuery> m_query;
    bool m_ok = false;
};

/// A value for a column that is NULL where \a text is null.
[[nodiscard]] inline QVariant orNull(const QString &text)
{
    return text.isNull() ? QVariant() : QVariant(text);
}

/// Rolled back unless committed. Nested ones belong to the outermost.
class Transaction final
{
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// False: something failed on the way and nothing of it was kept.
    [[nodiscard]] bool commit();

private:
    Database &m_database;
    bool m_open = true;
};

} // namespace parley::localservice
