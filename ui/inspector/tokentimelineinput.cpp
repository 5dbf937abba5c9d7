// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokentimeline.h"

#include "text/timetexts.h"
#include "text/walltime.h"
#include "widgets/announce.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

// Keys, wheel and pointer of the timeline, and its picture.

namespace parley::ui {

using namespace Qt::StringLiterals;

void TokenTimeline::setMiddle(WallTime middle)
{
    // Never far from what there is to see.
    WallTime first = m_data.now();
    WallTime last = m_data.now();
    if (!m_data.marks().empty())
        first = std::min(first, m_data.marks().front().at);
    if (!m_data.lives().empty())
        last = std::max(last, m_data.lives().back().until);
    m_middle = std::clamp(middle, first, last);
    m_fitsZoom = false;
    update();
    Q_EMIT zoomChanged();
}

void TokenTimeline::moveBy(double part)
{
    const TimeWindow window = shown();
    const auto length = window.until - window.from;
    setMiddle(window.from + length / 2
              + std::chrono::milliseconds(std::llround(double(length.count()) * part)));
}

void TokenTimeline::follow()
{
    m_middle.reset();
    m_chosen.reset();
    setZoom(fittingZoom());
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
    if (const double fraction = shown().fraction(mark.at); fraction < 0 || fraction > 1)
        setMiddle(mark.at);
    const QString name = accessibleName();
    announce(this, TimeTexts::timeWithSeconds(dateTimeOf(mark.at)) + u' ' + mark.text);
    setAccessibleName(name);
    update();
}

bool TokenTimeline::isChosen(const TimelineSign &sign) const
{
    if (!m_chosen)
        return false;
    for (size_t i = sign.first; i < sign.first + sign.count; ++i) {
        if (m_data.marks()[i].at == *m_chosen)
            return true;
    }
    return false;
}

/// The newest of the marks that a sign at \a point stands for.
std::optional<WallTime> TokenTimeline::markAt(const QPoint &point) const
{
    for (const TimelineSign &sign : signs(shown())) {
        if (sign.count > 0 && std::abs(position(sign.x) - point.x()) <= TimelineSign::Size / 2 + 1)
            return m_data.marks()[sign.first + sign.count - 1].at;
    }
    return std::nullopt;
}

void TokenTimeline::keyPressEvent(QKeyEvent *event)
{
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const int step = (event->key() == Qt::Key_Left) != isMirrored ? -1 : 1;
    if (event->key() == Qt::Key_Plus)
        zoomIn();
    else if (event->key() == Qt::Key_Minus)
        zoomOut();
    else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        follow();
    else if (isArrow && event->modifiers().testFlag(Qt::ShiftModifier))
        moveBy(step * 0.25);
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
        moveBy(-along / Notch / 8);
    else if (delta.y() > 0)
        zoomIn();
    else if (delta.y() < 0)
        zoomOut();
    event->accept();
}

void TokenTimeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressed = event->pos();
    m_pressedWindow = shown();
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
    const auto length = m_pressedWindow.until - m_pressedWindow.from;
    const double part = -moved / std::max(1.0, area().width());
    setMiddle(m_pressedWindow.from + length / 2
              + std::chrono::milliseconds(std::llround(double(length.count()) * part)));
}

void TokenTimeline::mouseReleaseEvent(QMouseEvent *event)
{
    unsetCursor();
    if (!m_pressed || event->button() != Qt::LeftButton)
        return;
    m_pressed.reset();
    if (m_isDragging)
        return;
    m_chosen = markAt(event->pos());
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
