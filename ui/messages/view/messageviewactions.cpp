// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/controls/messagebar.h"
#include "messages/controls/messagemenu.h"
#include "messages/view/messageview.h"
#include "text/tooltips.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>

#include <algorithm>

// What can be done with messages: the menu, the bar, the keys, several at once.

namespace parley::ui {

using Kind = MessageAction::Kind;

void MessageView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        showRowMenu(currentRow());
        return;
    }
    const int row = rowAt(event->pos());
    if (row >= 0)
        showContextMenu(row, event->globalPos(), layoutOf(row).hit(inRow(row, event->pos())));
}

void MessageView::showRowMenu(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    makeVisible(row);
    showContextMenu(row, viewport()->mapToGlobal(rowRect(row).center()), {});
}

void MessageView::showContextMenu(int row, const QPoint &globalPosition, const RowHit &hit)
{
    m_current = m_model->index(row, 0);
    const auto copied = m_selectionAnchor != m_selectionEnd ? MessageMenu::Copied::SelectedText
                                                            : MessageMenu::Copied::WholeText;
    auto *menu = new MessageMenu(readRow(row), hit, copied, globalPosition, this);
    connect(menu, &MessageMenu::actionRequested, this, &MessageView::actionRequested);
    connect(menu, &MessageMenu::copyRequested, this, &MessageView::copySelection);
    const QString readers = readersOf(layoutOf(row).row());
    if (!readers.isEmpty()) {
        menu->addSeparator();
        QAction *line = menu->addAction(menuText(readers, fontMetrics(), 320));
        line->setEnabled(false);
    }
    const QString code = layoutOf(row).words().allCode();
    if (!code.isEmpty())
        menu->addAction(tr("Copy the code"), menu,
                        [code] { QApplication::clipboard()->setText(code); });
    connect(menu, &MessageMenu::selectRequested, this,
            [this, item = m_current] { toggleSelected(item.isValid() ? item.row() : -1); });
    menu->popup(globalPosition);
}

bool MessageView::actOnKey(const QKeyEvent &event)
{
    const int row = currentRow();
    if (row < 0 || (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != 0)
        return false;
    const MessageRow message = layoutOf(row).row();
    const bool isConfirmed = message.index >= 0;
    switch (event.key()) {
    case Qt::Key_R:
        if (isConfirmed)
            Q_EMIT actionRequested({ .kind = Kind::Reply, .index = message.index });
        return true;
    case Qt::Key_E:
        if (isConfirmed && message.own)
            Q_EMIT actionRequested(
                { .kind = Kind::Edit, .index = message.index, .text = message.body });
        return true;
    case Qt::Key_P:
        if (isConfirmed)
            Q_EMIT actionRequested(
                { .kind = Kind::Pin, .index = message.index, .isOn = !message.isPinned });
        return true;
    case Qt::Key_C:
        copySelection();
        return true;
    case Qt::Key_Plus:
        if (isConfirmed)
            Q_EMIT actionRequested({ .kind = Kind::ChooseReaction,
                                     .index = message.index,
                                     .position = viewport()->mapToGlobal(rowRect(row).center()) });
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        requestDeletion();
        return true;
    default:
        return false;
    }
}

/// Of the chosen messages, else of the current one. What is not sent yet is discarded instead.
void MessageView::requestDeletion()
{
    if (!m_selection.isEmpty()) {
        if (m_selection.areAllOf(m_names.own))
            Q_EMIT actionRequested({ .kind = Kind::Delete, .indexes = m_selection.indexes() });
        return;
    }
    const MessageRow message = layoutOf(currentRow()).row();
    if (!message.own)
        return;
    if (message.index >= 0)
        Q_EMIT actionRequested({ .kind = Kind::Delete, .indexes = { message.index } });
    else
        Q_EMIT actionRequested({ .kind = Kind::Discard, .localId = message.localId });
}

bool MessageView::selectByKey(const QKeyEvent &event)
{
    const int row = currentRow();
    if (row < 0)
        return false;
    if (event.key() == Qt::Key_Space && event.modifiers() == Qt::ControlModifier) {
        toggleSelected(row);
        return true;
    }
    if (event.modifiers() != Qt::ShiftModifier)
        return false;
    if (event.key() != Qt::Key_Up && event.key() != Qt::Key_Down)
        return false;
    const int next = row + (event.key() == Qt::Key_Up ? -1 : 1);
    selectTo(std::clamp(next, 0, rowCount() - 1));
    return true;
}

chat::Message MessageView::messageOf(int row) const
{
    return m_model->index(row, 0).data(chat::MessageListModel::MessageRole).value<chat::Message>();
}

void MessageView::toggleSelected(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    m_selection.toggle(messageOf(row));
    setCurrentRow(row);
}

bool MessageView::isSelected(int row) const
{
    return !m_selection.isEmpty() && row >= 0 && row < rowCount()
        && m_selection.contains(messageOf(row).index);
}

void MessageView::selectTo(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const int from = currentRow() >= 0 ? currentRow() : row;
    std::vector<chat::Message> messages;
    for (int each = std::min(from, row); each <= std::max(from, row); ++each)
        messages.push_back(messageOf(each));
    m_selection.add(messages);
    setCurrentRow(row);
}

void MessageView::setFaded(const std::set<qint64> &indexes)
{
    if (m_faded == indexes)
        return;
    m_faded = indexes;
    viewport()->update();
}

QString MessageView::readersOf(const MessageRow &row) const
{
    return row.own && row.index >= 0 && m_names.readersOf
        ? MessageTexts::readers(m_names.readersOf(row.index))
        : QString();
}

/// At the message under the pointer, else at the current one while the keyboard is here.
void MessageView::placeBar()
{
    int row = m_pointer ? rowAt(*m_pointer) : -1;
    if (!m_pointer && hasFocus() && !rowRect(currentRow()).isEmpty())
        row = currentRow();
    const bool isBusy = m_selecting && m_selectionAnchor != m_selectionEnd;
    if (row < 0 || isBusy || !m_selection.isEmpty()) {
        m_bar->hide();
        return;
    }
    const RowLayout &layout = layoutOf(row);
    if (layout.row().index < 0) {
        m_bar->hide();
        return;
    }
    m_bar->showFor(layout.row(),
                   layout.bubbleRect().translated(rowRect(row).topLeft()).toAlignedRect());
}

} // namespace parley::ui
