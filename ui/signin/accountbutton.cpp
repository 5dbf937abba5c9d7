// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/accountbutton.h"

#include "theme/avatar.h"
#include "theme/themecolors.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace parley::ui {
namespace {

constexpr int Height = 60;
constexpr int AvatarSize = 40;

} // namespace

AccountButton::AccountButton(const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_name(name)
{
    setText(tr("Sign in as %1").arg(name));
    setAccessibleName(text());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover); // painted again when the pointer comes or goes
}

QSize AccountButton::sizeHint() const
{
    return { 320, Height };
}

void AccountButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = colors.panel;
    if (isDown())
        fill = colors.selected;
    else if (underMouse() && isEnabled())
        fill = colors.hover;
    painter.setPen(QPen(hasFocus() ? colors.link : colors.border, hasFocus() ? 2 : 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 10, 10);

    const int inset = (height() - AvatarSize) / 2;
    const QRect avatar = QStyle::visualRect(layoutDirection(), rect(),
                                            QRect(inset + 4, inset, AvatarSize, AvatarSize));
    paintAvatar(painter, QRectF(avatar), m_name, m_name);
    const QRect words = QStyle::visualRect(
        layoutDirection(), rect(),
        QRect(inset + AvatarSize + 18, 0, width() - inset - AvatarSize - 60, height()));
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    painter.setFont(bold);
    painter.setPen(isEnabled() ? colors.text : colors.disabledText);
    painter.drawText(words, int(Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine),
                     QFontMetrics(bold).elidedText(text(), Qt::ElideRight, words.width()));

    const QRect arrow
        = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 34, 0, 14, height()));
    const qreal forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    const QPointF middle = QRectF(arrow).center();
    painter.setPen(QPen(colors.mutedText, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF({ middle + QPointF(-3 * forward, -6), middle + QPointF(3 * forward, 0),
                    middle + QPointF(-3 * forward, 6) }));
}

void AccountButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace parley::ui
