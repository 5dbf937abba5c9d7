// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/list/heightindex.h"

#include <algorithm>

namespace parley::ui {

void HeightIndex::reset(int count, int estimate)
{
    m_rows.assign(size_t(count), Row { estimate, false });
    m_stale = true;
}

void HeightIndex::insert(int row, int count, int estimate)
{
    m_rows.insert(m_rows.begin() + row, size_t(count), Row { estimate, false });
    m_stale = true;
}

void HeightIndex::remove(int row, int count)
{
    m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + count);
    m_stale = true;
}

void HeightIndex::set(int row, int height)
{
    Row &entry = m_rows[size_t(row)];
    const int change = height - entry.height;
    entry = { height, true };
    if (m_stale || change == 0)
        return;
    for (size_t i = size_t(row) + 1; i < m_tree.size(); i += i & (~i + 1))
        m_tree[i] += change;
}

void HeightIndex::forgetMeasures()
{
    for (Row &row : m_rows)
        row.measured = false;
}

void HeightIndex::forgetMeasure(int row)
{
    if (row >= 0 && row < count())
        m_rows[size_t(row)].measured = false;
}

qint64 HeightIndex::top(int row) const
{
    rebuild();
    qint64 sum = 0;
    for (size_t i = size_t(row); i > 0; i -= i & (~i + 1))
        sum += m_tree[i];
    return sum;
}

int HeightIndex::rowAt(qint64 y) const
{
    if (m_rows.empty())
        return -1;
    rebuild();
    size_t step = 1;
    while (step * 2 < m_tree.size())
        step *= 2;
    size_t position = 0;
    for (qint64 rest = y; step > 0; step /= 2) {
        const size_t next = position + step;
        if (next < m_tree.size() && m_tree[next] <= rest) {
            position = next;
            rest -= m_tree[next];
        }
    }
    return std::clamp(int(position), 0, count() - 1);
}

void HeightIndex::rebuild() const
{
    if (!m_stale)
        return;
    m_stale = false;
    m_tree.assign(m_rows.size() + 1, 0);
    for (size_t i = 1; i < m_tree.size(); ++i) {
        m_tree[i] += m_rows[i - 1].height;
        const size_t parent = i + (i & (~i + 1));
        if (parent < m_tree.size())
            m_tree[parent] += m_tree[i];
    }
}

} // namespace parley::ui
