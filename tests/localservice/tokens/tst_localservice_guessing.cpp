// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/database.h"
#include "localservice/tokens/accountstore.h"
#include "localservice/tokens/failurelimiter.h"
#include "localservice/tokens/tokenendpoint.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace parley;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Wrong passwords and made-up names, many at once: what they cost, and whom they keep waiting.
class tst_LocalServiceGuessing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void madeUpNamesDoNotDelayAnAccount();
    void refusalsTellNoNames();
    void nothingIsCheckedForClientsThatLeft();
    void manyMadeUpNamesAreRefusedAtOnce();
    void guessesAtOnceDoNotDelayTheOwner();
    void guessesAtOnceAreAsSlowAsOthers();
    void clientsThatLeaveGuessNoFaster();
    void theOwnerGetsATurnInTime();
    void anotherAddressGetsATurnSoon();
    void busyRefusalsTakeTheSameTimeForAllNames();
    void roomIsMadeBesideOpenAttempts();
};

namespace {

using Verdict = AccountStore::Verdict;

/// The accounts alice and bob, and what is judged, in that order.
struct Accounts
{
    Accounts()
    {
        const bool opened = database.open(u":memory:"_s);
        Q_ASSERT(opened);
        for (const QString &name : { u"alice"_s, u"bob"_s })
            store->setAccount(name, u"right"_s);
        verify(u"alice"_s, u"right"_s, {}); // both have their password then
        wait(1);
        judged.clear();
    }
    void verify(const QString &name, const QString &password, const AccountStore::HasLeft &hasLeft)
    {
        store->verify(name, password, hasLeft, [this, name](Verdict verdict) {
            judged.append({ name, verdict });
        });
    }
    void wait(qsizetype count) { QTRY_COMPARE_WITH_TIMEOUT(judged.size(), count, 60'000); }

    Database database;
    std::unique_ptr<AccountStore> store = std::make_unique<AccountStore>(database);
    QList<std::pair<QString, Verdict>> judged;
};

/// A limiter whose checks end as soon as they begin. Without a client to wait for the answer, an
/// attempt is told by when its check begins.
struct Guesses
{
    /// Asks with a wrong password, or with the right one.
    void ask(const QString &name, bool isRight = false, const QString &client = {})
    {
        const auto check = [this, name, isRight] {
            ++checked[name];
            if (isRight) {
                ownerChecked = clock.monotonicNow();
                limiter.succeeded(name);
                return limiter.close(name);
            }
            const auto refuse = [this, name] {
                ++refused[name];
                limiter.close(name);
            };
            const auto wait = limiter.failed(name);
            if (wait > 0ms)
                clock.callAfter(wait, &context, refuse);
            else
                refuse();
        };
        limiter.open(name, check, client);
    }

    test::FakeClock clock;
    FailureLimiter limiter { clock };
    QObject context;
    QHash<QString, int> checked;
    QHash<QString, int> refused;
    std::optional<MonotonicTime> ownerChecked;
};

} // namespace

void tst_LocalServiceGuessing::madeUpNamesDoNotDelayAnAccount()
{
    Accounts accounts;
    for (int i = 0; i < 50; ++i)
        accounts.verify(u"stranger%1"_s.arg(i), u"guess"_s, {});
    accounts.verify(u"alice"_s, u"right"_s, {});
    QTRY_VERIFY(accounts.judged.contains(std::pair(u"alice"_s, Verdict::Right)));
    QVERIFY2(accounts.judged.size() < 10, qPrintable(QString::number(accounts.judged.size())));
    accounts.wait(51);
}

void tst_LocalServiceGuessing::refusalsTellNoNames()
{
    Accounts accounts;
    QStringList asked;
    for (int i = 0; i < 20; ++i) {
        asked.append(i % 5 == 0 ? u"alice"_s : u"stranger%1"_s.arg(i));
        accounts.verify(asked.last(), u"guess"_s, {});
    }
    accounts.wait(20);
    QStringList refused;
    for (const auto &[name, verdict] : std::as_const(accounts.judged)) {
        QCOMPARE(verdict, Verdict::Wrong);
        refused.append(name);
    }
    QCOMPARE(refused, asked); // each in its turn
}

void tst_LocalServiceGuessing::nothingIsCheckedForClientsThatLeft()
{
    Accounts accounts;
    const auto left = std::make_shared<std::atomic_bool>(true);
    accounts.verify(u"stranger"_s, u"guess"_s, left);
    accounts.verify(u"alice"_s, u"right"_s, left);
    accounts.verify(u"bob"_s, u"right"_s, std::make_shared<std::atomic_bool>(false));
    accounts.wait(3);
    for (const auto &[name, verdict] : std::as_const(accounts.judged))
        QCOMPARE(verdict, name == u"bob"_s ? Verdict::Right : Verdict::Left);
}

void tst_LocalServiceGuessing::manyMadeUpNamesAreRefusedAtOnce()
{
    Accounts accounts;
    const auto left = std::make_shared<std::atomic_bool>(false);
    constexpr int More = 20;
    for (int i = 0; i < AccountStore::MaxRefusals; ++i)
        accounts.verify(u"stranger%1"_s.arg(i), u"guess"_s, left);
    for (int i = 0; i < More; ++i)
        accounts.verify(i % 2 == 0 ? u"alice"_s : u"other%1"_s.arg(i), u"guess"_s, {});
    accounts.verify(u"bob"_s, u"right"_s, {});
    QTRY_VERIFY_WITH_TIMEOUT(accounts.judged.contains(std::pair(u"bob"_s, Verdict::Right)), 60'000);
    *left = true; // the rest need not be derived
    accounts.wait(AccountStore::MaxRefusals + More + 1);
    qsizetype busy = 0;
    for (const auto &[name, verdict] : std::as_const(accounts.judged)) {
        if (verdict == Verdict::Busy)
            ++busy;
        else if (name == u"alice"_s || name.startsWith(u"other"_s))
            QFAIL("is not told that too many wait");
    }
    QCOMPARE(busy, More);
    accounts.verify(u"alice"_s, u"guess"_s, {});
    accounts.wait(AccountStore::MaxRefusals + More + 2);
    QCOMPARE(accounts.judged.last().second, Verdict::Wrong);
}

void tst_LocalServiceGuessing::guessesAtOnceDoNotDelayTheOwner()
{
    Guesses guesses;
    const MonotonicTime start = guesses.clock.monotonicNow();
    for (int i = 0; i < 50; ++i)
        guesses.ask(u"alice"_s);
    QCOMPARE(guesses.refused[u"alice"_s], 11); // the others wait
    guesses.ask(u"alice"_s, true);
    QCOMPARE(guesses.ownerChecked, std::optional(start));
    guesses.ask(u"bob"_s);
    QCOMPARE(guesses.refused[u"bob"_s], 1);
}

void tst_LocalServiceGuessing::guessesAtOnceAreAsSlowAsOthers()
{
    Guesses guesses;
    for (int i = 0; i < 500; ++i)
        guesses.ask(u"alice"_s);
    QVERIFY(guesses.checked[u"alice"_s] <= FailureLimiter::MaxOpen + 11);
    const int before = guesses.checked[u"alice"_s];
    guesses.clock.advance(20s);
    QCOMPARE(guesses.refused[u"alice"_s], 11 + 100);
    QCOMPARE(guesses.checked[u"alice"_s] - before, 100);
}

void tst_LocalServiceGuessing::clientsThatLeaveGuessNoFaster()
{
    Guesses guesses; // they do not wait for the refusal, only for what is no 'right'
    for (int turn = 0; turn < 100; ++turn) {
        for (int i = 0; i < 10; ++i)
            guesses.ask(u"alice"_s);
        guesses.clock.advance(100ms);
    }
    // In ten seconds; 50 at the pace.
    QVERIFY2(guesses.checked[u"alice"_s] <= 50 + FailureLimiter::MaxOpen + 12,
             qPrintable(QString::number(guesses.checked[u"alice"_s])));
}

void tst_LocalServiceGuessing::theOwnerGetsATurnInTime()
{
    Guesses guesses;
    for (int i = 0; i < FailureLimiter::MaxOpen + 11 + 20; ++i)
        guesses.ask(u"alice"_s);
    const MonotonicTime start = guesses.clock.monotonicNow();
    guesses.ask(u"alice"_s, true);
    for (int i = 0; i < 100; ++i)
        guesses.ask(u"alice"_s); // behind the owner
    QVERIFY(!guesses.ownerChecked);
    guesses.clock.advance(10s);
    QVERIFY(guesses.ownerChecked);
    QVERIFY(*guesses.ownerChecked - start <= 21 * FailureLimiter::Pace);
}

void tst_LocalServiceGuessing::anotherAddressGetsATurnSoon()
{
    Guesses guesses;
    const auto flood = [&guesses](int count) {
        for (int i = 0; i < count; ++i)
            guesses.ask(u"alice"_s, false, u"127.0.0.1"_s);
    };
    flood(500);
    guesses.clock.advance(3s);
    const MonotonicTime start = guesses.clock.monotonicNow();
    guesses.ask(u"alice"_s, true, u"127.0.0.2"_s);
    flood(500);
    guesses.clock.advance(1s);
    QVERIFY(guesses.ownerChecked);
    QVERIFY(*guesses.ownerChecked - start <= 2 * FailureLimiter::Pace);
    const int before = guesses.checked[u"alice"_s];
    guesses.clock.advance(20s);
    QVERIFY(guesses.checked[u"alice"_s] - before <= 100 + FailureLimiter::MaxOpen); // the same pace
}

void tst_LocalServiceGuessing::busyRefusalsTakeTheSameTimeForAllNames()
{
    Accounts accounts;
    test::FakeClock clock;
    const Installation installation = Installation::loadOrCreate(accounts.database);
    TokenEndpoint endpoint(accounts.database, *accounts.store, installation, 1h, clock);
    const auto left = std::make_shared<std::atomic_bool>(false);
    for (int i = 0; i < AccountStore::MaxRefusals; ++i)
        accounts.verify(u"stranger%1"_s.arg(i), u"guess"_s, left);
    QHash<QByteArray, HttpResponse> answers;
    const auto post = [&](const QByteArray &name, const QByteArray &password) {
        HttpRequest request;
        request.method = "POST";
        request.path = u"/token"_s;
        request.host = "localhost";
        request.authorization = "Basic " + (name + ':' + password).toBase64();
        endpoint.handle(request, [&answers, name](const HttpResponse &response) {
            answers.insert(name, response);
        });
    };
    post("alice", "wrong");
    post("mallory", "wrong");
    post("bob", "right");
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(answers.value("bob").status, 200);
    *left = true;
    accounts.wait(AccountStore::MaxRefusals);
    clock.advance(999ms);
    QCOMPARE(answers.size(), 1);
    clock.advance(1ms);
    QCOMPARE(answers.size(), 3);
    for (const char *const name : { "alice", "mallory" }) {
        QCOMPARE(answers.value(name).status, 503);
        QVERIFY(answers.value(name).headers.contains(HttpHeader { "Retry-After", "1" }));
    }
}

void tst_LocalServiceGuessing::roomIsMadeBesideOpenAttempts()
{
    const test::FakeClock clock;
    FailureLimiter limiter(clock);
    for (int i = 0; i < FailureLimiter::MaxNames; ++i) {
        const QString name = u"made-up-%1"_s.arg(i);
        limiter.open(name, [] {});
        QCOMPARE(limiter.failed(name), 0ms);
        limiter.close(name);
    }
    int checks = 0;
    for (const QString &name : { u"alice"_s, u"bob"_s, u"carol"_s })
        limiter.open(name, [&checks] { ++checks; }); // none of them has failed yet
    QCOMPARE(checks, 3);
}

QTEST_GUILESS_MAIN(tst_LocalServiceGuessing)
#include "tst_localservice_guessing.moc"
