// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspector/timelinemarks.h"

#include <QCoreApplication>
#include <QFont>
#include <QRectF>

#include <array>

namespace parley::ui {

/// What the signs of the timeline mean, in as many lines as they need.
class TimelineLegend
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::TimelineLegend)

public:
    [[nodiscard]] static int lines(qreal width, const QFont &font);
    /// In the font of \a painter, from the top of \a rect on.
    static void paint(QPainter &painter, const QRectF &rect, Qt::LayoutDirection direction,
                      const ThemeColors &colors);

private:
    /// One sign with its meaning.
    struct Entry
    {
        TimelineSign::Kind kind {};
        QString text {};
        int line = 0;
        qreal along = 0; ///< from the beginning of its line
        qreal width = 0;
    };
    [[nodiscard]] static std::array<Entry, 5> place(qreal width, const QFont &font);
};

} // namespace parley::ui
