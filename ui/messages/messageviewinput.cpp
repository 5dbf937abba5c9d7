// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/messageview.h"

#include "media/mediastore.h"
#include "text/timetexts.h"
#include "text/tooltips.h"

#include <QAbstractItemModel>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBoundaryFinder>
#include <QToolTip>

#include <algorithm>
#include <utility>

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
    m_pressed = QPersistentModelIndex();
    m_pressPosition = event->position().toPoint();
    const int row = rowAt(m_pressPosition);
    if (row < 0)
        return;
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

void MessageView::activate(int row, const RowHit &hit)
{
    const MessageRow message = layoutOf(row).row(); // a copy: the slots may change the rows
    switch (hit.kind) {
    case RowHit::Kind::Link:
        Q_EMIT linkActivated(hit.link.url);
        break;
    case RowHit::Kind::Quote:
        if (message.reply.has_value())
            Q_EMIT quoteActivated(message.reply->index);
        break;
    case RowHit::Kind::Media:
        activateMedia(message, hit.number);
        break;
    case RowHit::Kind::Reaction: {
        const ReactionChip &chip = message.reactions[size_t(hit.number)];
        Q_EMIT reactionRequested(message.index, chip.emoji, !chip.own);
        break;
    }
    case RowHit::Kind::Retry:
        Q_EMIT retryRequested(message.localId);
        break;
    case RowHit::Kind::Discard:
        Q_EMIT discardRequested(message.localId);
        break;
    case RowHit::Kind::None:
    case RowHit::Kind::Bubble:
    case RowHit::Kind::Text:
    case RowHit::Kind::Time:
    case RowHit::Kind::Mark:
        break;
    }
}

void MessageView::activateMedia(const MessageRow &row, int number)
{
    const chat::Media &media = row.media.at(number);
    if (media.sid.isEmpty())
        return; // still being sent
    if (m_media != nullptr && m_media->hasPreview(media))
        Q_EMIT pictureActivated(media);
    else
        Q_EMIT fileActivated(media);
}

void MessageView::activateRow(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const RowLayout &layout = layoutOf(row);
    if (!layout.links().empty())
        activate(row, { RowHit::Kind::Link, -1, layout.links().front() });
    else if (!layout.media().empty())
        activate(row, { RowHit::Kind::Media, layout.media().front().number });
    else if (!layout.retryRect().isEmpty())
        activate(row, { RowHit::Kind::Retry });
    else if (!layout.quoteRect().isEmpty())
        activate(row, { RowHit::Kind::Quote });
    else
        showRowMenu(row);
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

void MessageView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->matches(QKeySequence::SelectAll) && currentRow() >= 0) {
        selectAll(currentRow());
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
        Q_EMIT newestRequested(); // which may need to be loaded
        if (!m_hasNewer) {
            setCurrentRow(rowCount() - 1);
            scrollToEnd();
        }
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        verticalScrollBar()->triggerAction(event->key() == Qt::Key_PageUp
                                               ? QAbstractSlider::SliderPageStepSub
                                               : QAbstractSlider::SliderPageStepAdd);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activateRow(currentRow());
        return;
    case Qt::Key_Space:
        showRowMenu(currentRow());
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

void MessageView::selectAll(int row)
{
    m_selected = m_model->index(row, 0);
    m_selectionAnchor = 0;
    m_selectionEnd = int(layoutOf(row).text().text().size());
    viewport()->update();
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
