// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspector/timelinedata.h"

namespace parley::ui {

/// Which part of time the timeline shows: all in which something has happened lately, until the
/// user zooms or moves it.
class TimelineZoom final : public QObject
{
    Q_OBJECT

public:
    /// \a data must outlive this object.
    explicit TimelineZoom(const TimelineData &data);

    /// The time that is shown; zero: all of it.
    [[nodiscard]] std::chrono::seconds span() const;
    [[nodiscard]] bool canZoomIn() const;
    [[nodiscard]] bool canZoomOut() const { return m_step > 0; }
    [[nodiscard]] bool isFollowing() const { return !m_middle; }
    [[nodiscard]] TimeWindow shown() const;
    void zoomIn();
    void zoomOut();
    /// Shows other times, by a part of what is seen; more than zero: later ones.
    void moveBy(double part) { moveFrom(shown(), part); }
    /// The same by a part of \a window.
    void moveFrom(const TimeWindow &window, double part);
    /// Moves only if \a at is not seen.
    void uncover(WallTime at);
    /// Shows what happens now again.
    void follow();
    /// Time has passed.
    void fit();

Q_SIGNALS:
    void changed();

private:
    void choose(size_t step);
    void setMiddle(WallTime middle);
    [[nodiscard]] size_t fittingStep() const;

    const TimelineData &m_data;
    std::optional<WallTime> m_middle {}; ///< of what is seen, once it was moved
    size_t m_step = 0;
    bool m_isFitting = true; ///< the user has not chosen another span
};

} // namespace parley::ui
