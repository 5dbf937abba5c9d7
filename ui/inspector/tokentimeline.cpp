// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokentimeline.h"

#include "inspector/timelinelegend.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "text/walltime.h"
#include "theme/themecolors.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <array>
#include <cmath>

namespace parley::ui {
namespace {

using Kind = TimelineSign::Kind;
using namespace std::chrono_literals;

constexpr std::array<std::chrono::seconds, 4> Spans { 0s, 1h, 10min, 2min };
constexpr qreal MarkSize = TimelineSign::Size / 2;
constexpr qreal BarHeight = 8;
constexpr qreal LanesHeight = 2 * BarHeight + 3;
constexpr qreal MarksHeight = 2 * MarkSize + 8;

} // namespace

TokenTimeline::TokenTimeline(TokenManager &tokens, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_data(tokens, clock)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus); // + and - zoom
    setAccessibleName(tr("Timeline of tokens"));
    connect(&m_data, &TimelineData::changed, this, &TokenTimeline::advance);
    m_zoom = fittingZoom();
    describe();
}

std::chrono::seconds TokenTimeline::span() const
{
    return Spans[m_zoom];
}

bool TokenTimeline::canZoomIn() const
{
    return m_zoom + 1 < Spans.size();
}

void TokenTimeline::zoomIn()
{
    if (canZoomIn())
        setZoom(m_zoom + 1);
}

void TokenTimeline::zoomOut()
{
    if (canZoomOut())
        setZoom(m_zoom - 1);
}

/// The part of time that is seen: as it was moved, else around now.
TimeWindow TokenTimeline::shown() const
{
    const TimeWindow around = TimeWindow::around(m_data, span());
    return m_middle ? TimeWindow { *m_middle - (around.until - around.from) / 2,
                                   *m_middle + (around.until - around.from) / 2 }
                    : around;
}

void TokenTimeline::setZoom(size_t zoom)
{
    m_zoom = zoom;
    m_fitsZoom = zoom == fittingZoom(); // back where it would be: it follows again
    update();
    Q_EMIT zoomChanged();
}

/// The nearest one that shows everything of the latest time in which something happened.
size_t TokenTimeline::fittingZoom() const
{
    const std::optional<WallTime> since = m_data.recentSince();
    if (!since)
        return 0;
    for (size_t zoom = Spans.size() - 1; zoom > 0; --zoom) {
        if (TimeWindow::around(m_data, Spans[zoom]).from <= *since)
            return zoom;
    }
    return 0;
}

void TokenTimeline::fitZoom()
{
    const size_t zoom = fittingZoom();
    if (!m_fitsZoom || zoom == m_zoom)
        return;
    m_zoom = zoom;
    Q_EMIT zoomChanged();
}

void TokenTimeline::setLegendShown(bool shown)
{
    if (m_legendShown == shown)
        return;
    m_legendShown = shown;
    updateGeometry();
    update();
}

void TokenTimeline::advance()
{
    fitZoom();
    describe();
    update();
}

void TokenTimeline::describe()
{
    int failures = 0;
    for (const TimelineData::Mark &mark : m_data.marks())
        failures += mark.kind == TimelineData::MarkKind::Failed ? 1 : 0;
    QStringList parts { tr("%n token(s)", nullptr, int(m_data.lives().size())),
                        tr("%n failed attempt(s)", nullptr, failures) };
    const std::optional<WallTime> planned = m_data.plannedRefresh();
    if (planned)
        parts.append(
            tr("next refresh at %1").arg(TimeTexts::timeWithSeconds(dateTimeOf(*planned))));
    if (!m_data.lives().empty())
        parts.append(tr("expires at %1")
                         .arg(TimeTexts::timeWithSeconds(dateTimeOf(m_data.lives().back().until))));
    const QString description = parts.join(u", ");
    if (description != accessibleDescription())
        setAccessibleDescription(description);
}

QFont TokenTimeline::smallFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.82);
    return small;
}

QSize TokenTimeline::sizeHint() const
{
    const int line = QFontMetrics(smallFont()).height() + 2;
    return { 220,
             int(LanesHeight + MarksHeight) + 16 + line * (m_legendShown ? 1 + m_legendLines : 1) };
}

QSize TokenTimeline::minimumSizeHint() const
{
    return { 160, sizeHint().height() };
}

QRectF TokenTimeline::area() const
{
    return QRectF(10, 8, width() - 20, LanesHeight + MarksHeight);
}

qreal TokenTimeline::position(WallTime at, const TimeWindow &window) const
{
    return position(area().width() * window.fraction(at));
}

qreal TokenTimeline::position(qreal along) const
{
    const QRectF rect = area();
    // Time runs the way people read.
    return layoutDirection() == Qt::RightToLeft ? rect.right() - along : rect.left() + along;
}

void TokenTimeline::paintLives(QPainter &painter, const TimeWindow &window) const
{
    const ThemeColors &colors = colorsFor(palette());
    const QRectF rect = area();
    painter.save();
    painter.setClipRect(rect.adjusted(0, -4, 0, 4));
    const auto bar = [&](WallTime from, WallTime until, qreal y) {
        const qreal a = position(from, window);
        const qreal b = position(until, window);
        return QRectF(std::min(a, b), y, std::max(3.0, std::abs(b - a)), BarHeight);
    };
    for (size_t i = 0; i < m_data.lives().size(); ++i) {
        const TimelineData::Life &life = m_data.lives()[i];
        const bool current = i + 1 == m_data.lives().size();
        // Neighbours overlap in time, so they take turns in height.
        const qreal y = rect.top() + (life.generation % 2 == 0 ? 0 : BarHeight + 3);
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

void TokenTimeline::paintNow(QPainter &painter, const TimeWindow &window) const
{
    const QRectF rect = area();
    const qreal now = position(m_data.now(), window);
    painter.setPen(QPen(colorsFor(palette()).text, 1, Qt::DashLine));
    painter.drawLine(QPointF(now, rect.top() - 4), QPointF(now, rect.bottom()));
}

std::vector<TimelineSign> TokenTimeline::signs(const TimeWindow &window) const
{
    return placeSigns(m_data, window, area().width(), TimelineSign::Size + 1);
}

void TokenTimeline::paintSigns(QPainter &painter, const TimeWindow &window) const
{
    const ThemeColors &colors = colorsFor(palette());
    const QRectF rect = area();
    const qreal y = rect.bottom() - MarkSize - 4;
    for (const TimelineSign &sign : signs(window)) {
        const QPointF center(position(sign.x), y);
        if (sign.isLater) {
            paintLaterSign(painter, center, layoutDirection() == Qt::RightToLeft ? -1 : 1, colors);
            continue;
        }
        // A line leads to its time: through the bars for what is planned, else to their foot.
        const qreal top = sign.kind == Kind::Planned ? rect.top() - 2 : rect.top() + LanesHeight;
        painter.setPen(QPen(sign.kind == Kind::Planned ? colors.text : colors.mutedText, 1));
        painter.drawLine(QPointF(position(sign.at), top), center);
        if (isChosen(sign)) {
            painter.setPen(QPen(colors.link, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(center, MarkSize + 3, MarkSize + 3);
        }
        paintSign(painter, sign.kind, center, colors);
    }
}

void TokenTimeline::paintAxis(QPainter &painter, const TimeWindow &window) const
{
    const ThemeColors &colors = colorsFor(palette());
    const QRectF rect = area();
    painter.setPen(colors.border);
    painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()));
    painter.setFont(smallFont());
    painter.setPen(colors.mutedText);
    const QFontMetricsF metrics(smallFont());
    const QRectF line(rect.left(), rect.bottom() + 2, rect.width(), metrics.height() + 2);
    const QString from = TimeTexts::timeWithSeconds(dateTimeOf(window.from));
    const QString until = TimeTexts::timeWithSeconds(dateTimeOf(window.until));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    painter.drawText(line, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter,
                     mirrored ? until : from);
    painter.drawText(line, Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter,
                     mirrored ? from : until);
    // 'now' where it does not cover the ends
    const QString now = tr("now");
    const qreal width = metrics.horizontalAdvance(now);
    const qreal center = position(m_data.now(), window);
    const qreal margin = std::max(metrics.horizontalAdvance(from), metrics.horizontalAdvance(until))
        + 6 + width / 2;
    if (center > rect.left() + margin && center < rect.right() - margin) {
        painter.setPen(colors.text);
        painter.drawText(QRectF(center - width / 2, line.top(), width + 1, line.height()),
                         Qt::AlignCenter, now);
    }
}

void TokenTimeline::fitLegend()
{
    const int lines = TimelineLegend::lines(area().width(), smallFont());
    if (lines == m_legendLines)
        return;
    m_legendLines = lines;
    updateGeometry();
}

void TokenTimeline::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitLegend();
}

void TokenTimeline::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitLegend();
}

void TokenTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors &colors = colorsFor(palette());
    painter.setPen(QPen(hasFocus() ? colors.link : colors.border, hasFocus() ? 2 : 1));
    painter.setBrush(colors.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    if (m_data.marks().empty()) {
        painter.setPen(colors.mutedText);
        painter.drawText(rect(), Qt::AlignCenter, tr("No token yet"));
        return;
    }
    const TimeWindow window = shown();
    paintAxis(painter, window);
    paintLives(painter, window);
    paintNow(painter, window);
    paintSigns(painter, window);
    if (m_legendShown) {
        painter.setFont(smallFont());
        const qreal line = QFontMetricsF(smallFont()).height() + 2;
        const QRectF rect = area();
        TimelineLegend::paint(
            painter,
            QRectF(rect.left(), rect.bottom() + 2 + line, rect.width(), line * m_legendLines),
            layoutDirection(), colors);
    }
}

QString TokenTimeline::textAt(const QPoint &point) const
{
    const TimeWindow window = shown();
    QStringList lines;
    const auto isAtPoint = [&point](qreal x) { return std::abs(x - point.x()) <= MarkSize + 1; };
    const auto add = [&lines](WallTime at, const QString &text) {
        lines.append(TimeTexts::timeWithSeconds(dateTimeOf(at)) + u' ' + text);
    };
    for (const TimelineSign &sign : signs(window)) {
        if (!isAtPoint(position(sign.x)))
            continue;
        for (size_t i = sign.first; i < sign.first + sign.count; ++i)
            add(m_data.marks()[i].at, m_data.marks()[i].text);
        if (sign.kind == Kind::Planned)
            add(m_data.plannedRefresh().value_or(m_data.now()), tr("The next refresh is planned."));
    }
    if (!m_data.lives().empty() && isAtPoint(position(m_data.lives().back().until, window)))
        add(m_data.lives().back().until, tr("The token expires."));
    constexpr qsizetype MaxLines = 8;
    return lines.mid(std::max<qsizetype>(0, lines.size() - MaxLines)).join(u'\n');
}

bool TokenTimeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = textAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), toolTipText(text), this);
    return true;
}

} // namespace parley::ui
