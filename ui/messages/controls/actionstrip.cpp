// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/controls/actionstrip.h"

#include "theme/stylepainter.h"
#include "widgets/announce.h"
#include "widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace parley::ui {

ActionStrip::ActionStrip(QWidget *parent)
    : QWidget(parent)
    , m_label(new ElidedLabel(this))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(14, 6, 10, 6);
    m_row->setSpacing(8);
    m_row->addWidget(m_label, 1);
    hide();
}

QPushButton *ActionStrip::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_row->addWidget(button);
    return button;
}

void ActionStrip::showText(const QString &text)
{
    const bool isNew = isHidden() || text != m_label->text();
    m_label->setText(text);
    show();
    if (isNew)
        announce(m_label, text);
}

QString ActionStrip::text() const
{
    return isHidden() ? QString() : m_label->text();
}

void ActionStrip::paintEvent(QPaintEvent *)
{
    drawStrip(*this, Qt::TopEdge);
}

} // namespace parley::ui
