// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/controls/jumpbutton.h"

#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

constexpr int Disc = 40;
constexpr int Overlap = 8; ///< room for the badge above the disc

} // namespace

JumpButton::JumpButton(QWidget *parent)
    : OverlayButton(parent)
{
    setIcon(themedIcon(u"arrow-down"_s));
    setFixedSize(Disc + 8, Disc + Overlap);
    setToolTip(tr("Jump to the newest message (End)"));
    setCount(0);
}

void JumpButton::setCount(int count)
{
    m_count = count;
    setAccessibleName(count > 0 ? tr("Jump to the newest message, %n unread", nullptr, count)
                                : tr("Jump to the newest message"));
    update();
}

void JumpButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF disc = QRectF((width() - Disc) / 2.0, Overlap, Disc, Disc).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(isDown() ? colors.selected : (underMouse() ? colors.hover : colors.panel));
    painter.drawEllipse(disc);
    icon().paint(&painter, QRect(disc.center().toPoint() - QPoint(10, 10), QSize(20, 20)));
    if (m_count <= 0)
        return;
    QFont font = painter.font();
    font.setPointSizeF(font.pointSizeF() * 0.82);
    font.setBold(true);
    const QString text = m_count > 999 ? u"999+"_s : QLocale().toString(m_count);
    const QFontMetricsF metrics(font);
    const qreal height = metrics.height() + 3;
    const qreal width = std::max(height, metrics.horizontalAdvance(text) + 10);
    const QRectF badge(disc.center().x() - width / 2, 0, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.accent);
    painter.drawRoundedRect(badge, height / 2, height / 2);
    painter.setPen(colors.accentText);
    painter.setFont(font);
    painter.drawText(badge, Qt::AlignCenter, text);
}

} // namespace parley::ui
