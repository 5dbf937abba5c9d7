// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/list/messagerows.h"
#include "messages/list/visiblerows.h"

#include <QAbstractScrollArea>

namespace parley::ui {

class FloatingDay;
class JumpButton;
struct RowState;

/// Messages as bubbles, the newest at the bottom, and how one scrolls over them. What the user does
/// with a message is up to MessageView.
class MessageScrollArea : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit MessageScrollArea(QWidget *parent = nullptr);

    /// What is shown, and how. Its model is set by setModel().
    [[nodiscard]] MessageRows &rows() { return m_rows; }
    [[nodiscard]] const MessageRows &rows() const { return m_rows; }
    /// As MessageRows::setModel(). Goes to the first unread message, else to the end.
    virtual void setModel(QAbstractItemModel *model, qint64 firstUnread);
    /// Shown at the top while older messages are on their way.
    void setLoadingOlder(bool loading);
    /// Shown on the button that leads to the end.
    void setUnreadCount(int count);

    void scrollToRow(int row);
    void scrollToEnd();
    /// Back to the first message that was new when the conversation was opened.
    void goToUnread();
    [[nodiscard]] bool isAtEnd() const { return m_visible.isAtEnd(); }
    /// In coordinates of the viewport; empty if the row is not visible.
    [[nodiscard]] QRect rowRect(int row) const { return m_visible.rect(row); }
    [[nodiscard]] int firstVisibleRow() const { return m_visible.first(); }
    [[nodiscard]] int lastVisibleRow() const { return m_visible.last(); }
    /// Local time; null: nothing is visible.
    [[nodiscard]] QDate firstVisibleDay() const;
    [[nodiscard]] QSize sizeHint() const override { return { 600, 400 }; }

Q_SIGNALS:
    /// The top comes near: it is time to load what is before it. May repeat.
    void olderNeeded();
    /// The same at the bottom, while there is more behind it.
    void newerNeeded();
    /// The user wants to see the end.
    void newestRequested();
    /// The user wants to go to another day than the one that is shown at the upper edge.
    void dayRequested();
    /// A confirmed message with a higher index than any before has been painted whole in the
    /// active window.
    void seenUpTo(qint64 index);

protected:
    [[nodiscard]] const VisibleRows &visibleRows() const { return m_visible; }
    void scrollToMiddle(int row);
    /// How a row looks at this moment.
    [[nodiscard]] virtual RowState stateOf(int row) = 0;
    /// The rows have been arranged anew: what lies over them has to follow.
    virtual void placeOverlays();

    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void arrange();
    void updateScrollBar();
    void askForMore();
    void noteSeen();
    void placeButton();
    void placeDay();
    void paintLoading(QPainter &painter) const;

    MessageRows m_rows;
    VisibleRows m_visible;
    qint64 m_seen = -1; ///< the highest index that has been seen
    JumpButton *m_toEnd = nullptr;
    FloatingDay *m_day = nullptr;
    bool m_isTellingSeen = false; ///< seenUpTo() is on its way
    bool m_isSettingBar = false;
    bool m_isLoadingOlder = false;
};

} // namespace parley::ui
