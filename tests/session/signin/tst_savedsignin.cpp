// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "scriptednetwork.h"
#include "session/signin/savedsignin.h"
#include "signin/fakecredentialstore.h"
#include "signin/memoryknownsignins.h"
#include "support/fakeclock.h"
#include "support/fakereachability.h"
#include "support/faketransport.h"
#include "support/testtoken.h"

#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Status = Session::KeychainStatus;
using Outcome = CredentialStore::Outcome;

class tst_SavedSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void asksNoKeychainOnTheFirstRun();
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
    void looksUpWhatAnotherProgramHasSaved_data();
    void looksUpWhatAnotherProgramHasSaved();
    void ignoresTheEndOfAnEarlierWrite();
    void savesNoPasswordThatHasNotWorked();
    void isKeptAgainAfterTypingTheSamePassword();

private:
    [[nodiscard]] SignInEntry signIn(const QString &secret) const
    {
        return { .credential = { .user = u"alice"_s, .secret = secret } };
    }
    void store(const QString &secret)
    {
        m_store->secrets.insert(m_entry.key, signIn(secret).encoded(0));
        m_known.put(m_entry);
    }
    void makeSavedSignIn();
    void load() { m_saved->read(SavedSignIn::Asking::IfKnown); }
    /// Saves what the user has typed, or what has taken its place since.
    void save(const SignInEntry &entry)
    {
        if (m_saved->provider().credential().isEmpty())
            type(entry.credential.secret);
        else
            m_saved->provider().setCredential(entry.credential);
        saveAsItIs();
    }
    /// The back end takes it.
    void type(const QString &secret)
    {
        m_saved->use(secret, true);
        m_network->script = { { .body = makeJwt({}), .contentType = "text/plain" } };
        bool isFetched = false;
        m_saved->fetchToken("key", this, [&isFetched](const auto &) { isFetched = true; });
        m_clock->advance(20ms);
        QVERIFY(isFetched);
    }
    void saveAsItIs()
    {
        m_saved->save(0ms);
        m_clock->settle();
    }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeCredentialStore> m_store;
    MemoryKnownSignIns m_known;
    KnownSignIn m_entry { .key = u"alice https://example.org/token"_s,
                          .tokenUrl = QUrl(u"https://example.org/token"_s),
                          .identity = u"alice"_s };
    std::unique_ptr<ScriptedNetwork> m_network;
    FakeReachability m_reachability;
    FakeTransports m_transports;
    std::unique_ptr<SavedSignIn> m_saved;
    std::vector<SignInEntry> m_loaded;
    int m_failed = 0;
    std::vector<Status> m_statuses;
};

void tst_SavedSignIn::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_store = std::make_unique<FakeCredentialStore>(*m_clock);
    m_network = std::make_unique<ScriptedNetwork>(*m_clock);
    m_known = {};
    makeSavedSignIn();
}

void tst_SavedSignIn::cleanup()
{
    m_saved.reset();
    m_store.reset();
}

void tst_SavedSignIn::makeSavedSignIn()
{
    m_loaded.clear();
    m_statuses.clear();
    m_failed = 0;
    SessionConfig config;
    config.tokenUrl = m_entry.tokenUrl;
    config.identity = m_entry.identity;
    m_saved = std::make_unique<SavedSignIn>(config,
                                            SessionParts { .network = *m_network,
                                                           .store = *m_store,
                                                           .clock = *m_clock,
                                                           .reachability = m_reachability,
                                                           .transports = m_transports.factory(),
                                                           .random = [] { return 0.0; },
                                                           .knownSignIns = &m_known });
    connect(m_saved.get(), &SavedSignIn::loaded, this,
            [this](const SignInEntry &loaded) { m_loaded.push_back(loaded); });
    connect(m_saved.get(), &SavedSignIn::loadFailed, this, [this] { ++m_failed; });
    connect(m_saved.get(), &SavedSignIn::statusChanged, this,
            [this](Status status) { m_statuses.push_back(status); });
}

void tst_SavedSignIn::asksNoKeychainOnTheFirstRun()
{
    load();
    QCOMPARE(m_failed, 0); // never before the call has returned
    m_clock->advance(1s);
    QCOMPARE(m_failed, 1);
    QVERIFY(m_store->journal.isEmpty());
    QVERIFY(m_statuses.empty());
}

void tst_SavedSignIn::readsWhatIsSaved()
{
    store(u"demo"_s);
    load();
    m_clock->advance(1s);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_loaded[0].credential.secret, u"demo"_s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::Reading, Status::Idle }));
    m_clock->advance(1h);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_failed, 0);
    QCOMPARE(m_clock->pendingCalls(), 0);
}

void tst_SavedSignIn::saysThatItWaits()
{
    store(u"demo"_s);
    m_store->delay = 40s;
    load();
    m_clock->advance(2999ms);
    QCOMPARE(m_saved->status(), Status::Reading);
    m_clock->advance(1ms);
    QCOMPARE(m_saved->status(), Status::Waiting);
    m_clock->advance(37s);
    QCOMPARE(m_saved->status(), Status::Idle);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_store->journal, QStringList({ u"read"_s }));
}

void tst_SavedSignIn::ignoresALateAnswer()
{
    store(u"old"_s);
    m_store->delay = 40s;
    load();
    m_clock->advance(10s);
    m_saved->cancelRead(); // the user signs in
    QCOMPARE(m_saved->status(), Status::Idle);
    m_store->delay = 1ms;
    save(signIn(u"new"_s));
    m_clock->advance(60s);
    QVERIFY(m_loaded.empty());
    QCOMPARE(m_failed, 0);
    QCOMPARE(m_saved->status(), Status::Saved);
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(u"new"_s).encoded(0));
}

void tst_SavedSignIn::triesOnceMoreWhenTheKeychainIsLate()
{
    store(u"demo"_s);
    m_store->nextReads = { { .outcome = Outcome::Unavailable } };
    load();
    m_clock->advance(9900ms);
    QVERIFY(m_loaded.empty());
    QCOMPARE(m_failed, 0);
    QCOMPARE(m_saved->status(), Status::Reading);
    m_clock->advance(200ms);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_store->journal.size(), 2);
}

void tst_SavedSignIn::givesUpAfterTheSecondFailure()
{
    store(u"demo"_s);
    m_store->nextReads = { { .outcome = Outcome::Unavailable }, { .outcome = Outcome::Failed } };
    load();
    m_clock->advance(1h);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_saved->status(), Status::Unavailable);
    QCOMPARE(m_store->journal.size(), 2);
    QVERIFY(m_known.find(m_entry.key)); // the next start asks again
}

void tst_SavedSignIn::tellsDenialApart()
{
    store(u"demo"_s);
    m_store->delay = 5s;
    m_store->nextReads = { { .outcome = Outcome::AccessDenied } };
    load();
    m_clock->advance(1min);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_saved->status(), Status::Denied);
    QVERIFY(m_store->secrets.contains(m_entry.key));
    load(); // 'Try again'
    m_clock->advance(1min);
    QCOMPARE(m_loaded.size(), size_t(1));
    QCOMPARE(m_store->journal.size(), 2);
}

void tst_SavedSignIn::tellsAMissingEntryFromNone()
{
    m_known.put(m_entry);
    load();
    m_clock->advance(1s);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_saved->status(), Status::EntryMissing);

    makeSavedSignIn();
    m_saved->read(SavedSignIn::Asking::Always);
    m_clock->advance(1s);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_saved->status(), Status::Idle);
}

void tst_SavedSignIn::keepsACorruptEntry_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("0 bytes") << QByteArray();
    QTest::newRow("random bytes") << QByteArray::fromHex("0badf00d");
}

void tst_SavedSignIn::keepsACorruptEntry()
{
    QFETCH(QByteArray, bytes);
    m_store->secrets.insert(m_entry.key, bytes);
    m_known.put(m_entry);
    load();
    m_clock->advance(1h);
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_saved->status(), Status::EntryCorrupt);
    QCOMPARE(m_store->secrets.value(m_entry.key), bytes);
    QCOMPARE(m_store->journal, QStringList({ u"read"_s }));
}

void tst_SavedSignIn::writesAndReadsBack()
{
    QSignalSpy idleSpy(m_saved.get(), &SavedSignIn::idle);
    save(signIn(u"demo"_s));
    QVERIFY(!m_saved->isIdle());
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::Saved }));
    QCOMPARE(m_store->journal, QStringList({ u"write"_s, u"read"_s }));
    QVERIFY(m_known.find(m_entry.key) == m_entry);
    QCOMPARE(idleSpy.size(), 1);
    QCOMPARE(m_clock->pendingCalls(), 0);
}

void tst_SavedSignIn::noticesAWriteThatDoesNotReadBack()
{
    m_store->nextReads = { { .outcome = Outcome::Done, .secret = "something else" } };
    save(signIn(u"demo"_s));
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::NotSaved }));
    QVERIFY(m_saved->isIdle());
}

void tst_SavedSignIn::writesOnlyTheNewestWhileOneIsRunning()
{
    m_store->delay = 1s;
    for (const char *secret : { "one", "two", "three", "four" })
        save(signIn(QLatin1String(secret)));
    m_clock->advance(1min);
    QCOMPARE(m_store->journal, QStringList({ u"write"_s, u"write"_s, u"read"_s }));
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(u"four"_s).encoded(0));
    QCOMPARE(m_statuses, std::vector<Status>({ Status::Saved }));
}

void tst_SavedSignIn::namesSizeAndLimitBeforeWriting()
{
    m_store->limit = 2560;
    QSignalSpy statusSpy(m_saved.get(), &SavedSignIn::statusChanged);
    save(signIn(QString(3000, QLatin1Char('s'))));
    QCOMPARE(m_statuses, std::vector<Status>({ Status::TooLarge }));
    const QString detail = statusSpy.at(0).at(1).toString();
    QVERIFY2(detail.contains(u"2560"_s) && detail.contains(u"30"_s), qPrintable(detail));
    m_clock->advance(1h);
    QVERIFY(m_store->journal.isEmpty());
    QVERIFY(m_store->secrets.isEmpty());
}

void tst_SavedSignIn::saysWhenAWriteTakesLong()
{
    m_store->isHanging = true;
    save(signIn(u"demo"_s));
    m_clock->advance(29s);
    QVERIFY(m_statuses.empty());
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::NotSaved }));
    m_clock->advance(9min);
    m_store->release(); // unlocked
    m_clock->advance(1s);
    QCOMPARE(m_statuses, std::vector<Status>({ Status::NotSaved, Status::Saved }));
}

void tst_SavedSignIn::tellsTheNextStartOfAnUnfinishedWrite()
{
    store(u"old"_s);
    m_store->isHanging = true;
    save(signIn(u"new"_s));
    m_clock->advance(10min);
    m_saved.reset(); // quit
    m_store->isHanging = false;

    makeSavedSignIn();
    load();
    m_clock->advance(1s);
    QCOMPARE(m_loaded.size(), size_t(1)); // the old one is intact
    QCOMPARE(m_loaded[0].credential.secret, u"old"_s);
    QCOMPARE(m_saved->status(), Status::NotSaved);
}

void tst_SavedSignIn::forgetsAnUnfinishedWriteOnceTheEntryIsInUse()
{
    tellsTheNextStartOfAnUnfinishedWrite();
    saveAsItIs(); // the session signed in with it
    QCOMPARE(m_saved->status(), Status::Saved);
    makeSavedSignIn();
    load();
    m_clock->advance(1s);
    QCOMPARE(m_saved->status(), Status::Idle);
}

void tst_SavedSignIn::keepsTheOldEntryWhenAWriteFails()
{
    store(u"old"_s);
    m_store->nextWrites = { Outcome::Unavailable };
    save(signIn(u"new"_s));
    m_clock->advance(1h);
    QCOMPARE(m_saved->status(), Status::Unavailable);
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(u"old"_s).encoded(0));
    QCOMPARE(m_store->journal, QStringList({ u"write"_s }));
}

void tst_SavedSignIn::removesAndReadsBack()
{
    store(u"demo"_s);
    m_saved->forget();
    m_clock->advance(1s);
    QVERIFY(m_store->secrets.isEmpty());
    QCOMPARE(m_store->journal, QStringList({ u"remove"_s, u"read"_s }));
    QVERIFY(m_known.all().empty());
    QVERIFY(m_saved->isIdle());
    QCOMPARE(m_clock->pendingCalls(), 0);
}

void tst_SavedSignIn::removesAfterARunningWrite()
{
    m_store->delay = 1s;
    save(signIn(u"one"_s));
    save(signIn(u"two"_s));
    m_saved->forget();
    m_clock->advance(1h);
    QVERIFY(m_store->secrets.isEmpty());
    QVERIFY(m_known.all().empty());
    QVERIFY(m_statuses.empty()); // never 'Saved' after signing out
}

void tst_SavedSignIn::removesAtTheNextStartWhatWouldNotGo()
{
    store(u"demo"_s);
    m_store->nextRemovals = { Outcome::AccessDenied };
    m_saved->forget();
    m_clock->advance(1s);
    QCOMPARE(m_saved->status(), Status::Denied);
    QVERIFY(m_known.find(m_entry.key)->isRemovalPending);

    makeSavedSignIn();
    load();
    m_clock->advance(1s);
    QVERIFY(m_loaded.empty());
    QCOMPARE(m_failed, 1);
    QVERIFY(m_store->secrets.isEmpty());
    QVERIFY(m_known.all().empty());
}

void tst_SavedSignIn::savesAgainAfterARemoval()
{
    store(u"old"_s);
    m_store->delay = 1s;
    m_saved->forget();
    save(signIn(u"new"_s)); // signed in again at once
    m_clock->advance(1min);
    QCOMPARE(m_store->secrets.value(m_entry.key), signIn(u"new"_s).encoded(0));
    QCOMPARE(m_saved->status(), Status::Saved);
    QVERIFY(m_known.find(m_entry.key) == m_entry);
}

void tst_SavedSignIn::looksUpWithinThreeSeconds()
{
    store(u"demo"_s);
    load();
    m_clock->advance(1s);
    m_statuses.clear();
    std::vector<bool> answers;
    const auto reload = [this, &answers] {
        m_saved->reloadCredential(this, [&answers](bool changed) { answers.push_back(changed); });
        QVERIFY(answers.empty());
        QCoreApplication::sendPostedEvents();
    };
    reload();
    m_clock->advance(1s);
    QCOMPARE(answers, std::vector<bool>({ false }));
    QCOMPARE(m_saved->provider().credential(), signIn(u"demo"_s).credential);

    answers.clear();
    m_store->delay = 40s;
    reload();
    m_clock->advance(2999ms);
    QVERIFY(answers.empty());
    m_clock->advance(1h);
    QCOMPARE(answers, std::vector<bool>({ false }));
    QVERIFY(m_statuses.empty());
}

void tst_SavedSignIn::looksUpWhatAnotherProgramHasSaved_data()
{
    QTest::addColumn<bool>("isTyped");
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<QString>("secret"); // in use afterwards
    QTest::newRow("another one") << false << true << u"other"_s;
    QTest::newRow("nothing") << false << false << u"demo"_s;
    QTest::newRow("another one, but the user has typed") << true << true << u"typed"_s;
}

void tst_SavedSignIn::looksUpWhatAnotherProgramHasSaved()
{
    QFETCH(bool, isTyped);
    QFETCH(bool, isThere);
    QFETCH(QString, secret);
    store(u"demo"_s);
    load();
    m_clock->advance(1s);
    if (isTyped)
        m_saved->use(u"typed"_s, true);
    if (isThere)
        store(u"other"_s);
    else
        m_store->secrets.clear();
    std::optional<bool> answer;
    m_saved->reloadCredential(this, [&answer](bool changed) { answer = changed; });
    QCoreApplication::sendPostedEvents();
    m_clock->advance(1s);
    QCOMPARE(answer, std::optional(secret == u"other"));
    QCOMPARE(m_saved->provider().credential().secret, secret);
}

/// The keychain answers when the user has typed another password already.
void tst_SavedSignIn::ignoresTheEndOfAnEarlierWrite()
{
    m_store->isHanging = true;
    save(signIn(u"right"_s));
    m_saved->use(u"wrong"_s, true);
    m_store->release();
    m_clock->advance(1s);
    QVERIFY(!m_saved->isKept());
    std::optional<bool> answer;
    m_saved->reloadCredential(this, [&answer](bool changed) { answer = changed; });
    QCoreApplication::sendPostedEvents();
    m_clock->advance(1s);
    QCOMPARE(answer, std::optional(false));
    QCOMPARE(m_saved->provider().credential().secret, u"wrong"_s);
}

void tst_SavedSignIn::savesNoPasswordThatHasNotWorked()
{
    type(u"right"_s);
    m_saved->save(2s);
    m_clock->advance(1s);
    m_saved->use(u"wrong"_s, true); // what was planned was about another one
    m_clock->advance(1h);
    QVERIFY(m_store->journal.isEmpty());
    saveAsItIs();
    m_clock->advance(1h);
    QVERIFY(m_store->journal.isEmpty());
    type(u"right"_s);
    saveAsItIs();
    m_clock->advance(1s);
    QVERIFY(m_saved->isKept());
}

void tst_SavedSignIn::isKeptAgainAfterTypingTheSamePassword()
{
    save(signIn(u"demo"_s));
    m_clock->advance(1s);
    QVERIFY(m_saved->isKept());
    type(u"demo"_s);
    QVERIFY(!m_saved->isKept());
    saveAsItIs();
    m_clock->advance(1s);
    QVERIFY(m_saved->isKept());
}

QTEST_GUILESS_MAIN(tst_SavedSignIn)
#include "tst_savedsignin.moc"
