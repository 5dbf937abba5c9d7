// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspector/timelinemarks.h"

#include <QCoreApplication>
#include <QFont>
#include <QRectF>

namespace parley::ui {

/// What a timeline shows of one part of time: where each token and each mark is in a rectangle, how
/// it looks, and what stands at a point.
class TimelineDrawing
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::TimelineDrawing)

public:
    static constexpr qreal LowestHeight = 37; ///< of the area

    /// The bars fill the height of \a area; the times stand below it, in \a font. \a data must
    /// outlive this object, and does not change meanwhile.
    TimelineDrawing(const TimelineData &data, const TimeWindow &window, const QRectF &area,
                    const QFont &font, Qt::LayoutDirection direction);

    /// \a chosen: the mark that the keyboard has reached.
    void paint(QPainter &painter, const ThemeColors &colors, std::optional<WallTime> chosen) const;
    /// The newest of the marks that a sign at \a x stands for.
    [[nodiscard]] std::optional<WallTime> markAt(qreal x) const;
    /// What the signs at \a x mean, in lines; empty: there is none.
    [[nodiscard]] QString textAt(qreal x) const;

private:
    void paintAxis(QPainter &painter, const ThemeColors &colors) const;
    void paintLives(QPainter &painter, const ThemeColors &colors) const;
    void paintSigns(QPainter &painter, const ThemeColors &colors,
                    std::optional<WallTime> chosen) const;
    [[nodiscard]] bool standsFor(const TimelineSign &sign, WallTime at) const;
    [[nodiscard]] bool isRightToLeft() const { return m_direction == Qt::RightToLeft; }
    [[nodiscard]] qreal barsHeight() const;
    [[nodiscard]] qreal position(WallTime at) const;
    [[nodiscard]] qreal position(qreal along) const;

    const TimelineData &m_data;
    TimeWindow m_window;
    QRectF m_area;
    QFont m_font;
    Qt::LayoutDirection m_direction;
    std::vector<TimelineSign> m_signs;
};

} // namespace parley::ui
