// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakeclock.h"
#include "support/fakeconsumer.h"
#include "support/fakereachability.h"
#include "support/scriptedprovider.h"
#include "token/tokenmanager.h"

#include <QLoggingCategory>
#include <QTest>

#include <algorithm>
#include <random>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A thousand managers that begin at the same moment, and the one service that has to bear them.
class tst_token_crowd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"parley.*=false"_s); }

    void refreshesAreSpread();
    void firstRequestsAfterAnOutageAreSpread_data();
    void firstRequestsAfterAnOutageAreSpread();
    void anIdleManagerSleeps_data();
    void anIdleManagerSleeps();

private:
    static constexpr int Size = 1000;

    struct Member
    {
        Member(FakeClock &clock, FakeReachability &network, unsigned seed)
            : provider(clock)
            , generator(seed)
            , chat(clock)
            , manager(provider, { .clock = &clock, .reachability = &network, .random = [this] {
                                     return double(generator()) / 4294967296.0;
                                 } })
        {
            manager.addConsumer(&chat);
            manager.start();
        }
        ScriptedProvider provider;
        std::mt19937 generator;
        FakeConsumer chat;
        TokenManager manager;
    };
    struct Crowd
    {
        Crowd()
        {
            for (unsigned i = 0; i < Size; ++i)
                members.push_back(std::make_unique<Member>(clock, network, i + 1));
        }
        FakeClock clock {};
        FakeReachability network {};
        std::vector<std::unique_ptr<Member>> members {};
    };
};

void tst_token_crowd::refreshesAreSpread()
{
    Crowd crowd;
    crowd.clock.advance(1min);
    const MonotonicTime from = crowd.clock.monotonicNow();
    crowd.clock.advance(3h); // some four refreshes each
    std::map<qint64, int> bins;
    int all = 0;
    for (const auto &member : crowd.members) {
        for (const MonotonicTime start : member->provider.starts()) {
            if (start < from)
                continue;
            ++bins[(start - from) / 2s];
            ++all;
        }
    }
    QVERIFY(all >= 3 * Size);
    for (const auto &[bin, count] : bins)
        QVERIFY2(count <= Size * 6 / 100,
                 qPrintable(u"%1 of %2 within two seconds"_s.arg(count).arg(Size)));
}

void tst_token_crowd::firstRequestsAfterAnOutageAreSpread_data()
{
    QTest::addColumn<std::chrono::seconds>("begin");
    QTest::addColumn<std::chrono::seconds>("length");
    QTest::addColumn<std::optional<std::chrono::milliseconds>>("retryAfter");
    using Wait = std::optional<std::chrono::milliseconds>;
    QTest::newRow("over the refresh")
        << std::chrono::seconds(45min) << std::chrono::seconds(10min) << Wait();
    QTest::newRow("over the expiry")
        << std::chrono::seconds(45min) << std::chrono::seconds(20min) << Wait();
    QTest::newRow("from the start") << 0s << std::chrono::seconds(5min) << Wait();
    QTest::newRow("with Retry-After")
        << std::chrono::seconds(45min) << std::chrono::seconds(8min) << Wait(120s);
}

void tst_token_crowd::firstRequestsAfterAnOutageAreSpread()
{
    QFETCH(std::chrono::seconds, begin);
    QFETCH(std::chrono::seconds, length);
    QFETCH(std::optional<std::chrono::milliseconds>, retryAfter);
    Crowd crowd;
    const MonotonicTime start = crowd.clock.monotonicNow();
    for (const auto &member : crowd.members) {
        ScriptedProvider *const provider = &member->provider;
        provider->script = [&crowd, provider, start, begin, length, retryAfter](int) {
            const auto at = crowd.clock.monotonicNow() - start;
            return at >= begin && at < begin + length
                ? provider->failure(TokenError::Code::ServerError, retryAfter)
                : provider->fresh();
        };
        member->manager.start(); // anew, by these rules
    }
    crowd.clock.advance(begin + length);
    const MonotonicTime over = crowd.clock.monotonicNow();
    crowd.clock.advance(5min);
    std::vector<MonotonicTime> firsts;
    for (const auto &member : crowd.members) {
        const auto &starts = member->provider.starts();
        const auto first = std::lower_bound(starts.begin(), starts.end(), over);
        if (first != starts.end())
            firsts.push_back(*first);
        QCOMPARE(member->manager.state(), TokenManager::State::Ready);
    }
    QVERIFY(firsts.size() >= Size * 9 / 10);
    const auto [first, last] = std::minmax_element(firsts.begin(), firsts.end());
    QVERIFY2(*last - *first >= 10s, qPrintable(QString::number((*last - *first).count())));
}

void tst_token_crowd::anIdleManagerSleeps_data()
{
    QTest::addColumn<std::chrono::seconds>("life");
    QTest::newRow("tokens of a day") << std::chrono::seconds(24h);
    QTest::newRow("tokens of an hour") << std::chrono::seconds(1h);
    QTest::newRow("tokens of ten minutes") << std::chrono::seconds(10min);
}

void tst_token_crowd::anIdleManagerSleeps()
{
    QFETCH(std::chrono::seconds, life);
    FakeClock clock;
    FakeReachability network;
    Member member(clock, network, 1);
    member.provider.spec.life = life;
    clock.advance(1min);
    // Those of the same moment are one wake, and the fakes' own answers count as ours.
    const quint64 before = clock.wakes();
    clock.advance(2h);
    const double perMinute = double(clock.wakes() - before) / 120;
    QVERIFY2(perMinute <= 5, qPrintable(QString::number(perMinute)));
    QVERIFY(perMinute >= 3.9); // the heartbeat is there
}

QTEST_GUILESS_MAIN(tst_token_crowd)
#include "tst_token_crowd.moc"
