// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/accountstore.h"

#include "localservice/logging.h"
#include "localservice/store/database.h"
#include "localservice/store/secrets.h"

#include <QHash>
#include <QMetaObject>
#include <QPasswordDigestor>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr int Pbkdf2Rounds = 12'000; // some 50 ms each; a start hashes every account it was given
constexpr qsizetype HashBytes = 32;

/// What the worker does first is the last of these; what is alike it does in its order.
enum Priority : int { Refusals, Checks, Records };

QByteArray derive(const QString &password, const QByteArray &salt, int count)
{
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, password.toUtf8(), salt,
                                              count, HashBytes);
}

} // namespace

PasswordRecord PasswordRecord::make(const QString &password)
{
    const QByteArray salt = randomBytes(16);
    return { salt, derive(password, salt, Pbkdf2Rounds), Pbkdf2Rounds };
}

bool PasswordRecord::matches(const QString &password) const
{
    return rounds > 0 && !hash.isEmpty()
        && equalInConstantTime(derive(password, salt, rounds), hash);
}

// The worker has one thread and runs in order, which is all the locking this needs.
class AccountStore::Book
{
public:
    bool check(const QString &name, const QString &password)
    {
        // One path for all names, so that the time says nothing about which of them exist.
        const PasswordRecord record = m_records.value(name, m_decoy);
        const bool isRight = record.matches(password);
        return isRight && m_records.contains(name);
    }
    /// The new record, if one was needed.
    std::optional<PasswordRecord> set(const QString &name, const QString &password)
    {
        const auto it = m_records.constFind(name);
        if (it != m_records.cend() && it->matches(password))
            return std::nullopt;
        const PasswordRecord record = PasswordRecord::make(password);
        m_records.insert(name, record);
        return record;
    }
    void put(const QString &name, const PasswordRecord &record) { m_records.insert(name, record); }

private:
    QHash<QString, PasswordRecord> m_records;
    const PasswordRecord m_decoy { randomBytes(16), randomBytes(HashBytes), Pbkdf2Rounds };
};

AccountStore::AccountStore(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_book(std::make_shared<Book>())
{
    m_worker.setMaxThreadCount(1);
}

AccountStore::~AccountStore()
{
    m_worker.clear();
    m_worker.waitForDone();
}

void AccountStore::load(const QStringList &only)
{
    Statement row(m_database, u"SELECT name, salt, hash, rounds FROM accounts ORDER BY name"_s);
    while (row.next()) {
        const QString name = row.text(0);
        if (!only.isEmpty() && !only.contains(name))
            continue;
        m_names.append(name);
        const PasswordRecord record { row.bytes(1), row.bytes(2), int(row.number(3)) };
        if (record.rounds > 0) {
            m_withPassword.insert(name);
            m_worker.start([book = m_book, name, record] { book->put(name, record); }, Records);
        }
    }
}

bool AccountStore::isPassword(const QString &name, const QString &password)
{
    Statement row(m_database, u"SELECT salt, hash, rounds FROM accounts WHERE name=?"_s, { name });
    return row.next()
        && PasswordRecord { row.bytes(0), row.bytes(1), int(row.number(2)) }.matches(password);
}

void AccountStore::setAccount(const QString &name, const QString &password)
{
    if (!m_names.contains(name)) {
        Statement(m_database, u"INSERT OR IGNORE INTO accounts(name) VALUES(?)"_s, { name });
        m_names.append(name);
        m_names.sort();
    }
    m_withPassword.insert(name);
    m_worker.start(
        [this, book = m_book, name, password] {
            const std::optional<PasswordRecord> record = book->set(name, password);
            if (!record)
                return;
            // Queued to our thread; the destructor waits for the worker, so `this` is alive.
            QMetaObject::invokeMethod(
                this, [this, name, record] { store(name, *record); }, Qt::QueuedConnection);
        },
        Records);
}

void AccountStore::store(const QString &name, const PasswordRecord &record)
{
    Transaction transaction(m_database);
    Statement(m_database, u"UPDATE accounts SET salt=?, hash=?, rounds=? WHERE name=?"_s,
              { record.salt, record.hash, record.rounds, name });
    // Another password ends what was signed in with the old one.
    Statement(m_database, u"DELETE FROM sessions WHERE account=?"_s, { name });
    if (!transaction.commit())
        qCCritical(lcLocalService)
            << "a password could not be stored; it works until the next start";
}

void AccountStore::verify(const QString &name, const QString &password, const HasLeft &hasLeft,
                          std::function<void(Verdict)> done)
{
    // The callback stays here: what it holds must not end on the worker.
    const quint64 id = ++m_lastCheck;
    m_checks.insert(id, std::move(done));
    const auto check = [this, book = m_book, id, name, password, hasLeft] {
        if (hasLeft && *hasLeft)
            judge(id, Verdict::Left);
        else if (book->check(name, password))
            judge(id, Verdict::Right);
    };
    const bool isKnown = contains(name);
    const bool isBusy = m_refusals >= MaxRefusals;
    if (isKnown)
        m_worker.start(check, Checks);
    if (isBusy) {
        m_worker.start([this, id] { judge(id, Verdict::Busy); }, Checks);
        return;
    }
    // A wrong password waits behind the unknown names, as if it were checked among them: the time
    // must not tell which names have an account.
    ++m_refusals;
    m_worker.start(
        [this, check, id, isKnown] {
            if (!isKnown)
                check();
            judge(id, Verdict::Wrong);
            QMetaObject::invokeMethod(
                this, [this] { --m_refusals; }, Qt::QueuedConnection);
        },
        Refusals);
}

void AccountStore::judge(quint64 id, Verdict verdict)
{
    QMetaObject::invokeMethod(
        this,
        [this, id, verdict] {
            if (const auto done = m_checks.take(id))
                done(verdict);
        },
        Qt::QueuedConnection);
}

} // namespace parley::localservice
