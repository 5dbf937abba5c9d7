// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionTab;
class QWidget;

namespace parley::ui {

// The parts of which ParleyStyle makes its controls.

[[nodiscard]] bool hasFlag(const QStyleOption *option, QStyle::StateFlag flag);
/// An invalid colour: not filled, or without a border.
void drawRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border,
                 qreal width = 1);
void drawButton(const QStyleOptionButton *option, QPainter *painter);
void drawToolButtonPanel(const QStyleOption *option, QPainter *painter);
/// A word with a line under the chosen one; no box around it.
void drawTab(const QStyleOptionTab *option, QPainter *painter);
/// Icon and words of a button as one group in its middle. Qt's own puts them apart where people
/// read from right to left.
void drawMirroredLabel(const QStyleOptionButton *option, QPainter *painter);
void drawTriangle(QPainter *painter, const QRect &rect, bool up, const QColor &color);
/// Seen in both themes; the tick is dark or light as its box asks.
void drawCheckBox(const QStyleOption *option, QPainter *painter);
void drawField(const QStyleOption *option, QPainter *painter);
/// A bar across the window: filled, with a line at \a edge, top or bottom.
void drawStrip(QWidget &widget, Qt::Edge edge);

} // namespace parley::ui
