// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/conversationdelegate.h"

#include "chat/conversationlistmodel.h"
#include "conversations/conversationfilter.h"
#include "rows/messagerow.h"
#include "text/emoji.h"
#include "text/showntext.h"
#include "text/timetexts.h"
#include "theme/avatar.h"
#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QListView>
#include <QLocale>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {

using Model = chat::ConversationListModel;

namespace {

constexpr int RowPadding = 10;

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

/// Takes \a width off the end of \a line (its right, or left in a mirrored window), and a gap.
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

/// Chosen, under the pointer, or with the keyboard.
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

void paintBadge(QPainter &painter, const QRect &rect, const QString &text, const QColor &fill,
                const QColor &ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, text);
}

/// A clock: something waits to be sent.
void paintWaiting(QPainter &painter, const QRect &rect, const ThemeColors &colors)
{
    const QPointF center = QRectF(rect).center();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.mutedText, 1.3, Qt::SolidLine, Qt::RoundCap));
    painter.drawEllipse(center, 4.6, 4.6);
    painter.drawLine(center, center + QPointF(0, -2.8));
    painter.drawLine(center, center + QPointF(2.2, 0));
}

/// Text in two colours, cut at its end.
void paintPreview(QPainter &painter, const QRect &line, const ConversationPreview &preview,
                  const QStyleOptionViewItem &option, const ThemeColors &colors)
{
    const auto leading = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft))
        | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine;
    const QFontMetrics metrics(painter.font());
    QRect rest = line;
    if (preview.lead != ConversationPreview::Lead::None) {
        const QString lead
            = metrics.elidedText(preview.leadText + u' ', Qt::ElideRight, line.width());
        painter.setPen(preview.lead == ConversationPreview::Lead::Draft ? colors.error
                                                                        : colors.text);
        drawLine(painter, line, leading, lead);
        if (option.direction == Qt::RightToLeft)
            rest.setRight(rest.right() - metrics.horizontalAdvance(lead));
        else
            rest.setLeft(rest.left() + metrics.horizontalAdvance(lead));
    }
    if (rest.width() < metrics.averageCharWidth() * 2)
        return;
    painter.setPen(colors.mutedText);
    drawLine(painter, rest, leading, preview.text);
}

} // namespace

QString ConversationPreview::whole() const
{
    return lead == Lead::None ? text : leadText + u' ' + text;
}

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRowBackground(*painter, option);

    QRect content
        = option.rect.adjusted(RowPadding + 4, RowPadding - 1, -RowPadding - 4, -RowPadding + 1);
    const int size = content.height();
    const QRect avatar = QStyle::visualRect(option.direction, content,
                                            QRect(content.topLeft(), QSize(size, size)));
    const QString key = index.data(ConversationFilter::AvatarKeyRole).toString();
    const QString name = index.data(ConversationFilter::AvatarNameRole).toString();
    paintAvatar(*painter, avatar, key.isEmpty() ? index.data(Model::SidRole).toString() : key,
                name.isEmpty() ? index.data(Model::NameRole).toString() : name);
    if (const QVariant online = index.data(ConversationFilter::OnlineRole); online.isValid())
        paintPresence(*painter, avatar, online.toBool(), colorsFor(option.palette),
                      option.direction);
    if (option.direction == Qt::RightToLeft)
        content.setRight(avatar.left() - 10);
    else
        content.setLeft(avatar.right() + 10);

    QRect top = content;
    top.setHeight(content.height() / 2);
    QRect bottom = content;
    bottom.setTop(top.bottom() + 1);
    paintTopLine(*painter, option, index, top);
    paintBottomLine(*painter, option, index, bottom);
    painter->restore();
}

void ConversationDelegate::paintTopLine(QPainter &painter, const QStyleOptionViewItem &option,
                                        const QModelIndex &index, QRect line) const
{
    const ThemeColors &colors = colorsFor(option.palette);
    const Fonts fonts(option.font);
    painter.setFont(fonts.small);
    const QString when
        = TimeTexts::brief(index.data(Model::LastActivityRole).toDateTime(), m_today);
    if (!when.isEmpty()) {
        const int width = QFontMetrics(fonts.small).horizontalAdvance(when) + 2;
        painter.setPen(colors.mutedText);
        painter.drawText(takeEnd(line, width, option.direction), Qt::AlignCenter, when);
    }
    if (index.data(Model::SendingRole).toBool())
        paintWaiting(painter, takeEnd(line, 12, option.direction), colors);
    if (index.data(Model::MutedRole).toBool())
        themedIcon(u"bell-off"_s).paint(&painter, takeEnd(line, 14, option.direction));
    painter.setFont(fonts.name);
    painter.setPen(colors.text);
    const auto leading = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft))
        | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine;
    drawLine(painter, line, leading, index.data(Model::NameRole).toString());
}

void ConversationDelegate::paintBottomLine(QPainter &painter, const QStyleOptionViewItem &option,
                                           const QModelIndex &index, QRect line) const
{
    const ThemeColors &colors = colorsFor(option.palette);
    const Fonts fonts(option.font);
    const bool muted = index.data(Model::MutedRole).toBool();
    const int unread = index.data(Model::UnreadRole).toInt();
    const QFontMetrics small(fonts.small);
    const int height = small.height() + 4;
    painter.setFont(fonts.small);
    const auto badge = [&](const QString &text, const QColor &fill, const QColor &ink) {
        const int width = std::max(height, small.horizontalAdvance(text) + 12);
        const QRect place = takeEnd(line, width, option.direction);
        paintBadge(painter, QRect(place.left(), place.center().y() - height / 2, width, height),
                   text, fill, ink);
    };
    if (index.data(Model::FailedRole).toBool())
        badge(u"!"_s, colors.error, colors.panel);
    const QColor fill = muted ? colors.mutedBadge : colors.accent;
    const QColor ink = muted ? colors.mutedBadgeText : colors.accentText;
    if (unread > 0)
        badge(unread > 999 ? u"999+"_s : QLocale().toString(unread), fill, ink);
    else if (index.data(ConversationFilter::UncountedRole).toBool())
        badge(u"•"_s, fill, ink);
    painter.setFont(fonts.line);
    // The open one has its draft in full beside the list.
    const bool open = option.state.testFlag(QStyle::State_Selected);
    paintPreview(painter, line, preview(index, open ? Drafts::Hidden : Drafts::Shown), option,
                 colors);
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const Fonts fonts(option.font);
    const int lines = QFontMetrics(fonts.name).height() + QFontMetrics(fonts.line).height() + 4;
    return { 180, std::max(38, lines) + 2 * RowPadding };
}

ConversationDelegate::ConversationDelegate(QListView &list)
    : QStyledItemDelegate(&list)
{
    list.setItemDelegate(this);
    list.setUniformItemSizes(true);
    list.setMouseTracking(true); // rows are marked under the pointer
    list.setFrameShape(QFrame::NoFrame);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list.setEditTriggers(QAbstractItemView::NoEditTriggers);
}

ConversationPreview ConversationDelegate::preview(const QModelIndex &index, Drafts drafts)
{
    using Lead = ConversationPreview::Lead;
    const QVariant detail = index.data(ConversationFilter::DetailRole);
    if (detail.isValid())
        return { Lead::None, {}, detail.toString() };
    const QString draft
        = index.data(Model::DraftRole).toString().left(ShownText::MaxLine).simplified();
    if (!draft.isEmpty() && drafts == Drafts::Shown)
        return { Lead::Draft, tr("Draft:"), draft };
    const QString text
        = MessageTexts::oneLine(index.data(Model::LastMessageRole).toString(),
                                index.data(Model::LastMediaRole).value<chat::MediaList>());
    if (text.isEmpty()) {
        // A new one has activity, too: that it was made.
        const QVariant known = index.data(Model::ConversationRole);
        const bool empty = known.isValid()
            ? !known.value<chat::Conversation>().lastMessageIndex.has_value()
            : !index.data(Model::LastActivityRole).toDateTime().isValid();
        return { Lead::None, {}, empty ? tr("No messages yet") : QString() };
    }
    const QString author = ShownText::name(index.data(Model::LastAuthorRole).toString());
    if (author.isEmpty())
        return { Lead::None, {}, text };
    if (index.data(ConversationFilter::OwnLastRole).toBool())
        return { Lead::Author, tr("You:"), text };
    // Between two people it is clear who the other one is.
    if (!index.data(ConversationFilter::AvatarKeyRole).toString().isEmpty())
        return { Lead::None, {}, text };
    //: In the list of conversations: the author of the newest message, which follows.
    return { Lead::Author, tr("%1:").arg(author), text };
}

QString ConversationDelegate::description(const QModelIndex &index)
{
    QStringList parts { index.data(Model::NameRole).toString() };
    const int unread = index.data(Model::UnreadRole).toInt();
    if (unread > 0)
        parts.append(tr("%n unread message(s)", nullptr, unread));
    else if (index.data(ConversationFilter::UncountedRole).toBool())
        parts.append(tr("Unread"));
    if (index.data(ConversationFilter::OnlineRole).toBool())
        parts.append(tr("Online"));
    if (index.data(Model::FailedRole).toBool())
        parts.append(tr("A message could not be sent"));
    if (index.data(Model::SendingRole).toBool())
        parts.append(tr("A message is waiting to be sent"));
    if (index.data(Model::MutedRole).toBool())
        parts.append(tr("Muted"));
    const QString line = preview(index).whole();
    if (!line.isEmpty())
        parts.append(line);
    return parts.join(u". ");
}

} // namespace parley::ui
