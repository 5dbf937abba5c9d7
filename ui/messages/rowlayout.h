// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/messagerow.h"
#include "text/links.h"

#include <QFont>
#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <optional>

namespace parley::ui {

/// The fonts and distances of a message view; the same for all rows.
struct RowMetrics
{
    RowMetrics() = default;
    explicit RowMetrics(const QFont &base);

    QFont bodyFont {};
    QFont nameFont {};
    QFont smallFont {};
    QFont emojiFont {};
    qreal avatarSize = 34;
    qreal sideMargin = 14;
    qreal paddingX = 11;
    qreal paddingY = 7;
    qreal maxBubbleWidth = 620;
};

/// One row measured for one width: where everything is, and the text laid out. Coordinates are
/// relative to the row's top left.
class RowLayout
{
public:
    RowLayout(MessageRow row, const RowMetrics &metrics, int width, Qt::LayoutDirection direction,
              const QDate &today);

    [[nodiscard]] const MessageRow &row() const { return m_row; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] const QTextLayout &text() const { return *m_text; }
    [[nodiscard]] const std::vector<Link> &links() const { return m_links; }

    [[nodiscard]] QRectF dayRect() const { return m_dayRect; } ///< empty: none
    [[nodiscard]] QRectF unreadRect() const { return m_unreadRect; } ///< empty: none
    [[nodiscard]] QRectF avatarRect() const { return m_avatarRect; } ///< empty: none
    [[nodiscard]] QRectF bubbleRect() const { return m_bubbleRect; }
    [[nodiscard]] QRectF nameRect() const { return m_nameRect; } ///< empty: none
    [[nodiscard]] QPointF textOrigin() const { return m_textOrigin; }
    [[nodiscard]] QRectF timeRect() const { return m_timeRect; }
    [[nodiscard]] QRectF markRect() const { return m_markRect; } ///< empty: none
    [[nodiscard]] QRectF footerRect() const { return m_footerRect; } ///< of a failed message
    [[nodiscard]] QRectF retryRect() const { return m_retryRect; } ///< the clickable part of it
    [[nodiscard]] QString dayText() const { return m_dayText; }
    [[nodiscard]] QString timeText() const { return m_timeText; }

    /// The position in the text nearest to \a point.
    [[nodiscard]] int cursorAt(const QPointF &point) const;
    [[nodiscard]] std::optional<Link> linkAt(const QPointF &point) const;

private:
    void layOutText(qreal maxWidth);
    void placeBubble(const RowMetrics &metrics, int width, qreal y);
    void mirror(int width);

    MessageRow m_row;
    std::unique_ptr<QTextLayout> m_text;
    std::vector<Link> m_links;
    qreal m_textWidth = 0; ///< of the widest line
    qreal m_lastLineWidth = 0;
    qreal m_textHeight = 0;
    int m_height = 0;
    QRectF m_dayRect;
    QRectF m_unreadRect;
    QRectF m_avatarRect;
    QRectF m_bubbleRect;
    QRectF m_nameRect;
    QPointF m_textOrigin;
    QRectF m_timeRect;
    QRectF m_markRect;
    QRectF m_footerRect;
    QRectF m_retryRect;
    QString m_dayText;
    QString m_timeText;
};

} // namespace parley::ui
