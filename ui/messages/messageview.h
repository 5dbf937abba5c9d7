// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/heightindex.h"
#include "messages/rowlayout.h"

#include <QAbstractScrollArea>
#include <QPersistentModelIndex>
#include <QPointer>

#include <memory>
#include <unordered_map>
#include <vector>

class QAbstractItemModel;
class QToolButton;

namespace parley::ui {

/// Messages as bubbles, the newest at the bottom. Works on any model with MessageListModel's roles.
/// Lays out only what is visible: all other rows have estimated heights, so that the cost does not
/// depend on the length of the conversation. The rows that are seen keep their place when others
/// are inserted, measured or removed around them.
class MessageView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit MessageView(QWidget *parent = nullptr);
    ~MessageView() override;

    /// \a model must outlive its use here; null: nothing is shown. Goes to the first unread message
    /// (\a firstUnread: its index, -1: none), else to the end.
    void setModel(QAbstractItemModel *model, qint64 firstUnread);
    [[nodiscard]] QAbstractItemModel *model() const { return m_model; }
    /// Shown at the top while older messages are on their way.
    void setLoadingOlder(bool loading);

    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row);
    void scrollToRow(int row);
    void scrollToEnd();
    [[nodiscard]] bool isAtEnd() const { return m_stickToEnd; }
    /// What Ctrl+C would copy: the selected text, else the current message.
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] QString rowDescription(int row) const;
    /// In coordinates of the viewport; empty if the row is not visible.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int firstVisibleRow() const;
    [[nodiscard]] int lastVisibleRow() const;
    /// How many rows have been laid out since the view exists: for tests and benchmarks.
    [[nodiscard]] int layoutCount() const { return m_layoutCount; }

Q_SIGNALS:
    /// The top comes near: it is time to load what is before it. May repeat.
    void olderNeeded();
    /// A confirmed message with a higher index than any before has been fully visible.
    void seenUpTo(qint64 index);
    void linkActivated(const QUrl &url);
    void retryRequested(const QString &localId);
    void discardRequested(const QString &localId);
    void editRequested(qint64 index, const QString &body);
    void deleteRequested(qint64 index);
    /// A letter was typed while the messages had the focus: it belongs into the composer.
    void textTyped(const QString &text);
    void atEndChanged(bool atEnd);

public:
    [[nodiscard]] QSize sizeHint() const override { return { 600, 400 }; }

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    static constexpr int EdgePadding = 10; ///< above the first and below the last row
    static constexpr int RowEstimate = 58;
    static constexpr size_t CacheLimit = 400; ///< rows that stay laid out

    struct VisibleRow
    {
        int row = 0;
        int top = 0; ///< in the viewport
    };
    /// Which row is at the upper edge, and how much of it is below that edge. Counted from its
    /// lower end, since a row's head (day, author) may change when others are inserted before it.
    struct Anchor
    {
        int row = 0;
        int below = 0;
    };

    void connectModel();
    void rowsInserted(const QModelIndex &parent, int first, int last);
    void rowsRemoved(const QModelIndex &parent, int first, int last);
    void dataChanged(const QModelIndex &first, const QModelIndex &last);
    void resetRows();

    [[nodiscard]] int rowCount() const;
    [[nodiscard]] MessageRow readRow(int row) const;
    const RowLayout &layoutOf(int row);
    int measure(int row);
    void forget(int row);
    void forgetAllMeasures();
    void trimCache();

    void layoutVisible();
    void layoutFromEnd();
    void layoutFromAnchor();
    void normalizeAnchor();
    void updateScrollBar();
    void afterLayout();
    void setStickToEnd(bool stick);
    void placeButton();
    void openAtUnread();

    [[nodiscard]] int rowAt(const QPoint &position) const;
    [[nodiscard]] QPointF inRow(int row, const QPoint &position) const;
    void moveCurrent(int by);
    void makeVisible(int row);
    void showContextMenu(int row, const QPoint &globalPosition, const std::optional<Link> &link);
    void copySelection();
    void clearSelection();
    void updateCursor(const QPoint &position);
    bool showToolTip(const QPoint &position, const QPoint &globalPosition);
    void announceCurrent();

    QPointer<QAbstractItemModel> m_model;
    RowMetrics m_metrics;
    HeightIndex m_heights;
    std::unordered_map<int, std::unique_ptr<RowLayout>> m_layouts;
    std::vector<VisibleRow> m_visible;
    Anchor m_anchor;
    bool m_stickToEnd = true;
    bool m_updating = false; ///< the scroll bar is being set by us
    bool m_opening = false; ///< the first rows of a conversation are still to come
    bool m_loadingOlder = false;
    int m_layoutCount = 0;
    int m_laidOutWidth = -1;
    qint64 m_firstUnread = -1;
    qint64 m_seen = -1;

    QPersistentModelIndex m_current;
    QPersistentModelIndex m_selected;
    int m_selectionAnchor = 0;
    int m_selectionEnd = 0;
    QPoint m_pressPosition;
    bool m_selecting = false;
    QToolButton *m_toEnd = nullptr;
};

} // namespace parley::ui
