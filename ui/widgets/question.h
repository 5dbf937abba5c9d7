// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMessageBox>
#include <QPushButton>

namespace parley::ui {

/// A question with one action and Cancel, modal to the window of \a parent, never a nested loop.
/// accepted() comes with the action; call open().
[[nodiscard]] inline QMessageBox *makeQuestion(QWidget *parent, const QString &title,
                                               const QString &text, const QString &action)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::Cancel, parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->addButton(action, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    return box;
}

} // namespace parley::ui
