// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "theme/themecolors.h"

#include <QMessageBox>
#include <QPushButton>

namespace parley::ui {

/// A question with one action and Cancel, modal to the window of \a parent, never a nested loop.
/// accepted() comes with the action; call open().
[[nodiscard]] inline QMessageBox *makeQuestion(QWidget *parent, const QString &title,
                                               const QString &text, const QString &action)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Cancel, parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    // What is asked about cannot be taken back easily: the button that does it is marked.
    QPushButton *button = box->addButton(action, QMessageBox::AcceptRole);
    QPalette marked = button->palette();
    marked.setColor(QPalette::ButtonText, colorsFor(marked).error);
    button->setPalette(marked);
    box->setDefaultButton(QMessageBox::Cancel);
    return box;
}

} // namespace parley::ui
