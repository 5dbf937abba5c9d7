// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/participantdelegate.h"

#include "conversations/listrow.h"
#include "text/emoji.h"
#include "theme/avatar.h"
#include "theme/themecolors.h"

#include <QPainter>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr int SidePadding = 14;
constexpr int AvatarSize = 36;

QFont scaled(QFont font, qreal factor, bool bold)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

/// At the end of \a line; an admin's in a frame.
void paintRole(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
               QRect &line)
{
    const QString text = index.data(ParticipantDelegate::RoleNameRole).toString();
    if (text.isEmpty())
        return;
    const ThemeColors &colors = colorsFor(option.palette);
    const bool isAdmin = index.data(ParticipantDelegate::AdminRole).toBool();
    painter.setFont(scaled(option.font, 0.84, false));
    const QFontMetrics metrics(painter.font());
    const int width = metrics.horizontalAdvance(text) + 16;
    QRect place = takeEnd(line, width, option.direction);
    place = QRect(place.left(), place.center().y() - metrics.height() / 2 - 1, width,
                  metrics.height() + 4);
    if (isAdmin) {
        painter.setPen(QPen(colors.link, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), place.height() / 2.0,
                                place.height() / 2.0);
    }
    painter.setPen(isAdmin ? colors.link : colors.mutedText);
    painter.drawText(place, Qt::AlignCenter, text);
}

void paintLine(QPainter &painter, const QStyleOptionViewItem &option, const QRect &line,
               const QString &text, const QFont &font, const QColor &color)
{
    const auto leading = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft))
        | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine;
    painter.setFont(font);
    painter.setPen(color);
    drawLine(painter, line, leading, text);
}

} // namespace

void ParticipantDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const ThemeColors &colors = colorsFor(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRowBackground(*painter, option);
    QRect content = option.rect.adjusted(SidePadding, 0, -SidePadding, 0);
    const QRect avatar = QStyle::visualRect(
        option.direction, content,
        QRect(content.left(), content.center().y() - AvatarSize / 2 + 1, AvatarSize, AvatarSize));
    paintAvatar(*painter, avatar, index.data(KeyRole).toString(), index.data(NameRole).toString());
    if (index.data(OnlineRole).toBool())
        paintPresence(*painter, avatar, option);
    if (option.direction == Qt::RightToLeft)
        content.setRight(avatar.left() - 10);
    else
        content.setLeft(avatar.right() + 10);
    paintRole(*painter, option, index, content);

    const QFont name = scaled(option.font, 1, true);
    const QFont detail = scaled(option.font, 0.9, false);
    const int height = QFontMetrics(name).height() + QFontMetrics(detail).height() + 2;
    QRect line(content.left(), content.center().y() - height / 2 + 1, content.width(),
               QFontMetrics(name).height());
    paintLine(*painter, option, line, index.data(Qt::DisplayRole).toString(), name, colors.text);
    line.moveTop(line.bottom() + 2);
    paintLine(*painter, option, line, index.data(DetailRole).toString(), detail, colors.mutedText);
    painter->restore();
}

QSize ParticipantDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 200, std::max(AvatarSize, 2 * QFontMetrics(option.font).height() + 2) + 16 };
}

} // namespace parley::ui
