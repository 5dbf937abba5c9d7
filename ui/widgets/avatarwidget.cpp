// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/avatarwidget.h"

#include "theme/avatar.h"

#include <QPainter>

namespace parley::ui {

AvatarWidget::AvatarWidget(int size, QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(size, size);
}

void AvatarWidget::setPerson(const QString &key, const QString &name)
{
    m_key = key;
    m_name = name;
    setAccessibleName(name);
    update();
}

void AvatarWidget::paintEvent(QPaintEvent *)
{
    if (m_name.isEmpty())
        return;
    QPainter painter(this);
    paintAvatar(painter, QRectF(rect()), m_key, m_name);
}

} // namespace parley::ui
