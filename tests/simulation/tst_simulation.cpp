// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulation.h"

#include <QTest>

#include <algorithm>
#include <atomic>

using namespace parley::test;
using namespace Qt::StringLiterals;

namespace {

std::atomic<bool> hasLeaked = false;
[[maybe_unused]] constexpr int PortionSize = 500;

/// Nothing that is logged may hold a token or a message.
void watchLog(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (message.contains("eyJ"_L1) || message.contains(" says "_L1))
        hasLeaked = true;
    if (type == QtFatalMsg) {
        fprintf(stderr, "%s\n", qPrintable(message));
        abort();
    }
}

[[maybe_unused]] int numberFrom(const char *variable, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? number : otherwise;
}

} // namespace

/// The whole chain under random trouble, in virtual time. PARLEY_SEED=N replays one history,
/// PARLEY_HISTORIES=N runs so many.
class tst_Simulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
#ifdef PARLEY_PLANTED_FAULT
    /// The chain in this program has a fault on purpose.
    void findsThePlantedFault()
    {
        const auto before = qInstallMessageHandler(watchLog);
        QString problem;
        History shortest;
        for (quint64 seed = 0; seed < 500 && problem.isEmpty(); ++seed) {
            const History history = Simulation::history(seed);
            problem = Simulation::run(seed, history).problem;
            if (!problem.isEmpty())
                shortest = Simulation::shrunk(seed, history);
        }
        qInstallMessageHandler(before);
        qInfo().noquote() << problem << '\n' << Simulation::text(shortest);
        QVERIFY2(problem.contains(QLatin1String(PARLEY_PLANTED_FAULT)), qPrintable(problem));
        QCOMPARE_LE(shortest.size(), 8U); // short enough to be understood
    }
#else
    /// In portions, because Qt Test ends a test function that takes longer than five minutes.
    void nothingIsLostDoubledOrForgotten_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("count");
        const int one = numberFrom("PARLEY_SEED", -1);
        int first = one >= 0 ? one : numberFrom("PARLEY_FIRST_SEED", 0);
        int left = one >= 0 ? 1 : numberFrom("PARLEY_HISTORIES", 100);
        for (; left > 0; first += PortionSize, left -= PortionSize)
            QTest::addRow("from seed %d on", first) << first << std::min(left, PortionSize);
    }
    void nothingIsLostDoubledOrForgotten()
    {
        QFETCH(int, first);
        QFETCH(int, count);
        qint64 messages = 0;
        quint64 steps = 0;
        for (int seed = first; seed < first + count; ++seed) {
            const auto before = qInstallMessageHandler(watchLog);
            const History history = Simulation::history(quint64(seed));
            const SimulationResult result = Simulation::run(quint64(seed), history);
            QString story;
            if (!result.problem.isEmpty())
                story = Simulation::text(Simulation::shrunk(quint64(seed), history));
            qInstallMessageHandler(before);
            QVERIFY2(
                result.problem.isEmpty(),
                qPrintable(u"PARLEY_SEED=%1: %2; a short history that fails:\n%3"_s.arg(seed).arg(
                    result.problem, story)));
            QVERIFY2(!hasLeaked, qPrintable(u"PARLEY_SEED=%1: a secret was logged"_s.arg(seed)));
            messages += result.messages;
            steps += result.steps;
        }
        qInfo() << count << "histories with" << messages << "messages," << steps << "steps";
    }

    void aSeedReplaysExactly()
    {
        const auto before = qInstallMessageHandler(watchLog);
        for (quint64 seed = 0; seed < 50; ++seed) {
            const History history = Simulation::history(seed);
            const size_t first = Simulation::run(seed, history).fingerprint;
            QCOMPARE(Simulation::run(seed, history).fingerprint, first);
        }
        qInstallMessageHandler(before);
    }
#endif
};

QTEST_GUILESS_MAIN(tst_Simulation)
#include "tst_simulation.moc"
