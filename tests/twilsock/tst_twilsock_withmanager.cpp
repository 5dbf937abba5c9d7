// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"
#include "support/scriptedprovider.h"
#include "token/tokenmanager.h"

#include <QLoggingCategory>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = twilsock::ConnectionState;

namespace {

/// A real manager that feeds a real connection; back end and service are played.
class Pair
{
public:
    Pair()
    {
        bench.random = 0.5;
        manager.setExpectedIdentity(u"alice"_s);
        manager.addConsumer(&bench.consumer());
        QObject::connect(
            &manager, &TokenManager::traced, &manager, [this](const QJsonObject &entry) {
                if (entry.value(u"kind") == "applied"_L1)
                    bench.note(u"accepted %1"_s.arg(entry.value(u"generation").toInteger()));
            });
    }

    /// Signed in and connected with generation 1.
    void connectFirst()
    {
        bench.connection().connectToService();
        manager.start();
        bench.clock.advance(100ms);
        bench.link().accept();
        bench.answerInit();
        bench.clock.advance(100ms);
        bench.takeLog();
    }
    /// Generation 2 is here and offered.
    void refresh()
    {
        bench.clock.advance(2s); // else it would not live longer than the first
        manager.refresh(&bench.connection(), {});
        bench.clock.advance(100ms);
    }
    [[nodiscard]] int updates() { return int(bench.link().frames(u"update"_s).size()); }

    ConnectionBench bench {};
    ScriptedProvider provider { bench.clock };
    TokenManager manager { provider,
                           { .clock = &bench.clock, .reachability = &bench.network, .random = [] {
                                return 0.5;
                            } } };
};

} // namespace

/// The situations of the lifecycle between manager and connection, each with its number.
class tst_twilsock_withmanager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"parley.*=false"_s); }

    void deadTokenOpensNoSocket_data();
    void deadTokenOpensNoSocket();
    void deadTokenLeavesALiveSocketAlone();
    void situation65_close410();
    void situation69_updateRefusedWith429();
    void situation70_updateRefusedWith500();
    void situation71_offload308();
    void situation73_initRefusedWith429();
    void situation88_updateWhileConnecting();
    void situation89_updateWhileInitialising();
    void situation91_updateWhileDisconnectedByTheUser();
    void situation101_refreshAcrossAReconnect();
    void idleCost();
};

void tst_twilsock_withmanager::deadTokenOpensNoSocket_data()
{
    QTest::addColumn<QString>("by");
    for (const char *by : { "alarm", "network", "user", "explicit connect" })
        QTest::newRow(by) << QString::fromLatin1(by);
}

void tst_twilsock_withmanager::deadTokenOpensNoSocket()
{
    QFETCH(QString, by);
    Pair pair;
    pair.connectFirst();
    pair.provider.script
        = [&pair](int) { return pair.provider.failure(TokenError::Code::ServerError); };
    ConnectionBench &bench = pair.bench;
    if (by == "explicit connect"_L1)
        bench.connection().disconnectFromService();
    else if (by == "network"_L1)
        bench.network.set(Reachability::State::Unreachable);
    else
        bench.link().end();
    bench.clock.advance(0ms);
    bench.clock.suspend(2h); // longer than the token lives
    if (by == "alarm"_L1)
        bench.clock.advance(2s);
    else if (by == "network"_L1)
        bench.network.set(Reachability::State::Reachable);
    else if (by == "user"_L1)
        bench.connection().retryNow();
    else
        bench.connection().connectToService();
    QCOMPARE(bench.state(), twilsock::ConnectionState::Disconnected);
    QVERIFY(!bench.connection().retryIn());
    bench.clock.advance(10min);
    QCOMPARE(bench.transports.count(), 1);

    pair.provider.script = {};
    pair.manager.refresh(&bench.connection(), {});
    bench.clock.advance(1s);
    QCOMPARE(bench.transports.count(), 2);
    bench.link().accept();
    QCOMPARE(bench.link().frames(u"init"_s).size(), 1);
}

void tst_twilsock_withmanager::deadTokenLeavesALiveSocketAlone()
{
    Pair pair;
    pair.connectFirst();
    pair.provider.script
        = [&pair](int) { return pair.provider.failure(TokenError::Code::ServerError); };
    pair.bench.clock.suspend(2h);
    pair.bench.connection().connectToService();
    pair.bench.connection().retryNow();
    pair.bench.clock.advance(10s);
    // Whether the session ends is the service's decision.
    QCOMPARE(pair.bench.state(), twilsock::ConnectionState::Connected);
    QCOMPARE(pair.bench.takeLog(), QStringList());
}

void tst_twilsock_withmanager::situation65_close410()
{
    Pair pair;
    pair.connectFirst();
    pair.bench.transports.answerClose(false);
    pair.bench.link().deliverClose(410, 51207);
    QCOMPARE(pair.manager.state(), TokenManager::State::Expired);
    pair.bench.clock.advance(6s); // rule requestFloor: 5 s; the socket had 3 s to close
    QCOMPARE(pair.bench.transports.count(), 2);
    pair.bench.link().accept();
    pair.bench.answerInit();
    pair.bench.clock.advance(100ms);
    QCOMPARE(pair.bench.state(), State::Connected);
    QCOMPARE(pair.manager.state(), TokenManager::State::Ready);
    QCOMPARE(pair.provider.requests(), 2);
}

void tst_twilsock_withmanager::situation69_updateRefusedWith429()
{
    Pair pair;
    pair.connectFirst();
    pair.refresh();
    QCOMPARE(pair.updates(), 1);
    pair.bench.answerUpdate(429, 51202, ConnectionBench::policy(1000, 4000));
    pair.bench.clock.advance(999ms);
    QCOMPARE(pair.updates(), 1);
    pair.bench.clock.advance(3001ms);
    QCOMPARE(pair.updates(), 2);
    pair.bench.answerUpdate();
    QCOMPARE(pair.bench.state(), State::Connected);
    QCOMPARE(pair.bench.transports.count(), 1);
    QCOMPARE(pair.provider.requests(), 2); // none extra
}

void tst_twilsock_withmanager::situation70_updateRefusedWith500()
{
    Pair pair;
    pair.connectFirst();
    pair.refresh();
    pair.bench.answerUpdate(500, 51000);
    QCOMPARE(pair.bench.state(), State::Connected);
    pair.bench.clock.advance(3s);
    QCOMPARE(pair.updates(), 2); // rule backOff
    pair.bench.link().deliverClose(410, 51207); // generation 1 has run out meanwhile
    pair.bench.clock.advance(100ms);
    pair.bench.link().accept();
    pair.bench.answerInit();
    pair.bench.clock.advance(100ms);
    QCOMPARE(pair.bench.state(), State::Connected);
    QCOMPARE(pair.provider.requests(), 2); // generation 2 was there already
}

void tst_twilsock_withmanager::situation71_offload308()
{
    Pair pair;
    pair.connectFirst();
    const QStringList before = pair.bench.tokensSent();
    pair.bench.clock.advance(1min);
    pair.bench.link().deliverClose(308, 51203);
    pair.bench.clock.advance(2s);
    pair.bench.link().accept();
    pair.bench.answerInit();
    QCOMPARE(pair.bench.state(), State::Connected);
    QCOMPARE(pair.bench.tokensSent(), before);
    QCOMPARE(pair.provider.requests(), 1);
}

void tst_twilsock_withmanager::situation73_initRefusedWith429()
{
    Pair pair;
    pair.bench.connection().connectToService();
    pair.manager.start();
    pair.bench.clock.advance(100ms);
    pair.bench.link().accept();
    pair.bench.answerInit(429, 51202, ConnectionBench::policy(2000, 10000));
    pair.bench.clock.advance(1999ms);
    QCOMPARE(pair.bench.transports.count(), 1);
    pair.bench.clock.advance(8001ms);
    QCOMPARE(pair.bench.transports.count(), 2);
    QCOMPARE(pair.provider.requests(), 1);
}

void tst_twilsock_withmanager::situation88_updateWhileConnecting()
{
    Pair pair;
    pair.bench.connection().connectToService();
    pair.manager.start();
    pair.bench.clock.advance(100ms);
    pair.refresh();
    pair.bench.link().accept();
    QCOMPARE(pair.bench.link().frames(u"init"_s).size(), 1);
    pair.bench.answerInit();
    pair.bench.clock.advance(100ms);
    QCOMPARE(pair.updates(), 0); // init carried the newest
    QCOMPARE(pair.bench.transports.count(), 1);
    QCOMPARE(pair.manager.state(), TokenManager::State::Ready);
    QCOMPARE(pair.bench.takeLog().filter(u"accepted"_s), QStringList { u"accepted 2"_s });
}

void tst_twilsock_withmanager::situation89_updateWhileInitialising()
{
    Pair pair;
    pair.bench.connection().connectToService();
    pair.manager.start();
    pair.bench.clock.advance(100ms);
    pair.bench.link().accept();
    pair.refresh();
    QCOMPARE(pair.updates(), 0);
    pair.bench.answerInit();
    QCOMPARE(pair.updates(), 1);
    pair.bench.answerUpdate();
    QCOMPARE(pair.bench.takeLog().filter(u"accepted"_s),
             QStringList({ u"accepted 1"_s, u"accepted 2"_s }));
    QCOMPARE(pair.provider.requests(), 2);
}

void tst_twilsock_withmanager::situation91_updateWhileDisconnectedByTheUser()
{
    Pair pair;
    pair.connectFirst();
    pair.bench.connection().disconnectFromService();
    pair.bench.clock.advance(100ms);
    pair.refresh();
    QCOMPARE(pair.bench.transports.count(), 1); // no connection for it
    pair.bench.connection().connectToService();
    pair.bench.link().accept();
    pair.bench.answerInit();
    pair.bench.clock.advance(100ms);
    QVERIFY(pair.bench.takeLog().contains(u"accepted 2"_s));
    QCOMPARE(pair.provider.requests(), 2);
}

void tst_twilsock_withmanager::situation101_refreshAcrossAReconnect()
{
    Pair pair;
    pair.connectFirst();
    pair.provider.delay = 10s;
    pair.manager.refresh(&pair.bench.connection(), {});
    pair.bench.clock.advance(1s);
    pair.bench.link().end();
    pair.bench.clock.advance(3s);
    pair.bench.link().accept();
    pair.bench.answerInit(); // with generation 1
    pair.bench.clock.advance(7s);
    QCOMPARE(pair.updates(), 1);
    pair.bench.answerUpdate();
    QCOMPARE(pair.manager.state(), TokenManager::State::Ready);
    QCOMPARE(pair.provider.requests(), 2);
    QVERIFY(pair.manager.nextAttemptIn());
}

/// Signed in, connected, and nothing happens but the pings of the service.
void tst_twilsock_withmanager::idleCost()
{
    Pair pair;
    pair.provider.spec.life = 24h;
    pair.connectFirst();
    const quint64 before = pair.bench.clock.wakes();
    for (int i = 0; i < 120; ++i) {
        pair.bench.clock.advance(30s);
        pair.bench.link().deliver(u"ping"_s, {});
    }
    QCOMPARE(pair.bench.state(), State::Connected);
    const double perMinute = double(pair.bench.clock.wakes() - before) / 60;
    QVERIFY2(perMinute <= 7, qPrintable(QString::number(perMinute)));
}

QTEST_GUILESS_MAIN(tst_twilsock_withmanager)
#include "tst_twilsock_withmanager.moc"
