// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/row/rowparts.h"
#include "text/formattedtext.h"
#include "text/links.h"

#include <QTextLayout>

#include <memory>
#include <vector>

namespace parley::ui {

/// The words of one message, formatted and laid out. Coordinates are relative to its top left.
class RowText
{
public:
    /// A block of code, or lines of a quote that follow each other.
    struct Box
    {
        bool isCode = false; ///< else a quote
        QRectF rect {};
        QRectF copyRect {}; ///< of code: the button that copies it
        int start = 0; ///< characters
        int length = 0;
    };

    /// \a isLargeAllowed: a few emoji alone are drawn large.
    RowText(const QString &body, const RowMetrics &metrics, bool isLargeAllowed);

    void layOut(qreal maxWidth);

    [[nodiscard]] const QTextLayout &layout() const { return *m_layout; }
    [[nodiscard]] const std::vector<Link> &links() const { return m_links; }
    [[nodiscard]] const FormattedText &formatted() const { return m_formatted; }
    [[nodiscard]] const std::vector<Box> &boxes() const { return m_boxes; }
    /// A part of the text as it is copied: without what was put in for showing it.
    [[nodiscard]] QString copied(int start, int length) const;
    [[nodiscard]] QString codeIn(const Box &box) const { return copied(box.start, box.length); }
    /// Of all blocks of code; empty: there are none.
    [[nodiscard]] QString allCode() const;
    [[nodiscard]] bool isRightToLeft() const;
    [[nodiscard]] qreal width() const { return m_width; } ///< of the widest line
    [[nodiscard]] qreal height() const { return m_height; }
    /// Where the last line ends; as far as possible if nothing may stand behind it.
    [[nodiscard]] qreal lastLineWidth() const { return m_lastLineWidth; }

    /// The position in the text nearest to \a point.
    [[nodiscard]] int cursorAt(const QPointF &point) const;
    /// Null: none.
    [[nodiscard]] const Link *linkAt(const QPointF &point) const;

private:
    struct Insets
    {
        qreal leading = 0;
        qreal trailing = 0;
    };

    void setUpLinks();
    void setUpFormats(const RowMetrics &metrics);
    [[nodiscard]] const FormattedText::Block *blockAt(int position) const;
    [[nodiscard]] Insets insetsOf(const FormattedText::Block *block, const QTextLine &line) const;
    void layOutLines(qreal width);
    void addBox(const FormattedText::Block &block, const QRectF &lines);

    FormattedText m_formatted;
    std::unique_ptr<QTextLayout> m_layout;
    std::vector<Link> m_links;
    std::vector<Box> m_boxes;
    std::vector<qreal> m_markerWidths; ///< one for each block; empty: nothing is formatted
    qreal m_width = 0;
    qreal m_height = 0;
    qreal m_lastLineWidth = 0;
};

} // namespace parley::ui
