// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/timelinezoom.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace parley::ui {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::chrono::seconds, 4> Spans { 0s, 1h, 10min, 2min };

} // namespace

TimelineZoom::TimelineZoom(const TimelineData &data)
    : m_data(data)
    , m_step(fittingStep())
{ }

std::chrono::seconds TimelineZoom::span() const
{
    return Spans[m_step];
}

bool TimelineZoom::canZoomIn() const
{
    return m_step + 1 < Spans.size();
}

TimeWindow TimelineZoom::shown() const
{
    const TimeWindow around = TimeWindow::around(m_data, span());
    const auto half = (around.until - around.from) / 2;
    return m_middle ? TimeWindow { *m_middle - half, *m_middle + half } : around;
}

void TimelineZoom::zoomIn()
{
    if (canZoomIn())
        choose(m_step + 1);
}

void TimelineZoom::zoomOut()
{
    if (canZoomOut())
        choose(m_step - 1);
}

void TimelineZoom::choose(size_t step)
{
    m_step = step;
    m_isFitting = step == fittingStep(); // back where it would be: it follows again
    Q_EMIT changed();
}

void TimelineZoom::moveFrom(const TimeWindow &window, double part)
{
    const auto length = window.until - window.from;
    setMiddle(window.from + length / 2
              + std::chrono::milliseconds(std::llround(double(length.count()) * part)));
}

void TimelineZoom::uncover(WallTime at)
{
    if (const double fraction = shown().fraction(at); fraction < 0 || fraction > 1)
        setMiddle(at);
}

void TimelineZoom::setMiddle(WallTime middle)
{
    // Never far from what there is to see.
    WallTime first = m_data.now();
    WallTime last = m_data.now();
    if (!m_data.marks().empty())
        first = std::min(first, m_data.marks().front().at);
    if (!m_data.lives().empty())
        last = std::max(last, m_data.lives().back().until);
    m_middle = std::clamp(middle, first, last);
    m_isFitting = false;
    Q_EMIT changed();
}

void TimelineZoom::follow()
{
    m_middle.reset();
    choose(fittingStep());
}

void TimelineZoom::fit()
{
    if (m_isFitting && fittingStep() != m_step)
        choose(fittingStep());
}

/// The nearest one that shows everything of the latest time in which something happened.
size_t TimelineZoom::fittingStep() const
{
    const std::optional<WallTime> since = m_data.recentSince();
    if (!since)
        return 0;
    for (size_t step = Spans.size() - 1; step > 0; --step) {
        if (TimeWindow::around(m_data, Spans[step]).from <= *since)
            return step;
    }
    return 0;
}

} // namespace parley::ui
