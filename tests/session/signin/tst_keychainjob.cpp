// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/keychainjob.h"
#include "signin/fakecredentialstore.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = CredentialStore::Outcome;
using Status = Session::KeychainStatus;

class tst_KeychainJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_job.reset(); }

    void readsOnceWhereThereIsAnAnswer_data();
    void readsOnceWhereThereIsAnAnswer();
    void readsOnceMoreWhereTheKeychainCannotBeUsed();
    void writesTheNewestAndReadsItBack();
    void noticesAWriteThatDoesNotReadBack();
    void endsOnceAlthoughMoreWasToBeWritten();
    void tellsThatAWriteIsSlowOnce();
    void removesAndReadsBack_data();
    void removesAndReadsBack();
    void hasNoOutcomeOnceItIsDropped();
    void looksBesideARunningJob();
    void mayBeDestroyedByItsOutcome();
    void namesEachFailureOfAChange_data();
    void namesEachFailureOfAChange();

private:
    void take(const CredentialStore::Result &result) { m_results.push_back(result); }
    void write(const QByteArray &secret)
    {
        m_job->write(
            secret, [this] { ++m_slow; }, [this](const auto &result) { take(result); });
    }

    const QString m_key = u"key"_s;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeCredentialStore> m_store;
    std::unique_ptr<KeychainJob> m_job;
    std::vector<CredentialStore::Result> m_results;
    int m_slow = 0;
};

void tst_KeychainJob::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_store = std::make_unique<FakeCredentialStore>(*m_clock);
    m_job = std::make_unique<KeychainJob>(*m_store, *m_clock, m_key);
    m_results.clear();
    m_slow = 0;
}

void tst_KeychainJob::readsOnceWhereThereIsAnAnswer_data()
{
    QTest::addColumn<int>("outcome");
    QTest::newRow("an entry") << int(Outcome::Done);
    QTest::newRow("no entry") << int(Outcome::NotFound);
    QTest::newRow("a refusal") << int(Outcome::AccessDenied);
}

void tst_KeychainJob::readsOnceWhereThereIsAnAnswer()
{
    QFETCH(int, outcome);
    m_store->nextReads = { { .outcome = Outcome(outcome) } };
    m_job->read([this] { ++m_slow; }, [this](const auto &result) { take(result); });
    QVERIFY(m_job->isRunning());
    m_clock->advance(1h);
    QCOMPARE(m_results.size(), std::size_t(1));
    QCOMPARE(int(m_results[0].outcome), outcome);
    QCOMPARE(m_store->journal.size(), 1);
    QCOMPARE(m_slow, 0);
    QVERIFY(!m_job->isRunning());
}

void tst_KeychainJob::readsOnceMoreWhereTheKeychainCannotBeUsed()
{
    m_store->nextReads = { { .outcome = Outcome::Unavailable }, { .outcome = Outcome::Failed } };
    m_store->delay = 4s;
    m_job->read([this] { ++m_slow; }, [this](const auto &result) { take(result); });
    m_clock->advance(4s + KeychainJob::ReadRetry);
    QVERIFY(m_results.empty());
    m_clock->advance(1h);
    QCOMPARE(m_results.size(), std::size_t(1));
    QCOMPARE(m_results[0].outcome, Outcome::Failed);
    QCOMPARE(m_store->journal.size(), 2);
    QCOMPARE(m_slow, 2); // both answers took longer than SoftDeadline
}

void tst_KeychainJob::writesTheNewestAndReadsItBack()
{
    write("first");
    write("second");
    write("third");
    QVERIFY(m_job->isWriting());
    m_clock->advance(1h);
    QCOMPARE(m_store->journal, QStringList({ u"write"_s, u"write"_s, u"read"_s }));
    QCOMPARE(m_results.size(), std::size_t(1));
    QCOMPARE(m_results[0].outcome, Outcome::Done);
    QCOMPARE(m_results[0].secret, QByteArray("third"));
    QVERIFY(!m_job->isWriting());
}

void tst_KeychainJob::noticesAWriteThatDoesNotReadBack()
{
    m_store->nextReads = { { .outcome = Outcome::Done, .secret = "another" },
                           { .outcome = Outcome::AccessDenied } };
    write("first");
    m_clock->advance(1s);
    write("second");
    m_clock->advance(1s);
    QCOMPARE(m_results.size(), std::size_t(2));
    QCOMPARE(m_results[0].outcome, Outcome::Failed);
    QCOMPARE(m_results[1].outcome, Outcome::AccessDenied);
}

void tst_KeychainJob::endsOnceAlthoughMoreWasToBeWritten()
{
    m_store->nextWrites = { Outcome::AccessDenied };
    write("first");
    write("second");
    m_clock->advance(1h);
    QCOMPARE(m_store->journal, QStringList({ u"write"_s })); // another prompt would follow
    QCOMPARE(m_results.size(), std::size_t(1));
    QCOMPARE(m_results[0].outcome, Outcome::AccessDenied);
}

void tst_KeychainJob::tellsThatAWriteIsSlowOnce()
{
    m_store->isHanging = true;
    write("first");
    write("second");
    m_clock->advance(1h);
    QCOMPARE(m_slow, 1);
    QVERIFY(m_job->isRunning());
    m_store->release();
    m_clock->advance(1h);
    QCOMPARE(m_results.size(), std::size_t(1));
    QCOMPARE(m_slow, 1);
}

void tst_KeychainJob::removesAndReadsBack_data()
{
    QTest::addColumn<int>("removal");
    QTest::addColumn<int>("readBack");
    QTest::addColumn<int>("outcome");
    const auto row = [](const char *name, Outcome removal, Outcome readBack, Outcome outcome) {
        QTest::newRow(name) << int(removal) << int(readBack) << int(outcome);
    };
    row("gone", Outcome::Done, Outcome::NotFound, Outcome::Done);
    row("gone in spite of a failure", Outcome::Failed, Outcome::NotFound, Outcome::Done);
    row("refused", Outcome::AccessDenied, Outcome::Done, Outcome::AccessDenied);
    row("not readable", Outcome::Done, Outcome::Unavailable, Outcome::Unavailable);
    row("still there", Outcome::Done, Outcome::Done, Outcome::Failed);
}

void tst_KeychainJob::removesAndReadsBack()
{
    QFETCH(int, removal);
    QFETCH(int, readBack);
    QFETCH(int, outcome);
    m_store->nextRemovals = { Outcome(removal) };
    m_store->nextReads = { { .outcome = Outcome(readBack) } };
    m_job->remove([this](const auto &result) { take(result); });
    QVERIFY(!m_job->isWriting());
    m_clock->advance(1s);
    QCOMPARE(m_store->journal, QStringList({ u"remove"_s, u"read"_s }));
    QCOMPARE(m_results.size(), std::size_t(1));
    QCOMPARE(int(m_results[0].outcome), outcome);
}

void tst_KeychainJob::hasNoOutcomeOnceItIsDropped()
{
    write("first");
    m_job->drop();
    QVERIFY(!m_job->isRunning());
    m_clock->advance(1h);
    QVERIFY(m_results.empty());
    QCOMPARE(m_store->secrets.value(m_key), QByteArray("first")); // the keychain goes on

    m_job->remove([this](const auto &result) { take(result); });
    write("second"); // takes the place of the removal
    m_clock->advance(1h);
    QCOMPARE(m_results.size(), std::size_t(1));
    QCOMPARE(m_results[0].secret, QByteArray("second"));
    QCOMPARE(m_slow, 0);
}

void tst_KeychainJob::looksBesideARunningJob()
{
    m_store->secrets.insert(m_key, "kept");
    m_store->delay = 2s;
    QObject context;
    std::vector<std::optional<QByteArray>> found;
    m_job->look(&context, [&found](const auto &secret) { found.push_back(secret); });
    QVERIFY(!m_job->isRunning());
    write("new");
    m_clock->advance(1h);
    QCOMPARE(found, std::vector({ std::optional(QByteArray("kept")) }));
    QCOMPARE(m_results.size(), std::size_t(1));

    m_store->isHanging = true;
    m_job->look(&context, [&found](const auto &secret) { found.push_back(secret); });
    m_clock->advance(KeychainJob::SoftDeadline);
    QCOMPARE(found.size(), std::size_t(2));
    QVERIFY(!found[1]);
    m_store->release();
    QCOMPARE(found.size(), std::size_t(2));
}

void tst_KeychainJob::mayBeDestroyedByItsOutcome()
{
    m_job->write("first", {}, [this](const auto &result) {
        m_job.reset();
        take(result);
    });
    m_clock->advance(1h);
    QCOMPARE(m_results.size(), std::size_t(1));
}

void tst_KeychainJob::namesEachFailureOfAChange_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("afterWrite");
    QTest::addColumn<int>("afterRemoval");
    const auto row = [](const char *name, Outcome outcome, Status afterWrite, Status afterRemoval) {
        QTest::newRow(name) << int(outcome) << int(afterWrite) << int(afterRemoval);
    };
    row("done", Outcome::Done, Status::Saved, Status::Idle);
    row("not found", Outcome::NotFound, Status::NotSaved, Status::Unavailable);
    row("denied", Outcome::AccessDenied, Status::NotSaved, Status::Denied);
    row("no keychain", Outcome::Unavailable, Status::Unavailable, Status::Unavailable);
    row("too large", Outcome::TooLarge, Status::TooLarge, Status::Unavailable);
    row("failed", Outcome::Failed, Status::NotSaved, Status::Unavailable);
}

void tst_KeychainJob::namesEachFailureOfAChange()
{
    QFETCH(int, outcome);
    QFETCH(int, afterWrite);
    QFETCH(int, afterRemoval);
    const CredentialStore::Result result { .outcome = Outcome(outcome), .detail = u"why"_s };
    const KeychainVerdict write = verdictOfWrite(result);
    QCOMPARE(int(write.status), afterWrite);
    QCOMPARE(write.detail.isEmpty(), result.outcome == Outcome::Done);
    const KeychainVerdict removal = verdictOfRemoval(result);
    QCOMPARE(int(removal.status), afterRemoval);
    QCOMPARE(removal.detail.isEmpty(), result.outcome == Outcome::Done);
}

QTEST_GUILESS_MAIN(tst_KeychainJob)
#include "tst_keychainjob.moc"
