// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace parley::localservice {

class Database;

/// A password as it rests: PBKDF2 (SHA-256) with a salt of its own.
struct PasswordRecord
{
    QByteArray salt {};
    QByteArray hash {};
    int rounds = 0;

    [[nodiscard]] static PasswordRecord make(const QString &password);
    [[nodiscard]] bool matches(const QString &password) const;
};

/// The accounts and their passwords. Hashing runs on a worker thread, one after the other, so that
/// neither start() nor the event loop waits for it. A right password waits for checks of accounts
/// only, never for those of names that are made up.
class AccountStore final : public QObject
{
    Q_OBJECT

public:
    enum class Verdict {
        Right,
        Wrong, ///< or an unknown name
        Busy, ///< not right, while MaxRefusals others are not told so yet
        Left, ///< the client has left, and nothing was checked
    };
    using HasLeft = std::shared_ptr<const std::atomic_bool>;
    /// So many refusals may wait for the worker. Each takes as long as a check.
    static constexpr int MaxRefusals = 100;

    explicit AccountStore(Database &database, QObject *parent = nullptr);
    ~AccountStore() override;

    /// Reads what the database has; with \a only given, only these accounts, and no others may sign
    /// in.
    void load(const QStringList &only);
    /// Makes the account, or gives it this password if it has another.
    void setAccount(const QString &name, const QString &password);
    [[nodiscard]] bool contains(const QString &name) const { return m_names.contains(name); }
    /// False also if the program ended before the first hash was computed.
    [[nodiscard]] bool hasPassword(const QString &name) const
    {
        return m_withPassword.contains(name);
    }
    /// Whether the database has this password for \a name. Slow: it hashes in the caller's thread.
    [[nodiscard]] bool isPassword(const QString &name, const QString &password);
    [[nodiscard]] QStringList names() const { return m_names; }

    /// \a done later, exactly once, unless this object goes first. An unknown name gets Wrong after
    /// the same time as a wrong password, and Busy in the same cases but sooner. \a hasLeft: see
    /// HttpRequest.
    void verify(const QString &name, const QString &password, const HasLeft &hasLeft,
                std::function<void(Verdict)> done);

private:
    class Book; // the records; only the worker touches them

    void store(const QString &name, const PasswordRecord &record);
    /// Ends the check \a id if it has no verdict yet. From any thread.
    void judge(quint64 id, Verdict verdict);

    Database &m_database;
    QThreadPool m_worker;
    std::shared_ptr<Book> m_book;
    QStringList m_names;
    QSet<QString> m_withPassword;
    QHash<quint64, std::function<void(Verdict)>> m_checks;
    quint64 m_lastCheck = 0;
    int m_refusals = 0; // that wait for the worker
};

} // namespace parley::localservice
