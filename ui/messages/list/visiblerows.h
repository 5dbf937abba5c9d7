// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>

#include <vector>

class QWidget;

namespace parley::ui {

class MessageRows;

/// Which rows are in the viewport, and where. They are counted up from the end while the newest
/// message is in view, else from one row that keeps its place when others are inserted, measured or
/// removed around it. After each call that moves something arrange() is due.
class VisibleRows
{
public:
    struct Row
    {
        int number = 0;
        int top = 0; ///< in the viewport
    };

    /// \a rows and \a area, which is the viewport, must outlive this object.
    VisibleRows(MessageRows &rows, const QWidget &area);

    /// The next reset() brings the rows of another conversation. They open at the first unread
    /// message, else at the end, as soon as there are any.
    void open() { m_isOpening = true; }
    void reset();
    void noteInserted(int first, int last);
    void noteRemoved(int first, int last);
    void arrange();

    void scrollBy(int pixels);
    /// \a offset is meant as offset() is.
    void scrollTo(qint64 offset);
    void scrollToEnd();
    void scrollToRow(int row);
    void scrollToMiddle(int row);
    void scrollToUnread();

    [[nodiscard]] const std::vector<Row> &all() const { return m_visible; }
    [[nodiscard]] bool isEmpty() const { return m_visible.empty(); }
    [[nodiscard]] int first() const { return isEmpty() ? -1 : m_visible.front().number; }
    [[nodiscard]] int last() const { return isEmpty() ? -1 : m_visible.back().number; }
    /// Stays at the newest message when another one comes.
    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
    /// In the viewport; empty: the row is not visible.
    [[nodiscard]] QRect rect(int row) const;
    /// -1: none.
    [[nodiscard]] int rowAt(const QPoint &position) const;
    /// The highest index of the messages that are visible as a whole, -1: none.
    [[nodiscard]] qint64 newestWhole() const;
    /// How much is above the viewport, and how much there is in all, mostly estimated.
    [[nodiscard]] qint64 offset() const;
    [[nodiscard]] qint64 total() const;

private:
    /// Which row is at the upper edge, and how much of it is below that edge. Counted from its
    /// lower end, since a row's head (day, author) may change when others are inserted before it.
    struct Anchor
    {
        int row = 0;
        int below = 0;
    };

    void openAtUnread();
    void arrangeFromEnd();
    void arrangeFromAnchor();
    void normalizeAnchor();

    MessageRows &m_rows;
    const QWidget &m_area;
    std::vector<Row> m_visible;
    Anchor m_anchor;
    bool m_isAtEnd = true;
    bool m_isOpening = false; ///< the first rows of a conversation are still to come
};

} // namespace parley::ui
