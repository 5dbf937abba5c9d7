// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/messageaction.h"
#include "messages/list/heightindex.h"
#include "messages/row/rowlayout.h"
#include "messages/view/messageselection.h"

#include <QAbstractScrollArea>
#include <QDate>
#include <QPersistentModelIndex>
#include <QPointer>

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

class QAbstractItemModel;

namespace parley::ui {

class FloatingDay;
class JumpButton;
class MediaStore;
class MessageBar;

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
    /// How people are called whom messages name by identity, and which of them is not named. Other
    /// words than before are taken up by rows laid out afterwards.
    void setNames(const Names &names);
    /// Previews and downloads of files; must outlive the view.
    void setMedia(MediaStore *media);
    /// Indexes of messages that are told to have been deleted where they stood.
    void setDeleted(const std::set<qint64> &indexes);
    /// Whether messages are shown formatted, else as they were written.
    void setFormatted(bool isFormatted);
    /// All times of day are shown anew: the time zone is another one.
    void updateTimes();
    /// Decides which messages stand below 'Today'.
    void setToday(const QDate &today);
    [[nodiscard]] QAbstractItemModel *model() const { return m_model; }
    /// Shown at the top while older messages are on their way.
    void setLoadingOlder(bool loading);
    /// True: the model ends before the newest message, so its end is none to stay at.
    void setHasNewer(bool hasNewer);
    /// Shown on the button that leads to the end.
    void setUnreadCount(int count);
    /// Moves a row into the middle and marks it until setHighlighted(-1).
    void jumpToRow(int row);
    void setHighlighted(int row);
    /// Marks \a words wherever they stand, and the message \a current among all that have them
    /// (-1: none). Empty: no marks.
    void setMarks(const QString &words, qint64 current);

    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row);
    /// Opens the first thing in a row that can be opened, else its menu.
    void activateRow(int row);
    void showRowMenu(int row);
    void scrollToRow(int row);
    void scrollToEnd();
    /// Back to the first message that was new when the conversation was opened.
    void goToUnread();
    [[nodiscard]] bool isAtEnd() const { return m_stickToEnd; }
    [[nodiscard]] bool hasNewer() const { return m_hasNewer; }
    /// The messages chosen to do something with all of them at once.
    [[nodiscard]] MessageSelection &selection() { return m_selection; }
    /// Chooses all messages from the current one to \a row, which becomes the current one.
    void selectTo(int row);
    /// Chooses \a row, or not any more.
    void toggleSelected(int row);
    [[nodiscard]] bool isSelected(int row) const;
    /// Messages that are painted as about to go.
    void setFaded(const std::set<qint64> &indexes);
    /// What Ctrl+C would copy: chosen messages, else the selected text, else the current message.
    [[nodiscard]] QString selectedText();
    [[nodiscard]] QString rowDescription(int row) const;
    /// In coordinates of the viewport; empty if the row is not visible.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int firstVisibleRow() const;
    [[nodiscard]] int lastVisibleRow() const;
    /// Local time; null: nothing is visible.
    [[nodiscard]] QDate firstVisibleDay() const;
    /// How many rows have been laid out since the view exists: for tests and benchmarks.
    [[nodiscard]] int layoutCount() const { return m_layoutCount; }

Q_SIGNALS:
    /// The top comes near: it is time to load what is before it. May repeat.
    void olderNeeded();
    /// The same at the bottom, while there is more behind it.
    void newerNeeded();
    /// The user wants to see the end.
    void newestRequested();
    /// A confirmed message with a higher index than any before has been painted whole in the
    /// active window.
    void seenUpTo(qint64 index);
    void actionRequested(const parley::ui::MessageAction &action);
    /// The user wants to go to another day than the one that is shown at the upper edge.
    void dayRequested();
    /// A letter was typed while the messages had the focus: it belongs into the composer.
    void textTyped(const QString &text);

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
    void placeDay();
    void noteSeen();
    void mediaChanged(const QString &sid);
    void openAtUnread();

    [[nodiscard]] int rowAt(const QPoint &position) const;
    [[nodiscard]] QPointF inRow(int row, const QPoint &position) const;
    void moveCurrent(int by);
    void makeVisible(int row);
    void activate(int row, const RowHit &hit);
    void activateMedia(const MessageRow &row, int number);
    void showContextMenu(int row, const QPoint &globalPosition, const RowHit &hit);
    /// R, E, Delete, C and so on. False: the key is for something else.
    [[nodiscard]] bool actOnKey(const QKeyEvent &event);
    [[nodiscard]] bool selectByKey(const QKeyEvent &event);
    void requestDeletion();
    void placeBar();
    /// Who has read an own message of a group; empty: it is none, or it has not been read.
    [[nodiscard]] QString readersOf(const MessageRow &row) const;
    [[nodiscard]] chat::Message messageOf(int row) const;
    void selectAll(int row);
    void copySelection();
    void clearSelection();
    void updateCursor(const QPoint &position);
    bool showToolTip(const QPoint &position, const QPoint &globalPosition);
    void announceCurrent();

    QPointer<QAbstractItemModel> m_model;
    QPointer<MediaStore> m_media;
    Names m_names;
    std::set<qint64> m_deleted;
    QDate m_today;
    RowMetrics m_metrics;
    HeightIndex m_heights;
    std::unordered_map<int, std::unique_ptr<RowLayout>> m_layouts;
    std::vector<VisibleRow> m_visible;
    Anchor m_anchor;
    bool m_stickToEnd = true;
    bool m_updating = false; ///< the scroll bar is being set by us
    bool m_opening = false; ///< the first rows of a conversation are still to come
    bool m_loadingOlder = false;
    bool m_hasNewer = false;
    bool m_tellingSeen = false; ///< seenUpTo() is on its way
    int m_layoutCount = 0;
    int m_laidOutWidth = -1;
    qint64 m_firstUnread = -1;
    qint64 m_seen = -1;

    QPersistentModelIndex m_current;
    QPersistentModelIndex m_selected;
    QPersistentModelIndex m_highlighted;
    int m_selectionAnchor = 0;
    int m_selectionEnd = 0;
    QPoint m_pressPosition;
    QPersistentModelIndex m_pressed; ///< the row that a click would be for
    QString m_pressedPart; ///< what of it
    bool m_selecting = false;
    QString m_markedWords;
    qint64 m_markedIndex = -1;
    JumpButton *m_toEnd = nullptr;
    FloatingDay *m_day = nullptr;
    MessageBar *m_bar = nullptr;
    MessageSelection m_selection;
    std::set<qint64> m_faded;
    std::optional<QPoint> m_pointer {}; ///< in the viewport; empty: elsewhere
};

} // namespace parley::ui
