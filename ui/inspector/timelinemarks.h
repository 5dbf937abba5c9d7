// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspector/timelinedata.h"

#include <QPointF>

#include <vector>

class QPainter;

namespace parley::ui {

struct ThemeColors;

/// A sign on the timeline.
struct TimelineSign
{
    using Kind = TimelineData::MarkKind;
    static constexpr double Size = 10; ///< wide and high

    Kind kind = Kind::Arrived;
    double at = 0; ///< where its time is, from the beginning of the line
    double x = 0; ///< where it is drawn: beside its neighbours
    size_t first = 0; ///< the first mark of TimelineData that it stands for
    size_t count = 0; ///< how many marks, one after the other; 0: the planned refresh
    bool isLater = false; ///< its time is behind the end of the line, where it is drawn

    bool operator==(const TimelineSign &) const = default;
};

/// The marks of \a data in \a window as signs on a line of \a length, none of which hides another:
/// each is \a size wide. Marks of one kind that would cover each other are one sign. The planned
/// refresh is one as well, also where it comes later than the window.
[[nodiscard]] std::vector<TimelineSign>
placeSigns(const TimelineData &data, const TimeWindow &window, double length, double size);

/// The shape of \a kind, with the middle at \a center.
void paintSign(QPainter &painter, TimelineSign::Kind kind, const QPointF &center,
               const ThemeColors &colors);
/// What points at the planned refresh that comes later; \a forward: 1 to the right, -1 to the left.
void paintLaterSign(QPainter &painter, const QPointF &center, qreal forward,
                    const ThemeColors &colors);

} // namespace parley::ui
