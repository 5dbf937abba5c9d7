// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <vector>

namespace parley::ui {

/// Heights of all rows of a long list, of which most are only estimated: finds the row at a
/// position and the position of a row in O(log n).
class HeightIndex
{
public:
    void reset(int count, int estimate);
    void insert(int row, int count, int estimate);
    void remove(int row, int count);
    void set(int row, int height);
    /// The heights stay as estimates.
    void forgetMeasures();
    void forgetMeasure(int row);

    [[nodiscard]] int count() const { return int(m_rows.size()); }
    [[nodiscard]] int height(int row) const { return m_rows[size_t(row)].height; }
    [[nodiscard]] bool isMeasured(int row) const { return m_rows[size_t(row)].measured; }
    /// Where \a row begins; the row count is allowed and gives the whole height.
    [[nodiscard]] qint64 top(int row) const;
    [[nodiscard]] qint64 total() const { return top(count()); }
    /// The row that covers \a y, the first or last one outside; -1 if there is none.
    [[nodiscard]] int rowAt(qint64 y) const;

private:
    struct Row
    {
        int height = 0;
        bool measured = false;
    };
    void rebuild() const;

    std::vector<Row> m_rows;
    mutable std::vector<qint64> m_tree; // Fenwick tree of the heights, one-based
    mutable bool m_stale = true;
};

} // namespace parley::ui
