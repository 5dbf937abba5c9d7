// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/list/heightindex.h"

#include <QTest>

#include <numeric>
#include <random>

using parley::ui::HeightIndex;

class tst_HeightIndex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyOneHasNoRow()
    {
        HeightIndex index;
        QCOMPARE(index.rowAt(0), -1);
        QCOMPARE(index.total(), 0);
    }

    void findsRowsByPosition()
    {
        HeightIndex index;
        index.reset(3, 10);
        index.set(1, 50);
        QCOMPARE(index.total(), 70);
        QCOMPARE(index.rowAt(-5), 0);
        QCOMPARE(index.rowAt(9), 0);
        QCOMPARE(index.rowAt(10), 1);
        QCOMPARE(index.rowAt(59), 1);
        QCOMPARE(index.rowAt(60), 2);
        QCOMPARE(index.rowAt(1000), 2);
        QVERIFY(index.isMeasured(1));
        QVERIFY(!index.isMeasured(0));
    }

    void agreesWithAPlainSumUnderRandomChanges()
    {
        std::mt19937 random(7);
        HeightIndex index;
        std::vector<int> plain;
        for (int step = 0; step < 3000; ++step) {
            const auto size = unsigned(plain.size());
            switch (random() % 3) {
            case 0: {
                const int row = int(random() % (size + 1));
                const int count = 1 + int(random() % 5);
                index.insert(row, count, 20);
                plain.insert(plain.begin() + row, size_t(count), 20);
                break;
            }
            case 1:
                if (size > 0) {
                    const int row = int(random() % size);
                    const int height = 1 + int(random() % 90);
                    index.set(row, height);
                    plain[size_t(row)] = height;
                }
                break;
            default:
                if (size > 50) {
                    const int row = int(random() % size);
                    index.remove(row, 1);
                    plain.erase(plain.begin() + row);
                }
            }
            const int probe = plain.empty() ? 0 : int(random() % plain.size());
            const qint64 top = std::accumulate(plain.begin(), plain.begin() + probe, qint64(0));
            QCOMPARE(index.top(probe), top);
            if (!plain.empty())
                QCOMPARE(index.rowAt(top), probe);
        }
    }
};

QTEST_GUILESS_MAIN(tst_HeightIndex)
#include "tst_heightindex.moc"
