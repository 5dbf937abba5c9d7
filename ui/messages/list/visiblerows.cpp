// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/list/visiblerows.h"

#include "messages/list/messagerows.h"

#include <QWidget>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr int EdgePadding = 10; ///< above the first and below the last row

} // namespace

VisibleRows::VisibleRows(MessageRows &rows, const QWidget &area)
    : m_rows(rows)
    , m_area(area)
{ }

void VisibleRows::reset()
{
    m_visible.clear();
    m_anchor = {};
    m_isAtEnd = !m_rows.hasNewer();
    if (m_isOpening && m_rows.count() > 0)
        openAtUnread();
}

void VisibleRows::openAtUnread()
{
    m_isOpening = false;
    if (m_rows.firstUnread() < 0)
        return;
    for (int row = m_rows.count() - 1; row >= 0; --row) {
        const qint64 index = m_rows.messageIndex(row);
        if (index >= 0 && index < m_rows.firstUnread()) {
            // One read message stays in view above the line, so that the thread can be picked up.
            scrollToRow(row);
            return;
        }
    }
    scrollToRow(0); // all that is loaded is new: begin with its first one
}

void VisibleRows::noteInserted(int first, int last)
{
    if (m_isOpening) {
        m_anchor = {};
        openAtUnread();
    } else if (!m_visible.empty() && first <= m_anchor.row) {
        m_anchor.row += last - first + 1;
    }
    const bool isNewest = first == last && last == m_rows.count() - 1;
    if (isNewest && m_rows.messageIndex(last) < 0 && m_rows.read(last).isOwn)
        m_isAtEnd = true; // the user wants to see what was just written
}

void VisibleRows::noteRemoved(int first, int last)
{
    if (m_anchor.row > last)
        m_anchor.row -= last - first + 1;
    else if (m_anchor.row >= first)
        m_anchor.row = std::min(first, std::max(0, m_rows.count() - 1));
}

void VisibleRows::arrange()
{
    if (m_rows.hasNewer())
        m_isAtEnd = false; // what is appended must not carry the reader along
    m_visible.clear();
    if (m_rows.count() == 0 || m_area.width() <= 0)
        return;
    if (!m_isAtEnd)
        arrangeFromAnchor();
    if (m_isAtEnd)
        arrangeFromEnd();
    const Row &top = m_visible.front();
    m_anchor = { top.number, top.top + m_rows.heights().height(top.number) };
}

void VisibleRows::arrangeFromEnd()
{
    m_visible.clear();
    int y = m_area.height() - EdgePadding;
    for (int row = m_rows.count() - 1; row >= 0 && y > 0; --row) {
        y -= m_rows.measure(row);
        m_visible.push_back({ row, y });
    }
    std::ranges::reverse(m_visible);
}

void VisibleRows::arrangeFromAnchor()
{
    m_anchor.row = std::clamp(m_anchor.row, 0, m_rows.count() - 1);
    normalizeAnchor();
    // Not above the first row…
    const int top = m_anchor.below - m_rows.measure(m_anchor.row);
    if (m_anchor.row == 0 && top > EdgePadding)
        m_anchor.below = m_rows.measure(0) + EdgePadding;
    int y = m_anchor.below;
    m_visible.push_back({ m_anchor.row, y - m_rows.measure(m_anchor.row) });
    int row = m_anchor.row + 1;
    for (; row < m_rows.count() && y < m_area.height(); ++row) {
        m_visible.push_back({ row, y });
        y += m_rows.measure(row);
    }
    // … nor below the last one.
    if (row == m_rows.count() && y < m_area.height() - EdgePadding + 1) {
        if (m_rows.hasNewer())
            arrangeFromEnd();
        else
            m_isAtEnd = true;
    }
}

/// Lets the anchor be a row that crosses the upper edge, measuring what lies between.
void VisibleRows::normalizeAnchor()
{
    while (m_anchor.below <= 0 && m_anchor.row < m_rows.count() - 1) {
        ++m_anchor.row;
        m_anchor.below += m_rows.measure(m_anchor.row);
    }
    while (m_anchor.below > m_rows.measure(m_anchor.row) && m_anchor.row > 0) {
        m_anchor.below -= m_rows.measure(m_anchor.row);
        --m_anchor.row;
    }
}

void VisibleRows::scrollBy(int pixels)
{
    m_isAtEnd = false;
    m_anchor.below -= pixels; // exact, whatever the estimates were
}

void VisibleRows::scrollTo(qint64 offset)
{
    m_isAtEnd = false;
    const qint64 y = offset - EdgePadding;
    const int row = m_rows.heights().rowAt(y);
    m_anchor = { row, int(m_rows.heights().top(row + 1) - y) };
}

void VisibleRows::scrollToEnd()
{
    m_isAtEnd = !m_rows.hasNewer();
    if (!m_isAtEnd) // more is behind it: as far as it goes
        m_anchor = { m_rows.count() - 1, m_area.height() - EdgePadding };
}

void VisibleRows::scrollToRow(int row)
{
    m_isAtEnd = false;
    m_anchor = { row, m_rows.measure(row) + EdgePadding };
}

void VisibleRows::scrollToMiddle(int row)
{
    m_isAtEnd = false;
    const int height = m_rows.measure(row);
    m_anchor = { row, std::max(EdgePadding, (m_area.height() - height) / 2) + height };
}

void VisibleRows::scrollToUnread()
{
    if (m_rows.count() > 0)
        openAtUnread();
}

QRect VisibleRows::rect(int row) const
{
    const auto it = std::ranges::find(m_visible, row, &Row::number);
    return it != m_visible.end() ? QRect(0, it->top, m_area.width(), m_rows.heights().height(row))
                                 : QRect();
}

int VisibleRows::rowAt(const QPoint &position) const
{
    for (const Row &row : m_visible) {
        if (position.y() >= row.top && position.y() < row.top + m_rows.heights().height(row.number))
            return row.number;
    }
    return -1;
}

qint64 VisibleRows::newestWhole() const
{
    qint64 newest = -1;
    for (const Row &row : m_visible) {
        if (row.top + m_rows.heights().height(row.number) > m_area.height())
            break;
        newest = std::max(newest, m_rows.messageIndex(row.number));
    }
    return newest;
}

qint64 VisibleRows::offset() const
{
    return m_rows.heights().top(m_anchor.row + 1) + EdgePadding - m_anchor.below;
}

qint64 VisibleRows::total() const
{
    return m_rows.heights().total() + 2 * EdgePadding;
}

} // namespace parley::ui
