// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMargins>
#include <QPoint>
#include <QRect>

#include <optional>

class QWidget;

namespace parley::ui {

/// Where a window goes inside \a available: not larger than that with its \a frame around it, with
/// its middle at \a center as far as there is room. All in device-independent pixels; the result
/// is without the frame.
[[nodiscard]] QRect placedIn(const QRect &available, const QSize &wanted, const QMargins &frame,
                             const QPoint &center);

/// Keeps \a window inside the free part of its screen, title bar included: makes it smaller, and
/// its minimum size as well, and moves it. A window that has no place yet is put over the middle of
/// \a over, or of the screen. Call it before the window is shown, and again when it gets larger.
void placeWindow(QWidget &window, const QWidget *over = nullptr);

/// Moves \a window away from a place where another one has been opened, so that both are seen.
void cascadeWindow(QWidget &window);

} // namespace parley::ui
