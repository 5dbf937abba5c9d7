// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "credentials/credentialstore.h"
#include "token/clock.h"

#include <QHash>
#include <QList>
#include <QPointer>
#include <QStringList>

#include <algorithm>
#include <deque>
#include <optional>

namespace parley::test {

/// A keychain in virtual time. Answers by what it holds, unless the script says otherwise.
class FakeCredentialStore final : public CredentialStore
{
public:
    explicit FakeCredentialStore(Clock &clock)
        : m_clock(clock)
    { }

    // The script.
    std::chrono::milliseconds delay { 1 }; ///< of every job
    bool isHanging = false; ///< jobs are taken and not answered until release()
    qsizetype limit = 0;
    std::deque<Result> nextReads {}; ///< instead of what is there, one for each read
    std::deque<Outcome> nextWrites {};
    std::deque<Outcome> nextRemovals {};
    QHash<QString, QByteArray> secrets {};

    QStringList journal {}; ///< `read`, `write`, `remove`, in the order in which they were done

    /// Jobs that are not done yet and whose asker would be told.
    [[nodiscard]] int awaited() const
    {
        return int(
            std::ranges::count_if(m_open, [](const auto &asker) { return !asker.isNull(); }));
    }

    /// Answers everything that hangs.
    void release()
    {
        isHanging = false;
        for (const auto &job : std::exchange(m_hanging, {}))
            job();
    }

    void read(const QString &key, QObject *context, Callback done) override
    {
        run(context, std::move(done), [this, key] {
            journal.append(QStringLiteral("read"));
            if (!nextReads.empty()) {
                const Result result = nextReads.front();
                nextReads.pop_front();
                return result;
            }
            if (!secrets.contains(key))
                return Result { .outcome = Outcome::NotFound };
            return Result { .outcome = Outcome::Done, .secret = secrets.value(key) };
        });
    }

    void write(const QString &key, const QByteArray &secret, QObject *context,
               Callback done) override
    {
        run(context, std::move(done), [this, key, secret] {
            journal.append(QStringLiteral("write"));
            const Outcome outcome = take(nextWrites);
            if (outcome == Outcome::Done)
                secrets.insert(key, secret);
            return Result { .outcome = outcome };
        });
    }

    void remove(const QString &key, QObject *context, Callback done) override
    {
        run(context, std::move(done), [this, key] {
            journal.append(QStringLiteral("remove"));
            const Outcome outcome = take(nextRemovals);
            if (outcome == Outcome::Done)
                secrets.remove(key);
            return Result { .outcome = outcome };
        });
    }

    [[nodiscard]] qsizetype maxSecretBytes() const override { return limit; }
    [[nodiscard]] bool isPersistent() const override { return true; }

private:
    static Outcome take(std::deque<Outcome> &script)
    {
        if (script.empty())
            return Outcome::Done;
        const Outcome outcome = script.front();
        script.pop_front();
        return outcome;
    }

    /// The job goes on when its asker is gone; jobs keep their order, also when delay shrinks.
    template <typename Job> void run(QObject *context, Callback done, Job job)
    {
        const quint64 number = m_lastJob++;
        m_open.insert(number, context);
        const auto work
            = [this, number, asker = QPointer<QObject>(context), done = std::move(done), job] {
                  m_open.remove(number);
                  const Result result = job();
                  if (asker)
                      done(result);
              };
        if (isHanging) {
            m_hanging.append(work);
            return;
        }
        m_lastDue = std::max(m_lastDue, m_clock.monotonicNow() + delay);
        m_clock.callAfter(m_lastDue - m_clock.monotonicNow(), &m_self, work);
    }

    Clock &m_clock;
    QObject m_self;
    MonotonicTime m_lastDue {};
    QList<std::function<void()>> m_hanging;
    QHash<quint64, QPointer<QObject>> m_open;
    quint64 m_lastJob = 0;
};

} // namespace parley::test
