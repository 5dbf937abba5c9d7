// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/elidedlabel.h"

#include "text/emoji.h"
#include "text/tooltips.h"
#include "theme/themecolors.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace parley::ui {

ElidedLabel::ElidedLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == this->text())
        return;
    QLabel::setText(text);
    setAccessibleName(text);
}

void ElidedLabel::setColorRole(QPalette::ColorRole role)
{
    m_role = role;
    update();
}

void ElidedLabel::setMuted(bool muted)
{
    m_muted = muted;
    update();
}

void ElidedLabel::setScale(qreal scale, bool bold)
{
    QFont scaled = font();
    scaled.setPointSizeF(scaled.pointSizeF() * scale);
    scaled.setBold(bold);
    setFont(scaled);
}

QSize ElidedLabel::sizeHint() const
{
    if (wordWrap())
        return QLabel::sizeHint();
    return { fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height() + 2 };
}

QSize ElidedLabel::minimumSizeHint() const
{
    if (wordWrap())
        return QLabel::minimumSizeHint();
    return { std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 6),
             fontMetrics().height() + 2 };
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_muted ? colorsFor(palette()).mutedText : palette().color(m_role));
    const int side = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft))
        | Qt::AlignVCenter | Qt::AlignAbsolute;
    if (wordWrap())
        painter.drawText(rect(), side | Qt::TextWordWrap, text());
    else
        drawLine(painter, rect(), side | Qt::TextSingleLine, text());
}

/// A tooltip that is set would be read out as a description, with its HTML.
bool ElidedLabel::event(QEvent *event)
{
    const bool isCut = !wordWrap() && fontMetrics().horizontalAdvance(text()) > width();
    if (event->type() != QEvent::ToolTip || !isCut || !toolTip().isEmpty())
        return QLabel::event(event);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), toolTipText(text()), this);
    return true;
}

} // namespace parley::ui
