// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/messageview.h"

#include "messages/controls/messagebar.h"
#include "messages/controls/messagemenu.h"
#include "messages/row/rowpainter.h"
#include "messages/view/messageviewaccessible.h"
#include "messages/view/rowactions.h"

#include <QAbstractItemModel>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace parley::ui {

MessageView::MessageView(QWidget *parent)
    : MessageScrollArea(parent)
    , m_pointer(rows(), visibleRows(), m_text, *viewport())
    , m_bar(new MessageBar(viewport()))
{
    installMessageViewAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Messages"));
    connect(&m_selection, &MessageSelection::changed, viewport(), qOverload<>(&QWidget::update));
    connectPointer();
    connectBar();
}

void MessageView::connectPointer()
{
    connect(&m_pointer, &RowPointer::moved, this, &MessageView::placeBar);
    connect(&m_pointer, &RowPointer::rowPressed, this,
            [this](int row) { m_current = rows().model()->index(row, 0); });
    connect(&m_pointer, &RowPointer::rowPressedWithControl, this, &MessageView::toggleSelected);
    connect(&m_pointer, &RowPointer::rowPressedWithShift, this, &MessageView::selectTo);
    connect(&m_pointer, &RowPointer::clicked, this, &MessageView::activate);
}

void MessageView::connectBar()
{
    connect(m_bar, &MessageBar::actionRequested, this, &MessageView::actionRequested);
    connect(m_bar, &MessageBar::copyRequested, this, [this] {
        if (const int row = rowOfBar(); row >= 0)
            QApplication::clipboard()->setText(rows().message(row).body);
    });
    connect(m_bar, &MessageBar::moreRequested, this, [this](const QPoint &position) {
        if (const int row = rowOfBar(); row >= 0)
            showMenu(row, position, {});
    });
}

int MessageView::rowOfBar() const
{
    const auto &all = visibleRows().all();
    const auto it = std::ranges::find_if(all, [this](const VisibleRows::Row &row) {
        return rows().messageIndex(row.number) == m_bar->message();
    });
    return it != all.end() ? it->number : -1;
}

void MessageView::setChangeable(Changeable changeable)
{
    if (std::exchange(m_changeable, changeable) == changeable)
        return;
    m_bar->setChangeable(changeable);
    placeBar(); // it has another width
    Q_EMIT changeableChanged();
}

void MessageView::setModel(QAbstractItemModel *model, qint64 firstUnread)
{
    m_current = QPersistentModelIndex();
    m_highlighted = QPersistentModelIndex();
    m_text.clear();
    m_selection.clear();
    MessageScrollArea::setModel(model, firstUnread);
}

void MessageView::jumpToRow(int row)
{
    if (!rows().contains(row))
        return;
    m_current = rows().model()->index(row, 0);
    scrollToMiddle(row);
    setHighlighted(row);
}

void MessageView::setHighlighted(int row)
{
    m_highlighted = rows().contains(row) ? rows().model()->index(row, 0) : QModelIndex();
    viewport()->update();
}

void MessageView::setMarks(const QString &words, qint64 current)
{
    if (m_markedWords == words && m_markedIndex == current)
        return;
    m_markedWords = words;
    m_markedIndex = current;
    viewport()->update();
}

void MessageView::setFaded(const std::set<qint64> &indexes)
{
    if (m_faded == indexes)
        return;
    m_faded = indexes;
    viewport()->update();
}

RowState MessageView::stateOf(int row)
{
    const qint64 index = rows().layout(row).row().message.index;
    RowState state;
    state.focused = hasFocus() && row == currentRow();
    state.highlighted = (m_highlighted.isValid() && m_highlighted.row() == row)
        || (m_markedIndex >= 0 && index == m_markedIndex);
    state.isSelected = m_selection.contains(index);
    state.isFaded = m_faded.contains(index);
    state.marked = m_markedWords;
    state.media = rows().media();
    if (m_text.row() == row) {
        state.selectionStart = m_text.start();
        state.selectionLength = m_text.length();
    }
    return state;
}

void MessageView::placeOverlays()
{
    MessageScrollArea::placeOverlays();
    placeBar();
}

/// At the message under the pointer, else at the current one while the keyboard is here.
void MessageView::placeBar()
{
    const std::optional<QPoint> pointer = m_pointer.position();
    int row = pointer ? visibleRows().rowAt(*pointer) : -1;
    if (!pointer && hasFocus() && !rowRect(currentRow()).isEmpty())
        row = currentRow();
    if (row < 0 || m_pointer.isSelecting() || !m_selection.isEmpty()
        || rows().messageIndex(row) < 0) {
        m_bar->hide();
        return;
    }
    const RowLayout &layout = rows().layout(row);
    m_bar->showFor(layout.row(),
                   layout.bubbleRect().translated(rowRect(row).topLeft()).toAlignedRect());
}

// The current message

int MessageView::currentRow() const
{
    return m_current.isValid() ? m_current.row() : -1;
}

void MessageView::setCurrentRow(int row)
{
    if (!rows().contains(row))
        return;
    m_current = rows().model()->index(row, 0);
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
    QScrollBar *bar = verticalScrollBar();
    if (rect.isEmpty())
        scrollToRow(row);
    else if (rect.top() < 0)
        bar->setValue(bar->value() + rect.top() - 6);
    else if (rect.bottom() > height && rect.height() <= height)
        bar->setValue(bar->value() + rect.bottom() - height + 6);
}

void MessageView::moveCurrent(int by)
{
    const int count = rows().count();
    if (count == 0)
        return;
    const int from = currentRow() >= 0 ? currentRow() : (by < 0 ? count : -1);
    setCurrentRow(std::clamp(from + by, 0, count - 1));
    if (currentRow() == count - 1)
        scrollToEnd();
}

QPoint MessageView::globalCenter(int row) const
{
    return viewport()->mapToGlobal(rowRect(row).center());
}

void MessageView::activateRow(int row)
{
    if (!rows().contains(row))
        return;
    const RowHit hit = RowActions::firstHit(rows().layout(row));
    if (hit.isActive())
        activate(row, hit);
    else
        showRowMenu(row);
}

void MessageView::activate(int row, const RowHit &hit)
{
    const RowLayout &layout = rows().layout(row);
    if (hit.kind == RowHit::Kind::CopyCode) {
        const RowText &words = layout.words();
        QApplication::clipboard()->setText(words.codeIn(words.boxes()[size_t(hit.number)]));
    } else if (const auto action = RowActions::ofHit(layout, hit)) {
        Q_EMIT actionRequested(*action);
    }
}

void MessageView::showRowMenu(int row)
{
    if (!rows().contains(row))
        return;
    makeVisible(row);
    showMenu(row, globalCenter(row), {});
}

void MessageView::showMenu(int row, const QPoint &globalPosition, const RowHit &hit)
{
    m_current = rows().model()->index(row, 0);
    const auto copied
        = m_text.isEmpty() ? MessageMenu::Copied::WholeText : MessageMenu::Copied::SelectedText;
    const RowLayout &layout = rows().layout(row);
    const MessageMenu::Options options { copied, m_changeable, rows().readersOf(layout.row()) };
    auto *menu = new MessageMenu(layout, hit, options, globalPosition, this);
    connect(menu, &MessageMenu::actionRequested, this, &MessageView::actionRequested);
    connect(menu, &MessageMenu::copyRequested, this, &MessageView::copy);
    connect(menu, &MessageMenu::selectRequested, this,
            [this, item = m_current] { toggleSelected(item.isValid() ? item.row() : -1); });
    menu->popup(globalPosition);
}

// Several messages

void MessageView::toggleSelected(int row)
{
    if (!rows().contains(row))
        return;
    m_selection.toggle(rows().message(row));
    setCurrentRow(row);
}

bool MessageView::isSelected(int row) const
{
    return !m_selection.isEmpty() && rows().contains(row)
        && m_selection.contains(rows().messageIndex(row));
}

void MessageView::selectTo(int row)
{
    if (!rows().contains(row))
        return;
    const int from = currentRow() >= 0 ? currentRow() : row;
    std::vector<chat::Message> messages;
    for (int each = std::min(from, row); each <= std::max(from, row); ++each)
        messages.push_back(rows().message(each));
    m_selection.add(messages);
    setCurrentRow(row);
}

QString MessageView::selectedText()
{
    if (rows().model() == nullptr)
        return {};
    if (!m_selection.isEmpty())
        return m_selection.text(rows().names());
    if (!m_text.isEmpty())
        return rows().layout(m_text.row()).words().copied(m_text.start(), m_text.length());
    return m_current.data().toString();
}

void MessageView::copy()
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

// Events

bool MessageView::viewportEvent(QEvent *event)
{
    return m_pointer.handle(*event) || MessageScrollArea::viewportEvent(event);
}

void MessageView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        showRowMenu(currentRow());
        return;
    }
    const int row = visibleRows().rowAt(event->pos());
    if (row >= 0)
        showMenu(row, event->globalPos(), m_pointer.hitIn(row, event->pos()));
}

void MessageView::focusInEvent(QFocusEvent *event)
{
    MessageScrollArea::focusInEvent(event);
    const bool isByKeyboard
        = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKeyboard && currentRow() < 0)
        setCurrentRow(lastVisibleRow());
    placeBar();
    viewport()->update();
}

void MessageView::focusOutEvent(QFocusEvent *event)
{
    MessageScrollArea::focusOutEvent(event);
    placeBar();
    viewport()->update();
}

void MessageView::keyPressEvent(QKeyEvent *event)
{
    m_pointer.rest(); // the keyboard leads now
    if (editByKey(*event) || selectByKey(*event) || actByKey(*event) || moveByKey(*event))
        return;
    const bool isPlain
        = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isPlain && !event->text().isEmpty() && event->text().at(0).isPrint())
        Q_EMIT textTyped(event->text());
    else
        MessageScrollArea::keyPressEvent(event);
}

bool MessageView::editByKey(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    const int row = currentRow();
    if (row < 0 || !event.matches(QKeySequence::SelectAll))
        return false;
    m_text.set(m_current, 0, int(rows().layout(row).text().text().size()));
    viewport()->update();
    return true;
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
    selectTo(std::clamp(next, 0, rows().count() - 1));
    return true;
}

bool MessageView::actByKey(const QKeyEvent &event)
{
    const int row = currentRow();
    if (row < 0 || (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != 0)
        return false;
    if (event.key() == Qt::Key_C) {
        copy();
        return true;
    }
    const std::optional<MessageAction::Kind> kind = RowActions::kindOfKey(event.key());
    if (!kind)
        return false;
    std::optional<MessageAction> action;
    if (kind != MessageAction::Kind::Delete || m_selection.isEmpty())
        action = RowActions::ofKey(*kind, rows().layout(row).row());
    else if (m_selection.areAllOf(rows().names().own))
        action = MessageAction { .kind = *kind, .indexes = m_selection.indexes() };
    if (action) {
        action->position = globalCenter(row);
        Q_EMIT actionRequested(*action);
    }
    return true;
}

bool MessageView::moveByKey(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_Home:
        setCurrentRow(0);
        return true;
    case Qt::Key_End:
        Q_EMIT newestRequested(); // which may need to be loaded
        if (!rows().hasNewer()) {
            setCurrentRow(rows().count() - 1);
            scrollToEnd();
        }
        return true;
    case Qt::Key_PageUp:
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        return true;
    case Qt::Key_PageDown:
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activateRow(currentRow());
        return true;
    case Qt::Key_Space:
        showRowMenu(currentRow());
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    default:
        return false;
    }
}

/// Gives up what is selected, step by step, and then the focus to the composer.
void MessageView::leave()
{
    if (!m_selection.isEmpty()) {
        m_selection.clear();
        return;
    }
    m_text.clear();
    viewport()->update();
    Q_EMIT textTyped(QString());
}

} // namespace parley::ui
