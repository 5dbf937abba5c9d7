// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/timelinemarks.h"

#include "theme/themecolors.h"

#include <QPainter>

#include <algorithm>

namespace parley::ui {
namespace {

/// Each moves on until it stands beside the one before it, and back where the line ends.
void moveApart(std::vector<TimelineSign> &signs, double length, double size)
{
    for (size_t i = 1; i < signs.size(); ++i)
        signs[i].x = std::max(signs[i].x, signs[i - 1].x + size);
    double end = length;
    for (auto sign = signs.rbegin(); sign != signs.rend(); ++sign) {
        sign->x = std::min(sign->x, end);
        end = sign->x - size;
    }
}

} // namespace

std::vector<TimelineSign> placeSigns(const TimelineData &data, const TimeWindow &window,
                                     double length, double size)
{
    std::vector<TimelineSign> signs;
    for (size_t i = 0; i < data.marks().size(); ++i) {
        const TimelineData::Mark &mark = data.marks()[i];
        const double at = window.fraction(mark.at) * length;
        if (at < 0 || at > length)
            continue; // earlier or later times are shown
        const bool joins
            = !signs.empty() && signs.back().kind == mark.kind && at - signs.back().at < size;
        if (joins)
            ++signs.back().count;
        else
            signs.push_back({ mark.kind, at, at, i, 1, false });
    }
    if (const std::optional<WallTime> planned = data.plannedRefresh()) {
        const double fraction = window.fraction(*planned);
        const double at = std::min(fraction, 1.0) * length;
        signs.push_back({ TimelineSign::Kind::Planned, at, at, 0, 0, fraction > 1 });
    }
    moveApart(signs, length, size);
    return signs;
}

void paintSign(QPainter &painter, TimelineSign::Kind kind, const QPointF &center,
               const ThemeColors &colors)
{
    constexpr qreal Half = TimelineSign::Size / 2;
    painter.setPen(Qt::NoPen);
    switch (kind) {
    case TimelineSign::Kind::Arrived:
        painter.setBrush(colors.success);
        painter.drawEllipse(center, Half - 0.5, Half - 0.5);
        break;
    case TimelineSign::Kind::Failed:
        painter.setBrush(colors.error);
        painter.drawPolygon(
            QPolygonF({ center + QPointF(0, -Half), center + QPointF(Half, Half - 1),
                        center + QPointF(-Half, Half - 1) }));
        break;
    case TimelineSign::Kind::AboutToExpire:
        painter.setBrush(colors.warningText);
        painter.drawPolygon(QPolygonF({ center + QPointF(0, -Half), center + QPointF(Half, 0),
                                        center + QPointF(0, Half), center + QPointF(-Half, 0) }));
        break;
    case TimelineSign::Kind::Planned:
        painter.setPen(QPen(colors.success, 2));
        painter.setBrush(colors.panel);
        painter.drawEllipse(center, Half - 1.5, Half - 1.5);
        break;
    case TimelineSign::Kind::Expired:
        painter.setPen(QPen(colors.error, 2));
        painter.drawLine(center + QPointF(-4, -4), center + QPointF(4, 4));
        painter.drawLine(center + QPointF(-4, 4), center + QPointF(4, -4));
        break;
    }
}

void paintLaterSign(QPainter &painter, const QPointF &center, qreal forward,
                    const ThemeColors &colors)
{
    constexpr qreal Half = TimelineSign::Size / 2 - 1;
    painter.setPen(QPen(colors.success, 2));
    painter.setBrush(Qt::NoBrush);
    for (const qreal x : { -Half, 0.0 }) { // as '>>' does
        painter.drawPolyline(QPolygonF({ center + QPointF(x * forward, -Half),
                                         center + QPointF((x + Half) * forward, 0),
                                         center + QPointF(x * forward, Half) }));
    }
}

} // namespace parley::ui
