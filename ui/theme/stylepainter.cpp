// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/stylepainter.h"

#include "theme/themecolors.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr qreal Radius = 6;

} // namespace

bool hasFlag(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

void drawRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border,
                 qreal width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    const qreal inset = border.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), Radius, Radius);
    painter->restore();
}

void drawButton(const QStyleOptionButton *option, QPainter *painter)
{
    const ThemeColors &colors = colorsFor(option->palette);
    const bool enabled = hasFlag(option, QStyle::State_Enabled);
    const bool isDefault = option->features.testFlag(QStyleOptionButton::DefaultButton) && enabled;
    const bool pressed = hasFlag(option, QStyle::State_Sunken) || hasFlag(option, QStyle::State_On);
    const bool hovered = hasFlag(option, QStyle::State_MouseOver) && enabled;
    const bool focused = hasFlag(option, QStyle::State_HasFocus);

    QColor fill = isDefault ? colors.accent : colors.panel;
    if (isDefault && (pressed || hovered))
        fill = fill.darker(pressed ? 120 : 110);
    else if (pressed)
        fill = colors.selected;
    else if (hovered || !enabled)
        fill = colors.hover;
    if (option->features.testFlag(QStyleOptionButton::Flat) && !pressed && !hovered)
        fill = Qt::transparent;

    QColor border = isDefault ? colors.accent.darker(115) : colors.border;
    if (option->features.testFlag(QStyleOptionButton::Flat))
        border = QColor();
    drawRounded(painter, option->rect, fill, border);
    if (focused && hasFlag(option, QStyle::State_KeyboardFocusChange)) {
        drawRounded(painter,
                    option->rect.adjusted(isDefault ? 2 : 0, isDefault ? 2 : 0, isDefault ? -2 : 0,
                                          isDefault ? -2 : 0),
                    QColor(), isDefault ? colors.accentText : colors.link, 2);
    }
}

void drawToolButtonPanel(const QStyleOption *option, QPainter *painter)
{
    const ThemeColors &colors = colorsFor(option->palette);
    const bool pressed = hasFlag(option, QStyle::State_Sunken) || hasFlag(option, QStyle::State_On);
    const bool hovered
        = hasFlag(option, QStyle::State_MouseOver) && hasFlag(option, QStyle::State_Enabled);
    const bool raised = !hasFlag(option, QStyle::State_AutoRaise);
    QColor fill = raised ? colors.panel : QColor(Qt::transparent);
    if (pressed)
        fill = colors.selected;
    else if (hovered)
        fill = colors.hover;
    const bool focused = hasFlag(option, QStyle::State_HasFocus)
        && hasFlag(option, QStyle::State_KeyboardFocusChange);
    drawRounded(painter, option->rect, fill,
                focused ? colors.link : (raised ? colors.border : QColor()), focused ? 2 : 1);
}

void drawTab(const QStyleOptionTab *option, QPainter *painter)
{
    const ThemeColors &colors = colorsFor(option->palette);
    const bool selected = hasFlag(option, QStyle::State_Selected);
    if (!selected && hasFlag(option, QStyle::State_MouseOver))
        drawRounded(painter, option->rect.adjusted(0, 0, 0, -3), colors.hover, QColor());
    if (hasFlag(option, QStyle::State_HasFocus)
        && hasFlag(option, QStyle::State_KeyboardFocusChange))
        drawRounded(painter, option->rect.adjusted(2, 2, -2, -4), QColor(), colors.link, 2);
    if (selected)
        painter->fillRect(
            QRect(option->rect.left() + 4, option->rect.bottom() - 2, option->rect.width() - 8, 3),
            colors.accent);
}

void drawMirroredLabel(const QStyleOptionButton *option, QPainter *painter)
{
    constexpr int Gap = 6;
    const int flags = int(Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine);
    const int words = option->fontMetrics.size(Qt::TextShowMnemonic, option->text).width();
    const int icon = option->iconSize.width();
    const int left = option->rect.left() + (option->rect.width() - words - Gap - icon) / 2;
    const bool enabled = hasFlag(option, QStyle::State_Enabled);
    painter->setPen(option->palette.color(QPalette::ButtonText));
    painter->drawText(QRect(left, option->rect.top(), words, option->rect.height()), flags,
                      option->text);
    option->icon.paint(painter,
                       QRect(left + words + Gap,
                             option->rect.top() + (option->rect.height() - icon) / 2, icon, icon),
                       Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
}

void drawTriangle(QPainter *painter, const QRect &rect, bool up, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    const QPointF center = QRectF(rect).center();
    const qreal tip = up ? -2.5 : 2.5;
    painter->drawPolygon(QPolygonF(
        { center + QPointF(0, tip), center + QPointF(4, -tip), center + QPointF(-4, -tip) }));
    painter->restore();
}

void drawCheckBox(const QStyleOption *option, QPainter *painter)
{
    const ThemeColors &colors = colorsFor(option->palette);
    const bool isEnabled = hasFlag(option, QStyle::State_Enabled);
    const bool isChecked = hasFlag(option, QStyle::State_On);
    const QColor ink = isEnabled ? colors.mutedText : colors.disabledText;
    const qreal side
        = std::min({ 15.0, qreal(option->rect.width()), qreal(option->rect.height()) });
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isChecked && isEnabled ? colors.accent : ink, 1.4));
    if (isChecked)
        painter->setBrush(isEnabled ? colors.accent : colors.hover);
    else
        painter->setBrush(hasFlag(option, QStyle::State_MouseOver) ? colors.hover : colors.panel);
    painter->drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 3, 3);
    if (isChecked) {
        painter->setPen(QPen(isEnabled ? colors.accentText : ink, 2, Qt::SolidLine, Qt::RoundCap,
                             Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        const QPointF c = box.center();
        painter->drawPolyline(
            QPolygonF({ c + QPointF(-3.4, 0.2), c + QPointF(-1, 2.8), c + QPointF(3.6, -2.6) }));
    }
    painter->restore();
}

void drawField(const QStyleOption *option, QPainter *painter)
{
    const ThemeColors &colors = colorsFor(option->palette);
    const bool enabled = hasFlag(option, QStyle::State_Enabled);
    const bool focused = hasFlag(option, QStyle::State_HasFocus);
    drawRounded(painter, option->rect,
                enabled ? option->palette.color(QPalette::Base) : colors.window,
                focused ? colors.link : colors.border, focused ? 2 : 1);
}

void drawStrip(QWidget &widget, Qt::Edge edge)
{
    QPainter painter(&widget);
    painter.fillRect(widget.rect(), widget.palette().color(QPalette::Base));
    painter.setPen(colorsFor(widget.palette()).border);
    const int y = edge == Qt::TopEdge ? 0 : widget.height() - 1;
    painter.drawLine(0, y, widget.width(), y);
}

} // namespace parley::ui
