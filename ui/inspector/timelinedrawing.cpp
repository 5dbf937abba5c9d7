// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/timelinedrawing.h"

#include "text/timetexts.h"
#include "text/walltime.h"
#include "theme/themecolors.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace parley::ui {
namespace {

using Kind = TimelineSign::Kind;

constexpr qreal MarkSize = TimelineSign::Size / 2;
constexpr qreal MarksHeight = 2 * MarkSize + 8;
constexpr qreal BarGap = 3;

bool isNear(qreal x, qreal y)
{
    return std::abs(x - y) <= MarkSize + 1;
}

} // namespace

TimelineDrawing::TimelineDrawing(const TimelineData &data, const TimeWindow &window,
                                 const QRectF &area, const QFont &font,
                                 Qt::LayoutDirection direction)
    : m_data(data)
    , m_window(window)
    , m_area(area)
    , m_font(font)
    , m_direction(direction)
    , m_signs(placeSigns(data, window, area.width(), TimelineSign::Size + 1))
{ }

/// Of the two rows of bars.
qreal TimelineDrawing::barsHeight() const
{
    return std::max(LowestHeight, m_area.height()) - MarksHeight;
}

qreal TimelineDrawing::position(WallTime at) const
{
    return position(m_area.width() * m_window.fraction(at));
}

/// Time runs the way people read.
qreal TimelineDrawing::position(qreal along) const
{
    return isRightToLeft() ? m_area.right() - along : m_area.left() + along;
}

void TimelineDrawing::paint(QPainter &painter, const ThemeColors &colors,
                            std::optional<WallTime> chosen) const
{
    paintAxis(painter, colors);
    paintLives(painter, colors);
    const qreal now = position(m_data.now());
    painter.setPen(QPen(colors.text, 1, Qt::DashLine));
    painter.drawLine(QPointF(now, m_area.top() - 4), QPointF(now, m_area.bottom()));
    paintSigns(painter, colors, chosen);
}

void TimelineDrawing::paintLives(QPainter &painter, const ThemeColors &colors) const
{
    painter.save();
    painter.setClipRect(m_area.adjusted(0, -4, 0, 4));
    const qreal height = (barsHeight() - BarGap) / 2;
    const auto bar = [this, height](WallTime from, WallTime until, qreal y) {
        const qreal a = position(from);
        const qreal b = position(until);
        return QRectF(std::min(a, b), y, std::max(3.0, std::abs(b - a)), height);
    };
    for (size_t i = 0; i < m_data.lives().size(); ++i) {
        const TimelineData::Life &life = m_data.lives()[i];
        const bool current = i + 1 == m_data.lives().size();
        // Neighbours overlap in time, so they take turns in height.
        const qreal y = m_area.top() + (life.generation % 2 == 0 ? 0 : height + BarGap);
        painter.setPen(Qt::NoPen);
        painter.setBrush(current ? colors.link : colors.mutedBadge);
        QPainterPath shape;
        shape.addRoundedRect(bar(life.from, life.until, y), 3, 3);
        painter.drawPath(shape);
        if (life.lastMinutes < life.until) {
            const QRectF end = bar(std::max(life.from, life.lastMinutes), life.until, y);
            painter.setBrush(QBrush(colors.panel, Qt::BDiagPattern));
            QPainterPath part;
            part.addRect(end);
            painter.drawPath(part.intersected(shape));
        }
    }
    painter.restore();
}

void TimelineDrawing::paintSigns(QPainter &painter, const ThemeColors &colors,
                                 std::optional<WallTime> chosen) const
{
    const qreal y = m_area.bottom() - MarkSize - 4;
    for (const TimelineSign &sign : m_signs) {
        const QPointF center(position(sign.x), y);
        if (sign.isLater) {
            paintLaterSign(painter, center, isRightToLeft() ? -1 : 1, colors);
            continue;
        }
        // A line leads to its time: through the bars for what is planned, else to their foot.
        const qreal top
            = sign.kind == Kind::Planned ? m_area.top() - 2 : m_area.top() + barsHeight();
        painter.setPen(QPen(sign.kind == Kind::Planned ? colors.text : colors.mutedText, 1));
        painter.drawLine(QPointF(position(sign.at), top), center);
        if (chosen && standsFor(sign, *chosen)) {
            painter.setPen(QPen(colors.link, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(center, MarkSize + 3, MarkSize + 3);
        }
        paintSign(painter, sign.kind, center, colors);
    }
}

void TimelineDrawing::paintAxis(QPainter &painter, const ThemeColors &colors) const
{
    painter.setPen(colors.border);
    painter.drawLine(m_area.bottomLeft(), m_area.bottomRight());
    painter.setFont(m_font);
    painter.setPen(colors.mutedText);
    const QFontMetricsF metrics(m_font);
    const QRectF line(m_area.left(), m_area.bottom() + 2, m_area.width(), metrics.height() + 2);
    const QString from = TimeTexts::timeWithSeconds(dateTimeOf(m_window.from));
    const QString until = TimeTexts::timeWithSeconds(dateTimeOf(m_window.until));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter,
                     isRightToLeft() ? until : from);
    painter.drawText(line, Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter,
                     isRightToLeft() ? from : until);
    // 'now' where it does not cover the ends
    const QString now = tr("now");
    const qreal width = metrics.horizontalAdvance(now);
    const qreal center = position(m_data.now());
    const qreal margin = std::max(metrics.horizontalAdvance(from), metrics.horizontalAdvance(until))
        + 6 + width / 2;
    if (center > m_area.left() + margin && center < m_area.right() - margin) {
        painter.setPen(colors.text);
        painter.drawText(QRectF(center - width / 2, line.top(), width + 1, line.height()),
                         Qt::AlignCenter, now);
    }
}

bool TimelineDrawing::standsFor(const TimelineSign &sign, WallTime at) const
{
    const auto first = m_data.marks().begin() + std::ptrdiff_t(sign.first);
    return std::any_of(first, first + std::ptrdiff_t(sign.count),
                       [at](const TimelineData::Mark &mark) { return mark.at == at; });
}

std::optional<WallTime> TimelineDrawing::markAt(qreal x) const
{
    for (const TimelineSign &sign : m_signs) {
        if (sign.count > 0 && isNear(position(sign.x), x))
            return m_data.marks()[sign.first + sign.count - 1].at;
    }
    return std::nullopt;
}

QString TimelineDrawing::textAt(qreal x) const
{
    QStringList lines;
    const auto add = [&lines](WallTime at, const QString &text) {
        lines.append(TimeTexts::timeWithSeconds(dateTimeOf(at)) + u' ' + text);
    };
    for (const TimelineSign &sign : m_signs) {
        if (!isNear(position(sign.x), x))
            continue;
        for (size_t i = sign.first; i < sign.first + sign.count; ++i)
            add(m_data.marks()[i].at, m_data.marks()[i].text);
        if (sign.kind == Kind::Planned)
            add(m_data.plannedRefresh().value_or(m_data.now()), tr("The next refresh is planned."));
    }
    if (!m_data.lives().empty() && isNear(position(m_data.lives().back().until), x))
        add(m_data.lives().back().until, tr("The token expires."));
    constexpr qsizetype MaxLines = 8;
    return lines.mid(std::max<qsizetype>(0, lines.size() - MaxLines)).join(u'\n');
}

} // namespace parley::ui
