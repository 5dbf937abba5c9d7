// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/controls/floatingday.h"

#include "theme/themecolors.h"

#include <QPainter>

namespace parley::ui {

FloatingDay::FloatingDay(QWidget *parent)
    : OverlayButton(parent)
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.86);
    setFont(small);
    setToolTip(tr("Go to a date (Ctrl+G)"));
    hide();
}

void FloatingDay::showDay(const QString &day, const QRect &area)
{
    if (day != text()) {
        setText(day);
        setAccessibleName(tr("%1. Go to another date").arg(day));
    }
    resize(fontMetrics().horizontalAdvance(day) + 26,
           fontMetrics().height() + 10); // of any text size
    move(area.left() + (area.width() - width()) / 2, area.top() + 6);
    show();
    raise();
}

void FloatingDay::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(isDown() ? colors.selected : (underMouse() ? colors.hover : colors.window));
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(isDown() ? colors.text : colors.mutedText);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace parley::ui
