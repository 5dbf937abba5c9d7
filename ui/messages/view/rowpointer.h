// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/row/rowlayout.h"

#include <QObject>
#include <QPersistentModelIndex>
#include <QPoint>

#include <algorithm>
#include <cstdlib>
#include <optional>

class QHelpEvent;
class QMouseEvent;

namespace parley::ui {

class MessageRows;
class VisibleRows;

/// A part of the words of one message. Places count what is shown, which may be less than what was
/// written.
class TextSelection
{
public:
    void set(const QModelIndex &message, int from, int to)
    {
        m_message = message;
        m_from = from;
        m_to = to;
    }
    void extend(int to) { m_to = to; }
    void clear() { *this = {}; }

    [[nodiscard]] bool isEmpty() const { return row() < 0 || m_from == m_to; }
    /// -1: nothing has been selected.
    [[nodiscard]] int row() const { return m_message.isValid() ? m_message.row() : -1; }
    [[nodiscard]] int start() const { return std::min(m_from, m_to); }
    [[nodiscard]] int length() const { return std::abs(m_to - m_from); }

private:
    QPersistentModelIndex m_message;
    int m_from = 0;
    int m_to = 0;
};

/// The mouse over the messages: what a click is for, which words are selected by dragging, the
/// shape of the pointer, tooltips.
class RowPointer final : public QObject
{
    Q_OBJECT

public:
    /// All of these must outlive this object. It changes \a selection and paints \a viewport anew.
    RowPointer(MessageRows &rows, const VisibleRows &visible, TextSelection &selection,
               QWidget &viewport);

    /// \a event is one of the viewport. True: nothing else is to be done about it.
    [[nodiscard]] bool handle(QEvent &event);
    /// The pointer's position is ignored until the mouse moves.
    void rest() { m_position.reset(); }
    /// In the viewport; empty: it is elsewhere, or it rests.
    [[nodiscard]] std::optional<QPoint> position() const { return m_position; }
    /// The user is selecting words of a message.
    [[nodiscard]] bool isSelecting() const;
    /// What of \a row is at a point of the viewport.
    [[nodiscard]] RowHit hitIn(int row, const QPoint &position) const;

Q_SIGNALS:
    void moved();
    void rowPressed(int row);
    void rowPressedWithControl(int row);
    void rowPressedWithShift(int row);
    void clicked(int row, const parley::ui::RowHit &hit);

private:
    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release(const QMouseEvent &event);
    void doubleClick(const QMouseEvent &event);
    void showToolTip(const QHelpEvent &event);
    void updateShape(const QPoint &position);
    [[nodiscard]] QPointF inRow(int row, const QPoint &position) const;
    [[nodiscard]] QModelIndex itemOf(int row) const;

    MessageRows &m_rows;
    const VisibleRows &m_visible;
    TextSelection &m_selection;
    QWidget &m_viewport;
    std::optional<QPoint> m_position {};
    QPoint m_pressPosition;
    QPersistentModelIndex m_pressed; ///< the message that a click would be for
    QString m_pressedPart; ///< what of it, see RowActions::part()
    bool m_isDragging = false;
};

} // namespace parley::ui
