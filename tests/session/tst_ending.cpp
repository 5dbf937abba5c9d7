// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/signinlock.h"
#include "sessionbench.h"

#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Whatever a session has started ends exactly once, at whatever moment it is told to stop: no
/// timer, reply, socket or keychain job is left, and no callback comes.
class tst_Ending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void countsWhatIsThere();
    void leavesNothingBehind_data();
    void leavesNothingBehind();
    void endsInsideEveryEvent_data();
    void endsInsideEveryEvent();

private:
    void countLeftOvers();
    /// Asks for things whose answers are counted.
    void ask();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionBench> m_bench;
    QObject m_context;
    int m_asked = 0;
    int m_answered = 0;
};

namespace {

enum class End { SignOut, Shutdown, Destroy, SignOutAndDestroy };
using Prepare = std::function<void(SessionBench &bench)>;

void resume(SessionBench &bench)
{
    bench.savePassword(u"demo"_s);
    bench.launch();
    bench.session->resume();
}

void connected(SessionBench &bench)
{
    bench.answerAlwaysWithTokens();
    bench.launch();
    bench.session->signIn(u"demo"_s, true);
    bench.advance(40s);
}

void refresh(SessionBench &bench)
{
    bench.session->tokens().refresh(bench.session.get(), [](const auto &) {});
    bench.advance(500ms);
}

/// Answers everything but \a method, which stays without a reply.
FakeTransports::Service allBut(const QString &method)
{
    return [method](FakeTransport &transport, const twilsock::Frame &frame) {
        if (frame.method() != method)
            FakeTransports::welcome(transport, frame);
    };
}

struct Moment
{
    const char *name;
    Prepare prepare;
};

std::vector<Moment> moments()
{
    return {
        { "at the beginning", [](SessionBench &bench) { bench.launch(); } },
        { "while the keychain is read", resume },
        { "while the keychain asks the user",
          [](SessionBench &bench) {
              bench.store.isHanging = true;
              resume(bench);
              bench.advance(5s);
          } },
        { "before the keychain is asked again",
          [](SessionBench &bench) {
              bench.store.nextReads = { { .outcome = CredentialStore::Outcome::Unavailable } };
              resume(bench);
              bench.advance(5s);
          } },
        { "while the first token is fetched",
          [](SessionBench &bench) {
              bench.network.script = { { .isNever = true } };
              resume(bench);
              bench.advance(1s);
          } },
        { "between two attempts",
          [](SessionBench &bench) {
              resume(bench); // the back end answers 503
              bench.advance(20s);
          } },
        { "while the network is down",
          [](SessionBench &bench) {
              bench.reachability.set(Reachability::State::Unreachable);
              resume(bench);
              bench.advance(20s);
          } },
        { "while the socket opens",
          [](SessionBench &bench) {
              bench.transports.acceptByItself(false);
              connected(bench);
          } },
        { "while the connection is initialised",
          [](SessionBench &bench) {
              bench.transports.setService(allBut(u"init"_s));
              bench.answerAlwaysWithTokens();
              resume(bench);
              bench.advance(3s);
          } },
        { "while the chat is initialised",
          [](SessionBench &bench) {
              bench.transports.setService(allBut(u"message"_s));
              connected(bench);
          } },
        { "connected", connected },
        { "while a refresh runs",
          [](SessionBench &bench) {
              connected(bench);
              bench.network.script = { { .isNever = true } };
              refresh(bench);
          } },
        { "while the new token is offered",
          [](SessionBench &bench) {
              connected(bench);
              bench.transports.setService(allBut(u"update"_s));
              refresh(bench);
          } },
        { "while the sign-in is saved",
          [](SessionBench &bench) {
              connected(bench);
              bench.store.isHanging = true;
              refresh(bench);
              bench.advance(35s);
          } },
        { "after the token has run out",
          [](SessionBench &bench) {
              connected(bench);
              bench.network.otherwise
                  = [](const SeenRequest &) { return HttpAnswer { .status = 503 }; };
              bench.advance(2h);
          } },
        { "after the credential was refused",
          [](SessionBench &bench) {
              connected(bench);
              bench.network.otherwise
                  = [](const SeenRequest &) { return HttpAnswer { .status = 401 }; };
              refresh(bench);
              bench.advance(40s);
          } },
        { "while it waits to reconnect",
          [](SessionBench &bench) {
              connected(bench);
              bench.transports.acceptByItself(false);
              bench.transports.last()->end();
              bench.advance(1s);
          } },
        { "with a back end's session",
          [](SessionBench &bench) {
              bench.network.script = { bench.sessionAnswer(u"s-1"_s) };
              bench.launch();
              bench.session->signIn(u"demo"_s, true);
              bench.advance(10s);
          } },
    };
}

} // namespace

void tst_Ending::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench = std::make_unique<SessionBench>();
    m_bench->config.dataFolder = m_folder->path();
    m_asked = 0;
    m_answered = 0;
}

void tst_Ending::cleanup()
{
    m_bench.reset();
    m_folder.reset();
}

void tst_Ending::ask()
{
    const auto answered = [this](const auto &) { ++m_answered; };
    m_bench->session->tokens().refresh(&m_context, answered);
    m_bench->session->tokens().updateToken(m_bench->jwt(3h), &m_context, answered);
    chat::ChatClient &chat = m_bench->session->chat();
    const QString room = u"CH00000000000000000000000000000001"_s;
    chat.conversations().create({ .friendlyName = u"Room"_s }, &m_context, answered);
    chat.conversations().join(room, &m_context, answered);
    chat.messages().history(room, 10, std::nullopt, &m_context, answered);
    chat.participants().load(room, &m_context, answered);
    m_asked = 6;
}

void tst_Ending::countLeftOvers()
{
    QCOMPARE(m_bench->clock.pendingCalls(), 0);
    QCOMPARE(m_bench->network.inFlight, 0);
    QCOMPARE(m_bench->store.awaited(), 0);
    for (int i = 0; i < m_bench->transports.count(); ++i) {
        const FakeTransport *transport = m_bench->transports.at(i);
        QVERIFY(transport == nullptr || transport->hasEnded() || !transport->isOpen());
    }
}

/// The counters see what runs; else the rest would prove nothing.
void tst_Ending::countsWhatIsThere()
{
    connected(*m_bench);
    QVERIFY(m_bench->clock.pendingCalls() > 0);
    QVERIFY(m_bench->transports.last()->isOpen());
    m_bench->network.script = { { .isNever = true } };
    refresh(*m_bench);
    QCOMPARE(m_bench->network.inFlight, 1);
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_bench->store.isHanging = true;
    m_bench->advance(40s); // the attempt ends, the next one brings a token that is to be saved
    QVERIFY(m_bench->store.awaited() > 0);
    ask();
    m_bench->session->signOut();
    m_bench->store.release();
    m_bench->advance(20s);
    QCOMPARE(m_answered, m_asked);
    countLeftOvers();
}

void tst_Ending::leavesNothingBehind_data()
{
    QTest::addColumn<Prepare>("prepare");
    QTest::addColumn<End>("end");
    for (const Moment &moment : moments()) {
        const auto row = [&moment](const char *how, End end) {
            QTest::addRow("%s %s", how, moment.name) << moment.prepare << end;
        };
        row("signed out", End::SignOut);
        row("shut down", End::Shutdown);
        row("destroyed", End::Destroy);
        row("signed out and destroyed", End::SignOutAndDestroy);
    }
}

void tst_Ending::leavesNothingBehind()
{
    QFETCH(Prepare, prepare);
    QFETCH(End, end);
    prepare(*m_bench);
    m_bench->network.otherwise = [](const SeenRequest &) { return HttpAnswer { .status = 204 }; };
    ask();
    if (end == End::SignOut || end == End::SignOutAndDestroy)
        m_bench->session->signOut();
    if (end == End::Shutdown)
        m_bench->session->shutdown();
    if (end == End::Destroy || end == End::SignOutAndDestroy) {
        m_bench->quit();
        m_bench->advance(1ms);
        // The prompt of a keychain is not torn down, and best effort is made to end the session at
        // the back end; but no object of the session waits for either.
        QCOMPARE(m_bench->store.awaited(), 0);
    }
    m_bench->store.release();
    m_bench->advance(20s);
    countLeftOvers();

    const qsizetype requests = m_bench->network.requests.size();
    const qsizetype jobs = m_bench->store.journal.size();
    const size_t events = m_bench->events.size();
    const int answered = m_answered;
    if (m_bench->session) { // each of those who asked knows
        QCOMPARE(m_answered, m_asked);
    }
    m_bench->advance(2h);
    QCOMPARE(m_bench->network.requests.size(), requests);
    QCOMPARE(m_bench->store.journal.size(), jobs);
    QCOMPARE(m_bench->events.size(), events);
    QCOMPARE(m_answered, answered);
    countLeftOvers();
    m_bench->quit();
    m_bench->advance(1ms);
    countLeftOvers();
}

void tst_Ending::endsInsideEveryEvent_data()
{
    QTest::addColumn<End>("end");
    QTest::newRow("signed out") << End::SignOut;
    QTest::newRow("shut down") << End::Shutdown;
}

/// From inside of each event of a run that has many, one after the other.
void tst_Ending::endsInsideEveryEvent()
{
    QFETCH(End, end);
    const auto play = [this](int stopAt, End how) {
        m_bench = std::make_unique<SessionBench>();
        m_bench->answerAlwaysWithTokens(200s);
        m_bench->launch();
        int seen = 0;
        connect(m_bench->reporter.get(), &EventReporter::eventReported, m_bench->session.get(),
                [&] {
                    if (seen++ != stopAt)
                        return;
                    if (how == End::SignOut)
                        m_bench->session->signOut();
                    else
                        m_bench->session->shutdown();
                });
        m_bench->session->signIn(u"demo"_s, true);
        m_bench->advance(90s);
        m_bench->network.otherwise
            = [](const SeenRequest &) { return HttpAnswer { .status = 503 }; };
        m_bench->advance(5min);
        return seen;
    };
    const int all = play(-1, end);
    QVERIFY2(all >= 12, qPrintable(QString::number(all)));
    for (int stopAt = 0; stopAt < all; ++stopAt) {
        play(stopAt, end);
        m_bench->advance(20s);
        countLeftOvers();
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"at event %1 of %2"_s.arg(stopAt).arg(all)));
    }
}

QTEST_GUILESS_MAIN(tst_Ending)
#include "tst_ending.moc"
