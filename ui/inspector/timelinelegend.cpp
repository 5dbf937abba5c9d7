// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/timelinelegend.h"

#include "theme/themecolors.h"

#include <QFontMetricsF>
#include <QPainter>

namespace parley::ui {
namespace {

using Kind = TimelineSign::Kind;

constexpr qreal SignWidth = TimelineSign::Size + 6; ///< with what parts it from its words
constexpr qreal Gap = 12; ///< between two entries

} // namespace

std::array<TimelineLegend::Entry, 5> TimelineLegend::place(qreal width, const QFont &font)
{
    std::array<Entry, 5> entries { {
        { Kind::Arrived, tr("new token") },
        { Kind::Planned, tr("planned refresh") },
        { Kind::Failed, tr("failed") },
        { Kind::AboutToExpire, tr("about to expire") },
        { Kind::Expired, tr("expired") },
    } };
    const QFontMetricsF metrics(font);
    int line = 0;
    qreal along = 0;
    for (Entry &entry : entries) {
        entry.width = SignWidth + metrics.horizontalAdvance(entry.text);
        if (along > 0 && along + entry.width > width) {
            along = 0;
            ++line;
        }
        entry.line = line;
        entry.along = along;
        along += entry.width + Gap;
    }
    return entries;
}

int TimelineLegend::lines(qreal width, const QFont &font)
{
    return place(width, font).back().line + 1;
}

void TimelineLegend::paint(QPainter &painter, const QRectF &rect, Qt::LayoutDirection direction,
                           const ThemeColors &colors)
{
    const qreal lineHeight = QFontMetricsF(painter.font()).height() + 2;
    const bool isMirrored = direction == Qt::RightToLeft;
    for (const Entry &entry : place(rect.width(), painter.font())) {
        const qreal left
            = isMirrored ? rect.right() - entry.along - entry.width : rect.left() + entry.along;
        const QRectF slot(left, rect.top() + entry.line * lineHeight, entry.width, lineHeight);
        const qreal half = TimelineSign::Size / 2;
        paintSign(painter, entry.kind,
                  QPointF(isMirrored ? slot.right() - half : slot.left() + half, slot.center().y()),
                  colors);
        painter.setPen(colors.mutedText);
        const QRectF words
            = isMirrored ? slot.adjusted(0, 0, -SignWidth, 0) : slot.adjusted(SignWidth, 0, 1, 0);
        const auto side = isMirrored ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(words, int(side | Qt::AlignAbsolute | Qt::AlignVCenter), entry.text);
    }
}

} // namespace parley::ui
