// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/dialog.h"

#include "widgets/windowplacement.h"

#include <QKeyEvent>
#include <QLayout>
#include <QPushButton>

#include <algorithm>

namespace parley::ui {

Dialog::Dialog(QWidget *parent)
    : QDialog(parent)
{ }

void Dialog::showEvent(QShowEvent *event)
{
    // QDialog looks for a button to make the default after this event.
    const QList<QPushButton *> buttons = findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        button->setAutoDefault(false);
    if (!event->spontaneous()) {
        // Lines that wrap do not make a dialog higher by themselves.
        if (layout() != nullptr && layout()->hasHeightForWidth()) {
            layout()->activate();
            resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
        }
        const QWidget *parent = parentWidget();
        placeWindow(*this, parent != nullptr ? parent->window() : nullptr);
    }
    QDialog::showEvent(event);
}

void Dialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (isEnter && button != nullptr && button->hasFocus())
        button->click();
    else
        QDialog::keyPressEvent(event);
}

} // namespace parley::ui
