// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace parley::localservice {

/// Ends a page before it has more JSON than a client takes in one frame. What the rows hold is
/// written by users, so that their number alone says nothing about the size of the answer.
class PageBudget final
{
public:
    static constexpr qsizetype PageBytes = 1024 * 1024;

    explicit PageBudget(qsizetype bytes = PageBytes)
        : m_left(bytes)
    { }

    /// Whether one more row, which has so many \a bytes of JSON, belongs to the page. The first one
    /// always does; behind one that does not, no other does.
    [[nodiscard]] bool takes(qsizetype bytes)
    {
        m_isFull = m_isFull || (m_hasRow && bytes > m_left);
        m_hasRow = true;
        m_left -= bytes;
        return !m_isFull;
    }

    /// A row was refused.
    [[nodiscard]] bool isFull() const { return m_isFull; }

private:
    qsizetype m_left;
    bool m_hasRow = false;
    bool m_isFull = false;
};

} // namespace parley::localservice
