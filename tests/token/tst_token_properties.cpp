// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "randomworld.h"

#include <QLoggingCategory>
#include <QTest>

#include <cstdio>

using namespace parley::test;
using namespace Qt::StringLiterals;

/// What holds whatever happens: random sequences of stimuli, and the invariants of the lifecycle.
/// PARLEY_SEED=n (with PARLEY_RECOVER=1 for the second kind) runs one sequence alone and prints
/// its stimuli and its trace; PARLEY_SEEDS=n lets the second kind look further.
class tst_token_properties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void invariantsHold_data();
    void invariantsHold();
    void recoversOnceAllIsWell();
    void sameSeedSameTrace();

private:
    static constexpr int Stimuli = 200;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr int SeedsOfRow = 50; // a checker makes each of them slow
    static constexpr quint64 SeedsToRecover = 100;
#else
    static constexpr int SeedsOfRow = 1'000;
    static constexpr quint64 SeedsToRecover = 1'000;
#endif
    static QString replay(quint64 seed, bool recovers);
};

void tst_token_properties::initTestCase()
{
    QLoggingCategory::setFilterRules(u"parley.*=false"_s);
    if (!qEnvironmentVariableIsSet("PARLEY_SEED"))
        return;
    const quint64 seed = qEnvironmentVariable("PARLEY_SEED").toULongLong();
    const QString problem = replay(seed, qEnvironmentVariableIsSet("PARLEY_RECOVER"));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QSKIP("one seed was asked for");
}

QString tst_token_properties::replay(quint64 seed, bool recovers)
{
    RandomWorld world(seed, RandomWorld::Record::Everything);
    const QString problem = recovers ? world.runAndRecover(Stimuli) : world.run(Stimuli);
    std::fputs(world.record().constData(), stdout);
    return problem;
}

void tst_token_properties::invariantsHold_data()
{
    QTest::addColumn<int>("first");
    for (int first = 1; first <= 10'000; first += 1'000)
        QTest::newRow(qPrintable(u"seeds from %1"_s.arg(first))) << first;
}

void tst_token_properties::invariantsHold()
{
    QFETCH(int, first);
    for (int seed = first; seed < first + SeedsOfRow; ++seed) {
        const QString problem = RandomWorld(quint64(seed)).run(Stimuli);
        QVERIFY2(problem.isEmpty(), qPrintable(u"PARLEY_SEED=%1: %2"_s.arg(seed).arg(problem)));
    }
}

void tst_token_properties::recoversOnceAllIsWell()
{
    const quint64 last = qEnvironmentVariableIntValue("PARLEY_SEEDS") > 0
        ? quint64(qEnvironmentVariableIntValue("PARLEY_SEEDS"))
        : SeedsToRecover;
    for (quint64 seed = 1; seed <= last; ++seed) {
        const QString problem = RandomWorld(seed).runAndRecover(Stimuli);
        QVERIFY2(problem.isEmpty(),
                 qPrintable(u"PARLEY_RECOVER=1 PARLEY_SEED=%1: %2"_s.arg(seed).arg(problem)));
    }
}

void tst_token_properties::sameSeedSameTrace()
{
    for (quint64 seed = 1; seed <= 100; ++seed) {
        RandomWorld once(seed, RandomWorld::Record::Everything);
        RandomWorld again(seed, RandomWorld::Record::Everything);
        QCOMPARE(once.run(Stimuli), QString());
        QCOMPARE(again.run(Stimuli), QString());
        QVERIFY(once.record().contains("\"kind\":\"request\""));
        QCOMPARE(again.record(), once.record());
    }
}

QTEST_GUILESS_MAIN(tst_token_properties)
#include "tst_token_properties.moc"
