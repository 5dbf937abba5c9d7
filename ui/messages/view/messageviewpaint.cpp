// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "media/mediastore.h"
#include "messages/controls/floatingday.h"
#include "messages/row/rowpainter.h"
#include "messages/view/messageview.h"

#include <QAbstractItemModel>
#include <QPainter>

#include <algorithm>

// How the message view looks, and what of it has been seen.

namespace parley::ui {

void MessageView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const ThemeColors &colors = colorsFor(palette());
    painter.fillRect(event->rect(), colors.canvas);
    for (const VisibleRow &visible : m_visible) {
        const QRect rect(0, visible.top, viewport()->width(), m_heights.height(visible.row));
        if (!rect.intersects(event->rect()))
            continue;
        const RowLayout &layout = layoutOf(visible.row);
        RowState state;
        state.focused = hasFocus() && visible.row == currentRow();
        state.highlighted = m_highlighted.isValid() && m_highlighted.row() == visible.row;
        state.media = m_media;
        state.marked = m_markedWords;
        state.isSelected = m_selection.contains(layout.row().index);
        state.isFaded = m_faded.contains(layout.row().index);
        if (m_markedIndex >= 0 && layout.row().index == m_markedIndex)
            state.highlighted = true;
        if (m_selected.isValid() && m_selected.row() == visible.row) {
            state.selectionStart = std::min(m_selectionAnchor, m_selectionEnd);
            state.selectionLength = std::abs(m_selectionEnd - m_selectionAnchor);
        }
        painter.translate(0, visible.top);
        paintRow(painter, layout, m_metrics, colors, state);
        painter.translate(0, -visible.top);
    }
    noteSeen();
    if (!m_loadingOlder)
        return;
    const QString text = tr("Loading earlier messages…");
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_metrics.smallFont);
    QRectF pill
        = painter.boundingRect(QRectF(viewport()->rect()), Qt::AlignHCenter | Qt::AlignTop, text);
    pill.adjust(-12, 0, 12, 8);
    pill.moveTop(m_day->isHidden() ? 8 : m_day->geometry().bottom() + 6);
    painter.setPen(colors.border);
    painter.setBrush(colors.window);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(colors.mutedText);
    painter.drawText(pill, Qt::AlignCenter, text);
}

/// Only what was painted in the active window has been seen.
void MessageView::noteSeen()
{
    if (m_model == nullptr || !isActiveWindow())
        return;
    qint64 seen = m_seen;
    for (const VisibleRow &visible : m_visible) {
        if (visible.top + m_heights.height(visible.row) > viewport()->height())
            break;
        seen = std::max(
            seen,
            m_model->index(visible.row, 0).data(chat::MessageListModel::IndexRole).toLongLong());
    }
    if (seen <= m_seen)
        return;
    m_seen = seen;
    if (m_tellingSeen)
        return;
    m_tellingSeen = true; // not from inside the painting
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_tellingSeen = false;
            if (m_seen >= 0)
                Q_EMIT seenUpTo(m_seen);
        },
        Qt::QueuedConnection);
}

} // namespace parley::ui
