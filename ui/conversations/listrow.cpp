// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/listrow.h"

#include "theme/themecolors.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace parley::ui {

QRect takeEnd(QRect &line, int width, Qt::LayoutDirection direction)
{
    QRect taken = line;
    if (direction == Qt::RightToLeft) {
        taken.setWidth(width);
        line.setLeft(line.left() + width + 6);
    } else {
        taken.setLeft(line.right() - width + 1);
        line.setRight(line.right() - width - 6);
    }
    return taken;
}

void paintRowBackground(QPainter &painter, const QStyleOptionViewItem &option)
{
    const ThemeColors &colors = colorsFor(option.palette);
    const QRectF rect = QRectF(option.rect).adjusted(6, 1, -6, -1);
    QColor fill;
    if (option.state.testFlag(QStyle::State_Selected))
        fill = colors.selected;
    else if (option.state.testFlag(QStyle::State_MouseOver))
        fill = colors.hover;
    const bool ring = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    painter.setPen(ring ? QPen(colors.link, 2) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect, 8, 8);
}

void paintPresence(QPainter &painter, const QRect &avatar, const QStyleOptionViewItem &option)
{
    const ThemeColors &colors = colorsFor(option.palette);
    const qreal size = avatar.width() * 0.28;
    const qreal x = option.direction == Qt::RightToLeft ? avatar.left() : avatar.right() - size + 1;
    painter.setPen(QPen(colors.panel, 2));
    painter.setBrush(colors.success);
    painter.drawEllipse(QRectF(x, avatar.bottom() - size + 1, size, size));
}

} // namespace parley::ui
