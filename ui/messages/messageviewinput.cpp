// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/messageview.h"

#include "text/timetexts.h"
#include "text/tooltips.h"
#include "theme/icons.h"

#include <QAbstractItemModel>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextBoundaryFinder>
#include <QToolTip>

#include <algorithm>

namespace parley::ui {

int MessageView::currentRow() const
{
    return m_current.isValid() ? m_current.row() : -1;
}

void MessageView::setCurrentRow(int row)
{
    if (m_model == nullptr || row < 0 || row >= rowCount())
        return;
    m_current = m_model->index(row, 0);
    makeVisible(row);
    viewport()->update();
    announceCurrent();
}

void MessageView::announceCurrent()
{
    if (!hasFocus() || currentRow() < 0)
        return;
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(currentRow());
    QAccessible::updateAccessibility(&event);
}

void MessageView::makeVisible(int row)
{
    const QRect rect = rowRect(row);
    const int height = viewport()->height();
    if (rect.isEmpty()) {
        scrollToRow(row);
        return;
    }
    if (rect.top() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top() - 6);
    else if (rect.bottom() > height && rect.height() <= height)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.bottom() - height + 6);
}

void MessageView::moveCurrent(int by)
{
    if (rowCount() == 0)
        return;
    const int from = currentRow() >= 0 ? currentRow() : (by < 0 ? rowCount() : -1);
    setCurrentRow(std::clamp(from + by, 0, rowCount() - 1));
    if (currentRow() == rowCount() - 1)
        scrollToEnd();
}

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
    m_pressPosition = event->position().toPoint();
    const int row = rowAt(m_pressPosition);
    if (row < 0)
        return;
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
    const QPoint position = event->position().toPoint();
    if ((position - m_pressPosition).manhattanLength() >= QApplication::startDragDistance())
        return;
    const int row = rowAt(position);
    if (row < 0)
        return;
    const RowLayout &layout = layoutOf(row);
    const QPointF point = inRow(row, position);
    const std::optional<Link> link = layout.linkAt(point);
    if (link.has_value())
        Q_EMIT linkActivated(link->url);
    else if (layout.retryRect().contains(point))
        Q_EMIT retryRequested(layout.row().localId);
}

void MessageView::mouseDoubleClickEvent(QMouseEvent *event)
{
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
        const RowLayout &layout = layoutOf(row);
        const QPointF point = inRow(row, position);
        if (layout.linkAt(point).has_value() || layout.retryRect().contains(point))
            shape = Qt::PointingHandCursor;
        else if (QRectF(layout.textOrigin(), layout.text().boundingRect().size()).contains(point))
            shape = Qt::IBeamCursor;
    }
    if (viewport()->cursor().shape() != shape)
        viewport()->setCursor(shape);
}

bool MessageView::viewportEvent(QEvent *event)
{
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
    const QPointF point = inRow(row, position);
    const std::optional<Link> link = layout.linkAt(point);
    QString text;
    if (link.has_value())
        text = link->url.toDisplayString();
    else if (layout.markRect().contains(point))
        text = MessageTexts::delivery(layout.row());
    else if (layout.timeRect().contains(point))
        text = TimeTexts::full(layout.row().created);
    if (text.isEmpty())
        return false;
    QToolTip::showText(globalPosition, toolTipText(text), viewport());
    return true;
}

void MessageView::contextMenuEvent(QContextMenuEvent *event)
{
    const QPoint position = event->pos();
    int row = currentRow();
    if (event->reason() != QContextMenuEvent::Keyboard)
        row = rowAt(position);
    if (row < 0)
        return;
    std::optional<Link> link;
    QPoint global = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard)
        global = viewport()->mapToGlobal(rowRect(row).center());
    else
        link = layoutOf(row).linkAt(inRow(row, position));
    showContextMenu(row, global, link);
}

void MessageView::showContextMenu(int row, const QPoint &globalPosition,
                                  const std::optional<Link> &link)
{
    m_current = m_model->index(row, 0);
    const MessageRow message = readRow(row);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (link.has_value()) {
        menu->addAction(tr("Copy link"), this, [url = link->url] {
            QApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded));
        });
    }
    menu->addAction(themedIcon(u"copy"_qs), tr("Copy text"), this, &MessageView::copySelection);
    if (message.delivery == chat::Message::Delivery::Failed) {
        menu->addSeparator();
        menu->addAction(themedIcon(u"refresh"_qs), tr("Try to send again"), this,
                        [this, id = message.localId] { Q_EMIT retryRequested(id); });
        menu->addAction(tr("Discard"), this,
                        [this, id = message.localId] { Q_EMIT discardRequested(id); });
    } else if (message.own && message.index >= 0) {
        menu->addSeparator();
        menu->addAction(tr("Edit…"), this, [this, index = message.index, body = message.body] {
            Q_EMIT editRequested(index, body);
        });
        menu->addAction(tr("Delete…"), this,
                        [this, index = message.index] { Q_EMIT deleteRequested(index); });
    }
    menu->popup(globalPosition);
}

void MessageView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        moveCurrent(-1);
        return;
    case Qt::Key_Down:
        moveCurrent(1);
        return;
    case Qt::Key_Home:
        setCurrentRow(0);
        return;
    case Qt::Key_End:
        setCurrentRow(rowCount() - 1);
        scrollToEnd();
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        verticalScrollBar()->triggerAction(event->key() == Qt::Key_PageUp
                                               ? QAbstractSlider::SliderPageStepSub
                                               : QAbstractSlider::SliderPageStepAdd);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentRow() >= 0 && !layoutOf(currentRow()).links().empty())
            Q_EMIT linkActivated(layoutOf(currentRow()).links().front().url);
        return;
    case Qt::Key_Escape:
        clearSelection();
        Q_EMIT textTyped(QString());
        return;
    default:
        break;
    }
    const bool plain
        = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && !event->text().isEmpty() && event->text().at(0).isPrint()) {
        Q_EMIT textTyped(event->text());
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void MessageView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool byKeyboard
        = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKeyboard && currentRow() < 0)
        setCurrentRow(lastVisibleRow());
    viewport()->update();
}

void MessageView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

QString MessageView::selectedText() const
{
    if (m_model == nullptr)
        return {};
    if (m_selected.isValid() && m_selectionAnchor != m_selectionEnd) {
        const int start = std::min(m_selectionAnchor, m_selectionEnd);
        QString body = m_selected.data(chat::MessageListModel::BodyRole).toString();
        body.replace(u"\r\n"_qs, u"\n"_qs); // as it was laid out
        return body.mid(start, std::abs(m_selectionEnd - m_selectionAnchor));
    }
    return m_current.isValid() ? m_current.data(chat::MessageListModel::BodyRole).toString()
                               : QString();
}

void MessageView::copySelection()
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void MessageView::clearSelection()
{
    m_selected = QPersistentModelIndex();
    m_selectionAnchor = 0;
    m_selectionEnd = 0;
    m_selecting = false;
    viewport()->update();
}

} // namespace parley::ui
