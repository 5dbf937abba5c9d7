// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/signinlock.h"
#include "sessionbench.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = TokenManager::State;

/// Two programs of one account that share its saved sign-in: one fetches at a time, the other takes
/// what it finds.
class tst_SharedSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void oneFetchesTheOtherTakesIt();
    void bothStartWithAnExpiredToken();
    void takesTheRotatedCredentialToo();
    void fetchesAfterTheOtherHasFailed();
    void fetchesWhenTheOtherHasDied();
    void fetchesWhenTheOtherIsStopped();
    void neverTakesARefusedTokenAgain();
    void takesNoTokenThatEndsSoon();
    void doesNotWriteOverARotatedCredential();
    void looksToTheEndBeforeItSaves();
    void leavesARotatedCredentialAtTheEnd();
    void savesWhatItHasAtTheEnd();
    void savesWhatIsHeldUpAtTheEnd();
    void fetchesByItselfWithout_data();
    void fetchesByItselfWithout();
    void letsGoWhenTheKeychainHangs();
    void letsGoAtSignOut();

private:
    void rotate();
    void saveRotating();
    void launchBoth();
    void rotateByTheOther();
    [[nodiscard]] QString lockFile() const;
    [[nodiscard]] SignInLock foreignLock()
    {
        return { m_folder->path(), m_bench->key(), m_bench->clock };
    }
    void refresh(Session &session)
    {
        session.tokens().refresh(&m_context, [this](const std::optional<TokenError> &error) {
            m_outcomes.push_back(error ? codeName(error->code) : QString());
        });
    }
    [[nodiscard]] QByteArray jwtOf(Session &session) const
    {
        const auto token = session.tokens().token();
        return token ? token->jwt() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<Session> m_other;
    QObject m_context;
    QStringList m_outcomes;
    int m_sessions = 0;
};

void tst_SharedSignIn::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench = std::make_unique<SessionBench>();
    m_bench->config.dataFolder = m_folder->path();
    m_outcomes.clear();
    m_sessions = 1;
}

void tst_SharedSignIn::cleanup()
{
    m_other.reset();
    m_bench.reset();
    m_folder.reset();
}

/// An earlier run has saved session s-1, and the back end gives a new one with each token.
void tst_SharedSignIn::saveRotating()
{
    m_bench->save(
        { .credential = { .user = u"alice"_s, .session = u"s-1"_s }, .jwt = m_bench->jwt() });
    rotate();
}

/// Both run, and the other one has s-2 from its refresh.
void tst_SharedSignIn::rotateByTheOther()
{
    saveRotating();
    launchBoth();
    m_bench->advance(1min);
    refresh(*m_other);
    m_bench->advance(10s);
}

/// A back end that hands out a new session with each token and takes the newest one only.
void tst_SharedSignIn::rotate()
{
    m_bench->network.otherwise = [this](const SeenRequest &request) {
        const QByteArray expected = "Bearer s-" + QByteArray::number(m_sessions);
        if (request.authorization != expected)
            return HttpAnswer { .status = 401 };
        return m_bench->sessionAnswer(u"s-%1"_s.arg(++m_sessions));
    };
}

void tst_SharedSignIn::launchBoth()
{
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(100ms);
    m_other = std::make_unique<Session>(m_bench->config, m_bench->parts());
    m_other->resume();
    m_bench->advance(2s);
}

QString tst_SharedSignIn::lockFile() const
{
    const QStringList names = QDir(m_folder->path()).entryList({ u"signin-*.lock"_s }, QDir::Files);
    return names.isEmpty() ? QString() : m_folder->filePath(names.constFirst());
}

void tst_SharedSignIn::oneFetchesTheOtherTakesIt()
{
    m_bench->save(
        { .credential = { .user = u"alice"_s, .secret = u"demo"_s }, .jwt = m_bench->jwt() });
    m_bench->answerAlwaysWithTokens();
    launchBoth();
    QCOMPARE(m_bench->tokenRequests(), 0);
    for (int hours = 1; hours <= 10; ++hours) {
        m_bench->advance(1h);
        QCOMPARE(m_other->tokens().state(), State::Ready);
        QCOMPARE(jwtOf(*m_other), jwtOf(*m_bench->session));
    }
    // 48 min of each hour: one request for both.
    QVERIFY2(m_bench->tokenRequests() >= 12 && m_bench->tokenRequests() <= 13,
             qPrintable(QString::number(m_bench->tokenRequests())));
    QCOMPARE(m_bench->session->tokens().generation(), m_other->tokens().generation());
    QVERIFY(lockFile().isEmpty()); // let go
}

void tst_SharedSignIn::bothStartWithAnExpiredToken()
{
    m_bench->save(
        { .credential = { .user = u"alice"_s, .secret = u"demo"_s }, .jwt = m_bench->jwt(1h, 2h) });
    m_bench->answerAlwaysWithTokens();
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_bench->network.script.front().delay = 5s;
    launchBoth();
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_other->tokens().state(), State::Fetching); // waits for the other's
    m_bench->advance(6s);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QCOMPARE(m_other->tokens().state(), State::Ready);
    QCOMPARE(jwtOf(*m_other), jwtOf(*m_bench->session));
}

void tst_SharedSignIn::takesTheRotatedCredentialToo()
{
    saveRotating();
    launchBoth();
    for (int turn = 0; turn < 3; ++turn) {
        m_bench->advance(1min);
        refresh(*m_bench->session);
        m_bench->advance(10s);
        refresh(*m_other); // takes what is there
        m_bench->advance(1min);
        refresh(*m_other); // asks with the credential that came with it
        m_bench->advance(10s);
        refresh(*m_bench->session);
        m_bench->advance(10s);
    }
    QCOMPARE(m_outcomes, QStringList(12, QString()));
    QCOMPARE(m_bench->tokenRequests(), 6);
    QCOMPARE(m_sessions, 7); // none was refused
    QCOMPARE(m_other->provider().credential().session, u"s-7"_s);
    QCOMPARE(m_bench->session->provider().credential().session, u"s-7"_s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-7"_s);
}

void tst_SharedSignIn::fetchesAfterTheOtherHasFailed()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->network.script = { { .status = 503 } };
    m_bench->network.script.front().delay = 3s;
    launchBoth();
    QCOMPARE(m_bench->tokenRequests(), 1);
    m_bench->advance(4s); // the first waits its turn, the second asks
    QCOMPARE(m_bench->tokenRequests(), 2);
    QCOMPARE(m_other->tokens().state(), State::Ready);
    m_bench->advance(5s); // and the first finds the token
    QCOMPARE(m_bench->tokenRequests(), 2);
    QCOMPARE(jwtOf(*m_bench->session), jwtOf(*m_other));
}

void tst_SharedSignIn::fetchesWhenTheOtherHasDied()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    {
        SignInLock names = foreignLock();
        QVERIFY(names.tryAcquire());
        QFile file(lockFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArrayList lines = file.readAll().split('\n');
        file.close();
        lines[0] = "4194305"; // above the highest process id that Linux gives
        names.release();
        QFile left(m_folder->filePath(QFileInfo(file).fileName()));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write(lines.join('\n'));
    }
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(2s);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QCOMPARE(m_bench->tokenRequests(), 1);
}

void tst_SharedSignIn::fetchesWhenTheOtherIsStopped()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    SignInLock stopped = foreignLock();
    QVERIFY(stopped.tryAcquire());
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1min);
    QCOMPARE(m_bench->tokenRequests(), 0); // it may just be slow
    QFile file(lockFile());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-61),
                             QFileDevice::FileModificationTime));
    file.close();
    m_bench->advance(90s);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
}

void tst_SharedSignIn::neverTakesARefusedTokenAgain()
{
    m_bench->save(
        { .credential = { .user = u"alice"_s, .secret = u"demo"_s }, .jwt = m_bench->jwt() });
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1min);
    QCOMPARE(m_bench->tokenRequests(), 0);
    SignInEntry newer = *m_bench->saved();
    newer.jwt = m_bench->jwt(1h);
    m_bench->save(newer);
    refresh(*m_bench->session);
    m_bench->advance(1s);
    QCOMPARE(m_bench->tokenRequests(), 0);
    QCOMPARE(jwtOf(*m_bench->session), newer.jwt);
    m_bench->advance(1min);
    refresh(*m_bench->session); // the same is in the keychain still
    m_bench->advance(1s);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QVERIFY(jwtOf(*m_bench->session) != newer.jwt);
    QCOMPARE(m_outcomes, QStringList({ QString(), QString() }));
}

void tst_SharedSignIn::takesNoTokenThatEndsSoon()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    SignInLock busy = foreignLock();
    QVERIFY(busy.tryAcquire());
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1s);
    SignInEntry late = *m_bench->saved();
    late.jwt = m_bench->jwt(1h, 50min); // inside the lead of 12 min
    m_bench->save(late);
    busy.release();
    m_bench->advance(2s);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QVERIFY(jwtOf(*m_bench->session) != late.jwt);
}

void tst_SharedSignIn::doesNotWriteOverARotatedCredential()
{
    rotateByTheOther();
    // A token by hand is kept as well, but with the credential of before.
    m_bench->session->tokens().updateToken(m_bench->jwt(2h), &m_context, [](const auto &) {});
    m_bench->advance(10s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-2"_s);
    m_bench->advance(1min);
    refresh(*m_bench->session);
    m_bench->advance(10s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-3"_s);
    QVERIFY(!m_outcomes.contains(codeName(TokenError::Code::CredentialRejected)));
}

void tst_SharedSignIn::looksToTheEndBeforeItSaves()
{
    rotateByTheOther();
    m_bench->store.delay = 1s;
    m_bench->session->tokens().updateToken(m_bench->jwt(2h), &m_context, [](const auto &) {});
    m_bench->advance(500ms); // looks into the keychain
    m_bench->session->tokens().updateToken(m_bench->jwt(3h), &m_context, [](const auto &) {});
    m_bench->advance(10s);
    QCOMPARE(m_bench->applied, 3); // with that of the keychain
    QCOMPARE(m_bench->saved()->credential.session, u"s-2"_s);
    QVERIFY(lockFile().isEmpty());
}

void tst_SharedSignIn::leavesARotatedCredentialAtTheEnd()
{
    rotateByTheOther();
    connect(&m_bench->session->tokens(), &TokenManager::tokenUpdated, &m_context,
            [this] { m_bench->session->shutdown(); });
    m_bench->session->tokens().updateToken(m_bench->jwt(2h), &m_context, [](const auto &) {});
    m_bench->advance(10s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-2"_s);
    QVERIFY(lockFile().isEmpty());
}

void tst_SharedSignIn::savesWhatItHasAtTheEnd()
{
    saveRotating();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1min);
    connect(&m_bench->session->provider(), &HttpTokenProvider::credentialChanged, &m_context,
            [this] { m_bench->session->shutdown(); }); // the very moment that it has changed
    refresh(*m_bench->session);
    m_bench->advance(10s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-2"_s);
    QVERIFY(m_bench->session->isSettled());
    m_bench->quit();
    QVERIFY(lockFile().isEmpty());
}

/// Another program has the lock when there is something to be saved, and still has it at the end.
void tst_SharedSignIn::savesWhatIsHeldUpAtTheEnd()
{
    saveRotating();
    SignInLock foreign = foreignLock();
    QVERIFY(foreign.tryAcquire());
    const auto touch = [this](qint64 secondsAgo) {
        QFile file(lockFile());
        return file.open(QIODevice::ReadWrite)
            && file.setFileTime(QDateTime::currentDateTime().addSecs(-secondsAgo),
                                QFileDevice::FileModificationTime);
    };
    QVERIFY(touch(90)); // seems to have been stopped
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1min);
    connect(&m_bench->session->provider(), &HttpTokenProvider::credentialChanged, &m_context,
            [touch] { QVERIFY(touch(0)); });
    refresh(*m_bench->session);
    m_bench->advance(10s);
    QCOMPARE(m_bench->session->provider().credential().session, u"s-2"_s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-1"_s);
    m_bench->session->shutdown();
    m_bench->advance(1s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-2"_s);
    QVERIFY(m_bench->session->isSettled());
}

void tst_SharedSignIn::fetchesByItselfWithout_data()
{
    QTest::addColumn<bool>("hasFolder");
    QTest::addColumn<bool>("isRemembering");
    QTest::newRow("a data folder") << false << true;
    QTest::newRow("the keychain") << true << false;
}

void tst_SharedSignIn::fetchesByItselfWithout()
{
    QFETCH(bool, hasFolder);
    QFETCH(bool, isRemembering);
    SignInLock busy = foreignLock();
    QVERIFY(busy.tryAcquire());
    if (!hasFolder)
        m_bench->config.dataFolder.clear();
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->signIn(u"demo"_s, isRemembering);
    m_bench->advance(1h);
    QCOMPARE(m_bench->signedIn, 1);
    QCOMPARE(m_bench->tokenRequests(), 2);
}

void tst_SharedSignIn::letsGoWhenTheKeychainHangs()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1min);
    m_bench->store.isHanging = true;
    refresh(*m_bench->session);
    m_bench->advance(5s); // 3 s of waiting for the keychain, then the request
    QCOMPARE(m_bench->tokenRequests(), 2);
    SignInLock waiting = foreignLock();
    QVERIFY(!waiting.tryAcquire());
    m_bench->advance(10s);
    QVERIFY(waiting.tryAcquire());
}

void tst_SharedSignIn::letsGoAtSignOut()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->network.script = { { .isNever = true } };
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1s);
    SignInLock waiting = foreignLock();
    QVERIFY(!waiting.tryAcquire());
    m_bench->session->signOut();
    QVERIFY(waiting.tryAcquire());
    m_bench->advance(1min);
    QCOMPARE(m_bench->clock.pendingCalls(), 0);
}

QTEST_GUILESS_MAIN(tst_SharedSignIn)
#include "tst_sharedsignin.moc"
