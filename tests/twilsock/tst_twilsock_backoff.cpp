// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/backoff.h"

#include <QTest>

using namespace parley::twilsock;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class tst_twilsock_backoff final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsLikeFibonacciUpToTheCap();
    void addsAtMostAFifth();
    void firstWaitIsAnythingUpToASecond();
    void startsAnewAfterReset();
    void doublesUpToTheLongest();
    void readsTheServicesPolicy_data();
    void readsTheServicesPolicy();
    void picksInsideTheRange();
};

void tst_twilsock_backoff::growsLikeFibonacciUpToTheCap()
{
    BackOff backOff;
    for (const int seconds : { 0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 45, 45, 45, 45 })
        QCOMPARE(backOff.next(0), milliseconds(seconds * 1000));
    QCOMPARE(BackOff::longest(0), milliseconds(45s));
}

void tst_twilsock_backoff::addsAtMostAFifth()
{
    BackOff plain;
    BackOff jittered;
    (void)plain.next(0);
    (void)jittered.next(0);
    for (int i = 0; i < 20; ++i) {
        const milliseconds base = plain.next(0);
        const milliseconds wait = jittered.next(0.999999);
        QVERIFY(wait > base);
        QVERIFY(wait <= base * 6 / 5);
    }
}

void tst_twilsock_backoff::firstWaitIsAnythingUpToASecond()
{
    for (const double random : { 0.0, 0.25, 0.5, 0.999 }) {
        BackOff backOff;
        QCOMPARE(backOff.next(random), milliseconds(qint64(1000 * random)));
    }
}

void tst_twilsock_backoff::startsAnewAfterReset()
{
    BackOff backOff;
    for (int i = 0; i < 8; ++i)
        (void)backOff.next(0);
    backOff.reset();
    QCOMPARE(backOff.next(0), 0ms);
    QCOMPARE(backOff.next(0), 1000ms);
}

void tst_twilsock_backoff::doublesUpToTheLongest()
{
    const int expected[] = { 1, 2, 4, 8, 10, 10 };
    for (int failures = 1; failures <= int(std::size(expected)); ++failures)
        QCOMPARE(BackOff::doubled(1s, 10s, failures), milliseconds(expected[failures - 1] * 1000));
    QCOMPARE(BackOff::doubled(1s, 10s, 1'000'000), milliseconds(10s));
    QCOMPARE(BackOff::doubled(30s, 10s, 1), milliseconds(10s));
    QCOMPARE(BackOff::withJitter(10s, 0), milliseconds(10s));
    QCOMPARE(BackOff::withJitter(10s, 0.5), milliseconds(11s));
}

void tst_twilsock_backoff::readsTheServicesPolicy_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("min"); // -1: no policy
    QTest::addColumn<int>("max");
    QTest::newRow("both") << QByteArray(
        R"({"backoff_policy":{"reconnect_min_ms":1500,"reconnect_max_ms":6000}})")
                          << 1500 << 6000;
    QTest::newRow("upside down") << QByteArray(
        R"({"backoff_policy":{"reconnect_min_ms":6000,"reconnect_max_ms":1500}})")
                                 << 6000 << 1500;
    QTest::newRow("minimum only") << QByteArray(R"({"backoff_policy":{"reconnect_min_ms":700}})")
                                  << 700 << 700;
    QTest::newRow("maximum only") << QByteArray(R"({"backoff_policy":{"reconnect_max_ms":700}})")
                                  << 0 << 700;
    QTest::newRow("beyond reason")
        << QByteArray(R"({"backoff_policy":{"reconnect_min_ms":1e12,"reconnect_max_ms":2e12}})")
        << 900000 << 900000;
    QTest::newRow("negative") << QByteArray(
        R"({"backoff_policy":{"reconnect_min_ms":-5,"reconnect_max_ms":-1}})")
                              << -1 << -1;
    QTest::newRow("text") << QByteArray(R"({"backoff_policy":{"reconnect_min_ms":"1500"}})") << -1
                          << -1;
    QTest::newRow("null") << QByteArray(R"({"backoff_policy":null})") << -1 << -1;
    QTest::newRow("no payload") << QByteArray() << -1 << -1;
    QTest::newRow("no JSON") << QByteArray("later please") << -1 << -1;
}

void tst_twilsock_backoff::readsTheServicesPolicy()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, min);
    QFETCH(int, max);
    const auto range = WaitRange::fromFrame(Frame { {}, payload });
    QCOMPARE(bool(range), min >= 0);
    if (range)
        QVERIFY((*range == WaitRange { milliseconds(min), milliseconds(max) }));
}

void tst_twilsock_backoff::picksInsideTheRange()
{
    const WaitRange range { 2000ms, 10000ms };
    QCOMPARE(range.pick(0), 2000ms);
    QCOMPARE(range.pick(0.5), 6000ms);
    QVERIFY(range.pick(0.9999999) < 10000ms);
    QCOMPARE((WaitRange { 6000ms, 1500ms }.pick(0.7)), 6000ms);
    QCOMPARE((WaitRange { 700ms, 700ms }.pick(0.7)), 700ms);
    QCOMPARE(WaitRange().pick(0), 1000ms);
    QVERIFY(WaitRange().pick(0.999) < 2000ms);
}

QTEST_GUILESS_MAIN(tst_twilsock_backoff)
#include "tst_twilsock_backoff.moc"
