// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/messageview.h"

#include "text/timetexts.h"
#include "text/tooltips.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QTextBoundaryFinder>
#include <QToolTip>

#include <algorithm>
#include <utility>

// The mouse: what lies under it, pressing, dragging a selection, the shape of the pointer,
// tooltips.

namespace parley::ui {
namespace {

/// Equal for the same part of the same message, whatever has moved; empty: nothing is done there.
QString partOf(const MessageRow &row, const RowHit &hit)
{
    if (!hit.isActive())
        return {};
    QString what;
    if (hit.kind == RowHit::Kind::Link)
        what = hit.link.url.toString(QUrl::FullyEncoded);
    else if (hit.kind == RowHit::Kind::Media)
        what = row.media.at(hit.number).sid;
    else if (hit.kind == RowHit::Kind::Reaction)
        what = row.reactions[size_t(hit.number)].emoji;
    return QString::number(int(hit.kind)) + u' ' + what;
}

} // namespace

int MessageView::rowAt(const QPoint &position) const
{
    for (const VisibleRow &visible : m_visible) {
        if (position.y() >= visible.top
            && position.y() < visible.top + m_heights.height(visible.row))
            return visible.row;
    }
    return -1;
}

QPointF MessageView::inRow(int row, const QPoint &position) const
{
    return QPointF(position - rowRect(row).topLeft());
}

void MessageView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    clearSelection();
    m_pressed = QPersistentModelIndex();
    m_pressPosition = event->position().toPoint();
    const int row = rowAt(m_pressPosition);
    if (row < 0)
        return;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        toggleSelected(row);
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        selectTo(row);
        return;
    }
    m_pressed = m_model->index(row, 0);
    m_pressedPart = partOf(layoutOf(row).row(), layoutOf(row).hit(inRow(row, m_pressPosition)));
    m_current = m_model->index(row, 0);
    m_selected = m_current;
    m_selectionAnchor = layoutOf(row).cursorAt(inRow(row, m_pressPosition));
    m_selectionEnd = m_selectionAnchor;
    m_selecting = layoutOf(row).bubbleRect().contains(inRow(row, m_pressPosition));
    viewport()->update();
}

void MessageView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    m_pointer = position;
    placeBar();
    if (!m_selecting || !m_selected.isValid()) {
        updateCursor(position);
        return;
    }
    if (rowRect(m_selected.row()).isEmpty())
        return;
    m_selectionEnd = layoutOf(m_selected.row()).cursorAt(inRow(m_selected.row(), position));
    viewport()->update();
}

void MessageView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_selecting = false;
    const QPersistentModelIndex pressed = std::exchange(m_pressed, {});
    const QPoint position = event->position().toPoint();
    if ((position - m_pressPosition).manhattanLength() >= QApplication::startDragDistance())
        return;
    const int row = rowAt(position);
    // A row that came meanwhile may have moved another one under the pointer.
    if (row < 0 || !pressed.isValid() || pressed.row() != row)
        return;
    const RowHit hit = layoutOf(row).hit(inRow(row, position));
    if (!m_pressedPart.isEmpty() && partOf(layoutOf(row).row(), hit) == m_pressedPart)
        activate(row, hit);
}

void MessageView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_pressed = QPersistentModelIndex(); // its first click has done what there is to do
    const int row = rowAt(event->position().toPoint());
    if (row < 0)
        return;
    const RowLayout &layout = layoutOf(row);
    const int cursor = layout.cursorAt(inRow(row, event->position().toPoint()));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, layout.text().text());
    finder.setPosition(cursor);
    if (!finder.isAtBoundary() || !(finder.boundaryReasons() & QTextBoundaryFinder::StartOfItem))
        finder.toPreviousBoundary();
    m_selected = m_model->index(row, 0);
    m_selectionAnchor = std::max(0, int(finder.position()));
    const qsizetype end = finder.toNextBoundary();
    m_selectionEnd = end < 0 ? int(layout.text().text().size()) : int(end);
    viewport()->update();
}

void MessageView::updateCursor(const QPoint &position)
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    const int row = rowAt(position);
    if (row >= 0) {
        const RowHit hit = layoutOf(row).hit(inRow(row, position));
        if (hit.isActive())
            shape = Qt::PointingHandCursor;
        else if (hit.kind == RowHit::Kind::Text)
            shape = Qt::IBeamCursor;
    }
    if (viewport()->cursor().shape() != shape)
        viewport()->setCursor(shape);
}

bool MessageView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate) {
        m_seen = -1; // tell all of it once more: what came in the background is seen now
        viewport()->update();
    } else if (event->type() == QEvent::Leave) {
        m_pointer.reset();
        placeBar();
    }
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (!showToolTip(help->pos(), help->globalPos()))
        QToolTip::hideText();
    return true;
}

bool MessageView::showToolTip(const QPoint &position, const QPoint &globalPosition)
{
    const int row = rowAt(position);
    if (row < 0)
        return false;
    const RowLayout &layout = layoutOf(row);
    const RowHit hit = layout.hit(inRow(row, position));
    QString text;
    switch (hit.kind) {
    case RowHit::Kind::Link:
        // As it would be asked for: letters of other scripts that look like others stand out.
        text = hit.link.url.toString(QUrl::FullyEncoded);
        break;
    case RowHit::Kind::Mark:
        text = readersOf(layout.row());
        if (text.isEmpty())
            text = MessageTexts::delivery(layout.row());
        break;
    case RowHit::Kind::Time:
        text = TimeTexts::full(layout.row().created);
        break;
    case RowHit::Kind::Media:
        text = MessageTexts::fileName(layout.row().media.at(hit.number));
        break;
    case RowHit::Kind::Reaction:
        text = MessageTexts::reaction(layout.row().reactions[size_t(hit.number)]);
        break;
    case RowHit::Kind::CopyCode:
        text = tr("Copy the code");
        break;
    case RowHit::Kind::Quote:
        text = tr("Show this message");
        break;
    case RowHit::Kind::None:
    case RowHit::Kind::Bubble:
    case RowHit::Kind::Text:
    case RowHit::Kind::Retry:
    case RowHit::Kind::Discard:
        break;
    }
    if (text.isEmpty())
        return false;
    QToolTip::showText(globalPosition, toolTipText(text), viewport());
    return true;
}

} // namespace parley::ui
