// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/conversationdelegate.h"

#include "chat/conversationlistmodel.h"
#include "text/timetexts.h"
#include "theme/avatar.h"
#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QPainter>

#include <algorithm>

namespace parley::ui {
namespace {

using Model = chat::ConversationListModel;

constexpr int Padding = 10;

struct Fonts
{
    explicit Fonts(const QFont &base)
        : name(base)
        , line(base)
        , small(base)
    {
        name.setBold(true);
        line.setPointSizeF(base.pointSizeF() * 0.94);
        small.setPointSizeF(base.pointSizeF() * 0.84);
    }
    QFont name;
    QFont line;
    QFont small;
};

/// Takes \a width off the end of \a line (its right, or left in a mirrored window).
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

void paintBadge(QPainter &painter, const QRect &rect, const QString &text, const QColor &fill,
                const QColor &ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, text);
}

void paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                     const ThemeColors &colors)
{
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

} // namespace

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const ThemeColors &colors = colorsFor(option.palette);
    const Fonts fonts(option.font);
    const QString name = index.data(Model::NameRole).toString();
    const bool muted = index.data(Model::MutedRole).toBool();
    const int unread = index.data(Model::UnreadRole).toInt();

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBackground(*painter, option, colors);

    QRect content = option.rect.adjusted(Padding + 4, Padding - 1, -Padding - 4, -Padding + 1);
    const int size = content.height();
    const QRect avatar = QStyle::visualRect(option.direction, content,
                                            QRect(content.topLeft(), QSize(size, size)));
    paintAvatar(*painter, avatar, index.data(Model::SidRole).toString(), name);
    if (option.direction == Qt::RightToLeft)
        content.setRight(avatar.left() - 10);
    else
        content.setLeft(avatar.right() + 10);

    QRect top = content;
    top.setHeight(content.height() / 2);
    QRect bottom = content;
    bottom.setTop(top.bottom() + 1);
    const auto leading = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft))
        | Qt::AlignVCenter | Qt::TextSingleLine;

    painter->setFont(fonts.small);
    const QString when
        = TimeTexts::brief(index.data(Model::LastActivityRole).toDateTime(), QDate::currentDate());
    if (!when.isEmpty()) {
        const int width = QFontMetrics(fonts.small).horizontalAdvance(when) + 2;
        painter->setPen(colors.mutedText);
        painter->drawText(takeEnd(top, width, option.direction), Qt::AlignCenter, when);
    }
    if (muted) {
        const QRect icon = takeEnd(top, 14, option.direction);
        themedIcon(u"bell-off"_qs).paint(painter, icon);
    }
    painter->setFont(fonts.name);
    painter->setPen(colors.text);
    painter->drawText(top, leading,
                      QFontMetrics(fonts.name).elidedText(name, Qt::ElideRight, top.width()));

    painter->setFont(fonts.small);
    const QFontMetrics small(fonts.small);
    if (index.data(Model::FailedRole).toBool()) {
        QRect badge = takeEnd(bottom, small.height() + 4, option.direction);
        badge = QRect(badge.left(), badge.center().y() - badge.width() / 2, badge.width(),
                      badge.width());
        paintBadge(*painter, badge, u"!"_qs, colors.error, colors.panel);
    } else if (unread > 0) {
        const QString text = unread > 999 ? u"999+"_qs : QString::number(unread);
        const int height = small.height() + 4;
        const int width = std::max(height, small.horizontalAdvance(text) + 12);
        QRect badge = takeEnd(bottom, width, option.direction);
        badge = QRect(badge.left(), badge.center().y() - height / 2, width, height);
        paintBadge(*painter, badge, text, muted ? colors.mutedBadge : colors.accent,
                   muted ? colors.mutedBadgeText : colors.accentText);
    }
    painter->setFont(fonts.line);
    painter->setPen(colors.mutedText);
    painter->drawText(
        bottom, leading,
        QFontMetrics(fonts.line).elidedText(preview(index), Qt::ElideRight, bottom.width()));
    painter->restore();
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const Fonts fonts(option.font);
    const int lines = QFontMetrics(fonts.name).height() + QFontMetrics(fonts.line).height() + 4;
    return { 180, std::max(38, lines) + 2 * Padding };
}

QString ConversationDelegate::displayText(const QVariant &value, const QLocale &) const
{
    return value.toString();
}

QString ConversationDelegate::preview(const QModelIndex &index)
{
    const QString body = index.data(Model::LastMessageRole).toString().left(300).simplified();
    if (body.isEmpty())
        return index.data(Model::LastActivityRole).toDateTime().isValid() ? QString()
                                                                          : tr("No messages yet");
    const QString author = index.data(Model::LastAuthorRole).toString();
    if (author.isEmpty())
        return body;
    //: A line in the list of conversations: author, then the newest message.
    return tr("%1: %2").arg(author, body);
}

QString ConversationDelegate::description(const QModelIndex &index)
{
    QStringList parts { index.data(Model::NameRole).toString() };
    const int unread = index.data(Model::UnreadRole).toInt();
    if (unread > 0)
        parts.append(tr("%n unread message(s)", nullptr, unread));
    if (index.data(Model::FailedRole).toBool())
        parts.append(tr("A message could not be sent"));
    if (index.data(Model::MutedRole).toBool())
        parts.append(tr("Muted"));
    const QString line = preview(index);
    if (!line.isEmpty())
        parts.append(line);
    return parts.join(u". ");
}

} // namespace parley::ui
