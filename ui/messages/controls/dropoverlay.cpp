// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/controls/dropoverlay.h"

#include "theme/themecolors.h"

#include <QPainter>

namespace parley::ui {
namespace {

constexpr int Inset = 10;
constexpr int Opacity = 235;

} // namespace

DropOverlay::DropOverlay(QWidget *page)
    : QWidget(page)
{
    setAttribute(Qt::WA_TransparentForMouseEvents); // the page below gets the drop
    hide();
}

void DropOverlay::showText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = palette().color(QPalette::Base);
    veil.setAlpha(Opacity);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(colors.link, 2, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(Inset, Inset, -Inset, -Inset), 12, 12);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    painter.setFont(large);
    painter.setPen(colors.text);
    painter.drawText(rect().adjusted(3 * Inset, 0, -3 * Inset, 0),
                     int(Qt::AlignCenter) | int(Qt::TextWordWrap), m_text);
}

} // namespace parley::ui
