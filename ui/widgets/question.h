// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "theme/themecolors.h"

#include <QLabel>
#include <QLayout>
#include <QMessageBox>
#include <QPushButton>

namespace parley::ui {

/// A message box without an icon and with even margins. It is deleted when it is closed; call
/// open().
[[nodiscard]] inline QMessageBox *makeBox(QWidget *parent, const QString &title,
                                          const QString &text, QMessageBox::StandardButton closing)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, closing, parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->layout()->setContentsMargins(0, 18, 16, 14); // the icon that is missing leaves room
    if (auto *words = box->findChild<QLabel *>(QStringLiteral("qt_msgbox_label")))
        words->setContentsMargins(0, 0, 4, 6);
    return box;
}

/// A question with one action and Cancel, modal to the window of \a parent, never a nested loop.
/// accepted() comes with the action; call open().
[[nodiscard]] inline QMessageBox *makeQuestion(QWidget *parent, const QString &title,
                                               const QString &text, const QString &action)
{
    QMessageBox *box = makeBox(parent, title, text, QMessageBox::Cancel);
    // What is asked about cannot be taken back easily: the button that does it is marked.
    QPushButton *button = box->addButton(action, QMessageBox::AcceptRole);
    QPalette marked = button->palette();
    marked.setColor(QPalette::ButtonText, colorsFor(marked).error);
    button->setPalette(marked);
    box->setDefaultButton(QMessageBox::Cancel);
    return box;
}

} // namespace parley::ui
