// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/rowpointer.h"

#include "messages/list/messagerows.h"
#include "messages/list/visiblerows.h"
#include "messages/view/rowactions.h"
#include "text/tooltips.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QTextBoundaryFinder>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace parley::ui {

RowPointer::RowPointer(MessageRows &rows, const VisibleRows &visible, TextSelection &selection,
                       QWidget &viewport)
    : m_rows(rows)
    , m_visible(visible)
    , m_selection(selection)
    , m_viewport(viewport)
{
    viewport.setMouseTracking(true);
}

bool RowPointer::handle(QEvent &event)
{
    switch (event.type()) {
    case QEvent::MouseButtonPress:
        press(static_cast<QMouseEvent &>(event));
        return true;
    case QEvent::MouseMove:
        move(static_cast<QMouseEvent &>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(static_cast<QMouseEvent &>(event));
        return true;
    case QEvent::MouseButtonDblClick:
        doubleClick(static_cast<QMouseEvent &>(event));
        return true;
    case QEvent::ToolTip:
        showToolTip(static_cast<QHelpEvent &>(event));
        return true;
    case QEvent::Leave:
        rest();
        Q_EMIT moved();
        return false;
    default:
        return false;
    }
}

bool RowPointer::isSelecting() const
{
    return m_isDragging && !m_selection.isEmpty();
}

QPointF RowPointer::inRow(int row, const QPoint &position) const
{
    return QPointF(position - m_visible.rect(row).topLeft());
}

RowHit RowPointer::hitIn(int row, const QPoint &position) const
{
    return m_rows.layout(row).hit(inRow(row, position));
}

QModelIndex RowPointer::itemOf(int row) const
{
    return m_rows.model()->index(row, 0);
}

void RowPointer::press(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return;
    m_selection.clear();
    m_isDragging = false;
    m_viewport.update();
    m_pressed = QPersistentModelIndex();
    m_pressPosition = event.position().toPoint();
    const int row = m_visible.rowAt(m_pressPosition);
    if (row < 0)
        return;
    if (event.modifiers().testFlag(Qt::ControlModifier)) {
        Q_EMIT rowPressedWithControl(row);
        return;
    }
    if (event.modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT rowPressedWithShift(row);
        return;
    }
    const RowLayout &layout = m_rows.layout(row);
    const QPointF point = inRow(row, m_pressPosition);
    const int place = layout.cursorAt(point);
    m_pressed = itemOf(row);
    m_pressedPart = RowActions::part(layout.row(), layout.hit(point));
    m_selection.set(itemOf(row), place, place);
    m_isDragging = layout.bubbleRect().contains(point);
    Q_EMIT rowPressed(row);
}

void RowPointer::move(const QMouseEvent &event)
{
    m_position = event.position().toPoint();
    Q_EMIT moved();
    const int row = m_selection.row();
    if (!m_isDragging || row < 0) {
        updateShape(*m_position);
        return;
    }
    if (m_visible.rect(row).isEmpty())
        return;
    m_selection.extend(m_rows.layout(row).cursorAt(inRow(row, *m_position)));
    m_viewport.update();
}

void RowPointer::release(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return;
    m_isDragging = false;
    const QPersistentModelIndex pressed = std::exchange(m_pressed, {});
    const QPoint position = event.position().toPoint();
    if ((position - m_pressPosition).manhattanLength() >= QApplication::startDragDistance())
        return;
    const int row = m_visible.rowAt(position);
    // A row that came meanwhile may have moved another one under the pointer.
    if (row < 0 || !pressed.isValid() || pressed.row() != row)
        return;
    const RowHit hit = hitIn(row, position);
    if (!m_pressedPart.isEmpty()
        && RowActions::part(m_rows.layout(row).row(), hit) == m_pressedPart)
        Q_EMIT clicked(row, hit);
}

void RowPointer::doubleClick(const QMouseEvent &event)
{
    m_pressed = QPersistentModelIndex(); // its first click has done what there is to do
    const QPoint position = event.position().toPoint();
    const int row = m_visible.rowAt(position);
    if (row < 0)
        return;
    const RowLayout &layout = m_rows.layout(row);
    const QString text = layout.text().text();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(layout.cursorAt(inRow(row, position)));
    if (!finder.isAtBoundary() || !(finder.boundaryReasons() & QTextBoundaryFinder::StartOfItem))
        finder.toPreviousBoundary();
    const int start = std::max(0, int(finder.position()));
    const qsizetype end = finder.toNextBoundary();
    m_selection.set(itemOf(row), start, int(end < 0 ? text.size() : end));
    m_viewport.update();
}

void RowPointer::updateShape(const QPoint &position)
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    const int row = m_visible.rowAt(position);
    if (row >= 0) {
        const RowHit hit = hitIn(row, position);
        if (hit.isActive())
            shape = Qt::PointingHandCursor;
        else if (hit.kind == RowHit::Kind::Text)
            shape = Qt::IBeamCursor;
    }
    if (m_viewport.cursor().shape() != shape)
        m_viewport.setCursor(shape);
}

void RowPointer::showToolTip(const QHelpEvent &event)
{
    QString text;
    const int row = m_visible.rowAt(event.pos());
    if (row >= 0) {
        const RowLayout &layout = m_rows.layout(row);
        text = RowActions::toolTip(layout, hitIn(row, event.pos()), m_rows.readersOf(layout.row()));
    }
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event.globalPos(), toolTipText(text), &m_viewport);
}

} // namespace parley::ui
