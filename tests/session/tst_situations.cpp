// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sessionbench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = TokenManager::State;
using Status = Session::KeychainStatus;
using Outcome = CredentialStore::Outcome;
using Code = TokenError::Code;

/// The situations of the token's life that involve keychain, sign-in and sign-out, each with
/// its number.
class tst_Situations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void situation1_firstRunWithoutCredential();
    void situation2_storedCredentialAndHealthyService();
    void situation3_storedTokenStillValid();
    void situation4_storedTokenInsideTheLead();
    void situation6_keychainLockedForAWhile();
    void situation7_keychainLockedAndUserSignsIn();
    void situation8_promptDismissed();
    void situation10_noKeychainService();
    void situation11_keychainLateAtAutostart();
    void situation12_entryMissingThoughKnown();
    void situation14_secretCorrupt_data();
    void situation14_secretCorrupt();
    void situation15_secretTooLarge();
    void situation19_offlineAtStart();
    void situation20_serviceDownAtStart();
    void situation56_anotherUsersToken();
    void situation59_rotationLosesNothing();
    void situation93_signOutDuringARefresh();
    void situation94_answerAfterSignOut();
    void situation96_quitDuringARefresh();
    void situation117_signsInAgainAsTheSameUser();
    void situation127_keychainLocksWhileTheCredentialRotates();
    void situation130_signOutWhileOffline();

private:
    std::unique_ptr<SessionBench> m_bench;
};

void tst_Situations::init()
{
    m_bench = std::make_unique<SessionBench>();
}

void tst_Situations::cleanup()
{
    m_bench.reset();
}

void tst_Situations::situation1_firstRunWithoutCredential()
{
    m_bench->launch();
    m_bench->session->resume();
    QVERIFY(m_bench->failures.empty());
    m_bench->advance(300ms);
    QCOMPARE(m_bench->states, std::vector<State>({ State::Loading, State::SignedOut }));
    QCOMPARE(m_bench->failures.size(), size_t(1));
    QCOMPARE(m_bench->failures[0].code, Code::NoCredential);
    QVERIFY(m_bench->store.journal.isEmpty());
    QVERIFY(m_bench->statuses.empty());
    QCOMPARE(m_bench->tokenRequests(), 0);
}

void tst_Situations::situation2_storedCredentialAndHealthyService()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(5s);
    QCOMPARE(m_bench->states,
             std::vector<State>({ State::Loading, State::Fetching, State::Ready }));
    QCOMPARE(m_bench->signedIn, 1);
    QCOMPARE(m_bench->applied, 1);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QVERIFY(m_bench->failures.empty());
    QVERIFY(!m_bench->session->tokens().warning());
    QCOMPARE(m_bench->network.requests[0].authorization,
             QByteArray("Basic " + QByteArray("alice:demo").toBase64()));
}

void tst_Situations::situation3_storedTokenStillValid()
{
    m_bench->save({ .credential = { .user = u"alice"_s, .secret = u"demo"_s },
                    .jwt = m_bench->jwt(1h, 40min) });
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(7min);
    QCOMPARE(m_bench->signedIn, 1);
    QCOMPARE(m_bench->applied, 1);
    QCOMPARE(m_bench->tokenRequests(), 0);
    m_bench->advance(2min); // past exp - 12 min
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_bench->applied, 2);
    QCOMPARE(m_bench->transports.count(), 1);
}

void tst_Situations::situation4_storedTokenInsideTheLead()
{
    m_bench->save({ .credential = { .user = u"alice"_s, .secret = u"demo"_s },
                    .jwt = m_bench->jwt(1h, 58min) });
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(5s);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_bench->session->tokens().generation(), quint64(2));
    QCOMPARE(m_bench->transports.count(), 1); // no reconnect
    QVERIFY(m_bench->session->chat().connection().isConnected());
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
}

void tst_Situations::situation6_keychainLockedForAWhile()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->store.delay = 40s;
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(39s);
    QCOMPARE(m_bench->statuses, std::vector<Status>({ Status::Reading, Status::Waiting }));
    QCOMPARE(m_bench->session->tokens().state(), State::Loading);
    m_bench->advance(5s);
    QCOMPARE(m_bench->statuses.at(2), Status::Idle);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QVERIFY(m_bench->failures.empty());
}

void tst_Situations::situation7_keychainLockedAndUserSignsIn()
{
    m_bench->savePassword(u"old"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->store.isHanging = true;
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(10s);
    m_bench->typeIn(u"new"_s);
    m_bench->advance(20s);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QCOMPARE(m_bench->saved()->credential.secret,
             u"old"_s); // not before it is confirmed
    m_bench->store.release();
    m_bench->advance(10s);
    QCOMPARE(m_bench->saved()->credential.secret, u"new"_s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Saved);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_bench->signedIn, 1);
    QCOMPARE(m_bench->session->provider().credential().secret, u"new"_s);
}

void tst_Situations::situation8_promptDismissed()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->store.delay = 5s;
    m_bench->store.nextReads = { { .outcome = Outcome::AccessDenied } };
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1min);
    QCOMPARE(m_bench->session->tokens().state(), State::SignedOut);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Denied);
    QCOMPARE(m_bench->failures.size(), size_t(1));
    QVERIFY(m_bench->saved());
    QCOMPARE(m_bench->tokenRequests(), 0);
    QCOMPARE(m_bench->store.journal.size(), 1);
    m_bench->session->resume(); // 'Try again'
    m_bench->advance(1min);
    QCOMPARE(m_bench->signedIn, 1);
}

void tst_Situations::situation10_noKeychainService()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->store.nextReads
        = { { .outcome = Outcome::Unavailable }, { .outcome = Outcome::Unavailable } };
    m_bench->store.nextWrites = { Outcome::Unavailable, Outcome::Unavailable };
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(15s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Unavailable);
    QCOMPARE(m_bench->failures.size(), size_t(1));
    m_bench->typeIn();
    m_bench->advance(5s);
    QCOMPARE(m_bench->signedIn, 1);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Unavailable);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QVERIFY(m_bench->known.find(m_bench->key())); // the next launch asks again
}

void tst_Situations::situation11_keychainLateAtAutostart()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->store.nextReads = { { .outcome = Outcome::Unavailable } };
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(9s);
    QCOMPARE(m_bench->session->tokens().state(), State::Loading);
    m_bench->advance(3s);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QVERIFY(m_bench->failures.empty());
    QCOMPARE(m_bench->tokenRequests(), 1);
}

void tst_Situations::situation12_entryMissingThoughKnown()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->store.secrets.clear();
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1s);
    QCOMPARE(m_bench->session->tokens().state(), State::SignedOut);
    QCOMPARE(m_bench->session->keychainStatus(), Status::EntryMissing);
    m_bench->typeIn();
    m_bench->advance(5s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Saved);
    QCOMPARE(m_bench->tokenRequests(), 1);

    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1s);
    QCOMPARE(m_bench->signedIn, 1);
    QVERIFY(m_bench->failures.empty());
}

void tst_Situations::situation14_secretCorrupt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("0 bytes") << QByteArray();
    QTest::newRow("random bytes") << QByteArray::fromHex("d3adb33f00");
}

void tst_Situations::situation14_secretCorrupt()
{
    QFETCH(QByteArray, bytes);
    m_bench->savePassword(u"demo"_s);
    m_bench->store.secrets.insert(m_bench->key(), bytes);
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(1s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::EntryCorrupt);
    QCOMPARE(m_bench->session->tokens().state(), State::SignedOut);
    QCOMPARE(m_bench->tokenRequests(), 0);

    m_bench->network.script = { { .status = 401 } };
    m_bench->typeIn(u"wrong"_s);
    m_bench->advance(10s);
    QCOMPARE(m_bench->savedBytes(), bytes); // kept until a new sign-in is verified
    m_bench->answerAlwaysWithTokens();
    m_bench->typeIn();
    m_bench->advance(10s);
    QCOMPARE(m_bench->saved()->credential.secret, u"demo"_s);
}

void tst_Situations::situation15_secretTooLarge()
{
    m_bench->store.limit = 2560;
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->typeIn(QString(3000, QLatin1Char('s')));
    m_bench->advance(10s);
    QCOMPARE(m_bench->signedIn, 1);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QCOMPARE(m_bench->session->keychainStatus(), Status::TooLarge);
    QVERIFY(m_bench->store.journal.isEmpty());
    QVERIFY(m_bench->store.secrets.isEmpty());
    QCOMPARE(m_bench->tokenRequests(), 1);
}

void tst_Situations::situation19_offlineAtStart()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->reachability.set(Reachability::State::Unreachable);
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(2min);
    QCOMPARE(m_bench->tokenRequests(), 0);
    QVERIFY(m_bench->failures.empty());
    QCOMPARE(m_bench->session->tokens().warning(), std::optional(TokenManager::Warning::Offline));
    m_bench->reachability.set(Reachability::State::Reachable);
    m_bench->advance(2s);
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QVERIFY(!m_bench->session->tokens().warning());
}

void tst_Situations::situation20_serviceDownAtStart()
{
    m_bench->savePassword(u"demo"_s);
    m_bench->launch(); // the back end answers 503
    m_bench->session->resume();
    m_bench->advance(3min);
    QVERIFY(m_bench->failures.empty());
    QCOMPARE(m_bench->session->tokens().state(), State::Fetching);
    m_bench->answerAlwaysWithTokens();
    m_bench->advance(75s);
    QCOMPARE(m_bench->signedIn, 1);
    QVERIFY2(m_bench->tokenRequests() <= 8, qPrintable(QString::number(m_bench->tokenRequests())));
    QVERIFY(std::ranges::find(m_bench->states, State::NeedsSignIn) == m_bench->states.end());
}

void tst_Situations::situation56_anotherUsersToken()
{
    m_bench->network.script = { { .body = m_bench->jwt(1h, 0s, u"bob"_s) } };
    m_bench->network.script.front().contentType = "text/plain";
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(1min);
    QCOMPARE(m_bench->failures.size(), size_t(1));
    QCOMPARE(m_bench->failures[0].code, Code::WrongIdentity);
    QCOMPARE(m_bench->signedIn, 0);
    QCOMPARE(m_bench->transports.count(), 0); // no client has seen it
    QVERIFY(m_bench->store.secrets.isEmpty());
}

void tst_Situations::situation59_rotationLosesNothing()
{
    m_bench->save({ .credential = { .user = u"alice"_s, .session = u"s-1"_s } });
    m_bench->network.script
        = { { .error = QNetworkReply::RemoteHostClosedError }, m_bench->sessionAnswer(u"s-2"_s) };
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(500ms);
    QCOMPARE(m_bench->saved()->credential.session, u"s-1"_s);
    m_bench->advance(10s);
    QCOMPARE(m_bench->signedIn, 1);
    QCOMPARE(m_bench->tokenRequests(), 2);
    QCOMPARE(m_bench->network.requests[1].authorization, QByteArray("Bearer s-1"));
    QCOMPARE(m_bench->network.requests[1].idempotencyKey,
             m_bench->network.requests[0].idempotencyKey);
    QCOMPARE(m_bench->saved()->credential.session, u"s-2"_s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Saved);
}

void tst_Situations::situation93_signOutDuringARefresh()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(40s);
    QVERIFY(m_bench->saved());
    m_bench->network.script = { { .isNever = true } };
    m_bench->session->tokens().refresh(this, [](const auto &) {});
    m_bench->advance(1s);
    QCOMPARE(m_bench->session->tokens().state(), State::Refreshing);

    m_bench->store.journal.clear();
    m_bench->session->signOut();
    QCOMPARE(m_bench->session->tokens().state(), State::SignedOut); // at once
    QVERIFY(!m_bench->session->isSignedIn());
    m_bench->advance(10s);
    QCOMPARE(m_bench->network.inFlight, 0);
    QVERIFY(m_bench->store.secrets.isEmpty());
    QCOMPARE(m_bench->store.journal, QStringList({ u"remove"_s, u"read"_s }));
    QVERIFY(m_bench->known.all().empty());
    QVERIFY(!m_bench->session->chat().connection().isConnected());
    QVERIFY(m_bench->session->isSettled());
    const int requests = m_bench->tokenRequests();
    m_bench->advance(2h);
    QCOMPARE(m_bench->tokenRequests(), requests);
}

void tst_Situations::situation94_answerAfterSignOut()
{
    m_bench->launch();
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_bench->network.script.front().delay = 2s;
    m_bench->typeIn();
    m_bench->advance(1s);
    m_bench->session->signOut();
    m_bench->advance(10s);
    QCOMPARE(m_bench->session->tokens().state(), State::SignedOut);
    QCOMPARE(m_bench->signedIn, 0);
    QVERIFY(m_bench->failures.empty());
    QVERIFY(m_bench->store.secrets.isEmpty());
    QVERIFY(!m_bench->store.journal.contains(u"write"_s));
}

void tst_Situations::situation96_quitDuringARefresh()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(40s);
    const QByteArray before = m_bench->savedBytes();
    m_bench->store.isHanging = true;
    m_bench->session->tokens().refresh(this, [](const auto &) {});
    m_bench->advance(1s); // its write is pending
    m_bench->network.script = { { .isNever = true } };
    m_bench->advance(40s);
    m_bench->session->tokens().refresh(this, [](const auto &) {});
    m_bench->advance(100ms);
    m_bench->session->shutdown();
    m_bench->quit();
    QCOMPARE(m_bench->savedBytes(), before); // the old one, never empty
    QVERIFY(m_bench->known.find(m_bench->key()));
    QCOMPARE(m_bench->network.inFlight, 0);
}

void tst_Situations::situation117_signsInAgainAsTheSameUser()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(40s);
    const quint64 before = m_bench->session->tokens().generation();
    m_bench->network.otherwise = [](const SeenRequest &) { return HttpAnswer { .status = 401 }; };
    m_bench->session->tokens().refresh(this, [](const auto &) {});
    m_bench->advance(10s);
    QCOMPARE(m_bench->session->tokens().state(), State::NeedsSignIn);
    QVERIFY(m_bench->session->isSignedIn());
    QVERIFY(m_bench->session->chat().connection().isConnected()); // works on until the token ends
    QVERIFY(m_bench->saved());

    m_bench->answerAlwaysWithTokens();
    m_bench->typeIn(u"changed"_s);
    m_bench->advance(10s);
    QCOMPARE(m_bench->signedIn, 2);
    QVERIFY(m_bench->session->tokens().generation() > before);
    QCOMPARE(m_bench->saved()->credential.secret, u"changed"_s);
    QCOMPARE(m_bench->transports.count(), 1);
}

void tst_Situations::situation127_keychainLocksWhileTheCredentialRotates()
{
    m_bench->network.script = { m_bench->sessionAnswer(u"s-1"_s) };
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(40s);
    QCOMPARE(m_bench->saved()->credential.session, u"s-1"_s);

    m_bench->store.isHanging = true;
    m_bench->network.script = { m_bench->sessionAnswer(u"s-2"_s) };
    m_bench->session->tokens().refresh(this, [](const auto &) {});
    m_bench->advance(25s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Saved);
    m_bench->advance(6s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::NotSaved);
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    m_bench->advance(9min);
    QCOMPARE(m_bench->tokenRequests(), 2);
    m_bench->store.release();
    m_bench->advance(1s);
    QCOMPARE(m_bench->session->keychainStatus(), Status::Saved);
    QCOMPARE(m_bench->saved()->credential.session, u"s-2"_s);
}

void tst_Situations::situation130_signOutWhileOffline()
{
    m_bench->network.script = { m_bench->sessionAnswer(u"s-1"_s) };
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(40s);
    m_bench->reachability.set(Reachability::State::Unreachable);
    m_bench->network.otherwise = [](const SeenRequest &) {
        return HttpAnswer { .error = QNetworkReply::HostNotFoundError };
    };
    m_bench->session->signOut();
    m_bench->advance(10s);
    QVERIFY(m_bench->store.secrets.isEmpty());
    QCOMPARE(m_bench->tokenRequests(), 1);
    QVERIFY(m_bench->failures.empty());
    QVERIFY(!m_bench->eventNames().contains(u"signInFailed"_s));
    QVERIFY(m_bench->session->isSettled());
}

QTEST_GUILESS_MAIN(tst_Situations)
#include "tst_situations.moc"
