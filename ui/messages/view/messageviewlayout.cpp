// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/messageview.h"

#include "messages/controls/floatingday.h"
#include "messages/controls/jumpbutton.h"
#include "text/timetexts.h"

#include <QAbstractItemModel>
#include <QScrollBar>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr int Threshold = 12; ///< rows outside the viewport when more are asked for

} // namespace

void MessageView::layoutVisible()
{
    if (viewport()->width() != m_laidOutWidth) {
        m_laidOutWidth = viewport()->width();
        m_layouts.clear();
        m_heights.forgetMeasures();
    }
    m_visible.clear();
    if (rowCount() > 0 && m_laidOutWidth > 0) {
        if (!m_stickToEnd)
            layoutFromAnchor();
        if (m_stickToEnd)
            layoutFromEnd();
        m_anchor = { m_visible.front().row,
                     m_visible.front().top + m_heights.height(m_visible.front().row) };
    }
    updateScrollBar();
    afterLayout();
    viewport()->update();
}

void MessageView::layoutFromEnd()
{
    m_visible.clear();
    int y = viewport()->height() - EdgePadding;
    for (int row = rowCount() - 1; row >= 0 && y > 0; --row) {
        y -= measure(row);
        m_visible.push_back({ row, y });
    }
    std::reverse(m_visible.begin(), m_visible.end());
}

void MessageView::layoutFromAnchor()
{
    m_anchor.row = std::clamp(m_anchor.row, 0, rowCount() - 1);
    normalizeAnchor();
    // Not above the first row…
    const int top = m_anchor.below - measure(m_anchor.row);
    if (m_anchor.row == 0 && top > EdgePadding)
        m_anchor.below = measure(0) + EdgePadding;
    int y = m_anchor.below;
    m_visible.push_back({ m_anchor.row, y - measure(m_anchor.row) });
    int row = m_anchor.row + 1;
    for (; row < rowCount() && y < viewport()->height(); ++row) {
        m_visible.push_back({ row, y });
        y += measure(row);
    }
    // … nor below the last one.
    if (row == rowCount() && y < viewport()->height() - EdgePadding + 1) {
        if (m_hasNewer)
            layoutFromEnd();
        else
            setStickToEnd(true);
    }
}

/// Lets the anchor be a row that crosses the upper edge, measuring what lies between.
void MessageView::normalizeAnchor()
{
    measure(m_anchor.row);
    while (m_anchor.below <= 0 && m_anchor.row < rowCount() - 1) {
        ++m_anchor.row;
        m_anchor.below += measure(m_anchor.row);
    }
    while (m_anchor.below > measure(m_anchor.row) && m_anchor.row > 0) {
        m_anchor.below -= measure(m_anchor.row);
        --m_anchor.row;
        measure(m_anchor.row);
    }
}

void MessageView::updateScrollBar()
{
    QScrollBar *bar = verticalScrollBar();
    if (bar->isSliderDown())
        return; // the user holds it: it must not run away
    m_updating = true;
    const int page = viewport()->height();
    const qint64 total = m_heights.total() + 2 * EdgePadding;
    const int maximum = int(std::clamp<qint64>(total - page, 0, 1 << 30));
    bar->setPageStep(page);
    bar->setRange(0, maximum);
    if (m_stickToEnd || rowCount() == 0)
        bar->setValue(maximum);
    else
        bar->setValue(int(m_heights.top(m_anchor.row + 1) + EdgePadding - m_anchor.below));
    m_updating = false;
}

void MessageView::afterLayout()
{
    trimCache();
    placeButton();
    placeDay();
    placeBar();
    if (m_visible.empty() || m_model == nullptr || !isVisible())
        return;
    const bool nearTop = m_visible.front().row < Threshold;
    const bool nearEnd = m_hasNewer && m_visible.back().row >= rowCount() - Threshold;
    const QPointer<MessageView> guard(this);
    if (nearTop)
        Q_EMIT olderNeeded();
    if (guard != nullptr && nearEnd)
        Q_EMIT newerNeeded();
}

void MessageView::setStickToEnd(bool stick)
{
    if (m_stickToEnd == stick || (stick && m_hasNewer))
        return;
    m_stickToEnd = stick;
}

void MessageView::placeButton()
{
    const QRect area = viewport()->geometry();
    const int x = layoutDirection() == Qt::RightToLeft ? area.left() + 14
                                                       : area.right() - m_toEnd->width() - 14;
    m_toEnd->move(x, area.bottom() - m_toEnd->height() - 10);
    m_toEnd->setVisible(!m_stickToEnd && rowCount() > 0);
    m_toEnd->raise();
}

QDate MessageView::firstVisibleDay() const
{
    if (m_visible.empty())
        return {};
    const QModelIndex first = m_model->index(m_visible.front().row, 0);
    return first.data(chat::MessageListModel::DateCreatedRole).toDateTime().toLocalTime().date();
}

/// Not where the line of a day is so near the upper edge that the two would lie on each other.
void MessageView::placeDay()
{
    const bool isAway = !m_stickToEnd && !m_visible.empty();
    const int room = 2 * m_day->height();
    const bool isTold = std::ranges::any_of(m_visible, [this, room](const VisibleRow &visible) {
        if (visible.top > room)
            return false;
        const QRectF line = layoutOf(visible.row).dayRect().translated(0, visible.top);
        return !line.isEmpty() && line.bottom() > 0 && line.top() < room;
    });
    if (isAway && !isTold)
        m_day->showDay(TimeTexts::day(firstVisibleDay(), m_today), viewport()->geometry());
    else
        m_day->hide();
}

void MessageView::scrollContentsBy(int, int dy)
{
    if (m_updating || rowCount() == 0)
        return;
    const QScrollBar *bar = verticalScrollBar();
    if (bar->value() >= bar->maximum() && dy < 0 && !m_hasNewer) {
        setStickToEnd(true);
        layoutVisible();
        return;
    }
    setStickToEnd(false);
    const int delta = -dy; // grows downwards
    if (std::abs(delta) <= 3 * viewport()->height()) {
        m_anchor.below -= delta; // exact, whatever the estimates were
    } else {
        const qint64 y = bar->value() - EdgePadding;
        const int row = m_heights.rowAt(y);
        m_anchor = { row, int(m_heights.top(row + 1) - y) };
    }
    layoutVisible();
}

void MessageView::scrollToEnd()
{
    setStickToEnd(true);
    if (!m_stickToEnd) { // more is behind it: as far as it goes
        m_anchor = { rowCount() - 1, viewport()->height() - EdgePadding };
    }
    layoutVisible();
}

void MessageView::jumpToRow(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    setStickToEnd(false);
    const int height = measure(row);
    const int top = std::max(EdgePadding, (viewport()->height() - height) / 2);
    m_anchor = { row, top + height };
    m_current = m_model->index(row, 0);
    layoutVisible();
    setHighlighted(row);
}

void MessageView::scrollToRow(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    setStickToEnd(false);
    m_anchor = { row, measure(row) + EdgePadding };
    layoutVisible();
}

} // namespace parley::ui
