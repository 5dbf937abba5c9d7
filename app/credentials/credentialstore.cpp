// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "credentials/credentialstore.h"
#include "platform/keychainstate.h"

#include <QHash>
#include <QLoggingCategory>
#include <QPointer>
#include <QSysInfo>

#include <qt6keychain/keychain.h>

#include <deque>
#include <map>
#include <utility>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcCredentials, "parley.credentials", QtInfoMsg)

enum class Operation { Read, Write, Remove };

CredentialStore::Outcome outcomeOf(const QKeychain::Job &job, Operation operation)
{
    using Outcome = CredentialStore::Outcome;
    switch (job.error()) {
    case QKeychain::NoError:
        return Outcome::Done;
    case QKeychain::EntryNotFound:
        return Outcome::NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Outcome::AccessDenied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Outcome::Unavailable;
    case QKeychain::CouldNotDeleteEntry:
        // Some back ends say this of an entry that is not there; a read tells the truth afterwards.
        return operation == Operation::Remove ? Outcome::Failed : Outcome::NotFound;
    case QKeychain::OtherError:
        break;
    }
    return Outcome::Failed;
}

/// Whether QtKeychain says this as well where something else is true: 'not found' or 'done' when
/// the user has closed the dialog that unlocks the keychain, 'other error' when there is none.
bool isAmbiguous(CredentialStore::Outcome outcome, Operation operation)
{
    using Outcome = CredentialStore::Outcome;
    return outcome == Outcome::Failed || outcome == Outcome::NotFound
        || (outcome == Outcome::Done && operation == Operation::Remove);
}

CredentialStore::Result corrected(CredentialStore::Result result, KeychainState state)
{
    using Outcome = CredentialStore::Outcome;
    if (result.outcome == Outcome::Failed && state == KeychainState::NoService)
        result.outcome = Outcome::Unavailable;
    else if (result.outcome != Outcome::Failed && state == KeychainState::HasEntry)
        result = { .outcome = Outcome::AccessDenied, .detail = u"The keychain is locked."_s };
    return result;
}

/// One job at a time for each key, in the order of the calls. A job that has been started is never
/// torn down: it may stand behind a prompt, and destroying it then crashes some back ends.
class KeychainStore final : public CredentialStore
{
public:
    explicit KeychainStore(const QString &service)
        : m_service(service)
    { }

    void read(const QString &key, QObject *context, Callback done) override
    {
        enqueue(key, { Operation::Read, {}, context, std::move(done) });
    }

    void write(const QString &key, const QByteArray &secret, QObject *context,
               Callback done) override
    {
        const qsizetype limit = maxSecretBytes();
        if (limit > 0 && secret.size() > limit) {
            const Result tooLarge {
                .outcome = Outcome::TooLarge,
                .detail = u"%1 bytes; the keychain takes %2"_s.arg(secret.size()).arg(limit),
            };
            QMetaObject::invokeMethod(
                context, [tooLarge, done = std::move(done)] { done(tooLarge); },
                Qt::QueuedConnection);
            return;
        }
        enqueue(key, { Operation::Write, secret, context, std::move(done) });
    }

    void remove(const QString &key, QObject *context, Callback done) override
    {
        enqueue(key, { Operation::Remove, {}, context, std::move(done) });
    }

    [[nodiscard]] qsizetype maxSecretBytes() const override
    {
        // CRED_MAX_CREDENTIAL_BLOB_SIZE of the Windows Credential Manager
        return QSysInfo::kernelType() == "winnt"_L1 ? 2560 : 0;
    }
    [[nodiscard]] bool isPersistent() const override { return true; }

private:
    struct Task
    {
        Operation operation;
        QByteArray secret;
        QPointer<QObject> context;
        Callback done;
        bool isRepeated = false;
    };

    void enqueue(const QString &key, Task task)
    {
        std::deque<Task> &queue = m_queues[key];
        queue.push_back(std::move(task));
        if (queue.size() == 1)
            startFirst(key);
    }

    void startFirst(const QString &key)
    {
        const Task &task = m_queues[key].front();
        QKeychain::Job *job = makeJob(task);
        const Operation operation = task.operation;
        job->setKey(key);
        job->setInsecureFallback(false);
        QObject::connect(
            job, &QKeychain::Job::finished, &m_self,
            [this, key, operation](QKeychain::Job *ended) { finish(key, operation, *ended); });
        // Queued: the callback must not come before the call that asked for it has returned.
        QMetaObject::invokeMethod(
            job, [job] { job->start(); }, Qt::QueuedConnection);
    }

    /// Without a parent: the job deletes itself when it has finished, also after this store.
    [[nodiscard]] QKeychain::Job *makeJob(const Task &task) const
    {
        switch (task.operation) {
        case Operation::Read:
            return new QKeychain::ReadPasswordJob(m_service);
        case Operation::Write: {
            auto *job = new QKeychain::WritePasswordJob(m_service);
            job->setBinaryData(task.secret);
            return job;
        }
        case Operation::Remove:
            break;
        }
        return new QKeychain::DeletePasswordJob(m_service);
    }

    void finish(const QString &key, Operation operation, const QKeychain::Job &job)
    {
        Result result { .outcome = outcomeOf(job, operation), .detail = job.errorString() };
        if (result.outcome == Outcome::Done) {
            result.detail.clear();
            if (operation == Operation::Read)
                result.secret = static_cast<const QKeychain::ReadPasswordJob &>(job).binaryData();
        }
        if (!isAmbiguous(result.outcome, operation)) {
            answer(key, result);
            return;
        }
        askKeychain(m_service, key, &m_self, [this, key, result](KeychainState state) {
            const bool isThere
                = state == KeychainState::HasEntry || state == KeychainState::NoEntry;
            if (result.outcome == Outcome::Failed && isThere
                && !std::exchange(m_queues[key].front().isRepeated, true)
                && renewKeychainConnection())
                startFirst(key);
            else
                answer(key, corrected(result, state));
        });
    }

    void answer(const QString &key, const Result &result)
    {
        if (result.outcome != Outcome::Done && result.outcome != Outcome::NotFound)
            qCWarning(lcCredentials) << "keychain:" << int(result.outcome) << result.detail;
        std::deque<Task> &queue = m_queues[key];
        const Task task = std::move(queue.front());
        queue.pop_front();
        if (queue.empty())
            m_queues.erase(key);
        else
            startFirst(key);
        if (task.context)
            task.done(result); // may delete this store
    }

    const QString m_service;
    QObject m_self; ///< context of the jobs' signals: gone with the store
    std::map<QString, std::deque<Task>> m_queues; ///< the first of each is running
};

class MemoryStore final : public CredentialStore
{
public:
    void read(const QString &key, QObject *context, Callback done) override
    {
        const auto found = m_secrets.constFind(key);
        if (found == m_secrets.constEnd())
            answer({ .outcome = Outcome::NotFound }, context, std::move(done));
        else
            answer({ .outcome = Outcome::Done, .secret = *found }, context, std::move(done));
    }

    void write(const QString &key, const QByteArray &secret, QObject *context,
               Callback done) override
    {
        m_secrets.insert(key, secret);
        answer({ .outcome = Outcome::Done }, context, std::move(done));
    }

    void remove(const QString &key, QObject *context, Callback done) override
    {
        const bool existed = m_secrets.remove(key);
        answer({ .outcome = existed ? Outcome::Done : Outcome::NotFound }, context,
               std::move(done));
    }

    [[nodiscard]] qsizetype maxSecretBytes() const override { return 0; }
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    // The effect is immediate, so that calls keep their order; only the answer comes later.
    static void answer(const Result &result, QObject *context, Callback done)
    {
        QMetaObject::invokeMethod(
            context, [result, done = std::move(done)] { done(result); }, Qt::QueuedConnection);
    }

    QHash<QString, QByteArray> m_secrets;
};

} // namespace

std::unique_ptr<CredentialStore> makeKeychainStore(const QString &service)
{
    return std::make_unique<KeychainStore>(service);
}

std::unique_ptr<CredentialStore> makeMemoryStore()
{
    return std::make_unique<MemoryStore>();
}

} // namespace parley
