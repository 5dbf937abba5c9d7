// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/contextbar.h"

#include "theme/icons.h"
#include "theme/themecolors.h"
#include "widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace parley::ui {

using namespace Qt::StringLiterals;

ContextBar::ContextBar(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_text(new ElidedLabel(this))
    , m_cancel(new QToolButton(this))
{
    m_title->setObjectName(u"title"_s);
    m_title->setScale(0.92, true);
    m_title->setColorRole(QPalette::Link);
    m_text->setScale(0.92, false);
    m_text->setMuted(true);
    m_cancel->setIcon(themedIcon(u"close"_s));
    m_cancel->setAutoRaise(true);
    connect(m_cancel, &QToolButton::clicked, this, &ContextBar::cancelled);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 2, 12, 2); // mirrored windows do not mirror margins
    row->addLayout(words, 1);
    row->addWidget(m_cancel);
    hide();
}

void ContextBar::showContext(const QString &title, const QString &text, const QString &cancel)
{
    m_title->setText(title);
    m_text->setText(text);
    m_cancel->setToolTip(cancel);
    m_cancel->setAccessibleName(cancel);
    show();
}

void ContextBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorsFor(palette()).link);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 3 : 0;
    painter.drawRoundedRect(QRectF(x, 3, 3, height() - 6), 1.5, 1.5);
}

} // namespace parley::ui
