// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokentimeline.h"

#include "inspector/timelinedrawing.h"
#include "inspector/timelinelegend.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "text/walltime.h"
#include "theme/themecolors.h"
#include "widgets/announce.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QSvgGenerator>
#include <QToolTip>

#include <algorithm>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int FrameMargin = 8; ///< above the bars and below the words

} // namespace

TokenTimeline::TokenTimeline(TokenManager &tokens, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_data(tokens, clock)
    , m_zoom(m_data)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setFocusPolicy(Qt::TabFocus); // + and - zoom
    setAccessibleName(tr("Timeline of tokens"));
    connect(&m_data, &TimelineData::changed, this, &TokenTimeline::advance);
    connect(&m_zoom, &TimelineZoom::changed, this, qOverload<>(&QWidget::update));
    describe();
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
    m_zoom.fit();
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

int TokenTimeline::lineHeight() const
{
    return QFontMetrics(smallFont()).height() + 2;
}

/// The times, and what the signs mean.
int TokenTimeline::textHeight() const
{
    return lineHeight() * (m_legendShown ? 1 + m_legendLines : 1);
}

QSize TokenTimeline::sizeHint() const
{
    return { 220, int(TimelineDrawing::LowestHeight) + 2 * FrameMargin + textHeight() };
}

QSize TokenTimeline::minimumSizeHint() const
{
    return { 160, sizeHint().height() };
}

QRectF TokenTimeline::area() const
{
    return QRectF(10, FrameMargin, width() - 20, height() - 2 * FrameMargin - textHeight());
}

TimelineDrawing TokenTimeline::drawing() const
{
    return { m_data, m_zoom.shown(), area(), smallFont(), layoutDirection() };
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
    drawing().paint(painter, colors, m_chosen);
    if (m_legendShown) {
        painter.setFont(smallFont());
        const QRectF below(0, area().bottom() + 2 + lineHeight(), width(), textHeight());
        TimelineLegend::paint(painter, below.marginsRemoved({ 10, 0, 10, 0 }), layoutDirection(),
                              colors);
    }
}

bool TokenTimeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = drawing().textAt(help->pos().x());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), toolTipText(text), this);
    return true;
}

/// To the mark before or after the chosen one; the newest is the first.
void TokenTimeline::chooseMark(int step)
{
    const auto &marks = m_data.marks();
    if (marks.empty())
        return;
    auto index = std::ptrdiff_t(marks.size()) - 1;
    if (m_chosen) {
        const auto at = std::ranges::find(marks, *m_chosen, &TimelineData::Mark::at);
        if (at != marks.end())
            index = std::clamp<std::ptrdiff_t>(at - marks.begin() + step, 0, index);
    }
    const TimelineData::Mark &mark = marks[size_t(index)];
    m_chosen = mark.at;
    m_zoom.uncover(mark.at);
    const QString name = accessibleName();
    announce(this, TimeTexts::timeWithSeconds(dateTimeOf(mark.at)) + u' ' + mark.text);
    setAccessibleName(name);
    update();
}

void TokenTimeline::keyPressEvent(QKeyEvent *event)
{
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const int step = (event->key() == Qt::Key_Left) != isMirrored ? -1 : 1;
    if (event->key() == Qt::Key_Plus)
        m_zoom.zoomIn();
    else if (event->key() == Qt::Key_Minus)
        m_zoom.zoomOut();
    else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        m_zoom.follow();
    else if (isArrow && event->modifiers().testFlag(Qt::ShiftModifier))
        m_zoom.moveBy(step * 0.25);
    else if (isArrow)
        chooseMark(step);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_chosen)
        Q_EMIT eventRequested(*m_chosen);
    else
        QWidget::keyPressEvent(event);
}

void TokenTimeline::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    constexpr double Notch = 120;
    const bool isSideways = event->modifiers().testFlag(Qt::ShiftModifier);
    if (const int along = delta.x() != 0 ? delta.x() : isSideways ? delta.y() : 0; along != 0)
        m_zoom.moveBy(-along / Notch / 8);
    else if (delta.y() > 0)
        m_zoom.zoomIn();
    else if (delta.y() < 0)
        m_zoom.zoomOut();
    event->accept();
}

void TokenTimeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressed = event->pos();
    m_pressedWindow = m_zoom.shown();
    m_isDragging = false;
}

void TokenTimeline::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed)
        return;
    int moved = event->pos().x() - m_pressed->x();
    if (!m_isDragging && std::abs(moved) < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    setCursor(Qt::ClosedHandCursor);
    if (layoutDirection() == Qt::RightToLeft)
        moved = -moved;
    m_zoom.moveFrom(m_pressedWindow, -moved / std::max(1.0, area().width()));
}

void TokenTimeline::mouseReleaseEvent(QMouseEvent *event)
{
    unsetCursor();
    if (!m_pressed || event->button() != Qt::LeftButton)
        return;
    m_pressed.reset();
    if (m_isDragging)
        return;
    m_chosen = drawing().markAt(event->pos().x());
    update();
    if (m_chosen)
        Q_EMIT eventRequested(*m_chosen);
}

bool TokenTimeline::exportTo(const QString &path)
{
    if (!path.endsWith(".svg"_L1, Qt::CaseInsensitive)) {
        constexpr int Scale = 3; // sharp in a document
        QImage image(size() * Scale, QImage::Format_ARGB32);
        image.setDevicePixelRatio(Scale);
        image.fill(palette().color(QPalette::Window));
        render(&image);
        return image.save(path, "PNG");
    }
    QSvgGenerator svg;
    svg.setFileName(path);
    svg.setSize(size());
    svg.setViewBox(rect());
    svg.setTitle(tr("Timeline of tokens"));
    QPainter painter;
    if (!painter.begin(&svg))
        return false;
    render(&painter);
    return painter.end();
}

} // namespace parley::ui
