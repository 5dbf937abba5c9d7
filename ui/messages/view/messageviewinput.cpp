// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/messageview.h"

#include "media/mediastore.h"
#include "text/showntext.h"

#include <QAbstractItemModel>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

// Which message is the current one, the keyboard, what is selected, and what a message does.

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
    placeBar();
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

void MessageView::activate(int row, const RowHit &hit)
{
    const MessageRow message = layoutOf(row).row(); // a copy: the slots may change the rows
    using Kind = MessageAction::Kind;
    switch (hit.kind) {
    case RowHit::Kind::Link:
        Q_EMIT actionRequested({ .kind = Kind::OpenLink, .url = hit.link.url });
        break;
    case RowHit::Kind::Quote:
        if (message.reply)
            Q_EMIT actionRequested({ .kind = Kind::ShowQuoted, .index = message.reply->index });
        break;
    case RowHit::Kind::Media:
        activateMedia(message, hit.number);
        break;
    case RowHit::Kind::CopyCode: {
        const RowText &words = layoutOf(row).words();
        QApplication::clipboard()->setText(words.codeIn(words.boxes()[size_t(hit.number)]));
        break;
    }
    case RowHit::Kind::Reaction: {
        const ReactionChip &chip = message.reactions[size_t(hit.number)];
        Q_EMIT actionRequested(
            { .kind = Kind::React, .index = message.index, .text = chip.emoji, .isOn = !chip.own });
        break;
    }
    case RowHit::Kind::Retry:
        Q_EMIT actionRequested({ .kind = Kind::Retry, .localId = message.localId });
        break;
    case RowHit::Kind::Discard:
        Q_EMIT actionRequested({ .kind = Kind::Discard, .localId = message.localId });
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
    const bool isPicture = m_media != nullptr && m_media->hasPreview(media);
    Q_EMIT actionRequested(
        { .kind = isPicture ? MessageAction::Kind::ShowPicture : MessageAction::Kind::OpenFile,
          .media = media });
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

void MessageView::keyPressEvent(QKeyEvent *event)
{
    m_pointer.reset(); // the keyboard leads now
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->matches(QKeySequence::SelectAll) && currentRow() >= 0) {
        selectAll(currentRow());
        return;
    }
    if (selectByKey(*event) || actOnKey(*event))
        return;
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
        if (!m_selection.isEmpty()) {
            m_selection.clear();
            return;
        }
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
    placeBar();
    viewport()->update();
}

void MessageView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    placeBar();
    viewport()->update();
}

QString MessageView::selectedText()
{
    if (m_model == nullptr)
        return {};
    if (!m_selection.isEmpty())
        return m_selection.text(m_names);
    if (m_selected.isValid() && m_selectionAnchor != m_selectionEnd) {
        const int start = std::min(m_selectionAnchor, m_selectionEnd);
        // The places count what is shown, which may be less than what was written.
        return layoutOf(m_selected.row())
            .words()
            .copied(start, std::abs(m_selectionEnd - m_selectionAnchor));
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
