// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "situations.h"

#include <QLoggingCategory>

using namespace parley::test;
using namespace Qt::StringLiterals;

/// The situations of the lifecycle that need only the manager, each with its number.
class tst_token_situations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"parley.*=false"_s); }

    void situation_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Situation &situation : all())
            QTest::newRow(situation.title) << index++;
    }

    void situation()
    {
        QFETCH(int, index);
        World world(static_cast<unsigned>(index) + 1);
        all().at(static_cast<std::size_t>(index)).run(world);
        if (QTest::currentTestFailed()) {
            qInfo().noquote() << "events before the failure:" << world.events.join(u", "_s);
            return;
        }
        QCOMPARE(world.invariantProblem(), QString());
    }

private:
    static std::vector<Situation> all()
    {
        std::vector<Situation> situations;
        for (const auto &part :
             { situationsOfStart(), situationsOfGoodAnswers(), situationsOfBadAnswers(),
               situationsOfServerEvents(), situationsOfTime(), situationsOfClients() })
            situations.insert(situations.end(), part.begin(), part.end());
        return situations;
    }
};

QTEST_GUILESS_MAIN(tst_token_situations)
#include "tst_token_situations.moc"
