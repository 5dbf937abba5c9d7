// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "fakecredentialstore.h"
#include "memoryknownsignins.h"
#include "session/credentialkeeper.h"
#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;
using Status = Session::KeychainStatus;
using Outcome = CredentialStore::Outcome;

class tst_CredentialKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void asksNobodyOnTheFirstRun();
    void readsWhatIsSaved();
    void saysThatItWaits();
    void ignoresALateAnswer();
    void triesOnceMoreWhenTheKeychainIsLate();
    void givesUpAfterTheSecondFailure();
    void tellsDenialApart();
    void tellsAMissingEntryFromNone();
    void keepsACorruptEntry_data();
    void keepsACorruptEntry();

    void writesAndReadsBack();
    void noticesAWriteThatDoesNotReadBack();
    void writesOnlyTheNewestWhileOneIsRunning();
    void namesSizeAndLimitBeforeWriting();
    void saysWhenAWriteTakesLong();
    void tellsTheNextStartOfAnUnfinishedWrite();
    void forgetsAnUnfinishedWriteOnceTheEntryIsInUse();
    void keepsTheOldEntryWhenAWriteFails();

    void removesAndReadsBack();
    void removesAfterARunningWrite();
    void removesAtTheNextStartWhatWouldNotGo();
    void savesAgainAfterARemoval();
    void looksUpWithinThreeSeconds();

private:
    [[nodiscard]] SavedSignIn signIn(const QString &secret) const
    {
        return { .credential = { .user = QStringLiteral("alice"), .secret = secret } };
    }
    void store(const QString &secret)
    {
        m_store->secrets.insert(m_entry.key, signIn(secret).encoded(0));
        m_known.put(m_entry);
    }
    void makeKeeper();
    void load() { m_keeper->load(CredentialKeeper::Asking::IfKnown); }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeCredentialStore> m_store;
    MemoryKnownSignIns m_known;
    KnownSignIn m_entry { .key = QStringLiteral("alice https://example.org/token"),
                          .tokenUrl = QUrl(QStringLiteral("https://example.org/token")),
                          .identity = QStringLiteral("alice") };
    std::unique_ptr<CredentialKeeper> m_keeper;
    std::vector<SavedSignIn> m_loaded;
    int m_failed = 0;
    std::vector<Status> m_statuses;
};

void tst_CredentialKeeper::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_store = std::make_unique<FakeCredentialStore>(*m_clock);
    m_known = {};
    makeKeeper();
}

void tst_CredentialKeeper::cleanup()
{
    m_keeper.reset();
    m_store.reset();
}

void tst_CredentialKeeper::makeKeeper()
{
    m_loaded.clear();
    m_statuses.clear();
    m_failed = 0;
    m_keeper = std::make_unique<CredentialKeeper>(*m_store, *m_clock, &m_known, m_entry);
    connect(m_keeper.get(), &CredentialKeeper::loaded, this,
            [this](const SavedSignIn &loaded) { m_loaded.push_back(loaded); });
    connect(m_keeper.get(), &CredentialKeeper::loadFailed, this, [this] { ++m_failed; });
    connect(m_keeper.get(), &CredentialKeeper::statusChanged, this,
            [this](Status status) { m_statuses.push_back(status); });
}

void tst_CredentialKeeper::asksNobodyOnTheFirstRun()
{
    load();
    QCOMPARE(m_failed, 0); // never before the call has returned
    m_clock->advance(1s);
    QCOMPARE(m_failed, 1);
    QVERIFY(m_store->journal.isEmpty());
    QVERIFY(m_statuses.empty());
}

void tst_CredentialKeeper::readsWhatIsSaved()
{
    store(QStringLiteral("demo"));
    load();
    m_clock->advance(1s);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_loaded[0].credential.secret, QStringLiteral("demo"));
    QCOMPARE(m_statuses, std::vector<Status>({ Status::Reading, Status::Idle }));
    m_clock->advance(1h);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_failed, 0);
    QCOMPARE(m_clock->pendingCalls(), 0);
}

void tst_CredentialKeeper::saysThatItWaits()
{
    store(QStringLiteral("demo"));
    m_store->delay = 40s;
    load();
    m_clock->advance(2999ms);
    QCOMPARE(m_keeper->status(), Status::Reading);
    m_clock->advance(1ms);
    QCOMPARE(m_keeper->status(), Status::Waiting);
    m_clock->advance(37s);
    QCOMPARE(m_keeper->status(), Status::Idle);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_store->journal, QStringList({ QStringLiteral("read") }));
}

void tst_CredentialKeeper::ignoresALateAnswer()
{
    store(QStringLiteral("old"));
    m_store->delay = 40s;
    load();
    m_clock->advance(10s);
    m_keeper->cancelLoad(); // the user signs in
    QCOMPARE(m_keeper->status(), Status::Idle);
    m_store->delay = 1ms;
    m_keeper->save(signIn(QStringLiteral("new")));
    m_clock->advance(60s);
    QVERIFY(m_loaded.empty());
    QCOMPARE(m_failed, 0);
    QCOMPARE(m_keeper->status(), Status::Saved);
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(QStringLiteral("new")).encoded(0));
}

void tst_CredentialKeeper::triesOnceMoreWhenTheKeychainIsLate()
{
    store(QStringLiteral("demo"));
    m_store->nextReads = { { .outcome = Outcome::Unavailable } };
    load();
    m_clock->advance(9900ms);
    QVERIFY(m_loaded.empty());
    QCOMPARE(m_failed, 0);
    QCOMPARE(m_keeper->status(), Status::Reading);
    m_clock->advance(200ms);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_store->journal.size(), 2);
}

void tst_CredentialKeeper::givesUpAfterTheSecondFailure()
{
    store(QStringLiteral("demo"));
    m_store->nextReads = { { .outcome = Outcome::Unavailable }, { .outcome = Outcome::Failed } };
    load();
    m_clock->advance(1h);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_keeper->status(), Status::Unavailable);
    QCOMPARE(m_store->journal.size(), 2);
    QVERIFY(m_known.find(m_entry.key)); // the next start asks again
}

void tst_CredentialKeeper::tellsDenialApart()
{
    store(QStringLiteral("demo"));
    m_store->delay = 5s;
    m_store->nextReads = { { .outcome = Outcome::AccessDenied } };
    load();
    m_clock->advance(1min);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_keeper->status(), Status::Denied);
    QVERIFY(m_store->secrets.contains(m_entry.key));
    load(); // 'Try again'
    m_clock->advance(1min);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_store->journal.size(), 2);
}

void tst_CredentialKeeper::tellsAMissingEntryFromNone()
{
    m_known.put(m_entry);
    load();
    m_clock->advance(1s);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_keeper->status(), Status::EntryMissing);

    makeKeeper();
    m_keeper->load(CredentialKeeper::Asking::Always);
    m_clock->advance(1s);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_keeper->status(), Status::Idle);
}

void tst_CredentialKeeper::keepsACorruptEntry_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("0 bytes") << QByteArray();
    QTest::newRow("random bytes") << QByteArray::fromHex("0badf00d");
}

void tst_CredentialKeeper::keepsACorruptEntry()
{
    QFETCH(QByteArray, bytes);
    m_store->secrets.insert(m_entry.key, bytes);
    m_known.put(m_entry);
    load();
    m_clock->advance(1h);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_keeper->status(), Status::EntryCorrupt);
    QCOMPARE(m_store->secrets.value(m_entry.key), bytes);
    QCOMPARE(m_store->journal, QStringList({ QStringLiteral("read") }));
}

void tst_CredentialKeeper::writesAndReadsBack()
{
    QSignalSpy idleSpy(m_keeper.get(), &CredentialKeeper::idle);
    m_keeper->save(signIn(QStringLiteral("demo")));
    QVERIFY(!m_keeper->isIdle());
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::Saved }));
    QCOMPARE(m_store->journal, QStringList({ QStringLiteral("write"), QStringLiteral("read") }));
    QVERIFY(m_known.find(m_entry.key) == m_entry);
    QCOMPARE(idleSpy.size(), 1);
    QCOMPARE(m_clock->pendingCalls(), 0);
}

void tst_CredentialKeeper::noticesAWriteThatDoesNotReadBack()
{
    m_store->nextReads = { { .outcome = Outcome::Done, .secret = "something else" } };
    m_keeper->save(signIn(QStringLiteral("demo")));
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::NotSaved }));
    QVERIFY(m_keeper->isIdle());
}

void tst_CredentialKeeper::writesOnlyTheNewestWhileOneIsRunning()
{
    m_store->delay = 1s;
    for (const char *secret : { "one", "two", "three", "four" })
        m_keeper->save(signIn(QLatin1String(secret)));
    m_clock->advance(1min);
    QCOMPARE(
        m_store->journal,
        QStringList({ QStringLiteral("write"), QStringLiteral("write"), QStringLiteral("read") }));
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(QStringLiteral("four")).encoded(0));
    QCOMPARE(m_statuses, std::vector<Status>({ Status::Saved }));
}

void tst_CredentialKeeper::namesSizeAndLimitBeforeWriting()
{
    m_store->limit = 2560;
    QSignalSpy statusSpy(m_keeper.get(), &CredentialKeeper::statusChanged);
    m_keeper->save(signIn(QString(3000, QLatin1Char('s'))));
    QCOMPARE(m_statuses, std::vector<Status>({ Status::TooLarge }));
    const QString detail = statusSpy.at(0).at(1).toString();
    QVERIFY2(detail.contains(QStringLiteral("2560")) && detail.contains(QStringLiteral("30")),
             qPrintable(detail));
    m_clock->advance(1h);
    QVERIFY(m_store->journal.isEmpty());
    QVERIFY(m_store->secrets.isEmpty());
}

void tst_CredentialKeeper::saysWhenAWriteTakesLong()
{
    m_store->isHanging = true;
    m_keeper->save(signIn(QStringLiteral("demo")));
    m_clock->advance(29s);
    QVERIFY(m_statuses.empty());
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::NotSaved }));
    m_clock->advance(9min);
    m_store->release(); // unlocked
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::NotSaved, Status::Saved }));
}

void tst_CredentialKeeper::tellsTheNextStartOfAnUnfinishedWrite()
{
    store(QStringLiteral("old"));
    m_store->isHanging = true;
    m_keeper->save(signIn(QStringLiteral("new")));
    m_clock->advance(10min);
    m_keeper.reset(); // quit
    m_store->isHanging = false;

    makeKeeper();
    load();
    m_clock->advance(1s);
    QCOMPARE(m_loaded.size(), size_t(1)); // the old one is intact
    QCOMPARE(m_loaded[0].credential.secret, QStringLiteral("old"));
    QCOMPARE(m_keeper->status(), Status::NotSaved);
}

void tst_CredentialKeeper::forgetsAnUnfinishedWriteOnceTheEntryIsInUse()
{
    tellsTheNextStartOfAnUnfinishedWrite();
    m_keeper->confirm(); // the session signed in with it
    QCOMPARE(m_keeper->status(), Status::Saved);
    makeKeeper();
    load();
    m_clock->advance(1s);
    QCOMPARE(m_keeper->status(), Status::Idle);
}

void tst_CredentialKeeper::keepsTheOldEntryWhenAWriteFails()
{
    store(QStringLiteral("old"));
    m_store->nextWrites = { Outcome::Unavailable };
    m_keeper->save(signIn(QStringLiteral("new")));
    m_clock->advance(1h);
    QCOMPARE(m_keeper->status(), Status::Unavailable);
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(QStringLiteral("old")).encoded(0));
    QCOMPARE(m_store->journal, QStringList({ QStringLiteral("write") }));
}

void tst_CredentialKeeper::removesAndReadsBack()
{
    store(QStringLiteral("demo"));
    m_keeper->forget();
    m_clock->advance(1s);
    QVERIFY(m_store->secrets.isEmpty());
    QCOMPARE(m_store->journal, QStringList({ QStringLiteral("remove"), QStringLiteral("read") }));
    QVERIFY(m_known.all().empty());
    QVERIFY(m_keeper->isIdle());
    QCOMPARE(m_clock->pendingCalls(), 0);
}

void tst_CredentialKeeper::removesAfterARunningWrite()
{
    m_store->delay = 1s;
    m_keeper->save(signIn(QStringLiteral("one")));
    m_keeper->save(signIn(QStringLiteral("two")));
    m_keeper->forget();
    m_clock->advance(1h);
    QVERIFY(m_store->secrets.isEmpty());
    QVERIFY(m_known.all().empty());
    QVERIFY(m_statuses.empty()); // never 'Saved' after signing out
}

void tst_CredentialKeeper::removesAtTheNextStartWhatWouldNotGo()
{
    store(QStringLiteral("demo"));
    m_store->nextRemovals = { Outcome::AccessDenied };
    m_keeper->forget();
    m_clock->advance(1s);
    QCOMPARE(m_keeper->status(), Status::Denied);
    QVERIFY(m_known.find(m_entry.key)->isRemovalPending);

    makeKeeper();
    load();
    m_clock->advance(1s);
    QVERIFY(m_loaded.empty());
    QCOMPARE(m_failed, 1);
    QVERIFY(m_store->secrets.isEmpty());
    QVERIFY(m_known.all().empty());
}

void tst_CredentialKeeper::savesAgainAfterARemoval()
{
    store(QStringLiteral("old"));
    m_store->delay = 1s;
    m_keeper->forget();
    m_keeper->save(signIn(QStringLiteral("new"))); // signed in again at once
    m_clock->advance(1min);
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(QStringLiteral("new")).encoded(0));
    QCOMPARE(m_keeper->status(), Status::Saved);
    QVERIFY(m_known.find(m_entry.key) == m_entry);
}

void tst_CredentialKeeper::looksUpWithinThreeSeconds()
{
    store(QStringLiteral("demo"));
    std::vector<std::optional<SavedSignIn>> answers;
    const auto take
        = [&answers](const std::optional<SavedSignIn> &found) { answers.push_back(found); };
    m_keeper->lookUp(this, take);
    QVERIFY(answers.empty());
    m_clock->advance(1s);
    QCOMPARE(answers.size(), size_t(1));
    QVERIFY(answers[0] == signIn(QStringLiteral("demo")));

    m_store->delay = 40s;
    m_keeper->lookUp(this, take);
    m_clock->advance(1h);
    QCOMPARE(answers.size(), size_t(2));
    QVERIFY(!answers[1]);
    QVERIFY(m_statuses.empty());
}

QTEST_GUILESS_MAIN(tst_CredentialKeeper)
#include "tst_credentialkeeper.moc"
