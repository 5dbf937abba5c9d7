// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/row/rowparts.h"
#include "messages/row/rowtext.h"
#include "rows/messagerow.h"

namespace parley::ui {

/// What stands at a point of a row.
struct RowHit
{
    enum class Kind {
        None,
        Bubble,
        Text,
        Link,
        Time,
        Mark, ///< whether it was delivered
        Quote,
        Media, ///< `number`: in the message's list
        CopyCode, ///< `number`: of the box in the text
        Reaction, ///< `number`: of the chip
        Retry,
        Discard, ///< also ends an upload
    };
    Kind kind = Kind::None;
    int number = -1;
    Link link {};

    /// Something happens when it is clicked.
    [[nodiscard]] bool isActive() const;
};

/// One row measured for one width: where everything is, and the text laid out. Coordinates are
/// relative to the row's top left.
class RowLayout
{
public:
    /// \a store may be null.
    RowLayout(MessageRow row, const RowMetrics &metrics, int width, Qt::LayoutDirection direction,
              const QDate &today, MediaStore *store = nullptr);

    [[nodiscard]] const MessageRow &row() const { return m_row; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] const RowText &words() const { return m_words; }
    [[nodiscard]] const QTextLayout &text() const { return m_words.layout(); }
    [[nodiscard]] const std::vector<Link> &links() const { return m_words.links(); }

    [[nodiscard]] QRectF dayRect() const { return m_dayRect; } ///< empty: none
    [[nodiscard]] QRectF unreadRect() const { return m_unreadRect; } ///< empty: none
    [[nodiscard]] QRectF avatarRect() const { return m_avatarRect; } ///< empty: none
    [[nodiscard]] QRectF bubbleRect() const { return m_bubbleRect; }
    [[nodiscard]] QRectF nameRect() const { return m_nameRect; } ///< empty: none
    [[nodiscard]] QRectF quoteRect() const { return m_quoteRect; } ///< empty: none
    [[nodiscard]] const std::vector<MediaBox> &media() const { return m_media; }
    [[nodiscard]] const std::vector<QRectF> &reactions() const { return m_reactions; }
    [[nodiscard]] QPointF textOrigin() const { return m_textOrigin; }
    [[nodiscard]] QRectF timeRect() const { return m_timeRect; }
    [[nodiscard]] QRectF markRect() const { return m_markRect; } ///< empty: none
    /// Below a message that is uploaded or could not be sent.
    [[nodiscard]] QRectF footerRect() const { return m_footerRect; }
    [[nodiscard]] QRectF retryRect() const { return m_retryRect; } ///< empty: none
    [[nodiscard]] QRectF discardRect() const { return m_discardRect; } ///< empty: none
    [[nodiscard]] QString footerText() const { return m_footerText; }
    [[nodiscard]] QString discardText() const { return m_discardText; }
    /// Above and below all.
    [[nodiscard]] const NoteLines &notesBefore() const { return m_notesBefore; }
    [[nodiscard]] const NoteLines &notesBehind() const { return m_notesBehind; }
    [[nodiscard]] QString dayText() const { return m_dayText; }
    [[nodiscard]] QString timeText() const { return m_timeText; }
    [[nodiscard]] Qt::LayoutDirection direction() const { return m_direction; }

    /// The position in the text nearest to \a point.
    [[nodiscard]] int cursorAt(const QPointF &point) const
    {
        return m_words.cursorAt(point - m_textOrigin);
    }
    [[nodiscard]] RowHit hit(const QPointF &point) const;

private:
    [[nodiscard]] qreal placeHead(const RowMetrics &metrics, int width, const QDate &today);
    void placeBubble(const RowMetrics &metrics, int width, qreal y, MediaStore *store);
    [[nodiscard]] qreal placeReactionChips(const RowMetrics &metrics, qreal bottom, qreal left,
                                           qreal right);
    [[nodiscard]] qreal placeFooter(const RowMetrics &metrics, qreal bottom, qreal right);
    void mirror(int width);
    [[nodiscard]] RowHit hitText(const QPointF &point) const;

    MessageRow m_row;
    Qt::LayoutDirection m_direction;
    RowText m_words;
    int m_height = 0;
    QRectF m_dayRect;
    QRectF m_unreadRect;
    QRectF m_avatarRect;
    QRectF m_bubbleRect;
    QRectF m_nameRect;
    QRectF m_quoteRect;
    std::vector<MediaBox> m_media;
    std::vector<QRectF> m_reactions;
    QPointF m_textOrigin;
    QRectF m_timeRect;
    QRectF m_markRect;
    QRectF m_footerRect;
    QRectF m_retryRect;
    QRectF m_discardRect;
    NoteLines m_notesBefore;
    NoteLines m_notesBehind;
    QString m_footerText;
    QString m_discardText;
    QString m_dayText;
    QString m_timeText;
};

} // namespace parley::ui
