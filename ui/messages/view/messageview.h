// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/messageaction.h"
#include "messages/list/messagescrollarea.h"
#include "messages/view/messageselection.h"
#include "messages/view/rowpointer.h"

#include <QPersistentModelIndex>

#include <set>

namespace parley::ui {

class MessageBar;

/// The messages of a conversation, of which one is the current one: what keyboard, mouse and
/// assistive technology do with them.
class MessageView final : public MessageScrollArea
{
    Q_OBJECT

public:
    explicit MessageView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model, qint64 firstUnread) override;
    /// Moves a row into the middle and marks it until setHighlighted(-1).
    void jumpToRow(int row);
    void setHighlighted(int row);
    /// Marks \a words wherever they stand, and the message \a current among all that have them
    /// (-1: none). Empty: no marks.
    void setMarks(const QString &words, qint64 current);
    /// What is offered for messages depends on it; `Yes` at first.
    void setChangeable(Changeable changeable);
    [[nodiscard]] bool isChangeable() const { return m_changeable == Changeable::Yes; }
    /// Messages that are painted as about to go.
    void setFaded(const std::set<qint64> &indexes);

    /// -1: none.
    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row);
    /// Opens the first thing in a row that can be opened, else its menu.
    void activateRow(int row);
    void showRowMenu(int row);
    /// The messages chosen to do something with all of them at once.
    [[nodiscard]] MessageSelection &selection() { return m_selection; }
    /// Chooses all messages from the current one to \a row, which becomes the current one.
    void selectTo(int row);
    /// Chooses \a row, or not any more.
    void toggleSelected(int row);
    [[nodiscard]] bool isSelected(int row) const;
    /// What Ctrl+C would copy: chosen messages, else the selected text, else the current message.
    [[nodiscard]] QString selectedText();

Q_SIGNALS:
    void actionRequested(const parley::ui::MessageAction &action);
    void changeableChanged();
    /// A letter was typed while the messages had the focus: it belongs into the composer.
    void textTyped(const QString &text);

protected:
    [[nodiscard]] RowState stateOf(int row) override;
    void placeOverlays() override;
    bool viewportEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void connectPointer();
    void connectBar();
    [[nodiscard]] QPoint globalCenter(int row) const;
    void moveCurrent(int by);
    void makeVisible(int row);
    void announceCurrent();
    void activate(int row, const RowHit &hit);
    void showMenu(int row, const QPoint &globalPosition, const RowHit &hit);
    void placeBar();

    /// Each is false if the key is for something else.
    [[nodiscard]] bool editByKey(const QKeyEvent &event);
    [[nodiscard]] bool selectByKey(const QKeyEvent &event);
    [[nodiscard]] bool actByKey(const QKeyEvent &event);
    [[nodiscard]] bool moveByKey(const QKeyEvent &event);
    void leave();
    void copy();
    /// The row of the message for which the bar is shown; -1: it has none in view.
    [[nodiscard]] int rowOfBar() const;

    QPersistentModelIndex m_current;
    QPersistentModelIndex m_highlighted;
    TextSelection m_text;
    MessageSelection m_selection;
    RowPointer m_pointer;
    MessageBar *m_bar = nullptr;
    Changeable m_changeable = Changeable::Yes;
    QString m_markedWords;
    qint64 m_markedIndex = -1;
    std::set<qint64> m_faded;
};

} // namespace parley::ui
