// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "realkeyring.h"
#include "sessionbench.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Outcome = CredentialStore::Outcome;
using Status = Session::KeychainStatus;

/// What a session does when the keychain is absent, locked, refusing or slow: what the user is
/// told, that nothing is lost, and that trying again works. The keyring is a real gnome-keyring;
/// time is the test's. See with-keyring.sh: the bus is the test's own, and starts no service by
/// itself.
///
/// What the real keyring cannot be made to do here: a user who types the password into its dialog,
/// because the dialog encrypts it for the keyring. Another program unlocks the keyring instead.
class tst_KeyringTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void worksWithoutABus();
    void absent();
    void locked();
    void lockedAndTheUserSignsInInstead();
    void refusing();
    void refusingToSave();
    void refusingToRemove();
    void restarted();
    void slow();
    void slowToSave();
    void slowAndTheUserSignsOut();

private:
    /// An earlier run has saved it, while nothing was wrong.
    void saveEarlier();
    void launch();
    void resume()
    {
        launch();
        m_bench->session->resume();
    }
    /// Lets the keyring answer; the test's time does not go on.
    template <typename Condition> [[nodiscard]] bool waitFor(Condition condition)
    {
        return QTest::qWaitFor(
            [&] {
                m_bench->advance(0ms);
                return condition();
            },
            10000);
    }
    [[nodiscard]] bool waitFor(Status status)
    {
        return waitFor([&] { return m_bench->session->keychainStatus() == status; });
    }
    [[nodiscard]] bool waitForSignIn()
    {
        return waitFor([&] {
            m_bench->advance(100ms);
            return m_bench->session->isSignedIn();
        });
    }
    [[nodiscard]] bool isSaved() const { return m_keyring.count(u"parley-test"_s) == 1; }

    RealKeyring m_keyring;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<SessionBench> m_bench;
    QString m_told; ///< the last words about the keychain
};

namespace {

/// Does one thing with the keychain in a process of its own and says its outcome.
int runApart(const QStringList &arguments)
{
    const auto store = makeKeychainStore(u"parley-test"_s);
    const auto tell = [](const CredentialStore::Result &result) {
        std::printf("%d", int(result.outcome));
        QCoreApplication::quit();
    };
    QObject context;
    if (arguments.size() == 4)
        store->write(arguments.at(2), arguments.at(3).toUtf8(), &context, tell);
    else
        store->read(arguments.at(2), &context, tell);
    return QCoreApplication::exec();
}

Outcome outcomeApart(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), QStringList(u"--apart"_s) + arguments);
    process.waitForFinished(10000);
    return Outcome(process.readAllStandardOutput().toInt());
}

} // namespace

void tst_KeyringTrouble::initTestCase()
{
    if (qEnvironmentVariableIsSet("PARLEY_NO_KEYRING"))
        QSKIP(qgetenv("PARLEY_NO_KEYRING").constData());
    if (!qEnvironmentVariableIsSet("PARLEY_PRIVATE_HOME"))
        QSKIP("run this test through with-keyring.sh: it must not touch the user's own keychain");
    m_store = makeKeychainStore(u"parley-test"_s);
}

void tst_KeyringTrouble::init()
{
    m_bench = std::make_unique<SessionBench>();
    m_bench->keychain = m_store.get();
    m_bench->answerAlwaysWithTokens();
    m_told.clear();
    const QString test = QString::fromLatin1(QTest::currentTestFunction());
    if (test == "worksWithoutABus"_L1 || test == "absent"_L1)
        return;
    if (!m_keyring.isRunning())
        QVERIFY(m_keyring.start());
    QVERIFY(m_keyring.unlock());
    saveEarlier();
}

void tst_KeyringTrouble::cleanup()
{
    m_keyring.goOn();
    m_bench.reset();
}

void tst_KeyringTrouble::saveEarlier()
{
    const SignInEntry entry { .credential = { .user = u"alice"_s, .secret = u"demo"_s } };
    const QByteArray bytes = entry.encoded(0);
    QCOMPARE(outcomeApart({ m_bench->key(), QString::fromUtf8(bytes) },
                          QProcessEnvironment::systemEnvironment()),
             Outcome::Done);
    m_bench->known.put({ .key = m_bench->key(),
                         .tokenUrl = m_bench->config.tokenUrl,
                         .identity = m_bench->config.identity });
}

void tst_KeyringTrouble::launch()
{
    m_bench->launch();
    connect(m_bench->session.get(), &Session::keychainStatusChanged, this,
            [this](Status, const QString &detail) { m_told = detail; });
}

void tst_KeyringTrouble::worksWithoutABus()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
    QCOMPARE(outcomeApart({ m_bench->key() }, environment), Outcome::Unavailable);
    QCOMPARE(outcomeApart({ m_bench->key(), u"secret"_s }, environment), Outcome::Unavailable);
}

/// The desktop has a bus, but no keychain is there yet.
void tst_KeyringTrouble::absent()
{
    QVERIFY(m_keyring.start());
    saveEarlier();
    m_keyring.kill();

    resume();
    QCOMPARE(m_bench->session->keychainStatus(), Status::Reading);
    QVERIFY(waitFor([&] {
        m_bench->advance(1s); // it is asked twice
        return m_bench->session->keychainStatus() == Status::Unavailable;
    }));
    QVERIFY2(m_told.startsWith(u"The system keychain cannot be used: "), qPrintable(m_told));
    QVERIFY(waitFor([&] { return m_bench->failures.size() == 1; }));
    QCOMPARE(m_bench->failures[0].code, TokenError::Code::NoCredential);
    QVERIFY(m_bench->known.find(m_bench->key())); // the next start asks again

    m_bench->typeIn();
    QVERIFY(waitForSignIn()); // for this run
    m_bench->advance(3s);
    QVERIFY(waitFor([&] { return m_told.startsWith(u"No keychain: "); }));
    QCOMPARE(m_bench->session->keychainStatus(), Status::Unavailable);
    QVERIFY(!m_bench->session->isKept());

    QVERIFY(m_keyring.start());
    resume();
    QVERIFY(waitForSignIn()); // by what was saved before
    m_bench->advance(3s);
    QVERIFY(waitFor(Status::Saved));
    QVERIFY(isSaved());
}

/// The dialog for the password of the keyring is open; the user is in no hurry.
void tst_KeyringTrouble::locked()
{
    QVERIFY(m_keyring.lock());
    FakePrompter dialog;
    resume();
    QVERIFY(waitFor([&] { return dialog.isAsking(); }));
    QCOMPARE(m_bench->session->keychainStatus(), Status::Reading);
    m_bench->advance(3s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Waiting);
    QCOMPARE(m_told, u"Waiting for the system keychain."_s);
    m_bench->advance(10min);
    QVERIFY(m_bench->failures.empty());
    QVERIFY(dialog.isAsking()); // not torn down

    QVERIFY(m_keyring.unlock());
    dialog.dismiss();
    // The keyring says 'not found' of an entry whose dialog was closed.
    QVERIFY(waitFor(Status::Denied));
    QVERIFY(isSaved());
    QVERIFY(m_bench->known.find(m_bench->key()));
    m_bench->session->resume();
    QVERIFY(waitForSignIn());
    QCOMPARE(dialog.asked, 1);
}

void tst_KeyringTrouble::lockedAndTheUserSignsInInstead()
{
    QVERIFY(m_keyring.lock());
    FakePrompter dialog;
    resume();
    QVERIFY(waitFor([&] { return dialog.isAsking(); }));
    m_bench->advance(10s);
    m_bench->typeIn(u"newer"_s);
    QVERIFY(waitForSignIn());
    m_bench->advance(2s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Idle); // nothing to wait for
    m_bench->advance(30s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::NotSaved);
    QCOMPARE(m_told, u"The keychain has not answered yet."_s);
    QVERIFY(m_keyring.unlock());
    dialog.dismiss(); // the late answer to the reading
    QVERIFY(waitFor(Status::Saved));
    QCOMPARE(m_bench->session->provider().credential().secret, u"newer"_s);
    QVERIFY(m_bench->failures.empty());
    QVERIFY(isSaved());
}

/// The user closes each dialog.
void tst_KeyringTrouble::refusing()
{
    QVERIFY(m_keyring.lock());
    FakePrompter dialog;
    dialog.dismissesAll = true;
    resume();
    QVERIFY(waitFor(Status::Denied));
    QCOMPARE(m_told, u"The system keychain refused access."_s);
    QVERIFY(waitFor([&] { return m_bench->failures.size() == 1; }));
    QCOMPARE(m_bench->failures[0].code, TokenError::Code::NoCredential);
    QVERIFY(isSaved());
    const auto known = m_bench->known.find(m_bench->key());
    QVERIFY(known && !known->isRemovalPending && !known->isUnfinished);
    QCOMPARE(m_bench->tokenRequests(), 0);

    m_bench->session->resume(); // 'Try again': refused again
    QVERIFY(waitFor([&] { return m_bench->failures.size() == 2; }));
    QCOMPARE(dialog.asked, 2);
    QVERIFY(m_keyring.unlock());
    m_bench->session->resume();
    QVERIFY(waitForSignIn());
    QCOMPARE(dialog.asked, 2);
}

void tst_KeyringTrouble::refusingToSave()
{
    QVERIFY(m_keyring.lock());
    FakePrompter dialog;
    dialog.dismissesAll = true;
    launch();
    m_bench->typeIn(u"newer"_s);
    QVERIFY(waitForSignIn());
    m_bench->advance(2s);
    QVERIFY(waitFor(Status::NotSaved));
    QVERIFY2(m_told.startsWith(u"The sign-in could not be saved: "), qPrintable(m_told));
    QVERIFY(isSaved()); // what was there before
    QVERIFY(m_bench->session->isSignedIn());

    QVERIFY(m_keyring.unlock());
    resume(); // the next start
    QVERIFY(waitForSignIn());
    QVERIFY(m_bench->statuses.size() >= 2);
    QCOMPARE(m_bench->statuses[1], Status::NotSaved); // told why the older one is in use
    QCOMPARE(m_bench->session->provider().credential().secret, u"demo"_s);
    m_bench->advance(2s);
    QVERIFY(waitFor(Status::Saved));
}

/// An entry that cannot be removed is not called removed, and is not signed in with any more.
void tst_KeyringTrouble::refusingToRemove()
{
    resume();
    QVERIFY(waitForSignIn());
    m_bench->advance(3s);
    QVERIFY(waitFor(Status::Saved));
    QVERIFY(m_keyring.lock());
    FakePrompter dialog;
    dialog.dismissesAll = true;
    m_bench->session->signOut();
    QVERIFY(waitFor([&] { return m_bench->session->isSettled(); }));
    QCOMPARE(m_bench->session->keychainStatus(), Status::Denied);
    QCOMPARE(m_told, u"The saved sign-in could not be removed yet; the next start tries again."_s);
    QVERIFY(m_bench->known.find(m_bench->key())->isRemovalPending);
    QVERIFY(isSaved());

    QVERIFY(m_keyring.unlock());
    resume();
    QVERIFY(waitFor([&] { return m_bench->session->isSettled(); }));
    QCOMPARE(m_bench->signedIn, 0);
    QVERIFY(!isSaved());
    QVERIFY(m_bench->known.all().empty());
}

/// The process of the keyring does not run for a while.
/// The keyring ended and came back while Parley runs; libsecret still holds the old session.
void tst_KeyringTrouble::restarted()
{
    CredentialStore::Result first;
    CredentialStore::Result second;
    bool isRead = false;
    QObject context;
    m_store->read(m_bench->key(), &context, [&](const CredentialStore::Result &result) {
        first = result;
        isRead = true;
    });
    QVERIFY(waitFor([&] { return isRead; }));
    QCOMPARE(first.outcome, Outcome::Done);

    m_keyring.kill();
    QVERIFY(m_keyring.start());
    QVERIFY(m_keyring.unlock());
    isRead = false;
    m_store->read(m_bench->key(), &context, [&](const CredentialStore::Result &result) {
        second = result;
        isRead = true;
    });
    QVERIFY(waitFor([&] { return isRead; }));
    QCOMPARE(second.outcome, Outcome::Done);
    QCOMPARE(second.secret, first.secret);
}

void tst_KeyringTrouble::slow()
{
    m_keyring.stop();
    resume();
    QVERIFY(!QTest::qWaitFor([&] { return m_bench->session->isSignedIn(); }, 300));
    m_bench->advance(3s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Waiting);
    QCOMPARE(m_told, u"Waiting for the system keychain."_s);
    m_keyring.goOn();
    QVERIFY(waitForSignIn()); // no need to try again
    QVERIFY(m_bench->failures.empty());
    QVERIFY(isSaved());
}

void tst_KeyringTrouble::slowToSave()
{
    m_keyring.stop();
    launch();
    m_bench->typeIn(u"newer"_s);
    QVERIFY(waitForSignIn());
    m_bench->advance(2s);
    m_bench->advance(30s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::NotSaved);
    QCOMPARE(m_told, u"The keychain has not answered yet."_s);
    QVERIFY(m_bench->known.find(m_bench->key())->isUnfinished); // the next start would tell
    m_keyring.goOn();
    QVERIFY(waitFor(Status::Saved));
    resume();
    QVERIFY(waitForSignIn());
    QCOMPARE(m_bench->session->provider().credential().secret, u"newer"_s);
}

void tst_KeyringTrouble::slowAndTheUserSignsOut()
{
    m_keyring.stop();
    resume();
    m_bench->advance(5s);
    m_bench->session->signOut();
    QVERIFY(!m_bench->session->isSettled());
    m_keyring.goOn(); // the answer comes after the sign-out
    QVERIFY(waitFor([&] { return m_bench->session->isSettled(); }));
    QCOMPARE(m_bench->signedIn, 0);
    QCOMPARE(m_bench->tokenRequests(), 0);
    QVERIFY(!isSaved());
    QVERIFY(m_bench->known.all().empty());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--apart"_L1)
        return runApart(arguments);
    tst_KeyringTrouble test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keyringtrouble.moc"
