// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "lifecyclemodel.h"

#include <QMetaEnum>
#include <QTest>

#include <future>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using Stimulus = LifecycleModel::Stimulus;

namespace {

struct Exploration
{
    const char *name;
    std::vector<Stimulus> start;
};

std::vector<Exploration> explorations()
{
    using enum LifecycleModel::Stimulus;
    return {
        { "from nothing", {} },
        { "one consumer", { AddConsumer, SignIn, GoodToken, FirstAccepts } },
        { "two consumers",
          { AddConsumer, AddConsumer, SignIn, GoodToken, FirstAccepts, SecondAccepts } },
        { "failing refresh",
          { AddConsumer, SignIn, GoodToken, FirstAccepts, Refresh, Deadline, ServerError } },
        { "refused by one of two",
          { AddConsumer, AddConsumer, SignIn, GoodToken, FirstAccepts, SecondRefuses } },
        { "short tokens", { AddConsumer, SignIn, ShortToken, FirstAccepts } },
    };
}

#ifndef PARLEY_PLANTED_FAULT
std::size_t statesOfEach()
{
    const int wanted = qEnvironmentVariableIntValue("PARLEY_STATES");
    return wanted > 0 ? std::size_t(wanted) : 250'000;
}

QString text(StateMove move)
{
    const auto name = [](TokenTypes::State state) {
        return QString::fromLatin1(
            QMetaEnum::fromType<TokenTypes::State>().valueToKey(static_cast<int>(state)));
    };
    return name(move.from) + u" --> "_s + name(move.to);
}
#endif

} // namespace

/// Every history of the lifecycle up to some length, not only random ones. PARLEY_STATES=N explores
/// N states from each start instead of the usual number.
class tst_token_exhaustive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
#ifdef PARLEY_PLANTED_FAULT
    /// The lifecycle in this program has a fault on purpose.
    void findsThePlantedFault()
    {
        for (const Exploration &exploration : explorations()) {
            const auto result = LifecycleSearch::run(exploration.start, 60'000);
            if (result.problem.isEmpty())
                continue;
            qInfo().noquote() << result.problem;
            QVERIFY2(result.problem.contains(QLatin1String(PARLEY_PLANTED_FAULT)),
                     "another problem was found");
            return;
        }
        QFAIL("the planted fault was not found");
    }
#else
    void holdsInEveryState()
    {
        // Two at a time: that is what a small machine has.
        std::set<StateMove> moves;
        std::size_t states = 0;
        const std::vector<Exploration> all = explorations();
        for (std::size_t i = 0; i < all.size(); i += 2) {
            std::vector<std::future<LifecycleSearch::Result>> running;
            for (std::size_t j = i; j < std::min(i + 2, all.size()); ++j)
                running.push_back(std::async(std::launch::async, LifecycleSearch::run, all[j].start,
                                             statesOfEach()));
            for (std::size_t j = 0; j < running.size(); ++j) {
                const LifecycleSearch::Result result = running[j].get();
                QVERIFY2(result.problem.isEmpty(),
                         qPrintable(QLatin1String(all[i + j].name) + u": "_s + result.problem));
                qInfo().noquote().nospace()
                    << all[i + j].name << ": " << result.states << " states, " << result.stimuli
                    << " stimuli, histories of up to " << result.depth;
                states += result.states;
                moves.insert(result.moves.begin(), result.moves.end());
            }
        }
        qInfo() << states << "states";
        if (qEnvironmentVariableIsEmpty("PARLEY_STATES"))
            QVERIFY(states >= 1'000'000);

        QStringList explored;
        for (const StateMove &move : moves)
            explored.append(text(move));
        QStringList table;
        for (const StateMove &move : TokenLifecycle::moves())
            table.append(text(move));
        explored.sort();
        table.sort();
        QCOMPARE(explored, table); // no move is missing, and none is in the table for nothing
    }
#endif
};

QTEST_APPLESS_MAIN(tst_token_exhaustive)
#include "tst_token_exhaustive.moc"
