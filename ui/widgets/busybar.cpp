// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/busybar.h"

#include "theme/themecolors.h"

#include <QPainter>
#include <QTimerEvent>

#include <cmath>

namespace parley::ui {
namespace {

constexpr int Height = 6;
constexpr int FrameMilliseconds = 40;
constexpr qint64 RoundMilliseconds = 1800; ///< to the end and back
constexpr qreal Share = 0.3; ///< of the bar that moves

} // namespace

BusyBar::BusyBar(QWidget *parent)
    : QProgressBar(parent)
{
    setRange(0, 0);
    setTextVisible(false);
    setFixedHeight(Height);
    m_shown.start();
}

void BusyBar::showEvent(QShowEvent *event)
{
    QProgressBar::showEvent(event);
    m_timer.start(FrameMilliseconds, this);
}

void BusyBar::hideEvent(QHideEvent *event)
{
    QProgressBar::hideEvent(event);
    m_timer.stop();
}

void BusyBar::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        update();
    else
        QProgressBar::timerEvent(event);
}

void BusyBar::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    const qreal phase
        = qreal(m_shown.elapsed() % RoundMilliseconds) / qreal(RoundMilliseconds); // 0 … 1
    const qreal place = 1 - std::abs(2 * phase - 1); // 0 … 1 … 0
    const QRectF bar(rect());
    const QRectF part(bar.left() + place * bar.width() * (1 - Share), bar.top(),
                      bar.width() * Share, bar.height());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.border);
    painter.drawRoundedRect(bar, Height / 2.0, Height / 2.0);
    painter.setBrush(colors.accent);
    painter.drawRoundedRect(part, Height / 2.0, Height / 2.0);
}

} // namespace parley::ui
