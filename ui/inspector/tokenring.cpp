// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokenring.h"

#include "text/timetexts.h"
#include "theme/themecolors.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace parley::ui {
namespace {

constexpr int Diameter = 108;
constexpr int SmallDiameter = 92;
constexpr qreal Thickness = 9;
constexpr std::chrono::milliseconds SoonLimit = std::chrono::minutes(3);

} // namespace

TokenRing::TokenRing(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(Diameter, Diameter);
}

void TokenRing::setLife(std::chrono::milliseconds left, std::chrono::milliseconds life,
                        std::chrono::milliseconds refreshAt)
{
    m_left = left;
    m_life = life;
    m_refreshAt = refreshAt;
    setAccessibleName(left > std::chrono::milliseconds(0)
                          ? tr("The token works for %1").arg(TimeTexts::span(left))
                          : tr("There is no valid token."));
    update();
}

void TokenRing::setSmall(bool isSmall)
{
    const int diameter = isSmall ? SmallDiameter : Diameter;
    setFixedSize(diameter, diameter);
}

void TokenRing::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ring = QRectF(rect()).adjusted(Thickness, Thickness, -Thickness, -Thickness);
    const auto fraction = [this](std::chrono::milliseconds part) {
        return m_life.count() > 0
            ? std::clamp(double(part.count()) / double(m_life.count()), 0.0, 1.0)
            : (part.count() > 0 ? 1.0 : 0.0);
    };
    painter.setPen(QPen(colors.border, Thickness, Qt::SolidLine, Qt::FlatCap));
    painter.drawEllipse(ring);
    const QColor color = m_left < SoonLimit ? colors.error : colors.link;
    painter.setPen(QPen(color, Thickness, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, 90 * 16, int(std::lround(360 * 16 * fraction(m_left))));
    if (m_refreshAt.count() > 0 && m_life.count() > 0) {
        painter.save();
        painter.translate(ring.center());
        painter.rotate(-360 * fraction(m_refreshAt));
        painter.setPen(QPen(colors.text, 2));
        painter.drawLine(QPointF(0, -ring.height() / 2 - Thickness / 2 - 1),
                         QPointF(0, -ring.height() / 2 + Thickness / 2 + 1));
        painter.restore();
    }

    const QString countdown = TimeTexts::countdown(m_left);
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.6 * width() / Diameter);
    large.setBold(true);
    const qreal wanted = QFontMetricsF(large).horizontalAdvance(countdown);
    const qreal room = ring.width() - 2 * Thickness;
    if (wanted > room) // of a day, for example
        large.setPointSizeF(large.pointSizeF() * room / wanted);
    painter.setFont(large);
    painter.setPen(colors.text);
    const QRectF upper = ring.adjusted(0, 0, 0, -ring.height() / 2 + 12);
    painter.drawText(upper, Qt::AlignHCenter | Qt::AlignBottom, countdown);
    painter.setFont(font());
    painter.setPen(colors.mutedText);
    const QRectF lower = ring.adjusted(0, ring.height() / 2 + 10, 0, 0);
    painter.drawText(lower, Qt::AlignHCenter | Qt::AlignTop, tr("left"));
}

} // namespace parley::ui
