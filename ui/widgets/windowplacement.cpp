// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/windowplacement.h"

#include <QScreen>
#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr int Cascade = 48;

/// The window manager tells the frame only after it has shown the window; until then it is taken
/// for that of the style.
QMargins frameOf(const QWidget &window)
{
    const QRect outer = window.frameGeometry();
    const QRect inner = window.geometry();
    if (outer != inner)
        return { inner.left() - outer.left(), inner.top() - outer.top(),
                 outer.right() - inner.right(), outer.bottom() - inner.bottom() };
    return { 2, window.style()->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, &window) + 6, 2,
             2 };
}

bool isSizedBySystem(const QWidget &window)
{
    return window.isMaximized() || window.isFullScreen();
}

} // namespace

QRect placedIn(const QRect &available, const QSize &wanted, const QMargins &frame,
               const QPoint &center)
{
    const QRect room = available.marginsRemoved(frame);
    QRect rect(QPoint(0, 0), wanted.boundedTo(room.size()));
    rect.moveCenter(center);
    rect.moveLeft(std::clamp(rect.left(), room.left(), room.right() - rect.width() + 1));
    rect.moveTop(std::clamp(rect.top(), room.top(), room.bottom() - rect.height() + 1));
    return rect;
}

void placeWindow(QWidget &window, const QWidget *over)
{
    const QWidget *anchor = over != nullptr ? over : &window;
    if (isSizedBySystem(window) || anchor->screen() == nullptr)
        return;
    const QRect available = anchor->screen()->availableGeometry();
    const bool hasPlace = over == nullptr
        && (window.testAttribute(Qt::WA_Moved) || window.testAttribute(Qt::WA_WState_Visible));
    QPoint center = available.center();
    if (hasPlace)
        center = window.geometry().center();
    else if (over != nullptr)
        center = over->mapToGlobal(over->rect().center());
    const QRect place = placedIn(available, window.size(), frameOf(window), center);
    const QSize minimum = window.minimumSize();
    if (minimum.boundedTo(place.size()) != minimum)
        window.setMinimumSize(minimum.boundedTo(place.size()));
    if (place != window.geometry() || !hasPlace)
        window.setGeometry(place);
}

void cascadeWindow(QWidget &window)
{
    if (isSizedBySystem(window))
        return;
    window.move(window.pos() + QPoint(Cascade, Cascade));
    placeWindow(window);
}

} // namespace parley::ui
